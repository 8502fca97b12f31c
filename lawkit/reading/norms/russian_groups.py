"""Noun groups of Russian sentences by case, whose head can have duties, rights and powers."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.language.morphology import Form, russian_form
from lawkit.model import Modality
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.tokens import Token, separated

_NOT_IN_GROUP = frozenset({"PREP", "VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED", "ADVB", "CONJ", "PRCL"})
_SET_PHRASES = frozenset(
    {"раз", "сведению", "порядке", "срок", "сроки", "основе", "размере", "форме", "дней", "месяца", "года", "режиме"}
)
SUFFERS = frozenset({"подлежит", "подлежат"})
_BEARERS = (("возл", "на", "accs"), (("призна", "сохран", "оста", "закрепл"), "за", "ablt"))
_PAIR = 2
_BRACKET = 100  # a longer one is no other name
_THEIRS = frozenset({"их", "его", "ее"})
_MANNERS = _SET_PHRASES | {"объеме", "виде", "течение", "пределах"}
_CONSENTS = frozenset({"санкции", "согласия", "разрешения", "ведома", "учетом", "участием"})
_WORKS = frozenset({"деятельность", "работа", "учет", "труд", "прием", "выпуск", "сбор"})
_REMOVES = ("отстран", "освобожд", "отзыв")
_TIMES = frozenset({"после", "до", "без"})
_BY = frozenset({"по", "в", "во", "на", "через", "согласно"})
_DEED_ENDINGS = ("ние", "тие", "ция", "сия", "зия", "ка", "ча", "дача")
_ALL = frozenset({"все", "всякий", "каждый", "любой", "любые"})
_ONE = re.compile(r"(?:один|одна|одно|одн(?:им|ой|ому|ого|ими))$")
_PLURAL = re.compile(r"(?:ют|ат|ят|ут|ны|вправе)$")
_PERSON_ENDING = re.compile(r"(?:[иы]й|[иы]е)(?:ся)?$")


class RussianGroups:
    """Finds noun groups by case whose head can act."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.rules = patterns("rus")

    def find(self, tokens: list[Token], case: str) -> str:
        """The first group in the case that nothing before it governs."""
        forms = [russian_form(t[0]) for t in tokens]
        for i in range(len(tokens)):
            if self._starts(tokens, forms, i, case):
                group = self.group(tokens, forms, i, case)
                if group:
                    return group
        return ""

    def persons_before(self, before: list[Token], behind: list[Token]) -> str:
        """«При проверке лица, участвующие в деле, вправе …»: «лица» right before a predicate in the plural is its subject."""
        if not before or not behind or before[-1][0] != "лица" or not _PLURAL.search(behind[0][0]):
            return ""
        at = len(before) - 1
        while at > 0 and russian_form(before[at - 1][0]).first in {"ADJF", "PRTF"}:
            at -= 1
            if "nomn" not in russian_form(before[at][0]).cases:
                return ""  # «документы юридического лица должны …»
        return self.clause.text[before[at][1] : before[-1][2]]

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
        return self.group(rest[:12], forms, 0, case)

    def opens_with_object(self, before: list[Token]) -> bool:
        """«Регистрацию объединений, палат осуществляет Министерство»: the object stands first, the subject last."""
        return bool(before) and agreed([russian_form(t[0]) for t in before[:5]], 0) == {"accs"}

    def behind_deed(self, before: list[Token], behind: list[Token]) -> str:
        """«Учет могут вести граждане», «Главой не может быть лицо …»: object or role first, the subject behind the infinitive."""
        forms = [russian_form(t[0]) for t in before[:5]]
        first: frozenset[str] = agreed(forms, 0) if before else frozenset()
        if first & {"nomn", "gent"} or not first & {"accs", "ablt"}:
            return ""
        noun = next((i for i, f in enumerate(forms) if f.first == "NOUN"), 0)
        if "accs" not in first and not self._acts(before[noun][0], forms[noun]):
            return ""  # «Формами участия могут быть товарищества»
        at = next((i for i, t in enumerate(behind[:5]) if russian_form(t[0]).first == "INFN"), 0)
        return self.right_after(behind[at:], "nomn") if at else ""

    def charged(self, before: list[Token]) -> bool:
        """Whether the words begin with a group that only stands in the dative: «Акимам областей: …»."""
        cases = agreed([russian_form(t[0]) for t in before[:5]], 0) if before else frozenset()
        return "datv" in cases and "nomn" not in cases

    def persons(self, before: list[Token], behind: list[Token]) -> str:
        """Those who are subject to something, named last: «проверке подлежат все работники»."""
        if not before or "datv" not in agreed([russian_form(t[0]) for t in before], 0):
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
            last = i - 2 if forms[i - 1].first == "PRCL" and i > 1 else i - 1  # «обязаны соблюдать также работники»
            if self.clause.text[tokens[i][1] - 1] in '«"':
                continue  # «обозначение «участник торгов»»
            kind = forms[last].first
            only = (
                forms[i].cases if kind in {"VERB", "NOUN"} else agreed(forms, i)
            )  # «могут вести совершеннолетние граждане»
            if only == {case} and kind in {"INFN", "PRTS", "VERB", "NOUN"}:
                group = self.group(tokens[:40], forms, i, case)
                if group:
                    return group
        return ""

    def bearer(self, tokens: list[Token], modality: Modality) -> str:
        """«возлагается на X», of a right «признается за X»."""
        for stems, preposition, case in _BEARERS if modality == "right" else _BEARERS[:1]:
            if len(tokens) > 1 and tokens[0][0].startswith(stems) and tokens[1][0] == preposition:
                rest = tokens[2:14]
                if rest and rest[0][0].startswith(("кажд", "люб")):
                    rest = rest[1:]
                return self.group(rest, [russian_form(t[0]) for t in rest], 0, case) if rest else ""
        return ""

    def holder(self, before: list[Token], behind: list[Token]) -> str:
        """«За участником сохраняется право …»: whose the right stays."""
        if not behind or len(before) < _PAIR or before[0][0] != "за" or not behind[0][0].startswith(_BEARERS[1][0]):
            return ""
        return self.group(before[1:], [russian_form(t[0]) for t in before[1:]], 0, "ablt")

    def agent(self, before: list[Token], behind: list[Token]) -> str:
        """«осуществляется уполномоченным органом»: right behind the verb, behind a set phrase, or before the verb."""
        forms = [russian_form(t[0]) for t in behind[:40]]
        for i in range(1, len(forms)):
            suffers = (
                i in {2, 3} and behind[0][0] in SUFFERS and "datv" in forms[i - 1].cases
            )  # «подлежит рассмотрению судом»
            ready = (
                suffers
                or behind[i - 1][0] in _SET_PHRASES
                or (behind[i - 1][0] in _THEIRS and i == 2)
                or forms[i - 1].first in {"ADVB", "PRCL", "INFN", "VERB", "PRTS"}
                or "PRTS" in forms[i - 1].parts  # «может быть отменен органом»
            )
            if ready and "ablt" in forms[i].cases and forms[i].nominal and forms[i - 1].first != "PREP":
                group = self.group(behind[:40], forms[:40], i, "ablt")
                if group:
                    return group
        distant = self._far(behind[:40], forms)
        if distant:
            return distant
        earlier = [russian_form(t[0]) for t in before]
        means = len(forms) > 1 and forms[1].cases == {"ablt"} and behind[1][0] not in {"путем", "посредством"}
        for i in range(len(before)):
            apart = i > 0 and separated(self.clause, before[i - 1][2], before[i][1])
            if i and not apart and earlier[i - 1].first == "NOUN" and self._in_passing(before, earlier, i - 1):
                continue  # «При составлении экспертом заключения …»: the deed is another
            if i and behind and behind[0][0] in SUFFERS and earlier[i - 1].first == "NOUN":
                continue  # «Суммы за просрочку уплаты взноса плательщиком подлежат возврату»: the delay is his
            if (
                "ablt" not in earlier[i].cases
                or "datv" in agreed(earlier, i)
                or (i and (earlier[i - 1].first == "PRTF" or self._holds(before, earlier, i)))
            ):
                continue  # «Государственным служащим … возмещается вред»: the dative receives
            if i and not apart and self._is_governed(before, earlier, i):
                continue
            if i and means and earlier[i - 1].first == "NOUN" and "loct" not in earlier[i - 1].cases:
                return ""  # «Поддержка избирателями удостоверяется сбором подписей»: the deed is theirs, not the verb
            if self._starts(before, earlier, i, "ablt"):
                group = self.group(before, earlier, i, "ablt")
                if group:
                    return group
        return ""

    def _far(self, tokens: list[Token], forms: list[Form]) -> str:
        """An agent behind the verb's other words: «подается в министерство лицом», «ведется на основании акта органом»."""
        for i in range(2, len(forms)):
            last = i - 2 if tokens[i - 1][0] in _THEIRS else i - 1
            if "ablt" not in forms[i].cases or forms[last].first != "NOUN" or agreed(forms, i) != {"ablt"}:
                continue
            if separated(self.clause, tokens[last][2], tokens[i][1]) or not self._free(tokens, forms, last):
                continue
            if self._is_governed(tokens, forms, i):
                continue
            group = self.group(tokens, forms, i, "ablt")
            if group:
                return group
        return ""

    def _free(self, tokens: list[Token], forms: list[Form], last: int) -> bool:
        """Whether the words up to `last` hang on the verb and hold no deed of their own: not «со дня внесения | органом»."""
        deeds: set[int] = set()
        at = last
        while at > 0 and forms[at].first not in {"VERB", "PRTS", "INFN"} and "PRTS" not in forms[at].parts:
            if separated(self.clause, tokens[at - 1][2], tokens[at][1]):
                return False
            if forms[at].first == "PREP":
                if tokens[at + 1][0] not in _MANNERS and tokens[at + 2][0] not in _MANNERS:
                    return self._hangs(tokens, at, last in deeds)  # «в полном объеме» says nothing of what is before it
            elif forms[at].first == "GRND":
                return False
            elif forms[at].first == "NOUN" and self._is_deed(tokens[at][0]):
                deeds.add(at)
            at -= 1
        return not deeds

    def _hangs(self, tokens: list[Token], at: int, deed: bool) -> bool:
        """Whether a preposition's words can stand between a verb and its agent."""
        preposition = tokens[at][0]
        if preposition in {"о", "об"}:
            return tokens[at - 1][0].startswith("закон")
        if preposition in {"с", "со"}:
            return tokens[at + 1][0] in _CONSENTS
        if preposition == "от":
            return tokens[0][0].startswith(_REMOVES)
        return preposition == "к" or (preposition in _BY and not deed)

    def _is_governed(self, tokens: list[Token], forms: list[Form], i: int) -> bool:
        """«руководство комиссией», «назначение опекуном», «признание лица участником»: the noun before wants the case."""
        before = lemmas([tokens[i - 1][0]], "rus")[0]
        if before in self.rules.ruling_nouns:
            return True
        noun = next((j for j in range(i, min(i + 3, len(forms))) if forms[j].first == "NOUN"), i)
        if not forms[noun].animate:
            return False
        named = i > 1 and forms[i - 1].animate and lemmas([tokens[i - 2][0]], "rus")[0] in self.rules.naming_nouns
        return before in self.rules.naming_nouns or named

    def _in_passing(self, tokens: list[Token], forms: list[Form], last: int) -> bool:
        """Whether the words up to `last` name a deed that only sets the time or the case."""
        at, deed = last, False
        while at > 0 and forms[at].first in {"NOUN", "ADJF"}:
            if separated(self.clause, tokens[at - 1][2], tokens[at][1]):
                return False
            deed = deed or self._is_deed(tokens[at][0])
            at -= 1
        if forms[at].first != "PREP" or not deed:
            return False
        if tokens[at][0] == "при" or (tokens[at][0] == "в" and tokens[at + 1][0].startswith("случа")):
            return True
        return tokens[at][0] in _TIMES and self._is_deed(tokens[last][0])

    def own_deed(self, tokens: list[Token]) -> str:
        """Who does a deed that only its own subject can do: «присутствие участников не допускается»."""
        forms = [russian_form(t[0]) for t in tokens[:40]]
        for i in range(len(forms) - 1):
            if forms[i].first == "NOUN" and lemmas([tokens[i][0]], "rus")[0] in self.rules.own_deeds:
                named = self.group(tokens[:40], forms, i + 1, "gent")
                if named and (not i or forms[i - 1].first != "PREP"):
                    return named
        return ""

    def deed_done_by(self, behind: list[Token]) -> str:
        """«не допускается использование претендентом записей»: the agent right behind the forbidden deed."""
        forms = [russian_form(t[0]) for t in behind[:12]]
        for i in range(2, len(forms)):
            if forms[i].first == "PREP":
                return ""
            if forms[i - 1].first == "NOUN" and "ablt" in forms[i].cases and agreed(forms, i) == {"ablt"}:
                named = self.group(behind[:12], forms, i, "ablt")
                if named:
                    return named  # «запрещается пользование записями участниками»
        return ""

    def _is_deed(self, word: str) -> bool:
        lemma = lemmas([word], "rus")[0]
        return lemma.endswith(_DEED_ENDINGS) and lemma not in self.rules.results

    def _is_work(self, tokens: list[Token], i: int) -> bool:
        """Whether the noun that follows is a deed or an activity: «организация деятельности», not «организация города»."""
        if i >= len(tokens) or separated(self.clause, tokens[i - 1][2], tokens[i][1]):
            return False
        lemma = lemmas([tokens[i][0]], "rus")[0]
        return lemma in _WORKS or (lemma.endswith("ние") and lemma not in self.rules.results)

    def _starts(self, tokens: list[Token], forms: list[Form], i: int, case: str) -> bool:
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
            if j > i and forms[j].first == "PREP" and tokens[j][0] == "из" and _ONE.match(tokens[j - 1][0]):
                return self._of_several(tokens, forms, i, j)
            if case not in forms[j].cases or forms[j].first in _NOT_IN_GROUP:
                return ""
            if forms[j].first == "ADJF" and self._names_next(tokens, forms, j, case):
                continue  # «рабочая неделя», «рабочий орган»: the noun says who it is
            if forms[j].first in {"NOUN", "NPRO"} or self._acts(tokens[j][0], forms[j]):
                noun = j
                break
        if noun < 0:
            return ""
        while not self._acts(tokens[noun][0], forms[noun]):  # «физическое лицо» after an apposition
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
        return f"{self.clause.text[tokens[i][1] : tokens[preposition][2]]} {named}" if named else ""

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
        kinds = {"ADJF", "PRTF", "NUMR"}
        if after is None or before is None or before.first not in kinds or after.first not in kinds:
            return False
        return case in after.cases and case in before.cases

    def _acts(self, word: str, form: Form) -> bool:
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
            self._acts(t[0], f) for t, f in zip(tokens[j : j + 4], forms[1:], strict=False) if "ablt" in f.cases
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
