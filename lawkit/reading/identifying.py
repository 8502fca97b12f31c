"""«X признается Y», «X является Y», «X представляет собой Y», «Y X болып табылады»: when such a sentence defines.

Many sentences with these words define nothing («Целью Закона является …», «негіз болып табылады»). One defines when Y
has the genus of X, or a genus of its own with a clause that tells it from others. Lists of words: definitions.yaml.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from lawkit.language import fold, lemmas, word_spans, words
from lawkit.language.kazakh import is_nominative
from lawkit.language.morphology import russian_form
from lawkit.reading.defining import Rules, Unit, ancestors, rules_of
from lawkit.reading.identifying_kazakh import after_genus, behind_heading


class Place(NamedTuple):
    """Where a term and its meaning stand in a unit; read like a match with the groups `term` and `text`."""

    term: tuple[int, int]
    text: tuple[int, int]
    whole: str

    def start(self, name: str) -> int:
        """Where a group begins."""
        return self.term[0] if name == "term" else self.text[0]

    def end(self, name: str) -> int:
        """Where a group ends."""
        return self.term[1] if name == "term" else self.text[1]

    def group(self) -> str:
        """The whole sentence, folded."""
        return self.whole


def nominative(word: str) -> bool:
    """Whether a Russian word can be the nominative of a noun group."""
    form = russian_form(word)
    return form.nominal and "nomn" in form.cases and form.first in {"NOUN", "ADJF", "PRTF"}


def _instrumental(term: list[str]) -> bool:
    """Whether a noun group stands in the instrumental: «цифровой» is it in «цифровой записью», not in «цифровой знак»."""
    form = russian_form(term[0])
    if form.first == "ADVB":  # «частично автоматизированной является …»
        return True
    if not form.nominal or "ablt" not in form.cases:
        return False
    cases = form.cases
    for word in term[1:4] if form.first in {"ADJF", "PRTF"} else ():
        following = russian_form(word)
        if following.first not in {"ADJF", "PRTF", "NOUN"} or not cases & following.cases:
            break
        cases &= following.cases
        if following.first == "NOUN":
            break
    return "ablt" in cases and "nomn" not in cases


def _nouns(seen: list[str]) -> list[str]:
    return [w for w in seen if russian_form(w).first == "NOUN"]


def _same_genus(term: list[str], meaning: list[str]) -> bool:
    """Whether a head of the term (its nouns in the instrumental) is the first noun in the nominative of the meaning."""
    genus = [w for w in _nouns(meaning) if "nomn" in russian_form(w).cases][:1]
    heads = [w for w in _nouns(term) if "ablt" in russian_form(w).cases]
    if genus and lemmas(genus, "rus")[0] in lemmas(heads, "rus"):
        return True
    if len(term) < 3 or not any(russian_form(w).first == "PRTF" for w in term[1:3]):
        return False  # «Лицом, подавшим заявку, является собственник или лицо, …»
    others = [w for w in _nouns(meaning[:10]) if "nomn" in russian_form(w).cases]
    return bool(heads) and lemmas(heads[:1], "rus")[0] in lemmas(others, "rus")


def same_genus_named(term: list[str], meaning: list[str]) -> bool:
    """Whether a term's head opens its meaning again: «сводный учет – учет итогов за период»."""
    head = next((w for w in term if russian_form(w).first == "NOUN"), "")
    genus = next((w for w in meaning[:3] if russian_form(w).first == "NOUN"), "")
    return (
        bool(head) and head != term[0] and lemmas([head], "rus") == lemmas([genus or " "], "rus") and len(meaning) > 2
    )


def told_apart(meaning: str, rules: Rules) -> bool:
    """Whether a clause distinguishes: «…, который …», «…, чьи …», a participle that says more than «указанный»."""
    for clause in (words(c)[:3] for c in meaning.split(",")[1:]):
        if not clause or clause[0].startswith(rules.not_distinguishing):
            continue
        relative = any(w.startswith(("котор", "чьи", "чья", "чье", "чей")) for w in clause)
        if relative or "PRTF" in russian_form(clause[0]).parts:
            return True
    return False


def deems(unit: Unit, match: re.Match[str]) -> bool:
    """«X признается Y»: X in the instrumental, Y a noun group in the nominative that is no list."""
    if unit.act.language != "rus":
        return True
    rules = rules_of("rus")
    term, meaning = words(match["term"]), words(match["text"][:200])
    listed = match["text"].rstrip().endswith(":")
    if not term or len(meaning) < (2 if listed else 3) or "также" in term:
        return False
    if meaning[0] == "и":  # «… признается и одно действие, содержащее …»
        meaning = meaning[1:]
    deed = _genus(meaning) in rules.deeds  # «опасным рецидивом признается совершение лицом: …»
    if listed and not deed and not (_genus(meaning) in rules.genera and told_apart(match["text"], rules)):
        return False
    if not _instrumental(term) or not nominative(meaning[0]):
        return False
    nouns = _nouns(term)
    if not nouns:  # «Длящимся признается правонарушение, которое …»
        return len(term) <= 3 and all(_instrumental([w]) for w in term) and told_apart(match["text"], rules)
    if _same_genus(term, meaning) or lemmas(nouns[:1], "rus")[0] not in rules.not_identified:
        return True
    named = russian_form(term[0]).first == "ADJF" and not term[0].startswith(rules.not_named)
    return named and told_apart(match["text"], rules)  # «природными объектами признаются системы, сохранившие …»


def identified(unit: Unit, rules: Rules) -> re.Match[str] | Place | None:
    """The sentence that begins the unit, when it says what its subject is."""
    if unit.act.language == "kaz":
        return _kazakh(unit, rules)
    if unit.act.language != "rus":
        return None
    head = unit.low[:300]
    if " явля" in head:
        found = rules.identified.match(unit.low)
        if found and _identifies(unit, found, rules):
            return found
    if any(mark in unit.low[-90:] for mark in (" явля", " призна", " имену", " называ")):
        found = rules.named.match(unit.low)
        if found and _names(found, rules):
            return found
        found = rules.classed.match(unit.low)
        if found and _classes(unit, found, rules):
            return found
    if any(mark in head for mark in (" явля", " представля", " означа", " есть ")):
        for pattern in rules.described:
            found = pattern.match(unit.low)
            if found and _describes(found, rules):
                return found
    return None


def _identifies(unit: Unit, match: re.Match[str], rules: Rules) -> bool:
    """«X является Y»: X in the instrumental; Y the same genus as X, or a genus with a distinguishing clause."""
    term, meaning = words(match["term"]), words(match["text"][:300])
    quantified = bool(meaning) and meaning[0] in {"все", "любой", "любая", "любое", "любые"}
    if len(term) > 14 or not meaning or not _instrumental(term) or not (quantified or nominative(meaning[0])):
        return False
    if _same_genus(term, meaning):  # but «рабочим органом является уполномоченный орган области» only appoints
        appoints = _genus(meaning) in {"орган", "организация"}
        return not appoints or told_apart(_BRACKETED.sub(" ", match["text"]), rules)
    nouns = _nouns(term)
    if nouns and nouns[0] == "сферой" and _genus(meaning) == "область" and told_apart(match["text"], rules):
        return True
    if nouns and lemmas(nouns[:1], "rus")[0] in rules.not_identified:
        told = (
            nouns[0] in {"датой", "днем", "местом"} or _genus(meaning) == "лицо"
        )  # «владельцем является лицо, на имя которого …»
        if russian_form(term[0]).first == "ADJF" and _genus(meaning) in {"лицо", "гражданин"}:
            return told_apart(match["text"], rules)  # «частным оценщиком является гражданин, получивший лицензию»
        return told and ", " in match["text"] and _relative(match["text"])
    if match["text"].rstrip().endswith(":"):  # «… комплекс мер, направленных на …:» tells apart before its list
        return told_apart(match["text"], rules)
    if rules.heading.search(fold(next((p.heading for p in ancestors(unit) if p.kind == "article"), ""))):
        return True
    if _genus(meaning) in rules.genera | rules.deeds and len(meaning) >= 4:
        return True
    return told_apart(match["text"], rules)


_BRACKETED = re.compile(r"\([^()]{0,400}\)")
_WHICH = re.compile(r",\s(?:(?:один|одна|одно|доступ)\s[а-я]+\s)?котор|,\sчь[иеяё]")


def _names(match: re.Match[str], rules: Rules) -> bool:
    """«Ресурсы, которые …, являются общедоступными»: a genus told apart, then the adjective that names it."""
    called = " называ" in match.group() or " имену" in match.group()
    apart = _WHICH.search(match["text"]) is not None or (called and told_apart(f"{match['text']},", rules))
    if match["term"].startswith(rules.not_named) or not apart:
        return False
    told = words(match["text"][:60])
    return bool(told) and nominative(told[0]) and russian_form(match["term"]).first == "ADJF"


def _classes(unit: Unit, match: re.Match[str], rules: Rules) -> bool:
    """«Ресурс, размещенный в сети, признается интернет-ресурсом»: told apart, then the name that the act goes on to use."""
    term, told = words(match["term"]), words(match["text"][:120])
    nouns = [w for w in term if "ablt" in russian_form(w).cases and russian_form(w).first == "NOUN"]
    if (
        not nouns
        or nouns[0] != term[-1]
        or not told
        or not nominative(told[0])
        or match["term"].startswith(rules.not_named)
    ):
        return False
    if not (told_apart(match["text"], rules) or _WHOSE.search(match["text"])) or any(
        russian_form(w).first == "VERB" for w in _outside(match["text"])
    ):
        return False
    heading = next((p.heading for p in ancestors(unit) if p.kind == "article"), "")
    if set(lemmas(term, "rus")) <= set(lemmas(words(heading), "rus")):
        return True
    if lemmas(nouns[:1], "rus")[0] in rules.not_identified:
        return False
    stems = r"\w*[\s-]+".join(re.escape(w[: max(4, len(w) - 3)]) for w in term)
    uses = re.finditer(rf"(?<!\w){stems}", unit.act.body, re.IGNORECASE)
    return len(list(itertools.islice(uses, _USES))) == _USES


_USES = 3  # the definition itself and two uses: what is named for good is named again
_WHOSE = re.compile(r",\s(?:[а-я]+,?\s){1,6}котор")  # «запись, подтверждение и неизменность которой обеспечены»


def _outside(text: str) -> list[str]:
    """The words of a sentence's beginning that stand in none of its clauses."""
    first, *clauses = text.split(",")
    return words(first) + (words(clauses[-1]) if len(clauses) > 1 and "котор" not in text else [])


def _genus(meaning: list[str]) -> str:
    """The lemma of the first noun of a meaning that can stand in the nominative."""
    found = [w for w in _nouns(meaning[:12]) if "nomn" in russian_form(w).cases][:1]
    return lemmas(found, "rus")[0] if found else ""


def _relative(meaning: str) -> bool:
    return any("котор" in clause for clause in meaning.split(",")[1:2])


def _describes(match: re.Match[str], rules: Rules) -> bool:
    """«X представляет собой Y», «X является процедурой, в результате которой …»: X in the nominative."""
    term = words(_BRACKETED.sub(" ", match["term"]))
    if not term or len(term) > 14 or "не" in term or not nominative(term[0]) or not _nouns(term):
        return False
    if any(russian_form(w).first in {"VERB", "INFN", "GRND", "NPRO"} for w in term):
        return False
    if " означа" in match.group()[: match.start("text")]:  # «косвенное владение означает владение через другое лицо»
        again = lemmas(_nouns(term)[:1], "rus")[0] in lemmas(words(match["text"])[:4], "rus")
        return again or told_apart(match["text"], rules)
    genus = match.groupdict().get("genus")
    return genus is None or told_apart(match["text"], rules)


_KAZAKH_PARTICIPLE = re.compile(r"(?:[аеий]т[ыі]н|[ғқ]ан|[гк]ен|жөніндегі)$")


_OWN_BRACKET = re.compile(r"\s\((?!бұдан|одан|әрі)[^()]{2,120}\)")


def _kazakh(unit: Unit, rules: Rules) -> re.Match[str] | Place | None:
    """«… тағайындайтын тексеру жоспардан тыс тексеру болып табылады»: the last words name, what is before tells apart.

    The genus stands twice, or before the term stands a word such as «жөніндегі қызметі», «жиынтығы».
    """
    found = rules.identified.search(unit.low)
    if not found:
        return None
    for pattern in rules.described:
        told = pattern.match(unit.low)
        if told and is_nominative(words(told["term"])[-1]):
            return told
    base = unit.low.rfind(". ", 0, found.start()) + 1  # the sentence that says it
    low = " " * base + _BRACKETED.sub(lambda m: " " * len(m.group()), unit.low[base : found.start()])
    tokens = word_spans(low)
    if not 5 <= len(tokens) <= 80 or any(c in low for c in ".;:"):
        return None
    forms = lemmas([t[0] for t in tokens], "kaz")
    headed = behind_heading(tokens, _heading(unit)) if not base and "табылады" in found.group() else 0
    if headed:
        term = (tokens[0][1], tokens[headed - 1][2])
        return Place(term, (tokens[headed][1], tokens[-1][2]), unit.low[base : found.end()])
    day = (
        forms[-1] == "күн" and "табылады" in found.group()
    )  # «… айқындалған күн бағалау жүргізілген күн болып табылады»
    at = -1
    if forms[-1] not in rules.not_identified or day:
        at = _border(tokens, forms, rules)
        at = at if at >= 0 else _before_heading(unit, tokens)
    if at < 0 and ("табылады" in found.group() or "танылады" in found.group()):
        at = after_genus(tokens, forms, rules)
    if at < 0:
        return None
    if tokens[at + 1][0] in {"және", "немесе"} and at + 4 < len(tokens) and is_nominative(tokens[at + 2][0]):
        at += 2  # «… деректер немесе мәліметтер | қолжетімді деректер болып табылады»
    bracket = _OWN_BRACKET.match(unit.low, tokens[-1][2])  # «тиімді басқару орны (органның тұрған жері) деп танылады»
    term = (tokens[at + 1][1], bracket.end() if bracket else tokens[-1][2])
    said = [t[0] for t in tokens[at + 1 :]]
    if "," in low[tokens[at][2] : term[1]] or said[0] in {"және", "немесе", "мен", "бен", "пен"} or "ретінде" in said:
        return None
    return Place(term, (tokens[0][1], tokens[at][2]), unit.low[base : found.end()])


def _heading(unit: Unit) -> list[str]:
    """The words of the article's heading."""
    return words(fold(next((p.heading for p in ancestors(unit) if p.kind == "article"), "")))


def _before_heading(unit: Unit, tokens: list[tuple[str, int, int]]) -> int:
    """The genus before a term that is the article's own heading: «… жарамды ақпарат | цифрлық деректер болып табылады»."""
    heading = _heading(unit)
    if (
        heading[1:] == ["ұғымы"] and heading[0] == tokens[-1][0]
    ):  # «Дәлелдемелер ұғымы»: «… деректер іс бойынша дәлелдемелер …»
        return len(tokens) - 2 if any(_KAZAKH_PARTICIPLE.search(t[0]) for t in tokens[:-2]) else -1
    at = len(tokens) - len(heading) - 1
    if not 2 <= len(heading) <= 8 or at < 3 or [t[0] for t in tokens[at + 1 :]] != heading:
        return -1
    told = any(_KAZAKH_PARTICIPLE.search(t[0]) for t in tokens[:at])
    party = lemmas([tokens[at][0]], "kaz")[0] in _PARTIES  # «… тұлға бастамашы болып табылады» tells who has a role
    return at if told and not party and is_nominative(tokens[at][0]) else -1


_PARTIES = frozenset({"тұлға", "адам", "орган", "ұйым", "азамат"})


def _border(tokens: list[tuple[str, int, int]], forms: list[str], rules: Rules) -> int:
    """The place of the genus that the term follows, -1 where there is none."""
    for at in range(len(tokens) - 3, max(0, len(tokens) - 16), -1):
        word = tokens[at][0]
        twice = forms[at] == forms[-1] and is_nominative(word)
        reach = 2 if twice else 5 if word.endswith(("ы", "і")) else 1
        near = any(_KAZAKH_PARTICIPLE.search(t[0]) for t in tokens[max(0, at - reach) : at])
        near = near or (
            word == "фактісі" and tokens[at - 1][0].endswith(("у", "ю"))
        )  # «жауапкершіліктің басталу фактісі»
        if near and (twice or word in rules.genera):
            return at
    return -1
