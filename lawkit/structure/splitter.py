"""`split(document) -> Act`: the tree of one expression, proved against its text by spans."""

from __future__ import annotations

import re

from lawkit.model import Act, Diagnostic, Language, Link, Note, Span
from lawkit.sources.detect import guess_language
from lawkit.sources.document import Block, Document
from lawkit.sources.facts import kind_of_id, parse_requisites
from lawkit.structure.grammar import Grammar, grammar
from lawkit.structure.marks import mark
from lawkit.structure.notes import amendments, note_kind
from lawkit.structure.tree import Tree


def split(document: Document) -> Act:
    """The act of a document: every non-space character in one provision or one note, in order.

    Never raises on odd text: what is odd ends up in `diagnostics`.
    """
    blocks = [b for b in document.blocks if b.text and not b.text.isspace()]
    language: Language = document.language or guess_language("\n".join(b.text for b in blocks[:400]))
    rules = grammar(language)
    starts: list[int] = []
    at = 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + 1
    body = "\n".join(b.text for b in blocks)
    tree = Tree(blocks, [mark(b, rules) for b in blocks], starts, rules)
    tree.build()
    links = tuple(
        Link(Span(start + k.start, start + k.end), k.href) for block, start in zip(blocks, starts, strict=True) for k in block.links
    )
    notes = _notes(tree, blocks, starts, links, rules)
    provisions = tuple(node.provision(body, order) for order, node in enumerate(tree.nodes))
    facts = parse_requisites(document.requisites) if document.requisites else parse_requisites("")
    diagnostics = [*document.diagnostics, *tree.diagnostics]
    if not any(p.kind in ("article", "paragraph") for p in provisions):
        diagnostics.append(Diagnostic("no-articles", "neither articles nor points were found"))
    return Act(
        document.act_id,
        language,
        document.title or _title(blocks),
        body,
        provisions,
        notes,
        links,
        tuple(diagnostics),
        edition=document.edition,
        kind=facts.kind or ("draft" if document.act_id.startswith("draft:") else kind_of_id(document.act_id)),
        number=facts.number,
        adopted=facts.date,
        status=document.status,
        requisites=document.requisites,
        source=document.source,
        sha256=document.sha256,
    )


def _title(blocks: list[Block]) -> str:
    return next((b.text for b in blocks[:60] if b.hint == "title"), "")


def _notes(tree: Tree, blocks: list[Block], starts: list[int], links: tuple[Link, ...], rules: Grammar) -> tuple[Note, ...]:
    """Notes with their kinds, acts and provisions."""
    by_start = {k.span.start: k for k in links}
    out: list[Note] = []
    for i, count, eid in tree.notes:
        mark_ = tree.marks[i]
        block = blocks[i]
        start = starts[i] + (mark_.words if eid else 0)
        end = starts[i] + len(block.text)
        text = block.text[mark_.words :] if eid else block.text
        own = [by_start[starts[i] + k.start] for k in block.links]
        acts = amendments(text, start, own)
        kind = note_kind(
            text,
            future=block.hint == "future",
            excluded=mark_.excluded and not mark_.repealed,
            repealed=mark_.repealed,
            planned=bool(rules.planned.search(text)),
            has_acts=bool(acts),
        )
        target = eid or (tree.nodes[count - 1].eid if count else "")
        out.append(Note(kind, text, Span(start, end), target, acts))
    return tuple(out)


_SPACE = re.compile(r"\s+")
