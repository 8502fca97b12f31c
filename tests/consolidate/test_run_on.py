"""Units in whose text another article begins: cut, compared in parts, told as one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawkit.consolidate.align import Unit, align
from lawkit.consolidate.run_on import fold, opening_first, parts

CUT = [
    ("rus", "Жалоба подается в суд. Статья 12. Возврат жалобы Суд возвращает жалобу.", 2),
    ("russian", "Жалоба подается в суд.\nСтатья 12-1. Возврат жалобы\nСуд возвращает жалобу.", 2),
    ("kaz", "Шағым сотқа беріледі. 12-бап. Шағымды қайтару Сот шағымды қайтарады.", 2),
    ("rus", "Статья 11. Подача жалобы. Жалоба подается в суд.", 1),  # its own heading
    ("rus", "Жалоба подается по правилам статьи 12. Суд ее возвращает.", 1),  # a reference
    ("rus", "Дополнить закон статьей: «Общие правила. Статья 12. Возврат жалобы Суд ее возвращает».", 1),  # quoted
    ("rus", 'Изложить так: "Общие правила. Статья 12. Возврат жалобы Суд ее возвращает".', 1),
    ("rus", "Применяются две нормы: статья 12. Первая из них общая.", 1),  # no heading begins with a small letter
    ("rus", "Смотри также главу о сроках Статья 12. Возврат жалобы", 1),  # no sentence ends before it
    ("french", "Le recours est formé. Article 12. Retour du recours", 1),  # a language that lawkit does not split
]


@pytest.mark.parametrize(("language", "text", "count"), CUT, ids=[text[:40] for _, text, _ in CUT])
def test_parts(language: str, text: str, count: int) -> None:
    found = parts(text, language)
    assert len(found) == count
    assert "".join(found) == text


@given(st.lists(st.sampled_from(["Суд решает. ", "Статья 7. Срок ", "«", "» ", '"', "статья 3. ", "\n", "ә-бап. "])))
def test_parts_lose_nothing(pieces: list[str]) -> None:
    text = "".join(pieces)
    for language in ("rus", "kaz", "eng"):
        assert "".join(parts(text, language)) == text


def test_folding_takes_the_best_and_the_opening_first() -> None:
    scores = np.array([[0.1, 0.2, 0.9], [0.4, 0.3, 0.1]], dtype=np.float32)
    starts = [0, 1], [0, 1]  # the second new unit has two parts
    assert np.allclose(fold(scores, starts), [[0.1, 0.9], [0.4, 0.3]])
    told = opening_first(scores, starts)
    assert told[:, 1].argmax() == 1  # what the opening says, though the other part is liker to the first old unit
    assert told[0].argmax() == 1  # and the first old unit still goes where its words went


EXPLAIN = "Суд по заявлению стороны вправе разъяснить решение, не изменяя его содержания, и исправить в нем опечатки."
MORE = "Суд вправе принять дополнительное решение, если по какому-либо требованию решение не было принято."
FEES = "Государственная пошлина возвращается плательщику, если заявление оставлено без рассмотрения."


def test_an_article_that_swallowed_the_next_is_found_by_its_opening() -> None:
    old = [Unit("o1", FEES, order=1), Unit("o2", MORE, order=2), Unit("o3", EXPLAIN, order=3)]
    swallowed = (
        f"Дополнительное решение принимается по требованию, о котором не решено. Статья 9. Разъяснение {EXPLAIN}"
    )
    new = [Unit("n1", FEES, order=1), Unit("n2", swallowed, order=2)]
    links = align(old, new, "rus")
    first = {link.new: link.old for link in links if link.rank_new == 1}
    assert first == {"n1": "o1", "n2": "o2"}
    assert {link.old: link.new for link in links if link.rank == 1} == {"o1": "n1", "o2": "n2", "o3": "n2"}
    assert {("o2", "n2"), ("o3", "n2")} <= {(link.old, link.new) for link in links if link.proposed}
