"""What stands around a pair: phrases of its own, the field of an act, bodies, terms, and provisions that only refer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lawkit.model import Definition, Finding, Reading, Reference, Span
from lawkit.overlaps import find_overlaps
from lawkit.overlaps.listed import stages, widened
from lawkit.overlaps.units import Unit, units_of
from tests.overlaps.model_acts import STRANGERS, reading

LEAD = ("Министерство садов:", "Инспекция садов:", "Палата садов:")


def _found(*readings: Reading) -> list[Finding]:
    return find_overlaps([*readings, reading("C", STRANGERS)])


def _joined(findings: list[Finding], *eids: str) -> set[tuple[str, str]]:
    """Codes and tiers of findings that join all the places, given as «A#art_1»."""
    wanted = set(eids)
    names = [(f.code, f.tier, {f"{p.address.act}#{p.address.eid}" for p in f.pins}) for f in findings]
    return {(code, tier) for code, tier, places in names if wanted <= places}


def _items(*texts: str) -> list[Unit]:
    """List items of one act, each under the lead-in of a body of its own."""
    made = [(f"art_{n}", LEAD[n - 1]) for n in range(1, len(texts) + 1)]
    made += [(f"art_{n}__subpara_1", text) for n, text in enumerate(texts, 1)]
    return [unit for unit in units_of(reading("A", made), 0) if unit.lead_in]


def _lists(*texts: str) -> Reading:
    made = [
        row for n, text in enumerate(texts, 1) for row in ((f"art_{n}", LEAD[n - 1]), (f"art_{n}__subpara_1", text))
    ]
    return reading("A", made)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("осуществляют надзор за качеством яблок и груш в отношении частных садов;", True),
        ("осуществляют надзор за качеством яблок и груш;", False),  # nothing more
        ("осуществляют надзор за качеством яблок и груш сорта апорт;", False),  # other apples
        ("оценивают надзор за качеством яблок и груш в частных садах;", False),
    ],
)
def test_one_function_and_where_it_ends(other: str, expected: bool) -> None:
    one, two = _items("осуществляет надзор за качеством яблок и груш;", other)
    assert widened(one, two) is expected


def test_a_function_within_another_is_given_to_two_bodies() -> None:
    one = "осуществляет надзор за качеством яблок и груш;"
    found = _found(_lists(one, "осуществляет надзор за качеством яблок и груш в отношении частных садов;"))
    assert _joined(found, "A#art_1__subpara_1", "A#art_2__subpara_1") == {("competence-overlap", "likely")}


def test_one_finding_for_all_bodies_of_a_function() -> None:
    text = "ежегодно проверяет саженцы на устойчивость к весенним заморозкам и к парше яблони;"
    found = [f for f in _found(_lists(text, text, text)) if f.code == "competence-overlap"]
    assert [len(f.pins) for f in found] == [3]


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        ("разрабатывает правила прививки яблонь в садах;", "утверждает правила прививки яблонь в садах;", True),
        (
            "разрабатывает и утверждает правила прививки яблонь в садах;",
            "утверждает правила прививки яблонь в садах;",
            False,
        ),
        (
            "разрабатывает правила прививки яблонь в садах;",
            "разрабатывает правила прививки яблонь в садах и груш;",
            False,
        ),
    ],
)
def test_stages_of_one_decision(one: str, two: str, expected: bool) -> None:
    assert stages(*_items(one, two)) is expected


def test_a_listed_term_that_a_sentence_defines() -> None:
    text = "сад, в котором выращиваются саженцы плодовых деревьев для высадки на иных участках"
    one = reading(
        "A", [("art_1__subpara_1", f"маточник – {text};")], terms=[("art_1__subpara_1", "маточник", "", text)]
    )
    body = f"Маточником является {text}, при условии его регистрации."
    two = reading("B", [("art_7", body)])
    told = Definition("Маточником", body[20:], "art_7", Span(0, 0), "deemed")
    found = _found(one, replace(two, definitions=(told,)))
    assert any(code.startswith("definition") for code, _ in _joined(found, "A#art_1__subpara_1", "B#art_7"))
    far = Definition(
        "Маточником", "исторический памятник садового искусства прошлого века", "art_7", Span(0, 0), "deemed"
    )
    found = _found(one, replace(two, definitions=(far,)))
    assert not any(code.startswith("definition") for code, _ in _joined(found, "A#art_1__subpara_1", "B#art_7"))


def _titled(made: Reading, title: str, *named: tuple[str, str]) -> Reading:
    """The reading under a title, with references to legislation as (place, words)."""
    references = tuple(Reference(eid, Span(0, 1), words, "legislation", "unresolved") for eid, words in named)
    return replace(made, act=replace(made.act, title=title), references=references)


def test_two_acts_that_leave_a_matter_to_each_other() -> None:
    frame = "Порядок хранения ульев на зимовке определяется в соответствии с настоящим Законом и законодательством {}."
    one = reading("A", [("art_5", frame.format("о пчеловодстве"))])
    two = reading("B", [("art_9", frame.format("о зимовке скота"))])
    found = _found(
        _titled(one, "О зимовке скота", ("art_5", "законодательством о пчеловодстве")),
        _titled(two, "О пчеловодстве", ("art_9", "законодательством о зимовке скота")),
    )
    assert ("circular-delegation", "possible") in _joined(found, "A#art_5", "B#art_9")
    alone = _found(_titled(one, "О зимовке скота"), _titled(two, "О пчеловодстве"))
    assert all(code != "circular-delegation" for code, _ in _joined(alone, "A#art_5", "B#art_9"))


ONE = (
    "Проводник группы сверяет список туристов с журналом приюта и передает один экземпляр списка спасателю под роспись."
)
TWO = (
    "Список туристов с журналом приюта сверяет проводник группы и передает один экземпляр списка спасателю под роспись, "
    "второй увозит вертолетом."
)
HELD = "Сторож приюта передает один экземпляр списка спасателю под роспись."


def _phrases(*others: str) -> int:
    """How many phrases the first two of some texts share that few texts hold."""
    from lawkit.overlaps.rules import stems
    from lawkit.overlaps.telling import telling_in_words, telling_phrases
    from lawkit.overlaps.tokens import Encoder
    from lawkit.overlaps.units import fold

    texts = [ONE, TWO, *others]
    (count,) = telling_phrases(Encoder("rus").encode(texts), [(0, 1)])
    assert telling_in_words([stems("rus").of(fold(text).split()) for text in texts], [(0, 1)]) == [count]
    return count


def test_phrases_that_few_texts_hold() -> None:
    assert _phrases() == 7
    assert _phrases(HELD) == 7
    assert _phrases(HELD, f"{HELD} Так поступают всюду.") == 3  # two more hold the end of it: a frame
    assert _phrases(*(text for _, text in STRANGERS)) == 7


@pytest.mark.parametrize(("more", "expected"), [(0, "likely"), (3, "possible")])
def test_phrases_of_their_own_make_a_pair_likely(more: int, expected: str) -> None:
    """The same two sentences are one rule told twice, or a frame where other texts have its words too."""
    others = [
        reading(f"D{n}", [("art_1", f"{ONE[:-1]} на перевале {word}.")])
        for n, word in enumerate(("Алтын", "Кызыл", "Сары")[:more])
    ]
    one, two = (reading(act, [("art_4", text)]) for act, text in zip("AB", (ONE, TWO), strict=True))
    assert {tier for _, tier in _joined(_found(one, two, *others), "A#art_4", "B#art_4")} == {expected}
