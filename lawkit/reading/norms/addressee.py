"""Whom a norm speaks to: the subject, the agent of a passive, or the one in the dative; as printed."""

from __future__ import annotations

import re

from lawkit.language import lemmas, word_spans
from lawkit.language.morphology import russian_form
from lawkit.model import Modality
from lawkit.reading.norms.clauses import Clause, patterns

_LOOK = 400
_NOT_SUBJECT = frozenset({"PREP", "VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED", "ADVB", "CONJ", "PRCL"})


def find_addressee(clause: Clause, modality: Modality) -> str:
    """The addressee as printed in the clause, empty when it is not stated there."""
    if modality in {"none", "definition", "principle"}:
        return ""
    if clause.language == "rus":
        return _russian(clause, modality)
    return _kazakh(clause) if clause.language == "kaz" else _english(clause)


def _words(clause: Clause, start: int, end: int) -> list[tuple[str, int, int]]:
    return [(w, s + start, e + start) for w, s, e in word_spans(clause.main[start:end])]


def _russian(clause: Clause, modality: Modality) -> str:
    end = clause.predicate if clause.predicate > 0 else min(len(clause.main), _LOOK)
    subject = _russian_group(clause, max(0, end - _LOOK), end, "nomn")
    if subject:
        return subject
    if modality in {"prohibition", "right", "duty"}:
        dative = _russian_group(clause, max(0, end - _LOOK), end, "datv") or _russian_group(
            clause, end, end + 160, "datv", skip_verb=True
        )
        if dative:
            return dative
    return _russian_group(clause, end, end + 300, "ablt", skip_verb=True)


def _russian_group(clause: Clause, start: int, end: int, case: str, *, skip_verb: bool = False) -> str:
    """A noun group in the case whose first noun is one that can act; without prepositions before it."""
    heads = patterns(clause.language).heads
    tokens = _words(clause, start, end)
    forms = [russian_form(t[0]) for t in tokens]
    for i, (word, begin, _) in enumerate(tokens):
        form = forms[i]
        if skip_verb and i == 0:
            continue
        if case not in form.cases or form.first not in {"NOUN", "ADJF", "PRTF", "NPRO"}:
            continue
        if i and forms[i - 1].first == "PREP":
            continue
        if (
            i
            and forms[i - 1].nominal
            and not _separated(clause, tokens[i - 1][2], begin)
            and forms[i - 1].first == "NOUN"
        ):
            continue  # governed by the noun before it
        noun = next(
            (
                j
                for j in range(i, min(i + 5, len(tokens)))
                if forms[j].first in {"NOUN", "NPRO"} or tokens[j][0] in heads
            ),
            None,
        )
        if noun is None or any(forms[j].first in _NOT_SUBJECT for j in range(i, noun)):
            continue
        if case not in forms[noun].cases or lemmas([tokens[noun][0]], "rus")[0] not in heads:
            continue
        return clause.text[begin : _russian_group_end(clause, tokens, forms_index=noun, limit=end)].strip(" ,")
    return ""


def _separated(clause: Clause, left: int, right: int) -> bool:
    return any(c in clause.text[left:right] for c in ",;:.–—")


def _russian_group_end(clause: Clause, tokens: list[tuple[str, int, int]], forms_index: int, limit: int) -> int:
    """The end of the group: before a comma, a verb, a stop word or a preposition that opens an adverbial."""
    rules = patterns(clause.language)
    last = forms_index
    for j in range(forms_index + 1, len(tokens)):
        word, begin, _ = tokens[j]
        between = clause.text[tokens[j - 1][2] : begin]
        if any(c in between for c in ";:.–—") or clause.main[begin - 1 : begin] == "\0":
            break
        if "," in between or between.strip(' ()"«»') not in {""}:
            break
        if len(between) > 1 + len(between.strip()) + 2:
            break  # a blanked clause lies between
        form = russian_form(word)
        if word in rules.subject_stops or form.first in {"VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED", "ADVB"}:
            break
        if form.first == "PREP" and not rules.subject_keeps.match(clause.main, begin):
            break
        last = j
    while last > forms_index and russian_form(tokens[last][0]).first in {"PREP", "CONJ", "PRCL"}:
        last -= 1
    return min(tokens[last][2], limit)


def _kazakh(clause: Clause) -> str:
    """The first noun group without a case ending whose head can act (the subject comes first, the verb last)."""
    heads = patterns("kaz").heads
    tokens = _words(clause, 0, min(len(clause.main), _LOOK))
    forms = lemmas([t[0] for t in tokens], "kaz")
    for i, (word, _, end) in enumerate(tokens):
        if forms[i] not in heads or not _kazakh_nominative(word, forms[i]):
            continue
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if following in {"туралы", "бойынша", "үшін", "арқылы", "ретінде", "болып", "деп", "мен", "пен", "бен"}:
            continue
        if i + 1 < len(tokens) and forms[i + 1] in heads and not _separated(clause, end, tokens[i + 1][1]):
            continue  # «мемлекеттік орган басшысы»: the later noun is the head
        start = 0
        for j in range(i - 1, -1, -1):
            if _separated(clause, tokens[j][2], tokens[j + 1][1]):
                start = j + 1
                break
        return clause.text[tokens[start][1] : end]
    return ""


def _kazakh_nominative(word: str, lemma: str) -> bool:
    rest = word[len(lemma) - 1 :]
    return re.fullmatch(r".?(?:лар|лер|дар|дер|тар|тер)?(?:ы|і|сы|сі)?", rest) is not None


def _english(clause: Clause) -> str:
    """The words before the modal verb, when their head can act; else «by X» after it."""
    rules = patterns("eng")
    end = clause.predicate if clause.predicate > 0 else min(len(clause.main), _LOOK)
    tokens = _words(clause, 0, end)
    forms = lemmas([t[0] for t in tokens], "eng")
    stop = next((i for i, t in enumerate(tokens) if t[0] in rules.subject_stops), len(tokens))
    if any(forms[i] in rules.heads for i in range(stop)):
        return clause.text[tokens[0][1] : tokens[stop - 1][2]]
    agent = re.search(r"\bby\s+(?:the\s+|an?\s+)?([^,;:.]{3,80})", clause.main[end:])
    if agent:
        tokens = _words(clause, end + agent.start() + 3, end + agent.end())
        forms = lemmas([t[0] for t in tokens], "eng")
        stop = next((i for i, t in enumerate(tokens) if i and t[0] in rules.subject_stops), len(tokens))
        if any(forms[i] in rules.heads for i in range(stop)):
            return clause.text[tokens[0][1] : tokens[stop - 1][2]]
    return ""
