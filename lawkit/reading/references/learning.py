"""What the texts at hand tell of orders: «приказ … от … № 546 (зарегистрирован … под № 34933)» once names it for good.

A later or earlier mention without the registration, in the same act or in another one at hand, then means the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from lawkit.model import Act, Language
from lawkit.reading.references.grammar import folded_text, grammar
from lawkit.reading.references.mentions import issuer_words
from lawkit.reading.references.registrations import Fact, Orders, issuer_of, known_orders, order_id
from lawkit.reading.references.stretch import mentions_in
from lawkit.reading.references.titles import Titles

_BACK = 1500  # how far before the words of registration an order's name may begin: its title can be long
_KEPT = 4096  # acts whose facts are remembered
_learnt: dict[tuple[Language, int], Orders] = {}
_NO_TITLES = Titles()


def orders_at_hand(act: Act, others: Iterable[Act], *, listed: bool = True) -> Orders:
    """All that is known of orders while an act is read: by the other acts, the act itself and, if `listed`, lawkit's list."""
    orders = known_orders() if listed else Orders()
    for other in others:
        if other.language == act.language:
            orders.merge(_of_act(other))
    mine = _of_act(act)
    for (number, issued), facts in mine.facts.items():
        for fact, _ in facts:
            orders.add(number, issued, fact, own=True)
    return orders


def orders_in_text(text: str, language: Language, *, listed: bool = True) -> Orders:
    """The same for one text without an act."""
    orders = known_orders() if listed else Orders()
    _learn(text, language, orders, own=True)
    return orders


def _of_act(act: Act) -> Orders:
    """What an act tells of orders: in its text and, by links, in its notes."""
    told = _of_text(act)
    linked = [
        (a.act_number, a.date, a.act)
        for n in act.notes
        for a in n.amendments
        if a.date is not None and a.act is not None and a.act.startswith("V")
    ]
    if not linked:
        return told
    orders = Orders({key: list(facts) for key, facts in told.facts.items()})
    for number, issued, act_id in linked:
        orders.add(number, issued, Fact(frozenset(), act_id))
    return orders


def _of_text(act: Act) -> Orders:
    """What an act's text tells; remembered, since every other act at hand asks for it."""
    key = (act.language, hash(act.body))
    if key not in _learnt:
        if len(_learnt) >= _KEPT:
            _learnt.clear()
        _learnt[key] = Orders()
        _learn(act.body, act.language, _learnt[key])
    return _learnt[key]


@lru_cache(maxsize=3)
def _words(language: Language) -> re.Pattern[str]:
    """The words of registration, in a text as it stands."""
    return re.compile(str(grammar(language).rules["registered"]), re.IGNORECASE)


def _learn(text: str, language: Language, orders: Orders, *, own: bool = False) -> None:
    """Remembers every order that a text names with its number, its date and its registration."""
    read = 0
    for match in _words(language).finditer(text):
        if match.end() <= read:
            continue
        start = max(read, text.rfind("\n", max(0, match.start() - _BACK), match.start()) + 1, match.start() - _BACK)
        end = text.find("\n", match.end(), match.end() + _BACK)
        read = end if end > 0 else min(len(text), match.end() + _BACK)
        piece = text[start:read]
        folded = folded_text(piece)
        for mention in mentions_in(piece, folded, language, _NO_TITLES):
            if not (mention.registered and mention.number and mention.date):
                continue
            words = issuer_words(mention, folded)
            act_id = order_id(mention.registered, mention.date, words)
            if act_id:
                fact = Fact(frozenset({issuer_of(words, language)}), act_id)
                orders.add(mention.number, mention.date, fact, own=own)
