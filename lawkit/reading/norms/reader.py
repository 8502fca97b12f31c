"""From provisions to norms: sentences are cut, lists inherit their lead-in, each clause is read once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawkit.language import fold, lemmas, sentences, word_spans, words
from lawkit.language.data import language_rules
from lawkit.language.morphology import russian_form
from lawkit.model import Act, Modality, Norm, Provision, Span
from lawkit.reading.definitions import find_definitions
from lawkit.reading.norms.addressee import find_addressee
from lawkit.reading.norms.addressee_russian import agent_at_start, party_at_start
from lawkit.reading.norms.bodies import body_of
from lawkit.reading.norms.clauses import Clause, Lead, main_clause, patterns, without_quotations
from lawkit.reading.norms.deadlines import find_deadlines
from lawkit.reading.norms.modality import Verdict, judge
from lawkit.reading.norms.parts import action_and_object, is_negated, part
from lawkit.reading.own_text import is_read, own_text

_LIST_ITEMS = frozenset({"subparagraph", "indent"})
_GROUPS = frozenset({"table", "chapter", "section", "subchapter", "subsection", "part"})
_SILENT: frozenset[Modality] = frozenset({"none", "principle", "definition"})
_WORD = re.compile(r"[^\W\d_]{2}")


def find_norms(act: Act) -> tuple[Norm, ...]:
    """Every sentence and list item of an act as a norm, in order; modality `none` where it binds nobody.

    Excluded provisions, headings, tables and notes are not read. Spans point into `act.body`.
    """
    defined: dict[str, list[int]] = {}
    for d in find_definitions(act):
        if d.form != "abbreviation":
            defined.setdefault(d.source, []).append(d.span.start)
    tree = {p.eid: p for p in act.provisions}
    tails = _list_ends(act) if act.language == "kaz" else _first_items(act)
    initials = (
        _initials(act)
        if act.language == "rus"
        else _named_parties(act)
        if act.language == "kaz"
        else _english_parties(act)
    )
    leads: dict[str, Lead] = {}
    norms: list[Norm] = []
    for provision in act.provisions:
        if not is_read(provision) or provision.kind in _GROUPS:
            continue
        for clause in _clauses(act, provision, tree, leads, tails):
            clause.initials = initials
            verdict = judge(clause, defined=_is_defined(clause, defined))
            norm = _norm(clause, act, verdict)
            norms.append(norm)
            if clause.introduces:
                silent = verdict.kind == "acts" or (norm.modality == "definition" and not _defines_by_list(clause))
                passed: Modality = "none" if silent else norm.modality
                lead = Lead(passed, norm.addressee, norm.body, verdict.kind, norm.condition, norm.negated)
                leads[provision.eid] = lead
                if provision.kind == "alinea":  # its items hang on the article or point
                    leads[provision.parent] = lead
    return tuple(norms)


def _initials(act: Act) -> frozenset[str]:
    """Names made of first letters that can have duties: those of the rules, and «координационный совет (далее – КС)»."""
    rules = patterns("rus")
    named = set(rules.initials)
    for d in find_definitions(act):
        short, long = (d.term, d.text) if d.form == "abbreviation" else (d.short, d.term)
        if short.isupper() and short.isalpha() and len(short) <= _LONGEST_INITIALS:
            noun = next((w for w in words(fold(long)) if russian_form(w).first == "NOUN"), "")
            if noun and lemmas([noun], "rus")[0] in rules.heads:
                named.add(short)
    return frozenset(named)


def _named_parties(act: Act) -> frozenset[str]:
    """Names of one word that a Kazakh act gives to parties: «әкімшілік – … заңды тұлға», «… нотариустар (бұдан әрі – Субъектілер)»."""
    genera, named = set(str(language_rules("kaz", "norms")["party_genera"]).split()), set[str]()
    for d in find_definitions(act):
        for short in (d.term, d.short):
            genus = words(fold(d.text if short == d.term else d.term))
            if short.isalpha() and not short.isupper() and genus and lemmas([genus[-1]], "kaz")[0] in genera:
                named.add(lemmas([fold(short)], "kaz")[0])
    return frozenset(named - patterns("kaz").heads)


def _english_parties(act: Act) -> frozenset[str]:
    """Head nouns that an English act gives to parties: “reading room – a legal entity that …”, “sender – a person …”."""
    genera, named = set(str(language_rules("eng", "norms")["party_genera"]).split()), set[str]()
    for d in find_definitions(act):
        meaning = lemmas(words(fold(d.text))[:_GENUS_WITHIN], "eng")
        until = next((i for i, w in enumerate(meaning) if i and w in _GENUS_ENDS), len(meaning))
        name = words(fold(d.term))
        head = next((i for i, w in enumerate(name) if i and w in _GENUS_ENDS), len(name))
        if head and genera.intersection(meaning[:until]):
            named.add(lemmas(name[:head], "eng")[-1])
    return frozenset(named - patterns("eng").not_heads)


_GENUS_WITHIN = 12
_GENUS_ENDS = frozenset({"of", "for", "to", "in", "by", "with", "that", "which", "who", "whose", "under", "on", "from"})
_LONGEST_INITIALS = 8


def _defines_by_list(clause: Clause) -> bool:
    """«Под организаторами понимаются:»: the items say what is meant; else they only finish the meaning."""
    return patterns(clause.language).defines_by_list.search(clause.low) is not None


def _list_ends(act: Act) -> dict[str, tuple[str, str]]:
    """For each parent, the first and the last item of its list, folded: Kazakh puts the predicate into the last."""
    ends: dict[str, tuple[str, str]] = {}
    for p in act.provisions:
        if p.kind in _LIST_ITEMS and is_read(p):
            first = ends[p.parent][0] if p.parent in ends else fold(p.text)
            ends[p.parent] = (first, fold(p.text))
    return ends


def _first_items(act: Act) -> dict[str, tuple[str, str]]:
    """For each parent the first words of its first item, folded; the second stays empty."""
    firsts: dict[str, tuple[str, str]] = {}
    for p in act.provisions:
        if p.kind in _LIST_ITEMS and p.parent not in firsts and is_read(p):
            firsts[p.parent] = (fold(p.text[:_FIRST_WORDS]), "")
    return firsts


_FIRST_WORDS = 60
_TERM_BEGINS = 80  # «В целях настоящего Закона под журналом понимается …»


def _is_defined(clause: Clause, defined: dict[str, list[int]]) -> bool:
    """Whether a definition begins at the beginning of the clause."""
    end = min(len(clause.text), _TERM_BEGINS)
    return any(0 <= start - clause.offset < end for start in defined.get(clause.provision.eid, ()))


def _clauses(
    act: Act,
    provision: Provision,
    tree: dict[str, Provision],
    leads: dict[str, Lead],
    tails: dict[str, tuple[str, str]],
) -> Iterator[Clause]:
    text, offset = own_text(act, provision)
    lead = leads.get(provision.parent) if provision.kind in _LIST_ITEMS else None
    heading = _heading(provision, tree)
    spans = sentences(text, act.language)
    for index, span in enumerate(spans):
        piece = text[span.start : span.end]
        if not _WORD.search(piece):
            continue
        low = fold(piece)
        introduces = index == len(spans) - 1 and piece.endswith(":")
        items = tails.get(provision.eid) or (tails.get(provision.parent) if provision.kind == "alinea" else None)
        main = main_clause(low, act.language)
        yield Clause(
            piece,
            low,
            main,
            offset + span.start,
            provision,
            act.language,
            lead if index == 0 else None,
            heading,
            introduces,
            (items or ("", "")) if introduces else ("", ""),
            without_quotations(main),
        )


def _heading(provision: Provision, tree: dict[str, Provision]) -> str:
    node: Provision | None = provision
    while node is not None and node.kind != "article":
        node = tree.get(node.parent)
    return fold(node.heading) if node is not None else ""


_BARE_CONDITION = frozenset(
    {"в случае", "в случаях", "при условии", "при наличии", "жағдайда", "жағдайларда", "кезде", "если", "егер", "if"}
)


def _before_party(condition: str, addressee: str) -> str:
    """A condition without the main clause that no comma parts from it: «В случае отказа заявитель вправе …»."""
    at = condition.find(addressee) if addressee else -1
    kept = condition[:at].rstrip(" ,") if at > 0 else condition
    return "" if fold(kept) in _BARE_CONDITION else kept


def _before_predicate(condition: str, clause: Clause) -> str:
    """A condition that no comma parts from the main clause ends before its subject: «При просрочке | запись вносится …»."""
    at = clause.text.find(condition) if condition else -1
    if clause.language != "rus" or not at < clause.predicate < at + len(condition) or at < 0:
        return condition
    tokens = word_spans(clause.low[at : clause.predicate])
    forms = [russian_form(t[0]) for t in tokens]
    near = range(len(tokens) - 1, max(0, len(tokens) - 6), -1)
    strict = (i for i in near if forms[i].first == "NOUN" and "nomn" in forms[i].cases and "gent" not in forms[i].cases)
    cut = next(strict, len(tokens))
    while cut > 1 and forms[cut - 1].first in {"ADJF", "PRTF"} and "nomn" in forms[cut - 1].cases:
        cut -= 1
    kept = condition[: tokens[cut - 1][2]].rstrip(" ,") if cut > 0 else condition
    return "" if fold(kept) in _BARE_CONDITION else kept


_THEIR_LEADS = (" міндетті", " құқылы", " құқылы емес", " тиіс", " құқығы бар")


def _closing_party(clause: Clause, modality: Modality) -> str:
    """«Хабарламаны: 1) …; 2) … заң консультанты беруге құқылы»: the last Kazakh item's own subject."""
    own = clause.language == "kaz" and clause.low.rstrip(" .;").endswith(_THEIR_LEADS)
    return find_addressee(clause, modality) if own else ""


def _norm(clause: Clause, act: Act, verdict: Verdict) -> Norm:
    modality, lead = verdict.modality, clause.lead
    if verdict.inherited and lead is not None:
        addressee = lead.addressee if modality not in _SILENT else ""
        body = lead.body if addressee else ""
        party = party_at_start(clause, alone=not addressee) if modality not in _SILENT else ""
        if party:
            addressee, body = party, body_of(party, act.language)
        if not addressee and modality not in _SILENT:  # «Уплата осуществляется: 1) гражданами …»
            addressee = agent_at_start(clause) or _closing_party(clause, modality)
            body = body_of(addressee, act.language) if addressee else ""
    else:
        addressee = find_addressee(clause, modality)
        if not addressee and verdict.kind == "powers" and clause.introduces and clause.predicate < 0:
            addressee = clause.text.split(",")[0].rstrip(" :")
        if not addressee and lead is not None and clause.low.rstrip(" .;").endswith(_THEIR_LEADS):
            addressee = (
                lead.addressee
            )  # «Берушілер: 1) …; 2) … бас тартуға міндетті»: the last item's verb is all items'
        body = body_of(addressee, act.language) if addressee else ""
    action, thing = action_and_object(clause) if modality not in _SILENT else ("", "")
    condition, exception = part(clause, "condition"), part(clause, "exception")
    if exception and exception in condition:
        condition = ""
    if addressee and addressee in condition:
        condition = _before_party(condition, addressee)
    else:
        condition = _before_predicate(condition, clause)
    return Norm(
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
