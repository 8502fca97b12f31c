"""The cache: whole acts only, each with where and when it came from.

    CACHE/
      lawkit-cache.json                       marks the folder as ours
      acts/Z1500000401/
        manifest.json                         source, time, hashes, ETag of everything beside it
        Z1500000401.rus.html                  a page as it is today
        Z1500000401@2024-07-01.kaz.html       a page of an edition
        Z1500000401@2026-06-11/               an edition out of a law-as-git repository: meta.yaml, rus.md, kaz.md, rus/*.md
      .parts/                                 downloads under way, new files before they take their place
      .clones/                                repositories

`lawkit ingest CACHE` reads it as it stands: hidden folders are never read as acts. A file takes its place by one rename,
after it was written and synced elsewhere; the manifest names it before (`coming`) and after. A process killed at any
moment leaves each act as it was or as it will be; the next one to open the cache brings the manifest up to date.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

from lawkit.errors import CacheError
from lawkit.fetching.wanted import check_id, stem
from lawkit.model import LANGUAGES, Language

MARK = "lawkit-cache.json"
_OWN = frozenset({MARK, f"{MARK}.new", "acts", ".parts", ".clones", ".lock"})
_NAME = re.compile(r"(?:(?:rus|kaz|eng)/)?[A-Za-z0-9_@-]{1,90}(?:\.[a-z0-9]{1,8}){1,3}")
_PLACE = re.compile(r"[A-Za-z0-9_@-]{1,90}(?:\.[a-z0-9]{1,8}){0,3}")
State = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of one place. Times are ISO in UTC; `texts` are hashes of the acts' words by language."""

    place: str  # below the act's folder
    source: str  # the name of the source
    url: str
    edition: str  # of the cache's name for it; empty: the state of the day
    fetched: str
    checked: str
    sha256: str  # of the file, or of the names and contents of a folder
    size: int
    texts: dict[str, str]
    etag: str = ""
    modified: str = ""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the texts here."""
        return tuple(language for language in LANGUAGES if language in self.texts)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a source gives: the files of one place, whole and found to be the act that was asked for."""

    act_id: str
    edition: dt.date | None
    files: Mapping[str, bytes]  # one name without a slash: a file; several: a folder
    source: str
    url: str
    texts: Mapping[Language, str]
    etag: str = ""
    modified: str = ""

    @property
    def place(self) -> str:
        """Its name below the act's folder."""
        return next(iter(self.files)) if len(self.files) == 1 else stem(self.act_id, self.edition)


class Cache:
    """Use `Cache.open`, as a context manager: one process at a time works in a cache."""

    def __init__(self, root: Path, lock: Any) -> None:
        self.root = root
        self.parts = root / ".parts"
        self.clones = root / ".clones"
        self._lock = lock

    @classmethod
    def open(cls, root: Path) -> Self:
        """Open or make a cache and finish what a killed process left. Raises CacheError."""
        try:
            root.mkdir(parents=True, exist_ok=True)
            root = root.resolve()
            odd = sorted(p.name for p in root.iterdir() if p.name not in _OWN)
            if odd and not (root / MARK).is_file():
                raise CacheError(f"{root} holds other files ({odd[0]} …) and is no cache", "give an empty folder")
            if any((root / name).is_symlink() for name in _OWN):
                raise CacheError(f"{root} leads out of itself by a link", "take the link away")
            lock = _locked(root / ".lock")
            if not (root / MARK).is_file():
                write_whole(root / MARK, b'{"made_by": "lawkit fetch", "version": 1}\n')
            for name in ("acts", ".parts", ".clones"):
                (root / name).mkdir(exist_ok=True)
            cache = cls(root, lock)
            cache.recover()
        except OSError as error:
            raise CacheError(f"{root} cannot be used as a cache: {error.strerror}", "check the path") from error
        return cache

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    # ── reading ─────────────────────────────────────────────────────────────

    def ids(self) -> list[str]:
        """The ids of the acts here."""
        return sorted(p.name for p in (self.root / "acts").iterdir() if (p / "manifest.json").is_file())

    def rows(self, act_id: str) -> dict[str, Row]:
        """The manifest of an act: rows by place. Raises CacheError when it is broken."""
        return {place: _row(place, raw) for place, raw in self._manifest(act_id)["places"].items()}

    def folder(self, act_id: str) -> Path:
        """The folder of an act; it is always below the cache. Raises CacheError when a link leads out."""
        path = self.root / "acts" / check_id(act_id)
        if path.is_symlink():
            raise CacheError(f"{path} is a link", "take it away")
        return path

    def holds(self, act_id: str, row: Row) -> bool:
        """Whether the place is there and is what the manifest says."""
        return digest(self.folder(act_id) / row.place) == row.sha256

    def _manifest(self, act_id: str) -> dict[str, Any]:
        path = self.folder(act_id) / "manifest.json"
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            coming = raw.get("coming")
            for place, row in [*raw["places"].items(), *([(coming["place"], coming["row"])] if coming else [])]:
                _row(place, row)
            if not coming or isinstance(coming["staged"], str):
                return {"act": act_id, "places": raw["places"], "coming": coming}
        except FileNotFoundError:
            return {"act": act_id, "places": {}, "coming": None}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        raise CacheError(f"{path} is broken", "delete the act's folder and fetch it again")

    # ── writing ─────────────────────────────────────────────────────────────

    def put(self, copy: Copy, now: dt.datetime) -> State:
        """Keep a copy: new, changed, or unchanged when the place holds the same words already.

        A page whose bytes differ and whose words do not keeps its place: pages carry the day's date and counters.
        """
        place, manifest = copy.place, self._manifest(copy.act_id)
        for name in copy.files:
            if not _NAME.fullmatch(name):
                raise CacheError(f"the source names a file {ascii(name)[:80]}", "fetch the act from another source")
        known = _row(place, manifest["places"][place]) if place in manifest["places"] else None
        row = _made(copy, place, now)
        there = known is not None and self.holds(copy.act_id, known)
        if known and there and known.texts == row.texts and (len(copy.files) == 1 or known.sha256 == row.sha256):
            # the ETag is that of bytes that were not kept: it holds for the words
            row = replace(known, checked=row.checked, etag=row.etag, modified=row.modified)
            self._keep(copy.act_id, manifest, place, row)
            return "unchanged"
        folder = self.folder(copy.act_id)
        folder.mkdir(parents=True, exist_ok=True)
        staged = self._stage(copy)
        manifest["coming"] = {"place": place, "staged": staged.name, "row": _plain(row)}
        self._write(copy.act_id, manifest)
        self._move(staged, folder / place)
        self._keep(copy.act_id, manifest, place, row)
        return "changed" if known else "new"

    def confirm(self, act_id: str, row: Row, now: dt.datetime) -> None:
        """Note that a place was asked about and is still right."""
        self._keep(act_id, self._manifest(act_id), row.place, replace(row, checked=_stamp(now)))

    def _keep(self, act_id: str, manifest: dict[str, Any], place: str, row: Row) -> None:
        manifest["places"][place] = _plain(row)
        manifest["coming"] = None
        self._write(act_id, manifest)

    def _write(self, act_id: str, manifest: dict[str, Any]) -> None:
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.folder(act_id) / "manifest.json", text.encode())

    def _stage(self, copy: Copy) -> Path:
        """The files of a copy, written and synced beside the acts."""
        staged = self.parts / f"ready-{hashlib.sha256(f'{copy.act_id}/{copy.place}'.encode()).hexdigest()[:24]}"
        _remove(staged)
        if len(copy.files) == 1:
            _write_synced(staged, next(iter(copy.files.values())))
            return staged
        staged.mkdir()
        for name, data in copy.files.items():
            (staged / name).parent.mkdir(exist_ok=True)
            _write_synced(staged / name, data)
        for folder in {(staged / name).parent for name in copy.files}:
            _sync_folder(folder)
        return staged

    def _move(self, staged: Path, place: Path) -> None:
        """The staged file or folder takes its place; an old folder goes out of the way first."""
        if place.is_dir() and not place.is_symlink():
            old = self.parts / f"old-{staged.name}"
            _remove(old)
            place.rename(old)
            staged.rename(place)
            _remove(old)
        else:
            staged.replace(place)
        _sync_folder(place.parent)

    def recover(self) -> None:
        """Finish or forget what a killed process was about to put in place."""
        for act_id in self.ids():
            manifest = self._manifest(act_id)
            coming = manifest["coming"]
            if not coming:
                continue
            row = _row(coming["place"], coming["row"])
            staged = self.parts / Path(coming["staged"]).name
            place = self.folder(act_id) / row.place
            if digest(place) != row.sha256 and digest(staged) == row.sha256:
                self._move(staged, place)
            if digest(place) == row.sha256:
                manifest["places"][row.place] = _plain(row)
            manifest["coming"] = None
            self._write(act_id, manifest)
        for left in [*self.parts.glob("ready-*"), *self.parts.glob("old-*")]:
            _remove(left)


def _made(copy: Copy, place: str, now: dt.datetime) -> Row:
    """The row of a copy."""
    texts: dict[str, str] = dict(sorted(copy.texts.items()))
    return Row(
        place, copy.source, copy.url, copy.edition.isoformat() if copy.edition else "", _stamp(now), _stamp(now),
        digest_of(copy.files), sum(map(len, copy.files.values())), texts, copy.etag, copy.modified,
    )  # fmt: skip


def _stamp(now: dt.datetime) -> str:
    return now.astimezone(dt.UTC).isoformat(timespec="seconds")


def _plain(row: Row) -> dict[str, Any]:
    raw = asdict(row)
    del raw["place"]
    return raw


def _row(place: str, raw: Any) -> Row:
    """A row of a manifest; raises ValueError or TypeError for a broken one."""
    if not isinstance(place, str) or not _PLACE.fullmatch(place):
        raise ValueError(place)
    return Row(place=place, **raw)


def digest_of(files: Mapping[str, bytes]) -> str:
    """The hash of one file, or of the names and contents of several."""
    if len(files) == 1:
        return hashlib.sha256(next(iter(files.values()))).hexdigest()
    listed = "".join(f"{hashlib.sha256(files[name]).hexdigest()} {name}\n" for name in sorted(files))
    return hashlib.sha256(listed.encode()).hexdigest()


def digest(place: Path) -> str:
    """The same of what stands in the cache; empty when nothing does."""
    try:
        if place.is_dir():
            found = [p for p in place.rglob("*") if not p.is_dir()]
            return digest_of({p.relative_to(place).as_posix(): p.read_bytes() for p in found}) if len(found) > 1 else ""
        return hashlib.sha256(place.read_bytes()).hexdigest()
    except OSError:
        return ""


def write_whole(path: Path, data: bytes) -> None:
    """A file written whole or not at all."""
    draft = path.with_name(f"{path.name}.new")
    _write_synced(draft, data)
    draft.replace(path)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename last; systems without it (Windows) do without."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _locked(path: Path) -> Any:
    """The lock file, held until it is closed or the process ends, however it ends. Raises CacheError."""
    stream = path.open("a+b")
    try:
        try:
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # Windows
            import msvcrt

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError as error:
        stream.close()
        raise CacheError(f"another lawkit works in {path.parent}", "wait until it is done") from error
    return stream


def read_rows(root: Path) -> Iterator[tuple[str, Row]]:
    """Every row of a cache that is only looked at, as (act id, row). Raises CacheError."""
    cache = Cache(root.resolve(), None)
    for act_id in cache.ids():
        for row in cache.rows(act_id).values():
            yield act_id, row
