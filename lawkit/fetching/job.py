"""A fetch of several acts: each source is asked in turn for what the ones before did not give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from lawkit.errors import FetchError, NotOffered, Unreachable
from lawkit.fetching.cache import Cache, Copy, Row
from lawkit.fetching.source import Failed, Source, Still
from lawkit.fetching.wanted import When
from lawkit.model import LANGUAGES, Language

Progress = Callable[[str, int, int], None]
Outcome = Literal["new", "changed", "unchanged", "fresh", "gone", "not_offered", "failed"]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one act in some languages, of one edition."""

    act_id: str
    languages: tuple[Language, ...]
    edition: dt.date | None
    outcome: Outcome
    source: str = ""
    path: Path | None = None
    size: int = 0
    problems: tuple[str, ...] = ()  # one a source, in words
    remedy: str = ""

    @property
    def problem(self) -> str:
        """All problems in one line."""
        return "; ".join(self.problems)


@dataclass(slots=True)
class Job:
    """One run: the sources in order, the cache, what is only checked. `now` gives the time."""

    cache: Cache
    sources: Sequence[Source]
    languages: tuple[Language, ...]
    when: When = "now"
    check: bool = False
    again: bool = False
    fresh_minutes: float = 0
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    _down: dict[int, Unreachable] = field(default_factory=dict)

    def run(self, ids: Sequence[str], progress: Progress) -> list[Result]:
        """Fetch, or only check, the acts; every language of each ends up in the results."""
        results: list[Result] = []
        for number, act_id in enumerate(ids):
            progress("fetch", number, len(ids))
            results += self._act(act_id)
        progress("fetch", len(ids), len(ids))
        return results

    def _act(self, act_id: str) -> list[Result]:
        known = {p: row for p, row in self.cache.rows(act_id).items() if self.cache.holds(act_id, row)}
        results: list[Result] = []
        left = [language for language in self.languages if not self._fresh(act_id, language, known, results)]
        problems: dict[Language, list[FetchError]] = {language: [] for language in left}
        for number, source in enumerate(self.sources):
            if not left:
                break
            got: set[Language] = set()
            try:
                if number in self._down:
                    raise self._down[number]
                for answer in source.copies(act_id, left, self.when, known):
                    if isinstance(answer, Failed):
                        self._failed(act_id, answer, source, problems, results)
                        continue
                    found = self._answered(act_id, answer, known, left)
                    results += found
                    got |= {language for r in found for language in r.languages}
            except FetchError as problem:
                if isinstance(problem, Unreachable):
                    self._down[number] = problem
                for language in left:
                    if language not in got:
                        problems[language].append(problem)
            left = [language for language in left if language not in got]
        any_got = any(r.outcome not in ("not_offered", "failed") for r in results)
        had = {language for row in known.values() for language in row.texts} if self.check else set()
        results += [_not_got(act_id, n, problems[n], had=n in had, any_got=any_got) for n in left]
        return merged(results)

    def _fresh(self, act_id: str, language: Language, known: dict[str, Row], results: list[Result]) -> bool:
        """Whether today's state was asked for so recently that it is not asked for again."""
        if self.again or self.check or self.when != "now" or not self.fresh_minutes:
            return False
        limit = self.now() - dt.timedelta(minutes=self.fresh_minutes)
        rows = [r for r in known.values() if language in r.texts and dt.datetime.fromisoformat(r.checked) > limit]
        if not rows:
            return False
        newest = max(rows, key=lambda r: (not r.edition, r.edition))
        results.append(self._result(act_id, (language,), newest, "fresh"))
        return True

    def _answered(
        self, act_id: str, answer: Copy | Still, known: dict[str, Row], asked: Sequence[Language]
    ) -> list[Result]:
        """What an answer means for the languages that were asked for; a copy is kept, unless this is a check."""
        if isinstance(answer, Still):
            if not self.check:
                self.cache.confirm(act_id, answer.row, self.now())
            still = tuple(language for language in answer.row.languages if language in asked)
            return [self._result(act_id, still, answer.row, "unchanged")]
        row = known.get(answer.place)
        if self.check:
            listed: list[Result] = []
            for language in (language for language in answer.texts if language in asked):
                words = answer.texts[language]
                had = row.texts.get(language) if row else None
                outcome: Outcome = "new" if had is None else "unchanged" if had == words else "changed"
                size = sum(map(len, answer.files.values()))
                listed.append(Result(act_id, (language,), answer.edition, outcome, answer.source, size=size))
            return listed
        before = dict(row.texts) if row else {}
        state = self.cache.put(answer, self.now())
        kept = self.cache.rows(act_id)[answer.place]
        outcomes: dict[Language, Outcome] = {
            language: "new" if language not in before else "unchanged" if before[language] == words else state
            for language, words in answer.texts.items()
            if language in asked
        }
        return [self._result(act_id, (language,), kept, outcome) for language, outcome in outcomes.items()]

    def _result(self, act_id: str, languages: tuple[Language, ...], row: Row, outcome: Outcome) -> Result:
        edition = dt.date.fromisoformat(row.edition) if row.edition else None
        path = self.cache.folder(act_id) / row.place
        return Result(act_id, languages, edition, outcome, row.source, path, row.size)

    def _failed(
        self, act_id: str, answer: Failed, source: Source, problems: dict[Language, list[FetchError]],
        results: list[Result],
    ) -> None:  # fmt: skip
        """An edition of a history that failed is told at once; a language may still come from another source."""
        for language in answer.languages:
            if self.when != "history" or isinstance(answer.problem, NotOffered):
                problems.setdefault(language, []).append(answer.problem)
            else:
                problem = answer.problem
                results.append(
                    Result(act_id, (language,), answer.edition, "failed", source.name,
                           problems=(problem.problem,), remedy=problem.remedy)
                )  # fmt: skip


def _not_got(act_id: str, language: Language, problems: list[FetchError], *, had: bool, any_got: bool) -> Result:
    """The result of a language that no source gave: not offered when each said so and another language is there.

    `had`: the cache holds it, and this is a check: it is gone when each source says so.
    """
    real = [p for p in problems if not isinstance(p, NotOffered)]
    told = list(dict.fromkeys(p.problem for p in (real or problems)))
    remedies = list(dict.fromkeys(p.remedy for p in (real or problems) if p.remedy))
    outcome: Outcome = "failed" if real else "gone" if had else "not_offered" if any_got else "failed"
    return Result(
        act_id, (language,), None, outcome,
        problems=tuple(told) or ("no source was asked",), remedy=remedies[0] if remedies else "",
    )  # fmt: skip


def merged(results: Sequence[Result]) -> list[Result]:
    """Results that differ in nothing but their languages, as one."""
    found: dict[Result, tuple[Language, ...]] = {}
    for result in results:
        key = replace(result, languages=())
        found[key] = (*found.get(key, ()), *result.languages)
    return [replace(key, languages=tuple(n for n in LANGUAGES if n in names)) for key, names in found.items()]
