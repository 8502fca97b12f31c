"""Whom a norm speaks to: the subject, the agent of a passive, or the one in the dative; as printed."""

from __future__ import annotations

from lawkit.language import lemmas
from lawkit.language.kazakh import is_nominative
from lawkit.language.morphology import russian_form
from lawkit.model import Modality
from lawkit.reading.norms.addressee_russian import russian_addressee
from lawkit.reading.norms.bodies import longest_name
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.russian_groups import RussianGroups
from lawkit.reading.norms.tokens import tokens_of


def find_addressee(clause: Clause, modality: Modality) -> str:
    """The addressee as printed in the clause, empty when it is not stated there."""
    if modality in {"none", "definition", "principle"}:
        return ""
    if clause.language == "rus":
        return russian_addressee(clause, modality)
    if clause.language == "kaz":
        from lawkit.reading.norms.addressee_kazakh import kazakh_addressee  # with its patterns, where they are asked

        return kazakh_addressee(clause)
    from lawkit.reading.norms.addressee_english import english_addressee

    return english_addressee(clause)


def group_at(clause: Clause, at: int) -> str:
    """The party whose name begins (Russian, English) or ends (Kazakh) at a place of the clause."""
    if clause.language == "rus":
        tokens = tokens_of(clause, at, at + 200)[:16]
        forms = [russian_form(t[0]) for t in tokens]
        return RussianGroups(clause).group(tokens, forms, 0, "ablt") if tokens else ""
    if clause.language == "eng":
        tokens = tokens_of(clause, at, at + 160)
        stop = next((i for i, t in enumerate(tokens) if i and t[0] in patterns("eng").subject_stops), len(tokens))
        return clause.text[tokens[0][1] : tokens[stop - 1][2]] if tokens and stop else ""
    from lawkit.reading.norms.kazakh_groups import kazakh_start

    tokens = tokens_of(clause, max(0, at - 200), at)
    if not tokens or not is_nominative(tokens[-1][0]) or lemmas([tokens[-1][0]], "kaz")[0] not in patterns("kaz").heads:
        return ""
    start = kazakh_start(clause, tokens, len(tokens) - 1)
    named = longest_name([t[0] for t in tokens[start:]])
    start += max(0, named)
    return clause.text[tokens[start][1] : tokens[-1][2]]
