"""`lawkit compare A B`: two acts or two provisions side by side, word by word."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, example

if TYPE_CHECKING:
    from lawkit.model import Provision
    from lawkit.store import Store


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("compare", epilog=example("lawkit compare Z1500000401/rus#art_1 Z1500000418/rus#art_1"))
    def command(
        first: Annotated[str, typer.Argument(metavar="A", help="An address.", show_default=False)],
        second: Annotated[str, typer.Argument(metavar="B", help="Another address.", show_default=False)],
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Compare two acts or provisions word by word.

        A moved block is told from a change.
        """
        compare(first, second, db, form=form)


def compare(first: str, second: str, db: Path, *, form: Format | None = None) -> None:
    """Print the words that differ, as a marked text on a terminal and as changes elsewhere."""
    from lawkit.commands.output import emit
    from lawkit.overlaps import compare as compared
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        a, b = text_of(store, first), text_of(store, second)
    result = compared(a, b)
    if form is None and sys.stdout.isatty():
        _marked(result)
        return
    rows: list[dict[str, Any]] = [
        {
            "change": c.kind, "first": c.span_a.of(a), "second": c.span_b.of(b), "first_start": c.span_a.start,
            "second_start": c.span_b.start,
        }
        for c in result.changes
    ]  # fmt: skip
    emit(rows, ("change", "first", "second"), form)


def text_of(store: Store, address: str) -> str:
    """The text of an act or provision with everything below it; raises BadAddress."""
    from lawkit.commands.show import address_of

    at = address_of(address)
    return "\n".join(_line(p) for p in (store.subtree(at) if at.eid else store.act(at).provisions))


def _line(p: Provision) -> str:
    return " ".join(part for part in (p.num, p.heading, p.text) if part)


def _marked(result: Any) -> None:
    """The joined text: what goes in red and struck out, what comes in green, what moved in blue."""
    from rich.console import Console
    from rich.text import Text

    from lawkit.commands.output import clean
    from lawkit.commands.speech import message

    styles = {"delete": "red strike", "insert": "green", "replace": "", "moved": "blue", "equal": ""}
    text = Text()
    for c in result.changes:
        gone, come = clean(c.span_a.of(result.a)), clean(c.span_b.of(result.b))
        if c.kind == "equal":
            text.append(come + " ")
            continue
        if gone:
            text.append(gone + " ", "blue strike" if c.kind == "moved" else styles["delete"])
        if come:
            text.append(come + " ", "blue" if c.kind == "moved" else styles["insert"])
    Console().print(text)
    Console().print(Text(message(f"{result.ratio:.0%} of the words in common"), "dim"))
