"""Help and usage errors in the language spoken: the words of the verbs, and those of typer around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lawkit.commands import speech

# What typer and click say by themselves; «{…}» stands for a value.
FRAME = (
    "Usage", "Options", "Commands", "Arguments", "Show this message and exit.", "[OPTIONS]", "COMMAND [ARGS]...",
    "required", "default: {value}", "env var: {name}", "Error", "Example", "or",
)  # fmt: skip
FRAME_MESSAGES = (
    "Try '{command} {option}' for help.",
    "No such option: {name}",
    "No such option: {name} Did you mean {near}?",
    "No such option: {name} (Possible options: {near})",
    "No such command '{name}'.",
    "No such command '{name}'. Did you mean {near}?",
    "Missing argument '{name}'.",
    "Missing option '{name}'.",
    "Missing option '{name}'. Choose from: {names}",
    "Missing command.",
    "Invalid value: {reason}",
    "Invalid value for {name}: {reason}",
    "{value} is not one of {names}.",
    "{value} is not a valid integer.",
    "{value} is not a valid integer range.",
    "{value} is not in the range {range}.",
    "{value} is not a valid float.",
    "Got unexpected extra argument ({words})",
    "Got unexpected extra arguments ({words})",
    "Option '{name}' requires an argument.",
    "Option '{name}' does not take a value.",
)
# What the operating system says of files.
SYSTEM_MESSAGES = (
    "No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File exists",
    "No space left on device", "Read-only file system", "File name too long", "Directory not empty",
    "what was stored before is intact",
)  # fmt: skip
_TAIL = re.compile(r"^(?P<text>.*?)(?:\s*\[(?P<extra>[^\[\]]*)\])?$", re.DOTALL)


def translate(command: Any) -> None:
    """Put a command and everything below it into the language spoken; the words of options follow when help is shown."""
    if command.help:
        parts = paragraphs(command.help)
        command.short_help = speech.word(parts[0])
        command.help = "\n\n".join(map(speech.word, parts))
    command.epilog = _epilog(command.epilog or "")
    command.context_class = _speaking(command.context_class)
    for below in getattr(command, "commands", {}).values():
        translate(below)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def _epilog(text: str) -> str:
    """An epilog; of examples only the words around the calls."""
    if not text.startswith("Example: "):
        return speech.word(" ".join(text.split()))
    calls = text.removeprefix("Example: ").split("   or: ")
    return f"{speech.word('Example')}: " + f"   {speech.word('or')}: ".join(calls)


def _speaking(base: Any) -> Any:
    """A context whose formatter speaks."""
    if issubclass(base.formatter_class, _Speaking):
        return base
    formatter = type("SpeakingFormatter", (_Speaking, base.formatter_class), {})
    return type("SpeakingContext", (base,), {"formatter_class": formatter})


class _Speaking:
    """What a help formatter does, in the language spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        del prefix
        for words in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(words, speech.word(words))
        super().write_usage(prog, args, f"{speech.word('Usage')}: ")  # type: ignore[misc]

    def section(self, name: str) -> Any:
        """A part with a heading."""
        return super().section(speech.word(name))  # type: ignore[misc]

    def write_dl(self, rows: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """A list of options, arguments or commands with their explanations."""
        super().write_dl([(first, explained(second)) for first, second in rows], *args, **kwargs)  # type: ignore[misc]


def explained(text: str) -> str:
    """The explanation of an option, with what typer adds in brackets."""
    match = _TAIL.match(text)
    if match is None or match["extra"] is None:
        return speech.word(text)
    extra = [_extra(part) for part in match["extra"].split("; ")]
    return "  ".join(part for part in (speech.word(match["text"].strip()), f"[{'; '.join(extra)}]") if part)


def _extra(part: str) -> str:
    """«default: 20», «env var: LAWKIT_DB», «required», or a range."""
    key, colon, value = part.partition(": ")
    if not colon:
        return speech.word(part)
    template = {"default": "default: {value}", "env var": "env var: {name}"}.get(key)
    return re.sub(r"\{\w+\}", lambda _: value, speech.word(template)) if template else part


def usage_error(problem: Any) -> Iterator[str]:
    """The lines that tell a usage error."""
    context = getattr(problem, "ctx", None)
    if context is not None:
        yield context.get_usage()
        yield speech.message(f"Try '{context.command_path} {context.help_option_names[0]}' for help.") + "\n"
    yield f"{speech.word('Error')}: {speech.message(' '.join(problem.format_message().split()))}"
