"""The web of references as text: GraphML for Gephi and yEd, DOT for Graphviz, JSON for programs.

Nodes are acts or articles; an edge counts the references from one to another. Editorial notes are amendment history and
stay out. Acts that are only cited are nodes too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from lawkit.model import Reading
from lawkit.register import Register

Level = Literal["act", "article"]
Form = Literal["graphml", "dot", "json"]
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")  # no XML and no UTF-8 holds them
_UNIT = re.compile(r"^(?:annex_[\w-]+?__)?(?:art_[^_]+|para_[^_]+)|^[a-z]+_[^_]+")


@dataclass(frozen=True, slots=True)
class Edge:
    """References from one node to another: how many, and how many of them lead nowhere."""

    source: str
    target: str
    count: int
    dead: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes with their names, and the edges between them, in a fixed order."""

    nodes: Mapping[str, str]
    edges: tuple[Edge, ...]


def unit_of(eid: str, level: Level) -> str:
    """The node part of an eid: nothing for acts, else the article, or a by-law's point, or the grouping."""
    match = _UNIT.match(eid) if level == "article" else None
    return match.group() if match else ""


def graph(readings: Iterable[Reading], level: Level = "act", register: Register | None = None) -> Graph:
    """The graph of references of several readings; those without a target are left out."""
    nodes: dict[str, str] = {}
    counts: dict[tuple[str, str], list[int]] = {}
    for reading in sorted(readings, key=lambda r: (r.act.act_id, r.act.language)):
        act = reading.act
        nodes[_node(act.act_id, "", level)] = act.title or act.act_id
        for reference in reading.references:
            if reference.editorial or reference.target is None:
                continue
            source = _node(act.act_id, reference.source, level)
            target = _node(reference.target.act, reference.target.eid, level)
            nodes.setdefault(source, source)
            nodes.setdefault(target, _name(reference.target.act, target, register))
            if source != target:
                entry = counts.setdefault((source, target), [0, 0])
                entry[0] += 1
                entry[1] += reference.status == "dead"
    edges = tuple(Edge(s, t, n, dead) for (s, t), (n, dead) in sorted(counts.items()))
    return Graph(dict(sorted(nodes.items())), edges)


def _node(act_id: str, eid: str, level: Level) -> str:
    unit = unit_of(eid, level)
    return f"{act_id}#{unit}" if unit else act_id


def _name(act_id: str, node: str, register: Register | None) -> str:
    entry = register.by_id(act_id) if register is not None and "#" not in node else None
    return entry.title if entry is not None else node


def graph_text(
    readings: Iterable[Reading], level: Level = "act", form: Form = "json", register: Register | None = None
) -> str:
    """The graph in one of three forms; the same readings give the same text."""
    made = graph(readings, level, register)
    return {"graphml": _graphml, "dot": _dot, "json": _json}[form](made)


def _json(made: Graph) -> str:
    nodes = [{"id": i, "title": t} for i, t in made.nodes.items()]
    links = [{"source": e.source, "target": e.target, "count": e.count, "dead": e.dead} for e in made.edges]
    return json.dumps({"directed": True, "nodes": nodes, "links": links}, ensure_ascii=False, indent=1) + "\n"


def _dot(made: Graph) -> str:
    def quote(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

    lines = ["digraph references {", "  rankdir=LR;", "  node [shape=box];"]
    lines += [f"  {quote(i)} [label={quote(t)}];" for i, t in made.nodes.items()]
    for e in made.edges:
        colour = ", color=red" if e.dead else ""
        lines.append(f"  {quote(e.source)} -> {quote(e.target)} [label={e.count}, weight={e.count}{colour}];")
    return _ILLEGAL.sub("\ufffd", "\n".join([*lines, "}"]) + "\n")


def _graphml(made: Graph) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
        '<key id="title" for="node" attr.name="title" attr.type="string"/>',
        '<key id="count" for="edge" attr.name="count" attr.type="int"/>',
        '<key id="dead" for="edge" attr.name="dead" attr.type="int"/>',
        '<graph id="references" edgedefault="directed">',
    ]
    lines += [f'<node id={quoteattr(i)}><data key="title">{escape(t)}</data></node>' for i, t in made.nodes.items()]
    lines += [
        f"<edge source={quoteattr(e.source)} target={quoteattr(e.target)}>"
        f'<data key="count">{e.count}</data><data key="dead">{e.dead}</data></edge>'
        for e in made.edges
    ]
    return _ILLEGAL.sub("\ufffd", "\n".join([*lines, "</graph>", "</graphml>"]) + "\n")
