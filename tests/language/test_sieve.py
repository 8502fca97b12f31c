"""A pattern asked only where its words stand finds what `re` finds; what cannot be told is not claimed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawkit.check import load_rules
from lawkit.errors import RulesError
from lawkit.language.data import language_rules
from lawkit.language.sieve import Sieve, needed
from lawkit.overlaps import rules as overlap_rules
from lawkit.reading.norms.clauses import patterns
from lawkit.resources import resource
from lawkit.sources import read_act

LINES = (
    "Оператор обязан ответить на запрос в течение пяти рабочих дней со дня его получения, если иное не установлено.",
    "Если заявитель не представил сведения, то в случае отказа он ВПРАВЕ обжаловать решение в установленном порядке.",
    "Порядок ведения реестра определяется уполномоченным органом в порядке, определяемом настоящим Законом.",
    "За нарушение взыскивается штраф в размере десяти процентов; не допускается повторное взыскание.",
    "Иные полномочия, предусмотренные законами; действие настоящего Закона не распространяется на архивы.",
    "Оператор он міндетті түрде бес жұмыс күні ішінде жауап береді, егер өзгеше белгіленбесе.",
    "The operator shall answer within five working days unless otherwise established by this Law.",
    "", " ", "—", "ЕСЛИ", "ſ K İ ß", "Утратил силу Законом Республики Казахстан.",
)  # fmt: skip
CORPUS = sorted({p.text for path in sorted(resource("corpus", "demo").glob("*.html"))[:6] for p in read_act(path).provisions
                 if p.text})[::3]  # fmt: skip


def _sought():
    """All patterns of the rules that are asked through sieves, with the way they are asked."""
    for rule in load_rules().values():
        for table in (rule.patterns, rule.exceptions):
            for parts in table.values():
                yield parts, True
                yield from (((part,), False) for part in parts)
    for language in ("rus", "kaz", "eng"):
        yield from (((sieve._parts), False) for sieve in patterns(language) if isinstance(sieve, Sieve))
        yield from ((sieve._parts, False) for _, sieve in patterns(language).modality)
        assert language_rules(language, "norms")
    for name in ("rus", "kaz", "eng", "general", "skip", "quoting"):
        yield from ((sieve._parts, True) for sieve in overlap_rules.boilerplate(name))


def _spans(matches):
    return [m.span() for m in matches]


def test_the_matches_are_those_of_re():
    asked, spared = 0, 0
    for parts, fold_case in _sought():
        if not parts:
            continue
        try:
            plain = re.compile("|".join(f"(?:{p})" for p in parts), re.IGNORECASE if fold_case else 0)
        except re.error:  # two patterns of a page, each with a group of one name, are never joined
            continue
        sieve = Sieve(*parts, fold_case=fold_case)
        for line in (*LINES, *CORPUS):
            for text in (line, line.lower()):
                expected = plain.search(text)
                found = sieve.search(text)
                assert (found and found.span()) == (expected and expected.span()), (parts, text)
                asked += 1
                spared += not sieve.may_match(text)
        assert _spans(sieve.finditer(LINES[0])) == _spans(plain.finditer(LINES[0]))
        assert bool(sieve.match(LINES[1], 5)) == bool(plain.match(LINES[1], 5))
    assert asked > 20_000
    assert spared > asked // 2  # else it would be of no use


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?P<form>закон)\s(?P=form)", ("закон",)),
        (r"(?i:закон)", ()),
        (r"(?i)закон", ()),
        (r"\u0437акон", ("акон",)),
        (r"\x61b", ()),
        (r"[]аб]вгд", ("вгд",)),
        (r"[^]аб]вгд", ("вгд",)),
        (r"[а\]б]вгд", ("вгд",)),
        (r"абв{2}", ("аб",)),
        (r"абв{", ("аб",)),
        (r"(?:закон){0,2}акт", ("акт",)),
        (r"(?>закон)", ("закон",)),
        (r"(?=закон)\w+", ("закон",)),
        (r"(?<!закон)ами", ("ами",)),
        (r"(закон|акт)?", ()),
    ],
)
def test_words_read_off_a_pattern(pattern, words):
    assert needed(pattern) == words


PIECES = st.sampled_from(
    ["аб", "вгд", "еж", r"\s", r"\w", "[аб]", "[^в]", "?", "*", "+", "|", "(?:", "(", "(?=", "(?!", ")", "{2}", "."]
)


@given(st.lists(PIECES, min_size=1, max_size=9).map("".join), st.text("абвгдеж ", max_size=12))
def test_any_pattern(pattern, text):
    """Put together by chance: a sieve never loses a match."""
    try:
        plain = re.compile(pattern)
    except (re.error, OverflowError):
        return
    found, expected = Sieve(pattern).search(text), plain.search(text)
    assert (found and found.span()) == (expected and expected.span())


def test_nothing_is_compiled_before_its_words_are_met():
    sieve = Sieve(r"закон(", place="rules/some.yaml")
    assert sieve.search("другое") is None
    with pytest.raises(RulesError, match=r"rules/some.yaml: no regular expression"):
        sieve.search("по закону")
    with pytest.raises(re.error):
        Sieve(r"закон(").search("закон")


def test_no_patterns_match_nothing():
    assert Sieve().search("") is None
    assert Sieve().match("") is None
    assert list(Sieve().finditer("")) == []
