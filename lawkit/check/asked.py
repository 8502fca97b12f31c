"""Questions that a draft answers and acts in force answer too, however they are worded (rules/matters).

The questions are asked of the draft; what the acts of a store answer is kept in a file beside the database
(`lawkit.db.overlaps/rus.answers.json`), act by act, until the act, the questions or lawkit change.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawkit.check.baseline import write_whole
from lawkit.errors import LawkitError
from lawkit.model import Finding, Language, Reading

if TYPE_CHECKING:
    from lawkit.overlaps.answering import Answering
    from lawkit.overlaps.matters import Matter
    from lawkit.store import Store
    from lawkit.store.store import ActInfo

_MOST = 30  # places of other acts told of one question
_FORM = 1  # of the kept file

Plain = dict[str, list[list[Any]]]  # what an act answers, by question
Answers = Mapping[str, Sequence["Answering"]]
Others = Callable[[Iterable[str]], Answers]  # what other acts answer of these questions


def asked(draft: Reading, found: Sequence[Finding], others: Others, matters: Sequence[Matter]) -> list[Finding]:
    """Findings of kind same-matter between a draft and other acts, as far as `found` does not tell them already."""
    from lawkit.overlaps.answering import answering_of
    from lawkit.overlaps.matter_findings import Told, told_of

    standard = {pin.address for finding in found if finding.code == "boilerplate" for pin in finding.pins}
    mine = {name: [one for one in own if one.address not in standard]
            for name, own in answering_of(draft, matters).items()}  # fmt: skip
    told = Told(found)
    both: dict[str, list[Answering]] = {}
    for name, theirs in others(mine).items():
        own = mine[name]
        left = [two for two in theirs if not all(told.joins(one.address, two.address) for one in own)]
        both[name] = [*own, *_spread(left)[:_MOST]]
    return told_of(matters, both, told, draft.act.language, lambda _: 1.0, draft.act.act_id)


def _spread(answers: Sequence[Answering]) -> list[Answering]:
    """The answers with one of each act first."""
    acts: set[str] = set()
    ahead: list[Answering] = []
    behind: list[Answering] = []
    for one in answers:
        (behind if one.address.act in acts else ahead).append(one)
        acts.add(one.address.act)
    return ahead + behind


def of_readings(readings: Sequence[Reading], matters: Sequence[Matter]) -> Others:
    """What readings at hand answer."""

    def answers(wanted: Iterable[str]) -> Answers:
        from lawkit.overlaps.answering import answering_of

        names = set(wanted)
        found: dict[str, list[Answering]] = {}
        for reading in readings:
            for name, own in answering_of(reading, [m for m in matters if m.id in names]).items():
                found.setdefault(name, []).extend(own)
        return found

    return answers


class StoredAnswers:
    """What the current acts of a store answer in one language."""

    def __init__(
        self, store: Store, language: Language, infos: Sequence[ActInfo], tell: Callable[[str], None], *, keep: bool
    ) -> None:
        self._store = store
        self._path = Path(f"{store.path}.overlaps") / f"{language}.answers.json"
        self._infos = infos
        self._tell = tell
        self._keep = keep

    def besides(self, act_id: str, matters: Sequence[Matter], digest: str) -> Others:
        """What all acts but this one answer; of these questions, whose catalogue has this digest."""

        def answers(wanted: Iterable[str]) -> Answers:
            kept, names = self._kept(matters, digest), list(wanted)
            found: dict[str, list[Answering]] = {}
            for info in self._infos:
                own = kept[self._name(info)] if info.act_id != act_id else {}
                for name, told in self._read(info, {name: own[name] for name in names if name in own}).items():
                    found.setdefault(name, []).extend(told)
            return found

        return answers

    def _read(self, info: ActInfo, plain: Plain) -> dict[str, list[Answering]]:
        """Answers of one act; texts stay in the store."""
        if not plain:
            return {}
        from lawkit.overlaps.answering import load

        return load(plain, lambda eid: replace(info.address, eid=eid), {})

    def texts(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with the texts of stored provisions filled in."""
        from lawkit.overlaps.answering import in_line

        rows, found = {info.address: info.row for info in self._infos}, list(findings)
        wanted: dict[int, set[str]] = defaultdict(set)
        for pin in (pin for finding in found for pin in finding.pins if not pin.text):
            wanted[rows[replace(pin.address, eid="")]].add(pin.address.eid)
        held = {(row, eid): in_line(self._text(row, eid)) for row, eids in wanted.items() for eid in sorted(eids)}
        return [
            replace(finding, pins=tuple(
                pin if pin.text else replace(pin, text=held[rows[replace(pin.address, eid="")], pin.address.eid])
                for pin in finding.pins
            ))
            for finding in found
        ]  # fmt: skip

    def _text(self, row: int, eid: str) -> str:
        found = self._store.connection.execute("select text from provisions where act = ? and eid = ?", (row, eid))
        return str((found.fetchone() or ("",))[0])

    def _name(self, info: ActInfo) -> str:
        """An act with its text and the version of what was read in it."""
        return f"{info.row} {info.address} {info.sha256} {info.version} {self._facts.get(str(info.address), '')}"

    @cached_property
    def _facts(self) -> dict[str, str]:
        """Hashes of the stage that read the acts, by address."""
        found = {}
        for name, content in self._store.stage_hashes(["facts"]):
            found[name.partition("/")[2].partition(" ")[0]] = content
        return found

    def _kept(self, matters: Sequence[Matter], digest: str) -> dict[str, Plain]:
        """The answers of every act: those kept, and those of new acts looked for now."""
        from lawkit import __version__
        from lawkit.overlaps.answering import answering_of, dump
        from lawkit.store.facts import load_reading

        of = f"{_FORM} {__version__} {digest}"
        before = _load(self._path, of)
        names = {self._name(info): info for info in self._infos}
        fresh = [name for name in names if name not in before]
        if fresh:
            self._tell(f"what the acts of {self._store.path} answer is looked up, once for these acts")
        now = {name: before[name] for name in names if name in before}
        for name in fresh:
            now[name] = dump(answering_of(load_reading(self._store.connection, names[name].row), matters))
        if fresh and self._keep:
            with contextlib.suppress(LawkitError, OSError):
                self._path.parent.mkdir(exist_ok=True)
                write_whole(self._path, json.dumps({"of": of, "acts": now}, ensure_ascii=False).encode())
        return now


def _load(path: Path, of: str) -> dict[str, Plain]:
    """The kept answers when they are of this catalogue and can be read."""
    try:
        kept = json.loads(path.read_bytes())
        acts = kept["acts"] if kept["of"] == of else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return acts if isinstance(acts, dict) else {}
