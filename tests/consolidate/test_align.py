"""Alignment: who went where, whatever the order of the input."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.consolidate.align import Link, Unit, align
from lawkit.consolidate.similarity import language_of, passages

OLD = [
    "Ответ на запрос даётся в течение пяти рабочих дней со дня его получения.",
    "Плата взимается только за копирование и печать сверх десяти страниц.",
    "Отказ в ответе должен быть мотивирован и может быть обжалован в суд.",
    "Реестр ведёт уполномоченный орган, сведения из него открыты для всех.",
    "Работник, скрывший сведения, отвечает по закону за их сокрытие.",
]
NEW = [
    "Ответ на обращение с запросом направляют за пять рабочих дней после его получения.",
    "Плата за копирование и печать берётся, если страниц больше десяти.\nОтказ в ответе мотивируют; его обжалуют в суд.",
    "Уполномоченный орган ведёт открытый для всех реестр сведений.",
    "За сокрытие сведений работник отвечает по закону.",
]
TRUTH = {0: 0, 1: 1, 2: 1, 3: 2, 4: 3}


def _units(texts, prefix):
    return [Unit(f"{prefix}{k}", t, order=k) for k, t in enumerate(texts)]


def _best(links: list[Link]) -> dict[str, str]:
    return {x.old: x.new for x in links if x.rank == 1}


def test_reworded_and_merged_units_are_found():
    """Every old unit finds its new one, two of them the same."""
    assert _best(align(_units(OLD, "o"), _units(NEW, "n"))) == {f"o{a}": f"n{b}" for a, b in TRUTH.items()}


def test_order_of_input_does_not_matter():
    """Units shuffled, with their order kept in the field, give the same links."""
    old, new = _units(OLD, "o"), _units(NEW, "n")
    first = align(old, new)
    mixed_old, mixed_new = old[:], new[:]
    random.Random(3).shuffle(mixed_old)
    random.Random(4).shuffle(mixed_new)
    assert align(mixed_old, mixed_new) == first


def test_ranks_and_margins_agree_with_scores():
    """Sorting the links of a unit by score gives its ranks, from either side; rank 1 has the margin to rank 2."""
    links = align(_units(OLD, "o"), _units(NEW, "n"))
    for old in {x.old for x in links}:
        mine = sorted((x for x in links if x.old == old), key=lambda x: x.rank)
        assert [x.score for x in mine] == sorted((x.score for x in mine), reverse=True)
        assert mine[0].margin == pytest.approx(mine[0].score - mine[1].score)
        assert all(x.margin <= 0 for x in mine[1:])
    for new in {x.new for x in links}:
        theirs = sorted((x for x in links if x.new == new), key=lambda x: x.rank_new)
        assert [x.score for x in theirs] == sorted((x.score for x in theirs), reverse=True)


def test_nothing_on_one_side():
    """No units, no links."""
    assert align([], _units(NEW, "n")) == []
    assert align(_units(OLD, "o"), []) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_any_text_aligns(old, new):
    """No text, however odd, makes alignment fail; each old unit has exactly one first place."""
    links = align(_units(old, "o"), _units(new, "n"))
    assert sum(x.rank == 1 for x in links) == len(old)
    assert all(0 <= x.score <= 1 for x in links)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Любой работник имеет право на отдых и на труд", "russian"),
        ("Әрбір қызметкердің демалуға құқығы бар", "kaz"),
        ("Le salarié a droit au repos et à la protection dans les conditions qui sont fixées par la loi", "french"),
        ("The worker has the right to rest and to any protection which the law may give", "english"),
        ("Der Arbeiter hat das Recht auf Ruhe und den Schutz von dem Gesetz und ist nicht zu", "german"),
        ("", "other"),
    ],
)
def test_language_is_told_by_the_text(text, language):
    """French and German codes are stemmed as such, not as English."""
    assert language_of([text]) == language


def test_passages_keep_every_word():
    """Cutting into passages loses nothing, and short pieces are joined."""
    text = "Первое.\nВторое предложение, которое куда длиннее первого и стоит само.\nТретье"
    assert " ".join(passages(text)).split() == text.split()
    assert all(len(p.split()) > 1 for p in passages(text))
