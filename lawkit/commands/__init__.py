"""The command line: one file a verb, each a thin typer function over a plain one.

Exit status: 0 done, 1 a check has findings, 2 bad use or bad input, 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Any

_INTERRUPTED = 130
_RARELY = (50_000, 20, 20)  # a short life with many lasting values: looking for cycles is a tenth of its time
_STOPPED = "interrupted; what was stored before is intact"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. One line on stderr says what went wrong; `--debug` shows the traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = _take_debug(words)
    _speak_utf8()
    gc.set_threshold(*_RARELY)
    status = _run(words, debug)
    if (
        arguments is None
    ):  # the process ends: Python's last search for cycles would take a tenth of a second for nothing
        gc.freeze()
    sys.exit(status)


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

    from lawkit.commands import speech
    from lawkit.commands.app import VERBS, build
    from lawkit.commands.plain_values import take_plainly
    from lawkit.errors import LawkitError

    try:
        command = typer.main.get_command(build(words[:1] if words[:1] and words[0] in VERBS else VERBS))
        take_plainly(command)
        defaults = _speak(words, command)
        result = command(words, prog_name="lawkit", standalone_mode=False, default_map=defaults)
        sys.stdout.flush()
        if result == _INTERRUPTED:  # newer typers turn Ctrl-C into this status without a word
            return _fail(_STOPPED, _INTERRUPTED, KeyboardInterrupt(), debug=debug)
        return result if isinstance(result, int) else 0
    except LawkitError as problem:
        told = f"{problem.code} {speech.message(problem.problem)}"
        remedy = f"; {speech.message(problem.remedy)}" if problem.remedy else ""
        status = _fail(told + remedy, 2, problem, debug=debug)
        for one in getattr(problem, "problems", ()):  # a rules or decisions file: all of them, each with its place
            print(f"  {speech.message(one)}", file=sys.stderr)
        return status
    except (typer.Abort, KeyboardInterrupt) as stop:
        return _fail(_STOPPED, _INTERRUPTED, stop, debug=debug)
    except (BrokenPipeError, SystemExit):  # a reader that went away; typer turns it into SystemExit
        _drop_stdout()
        return 0
    except Exception as problem:
        if hasattr(problem, "show") and hasattr(problem, "exit_code"):  # a usage error of click or typer
            _show_usage_error(problem)
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


def _speak(words: list[str], command: Any) -> dict[str, Any]:
    """Choose the language, put the help into it, and say which defaults follow from it.

    `--ui` may stand behind any verb: where the verb has no such option of its own it is moved to the front.
    """
    from lawkit.commands import speech

    choice = speech.choose(words, os.environ)
    speech.start(choice)
    if choice.language != "eng":
        from lawkit.commands.helping import translate

        translate(command)
    verb: Any = command
    for word in words:
        verb = getattr(verb, "commands", {}).get(word, verb)
    if verb is not command and not _has_ui(verb) and "--" not in words:
        for number, word in enumerate(words):
            if word == "--ui" or word.startswith("--ui="):
                moved = words[number : number + (1 if "=" in word else 2)]
                words[:] = [*moved, *words[:number], *words[number + len(moved) :]]
                break
    return _defaults(command, choice.language) if choice.asked else {}


def _has_ui(command: Any) -> bool:
    return any(parameter.name == "ui" for parameter in command.params)


def _defaults(command: Any, language: str) -> dict[str, Any]:
    """The asked language as the default of each verb that writes pages.

    Verbs without one are left out: a group may have an option of a verb's name (`map outline`, `map --outline`), and
    would take what stands here for it.
    """
    found = {
        name: {"ui": language} if _has_ui(one) else _defaults(one, language)
        for name, one in getattr(command, "commands", {}).items()
    }
    return {name: defaults for name, defaults in found.items() if defaults}


def _show_usage_error(problem: Any) -> None:
    """What typer says of a wrong call, in the language spoken."""
    from lawkit.commands import speech

    if speech.language() == "eng":
        problem.show()
        return
    from lawkit.commands.helping import usage_error

    for line in usage_error(problem):
        print(line, file=sys.stderr)


def _fail(line: str, status: int, problem: BaseException, *, debug: bool) -> int:
    """Say one line on stderr, before it the traceback when asked."""
    from lawkit.commands import speech

    if debug:
        import traceback

        traceback.print_exception(problem)
    print(f"lawkit: {speech.message(line)}", file=sys.stderr)
    return status


def _drop_stdout() -> None:
    """The reader of our output went away: say nothing more, also not at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
