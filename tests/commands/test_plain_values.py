"""Values of the command line taken without pydantic are the values that typer would have made of them."""

from pathlib import Path
from typing import Annotated

import pytest
import typer

from lawkit.commands import app, plain_values

TYPED = [
    "",
    "7",
    "x",
    "rus",
    "kaz",
    "text",
    "json",
    "error",
    "jsonl",
    "RUS",
    "0.5",
    "2024-01-31",
    "true",
    "нет",
    "README.md",
    "-",
]

DEMANDS = ("exists", "file_okay", "dir_okay", "writable", "readable", "resolve_path", "allow_dash", "path_type", "parser",
           "min", "max", "clamp", "case_sensitive", "formats")  # fmt: skip


def parameters(command, above=()):
    """All parameters of a command and of those in it, each with its address."""
    for parameter in command.params:
        yield " ".join((*above, command.name or "", parameter.name)), command, parameter
    for one in getattr(command, "commands", {}).values():
        yield from parameters(one, (*above, command.name or ""))


def outcome(coercion, value, parameter, context):
    """The value, or the words of the error."""
    try:
        made = coercion.coerce(value, param=parameter, ctx=context)
    except Exception as problem:  # noqa: BLE001 - whatever it is, it must be the same
        return type(problem), str(problem)
    return type(made), made


@pytest.fixture(scope="module")
def known():
    """The parameters of all verbs, and those of a command with what no verb of ours demands yet."""
    small, option = typer.Typer(), typer.Option

    @small.command("small")
    def command(
        there: Annotated[Path | None, option(exists=True)] = None,
        folder: Annotated[Path | None, option(file_okay=False)] = None,
        real: Annotated[Path | None, option(resolve_path=True)] = None,
        parsed: Annotated[str | None, option(parser=lambda text: f"<{text}>")] = None,
        pair: Annotated[tuple[int, str] | None, option()] = None,
        whole: Annotated[int | None, option(min=0, max=5)] = None,
        numbers: Annotated[list[int] | None, option()] = None,
    ):
        """Carry options."""

    told = [*parameters(typer.main.get_command(app.build())), *parameters(typer.main.get_command(small))]
    if not all(hasattr(parameter, "_runtime_param") for _, _, parameter in told):
        pytest.skip("this typer has no coercion of its own: nothing is replaced")
    unlike = {}
    for address, command, parameter in told:  # the same kind of option stands in many verbs
        kind = parameter.type_descriptor
        options = tuple(
            str(getattr(kind.parameter_info, name, "")) for name in vars(kind.parameter_info) if name in DEMANDS
        )
        unlike.setdefault(
            (kind.annotation, parameter.multiple, parameter.nargs, options), (address, command, parameter)
        )
    return list(unlike.values())


def test_the_values_and_the_errors_are_typers(known, tmp_path, monkeypatch):
    from typer._coercion import build_runtime_param

    monkeypatch.chdir(tmp_path)
    (tmp_path / "README.md").write_text("words")
    (tmp_path / "x").mkdir()
    asked = 0
    for address, command, parameter in known:
        context = typer.Context(command)
        usual, plain = build_runtime_param(parameter.type_descriptor), plain_values._Plain(parameter)
        for typed in (
            None,
            True,
            False,
            *TYPED,
            Path("x"),
            TYPED[:3],
            tuple(TYPED[4:6]),
            [],
            (),
            ["1", "2"],
            ("1", "x"),
        ):
            mine, theirs = (outcome(one, typed, parameter, context) for one in (plain, usual))
            assert mine == theirs, (address, typed)
            asked += 1
    assert asked > 500


def test_nothing_of_the_way_back_is_lost_for_an_unreadable_path(monkeypatch):
    monkeypatch.setattr(plain_values.os, "access", lambda _, mode: mode == plain_values.os.F_OK)
    assert plain_values._plain("a.txt", Path, object()) is plain_values._NO_VALUE


def test_a_typer_that_works_otherwise_is_left_alone():
    class Old:
        name = "old"

    class Command:
        params = (Old(),)

    command = Command()
    plain_values.take_plainly(command)
    assert vars(command.params[0]) == {}
