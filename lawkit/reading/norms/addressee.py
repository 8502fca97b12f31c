"""Whom a norm speaks to: the subject, the agent of a passive, or the one in the dative; as printed."""

from __future__ import annotations

import re

from lawkit.language import lemmas, word_spans
from lawkit.language.kazakh import is_nominative
from lawkit.language.morphology import Form, russian_form
from lawkit.model import Modality
from lawkit.reading.norms.bodies import longest_name
from lawkit.reading.norms.clauses import Clause, patterns

_LOOK = 600
_NOT_IN_GROUP = frozenset({"PREP", "VERB", "INFN", "GRND", "PRTS", "ADJS", "PRED", "ADVB", "CONJ", "PRCL"})
_SET_PHRASES = frozenset({"порядке", "срок", "сроки", "основе", "размере", "форме", "дней", "месяца", "года", "режиме"})
_Token = tuple[str, int, int]


def find_addressee(clause: Clause, modality: Modality) -> str:
    """The addressee as printed in the clause, empty when it is not stated there."""
    if modality in {"none", "definition", "principle"}:
        return ""
    if clause.language == "rus":
        return _russian(clause, modality)
    return _kazakh(clause) if clause.language == "kaz" else _english(clause)


def _words(clause: Clause, start: int, end: int) -> list[_Token]:
    return [(w, s + start, e + start) for w, s, e in word_spans(clause.main[start:end])]


def _russian(clause: Clause, modality: Modality) -> str:
    """Subject before the predicate, else the dative, else the agent; a passive's subject only suffers."""
    end = clause.predicate if clause.predicate > 0 else min(len(clause.main), _LOOK)
    before = _words(clause, max(0, end - _LOOK), end)
    behind = _words(clause, end, end + 400)
    group = _Russian(clause)
    passive = _is_passive(behind)
    if not passive:
        subject = group.find(before, "nomn") or (group.right_after(behind, "nomn") if clause.predicate >= 0 else "")
        if subject:
            return subject
    if modality in {"prohibition", "right", "duty"}:
        impersonal = clause.predicate >= 0 and patterns("rus").impersonal.match(clause.main, clause.predicate)
        dative = (
            group.find(before, "datv") or group.right_after(behind, "datv") if impersonal else ""
        ) or group.after_na(behind)
        if dative:
            return dative
        late = group.strictly(behind, "nomn") if clause.predicate >= 0 else ""
        if late:
            return late
    return group.agent(before, behind) if passive or modality == "delegation" else ""


def _is_passive(behind: list[_Token]) -> bool:
    """A predicate in -ся, or a modal word with «быть» or an infinitive in -ться."""
    if not behind:
        return False
    first = behind[0][0]
    if (
        first.endswith("ся")
        and first not in patterns("rus").acting_reflexives
        and "ется" not in {first[-4:]} - {"ется"}
    ):
        return russian_form(first).first == "VERB" and first not in {"допускается", "разрешается", "запрещается"}
    acting = patterns("rus").acting_reflexives
    return any(t[0] == "быть" or (t[0].endswith("ться") and t[0] not in acting) for t in behind[1:3]) and first not in {
        "вправе",
        "обязан",
        "обязаны",
    }


def group_at(clause: Clause, at: int) -> str:
    """The party whose name begins (Russian, English) or ends (Kazakh) at a place of the clause."""
    if clause.language == "rus":
        tokens = _words(clause, at, at + 200)[:16]
        forms = [russian_form(t[0]) for t in tokens]
        return _Russian(clause)._group(tokens, forms, 0, "ablt") if tokens else ""  # noqa: SLF001
    if clause.language == "eng":
        tokens = _words(clause, at, at + 160)
        stop = next((i for i, t in enumerate(tokens) if i and t[0] in patterns("eng").subject_stops), len(tokens))
        return clause.text[tokens[0][1] : tokens[stop - 1][2]] if tokens and stop else ""
    tokens = _words(clause, max(0, at - 200), at)
    if not tokens or not is_nominative(tokens[-1][0]) or lemmas([tokens[-1][0]], "kaz")[0] not in patterns("kaz").heads:
        return ""
    start = _kazakh_start(clause, tokens, len(tokens) - 1)
    named = longest_name([t[0] for t in tokens[start:]])
    start += max(0, named)
    return clause.text[tokens[start][1] : tokens[-1][2]]


class _Russian:
    """Finds noun groups by case whose head can act."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.rules = patterns("rus")

    def find(self, tokens: list[_Token], case: str) -> str:
        """The first group in the case that nothing before it governs."""
        forms = [russian_form(t[0]) for t in tokens]
        for i in range(len(tokens)):
            if self._starts(tokens, forms, i, case):
                group = self._group(tokens, forms, i, case)
                if group:
                    return group
        return ""

    def right_after(self, tokens: list[_Token], case: str) -> str:
        """A group right behind the predicate: «запрещается должностным лицам»."""
        rest = tokens[1:]
        while rest and russian_form(rest[0][0]).first in {"ADVB", "PRCL"}:
            rest = rest[1:]
        forms = [russian_form(t[0]) for t in rest[:12]]
        if not rest or case not in forms[0].cases or (case == "datv" and "nomn" in forms[0].cases):
            return ""
        return self._group(rest[:12], forms, 0, case)

    def strictly(self, tokens: list[_Token], case: str) -> str:
        """A group that can stand in no other case: «не вправе осуществлять эксперт»."""
        forms = [russian_form(t[0]) for t in tokens[:40]]
        for i in range(1, len(forms)):
            if forms[i].cases == {case} and forms[i - 1].first in {"INFN", "PRTS", "VERB", "NOUN"}:
                group = self._group(tokens[:40], forms, i, case)
                if group:
                    return group
        return ""

    def after_na(self, tokens: list[_Token]) -> str:
        """«возлагается на X»."""
        if not tokens or not tokens[0][0].startswith("возл"):
            return ""
        rest = tokens[1:]
        if rest and rest[0][0] == "на":
            forms = [russian_form(t[0]) for t in rest[1:13]]
            return self._group(rest[1:13], forms, 0, "accs") if forms else ""
        return ""

    def agent(self, before: list[_Token], behind: list[_Token]) -> str:
        """«осуществляется уполномоченным органом»: right behind the verb, behind a set phrase, or before the verb."""
        forms = [russian_form(t[0]) for t in behind[:40]]
        for i in range(1, len(forms)):
            ready = behind[i - 1][0] in _SET_PHRASES or forms[i - 1].first in {"ADVB", "PRCL", "INFN", "VERB", "PRTS"}
            if ready and "ablt" in forms[i].cases and forms[i].nominal and forms[i - 1].first != "PREP":
                group = self._group(behind[:40], forms[:40], i, "ablt")
                if group:
                    return group
        earlier = [russian_form(t[0]) for t in before]
        for i in range(len(before)):
            if "ablt" in earlier[i].cases and self._starts(before, earlier, i, "ablt"):
                group = self._group(before, earlier, i, "ablt")
                if group:
                    return group
        return ""

    def _starts(self, tokens: list[_Token], forms: list[Form], i: int, case: str) -> bool:
        form = forms[i]
        if case not in form.cases or form.first not in {"NOUN", "ADJF", "PRTF", "NPRO"}:
            return False
        if i == 0:
            return True
        previous = forms[i - 1]
        if _separated(self.clause, tokens[i - 1][2], tokens[i][1]):
            return True
        if previous.first == "PREP":
            return False
        if previous.first in {
            "NOUN",
            "ADJF",
            "PRTF",
            "NUMR",
        }:  # governed by the noun before it, unless its form can only be this case
            if previous.first != "NOUN":
                return form.cases.isdisjoint(previous.cases)
            return form.cases <= {case, "accs", "voct"}
        return True

    def _group(self, tokens: list[_Token], forms: list[Form], i: int, case: str) -> str:
        noun = -1
        for j in range(i, min(i + 6, len(tokens))):
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
        end = self._end(tokens, noun)
        text = self.clause.text[tokens[i][1] : end].strip(" ,")
        closing = self.clause.text[end : end + 1]
        if (closing, text.count("(") - text.count(")")) == (")", 1) or (closing == '"' and text.count('"') % 2):
            text += closing
        return text

    def _acts(self, word: str, form: Form) -> bool:
        """Whether a noun names somebody who can have duties: on the list of heads, or a living being."""
        head = lemmas([word], "rus")[0]
        first, _, last = head.rpartition("-")
        return head in self.rules.heads or last in self.rules.heads or first in self.rules.heads or form.animate

    def _end(self, tokens: list[_Token], noun: int) -> int:
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
            if form.first == "PREP" and not self.rules.subject_keeps.match(self.clause.main, begin):
                break
            last = j
        while last > noun and russian_form(tokens[last][0]).first in {"PREP", "CONJ", "PRCL"}:
            last -= 1
        return tokens[last][2]


def _separated(clause: Clause, left: int, right: int) -> bool:
    return any(c in clause.text[left:right] for c in ",;:.–—")


_KAZAKH_PASSIVE = re.compile(
    r"(?:[ыі]лады|[ыі]леді|[аәеоө]лады|[аәе]леді|[лдт][ае]н(?:ады|еді)|қойылады|жатады|тұрады|болады)$"
)
_KAZAKH_ACTIVE = frozenset({"пайдаланады", "қолданады", "ұсынады", "алады", "береді", "болады"})
_AFTER_NOT = frozenset(
    {"арқылы", "бен", "бойынша", "болып", "деп", "жөніндегі", "мен", "пен", "ретінде", "тарапынан", "туралы", "үшін"}
)


def _kazakh(clause: Clause) -> str:
    """The subject comes first and the verb last: the first noun group without a case ending whose head can act."""
    rules = patterns("kaz")
    main = clause.main.rstrip(" .;:")
    tokens = _words(clause, 0, min(len(main), 900))
    if not tokens:
        return ""
    last = word_spans(main)[-1][0]
    possessor = "құқығы" in main or "құқығ" in clause.items[1] or main.endswith(("нің", "ның"))
    if (
        _KAZAKH_PASSIVE.search(last)
        and last not in _KAZAKH_ACTIVE
        and not possessor
        and not main.endswith(("құқылы", "міндетті"))
    ):
        return ""
    forms = lemmas([t[0] for t in tokens], "kaz")
    for i, (word, _, end) in enumerate(tokens):
        if forms[i] not in rules.heads or not _kazakh_case(word, forms[i], possessor=possessor):
            continue
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if following in _AFTER_NOT or (word == "орталық" and following in {"мемлекеттік", "атқарушы"}):
            continue
        if (
            i + 1 < len(tokens)
            and not _separated(clause, end, tokens[i + 1][1])
            and _possessed(following, forms[i + 1])
        ):
            continue  # «мемлекеттік орган басшысы», «кәсіпорын қызметінің»: the later noun is the head
        if following and word == forms[i] and forms[i + 1] in rules.heads and is_nominative(following):
            owns = i + 2 < len(tokens) and _possessed(tokens[i + 2][0], forms[i + 2])
            if not owns:
                continue  # «тіркеуші орган», but not «орган | бағалаушылар палатасына»
        start = _kazakh_start(clause, tokens, i)
        return clause.text[tokens[start][1] : end]
    return ""


_CASED = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?(?:н|н[ыі]|[дт][ыі]|[ғгқк][ае]|н[ае]|[дтн][ае]н|[дт][ае]|нд[ае])")
_PARTICIPLE = re.compile(r"(?:[аеий]т[ыі]н|[ғгқк][ае]н|\w\w[ую])$")  # or a verbal noun: «ақпаратқа қол жеткізу»
_ADVERBIAL = frozenset(
    {
        "сәйкес",
        "бойынша",
        "үшін",
        "кезінде",
        "кезде",
        "жағдайда",
        "жағдайларда",
        "дейін",
        "кейін",
        "бастап",
        "туралы",
        "арқылы",
    }
)


def _kazakh_start(clause: Clause, tokens: list[_Token], head: int) -> int:
    """Where the group before a head begins: after a comma, an adverbial, or a word in another case.

    Behind a participle («басшылықты жүзеге асыратын орган») cased words belong to the group.
    """
    participle = False
    for j in range(head - 1, -1, -1):
        word = tokens[j][0]
        if _separated(clause, tokens[j][2], tokens[j + 1][1]) or word in _ADVERBIAL or head - j > 14:
            return j + 1
        participle = participle or bool(_PARTICIPLE.search(word))
        lemma = lemmas([word], "kaz")[0]
        if not participle and lemma != word and _CASED.fullmatch(word[len(lemma) :]):
            return j + 1
    return 0


_POSSESSED = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])(?:н|ның|нің|на|не|нда|нде|нан|нен|мен)?")
_PRONOUNS = frozenset({"өз", "ол", "оның", "оны", "өзі", "өзінің", "олардың", "осы", "мыналар", "өзге"})


def _possessed(word: str, lemma: str) -> bool:
    """Whether a noun has the third person ending, so that the noun before it belongs to it."""
    return (
        word != lemma
        and lemma[-1:] not in "ую"
        and word not in _PRONOUNS
        and bool(_POSSESSED.fullmatch(word[len(lemma) :]))
    )


_GENITIVE = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?(?:ның|нің|дың|дің|тың|тің)")


def _kazakh_case(word: str, lemma: str, *, possessor: bool) -> bool:
    return is_nominative(word) or (possessor and _GENITIVE.fullmatch(word[len(lemma) :]) is not None)


_DETERMINERS = frozenset({"the", "a", "an", "each", "every", "any", "no", "all", "everyone", "nobody"})
_LINKS = frozenset({"of", "and", "or", "for", "in"})


def _english(clause: Clause) -> str:
    """The noun group right before the verb, when its head can act; else the one after «by» or «by the»."""
    end = clause.predicate if clause.predicate >= 0 else min(len(clause.main), _LOOK)
    passive = re.match(
        r"(?:is|are|(?:shall|must|may|can)(?:\s+not)?\s+be)\b(?!\s+(?:entitled|obliged|required))", clause.main[end:]
    )
    subject = "" if passive else _english_group(clause, _words(clause, max(0, end - 300), end))
    if subject:
        return subject
    agent = re.search(r"\bby\s+([^,;:.]{3,80})", clause.main[end : end + 300])
    if not agent:
        return ""
    tokens = _words(clause, end + agent.start(1), end + agent.end(1))
    rules = patterns("eng")
    stop = next((i for i, t in enumerate(tokens) if i and t[0] in rules.subject_stops), len(tokens))
    forms = lemmas([t[0] for t in tokens[:stop]], "eng")
    return clause.text[tokens[0][1] : tokens[stop - 1][2]] if any(f in rules.heads for f in forms) else ""


def _english_group(clause: Clause, tokens: list[_Token]) -> str:
    """The group that ends the tokens: back over «the head of the state body» to its first determiner."""
    start = len(tokens)
    for i in range(len(tokens) - 1, -1, -1):
        if i + 1 < len(tokens) and _separated(clause, tokens[i][2], tokens[i + 1][1]):
            break
        start = i
        if tokens[i][0] in _DETERMINERS and (i == 0 or tokens[i - 1][0] not in _LINKS):
            break
    group = tokens[start:]
    stop = next((i for i, t in enumerate(group) if t[0] in _LINKS and i), len(group))
    forms = lemmas([t[0] for t in group], "eng")
    if not group or forms[max(0, stop - 1)] not in patterns("eng").heads | {"everyone", "nobody"}:
        return ""
    return clause.text[group[0][1] : group[-1][2]]
