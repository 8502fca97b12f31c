"""Views of the words: what counts, what doesn't, in the languages of the sets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.consolidate.align import Unit, align
from lawkit.consolidate.similarity import WEIGHTS, alike, compare, corpus, stemmer
from lawkit.consolidate.similarity_words import bare, language_read, spelled

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


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("L'État met en œuvre l’étude", "l’Etat met en oeuvre l'etude", "french"),
        ("Édicter", "edicter", "french"),
        ("A\u0301rticle", "Árticle", "french"),
        ("pro\u00advision", "provision", "english"),
        ("jusqu'à ce qu’il s'engage", "à ce il engage", "french"),
        ("L'età dell'obbligo", "eta obbligo", "italian"),
        ("Учёт", "учет", "russian"),
        ("негiзгi", "негізгі", "kaz"),
    ],
)
def test_one_word_spelled_in_two_ways(one, other, language):
    """Apostrophes, accents that capitals leave out, ligatures, composed letters: the same words."""
    stem = stemmer(language)
    assert bare(stem(spelled(one, language))) == bare(stem(spelled(other, language)))


def test_an_apostrophe_is_kept_where_nothing_is_elided():
    """English genitives and French words that hold an apostrophe lose no letter but the mark."""
    assert spelled("the operator's d'Arcy", "english") == ["the", "operator", "s", "d", "arcy"]
    assert spelled("aujourd'hui entr'acte", "french") == ["aujourd", "hui", "entr", "acte"]


@pytest.mark.parametrize(
    ("given", "text", "read"),
    [
        ("eng", "Le salarié a droit au repos dans les conditions qui sont fixées par la loi", "french"),
        ("eng", "The worker has the right to rest under the conditions which are set by law", "english"),
        ("eng", "12 34 xyz", "english"),
        ("eng", "Любой работник имеет право на отдых", "english"),
        ("rus", "The worker has the right to rest", "russian"),
        ("fra", "", "french"),
        ("kaz", "", "kaz"),
        (None, "Der Arbeiter hat das Recht auf Ruhe und den Schutz von dem Gesetz und ist nicht zu", "german"),
        (None, "", "other"),
    ],
)
def test_the_language_to_read_in(given, text, read):
    """What is given holds, but for `eng`, which is said of anything in Latin letters."""
    assert language_read(given, [text]) == read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["Işveren ücreti her ay öder.", "Kayıtlar üç yıl saklanır.", "Şikâyet mahkemeye yapılır."],
         ["Kayıtları üç yıl saklarlar.", "Mahkemeye şikâyet edilebilir.", "Ücret işverence her ay ödenir."]),
        (["雇主按月支付工资。", "记录应当保存三年。", "可以向法院提出申诉。"],
         ["记录应当保存五年以上。", "向法院提出申诉应当书面。", "工资由雇主按月支付。"]),
        (["გადახდა ხდება ყოველთვიურად.", "ჩანაწერი ინახება სამი წელი.", "საჩივარი შედის სასამართლოში."],
         ["ჩანაწერები ინახება სამი წელი.", "სასამართლოში შედის საჩივარი.", "ყოველთვიურად ხდება გადახდა."]),
    ],
    ids=["turkish", "chinese", "georgian"],
)  # fmt: skip
def test_a_language_nobody_told_us_of(old, new):
    """Beginnings of words and letters in a row find the pairs in any script."""
    best = {x.new: x.old for x in align(_units(old, "o"), _units(new, "n")) if x.rank_new == 1}
    assert best == {"n0": "o1", "n1": "o2", "n2": "o0"}


def test_a_rule_put_into_the_middle_of_an_article_is_found_by_its_opening():
    """The old rule's first words open a paragraph of the new article: that tells, in either direction."""
    first = (
        "Ответ на запрос дают за пять рабочих дней после его получения, а если надо спросить другие ведомства, "
        "за десять, о чём того, кто спрашивал, ставят в известность."
    )
    merged = ["\n".join([first, OLD[2], NEW[2]]), *NEW[:2]]
    read = corpus(OLD, merged, "russian")
    heads = read.heads[0][read.starts[0]] @ read.heads[1].T
    assert heads[2].max() > 0.8
    assert (read.openings[0] @ read.openings[1].T).toarray()[2, 0] < 0.2


def test_a_pair_leans_to_the_unit_that_holds_the_other():
    """A part against its whole, the whole against its part, a unit against itself."""
    whole = "\n".join(OLD)
    leaning = compare(corpus([whole, OLD[0]], [whole, OLD[0]], "russian"), 0, 2)[1]
    assert leaning[0, 1] > 0.8
    assert leaning[1, 0] < -0.8
    assert np.allclose(np.diag(leaning), 0, atol=1e-4)
