"""Who is meant in a Russian sentence: noun groups by case and place, and the agents of what is done."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.language.morphology import Form, russian_form
from lawkit.model import Modality
from lawkit.reading.norms.russian_nouns import NounGroups, agreed
from lawkit.reading.norms.tokens import Token, separated

_SET_PHRASES = frozenset(
    {"раз", "сведению", "порядке", "срок", "сроки", "основе", "размере", "форме", "дней", "месяца", "года", "режиме"}
)
SUFFERS = frozenset({"подлежит", "подлежат"})
_BEARERS = (("возл", "на", "accs"), (("призна", "сохран", "оста", "закрепл"), "за", "ablt"))
_PAIR = 2
_THEIRS = frozenset({"их", "его", "ее"})
_MANNERS = _SET_PHRASES | {"объеме", "виде", "течение", "пределах"}
_CONSENTS = frozenset({"санкции", "согласия", "разрешения", "ведома", "учетом", "участием"})
_REMOVES = ("отстран", "освобожд", "отзыв")
_TIMES = frozenset({"после", "до", "без"})
_BY = frozenset({"по", "в", "во", "на", "через", "согласно"})
_ALL = frozenset({"все", "всякий", "каждый", "любой", "любые"})
_PLURAL = re.compile(r"(?:ют|ат|ят|ут|ны|вправе)$")
_PERSON_ENDING = re.compile(r"(?:[иы]й|[иы]е)(?:ся)?$")


class RussianGroups(NounGroups):
    """Finds noun groups by case whose head can act."""

    def find(self, tokens: list[Token], case: str) -> str:
        """The first group in the case that nothing before it governs."""
        forms = [russian_form(t[0]) for t in tokens]
        for i in range(len(tokens)):
            if self.starts(tokens, forms, i, case):
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
        if "accs" not in first and not self.acts(before[noun][0], forms[noun]):
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
                or (i and (earlier[i - 1].first == "PRTF" or self.holds(before, earlier, i)))
            ):
                continue  # «Государственным служащим … возмещается вред»: the dative receives
            if i and not apart and self._is_governed(before, earlier, i):
                continue
            if i and means and earlier[i - 1].first == "NOUN" and "loct" not in earlier[i - 1].cases:
                return ""  # «Поддержка избирателями удостоверяется сбором подписей»: the deed is theirs, not the verb
            if self.starts(before, earlier, i, "ablt"):
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
            elif forms[at].first == "NOUN" and self.is_deed(tokens[at][0]):
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
            deed = deed or self.is_deed(tokens[at][0])
            at -= 1
        if forms[at].first != "PREP" or not deed:
            return False
        if tokens[at][0] == "при" or (tokens[at][0] == "в" and tokens[at + 1][0].startswith("случа")):
            return True
        return tokens[at][0] in _TIMES and self.is_deed(tokens[last][0])

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
