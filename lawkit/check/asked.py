"""Questions that a draft answers and acts in force answer too, however they are worded (rules/matters).

The questions are asked of the draft; what the acts of a store answer is kept in a file beside the database
(`lawkit.db.overlaps/rus.answers.json`), act by act, until the act, the questions or lawkit change.
"""

from __future__ import annotations

import contextlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lawkit.check.baseline import write_whole
from lawkit.errors import LawkitError
from lawkit.model import Address, Finding, Language, Reading

if TYPE_CHECKING:
    from lawkit.overlaps.answering import Answering
    from lawkit.overlaps.matters import Matter
    from lawkit.store import Store
    from lawkit.store.store import ActInfo

_MOST = 30  # places of other acts told of one question
_FORM = 1  # of the kept file

Plain = dict[str, list[list[Any]]]  # what an act answers, by question
Answers = Mapping[str, Sequence["Answering"]]


class Others(Protocol):
    """Acts that are asked beside a draft."""

    def answers(self, wanted: Iterable[str]) -> Answers:
        """What they answer of these questions; the texts may be missing."""
        ...

    def filled(self, answers: Sequence[Answering]) -> list[Answering]:
        """Answers of these acts with their texts."""
        ...

    def defining(self, places: Iterable[Address]) -> set[Address]:
        """Those of the places that define a term."""
        ...


def asked(
    draft: Reading, found: Sequence[Finding], others: Others, matters: Sequence[Matter], weigh: Callable[[str], float]
) -> list[Finding]:
    """Findings of kind same-matter between a draft and other acts, as far as `found` does not tell them already."""
    from lawkit.overlaps.answering import answering_of
    from lawkit.overlaps.doubts import defining_of, doubts_of
    from lawkit.overlaps.matter_findings import Told, told_of

    standard = {pin.address for finding in found if finding.code == "boilerplate" for pin in finding.pins}
    mine = {name: [one for one in own if one.address not in standard]
            for name, own in answering_of(draft, matters).items()}  # fmt: skip
    told = Told(found)
    both: dict[str, list[Answering]] = {}
    for name, theirs in others.answers(mine).items():
        own = mine[name]
        elsewhere = (two for two in theirs if two.address.act != draft.act.act_id)
        left = [two for two in elsewhere if not all(told.joins(one.address, two.address) for one in own)]
        if own and left:
            both[name] = [*own, *others.filled(_spread(left)[:_MOST])]
    places = {one.address for every in both.values() for one in every if one.address.act != draft.act.act_id}
    doubtful = doubts_of(defining_of([draft]) | others.defining(places), draft.act.language, weigh)

    def unsure(a: Answering, b: Answering) -> bool:
        return draft.act.act_id in (a.address.act, b.address.act) and doubtful(a, b)

    return told_of(matters, both, told, draft.act.language, weigh, draft.act.act_id, unsure)


def _spread(answers: Sequence[Answering]) -> list[Answering]:
    """The answers with one of each act first."""
    acts: set[str] = set()
    ahead: list[Answering] = []
    behind: list[Answering] = []
    for one in answers:
        (behind if one.address.act in acts else ahead).append(one)
        acts.add(one.address.act)
    return ahead + behind


@dataclass(frozen=True)
class HeldAnswers:
    """What readings in memory answer."""

    readings: tuple[Reading, ...]
    matters: tuple[Matter, ...]

    def answers(self, wanted: Iterable[str]) -> Answers:
        """Of these questions, act by act."""
        from lawkit.overlaps.answering import answering_of

        names = set(wanted)
        found: dict[str, list[Answering]] = {}
        for reading in self.readings:
            for name, own in answering_of(reading, [m for m in self.matters if m.id in names]).items():
                found.setdefault(name, []).extend(own)
        return found

    def filled(self, answers: Sequence[Answering]) -> list[Answering]:
        """They have their texts."""
        return list(answers)

    def defining(self, places: Iterable[Address]) -> set[Address]:
        """Those of the places that define a term."""
        from lawkit.overlaps.doubts import defining_of

        return defining_of(self.readings).intersection(places)


class StoredAnswers:
    """What the current acts of a store answer in one language."""

    def __init__(
        self,
        store: Store,
        language: Language,
        infos: Sequence[ActInfo],
        questions: tuple[Sequence[Matter], str],
        tell: Callable[[str], None],
        *,
        keep: bool,
    ) -> None:
        self._store = store
        self._path = Path(f"{store.path}.overlaps") / f"{language}.answers.json"
        self._infos = infos
        self._matters, self._digest = questions
        self._tell = tell
        self._keep = keep
        self._rows = {info.address: info.row for info in infos}

    def answers(self, wanted: Iterable[str]) -> Answers:
        """Of these questions, act by act, without texts."""
        from lawkit.overlaps.answering import load

        kept, names = self._kept, list(wanted)
        found: dict[str, list[Answering]] = {}
        for info in self._infos:
            held = kept[self._name(info)]
            own = {name: held[name] for name in names if name in held}
            for name, told in load(own, partial(_within, info.address), {}).items():
                found.setdefault(name, []).extend(told)
        return found

    def filled(self, answers: Sequence[Answering]) -> list[Answering]:
        """Answers with the texts of the stored provisions."""
        from lawkit.overlaps.answering import in_line

        return [replace(one, text=in_line(self._text(one.address))) for one in answers]

    def _text(self, address: Address) -> str:
        row = self._rows[replace(address, eid="")]
        found = self._store.connection.execute(
            "select text from provisions where act = ? and eid = ?", (row, address.eid)
        )
        return str((found.fetchone() or ("",))[0])

    def defining(self, places: Iterable[Address]) -> set[Address]:
        """Those of the places that define a term."""
        sql = "select source from definitions where act = ? and form <> 'abbreviation'"
        by_act: dict[Address, list[Address]] = defaultdict(list)
        for address in places:
            by_act[replace(address, eid="")].append(address)
        found: set[Address] = set()
        for act, own in by_act.items():
            held = {str(row[0]) for row in self._store.connection.execute(sql, (self._rows[act],))}
            found |= {address for address in own if address.eid in held}
        return found

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

    @cached_property
    def _kept(self) -> dict[str, Plain]:
        """The answers of every act: those kept, and those of new acts looked for now; once for all drafts."""
        from lawkit import __version__
        from lawkit.overlaps.answering import answering_of, dump
        from lawkit.store.facts import load_reading

        of = f"{_FORM} {__version__} {self._digest}"
        before = _load(self._path, of)
        names = {self._name(info): info for info in self._infos}
        fresh = [name for name in names if name not in before]
        if fresh:
            self._tell(f"what the acts of {self._store.path} answer is looked up, once for these acts")
        now = {name: before[name] for name in names if name in before}
        for name in fresh:
            now[name] = dump(answering_of(load_reading(self._store.connection, names[name].row), self._matters))
        if fresh and self._keep:
            with contextlib.suppress(LawkitError, OSError):
                self._path.parent.mkdir(exist_ok=True)
                write_whole(self._path, json.dumps({"of": of, "acts": now}, ensure_ascii=False).encode())
        return now


def _within(act: Address, eid: str) -> Address:
    return replace(act, eid=eid)


def _load(path: Path, of: str) -> dict[str, Plain]:
    """The kept answers when they are of this catalogue and can be read."""
    try:
        kept = json.loads(path.read_bytes())
        acts = kept["acts"] if kept["of"] == of else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return acts if isinstance(acts, dict) else {}
