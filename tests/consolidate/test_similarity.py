"""Views of the words: what counts, what doesn't, in the languages of the sets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.consolidate.align import Unit, align
from lawkit.consolidate.similarity import WEIGHTS, alike, corpus, stemmer

OLD = [
    "Оператор хранит журнал обращений три года.\nЖурнал показывают проверяющему по его запросу.",
    "Оператор сообщает пользователю о сбое не позднее часа.\nОтчёт о сбое направляют уполномоченному органу.",
    "Пользователь вправе отозвать согласие на обработку данных в любое время.",
]
NEW = [
    "Журнал обращений хранят у оператора три года.",
    "Проверяющему журнал показывают, когда он запросит.",
    "О сбое пользователю сообщают в течение часа.",
    "Уполномоченный орган получает отчёт о сбое.",
    "Согласие на обработку данных отзывается пользователем в любое время.",
]
TRUTH = [0, 0, 1, 1, 2]  # of each new unit


def _units(texts, prefix):
    return [Unit(f"{prefix}{k}", t, order=k) for k, t in enumerate(texts)]


def test_parts_of_a_split_unit_find_it():
    """Each new unit that holds a part of an old one has the old one first."""
    best = {x.new: x.old for x in align(_units(OLD, "o"), _units(NEW, "n")) if x.rank_new == 1}
    assert best == {f"n{k}": f"o{a}" for k, a in enumerate(TRUTH)}


def test_a_unit_found_inside_another_is_proposed():
    """Three short units merged into one long one: each is proposed for it."""
    merged = [
        "\n".join(OLD),
        "Плату за услуги устанавливает правление.",
        "Жалобу рассматривает суд по месту жительства.",
    ]
    proposed = {(x.old, x.new) for x in align(_units(OLD, "o"), _units(merged, "n")) if x.proposed}
    assert {(f"o{k}", "n0") for k in range(3)} <= proposed


def test_units_with_nothing_in_common_are_not_proposed():
    """An act about another matter: candidates are listed, none is proposed."""
    foreign = [
        "Высота забора на меже участка не больше двух метров; глухой забор ставят, если сосед не возражает.",
        "Пасека стоит не ближе ста шагов от дороги и жилья.",
        "За чистотой колодца смотрит староста, а где старосты нет, сход жителей.",
    ]
    assert not [x for x in align(_units(OLD, "o"), _units(foreign, "n")) if x.proposed]


def test_words_of_one_side_only_tell_less():
    """A name that only the old act uses lowers the likeness of its unit less than a word that both acts use."""
    plain = _product(OLD, NEW)
    private = _product([f"{OLD[0]} rostechprom", *OLD[1:]], NEW)
    known = _product([f"{OLD[0]} rostechprom", *OLD[1:]], [*NEW[:-1], f"{NEW[-1]} rostechprom"])
    assert plain[0, 0] > private[0, 0] > known[0, 0]
    assert plain[0, 0] - private[0, 0] < 0.6 * (plain[0, 0] - known[0, 0])


def _product(old, new):
    words = corpus(old, new, "russian").words
    return (words[0] @ words[1].T).toarray()


def test_weights_are_shares():
    """The likeness stays between 0 and 1, and a text is alike to itself."""
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    scores = alike(corpus(OLD, OLD, "russian"), 0, len(OLD))
    assert np.allclose(np.diag(scores), 1, atol=0.01)
    assert scores.max() <= 1.001


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=50), min_size=1, max_size=5), st.lists(st.text(max_size=50), min_size=1, max_size=5))
def test_any_text_has_a_likeness_between_0_and_1(old, new):
    """Empty units, signs only, one letter: a number all the same; rows may be asked for one by one."""
    read = corpus(old, new, "russian")
    every = alike(read, 0, len(old))
    assert np.isfinite(every).all()
    assert 0 <= every.min() <= every.max() <= 1.001
    assert np.allclose(np.vstack([alike(read, k, k + 1) for k in range(len(old))]), every, atol=1e-5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'employeur", "employeurs"),
        ("d'une amende", "amendes"),
        ("aujourd'hui, l'exploitant-vendeur", "exploitants"),
        ("qu'il contrôlait", "contrôler"),
    ],
)
def test_french_words_are_found_behind_the_apostrophe(one, other):
    """Elided articles and hyphens are no part of the word; its forms have one stem."""
    from lawkit.consolidate.similarity import _WORD

    stem = stemmer("french")
    assert set(stem(_WORD.findall(one))) & set(stem(_WORD.findall(other)))


def test_french_units_are_aligned():
    """A small reform in French: new numbers, one article split, order changed."""
    old = [
        "L'exploitant qui n'a pas affiché ses prix est puni d'une amende. L'article L. 12-3 n'est pas applicable.",
        "L'acheteur dispose d'un délai de quatorze jours pour se rétracter. Il n'a pas à motiver sa décision.",
        "Le contrat est remis à l'acheteur sur un support durable.",
    ]
    new = [
        "Un support durable du contrat est remis à l'acheteur.",
        "Le délai de rétractation de l'acheteur est de quatorze jours.",
        "La décision de se rétracter n'a pas à être motivée par l'acheteur.",
        "Est puni d'une amende tout exploitant n'affichant pas les prix. L'article L. 45-7 n'est pas applicable.",
    ]
    best = {x.new: x.old for x in align(_units(old, "o"), _units(new, "n")) if x.rank_new == 1}
    assert best == {"n0": "o2", "n1": "o1", "n2": "o1", "n3": "o0"}
