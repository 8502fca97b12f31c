"""The quick search of page patterns finds what a plain search finds, and the view knows its places."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import replace

import pytest
from casebook import all_cases
from hypothesis import given
from hypothesis import strategies as st

from lawkit.check import Draft, check, load_rules
from lawkit.check.logic.smells_text import _number_words, _value
from lawkit.check.logic.structure_view import order_key
from lawkit.check.logic.style_scan import needed, occurrences
from lawkit.language import fold
from lawkit.model import Reading
from lawkit.register import Register
from lawkit.sources.files import read_bytes
from lawkit.structure import split

OURS = ("style", "smells", "delegation")
RULES = [r for r in load_rules().values() if r.family in OURS and r.patterns]
TEXTS = sorted({fold(c.text) for c in all_cases()})
ALL_TEXT = "\n".join(TEXTS)


def _plain(pattern: str, text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(pattern, text) if m.end() > m.start()]


@pytest.mark.parametrize("rule", RULES, ids=[r.code for r in RULES])
def test_quick_search_is_a_plain_search(rule: object) -> None:
    """Looking only at lines that hold a needed word loses no match and invents none."""
    for patterns in rule.patterns.values():  # type: ignore[attr-defined]
        for pattern in patterns:
            quick = [m.span() for m in occurrences(ALL_TEXT, (pattern,))]
            inside_a_line = [s for s in _plain(pattern, ALL_TEXT) if "\n" not in ALL_TEXT[slice(*s)]]
            assert quick == inside_a_line, pattern


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bв\s+установленном\s+порядке\b", ("установленном",)),
        (r"\bне\s+(?:запрещено|воспрещено)", ("запрещено", "воспрещено")),
        (r"\bслов(?:о|а)?\b", ("слов",)),
        (r"\bдокументы?\b", ("документ",)),
        (r"\d{2}\.\d{2}", ()),
        (r"один|два", ("один", "два")),
        (r"(?:один|\w+)\s+x", ()),
        (r"\bст\.\s?(?=\d)", ("ст.",)),
        (r"\bабв(?!где)", ("абв",)),
    ],
)
def test_needed_words(pattern: str, words: tuple[str, ...]) -> None:
    """What a pattern cannot do without is read off its source; in doubt nothing is claimed."""
    assert needed(pattern) == words


@given(st.text(alphabet="абв. \n-1", max_size=80))
def test_matches_never_overlap(text: str) -> None:
    """Matches of several patterns come in order and do not overlap."""
    spans = [m.span() for m in occurrences(text, (r"аб", r"бв", r"а.в", r"\d"))]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(end > start for start, end in spans)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("десять", 10),
        ("двадцати пяти", 25),
        ("десяти рабочих", 10),
        ("два экземпляра", None),
        ("пять двадцать", None),
        ("сто тысяч", None),
        ("полтора", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    """Numbers are read from words only where every word belongs to one number."""
    assert _value(words, _number_words("rus")) == value


def test_inserted_numbers_sort_between() -> None:
    """«7-1» stands after «7» and before «8»."""
    assert sorted(["8", "7-1", "7", "7-10", "7-2"], key=order_key) == ["7", "7-1", "7-2", "7-10", "8"]


@pytest.mark.parametrize("words", ["заявитель представляет ", "не может не ", "10 (десять ", "( «"])
def test_odd_text_takes_no_long_time(words: str) -> None:
    """A line that repeats itself thousands of times is read in time that grows with it, whatever the rule."""
    text = f"Статья 1. Предмет\n1. {words * 3000}"
    document = replace(read_bytes(text.encode(), "draft.txt"), act_id="draft:odd", language="rus")
    draft = Draft(Reading(split(document)), Register.load())
    began = time.process_time()
    check(draft, [r for r in load_rules().values() if r.family in (*OURS, "structure")])
    assert time.process_time() - began < 5
