"""`lawkit graph`: who refers to whom, for Gephi, Graphviz or a program."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Lang, Tongue, example


class Shape(StrEnum):
    """File formats of a graph."""

    graphml = "graphml"
    dot = "dot"
    json = "json"


class Unit(StrEnum):
    """What a node is."""

    act = "act"
    article = "article"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "graph",
        epilog=example("lawkit graph -o acts.graphml", "lawkit graph --of article --format dot -o articles.dot"),
    )
    def command(
        of: Annotated[Unit, typer.Option("--of", help="What a node is.")] = Unit.act,
        shape: Annotated[Shape, typer.Option("--format", "-f", help="GraphML, DOT or JSON.")] = Shape.graphml,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="A file; default: stdout.", show_default=False)
        ] = None,
        lang: Lang = None,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write the graph of references.

        Nodes are acts or articles; the weight of an edge is the number of references.
        """
        graph(db, of=of, shape=shape, output=output, lang=lang)


def graph(
    db: Path,
    *,
    of: Unit = Unit.act,
    shape: Shape = Shape.graphml,
    output: Path | None = None,
    lang: Tongue | None = None,
) -> None:
    """Write the graph to a file or to stdout; raises ReportError when the file cannot be written."""
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.errors import ReportError
    from lawkit.reading.graph import graph_text
    from lawkit.register import Register

    with ready(db, ["read"]) as store:
        readings = store.readings(language=lang.value if lang else None)
    text = graph_text(readings, of.value, shape.value, Register.load())
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as problem:
        raise ReportError(f"{output} cannot be written: {problem.strerror}", "name another file with -o") from problem
    say(f"written to {output}")
