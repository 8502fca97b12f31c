"""People's decisions on the map: a YAML file keyed by address and hash of the text, made for review in git.

    decisions:
    - source: Z1500000401@2025-03-15/rus#art_6
      hash: 0f3c9a12b4d5e6f7
      disposition: reworded
      target: access-right
      by: A. Person
      on: 2026-11-24
      reason: …

`target` is an article's key or id; the hash is that of the text that the person saw. A decision whose text has changed
is kept and shown as stale. A file with any mistake is refused as a whole, with every mistake named.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lawkit.consolidate.maps import KINDS, MAY_TARGET, NEEDS_TARGET, Map, with_rows
from lawkit.consolidate.outline import Outline
from lawkit.consolidate.reasons import reason
from lawkit.errors import DecisionsError
from lawkit.model import Address, Disposition, DispositionKind, Reading

_KEYS = {"source", "hash", "disposition", "target", "by", "on", "reason"}
_REQUIRED = ("source", "hash", "disposition", "by")
_HASH = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person about one provision."""

    source: Address
    hash: str
    disposition: DispositionKind
    target: str
    by: str
    on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A map with decisions, and those that could not be used: the text changed, or the provision is gone."""

    map: Map
    stale: tuple[Decision, ...] = ()
    unused: tuple[Decision, ...] = ()


def load_decisions(path: str | Path, map_: Map | None = None, *, kept: bool = False) -> list[Decision]:
    """Read a decisions file; with `map_`, addresses and targets are checked against it.

    A provision that is gone in a newer edition is no mistake of the file, and neither is what is gone since a file
    that was in order was `kept`: such decisions come back, and `apply_decisions` tells them apart. Raises
    DecisionsError whose `problems` name every mistake with its line; nothing is returned then.
    """
    import yaml

    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DecisionsError(f"the decisions {path} cannot be read: {error}", "give a YAML file in UTF-8") from error
    problems: list[str] = []
    decisions: list[Decision] = []
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(f"{path.name}:{mark.line + 1 if mark else 1}: not YAML: {getattr(error, 'problem', error)}")
        root = None
    seen: dict[str, int] = {}
    checked = None if kept else map_
    works = {(r.source.act, r.source.eid) for r in map_.rows if r.source} if map_ is not None else set()
    for node in _entries(root, path.name, problems) if root is not None else ():
        values, line = _values(node, path.name, problems)
        decision = _decision(values, f"{path.name}:{line}", problems, checked, works)
        key = _work(values.get("source", ""))
        if key in seen:
            problems.append(f"{path.name}:{line}: {key} has a decision already, in line {seen[key]}")
        if key:
            seen.setdefault(key, line)
        if decision is not None:
            decisions.append(decision)
    refuse(problems, path.name)
    return decisions


def refuse(problems: Sequence[str], name: str) -> None:
    """Raise DecisionsError when there are problems."""
    if problems:
        raise DecisionsError(
            f"{name} has {len(problems)} mistakes, nothing of it is applied; the first: {problems[0]}",
            "correct them all, then run again", tuple(problems),
        )  # fmt: skip


def _work(source: str) -> str:
    """Act and provision of an address, whatever its edition; what is no address as it stands."""
    try:
        address = Address.parse(source)
    except ValueError:
        return source
    return f"{address.act}#{address.eid}"


def _entries(root: Any, name: str, problems: list[str]) -> list[Any]:
    if root.id == "mapping":
        for key, value in root.value:
            if key.value == "decisions" and value.id == "sequence":
                return list(value.value)
            if key.value == "decisions" and value.id == "scalar" and value.value in ("", "null", "~"):
                return []
            problems.append(
                f"{name}:{key.start_mark.line + 1}: «{key.value}» is unknown; expected «decisions:» and a list"
            )
        return []
    problems.append(f"{name}:{root.start_mark.line + 1}: expected «decisions:» and a list")
    return []


def _values(node: Any, name: str, problems: list[str]) -> tuple[dict[str, str], int]:
    line = node.start_mark.line + 1
    if node.id != "mapping":
        problems.append(f"{name}:{line}: a decision must be a mapping with {', '.join(_REQUIRED)}")
        return {}, line
    values: dict[str, str] = {}
    for key, value in node.value:
        if key.id != "scalar" or key.value not in _KEYS:
            problems.append(
                f"{name}:{key.start_mark.line + 1}: unknown key «{key.value}»; known: {', '.join(sorted(_KEYS))}"
            )
        elif value.id != "scalar":
            problems.append(f"{name}:{value.start_mark.line + 1}: «{key.value}» must be a single value")
        elif key.value in values:
            problems.append(f"{name}:{key.start_mark.line + 1}: «{key.value}» stands twice")
        else:
            values[key.value] = str(value.value).strip()
    return values, line


def _decision(
    values: dict[str, str], where: str, problems: list[str], map_: Map | None, works: AbstractSet[tuple[str, str]]
) -> Decision | None:
    before = len(problems)
    problems += [f"{where}: «{key}» is missing" for key in _REQUIRED if not values.get(key)]
    source = _address(values.get("source", ""), where, problems)
    if values.get("hash") and not _HASH.fullmatch(values["hash"]):
        problems.append(f"{where}: the hash must be 16 hexadecimal digits, not «{values['hash']}»")
    kind = next((k for k in KINDS if k == values.get("disposition")), None)
    if values.get("disposition") and kind is None:
        problems.append(f"{where}: unknown disposition «{values['disposition']}»; there are: {', '.join(KINDS)}")
    if kind == "new":
        problems.append(f"{where}: «new» suits target units without a source, no provision")
    target = values.get("target", "")
    if kind in NEEDS_TARGET and not target:
        problems.append(f"{where}: «{kind}» needs a target")
    if kind and target and kind not in MAY_TARGET:
        problems.append(f"{where}: «{kind}» goes nowhere, take the target away")
    target = _target(target, where, problems, map_)
    on = _date(values.get("on", ""), where, problems)
    if map_ is not None and source and (source.act, source.eid) not in works and not _older(source, map_):
        problems.append(f"{where}: the map has no provision {source}")
    if len(problems) > before or source is None or kind is None:
        return None
    return Decision(source, values["hash"], kind, target, values["by"], on, values.get("reason", ""))


def _older(source: Address, map_: Map) -> bool:
    """Whether the decision was made on another edition of an act on the map."""
    return any(a.act == source.act and a.edition != source.edition for a in map_.acts)


def _address(text: str, where: str, problems: list[str]) -> Address | None:
    try:
        address = Address.parse(text) if text else None
    except ValueError as error:
        problems.append(f"{where}: {error}")
        return None
    if address is not None and not address.eid:
        problems.append(f"{where}: the address names no provision: {text}")
    return address


def _target(target: str, where: str, problems: list[str], map_: Map | None) -> str:
    if not target or map_ is None:
        return target
    try:
        return map_.outline.target(target).id
    except KeyError:
        problems.append(f"{where}: the outline has no article «{target}»")
        return target


def _date(text: str, where: str, problems: list[str]) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        problems.append(f"{where}: «{text}» is no date such as 2026-11-24")
        return None


def apply_decisions(map_: Map, decisions: Iterable[Decision], readings: Sequence[Reading] | None = None) -> Applied:
    """The map with people's decisions in place of proposals; with `readings`, wording and numbers are made anew.

    A decision is found by act and provision, whatever the edition. If the text is the one decided on, the row is
    `accepted` (same disposition and target as proposed) or `changed`; if not, the row keeps the proposal and is `stale`.
    """
    by_work = {(d.source.act, d.source.eid): d for d in decisions}
    used: set[tuple[str, str]] = set()
    stale: list[Decision] = []
    rows: list[Disposition] = []
    for row in map_.rows:
        key = (row.source.act, row.source.eid) if row.source else ("", "")
        decision = by_work.get(key)
        if decision is None:
            rows.append(row)
            continue
        used.add(key)
        if decision.hash != row.source_hash:
            stale.append(decision)
            rows.append(replace(row, state="stale"))
        else:
            decided = _decided(row, decision, map_)
            rows.append(decided)
            if decided.state == "stale":
                stale.append(decision)
    unused = tuple(d for k, d in by_work.items() if k not in used)
    new = with_rows(map_, rows)
    if readings is not None:
        from lawkit.consolidate.rewriting import reword

        new = reword(new, readings)
    elif used:
        new = _keep_listed(new)
    return Applied(new, tuple(stale), unused)


def _decided(row: Disposition, decision: Decision, map_: Map) -> Disposition:
    target = decision.target
    if target:
        try:
            target = map_.outline.target(target).id
        except KeyError:
            return replace(row, state="stale")
    same = decision.disposition == row.disposition and target == row.target
    why = reason("person")
    if decision.reason:
        why = {language: f"{text}: {decision.reason}" for language, text in why.items()}
    return replace(
        row, disposition=decision.disposition, target=target, reason=why, decided_by=decision.by,
        decided_on=decision.on, state="accepted" if same else "changed", method="person",
    )  # fmt: skip


def _keep_listed(map_: Map) -> Map:
    """Without the acts at hand: changes follow their rows to the new target, and fall where no words go on."""
    from lawkit.consolidate.maps import FEEDING

    rows = {str(r.source): r for r in map_.rows if r.source is not None}
    kept = tuple(
        replace(c, target=rows[str(c.source)].target)
        for c in map_.changes
        if str(c.source) in rows and rows[str(c.source)].disposition in FEEDING
    )
    listed = {str(c.source) for c in kept}
    fixed = [
        replace(r, disposition="reworded") if r.disposition == "verbatim" and str(r.source) in listed
        else replace(r, disposition="verbatim") if r.disposition == "reworded" and str(r.source) not in listed
        else r
        for r in map_.rows
    ]  # fmt: skip
    return with_rows(map_, fixed, kept)


def dump_decisions(decisions: Iterable[Decision], outline: Outline | None = None) -> str:
    """The YAML text of some decisions, sorted by address, so that git shows each change on its own.

    With the outline, articles are named by their keys, which stay when an article is put in before them.
    """
    import yaml

    keys = {t.id: t.key for t in outline.targets} if outline else {}
    entries = []
    for d in sorted(decisions, key=lambda d: (d.source.act, d.source.eid)):
        entry: dict[str, Any] = {"source": str(d.source), "hash": d.hash, "disposition": d.disposition}
        if d.target:
            entry["target"] = keys.get(d.target, d.target)
        entry["by"] = d.by
        if d.on:
            entry["on"] = d.on.isoformat()
        if d.reason:
            entry["reason"] = d.reason
        entries.append(entry)
    return yaml.safe_dump({"decisions": entries}, allow_unicode=True, sort_keys=False, width=110)
