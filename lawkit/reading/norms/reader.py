"""From provisions to norms: sentences are cut, lists inherit their lead-in, each clause is read once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.language import fold, sentences
from lawkit.model import Act, Modality, Norm, Provision, Span
from lawkit.reading.definitions import find_definitions
from lawkit.reading.norms.addressee import find_addressee
from lawkit.reading.norms.bodies import body_of
from lawkit.reading.norms.clauses import Clause, Lead, main_clause, patterns
from lawkit.reading.norms.deadlines import find_deadlines
from lawkit.reading.norms.modality import delegates, explicit, finite_verb, is_statement
from lawkit.reading.norms.parts import action_and_object, is_negated, part
from lawkit.reading.own_text import is_read, own_text

_LIST_ITEMS = frozenset({"subparagraph", "indent", "paragraph", "alinea"})
_WORD = re.compile(r"[^\W\d_]{2}")


def find_norms(act: Act) -> tuple[Norm, ...]:
    """Every sentence and list item of an act as a norm, in order; modality `none` where it binds nobody.

    Excluded provisions, headings, tables and notes are not read. Spans point into `act.body`.
    """
    defined = {(d.source, d.span.start) for d in find_definitions(act) if d.form != "abbreviation"}
    tree = {p.eid: p for p in act.provisions}
    leads: dict[str, Lead] = {}
    norms: list[Norm] = []
    for provision in act.provisions:
        if not is_read(provision) or provision.kind in {"table", "chapter", "section", "subchapter", "part"}:
            continue
        for clause in _clauses(act, provision, tree, leads):
            norm, lead = _read(clause, act, defined)
            norms.append(norm)
            if clause.introduces:
                leads[provision.eid] = lead
    return tuple(norms)


def _clauses(act: Act, provision: Provision, tree: dict[str, Provision], leads: dict[str, Lead]) -> Iterator[Clause]:
    text, offset = own_text(act, provision)
    lead = leads.get(provision.parent) if provision.kind in _LIST_ITEMS else None
    heading = _heading(provision, tree)
    spans = sentences(text, act.language)
    for index, span in enumerate(spans):
        piece = text[span.start : span.end]
        if not _WORD.search(piece):
            continue
        low = fold(piece)
        yield Clause(
            piece,
            low,
            main_clause(low, act.language),
            offset + span.start,
            provision,
            act.language,
            lead if index == 0 else None,
            heading,
            introduces=index == len(spans) - 1 and piece.rstrip().endswith(":"),
        )


def _heading(provision: Provision, tree: dict[str, Provision]) -> str:
    node: Provision | None = provision
    while node is not None and node.kind != "article":
        node = tree.get(node.parent)
    return fold(node.heading) if node is not None else ""


def _read(clause: Clause, act: Act, defined: set[tuple[str, int]]) -> tuple[Norm, Lead]:
    modality, kind = _modality(clause, defined)
    lead = clause.lead
    addressee = find_addressee(clause, modality)
    if (
        lead
        and lead.addressee
        and (not addressee or kind in {"inherited", "powers"})
        and modality not in {"none", "principle", "definition"}
    ):
        addressee = lead.addressee
    action, thing = action_and_object(clause) if modality not in {"none", "principle", "definition"} else ("", "")
    condition, exception = part(clause, "condition"), part(clause, "exception")
    if exception and exception in condition:
        condition = ""
    body = body_of(addressee, act.language) if addressee else ""
    norm = Norm(
        clause.provision.eid,
        Span(clause.offset, clause.offset + len(clause.text)),
        modality,
        addressee,
        body,
        action,
        thing,
        condition or (lead.condition if lead else ""),
        exception,
        find_deadlines(clause.text, clause.low, clause.offset, act.language),
        part(clause, "sanction"),
        is_negated(clause) or bool(lead and lead.negated),
    )
    return norm, Lead(modality, addressee, body, _list_kind(clause, modality), condition, (), norm.negated)


def _list_kind(clause: Clause, modality: Modality) -> str:
    """What the items of the list that the clause opens are."""
    rules = patterns(clause.language)
    if rules.principles.search(clause.low) or (not clause.heading and False):
        return "principles"
    if rules.powers.search(clause.low) or (clause.predicate < 0 and modality == "power"):
        return "powers"
    if rules.enumerations.search(clause.main.rstrip()):
        return "enumeration"
    return "modal"


def _modality(clause: Clause, defined: set[tuple[str, int]]) -> tuple[Modality, str]:
    """The modality and whether it is the clause's own or its list's."""
    if (clause.provision.eid, clause.offset) in defined:
        return "definition", "own"
    lead = clause.lead
    if lead and lead.kind == "principles":
        return "principle", "inherited"
    found = explicit(clause)
    rule_making = delegates(clause)
    if found and not (rule_making >= 0 and rule_making < found[1]):
        clause.predicate = found[1]
        return found[0], "own"
    if rule_making >= 0:
        clause.predicate = finite_verb(clause)
        return "delegation", "own"
    if lead and lead.kind == "powers":
        clause.predicate = finite_verb(clause)
        return "power", "powers"
    if lead and lead.kind in {"modal", "enumeration"}:
        clause.predicate = finite_verb(clause)
        return ("none" if lead.kind == "enumeration" and lead.modality == "power" else lead.modality), "inherited"
    return _indicative(clause), "own"


def _indicative(clause: Clause) -> Modality:
    """Present tense: a statement, a power of a body, or a duty put as a fact."""
    rules = patterns(clause.language)
    if rules.principles.search(clause.heading) and not clause.introduces:
        return "principle"
    clause.predicate = finite_verb(clause)
    if clause.introduces and clause.predicate < 0:
        return "power"
    if is_statement(clause) or clause.predicate < 0:
        return "none"
    return "power" if rules.powers.search(clause.heading) else "duty"
