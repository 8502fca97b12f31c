"""Rule-making that a law hands over: which act is to be issued, by whom, said outright or in passing.

Outright: «Уполномоченный орган утверждает правила ведения реестра». In passing: «в порядке, определяемом уполномоченным
органом», «уәкілетті орган айқындаған тәртіппен», “in the manner determined by the authorised body”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawkit.language import fold
from lawkit.model import Act, Norm, Span
from lawkit.reading.norms.addressee import group_at
from lawkit.reading.norms.bodies import body_of
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.reader import find_norms


@dataclass(frozen=True, slots=True)
class Delegation:
    """An act to be issued. `act` are the words that name it, `issuer` who issues it; the span points into Act.body."""

    source: str  # eid
    span: Span
    act: str
    issuer: str
    body: str = ""  # id in rules/bodies.yaml
    outright: bool = True


def _what(norm: Norm, text: str) -> str:
    """The act's name: the object of an active verb, the subject of a passive one («Порядок … определяется …»)."""
    if norm.action.endswith("ся"):
        return text[: text.find(norm.action)].strip(" ,")
    return f"{norm.action} {norm.object}".strip()


def find_delegations(act: Act, norms: Sequence[Norm] | None = None) -> tuple[Delegation, ...]:
    """Every delegation of rule-making in an act, in order; `norms` spares reading them again.

    Rule-making «установленном законодательством» or by law is no delegation: only a named body counts.
    """
    found: list[Delegation] = []
    tree = {p.eid: p for p in act.provisions}
    for norm in find_norms(act) if norms is None else norms:
        if norm.modality == "delegation" and norm.addressee:
            what = _what(norm, norm.span.of(act.body))
            found.append(Delegation(norm.source, norm.span, what, norm.addressee, norm.body))
        text = norm.span.of(act.body)
        low = fold(text)
        clause = Clause(text, low, low, norm.span.start, tree[norm.source], act.language)
        for match in patterns(act.language).embedded_delegation.finditer(low):
            before = act.language == "kaz"
            issuer = group_at(clause, match.start("verb") if before else match.start("issuer"))
            if not issuer:
                continue
            words = text[match.start("act") : match.end("act") if before else match.start("issuer")].strip(" ,")
            span = Span(norm.span.start + match.start(), norm.span.start + match.end() + (0 if before else len(issuer)))
            found.append(Delegation(norm.source, span, words, issuer, body_of(issuer, act.language), outright=False))
    return tuple(found)
