"""Acts from a web host: pages of adilet's old server, and the JSON interface of zan.gov.kz turned into such pages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lawkit.errors import FetchError, NotOffered, Unreachable
from lawkit.fetching.cache import Copy, Row
from lawkit.fetching.download import Downloader, Known, Page
from lawkit.fetching.settings import Host
from lawkit.fetching.source import Failed, Still, proved
from lawkit.fetching.wanted import When, stem
from lawkit.fetching.zan import as_page, code_in
from lawkit.model import Language

_MOST_PAGES = 300


@dataclass(slots=True)
class PageSource:
    """A host that gives one page an act and a language (`kind: page`)."""

    host: Host
    downloader: Downloader

    @property
    def name(self) -> str:
        """The host's name in the rules."""
        return self.host.name

    def copies(
        self, act_id: str, languages: Sequence[Language], when: When, known: Mapping[str, Row]
    ) -> Iterator[Copy | Still | Failed]:
        """See Source. A page host gives no history: only today's state or that of a date."""
        edition = _edition(self.host, when)
        for language in languages:
            try:
                yield self._one(act_id, language, edition, known)
            except Unreachable:
                raise
            except FetchError as problem:
                yield Failed((language,), edition, problem)

    def _one(self, act_id: str, language: Language, edition: dt.date | None, known: Mapping[str, Row]) -> Copy | Still:
        if language not in self.host.languages:
            raise NotOffered(f"{self.name} has no texts in this language", "")
        name = f"{stem(act_id, edition)}.{language}.html"
        row = known.get(name)
        mine = row is not None and row.source == self.name
        url = self.host.base + _path(self.host, edition, {"lang": language, "id": act_id})
        validators = Known(row.etag, row.modified) if row and mine else Known()
        page = self.downloader.page(url, _key(url), "page", validators)
        if page.data is None:
            assert row is not None
            return Still(row)
        words = proved(page.data, name, act_id, language)
        return Copy(
            act_id, edition, {name: page.data}, self.name, page.url, {language: words}, page.etag, page.modified
        )


@dataclass(slots=True)
class JsonSource:
    """The interface of zan.gov.kz: an act has a number of its own there, and comes in numbered pages of pieces."""

    host: Host
    downloader: Downloader
    codes: Mapping[str, str] = field(default_factory=dict)
    _found: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The host's name in the rules."""
        return self.host.name

    def copies(
        self,
        act_id: str,
        languages: Sequence[Language],
        when: When,
        known: Mapping[str, Row],  # noqa: ARG002
    ) -> Iterator[Copy | Still | Failed]:
        """See Source. An edition asked for by date is the one in force on that day, if the host says so."""
        edition = _edition(self.host, when)
        offered = [language for language in languages if language in self.host.languages]
        for language in languages:
            if language not in offered:
                yield Failed((language,), edition, NotOffered(f"{self.name} has no texts in this language", ""))
        if not offered:
            return
        code = self._code(act_id)
        for language in offered:
            try:
                yield self._one(act_id, code, language, edition)
            except Unreachable:
                raise
            except FetchError as problem:
                yield Failed((language,), edition, problem)

    def _one(self, act_id: str, code: str, language: Language, edition: dt.date | None) -> Copy:
        parts: list[dict[str, Any]] = []
        first: Page | None = None
        count = 1
        while len(parts) < count:
            values = {"code": code, "lang": language, "page": str(len(parts) + 1)}
            url = self.host.base + _path(self.host, edition, values)
            page = self.downloader.page(url, _key(url), "json")
            first = first or page
            parts.append(_document(page))
            count = _count(parts[0])
        assert first is not None
        said = _said(parts[0], act_id, language, edition)
        name = f"{stem(act_id, said)}.{language}.html"
        data = as_page(parts, act_id, language)
        words = proved(data, name, act_id, language)
        return Copy(act_id, said, {name: data}, self.name, first.url, {language: words})

    def _code(self, act_id: str) -> str:
        """The act's number there: known, or found by its number and date; the answer itself must name the id."""
        if act_id in self.codes:
            return self.codes[act_id]
        if act_id not in self._found:
            self._found[act_id] = self._search(act_id)
        return self._found[act_id]

    def _search(self, act_id: str) -> str:
        from lawkit.register import Register

        act = Register.load().by_id(act_id)
        if not self.host.search or act is None:
            raise NotOffered(
                f"the number of {act_id} at {self.name} is not known", "add it under «codes» in rules/fetch/hosts.yaml"
            )
        question = {"page": 1, "pageSize": 50, "text": act.title}
        answer = self.downloader.small(self.host.base + self.host.search, json.dumps(question).encode())
        code = code_in(answer, act)
        if not code:
            raise NotOffered(
                f"{self.name} finds no {act_id} by its title", "add its number under «codes» in rules/fetch/hosts.yaml"
            )
        return code


def _edition(host: Host, when: When) -> dt.date | None:
    """The date asked for; raises NotOffered when the host gives no editions or the history is wanted."""
    if when == "now":
        return None
    if when == "history":
        raise NotOffered(f"{host.name} gives no history", "use --from git, or --date for one edition")
    if not host.edition:
        raise NotOffered(f"{host.name} gives no editions by date", "use --from git")
    assert isinstance(when, dt.date)
    return when


def _path(host: Host, edition: dt.date | None, values: dict[str, str]) -> str:
    path = host.edition if edition else host.current
    if edition:
        values |= {"dd": f"{edition.day:02d}", "mm": f"{edition.month:02d}", "yyyy": f"{edition.year:04d}"}
    for key, value in values.items():
        path = path.replace(f"{{{key}}}", value)
    return path


def _key(url: str) -> str:
    """The name of an unfinished download: never a part of what a host or a person wrote."""
    return hashlib.sha256(url.encode()).hexdigest()[:24]


def _document(page: Page) -> dict[str, Any]:
    """The answer as a mapping; raises FetchError."""
    try:
        document = json.loads(page.data or b"")
    except (ValueError, RecursionError) as error:
        raise FetchError(f"{page.url} answers with broken JSON", "fetch the act from another source") from error
    if not isinstance(document, dict) or not isinstance(document.get("content"), list):
        raise FetchError(f"{page.url} answers with JSON that holds no act", "fetch the act from another source")
    return document


def _count(document: dict[str, Any]) -> int:
    count = document.get("pagesCount", 1)
    if not isinstance(count, int) or not 1 <= count <= _MOST_PAGES:
        raise FetchError(f"the host says that the act has {count!r:.20} pages", "fetch the act from another source")
    return count


def _said(document: dict[str, Any], act_id: str, language: Language, edition: dt.date | None) -> dt.date | None:
    """The edition that the answer says it is, after a look whether it is the one asked for. Raises FetchError."""
    told = document.get("ngr")
    if told != act_id:
        raise FetchError(
            f"{act_id} was asked for, the host answers with {_shown(told)}",
            "correct «codes» in rules/fetch/hosts.yaml",
        )
    if document.get("language", language) != language:
        raise NotOffered(f"the host gives {act_id} in {_shown(document['language'])} only", "")
    try:
        said = dt.date.fromisoformat(str(document.get("versionDate"))[:10])
    except ValueError:
        said = None
    if edition and (said is None or said > edition):
        raise FetchError(f"the edition of {edition} was asked for, the host gives that of {said}", "use --from git")
    return said


def _shown(value: object) -> str:
    """A value that a host sent, short and plain."""
    return ascii(value)[:40].strip("'")
