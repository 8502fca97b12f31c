"""Words, lemmas, sentences and language detection."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.language import detect, fold, lemma_key, lemmas, sentences, stems, word_spans, words
from lawkit.model import LANGUAGES

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    return [tuple(line.split("\t")) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("form", "lemma"), rows("kazakh_forms.tsv"))
def test_kazakh_form_has_its_lemma(form: str, lemma: str) -> None:
    """Plural, possessive, case and tense endings are undone; roots that look like endings stay."""
    expected = {"объекті": {"объект", "объекті"}}.get(lemma, {lemma})
    assert lemmas([fold(form)], "kaz")[0] in expected


@pytest.mark.parametrize(("form", "lemma"), rows("russian_forms.tsv"))
def test_russian_form_has_its_lemma(form: str, lemma: str) -> None:
    assert lemmas([fold(form)], "rus") == [lemma]


def test_english_lemmas_and_overrides() -> None:
    assert lemmas(words("databases of the bodies and personal data"), "eng") == [
        "database", "of", "the", "body", "and", "personal", "data",
    ]  # fmt: skip


def test_numbers_and_hyphens_stay_whole() -> None:
    assert words("Статья 7-1 об интернет-ресурсах") == ["статья", "7-1", "об", "интернет-ресурсах"]


def test_latin_i_in_a_kazakh_word_is_read_as_cyrillic() -> None:
    assert words("негiзгi өкiлдiк") == words("негізгі өкілдік")
    assert words("civil") == ["civil"]


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    """Offsets found in folded text hold in the text as printed."""
    assert len(fold(text)) == len(text)
    for word, start, end in word_spans(text):
        assert fold(text)[start:end] == word


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), max_size=8), st.sampled_from(LANGUAGES))
def test_lemmas_and_stems_never_fail(items: list[str], language) -> None:
    folded = [fold(i) for i in items]
    assert len(lemmas(folded, language)) == len(stems(folded, language)) == len(items)
    assert lemmas(folded, language) == lemmas(folded, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Настоящий Закон регулирует отношения, возникающие при ведении реестра.", "rus"),
        ("Осы Заң тізілімді жүргізу кезінде туындайтын қатынастарды реттейді.", "kaz"),
        ("This Law governs relations that arise in keeping the register.", "eng"),
        ("", "rus"),
        ("№ 12-3", "rus"),
        ("Приказ об утверждении формы «Тізілімнен үзінді» и порядка её выдачи для органов Республики Казахстан", "rus"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


def test_detect_votes_over_the_whole_act() -> None:
    """A long Kazakh quotation at the end does not turn a Russian act."""
    russian = "Орган ведет реестр и выдает выписки по запросу заявителя. " * 400
    assert detect(russian + "Тізілім үзіндісі осы тәртіппен беріледі. " * 100) == "rus"


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Отказ оформляется по пп. 3) п. 1 ст. 7-1 Закона. Копия направляется заявителю.", "rus", 2),
        ("1. Орган вправе запросить сведения. Срок не продлевается.", "rus", 2),
        ("Председателем назначен А.Б. Серов. Он подписывает акт.", "rus", 2),
        ("Орган тізілімді жүргізеді. Үзінді 5 жұмыс күні ішінде беріледі.", "kaz", 2),
        ("The body keeps the register under art. 5 of the Law. It issues extracts.", "eng", 2),
        ("первая строка\nвторая строка", "rus", 2),
    ],
)
def test_sentences(text: str, language, count: int) -> None:
    """Abbreviations, initials and point numbers end no sentence; line breaks do."""
    spans = sentences(text, language)
    assert len(spans) == count
    assert all(s.of(text) == s.of(text).strip() for s in spans)


@settings(deadline=None)
@given(st.text(alphabet="абв. ?!\nA1)«»", max_size=200), st.sampled_from(LANGUAGES))
def test_sentences_cover_everything_but_space(text: str, language) -> None:
    covered = "".join(s.of(text) for s in sentences(text, language))
    assert "".join(covered.split()) == "".join(text.split())


def test_lemma_key_is_the_same_for_case_forms() -> None:
    assert lemma_key("уполномоченным органом", "rus") == lemma_key("Уполномоченного органа", "rus")
    assert lemma_key("уәкілетті органның", "kaz") == lemma_key("уәкілетті органға", "kaz")


def test_spacy_pipelines_keep_our_words_and_lemmas() -> None:
    """One pipeline a language, also Kazakh; the text comes back unchanged."""
    from lawkit.language.pipelines import match_terms, pipeline

    text = "Осы Заңның  7-1-бабының ережесі."
    doc = pipeline("kaz")(text)
    assert doc.text == text
    assert "7-1-бап" in [t.lemma_ for t in doc]
    terms = ["персональный данные", "персональный данные ограниченный доступ"]
    assert match_terms("Защита персональных данных ограниченного доступа", terms, "rus") == [(terms[1], 7, 48)]
