"""`lawkit show ADDRESS`: an act's tree or the text of a provision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, AddressArgument, Db, Form, Format, example

if TYPE_CHECKING:
    from lawkit.model import Act, Address, Provision


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "show",
        epilog=example(
            "lawkit show Z1500000401",
            "lawkit show Z1500000401/rus#art_6-2__para_1",
            "lawkit show Z1500000401 'подпункт 3) статьи 6'",
        ),
    )
    def command(
        address: AddressArgument,
        unit: Annotated[
            str, typer.Argument(help="A unit in words, e.g. 'пункт 1 статьи 6-2'.", show_default=False)
        ] = "",
        full: Annotated[bool, typer.Option("--full", help="An act with its whole text.")] = False,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Show an act's outline or a provision's text."""
        show(address, db, unit=unit, full=full, form=form)


def show(address: str, db: Path, *, unit: str = "", full: bool = False, form: Format | None = None) -> None:
    """Print an act or a provision as text, or its provisions as rows."""
    import sys
    from dataclasses import replace

    from lawkit.commands.output import clean, emit
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        at = address_of(address)
        act = store.act(at)
        if unit:
            at = replace(at, eid=eid_of(unit))
        provisions = store.subtree(at) if at.eid else list(act.provisions)
    if form or not sys.stdout.isatty():
        emit([row(act, p) for p in provisions], ("eid", "num", "heading", "text", "status"), form)
        return
    print(clean(f"{act.address}  {act.title}"))
    outline = not at.eid and not full
    depth = {"": -1}
    for p in provisions:
        depth[p.eid] = depth.get(p.parent, -1) + 1
        if outline and p.kind not in _OUTLINE:
            continue
        gone = "" if p.in_force else f"  [{p.status.replace('_', ' ')}]"
        print(
            "  " * depth[p.eid] + clean(" ".join(t for t in (p.num, p.heading, "" if outline else p.text) if t)) + gone
        )


_OUTLINE = frozenset({"part", "section", "subsection", "chapter", "subchapter", "article", "annex"})


def eid_of(words: str) -> str:
    """The id of a unit named in words, in any of the three languages; raises BadAddress."""
    from lawkit.errors import BadAddress
    from lawkit.model import LANGUAGES
    from lawkit.structure.labels import parse

    for language in LANGUAGES:
        try:
            return parse(words, language)
        except ValueError:
            continue
    raise BadAddress(f"{words!r} names no unit", "say for example «подпункт 3) пункта 1 статьи 6-2» or art_6-2__para_1")


def address_of(address: str) -> Address:
    """An address as typed; raises BadAddress."""
    from lawkit.errors import BadAddress
    from lawkit.model import Address

    try:
        return Address.parse(address)
    except ValueError as problem:
        raise BadAddress(str(problem)) from None


def row(act: Act, p: Provision) -> dict[str, Any]:
    """A provision as a row of a list."""
    return {
        "address": str(act.at(p.eid)), "eid": p.eid, "kind": p.kind, "num": p.num, "heading": p.heading,
        "text": p.text, "status": p.status, "parent": p.parent,
    }  # fmt: skip
