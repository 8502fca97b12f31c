"""«… шектейтін субъектілердің жарыспалылығы | бәсекелестік деп танылады»: where a Kazakh term begins behind its genus.

A participle tells the genus apart; the genus is the first noun group behind it, and what is left names it. The group ends
with a noun in the nominative to which the next word does not belong («нарық субъектісі | бәсекелес»).
"""

from __future__ import annotations

import re

from lawkit.language.kazakh import is_nominative
from lawkit.reading.defining import Rules

Token = tuple[str, int, int]
_TELLS = re.compile(r"(?:[аеий]т[ыі]н|[ғқ]ан|[гк]ен)$")
_HAVING = frozenset({"бар", "тиесілі"})
_ADJECTIVE = re.compile(r"\w(?:[лдт][ыі]қ|[лдт][іы]к|[дт]ағы|[дт]егі|[сз][ыі]з|інші|ншы)$")
_ADJECTIVES = frozenset(
    {"жеке", "заңды", "уәкілетті", "лауазымды", "тиісті", "жалпы", "басқа", "өзге", "кез", "келген", "күрделі"}
    | {"маңызды", "нақты", "арнайы", "тұрақты", "шекті"}
)
_JOINS = frozenset({"және", "немесе", "не", "мен", "бен", "пен"})
_BEHIND = frozenset({"емес", "қарсы", "туралы", "жөніндегі", "бойынша", "үшін", "саласындағы", "арасындағы", "арқылы"})
_POSSESSED = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])(?:н|ның|нің|на|не|нда|нде|нан|нен|ндағы|ндегі|мен)?")
_AGENT = re.compile(r"\w(?:ушы|уші)$")
_PARTIES = frozenset({"тұлға", "адам", "ұйым", "азамат", "кәсіпкер"})
_OBJECTS = re.compile(r"(?:[ую]|[лдт][ае]р)д[ыі]$")
_TIMES = frozenset({"жағдайда", "жағдайларда", "кезде", "күн", "күні", "күннен", "кезден", "соң"})
_OWNED = re.compile(r"\w(?:[бғгжлмнңрсзтдқк][ыі]|с[ыі])$")
_REACH = 14  # words of the genus and the term behind the participle


_BODIES = frozenset({"орган", "ұйым", "құжат", "мекеме"})
_FINITE = re.compile(r"\w[аеийя]д[ыі]$")


def behind_heading(tokens: list[Token], heading: list[str]) -> int:
    """«Журнал кеңесі … үшін құрылатын кеңесші орган | болып табылады» under its own heading: how many words the term has."""
    n = len(heading)
    told = tokens[n:-1]
    if not 2 <= n <= 8 or len(told) < 2 or [t[0] for t in tokens[:n]] != heading or tokens[-1][0] not in _BODIES:
        return 0
    if any(_FINITE.search(t[0]) for t in told) or not any(_TELLS.search(t[0]) for t in told):
        return 0
    return n


def after_genus(tokens: list[Token], forms: list[str], rules: Rules) -> int:
    """The place of the genus's last word, -1 where the sentence names nothing."""
    near = range(len(tokens) - 3, max(1, len(tokens) - _REACH - 1), -1)
    at = -1
    for told in (k for k in near if _tells(tokens[k][0], tokens[k + 1][0])):  # the term may hold a participle itself
        at = next((k for k in range(told + 1, len(tokens) - 1) if _ends_group(tokens, forms, k)), -1)
        if at >= 0:
            break
    if at < 0:
        return -1
    term = [t[0] for t in tokens[at + 1 :]]
    if any(_OBJECTS.search(w) for w in term) or "ретінде" in term:
        return -1  # «… бақылауды жүргізу тәсілі болып табылады»
    if len(term) > 1 and _GENITIVE.search(" ".join(term[:-1])) and _owned(term[-1], forms[-1]):
        return -1  # «… объектілері кадастрдың есептік бірліктері болып табылады»: what a thing is to another
    twice = forms[at] == forms[-1] and len(term) > 1
    if len(term) > 6 or term[0] in _JOINS or _BEHIND.intersection(term[:1] + term[2:]) or not is_nominative(term[-1]):
        return -1
    if (forms[-1] in rules.not_identified and not twice) or (len(term) == 1 and term[0] != forms[-1]):
        return -1  # «… шешім оның нәтижесі болып табылады» tells what a thing is to another
    return at


_GENITIVE = re.compile(r"\w(?:ның|нің|дың|дің|тың|тің)\b")


def _owned(word: str, lemma: str) -> bool:
    return word != lemma and _POSSESSED.fullmatch(word[len(lemma) :]) is not None


def _tells(word: str, following: str) -> bool:
    return (_TELLS.search(word) is not None and following not in _TIMES) or word in _HAVING


def _ends_group(tokens: list[Token], forms: list[str], k: int) -> bool:
    word, following = tokens[k][0], tokens[k + 1][0]
    if word in _JOINS | _BEHIND | _ADJECTIVES or following in _JOINS | _BEHIND or not is_nominative(word):
        return False
    agent = _AGENT.search(following) and word == forms[k] and word not in _PARTIES
    told = _TELLS.search(following) and (word == forms[k] or word.endswith("өзі"))
    if following.endswith(("у", "ю")) or agent or told:
        return False  # «қызметтер | көрсету», «тапсырыс | беруші», «өзін-өзі | реттейтін» are its own
    if _ADJECTIVE.search(word) and not _OWNED.search(word):
        return False
    return not (following != forms[k + 1] and _POSSESSED.fullmatch(following[len(forms[k + 1]) :]))
