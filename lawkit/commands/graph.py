"""`lawkit graph`: who refers to whom, for Gephi, Graphviz or a program."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Lang, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Reading

Nodes = dict[str, str]  # id → title
Edges = Counter[tuple[str, str]]


class Shape(StrEnum):
    """File formats of a graph."""

    graphml = "graphml"
    dot = "dot"
    json = "json"


class Unit(StrEnum):
    """What a node is."""

    acts = "acts"
    articles = "articles"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "graph",
        epilog=example("lawkit graph -o acts.graphml", "lawkit graph --of articles --format dot -o articles.dot"),
    )
    def command(
        of: Annotated[Unit, typer.Option("--of", help="What a node is.")] = Unit.acts,
        shape: Annotated[Shape, typer.Option("--format", "-f", help="GraphML, DOT or JSON.")] = Shape.graphml,
        output: Annotated[
            Path | None, typer.Option("--output", "-o", help="A file; default: stdout.", show_default=False)
        ] = None,
        lang: Lang = None,
        db: Db = DEFAULT_DB,
    ) -> None:
        """Write the graph of references between acts or articles; the weight is the number of references."""
        graph(db, of=of, shape=shape, output=output, lang=lang)


def graph(
    db: Path,
    *,
    of: Unit = Unit.acts,
    shape: Shape = Shape.graphml,
    output: Path | None = None,
    lang: Tongue | None = None,
) -> None:
    """Write the graph to a file or to stdout."""
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.register import Register

    with ready(db, ["read"]) as store:
        readings = store.readings(language=lang.value if lang else None)
    nodes, edges = build(readings, of)
    if of is Unit.acts:
        register = Register.load()
        for node in nodes:
            known = register.by_id(node)
            nodes[node] = nodes[node] or (known.title if known else "")
    text = {Shape.graphml: graphml, Shape.dot: dot, Shape.json: as_json}[shape](nodes, edges)
    if output:
        output.write_text(text, encoding="utf-8", newline="\n")
        say(f"{len(nodes)} nodes and {len(edges)} edges written to {output}")
    else:
        sys.stdout.write(text)


def build(readings: Iterable[Reading], of: Unit) -> tuple[Nodes, Edges]:
    """Nodes and weighted edges, sorted; references in notes and within a node are left out."""
    nodes: Nodes = {}
    edges: Edges = Counter()
    for reading in readings:
        act = reading.act
        if of is Unit.acts:
            nodes[act.act_id] = nodes.get(act.act_id) or act.title
        else:
            nodes |= {
                f"{act.act_id}#{p.eid}": f"{p.num} {p.heading}".strip() for p in act.provisions if p.kind == "article"
            }
        for r in reading.references:
            if r.editorial or r.target is None:
                continue
            source, target = _node(act.act_id, r.source, of), _node(r.target.act, r.target.eid, of)
            if source and target and source != target:
                nodes.setdefault(source, "")
                nodes.setdefault(target, "")
                edges[source, target] += 1
    return dict(sorted(nodes.items())), Counter(dict(sorted(edges.items())))


def _node(act: str, eid: str, of: Unit) -> str:
    """The node a provision belongs to; empty when an act as a whole is meant among articles."""
    if of is Unit.acts:
        return act
    head = eid.split("__", 1)[0]
    return f"{act}#{head}" if head.startswith(("art_", "para_")) else ""


def graphml(nodes: Nodes, edges: Edges) -> str:
    """GraphML, readable by Gephi, yEd and networkx."""
    from xml.sax.saxutils import escape, quoteattr  # 20 ms: it loads urllib

    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="title" for="node" attr.name="title" attr.type="string"/>',
        '<key id="weight" for="edge" attr.name="weight" attr.type="int"/>',
        '<graph edgedefault="directed">',
    ]
    lines += [f'<node id={quoteattr(n)}><data key="title">{escape(t)}</data></node>' for n, t in nodes.items()]
    lines += [
        f'<edge source={quoteattr(a)} target={quoteattr(b)}><data key="weight">{w}</data></edge>'
        for (a, b), w in edges.items()
    ]
    return "\n".join([*lines, "</graph>", "</graphml>", ""])


def dot(nodes: Nodes, edges: Edges) -> str:
    """DOT, readable by Graphviz."""
    lines = ["digraph acts {", "  rankdir=LR;"]
    lines += [f"  {_quoted(n)} [label={_quoted(t or n)}];" for n, t in nodes.items()]
    lines += [f"  {_quoted(a)} -> {_quoted(b)} [weight={w}, label={_quoted(str(w))}];" for (a, b), w in edges.items()]
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def as_json(nodes: Nodes, edges: Edges) -> str:
    """Node-link JSON, as networkx and D3 read it."""
    value = {
        "directed": True,
        "nodes": [{"id": n, "title": t} for n, t in nodes.items()],
        "links": [{"source": a, "target": b, "weight": w} for (a, b), w in edges.items()],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
