"""Checks what was found in the demonstration corpus against its answer key (corpus/demo/KEY.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawkit.errors import RulesError
from lawkit.model import Act, Address, Finding, Language, Reading, Reference, Tier, Verdict
from lawkit.resources import from_yaml, resource

LANGUAGE: Language = "rus"  # the key speaks of the Russian texts
_TIERS: dict[Tier, int] = {"possible": 0, "likely": 1, "certain": 2}
_PARTS = ("acts", "findings", "quiet", "dead", "resolved", "gaps")


def load_key(path: Path | None = None) -> dict[str, Any]:
    """The answer key as written; raises RulesError when it is missing, no YAML, or lacks a part."""
    import yaml

    path = path or resource("corpus", "demo", "KEY.yaml")
    try:
        key = from_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RulesError(f"the answer key {path} cannot be read: {error}", "restore it from the repository") from error
    missing = [part for part in _PARTS if not isinstance(key, dict) or part not in key]
    if missing:
        raise RulesError(f"the answer key {path} lacks {', '.join(missing)}", "restore it from the repository")
    return dict(key)


def check_demo(readings: Sequence[Reading], findings: Iterable[Finding], verdicts: Iterable[Verdict]) -> list[str]:
    """Every mismatch between the answer key and the results of a run over corpus/demo; empty when all is well."""
    references = {r.act.act_id: r.references for r in readings if r.act.language == LANGUAGE}
    return check_key(findings, verdicts, references, [r.act for r in readings], load_key())


def check_key(
    findings: Iterable[Finding],
    verdicts: Iterable[Verdict],
    references: Mapping[str, Iterable[Reference]],
    acts: Iterable[Act],
    key: Mapping[str, Any],
) -> list[str]:
    """The mismatches, one line each, in the key's order.

    `references` holds the references of each act's Russian text by act id. A place matches a pin on the same
    provision, on one inside it or on one around it. Rows with `required: no` never give a mismatch.
    """
    found = [f for f in findings if all(pin.address.language in (LANGUAGE, None) for pin in f.pins)]
    return [
        *_acts(acts, key["acts"]),
        *_findings(found, key["findings"]),
        *_quiet(found, key["quiet"]),
        *_references(references, key["dead"], "dead"),
        *_references(references, key["resolved"], "resolved"),
        *_gaps(verdicts, key["gaps"]),
    ]


def hits(findings: Iterable[Finding], key: Mapping[str, Any]) -> tuple[int, int]:
    """How many of the planted findings were found, the hard ones included, and how many were planted."""
    found = list(findings)
    return sum(_matches(found, row) for row in key["findings"]), len(key["findings"])


def _acts(acts: Iterable[Act], rows: Mapping[str, Any]) -> list[str]:
    """Articles, chapters, languages, status and excluded provisions of each act."""
    read = {(act.act_id, act.language): act for act in acts}
    problems: list[str] = []
    for act_id, row in rows.items():
        for language in row["languages"]:
            act = read.get((act_id, language))
            if act is None:
                problems.append(f"{act_id}/{language}: not read")
                continue
            of_kind: dict[str, list[str]] = {}
            for provision in act.provisions:
                of_kind.setdefault(provision.kind, []).append(provision.number)
            excluded = [p.eid for p in act.provisions if p.status == "excluded"]
            for what, expected, got in (
                ("articles", [str(number) for number in row["articles"]], of_kind.get("article", [])),
                ("chapters", row["chapters"], len(of_kind.get("chapter", []))),
                ("status", row["status"], act.status),
                ("excluded", row["excluded"], excluded),
            ):
                if expected != got:
                    problems.append(f"{act_id}/{language}: {what} should be {expected}, read as {got}")
    return problems


def _same_place(place: Address, pin: Address) -> bool:
    """Whether a pin stands at a place of the key, inside it or around it."""
    if place.act != pin.act:
        return False
    a, b = place.eid, pin.eid
    return a == b or not a or b.startswith(f"{a}__") or a.startswith(f"{b}__")


def _covers(finding: Finding, places: Sequence[Address]) -> bool:
    return all(any(_same_place(place, pin.address) for pin in finding.pins) for place in places)


def _places(row: Mapping[str, Any]) -> list[Address]:
    return [Address.parse(text) for text in row["at"]]


def _matches(findings: Sequence[Finding], row: Mapping[str, Any]) -> bool:
    codes, places = {row["code"], *row.get("or", ())}, _places(row)
    return any(finding.code in codes and _covers(finding, places) for finding in findings)


def _findings(findings: Sequence[Finding], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Planted findings that are missing, with what was found there instead."""
    problems: list[str] = []
    for row in rows:
        if row.get("required", True) and not _matches(findings, row):
            instead = sorted({f"{f.code} ({f.tier})" for f in findings if _covers(f, _places(row))})
            problems.append(
                f"{row['code']} not found at {' and '.join(row['at'])} ({row['what']})"
                + (f"; found there: {', '.join(instead)}" if instead else "")
            )
    return problems


def _quiet(findings: Sequence[Finding], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Findings where the key asks for silence."""
    problems: list[str] = []
    for row in rows:
        limit, places = _TIERS[row["at_most"]], _places(row)
        problems += [
            f"{finding.code} ({finding.tier}) at {' and '.join(row['at'])} is none: {row['what']}"
            for finding in findings
            if finding.code in row["codes"] and _TIERS[finding.tier] > limit and _covers(finding, places)
        ]
    return problems


def _references(
    references: Mapping[str, Iterable[Reference]], rows: Iterable[Mapping[str, Any]], status: str
) -> list[str]:
    """References that should be dead or resolved and are not, or name another place."""
    problems: list[str] = []
    for row in rows:
        place, target = Address.parse(row["at"]), Address.parse(row["names"])
        there = [
            r for r in references.get(place.act, ()) if r.source == place.eid or r.source.startswith(f"{place.eid}__")
        ]
        if any(
            r.status == status and r.target and (r.target.act, r.target.eid) == (target.act, target.eid) for r in there
        ):
            continue
        read = "; ".join(f"«{r.text}» {r.status} {r.target or ''}".strip() for r in there) or "none"
        problems.append(f"{row['at']}: a {status} reference to {row['names']} is expected; read: {read}")
    return problems


def _gaps(verdicts: Iterable[Verdict], expected: Mapping[str, Sequence[str]]) -> list[str]:
    """Checklist items whose verdict is another than the key's."""
    read = {verdict.item: verdict for verdict in verdicts}
    problems: list[str] = []
    for item, values in expected.items():
        verdict = read.get(item)
        if verdict is None:
            problems.append(f"{item}: no verdict")
        elif verdict.value not in values:
            pins = ", ".join(str(pin.address) for pin in verdict.pins[:3])
            problems.append(
                f"{item}: should be {' or '.join(values)}, judged {verdict.value}" + (f" by {pins}" if pins else "")
            )
    return problems
