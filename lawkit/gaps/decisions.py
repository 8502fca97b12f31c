"""A person's verdicts: a YAML file kept in git, applied over the machine's and marked stale when the law moved on.

checklist: egov
decisions:
- item: SEED-02
verdict: partly
by: A. Reader
on: 2026-11-24
reason: срок есть только у обладателя, не у органа
pins:
- address: Z1300000094/rus#art_25__para_2__subpara_6
hash: 0f3a…            # of the provision's text; filled in by lawkit
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from lawkit.errors import DecisionsError
from lawkit.gaps.marks import Node, Problems, compose, line, members, one_of, pairs, scalar
from lawkit.model import LANGUAGES, Address, Pin, Reading, Verdict, VerdictValue

_KEYS = ("item", "verdict", "by", "on", "reason", "pins")


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's verdict on one item, with the provisions it rests on and their hashes."""

    item: str
    verdict: VerdictValue
    by: str
    on: dt.date | None = None
    reason: str = ""
    pins: tuple[tuple[Address, str], ...] = ()


def text_hash(text: str) -> str:
    """Sixteen hexadecimal digits of the text's sha256, white space folded."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def load_decisions(path: Path, items: Iterable[str] | None = None) -> dict[str, Decision]:
    """Decisions by item id. Raises DecisionsError listing every problem with its line; nothing is applied then.

    `items` are the checklist's ids: a decision on another item is a problem.
    """
    problems = Problems(path.name)
    node = compose(path, problems)
    known = set(items) if items is not None else None
    found: dict[str, Decision] = {}
    if node is not None:
        for name, key, value in pairs(node, "decisions file", problems):
            if name == "decisions":
                for one in members(value, "decisions", problems):
                    _decision(one, known, found, problems)
            elif name != "checklist":
                problems.add(line(key), f"unknown key «{name}» (known: checklist, decisions)")
    problems.raise_if_any(DecisionsError, "decisions file")
    return found


def _decision(node: Node, known: set[str] | None, found: dict[str, Decision], problems: Problems) -> None:
    got: dict[str, Node] = {}
    for name, key, value in pairs(node, "decision", problems):
        if name not in _KEYS:
            problems.add(line(key), f"decision: unknown key «{name}» (known: {', '.join(_KEYS)})")
        got[name] = value
    for name in ("item", "verdict", "by"):
        if name not in got:
            problems.add(line(node), f"decision: «{name}» is missing")
    if not {"item", "verdict", "by"} <= set(got):
        return
    item = scalar(got["item"], "item", problems)
    if item in found:
        problems.add(line(node), f"there are two decisions on {item}")
    if known is not None and item not in known:
        problems.add(line(got["item"]), f"the checklist has no item {item}")
    found[item] = Decision(
        item,
        one_of(got["verdict"], f"{item}, verdict", get_args(VerdictValue), problems),  # type: ignore[arg-type]
        scalar(got["by"], f"{item}, by", problems),
        _date(got["on"], problems) if "on" in got else None,
        scalar(got["reason"], f"{item}, reason", problems) if "reason" in got else "",
        tuple(
            pin
            for n in (members(got["pins"], f"{item}, pins", problems) if "pins" in got else [])
            if (pin := _pin(n, problems))
        ),
    )


def _date(node: Node, problems: Problems) -> dt.date | None:
    text = scalar(node, "on", problems)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        problems.add(line(node), f"«{text}» is not a date such as 2026-11-24")
        return None


def _pin(node: Node, problems: Problems) -> tuple[Address, str] | None:
    got = {name: value for name, _, value in pairs(node, "pin", problems)}
    for name, value in got.items():
        if name not in {"address", "hash"}:
            problems.add(line(value), f"pin: unknown key «{name}» (known: address, hash)")
    if "address" not in got:
        problems.add(line(node), "pin: «address» is missing")
        return None
    try:
        address = Address.parse(scalar(got["address"], "address", problems))
    except ValueError as reason:
        problems.add(line(got["address"]), str(reason))
        return None
    return address, scalar(got["hash"], "hash", problems) if "hash" in got else ""


def dump_decisions(checklist: str, decisions: Mapping[str, Decision]) -> str:
    """The decisions as YAML, in the order of item ids: small differences stay small in git."""
    import yaml

    rows: list[dict[str, object]] = []
    for item in sorted(decisions):
        d = decisions[item]
        row: dict[str, object] = {"item": d.item, "verdict": d.verdict, "by": d.by}
        if d.on:
            row["on"] = d.on.isoformat()
        if d.reason:
            row["reason"] = d.reason
        if d.pins:
            row["pins"] = [{"address": str(a), "hash": h} if h else {"address": str(a)} for a, h in d.pins]
        rows.append(row)
    return yaml.safe_dump({"checklist": checklist, "decisions": rows}, allow_unicode=True, sort_keys=False, width=110)


def save_decisions(path: Path, checklist: str, decisions: Mapping[str, Decision]) -> None:
    """Write the decisions file whole or not at all."""
    draft = path.with_name(path.name + ".new")
    draft.write_text(dump_decisions(checklist, decisions), encoding="utf-8")
    draft.replace(path)


def decide(
    verdict: Verdict, value: VerdictValue, by: str, on: dt.date, reason: str, readings: Sequence[Reading]
) -> Decision:
    """A decision on a verdict, resting on the places that the person was shown."""
    texts = provision_texts(readings)
    pins = tuple((p.address, text_hash(texts[str(p.address)])) for p in verdict.pins if str(p.address) in texts)
    return Decision(verdict.item, value, by, on, reason, pins)


def provision_texts(readings: Sequence[Reading]) -> dict[str, str]:
    """Provision texts by address, with and without edition."""
    found: dict[str, str] = {}
    for reading in readings:
        act = reading.act
        for p in act.provisions:
            text = f"{p.heading} {p.text}"
            found[str(act.at(p.eid))] = text
            found[str(Address(act.act_id, None, act.language, p.eid))] = text
    return found


def apply_decision(verdict: Verdict, decision: Decision | None, texts: Mapping[str, str]) -> Verdict:
    """The person's verdict over the machine's; stale when a provision it rests on changed or is gone."""
    if decision is None:
        return verdict
    pins: list[Pin] = []
    stale = False
    for address, known in decision.pins:
        text = texts.get(str(address)) or texts.get(str(Address(address.act, None, address.language, address.eid)))
        if text is None or (known and text_hash(text) != known):
            stale = True
        pins.append(Pin(address, (text or "").strip()))
    reason = dict.fromkeys(LANGUAGES, decision.reason) if decision.reason else verdict.reason
    return replace(
        verdict,
        value=decision.verdict,
        pins=tuple(pins) or verdict.pins,
        reason=reason,
        decided_by=decision.by,
        stale=stale,
    )
