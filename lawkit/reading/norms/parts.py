"""Condition, exception, sanction, action and object of a clause: stretches of its own words."""

from __future__ import annotations

import re

from lawkit.language import lemmas, word_spans
from lawkit.language.morphology import russian_form
from lawkit.reading.norms.clauses import Clause, patterns

_OBJECT_END = re.compile(
    r"[;:]|,\s|\s(?:в\s+течение|в\s+порядке|в\s+соответствии|не\s+позднее|согласно|на\s+основании|в\s+срок|при|within|in\s+accordance|pursuant)\b|\.$"
)


_KAZAKH_HELPERS = frozenset(
    {"асыру", "ету", "беру", "болу", "алу", "тұру", "салу", "қою", "міндетті", "құқылы", "тиіс"}
)
_ENGLISH_HELPERS = frozenset(
    {
        "shall",
        "must",
        "may",
        "can",
        "should",
        "cannot",
        "not",
        "be",
        "is",
        "are",
        "to",
        "has",
        "have",
        "the",
        "a",
        "right",
        "obliged",
        "entitled",
    }
)


def part(clause: Clause, name: str) -> str:
    """The first stretch that the pattern `name` (condition, exception, sanction) finds, as printed.

    Where the language says the ground last (Kazakh), the pattern finds the end and the stretch reaches back to the comma.
    """
    rules = patterns(clause.language)
    match = getattr(rules, name).search(clause.low)
    if not match:
        return ""
    start = match.start()
    if rules.reach_back:
        start = max(clause.low.rfind(c, 0, start) for c in ",;:.") + 1
    return clause.text[start : match.end()].strip(" ,.;:")


def is_negated(clause: Clause) -> bool:
    """Whether the main clause denies: «не допускается», «жол берілмейді», “shall not”."""
    return bool(patterns(clause.language).negation.search(clause.main))


def action_and_object(clause: Clause) -> tuple[str, str]:
    """The deed (infinitive or verb) and what it is done to, as printed; empty where no verb is found."""
    start = max(0, clause.predicate)
    if clause.language == "kaz":
        return _kazakh_action(clause)
    tokens = [(w, s + start, e + start) for w, s, e in word_spans(clause.main[start : start + 300])]
    if clause.language == "eng":
        deed = next((t for t in tokens if t[0] not in _ENGLISH_HELPERS), None)
    else:
        infinitive = next((t for t in tokens[:12] if russian_form(t[0]).first == "INFN" and t[0] != "быть"), None)
        deed = infinitive or next((t for t in tokens if russian_form(t[0]).first in {"VERB", "PRTS", "INFN"}), None)
    if deed is None:
        return "", ""
    rest = clause.low[deed[2] :]
    end = _OBJECT_END.search(rest)
    stop = deed[2] + (end.start() if end else len(rest))
    return clause.text[deed[1] : deed[2]], clause.text[deed[2] : stop].strip(" ,.;:")


_ACCUSATIVE = re.compile(r"(?:[лдт][ае]р)?(?:(?:ы|і|сы|сі)?н|(?:[ыі]|с[ыі])?н[ыі]|[дт][ыі])")


def _kazakh_action(clause: Clause) -> tuple[str, str]:
    """The verb at the end, with its helper («жүзеге асырады»), and the accusative group before it."""
    tokens = word_spans(clause.main.rstrip(" .;:"))
    if not tokens:
        return "", ""
    forms = lemmas([t[0] for t in tokens[-8:]], "kaz")
    tail = tokens[-8:]
    helped = len(tail) > 1 and forms[-1] in _KAZAKH_HELPERS
    if not helped and forms[-1][-1] not in "ую":
        return "", ""
    first = len(tail) - 2 if helped else len(tail) - 1
    start, end = tail[first][1], tail[-1][2]
    for i in range(first - 1, -1, -1):
        if any(c in clause.text[tail[i][2] : tail[i + 1][1]] for c in ",;:"):
            break
        if tail[i][0] != forms[i] and _ACCUSATIVE.fullmatch(tail[i][0][len(forms[i]) :]):
            begin = max(0, i - 3)
            return clause.text[start:end], clause.text[tail[begin][1] : tail[i][2]]
    return clause.text[start:end], ""
