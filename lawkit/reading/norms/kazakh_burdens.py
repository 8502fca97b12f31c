"""Whom a Kazakh ban or burden names: «Қызметшілерге … тыйым салынады», «… операторға жүктеледі», «… беруіне тыйым салынады»."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.kazakh_groups import (
    GENITIVE,
    SERVICES,
    SUFFERED,
    VERBAL_NOUN,
    is_owner_of_party,
    is_possessed,
    kazakh_start,
)
from lawkit.reading.norms.tokens import Token

BURDENED = re.compile(
    r"(?:тыйым\s+салынады|рұқсат\s+(?:етілмейді|берілмейді|етіледі|беріледі)|кепілдік\s+беріледі|құқы(?:ғы|қтары)\s+беріледі|жүктел(?:еді|сін)|\bтиесілі)$"
)
_OWNED = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])")
_DATIVE = re.compile(r"(?:[лдт][ае]р)?(?:(?:[ғқ]а|[гк]е)|(?:ы|і|сы|сі)?н[ае])$")
_AFTER_DATIVE = frozenset({"қатысты", "қарай", "байланысты", "сәйкес", "дейін", "қарамастан", "қарсы"})


def in_the_dative(clause: Clause, tokens: list[Token]) -> str:
    """«Қызметшілерге … тыйым салынады»: the first party in the dative; of a burden («операторға жүктеледі») the last."""
    forms = lemmas([t[0] for t in tokens], "kaz")
    order = range(len(tokens))
    for i in reversed(order) if tokens and tokens[-1][0] in {"жүктеледі", "жүктелсін"} else order:
        word, _, end = tokens[i]
        service = forms[i] == "қызмет" and i > 0 and tokens[i - 1][0] in SERVICES
        if not (forms[i] in patterns("kaz").heads or service) or not _DATIVE.fullmatch(word[len(forms[i]) :]):
            continue
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if following in _AFTER_DATIVE or SUFFERED.search(following):
            continue  # «лауазымды адамға мәлімделген қарсылық білдіруге рұқсат беріледі»: the participle's
        start = kazakh_start(clause, tokens, i)
        if not word[len(forms[i]) :].startswith(("ы", "і", "сы", "сі")):  # «жүргізу міндеті | операторға»
            ends = (
                k
                for k in range(i - 1, start - 1, -1)
                if _OWNED.fullmatch(tokens[k][0][len(forms[k]) :]) or VERBAL_NOUN.search(tokens[k][0])
            )
            start = next(ends, start - 1) + 1
        else:  # «мәселелерді әзірлеу | сайлау комиссиясына жүктеледі»
            deeds = (
                k
                for k in range(i - 2, max(start, 1) - 1, -1)
                if tokens[k][0] in _BURDENS
                or (
                    (VERBAL_NOUN.search(tokens[k][0]) and _OBJECT.search(tokens[k - 1][0]))
                    and tokens[k + 1][0] not in _OF_DEEDS
                )
            )
            start = next(deeds, start - 1) + 1
        return clause.text[tokens[start][1] : end]
    return whose_deed(clause, tokens, forms)


_HIS_DEED = re.compile(r"\w[ую](?:ына|іне)$")
_BURDENS = frozenset({"құқығы", "құқықтары", "міндеті", "міндеттері"})


NOT_LET = re.compile(r"\bжол\s+берілмейді$")


def whose_deed(clause: Clause, tokens: list[Token], forms: list[str]) -> str:
    """«Адамдардың … бұйрықтар беруіне тыйым салынады»: the party in the genitive whose deed is banned."""
    bare = [k for k, t in enumerate(tokens) if clause.low.count("(", 0, t[1]) <= clause.low.count(")", 0, t[1])]
    tokens, forms = [tokens[k] for k in bare], [forms[k] for k in bare]
    banned = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k][0] in {"тыйым", "жол", "рұқсат"}), 0)
    if not banned or not _HIS_DEED.search(tokens[banned - 1][0]):
        return ""
    for i, (word, _, end) in enumerate(tokens[:banned]):
        following = tokens[i + 1][0]
        if forms[i] not in patterns("kaz").heads or not GENITIVE.fullmatch(word[len(forms[i]) :]):
            continue
        if is_owner_of_party(tokens, forms, i):
            continue  # «басқа мемлекеттердің саяси партиялары»
        if not is_possessed(following, forms[i + 1]) and following not in {"бас", "немесе", "және", "мен"}:
            return clause.text[tokens[kazakh_start(clause, tokens, i)][1] : end]
    return ""


_TO_HAVE = re.compile(
    r"(?<!келісімі)(?<!қорытындысы)(?<!рұқсаты)(?<!шешімі)(?<!қолы)(?<!пікірі)(?<=[ыі])\)?\s+(?:болуға|болуы)\s+тиіс$"
)


def owes(clause: Clause, tokens: list[Token], main: str) -> str:
    """«… сақтау азаматтардың міндеті болып табылады», «Бірлестіктің өкілдіктері болуға тиіс»: whose duty, who is to have."""
    forms = lemmas([t[0] for t in tokens], "kaz")
    if not main.endswith("тиіс"):
        at = next(
            (k for k in range(len(tokens) - 3, len(tokens) - 6, -1) if k >= 0 and _is_owner(tokens, forms, k)), -1
        )
        if at < 0:
            return ""
        first = kazakh_start(clause, tokens, at)
        deeds = (k for k in range(at - 1, first - 1, -1) if VERBAL_NOUN.search(tokens[k][0]))  # «сақтау | тұлғалардың»
        return clause.text[tokens[next(deeds, first - 1) + 1][1] : tokens[at][2]]
    if not _TO_HAVE.search(main):
        return ""
    for k, (word, _, end) in enumerate(tokens[:10]):
        if _OBJECT.search(word) and not GENITIVE.fullmatch(word[len(forms[k]) :]):
            return ""
        if _is_owner(tokens, forms, k):
            return clause.text[tokens[0][1] : end]
    return ""


def _is_owner(tokens: list[Token], forms: list[str], k: int) -> bool:
    """Whether a word is a party in the genitive and the next one is no such party."""
    heads = patterns("kaz").heads

    def owner(m: int) -> bool:
        return m < len(tokens) and forms[m] in heads and bool(GENITIVE.fullmatch(tokens[m][0][len(forms[m]) :]))

    return owner(k) and not owner(k + 1)


_OBJECT = re.compile(r"\w(?:[дт][ыі]|н[ыі]|[ую][ыі]н)$")
_OF_DEEDS = frozenset({"жөніндегі", "саласындағы", "туралы", "бойынша", "үшін", "және", "немесе", "мен", "кезінде"})
