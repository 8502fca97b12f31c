"""Acts from a folder: pages that people saved, a mirror of a site, or another cache, carried over to where no network is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lawkit.errors import FetchError, LawkitError, NotOffered
from lawkit.fetching.cache import MARK, Copy, Row, digest, read_rows
from lawkit.fetching.source import Failed, Still, words_of
from lawkit.fetching.wanted import When, stem
from lawkit.model import Language
from lawkit.sources.detect import path_facts
from lawkit.sources.document import Document


@dataclass(frozen=True, slots=True)
class _Found:
    """A file of the folder that is an act."""

    path: Path
    language: Language
    edition: dt.date | None
    document: Document


@dataclass(slots=True)
class FolderSource:
    """A folder with acts. Files are known by their content, else by their names (`Z1500000401.rus.html`, `docs/Z15…`)."""

    folder: Path
    name: str = "folder"
    largest: int = 40_000_000
    _acts: dict[str, list[_Found]] | None = None
    _unread: list[str] = field(default_factory=list)

    def copies(
        self,
        act_id: str,
        languages: Sequence[Language],
        when: When,
        known: Mapping[str, Row],  # noqa: ARG002
    ) -> Iterator[Copy | Still | Failed]:
        """See Source. A cache is checked against its manifest; a date takes the edition in force on that day."""
        if (self.folder / MARK).is_file():
            yield from self._carried(act_id, languages, when)
            return
        found = [f for f in self._all().get(act_id, []) if f.language in languages]
        if not found:
            hint = f" ({len(self._unread)} files could not be read)" if self._unread else ""
            raise NotOffered(
                f"{self.folder} holds no {act_id}{hint}", f"save the page as {act_id}.rus.html, or give another folder"
            )
        for language in languages:
            chosen = _of_time([f for f in found if f.language == language], when)
            if not chosen:
                yield Failed((language,), None, NotOffered(f"{self.folder} has no text in this language", ""))
            for one in chosen:
                suffix = one.path.suffix.lower() or ".html"
                name = f"{stem(act_id, one.edition)}.{language}{suffix}"
                texts: dict[Language, str] = {language: words_of(one.document)}
                yield Copy(act_id, one.edition, {name: one.path.read_bytes()}, self.name, str(one.path), texts)

    def _all(self) -> dict[str, list[_Found]]:
        """Every act of the folder, read once."""
        if self._acts is None:
            self._acts = {}
            for path in _files(self.folder):
                try:
                    self._look(path)
                except LawkitError:
                    self._unread.append(path.name)
        return self._acts

    def _look(self, path: Path) -> None:
        from lawkit.sources.files import read_bytes

        if path.stat().st_size > self.largest:
            raise FetchError(f"{path} is too large", "")
        document = read_bytes(path.read_bytes(), path.name, path=path)
        named_id, named_language, named_edition = path_facts(path)
        act_id = document.act_id or named_id
        language = document.language if document.format == "adilet" and document.language else named_language
        language = language or document.language
        if act_id and language and self._acts is not None:
            edition = document.edition or named_edition
            self._acts.setdefault(act_id, []).append(_Found(path, language, edition, document))

    def _carried(self, act_id: str, languages: Sequence[Language], when: When) -> Iterator[Copy | Failed]:
        """Copies out of another cache, each checked against its hash."""
        rows = [row for found, row in read_rows(self.folder) if found == act_id and set(row.languages) & set(languages)]
        chosen = _rows_of_time(rows, when)
        if not chosen:
            raise NotOffered(f"{self.folder} holds no {act_id}", "fetch it there first")
        for row in chosen:
            place = self.folder / "acts" / act_id / row.place
            edition = dt.date.fromisoformat(row.edition) if row.edition else None
            texts: dict[Language, str] = {n: h for n, h in row.texts.items()}  # type: ignore[misc]  # noqa: C416
            if digest(place) != row.sha256:
                problem = FetchError(f"{place} is not what its manifest says", "copy the mirror again")
                yield Failed(tuple(texts), edition, problem)
                continue
            if place.is_dir():
                paths = [p for p in place.rglob("*") if p.is_file()]
                files = {p.relative_to(place).as_posix(): p.read_bytes() for p in paths}
            else:
                files = {row.place: place.read_bytes()}
            yield Copy(act_id, edition, files, row.source, row.url, texts, row.etag, row.modified)


def _files(folder: Path) -> list[Path]:
    """The files of a folder that may be acts: those that `ingest` reads, and pages without an ending (site mirrors)."""
    from lawkit.sources import find_sources

    bare = [p for p in sorted(folder.rglob("docs/*")) if not p.suffix and p.is_file() and not p.name.startswith(".")]
    try:
        return [*find_sources([folder]), *bare]
    except LawkitError:
        return bare


def _of_time(found: list[_Found], when: When) -> list[_Found]:
    """Today's state (the newest edition; a file without a date is of today), the edition of a day, or all of them."""
    if when == "history":
        return found
    if isinstance(when, dt.date):
        dated = [f for f in found if f.edition and f.edition <= when]
        return [max(dated, key=lambda f: f.edition or dt.date.min)] if dated else []
    return [max(found, key=lambda f: (f.edition is None, f.edition or dt.date.min))] if found else []


def _rows_of_time(rows: list[Row], when: When) -> list[Row]:
    """The same of a cache's rows; for today and a day, one place for each set of languages."""
    if when == "history":
        return rows
    if isinstance(when, dt.date):
        rows = [row for row in rows if row.edition and row.edition <= when.isoformat()]
    best: dict[tuple[str, ...], Row] = {}
    for row in rows:
        kept = best.get(row.languages)
        if kept is None or (not row.edition, row.edition) > (not kept.edition, kept.edition):
            best[row.languages] = row
    return list(best.values())
