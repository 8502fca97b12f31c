"""`lawkit check --watch`: checks again whenever a draft or the settings change; asks the files' times, nothing more."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from lawkit.commands.checking import Wanted, once
from lawkit.errors import LawkitError

_EVERY = 0.5  # seconds
_Stamp = dict[str, tuple[int, int]]


def watch(wanted: Wanted, *, rounds: int | None = None, pause: Callable[[float], None] = time.sleep) -> int:
    """Check on every change until interrupted; `rounds` ends it after so many checks. The last exit status."""
    seen: _Stamp | None = None
    status = done = 0
    while rounds is None or done < rounds:
        now = _stamp(wanted)
        if now == seen:
            pause(_EVERY)
            continue
        seen = now
        status = _again(wanted)
        done += 1
    return status


def _again(wanted: Wanted) -> int:
    """One check on a clean screen; a draft that cannot be read just now is said and waited for."""
    from lawkit.commands.output import say

    terminal = sys.stdout.isatty()
    if terminal:
        print("\x1b[2J\x1b[H", end="")
    try:
        status = once(wanted, colour=terminal)
    except LawkitError as problem:
        say(f"lawkit: {problem}")
        status = 2
    sys.stdout.flush()
    say(time.strftime("%H:%M:%S") + " – " + ", ".join(path.name for path in wanted.drafts) + " …  Ctrl-C")
    return status


def _stamp(wanted: Wanted) -> _Stamp:
    """Times and sizes of all files that matter."""
    found: _Stamp = {}
    for path in (*wanted.drafts, wanted.config, wanted.baseline):
        if path is not None:
            for one in sorted(path.rglob("*")) if path.is_dir() else [path]:
                _note(one, found)
    for folder in {path.parent for path in wanted.drafts}:
        _note(folder / "lawkit.toml", found)
    return found


def _note(path: Path, found: _Stamp) -> None:
    try:
        about = path.stat()
    except OSError:
        return
    if path.is_file():
        found[str(path)] = (about.st_mtime_ns, about.st_size)
