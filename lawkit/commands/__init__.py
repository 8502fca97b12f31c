"""The command line: one file a verb, each a thin typer function over a plain one.

Exit status: 0 done, 1 a check has findings, 2 bad use or bad input, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_INTERRUPTED = 130
_STOPPED = "interrupted; what was stored before is intact"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. One line on stderr says what went wrong; `--debug` shows the traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = _take_debug(words)
    _speak_utf8()
    sys.exit(_run(words, debug))


def _take_debug(words: list[str]) -> bool:
    """Take `--debug` out of the words wherever it stands before `--`."""
    end = words.index("--") if "--" in words else len(words)
    found = "--debug" in words[:end]
    if found:
        words.remove("--debug")
    return found or bool(os.environ.get("LAWKIT_DEBUG"))


def _speak_utf8() -> None:
    """UTF-8 on every stream, whatever the code page of the console."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8", errors="replace")


def _run(words: list[str], debug: bool) -> int:
    """The exit status of one call."""
    import typer

    from lawkit.commands.app import app
    from lawkit.errors import LawkitError

    try:
        result = app(words, prog_name="lawkit", standalone_mode=False)
        sys.stdout.flush()
        if result == _INTERRUPTED:  # newer typers turn Ctrl-C into this status without a word
            return _fail(_STOPPED, _INTERRUPTED, KeyboardInterrupt(), debug=debug)
        return result if isinstance(result, int) else 0
    except LawkitError as problem:
        status = _fail(str(problem), 2, problem, debug=debug)
        for one in getattr(problem, "problems", ()):  # a rules or decisions file: all of them, each with its place
            print(f"  {one}", file=sys.stderr)
        return status
    except (typer.Abort, KeyboardInterrupt) as stop:
        return _fail(_STOPPED, _INTERRUPTED, stop, debug=debug)
    except (BrokenPipeError, SystemExit):  # a reader that went away; typer turns it into SystemExit
        _drop_stdout()
        return 0
    except Exception as problem:
        if hasattr(problem, "show") and hasattr(problem, "exit_code"):  # a usage error of click or typer
            problem.show()
            return 2
        if isinstance(problem, OSError):
            return _fail(
                f"{problem.strerror or problem}: {problem.filename or ''}".rstrip(": "), 2, problem, debug=debug
            )
        if debug:
            raise
        return _fail(
            f"lawkit stumbled over {type(problem).__name__}: {' '.join(str(problem).split())[:300]}; "
            "this is a defect, please report it with the output of --debug", 2, problem, debug=debug
        )  # fmt: skip


def _fail(line: str, status: int, problem: BaseException, *, debug: bool) -> int:
    """Say one line on stderr, before it the traceback when asked."""
    if debug:
        import traceback

        traceback.print_exception(problem)
    print(f"lawkit: {line}", file=sys.stderr)
    return status


def _drop_stdout() -> None:
    """The reader of our output went away: say nothing more, also not at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
