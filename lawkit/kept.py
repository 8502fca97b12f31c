"""What one call of the command line has worked out and the next one would work out again: parsed rules, words, patterns.

It is kept in the user's cache folder, one file a shelf. Everything is found by a digest of what it was made from, so
that an edited rule never meets an old result; a shelf also names Python, lawkit and the versions it rests on. A file
that is missing, cut off, of another version or another person's is no shelf, and nothing is ever needed from one:
the same is then worked out anew. Shelves hold plain data (marshal), never code; each is written whole to a file beside
it and renamed, so that of two calls at one time the last one stays.

Only the command line opens shelves (`open_shelves`); the library reads and writes nothing. LAWKIT_KEEP names another
folder, `LAWKIT_KEEP=off` does without.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zlib import crc32

VARIABLE = "LAWKIT_KEEP"
_OFF = frozenset({"off", "0", "no", "none"})
_FORM = b"lawkit shelf 1\n"
_MOST = 32_000_000  # bytes of a shelf; a fuller one begins anew

_folder: Path | None = None
_shelves: dict[str, Shelf] = {}


class Shelf:
    """One file of results by key. Reading never fails: what cannot be read is not there."""

    def __init__(self, path: Path | None, mark: str) -> None:
        self._path = path
        self._mark = mark.encode()
        self._content: dict[Any, Any] | None = None
        self._new: dict[Any, Any] = {}

    @property
    def content(self) -> dict[Any, Any]:
        """What is kept; add to it with `put`."""
        if self._content is None:
            self._content = self._read()
        return self._content

    def get(self, key: Any) -> Any:
        """What is kept under a key; None where nothing is."""
        return self.content.get(key) if self._path is not None else None

    def put(self, key: Any, value: Any) -> None:
        """Keep plain data: None, truth values, numbers, texts, bytes, and tuples, lists, sets and dicts of them."""
        if self._path is not None:
            self.content[key] = self._new[key] = value

    def _read(self) -> dict[Any, Any]:
        try:
            data = self._path.read_bytes() if self._path is not None and _is_ours(self._path) else b""
            head = _FORM + self._mark + b"\n"
            start = len(head) + 4
            if not data.startswith(head) or crc32(data[start:]) != int.from_bytes(data[len(head) : start], "big"):
                return {}
            content = marshal.loads(data[start:])  # noqa: S302 - plain data of this very user, checked to be whole
        except (OSError, ValueError, EOFError, TypeError):
            return {}
        return content if isinstance(content, dict) else {}

    def write(self) -> None:
        """Write what is new; a folder that cannot be written to is left alone."""
        if self._path is None or not self._new:
            return
        new, self._new = self._new, {}
        try:
            data = marshal.dumps(self.content)
            if len(data) > _MOST:
                data = marshal.dumps(new)
        except ValueError:  # something that is no plain data
            return
        whole = _FORM + self._mark + b"\n" + crc32(data).to_bytes(4, "big") + data
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_ours(self._path.parent):
                _replace(self._path, whole)


def _replace(path: Path, data: bytes) -> None:
    """The file as a whole, under its name only when it is complete."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _is_ours(path: Path) -> bool:
    """Whether a file or folder belongs to this user; where there are no owners (Windows) the profile folder does."""
    return not hasattr(os, "geteuid") or path.stat().st_uid == os.geteuid()


def folder(environment: dict[str, str] | os._Environ[str]) -> Path | None:
    """Where shelves stand: LAWKIT_KEEP, else `lawkit` in the user's cache folder; None for nowhere."""
    named = environment.get(VARIABLE, "").strip()
    if named:
        return None if named.lower() in _OFF else Path(named)
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = f"{environment['HOME']}/Library/Caches" if environment.get("HOME") else ""
    else:
        base = environment.get("XDG_CACHE_HOME", "") or (
            f"{environment['HOME']}/.cache" if environment.get("HOME") else ""
        )
    return Path(base) / "lawkit" if base and Path(base).is_absolute() else None


def open_shelves() -> None:
    """From now on results are kept, and written when the process ends."""
    global _folder  # noqa: PLW0603 - one place for the process
    import atexit

    _folder = folder(os.environ)
    _shelves.clear()
    if _folder is not None:
        atexit.register(close_shelves)


def close_shelves() -> None:
    """Write what is new and keep nothing more."""
    global _folder  # noqa: PLW0603
    for shelf in _shelves.values():
        shelf.write()
    _shelves.clear()
    _folder = None


def shelf(name: str, *stamps: object) -> Shelf:
    """A shelf of this process, empty and idle where nothing is kept; `stamps` say what its content rests on."""
    if name not in _shelves:
        mark = " ".join(map(str, (sys.implementation.cache_tag, sys.hexversion, *stamps))).replace("\n", " ")
        path = _folder / f"{name}.{sys.implementation.cache_tag}.kept" if _folder is not None else None
        _shelves[name] = Shelf(path, mark)
    return _shelves[name]


def opened() -> bool:
    """Whether anything is kept."""
    return _folder is not None


def made(name: str, source: bytes, make: Callable[[], Any]) -> Any:
    """The result of a function of `source`, from the shelf where it stands there."""
    if _folder is None:
        return make()
    from lawkit.hashing import sha256

    place, key = shelf(name), sha256(source).digest()
    found = place.get(key)
    if found is None:
        result = make()
        with contextlib.suppress(ValueError):  # not plain: worked out each time
            place.put(key, marshal.dumps(result))
        return result
    return marshal.loads(found)  # noqa: S302 - a fresh copy of plain data
