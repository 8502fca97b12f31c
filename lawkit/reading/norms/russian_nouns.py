"""Where a Russian noun group begins and ends, and whether its head can have duties, rights and powers."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.language.morphology import Form, russian_form
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.tokens import Token, separated

_NOT_IN_GROUP = frozenset({"PREP", "VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED", "ADVB", "CONJ", "PRCL"})
_BRACKET = 100  # a longer one is no other name
_WORKS = frozenset({"деятельность", "работа", "учет", "труд", "прием", "выпуск", "сбор"})
_DEED_ENDINGS = ("ние", "тие", "ция", "сия", "зия", "ка", "ча", "дача")
_ONE = re.compile(r"(?:один|одна|одно|одн(?:им|ой|ому|ого|ими)|(?:кажд|люб)(?:ый|ой|ая|ое|ого|ому|ым))$")


class NounGroups:
    """Noun groups of one clause, as printed."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.rules = patterns("rus")

    def is_deed(self, word: str) -> bool:
        """Whether a noun names a deed: «внесение», «выдача»."""
        lemma = lemmas([word], "rus")[0]
        return lemma.endswith(_DEED_ENDINGS) and lemma not in self.rules.results

    def _is_work(self, tokens: list[Token], i: int) -> bool:
        """Whether the noun that follows is a deed or an activity: «организация деятельности», not «организация города»."""
        if i >= len(tokens) or separated(self.clause, tokens[i - 1][2], tokens[i][1]):
            return False
        lemma = lemmas([tokens[i][0]], "rus")[0]
        return lemma in _WORKS or (lemma.endswith("ние") and lemma not in self.rules.results)

    def starts(self, tokens: list[Token], forms: list[Form], i: int, case: str) -> bool:
        """Whether a group in the case can begin at a place: nothing before it governs the word."""
        form = forms[i]
        if case not in form.cases or form.first not in {"NOUN", "ADJF", "PRTF", "NPRO"}:
            return False
        if tokens[i][0] == "суда" and case == "nomn":
            return False  # the court's, no ships
        if i == 0:
            return True
        if "gent" in form.cases and any(
            f.first == "ADJF" and "gent" in f.cases and case not in f.cases for f in forms[max(0, i - 4) : i]
        ):
            return False  # «в интересах одного и того же лица первое обращение …»
        previous = forms[i - 1]
        if separated(self.clause, tokens[i - 1][2], tokens[i][1]):
            return True
        if previous.first == "PREP" or tokens[i - 1][0] == "республики":
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
            return agreed(forms, i) <= {case, "accs", "voct"}
        return True

    def group(self, tokens: list[Token], forms: list[Form], i: int, case: str) -> str:
        """The group that begins at a place, as printed; empty where its head cannot act or has another case."""
        noun = -1
        for j in range(i, min(i + 7, len(tokens))):
            if j > i and forms[j].first == "CONJ" and self._joins(forms, j, case):
                continue  # «физическими и (или) юридическими лицами»
            if tokens[j][0].startswith("кажд") and j + 1 < len(tokens) and forms[j + 1].first in {"NOUN", "ADJF"}:
                continue  # «каждый лист» is nobody, «каждый из участников» is
            if _ONE.match(tokens[j][0]) and j + 1 < len(tokens) and tokens[j + 1][0] == "из":
                continue  # «каждая из сторон»
            if j > i and forms[j].first == "PREP" and tokens[j][0] == "из" and _ONE.match(tokens[j - 1][0]):
                return self._of_several(tokens, forms, i, j)
            if case not in forms[j].cases or forms[j].first in _NOT_IN_GROUP:
                return ""
            if forms[j].first == "ADJF" and self._names_next(tokens, forms, j, case):
                continue  # «рабочая неделя», «рабочий орган»: the noun says who it is
            if forms[j].first in {"NOUN", "NPRO"} or self.acts(tokens[j][0], forms[j]):
                noun = j
                break
        if noun < 0:
            return ""
        while not self.acts(tokens[noun][0], forms[noun]):  # «физическое лицо» after an apposition
            if noun + 1 >= len(tokens) or forms[noun + 1].first != "NOUN" or forms[noun + 1].cases != {case}:
                return ""
            if separated(self.clause, tokens[noun][2], tokens[noun + 1][1]):
                return ""  # «протоколом, подписанным председателем, членами комиссии»
            noun += 1
        if tokens[noun][0].startswith("организаци") and self._is_work(tokens, noun + 1):
            return ""  # «организацией деятельности»
        end = self._end(tokens, noun, case)
        text = self.clause.text[tokens[i][1] : end].strip(" ,")
        closing = self.clause.text[end : end + 1]
        opened = (closing, text.count("(") - text.count(")")) == (")", 1) or (closing == '"' and text.count('"') % 2)
        if opened or (closing == "»" and text.count("«") > text.count("»")):
            text += closing
        return text if text.count("(") <= text.count(")") else self._with_bracket(text, tokens[i][1])

    def _with_bracket(self, text: str, begin: int) -> str:
        """A group to the end of the bracket a comma stands in, «стороны (заказчик, исполнитель)», or up to the bracket."""
        opened = begin + text.rindex("(")
        closed = self.clause.text.find(")", opened, opened + _BRACKET)
        if closed < 0 or "(" in self.clause.text[opened + 1 : closed]:
            return text[: text.rindex("(")].rstrip()
        return self.clause.text[begin : closed + 1]

    def _names_next(self, tokens: list[Token], forms: list[Form], j: int, case: str) -> bool:
        """Whether an adjective is no person but belongs to the noun right behind it."""
        if j + 1 >= len(tokens) or separated(self.clause, tokens[j][2], tokens[j + 1][1]):
            return False
        return forms[j + 1].first == "NOUN" and case in forms[j + 1].cases and "gent" not in forms[j + 1].cases

    def _of_several(self, tokens: list[Token], forms: list[Form], i: int, preposition: int) -> str:
        """«одним из правообладателей», «один из супругов»."""
        named = self.group(tokens, forms, preposition + 1, "gent") if preposition + 1 < len(tokens) else ""
        if not named:  # «каждый из них»
            return self.clause.text[tokens[i][1] : tokens[i][2]] if tokens[i][0].startswith("кажд") else ""
        return f"{self.clause.text[tokens[i][1] : tokens[preposition][2]]} {named}"

    def holds(self, tokens: list[Token], forms: list[Form], i: int) -> bool:
        """Whether an adjective of another case stands around a word: «совершенные лицом преступления»."""
        before = forms[i - 1]
        if before.first != "ADJF" or "ablt" in before.cases or self.acts(tokens[i - 1][0], before):
            return False
        return not separated(self.clause, tokens[i - 1][2], tokens[i][1])

    def _joins(self, forms: list[Form], j: int, case: str) -> bool:
        """Whether «и», «или» stand between two adjectives of one case."""
        after = next((f for f in forms[j + 1 :] if f.first != "CONJ"), None)
        before = next((f for f in reversed(forms[:j]) if f.first != "CONJ"), None)
        kinds = {"ADJF", "PRTF", "NUMR"}
        if after is None or before is None or before.first not in kinds or after.first not in kinds:
            return False
        return case in after.cases and case in before.cases

    def acts(self, word: str, form: Form) -> bool:
        """Whether a noun names somebody who can have duties: on the list of heads, or a living being."""
        if word == "людьми":
            return False  # «торговля людьми», «управление людьми»: what is dealt with
        head = lemmas([word], "rus")[0]
        first, _, last = head.rpartition("-")
        return head in self.rules.heads or last in self.rules.heads or first in self.rules.heads or form.animate

    def _is_means(self, tokens: list[Token], j: int) -> bool:
        """Whether a second group in the instrumental begins right behind a noun: it tells how, not who."""
        forms = [russian_form(t[0]) for t in tokens[j - 1 : j + 4]]
        if forms[0].first != "NOUN" or forms[1].first not in {"NOUN", "ADJF"} or agreed(forms, 1) != {"ablt"}:
            return False
        if lemmas([tokens[j - 1][0]], "rus")[0] in self.rules.ruling_nouns:
            return False  # «органами управления образованием»
        return not any(
            self.acts(t[0], f) for t, f in zip(tokens[j : j + 4], forms[1:], strict=False) if "ablt" in f.cases
        )

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
            governed = russian_form(tokens[j - 1][0]).first == "PREP"
            if form.first == "NOUN" and form.cases == {"datv"} and case != "datv" and not governed:
                break  # «направляются управляющим должнику»
            if form.first == "NOUN" and form.cases == {"ablt"} and case == "datv":
                break  # «служащему государством гарантируются …»
            if case in {"ablt", "nomn"} and not governed and self._is_means(tokens, j):
                break  # «комиссией большинством голосов», «комитетом открытым голосованием»
            if form.first == "PREP" and not self.rules.subject_keeps.match(self.clause.main, begin):
                break
            last = j
        while last > noun and russian_form(tokens[last][0]).first in {"PREP", "CONJ", "PRCL"}:
            last -= 1
        return tokens[last][2]


def agreed(forms: list[Form], i: int) -> frozenset[str]:
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
