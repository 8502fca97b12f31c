"""`split(document) -> Act`: the tree of one expression, proved against its text by spans."""

from __future__ import annotations

from lawkit.model import Act, Diagnostic, Language, Link, Provision, Span
from lawkit.sources.detect import guess_language
from lawkit.sources.document import Block, Document
from lawkit.sources.facts import kind_of_id, parse_requisites
from lawkit.structure.context import mark_all
from lawkit.structure.grammar import grammar
from lawkit.structure.notes import Notes, edition_of
from lawkit.structure.tree import Tree


def split(document: Document) -> Act:
    """The act of a document: every non-space character in one provision or one note, in order.

    Never raises on odd text: what is odd ends up in `diagnostics`.
    """
    blocks = [b for b in document.blocks if b.text and not b.text.isspace()]
    language: Language = document.language or guess_language("\n".join(b.text for b in blocks[:400]))
    body = "\n".join(b.text for b in blocks)
    tree = _tree(blocks, language)
    starts = tree.starts
    links = tuple(
        Link(Span(start + k.start, start + k.end), k.href)
        for block, start in zip(blocks, starts, strict=True)
        for k in block.links
    )
    reader = Notes(tree, links, language)
    notes = reader.make()
    edition = document.edition or edition_of(notes)
    reader.settle(edition)
    provisions = tuple(node.provision(body, order) for order, node in enumerate(tree.nodes))
    facts = parse_requisites(document.requisites) if document.requisites else parse_requisites("")
    diagnostics = [*document.diagnostics, *tree.diagnostics]
    if not any(p.kind in ("article", "paragraph") for p in provisions):
        diagnostics.append(Diagnostic("no-articles", "neither articles nor points were found"))
    return Act(
        document.act_id,
        language,
        document.title or _title(blocks, provisions, document.act_id),
        body,
        provisions,
        notes,
        links,
        tuple(diagnostics),
        edition=edition,
        kind=facts.kind or ("draft" if document.act_id.startswith("draft:") else kind_of_id(document.act_id)),
        number=facts.number,
        adopted=facts.date,
        status="repealed" if reader.repealed else document.status,
        requisites=document.requisites,
        source=document.source,
        sha256=document.sha256,
    )


def _tree(blocks: list[Block], language: Language) -> Tree:
    """The nodes of the blocks, placed in a body where they stand one a line."""
    rules = grammar(language)
    starts: list[int] = []
    at = 0
    for block in blocks:
        starts.append(at)
        at += len(block.text) + 1
    tree = Tree(blocks, mark_all(blocks, rules), starts, rules)
    tree.build()
    return tree


def _title(blocks: list[Block], provisions: tuple[Provision, ...], act_id: str) -> str:
    """The title that the text itself bears; for a draft also the last line above its first norm."""
    marked = next((b.text for b in blocks[:60] if b.hint == "title"), "")
    if marked or not act_id.startswith("draft:"):
        return marked
    preface = next((p for p in provisions if p.kind == "preface" and not p.parent), None)
    return preface.text.splitlines()[-1].strip()[:300] if preface and preface.text else ""
