"""Whom an English norm speaks to: the noun group before the verb, or the agent behind «by»."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.reading.norms.bodies import body_of
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.tokens import Token, separated, tokens_of

_LOOK = 600
_DETERMINERS = frozenset({"the", "a", "an", "each", "every", "any", "no", "all", "everyone", "nobody"})
_LINKS = frozenset({"of", "and", "or", "for", "in"})


_PASSIVE = re.compile(
    r"may\s+not\s+be\s+required|(?:need|needs|has|have|ought)\s+to\s+be\b|(?:is|are|(?:shall|must|may|can|should)(?:\s+not)?\s+be|cannot\s+be)\b"
    r"(?!\s+(?:not\s+)?(?:\w+ly\s+)?(?:(?:not\s+)?to\s+(?!be\b)|under\s+(?:an?|the|no)\s|required\s+to\b|exempt|free\s+to\b|empowered|in\s+(?:the|its|their|his)\s+right\b|entitled|obliged|obligated|required|bound|authori[sz]ed|prohibited|forbidden|permitted|allowed|liable|subject|responsible)\b)"
)
_AGENT = re.compile(
    r"\b(?:by|(?:duty|obligation|responsibility|task)\s+of|(?:unlawful|illegal|prohibited|forbidden|permitted|allowed|permissible|inadmissible|mandatory|obligatory|necessary|sufficient)\s+for|(?:imposed|conferred|lies|rests?)\s+(?:up)?on|(?:assigned|entrusted|delegated)\s+to|vested\s+in)\s+([^,;:.]{3,80})"
)
_OF_PARTIES = re.compile(  # what only somebody can be or have: the subject is a party whatever its noun
    r"(?:has|have|shall\s+have|enjoys?)\s+(?:the\s+|an?\s+|no\s+)?(?:\w+\s+)?(?:rights?|duty|obligation)\b"
    r"|(?:is|are|shall\s+be)\s+(?:not\s+)?(?:\w+ly\s+)?(?:entitled|obliged|obligated|bound|authori[sz]ed|empowered|free\s+to|under\s+(?:an?|the|no)\s+(?:duty|obligation))\b"
    r"|(?:shall|must|may)\s+(?:not\s+)?(?:have\s+the\s+right|have\s+no\s+right|undertake)\b|undertakes?\s+to\b"
)
_ASIDE = frozenset({"not", "no", "also", "however", "having", "as", "immediately", "annually", "together"})
_NOBODYS = frozenset({"it", "there", "this", "that", "which", "these", "those", "such"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "whom"})
_GERUND = re.compile(r"\w{3,}(?:ing|ed)$")


_PAPERS = frozenset(
    {"decision", "order", "resolution", "act", "law", "agreement", "contract", "ruling"}
)  # “by a court decision”
_NOBODY = re.compile(r"no\s+(?!right)((?:[a-z]+\s+){0,3}?[a-z]+)\s+(?:shall|may|can|must)\b")


_WHOSE = re.compile(
    r"\b(?:competence|jurisdiction|powers|functions|duties|rights|obligations|tasks|responsibilities)(?:\s+and\s+\w+)?\s+of\s+(?P<who>(?:the\s+)?[^:;.]{3,160}?)"
    r"\s+(?:(?:shall\s+)?(?:include|comprise|cover)s?|(?:is|are|shall\s+be)(?:\s+(?:as\s+follows|the\s+following))?)\b[^:;.]{0,60}:$"
)


_PARTICIPLE = re.compile(r"\b(?:[a-z]+ed|set|made|given|drawn|laid|taken|held|put|borne|incurred)\s+$")
_NEAR = 5  # words of a verb and its adverbs


def _another_deed(by: re.Match[str]) -> bool:
    """“shall be removed within the time limits set [by the akimat]”: the agent of another participle."""
    before = by.string[: by.start()]
    return _PARTICIPLE.search(before) is not None and len(before.split()) > _NEAR


def _whose(clause: Clause) -> str:
    """The body whose functions a lead-in lists: “the competence of the agency includes:”."""
    found = _WHOSE.search(clause.main.rstrip()) if clause.introduces else None
    if not found:
        return ""
    forms = lemmas(re.split(r"\s+", re.split(r"\s(?:of|in|for)\s", found["who"])[0].strip()), "eng")
    return clause.text[slice(*found.span("who"))] if can_act(forms[-1], clause) else ""


def english_addressee(clause: Clause) -> str:
    """The noun group before the verb, when its head can act; of a passive the agent («by …», «imposed on …»)."""
    whose = _whose(clause)
    if whose:
        return whose
    end = clause.predicate if clause.predicate >= 0 else min(len(clause.main), _LOOK)
    subject = ""
    none = _NOBODY.match(clause.main, end)
    if none and (not _PASSIVE.match(clause.main, none.end() - len(none.group().split()[-1])) or _acts(none[1], clause)):
        return clause.text[none.start(1) : none.end(1)]
    if not _PASSIVE.match(clause.main, end):
        party = _OF_PARTIES.match(clause.main, end) is not None
        subject = _group(clause, tokens_of(clause, max(0, end - 300), end), party=party)
    if subject:
        return subject
    end = max(0, clause.predicate)
    agent = next(
        (m for m in _AGENT.finditer(clause.main[end : end + 400]) if clause.predicate < 0 or not _another_deed(m)), None
    )
    if not agent:
        return ""
    tokens = tokens_of(clause, end + agent.start(1), end + agent.end(1))
    rules = patterns("eng")
    stop = next(
        (i for i, t in enumerate(tokens) if i and (t[0] in rules.subject_stops or t[0].endswith("ly"))), len(tokens)
    )
    noun = next((i for i, t in enumerate(tokens[:stop]) if i and t[0] == "of"), stop)  # not “by decision of the court”
    forms = lemmas([t[0] for t in tokens[:noun]], "eng")
    if not forms or forms[-1] in _PAPERS or not any(can_act(f, clause) for f in forms):
        return ""
    return clause.text[tokens[0][1] : tokens[stop - 1][2]]


def can_act(noun: str, clause: Clause) -> bool:
    """Whether an English noun (its lemma) names somebody: by the list, by its ending, or because the act says so."""
    rules = patterns("eng")
    if noun in rules.heads or noun in clause.initials:
        return True
    return noun not in rules.not_heads and rules.head_endings.search(noun) is not None


def _acts(group: str, clause: Clause) -> bool:
    """Whether the last noun of a printed group can act."""
    return can_act(lemmas(group.split(), "eng")[-1], clause)


def _group(clause: Clause, tokens: list[Token], *, party: bool = False) -> str:
    """The noun group before the verb; before that, what stands between commas may be an adverbial or a participle.

    «The court, having accepted the claim, notifies», «The holder is obliged, no later than two days before …, to notify».
    """
    while tokens:
        start = next((i for i in range(len(tokens) - 1, 0, -1) if separated(clause, tokens[i - 1][2], tokens[i][1])), 0)
        found = _party(clause, tokens[start:], party=party)
        first = tokens[start][0]
        aside = first in _ASIDE or first in patterns("eng").subject_stops or _GERUND.match(first)
        if found or not aside:
            return found
        tokens = tokens[:start]
    return ""


def _party(clause: Clause, group: list[Token], *, party: bool = False) -> str:
    """The first noun group of a stretch, when its head can act: «the operator [within 24 hours]»."""
    stops = patterns("eng").subject_stops
    first = next((i for i, t in enumerate(group) if t[0] in _DETERMINERS), 0)
    if first and group[0][0] not in stops:
        first = 0  # «Owners of the platform»
    group = group[first:]
    stop = next(
        (
            i
            for i, t in enumerate(group)
            if i and (t[0] in _LINKS | _RELATIVES | stops or (i > 1 and _GERUND.match(t[0])))
        ),
        len(group),
    )
    if stop > 1 and group[stop - 1][0].endswith("ly"):  # “organizations independently [determine]”
        stop -= 1
    forms = lemmas([t[0] for t in group[:stop]], "eng")
    if not forms or forms[-1] in _NOBODYS or group[0][0] in stops:
        return ""
    known = party or forms[-1] in {"everyone", "nobody"} or can_act(forms[-1], clause)
    if not known and not body_of(clause.text[group[0][1] : group[stop - 1][2]], "eng"):
        return ""
    end = next((i for i, t in enumerate(group) if i and t[0] in stops), len(group))
    if end < len(group):  # “an applicant who is aggrieved [by a refusal]”: without a clause that is cut short
        end = next((i for i, t in enumerate(group[:end]) if i and t[0] in _RELATIVES), end)
    if end > 1 and group[end - 1][0].endswith("ly"):
        end -= 1
    return clause.text[group[0][1] : group[end - 1][2]]
