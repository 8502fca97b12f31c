"""People's decisions between calls: the file given last is kept in the store and used again until another one comes.

The YAML file in git remains the original; the store's copy is only what the last results were made with.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lawkit.errors import SourceNotFound
from lawkit.store import Store


def text_of(store: Store, kind: str, key: str, path: Path | None, *, forget: bool = False) -> str:
    """The decisions to apply: those of the file, else those kept; empty for none. Raises SourceNotFound."""
    if forget:
        return ""
    if path is None:
        return str(store.decisions(kind).get(key, ""))
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as problem:
        raise SourceNotFound(f"{path} does not exist", "check the path of the decisions file") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceNotFound(f"{path} cannot be read as UTF-8 text", "save the decisions file as UTF-8") from problem


@contextlib.contextmanager
def as_file(text: str, path: Path | None) -> Iterator[Path | None]:
    """The decisions as a file that the rooms can read: the one given, or a copy of those kept; None for none."""
    if path is not None or not text:
        yield path if text else None
        return
    with tempfile.TemporaryDirectory(prefix="lawkit-") as folder:
        copy = Path(folder) / "decisions-kept-in-the-database.yaml"
        copy.write_text(text, encoding="utf-8")
        yield copy
