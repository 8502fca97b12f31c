"""Brings rules/messages/*.po in line with the code. `python docs/make_messages.py [--check]`.

Collects what the command line can say – the help of every verb, option and argument, every error and remedy, every
message, every heading of a table – and writes it into the catalogues: new entries with an empty translation, those
that the code no longer has are taken out. With --check nothing is written; what is missing or stale is listed and
the exit status is 1. A message with values is kept as a template: «{path} does not exist».
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import typer

from lawkit import errors, model
from lawkit.commands import helping, speech
from lawkit.commands.app import build

ROOT = Path(__file__).resolve().parents[1]
MESSAGES = ROOT / "rules" / "messages"
Key = tuple[str, str]  # context, English words

ERRORS = {n for n, v in vars(errors).items() if isinstance(v, type) and issubclass(v, errors.LawkitError)}
SAYING = {"say", "write_line", "BadParameter", "BadPattern", "message", "_STOPPED", *ERRORS}
NOTING = {"append": ("problems", "notes"), "add": ("problems",), "complain": (), "_complain": ()}
STAGES = ("ingest", "read", "overlaps", "gaps", "map", "report", "tables", "database")
STATES = ("done", "unchanged", "written")
FIGURES = (
    "sources", "read", "unchanged", "failed", "references", "definitions", "norms", "findings", "requirements",
    "structural", "rows", "stale", "files",
)  # fmt: skip
HEAD = """# What lawkit's command line says, in {name}. English stands in msgid, the translation in msgstr.
# Words in braces are values and must stay; any PO editor (Poedit for one) opens this file.
# `python docs/make_messages.py` adds what is new and takes out what is no longer said.
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""
NAMES = {"rus": ("Russian", "ru"), "kaz": ("Kazakh", "kk")}


def collected() -> dict[Key, str]:
    """Everything that can be said: (context, English words) → where it stands."""
    found: dict[Key, str] = {}
    for key in [*helping.FRAME, *helping.FRAME_MESSAGES, *helping.SYSTEM_MESSAGES]:
        found.setdefault(("", key), "typer and the operating system")
    found["", "line {number}"] = "a place in a rules file"
    for words, where in help_texts(typer.main.get_command(build()), "lawkit"):
        found.setdefault(("", words), where)
    for path in sorted((ROOT / "lawkit").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for words in _Finder(path).found():
            found.setdefault(("", words), place)
        if "commands" in path.parts:
            for column in columns(path):
                found.setdefault(("column", column), place)
    figures = (*FIGURES, *get_args(model.Tier), *get_args(model.VerdictValue), *get_args(model.DispositionKind))
    for context, words in (("stage", STAGES), ("state", STATES), ("figure", figures)):
        for word in words:
            found.setdefault((context, word.replace("_", " ")), "the summary of lawkit run")
    return dict(sorted(found.items(), key=lambda one: (one[0][0], one[1], one[0][1])))


def help_texts(command: Any, path: str) -> Iterator[tuple[str, str]]:
    """The help of a command, its parameters and everything below it: words and where they are shown."""
    yield from ((words, f"{path} --help") for words in helping.paragraphs(command.help or ""))
    epilog = command.epilog or ""
    if epilog and not epilog.startswith("Example: "):
        yield " ".join(epilog.split()), f"{path} --help"
    for parameter in command.params:
        words = " ".join((getattr(parameter, "help", None) or "").split())
        if words:
            yield words, f"{path} --help"
    for name, below in getattr(command, "commands", {}).items():
        yield from help_texts(below, f"{path} {name}")


def columns(path: Path) -> Iterator[str]:
    """The headings of the tables that a command prints: constants in the second argument of `emit`, and COLUMNS."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        shown: ast.AST | None = None
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "emit" and len(node.args) > 1:
            shown = node.args[1]
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").lower() == "columns":
            shown = node.value
        for inner in ast.walk(shown) if shown else ():
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value.replace("_", " ")


class _Finder:
    """Finds what one module says to people."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.values: dict[str, list[ast.expr]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.values.setdefault(target.id, []).append(node.value)
        self.commands = "commands" in path.parts

    def found(self) -> Iterator[str]:
        """Each text and template, in the order of the module."""
        for named in (*self.values.get("_BINARY", ()), *self.values.get("what", ())):
            for one in named.values if isinstance(named, ast.Dict) else [named]:
                yield from self._texts(one)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                for argument in self._said(node):
                    yield from self._texts(argument)
            elif isinstance(node, ast.FunctionDef) and node.name in {"_words", "_what", "foreign"}:
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Tuple):
                        for element in inner.elts:
                            yield from self._texts(element)
                    elif isinstance(inner, ast.Return) and inner.value is not None and node.name == "foreign":
                        yield from self._texts(inner.value)

    def _said(self, call: ast.Call) -> list[ast.expr]:
        """The arguments of a call that people read."""
        name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
        if name in ERRORS or name in {"BadParameter", "BadPattern"}:
            return [*call.args[:2], *(k.value for k in call.keywords if k.arg in {"problem", "remedy"})]
        if (self.commands and name in {"say", "write_line", "message", "word", "_fail"}) or name == "_tell":
            return call.args[:1]
        if name == "ValueError" and call.args:
            return call.args[:1]
        if name == "Hole":  # of a map: what it lacks
            return call.args[-1:]
        if name == "Result":  # of a fetch: the problems that are listed
            return [k.value for k in call.keywords if k.arg in {"problems", "remedy"}]
        owner = getattr(call.func, "value", None)
        held = getattr(owner, "id", "") or getattr(owner, "attr", "")
        if name in NOTING and (not NOTING[name] or held in NOTING[name]):
            return call.args[-1:]
        return []

    def _texts(self, node: ast.expr, depth: int = 0) -> Iterator[str]:
        """The texts that an expression may be."""
        if isinstance(node, ast.IfExp):
            yield from self._texts(node.body, depth)
            yield from self._texts(node.orelse, depth)
        elif isinstance(node, ast.BoolOp):
            for one in node.values:
                yield from self._texts(one, depth)
        elif isinstance(node, ast.Name) and depth < 2:
            for value in self.values.get(node.id, ()):
                yield from self._texts(value, depth + 1)
        elif isinstance(node, ast.Tuple):
            for one in node.elts:
                yield from self._texts(one, depth)
        else:
            words = " ".join(_template(node).split())
            if re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", words)) and (" " in words):
                yield words
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    yield from self._inside(part.value)

    def _inside(self, value: ast.expr) -> Iterator[str]:
        """The words that may stand in a hole: «{name or 'the page'}», or a variable that holds one of several sentences."""
        if isinstance(value, ast.Name):
            for held in self.values.get(value.id, ()):
                if isinstance(held, ast.Constant | ast.IfExp):
                    yield from self._texts(held)
        elif isinstance(value, ast.IfExp | ast.BoolOp):
            yield from self._texts(value)


def _template(node: ast.expr) -> str:
    """A string, or an f-string with named holes."""
    taken: dict[str, int] = {}

    def written(one: ast.expr) -> str:
        if isinstance(one, ast.Constant):
            return one.value if isinstance(one.value, str) else ""
        if isinstance(one, ast.BinOp) and isinstance(one.op, ast.Add):
            return written(one.left) + written(one.right)
        if isinstance(one, ast.JoinedStr):
            return "".join(written(part) for part in one.values)
        name = _name(one.value if isinstance(one, ast.FormattedValue) else one)
        taken[name] = taken.get(name, 0) + 1
        return f"{{{name}{taken[name] if taken[name] > 1 else ''}}}"

    if not isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
        return ""
    return written(node)


def _name(node: ast.expr) -> str:
    """What a hole is called: after the variable, the attribute, or «number» for a count."""
    if isinstance(node, ast.Name):
        return node.id.strip("_")
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        return (
            "number"
            if getattr(node.func, "id", "") == "len"
            else "names"
            if getattr(node.func, "attr", "") == "join"
            else "value"
        )
    if isinstance(node, ast.BoolOp):
        return _name(node.values[0])
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        return re.sub(r"\W", "_", node.slice.value)
    return "value"


def written(language: str, wanted: dict[Key, str], translations: dict[Key, str]) -> str:
    """A PO file."""
    name, code = NAMES[language]
    blocks = [HEAD.format(name=name, code=code)]
    for (context, english), where in wanted.items():
        lines = [f"#: {where}"]
        if context:
            lines.append(f'msgctxt "{_quoted(context)}"')
        lines += [f'msgid "{_quoted(english)}"', f'msgstr "{_quoted(translations.get((context, english), ""))}"', ""]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def faults(language: str, wanted: dict[Key, str], text: str) -> list[str]:
    """What a catalogue lacks, holds in vain, or says with other values than the code."""
    kept = speech.entries(text)
    listed = set(re.findall(r'^msgid "(.+)"$', text, re.MULTILINE))
    found = [
        f"{language}: not translated: {english!r} ({where})"
        for (context, english), where in wanted.items()
        if (context, english) not in kept
    ]
    found += [
        f"{language}: no longer said: {english!r}"
        for english in listed
        if english not in {_quoted(e) for _, e in wanted}
    ]
    for (context, english), translation in kept.items():
        if sorted(re.findall(r"\{\w+\}", english)) != sorted(re.findall(r"\{\w+\}", translation)):
            found.append(f"{language}: other values than in English: {context} {english!r}")
    return found


def main() -> int:
    """Write the catalogues, or check them."""
    wanted, status = collected(), 0
    for language in NAMES:
        path = MESSAGES / f"{language}.po"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if "--check" not in sys.argv:
            text = written(language, wanted, speech.entries(text))
            path.write_text(text, encoding="utf-8", newline="\n")
        for fault in faults(language, wanted, text):
            print(fault, file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
