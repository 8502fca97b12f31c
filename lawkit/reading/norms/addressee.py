"""Whom a norm speaks to: the subject, the agent of a passive, or the one in the dative; as printed."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.language.kazakh import is_nominative
from lawkit.language.morphology import Form, russian_form
from lawkit.model import Modality
from lawkit.reading.norms.addressee_english import english_addressee
from lawkit.reading.norms.addressee_kazakh import kazakh_addressee
from lawkit.reading.norms.bodies import longest_name
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.kazakh_groups import kazakh_start
from lawkit.reading.norms.tokens import Token, separated, tokens_of

_LOOK = 600
_NOT_IN_GROUP = frozenset({"PREP", "VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED", "ADVB", "CONJ", "PRCL"})
_SET_PHRASES = frozenset(
    {"раз", "сведению", "порядке", "срок", "сроки", "основе", "размере", "форме", "дней", "месяца", "года", "режиме"}
)


def find_addressee(clause: Clause, modality: Modality) -> str:
    """The addressee as printed in the clause, empty when it is not stated there."""
    if modality in {"none", "definition", "principle"}:
        return ""
    if clause.language == "rus":
        return _russian(clause, modality)
    return kazakh_addressee(clause) if clause.language == "kaz" else english_addressee(clause)


def _russian(clause: Clause, modality: Modality) -> str:
    """Subject before the predicate, else the dative, else the agent; a passive's subject only suffers."""
    end = clause.predicate if clause.predicate >= 0 else min(len(clause.main), _LOOK)
    before = tokens_of(clause, max(0, end - _LOOK), end)
    behind = tokens_of(clause, end, end + 400)
    group = _Russian(clause)
    passive = _is_passive(behind)
    competent = _competent(clause, group)
    if competent:
        return competent
    if behind and behind[0][0] in _SUFFERS:  # «Аттестации подлежат все гражданские служащие»
        subject = group.persons(before, behind)
        if subject:
            return subject
    deed = clause.predicate >= 0 and _DEED_IS_SUBJECT.match(clause.main, clause.predicate)
    if not passive and not deed:
        late = group.right_after(behind, "nomn") if clause.predicate >= 0 and group.opens_with_object(before) else ""
        subject = (
            late or group.find(before, "nomn") or (group.right_after(behind, "nomn") if clause.predicate >= 0 else "")
        )
        subject = subject or group.named_by_deed(before)
        if subject:
            return subject
    if modality in {"prohibition", "right", "duty"}:
        impersonal = clause.predicate >= 0 and patterns("rus").impersonal.match(clause.main, clause.predicate)
        dative = (
            group.receiver(before, behind) or group.right_after(behind, "datv") if impersonal else ""
        ) or group.after_na(behind)
        if dative:
            return dative
        acts = group.agent(before, behind) if passive and _DONE_BY.search(behind[0][0]) else ""
        if acts:
            return acts
        late = group.strictly(behind, "nomn") if clause.predicate >= 0 else ""
        if late:
            return late
    if deed:  # «Использование ключей другими лицами не допускается»
        return group.agent(before, [])
    return group.agent(before, behind) if passive or modality == "delegation" else ""


def _is_passive(behind: list[Token]) -> bool:
    """A predicate in -ся, or a modal word with «быть» or an infinitive in -ться."""
    if not behind:
        return False
    if behind[0][0] == "не" and len(behind) > 1:
        behind = behind[1:]
    first = behind[0][0]
    if first in _SUFFERS:
        return True
    if (
        first.endswith("ся")
        and first not in patterns("rus").acting_reflexives
        and "ется" not in {first[-4:]} - {"ется"}
    ):
        return russian_form(first).first == "VERB" and first not in {"допускается", "разрешается", "запрещается"}
    acting = patterns("rus").acting_reflexives
    participle = any(russian_form(t[0]).first == "PRTS" for t in behind[2:6])  # not «может быть членом»
    return any(
        (t[0] == "быть" and participle) or (t[0].endswith("ться") and t[0] not in acting) for t in behind[1:3]
    ) and first not in {
        "вправе",
        "обязан",
        "обязаны",
    }


_DEED_IS_SUBJECT = re.compile(r"(?:не\s+)?(?:допуска|разреша|запреща|воспреща)[а-я]+ся\b")
_DONE_BY = re.compile(r"^(?!назнач|избира|счита|призна).*ся$")  # «председателем назначается заместитель» has no agent
_SUFFERS = frozenset({"подлежит", "подлежат"})
_ALL = frozenset({"все", "всякий", "каждый", "любой", "любые"})
_PERSON_ENDING = re.compile(r"(?:[иы]й|[иы]е)(?:ся)?$")
_COMPETENCE = re.compile(
    r"\bк\s+(?:исключительной\s+)?(?:компетенции|ведению|полномочиям|функциям)\s+(?=[^:]{3,200}\bотнос)"
)


def _competent(clause: Clause, group: _Russian) -> str:
    """«К компетенции палаты относятся:»: whose competence it is."""
    found = _COMPETENCE.search(clause.main, 0, 200) if clause.introduces else None
    if not found:
        return ""
    tokens = tokens_of(clause, found.end(), found.end() + 200)[:14]
    stop = next((i for i, t in enumerate(tokens) if t[0].startswith("отнес") or t[0].startswith("относ")), len(tokens))
    tokens = tokens[:stop]
    forms = [russian_form(t[0]) for t in tokens]
    return group._group(tokens, forms, 0, "gent") if tokens else ""  # noqa: SLF001


def agent_at_start(clause: Clause) -> str:
    """The agent that an item of a list names first: «… осуществляется: 1) физическими лицами, …»; Russian only."""
    if clause.language != "rus" or not clause.text[:1].islower():
        return ""
    tokens = tokens_of(clause, 0, 200)[:12]
    forms = [russian_form(t[0]) for t in tokens[:6]]
    strict = next((f for f in forms if f.first == "NOUN"), None)
    if not tokens or tokens[0][1] > 0 or strict is None or strict.cases - {"ablt"} or "ablt" not in forms[0].cases:
        return ""
    forms = [russian_form(t[0]) for t in tokens]
    return _Russian(clause)._group(tokens, forms, 0, "ablt")  # noqa: SLF001


def group_at(clause: Clause, at: int) -> str:
    """The party whose name begins (Russian, English) or ends (Kazakh) at a place of the clause."""
    if clause.language == "rus":
        tokens = tokens_of(clause, at, at + 200)[:16]
        forms = [russian_form(t[0]) for t in tokens]
        return _Russian(clause)._group(tokens, forms, 0, "ablt") if tokens else ""  # noqa: SLF001
    if clause.language == "eng":
        tokens = tokens_of(clause, at, at + 160)
        stop = next((i for i, t in enumerate(tokens) if i and t[0] in patterns("eng").subject_stops), len(tokens))
        return clause.text[tokens[0][1] : tokens[stop - 1][2]] if tokens and stop else ""
    tokens = tokens_of(clause, max(0, at - 200), at)
    if not tokens or not is_nominative(tokens[-1][0]) or lemmas([tokens[-1][0]], "kaz")[0] not in patterns("kaz").heads:
        return ""
    start = kazakh_start(clause, tokens, len(tokens) - 1)
    named = longest_name([t[0] for t in tokens[start:]])
    start += max(0, named)
    return clause.text[tokens[start][1] : tokens[-1][2]]


class _Russian:
    """Finds noun groups by case whose head can act."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.rules = patterns("rus")

    def find(self, tokens: list[Token], case: str) -> str:
        """The first group in the case that nothing before it governs."""
        forms = [russian_form(t[0]) for t in tokens]
        for i in range(len(tokens)):
            if self._starts(tokens, forms, i, case):
                group = self._group(tokens, forms, i, case)
                if group:
                    return group
        return ""

    def receiver(self, before: list[Token], behind: list[Token]) -> str:
        """Who is forbidden or allowed, in the dative; not whom a noun governs («передача третьим лицам запрещается»)."""
        deed = any(russian_form(t[0]).first == "INFN" for t in behind[1:5])
        found = self.find(before, "datv")
        if not found or deed:
            return found
        forms = [russian_form(t[0]) for t in before]
        at = next((i for i, t in enumerate(before) if self.clause.text[t[1] :].startswith(found)), 0)
        return "" if at and forms[at - 1].first == "NOUN" else found

    def right_after(self, tokens: list[Token], case: str) -> str:
        """A group right behind the predicate: «запрещается должностным лицам»."""
        rest = tokens[1:]
        while rest and russian_form(rest[0][0]).first in {"ADVB", "PRCL"}:
            rest = rest[1:]
        forms = [russian_form(t[0]) for t in rest[:12]]
        if not rest or case not in forms[0].cases or (case == "datv" and "nomn" in forms[0].cases):
            return ""
        return self._group(rest[:12], forms, 0, case)

    def opens_with_object(self, before: list[Token]) -> bool:
        """«Регистрацию объединений, палат осуществляет Министерство»: the object stands first, the subject last."""
        return bool(before) and _agreed([russian_form(t[0]) for t in before[:5]], 0) == {"accs"}

    def persons(self, before: list[Token], behind: list[Token]) -> str:
        """Those who are subject to something, named last: «проверке подлежат все работники»."""
        if not before or "datv" not in _agreed([russian_form(t[0]) for t in before], 0):
            return ""
        rest = behind[1:]
        while rest and rest[0][0] in _ALL:
            rest = rest[1:]
        return self.right_after([behind[0], *rest], "nomn")

    def named_by_deed(self, before: list[Token]) -> str:
        """A participle that names a person: «Аттестуемый может …», «Проверяемые обязаны …»."""
        if len(before) != 1 or not _PERSON_ENDING.search(before[0][0]) or russian_form(before[0][0]).first != "PRTF":
            return ""
        return self.clause.text[before[0][1] : before[0][2]]

    def strictly(self, tokens: list[Token], case: str) -> str:
        """A group that can stand in no other case: «не вправе осуществлять эксперт»."""
        forms = [russian_form(t[0]) for t in tokens[:40]]
        for i in range(1, len(forms)):
            if forms[i].cases == {case} and forms[i - 1].first in {"INFN", "PRTS", "VERB", "NOUN"}:
                group = self._group(tokens[:40], forms, i, case)
                if group:
                    return group
        return ""

    def after_na(self, tokens: list[Token]) -> str:
        """«возлагается на X»."""
        if not tokens or not tokens[0][0].startswith("возл"):
            return ""
        rest = tokens[1:]
        if rest and rest[0][0] == "на":
            forms = [russian_form(t[0]) for t in rest[1:13]]
            return self._group(rest[1:13], forms, 0, "accs") if forms else ""
        return ""

    def agent(self, before: list[Token], behind: list[Token]) -> str:
        """«осуществляется уполномоченным органом»: right behind the verb, behind a set phrase, or before the verb."""
        forms = [russian_form(t[0]) for t in behind[:40]]
        for i in range(1, len(forms)):
            suffers = (
                i in {2, 3} and behind[0][0] in _SUFFERS and "datv" in forms[i - 1].cases
            )  # «подлежит рассмотрению судом»
            ready = (
                suffers
                or behind[i - 1][0] in _SET_PHRASES
                or forms[i - 1].first in {"ADVB", "PRCL", "INFN", "VERB", "PRTS"}
            )
            if ready and "ablt" in forms[i].cases and forms[i].nominal and forms[i - 1].first != "PREP":
                group = self._group(behind[:40], forms[:40], i, "ablt")
                if group:
                    return group
        earlier = [russian_form(t[0]) for t in before]
        means = len(forms) > 1 and forms[1].cases == {"ablt"} and behind[1][0] not in {"путем", "посредством"}
        for i in range(len(before)):
            if (
                "ablt" not in earlier[i].cases
                or "datv" in _agreed(earlier, i)
                or (i and (earlier[i - 1].first == "PRTF" or self._holds(before, earlier, i)))
            ):
                continue  # «Государственным служащим … возмещается вред»: the dative receives
            if i and means and earlier[i - 1].first == "NOUN" and "loct" not in earlier[i - 1].cases:
                return ""  # «Поддержка избирателями удостоверяется сбором подписей»: the deed is theirs, not the verb
            if self._starts(before, earlier, i, "ablt"):
                group = self._group(before, earlier, i, "ablt")
                if group:
                    return group
        return ""

    def _starts(self, tokens: list[Token], forms: list[Form], i: int, case: str) -> bool:
        form = forms[i]
        if case not in form.cases or form.first not in {"NOUN", "ADJF", "PRTF", "NPRO"}:
            return False
        if i == 0:
            return True
        previous = forms[i - 1]
        if separated(self.clause, tokens[i - 1][2], tokens[i][1]):
            return True
        if previous.first == "PREP":
            return False
        if previous.first in {
            "NOUN",
            "ADJF",
            "PRTF",
            "NUMR",
            "CONJ",
        }:  # governed by the noun before it, unless its form can only be this case
            if previous.first not in {"NOUN", "CONJ"}:
                return form.cases.isdisjoint(previous.cases)
            return _agreed(forms, i) <= {case, "accs", "voct"}
        return True

    def _group(self, tokens: list[Token], forms: list[Form], i: int, case: str) -> str:
        noun = -1
        for j in range(i, min(i + 7, len(tokens))):
            if j > i and forms[j].first == "CONJ" and self._joins(forms, j, case):
                continue  # «физическими и (или) юридическими лицами»
            if tokens[j][0].startswith("кажд") and j + 1 < len(tokens) and forms[j + 1].first in {"NOUN", "ADJF"}:
                continue  # «каждый лист» is nobody, «каждый из участников» is
            if case not in forms[j].cases or forms[j].first in _NOT_IN_GROUP:
                return ""
            if forms[j].first in {"NOUN", "NPRO"} or self._acts(tokens[j][0], forms[j]):
                noun = j
                break
        if noun < 0:
            return ""
        while not self._acts(tokens[noun][0], forms[noun]):  # «физическое лицо» after an apposition
            if noun + 1 >= len(tokens) or forms[noun + 1].first != "NOUN" or forms[noun + 1].cases != {case}:
                return ""
            noun += 1
        end = self._end(tokens, noun, case)
        text = self.clause.text[tokens[i][1] : end].strip(" ,")
        closing = self.clause.text[end : end + 1]
        if (closing, text.count("(") - text.count(")")) == (")", 1) or (closing == '"' and text.count('"') % 2):
            text += closing
        return text

    def _holds(self, tokens: list[Token], forms: list[Form], i: int) -> bool:
        """Whether an adjective of another case stands around a word: «совершенные лицом преступления»."""
        before = forms[i - 1]
        if before.first != "ADJF" or "ablt" in before.cases or self._acts(tokens[i - 1][0], before):
            return False
        return not separated(self.clause, tokens[i - 1][2], tokens[i][1])

    def _joins(self, forms: list[Form], j: int, case: str) -> bool:
        """Whether «и», «или» stand between two adjectives of one case."""
        after = next((f for f in forms[j + 1 :] if f.first != "CONJ"), None)
        before = next((f for f in reversed(forms[:j]) if f.first != "CONJ"), None)
        kinds = {"ADJF", "PRTF"}
        if after is None or before is None or before.first not in kinds or after.first not in kinds:
            return False
        return case in after.cases and case in before.cases

    def _acts(self, word: str, form: Form) -> bool:
        """Whether a noun names somebody who can have duties: on the list of heads, or a living being."""
        head = lemmas([word], "rus")[0]
        first, _, last = head.rpartition("-")
        return head in self.rules.heads or last in self.rules.heads or first in self.rules.heads or form.animate

    def _end(self, tokens: list[Token], noun: int, case: str) -> int:
        """The end of the group: before a comma, a verb, a stop word or a preposition that opens an adverbial."""
        last = noun
        for j in range(noun + 1, len(tokens)):
            word, begin, _ = tokens[j]
            between = self.clause.text[tokens[j - 1][2] : begin]
            if between.strip(' ()"«»/') or len(between) > 4:
                break
            form = russian_form(word)
            if word in self.rules.subject_stops or form.first in {
                "VERB",
                "INFN",
                "GRND",
                "PRTS",
                "ADJS",
                "PRED",
                "ADVB",
            }:
                break
            if form.first == "NOUN" and form.cases == {"ablt"} and case == "datv":
                break  # «служащему государством гарантируются …»
            if form.first == "PREP" and not self.rules.subject_keeps.match(self.clause.main, begin):
                break
            last = j
        while last > noun and russian_form(tokens[last][0]).first in {"PREP", "CONJ", "PRCL"}:
            last -= 1
        return tokens[last][2]


def _agreed(forms: list[Form], i: int) -> frozenset[str]:
    """The cases that an adjective and its noun share: «уполномоченным органом» is only one."""
    cases = forms[i].cases
    if forms[i].first not in {"ADJF", "PRTF"}:
        return cases
    for form in forms[i + 1 : i + 5]:
        if form.first == "CONJ":
            continue
        if form.first not in {"ADJF", "PRTF", "NOUN"} or not cases & form.cases:
            break
        cases &= form.cases
        if form.first == "NOUN":
            break
    return cases
