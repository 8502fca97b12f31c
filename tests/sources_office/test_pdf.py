"""A PDF's lines become the paragraphs they were, and what is no text layer is told as such."""

import pytest
from pdfmaker import pdf

from lawkit.errors import UnreadableSource
from lawkit.sources.pdf import read


def page(*lines, indent=0, top=780):
    """Lines one below the other; a leading > stands for a first-line indent, a leading = for a full line."""
    return [(70 if t.startswith(">") else 40, top - 14 * i, t.lstrip(">")) for i, t in enumerate(lines)]


FULL = "и слова этой строки доходят до самого края листа, как им положено"


def texts(data):
    return [block.text for block in read(data, "x.pdf").blocks]


def test_lines_become_paragraphs_and_units_begin_their_own():
    data = pdf([page(
        ">Статья 1. Цели модели", ">1. Оператор ведёт реестр " + FULL[:40], "в цифровой форме, " + FULL, "и обновляет его:",
        ">1) каждый день;", ">2) по запросу.", ">Оператор сообщает об изменениях " + FULL[:30], "всем заявителям.",
    )])  # fmt: skip
    assert texts(data) == [
        "Статья 1. Цели модели",
        "1. Оператор ведёт реестр " + FULL[:40].strip() + " в цифровой форме, " + FULL + " и обновляет его:",
        "1) каждый день;",
        "2) по запросу.",
        "Оператор сообщает об изменениях " + FULL[:30].strip() + " всем заявителям.",
    ]


def test_a_reference_that_wraps_is_no_new_unit():
    data = pdf(
        [
            page(
                ">1. Срок продлевается в соответствии с пунктом",
                "2. настоящей статьи либо подпунктом",
                "3) пункта 4 правил.",
            )
        ]
    )
    assert len(texts(data)) == 1


def test_hyphens_of_the_line_go_and_those_of_the_word_stay():
    data = pdf(
        [
            page(
                ">Оператор публикует инфор-",
                "мацию на интернет-",
                "портале по статье 7-",
                "1 закона.",
                ">Информацию хранит он.",
            )
        ]
    )
    assert texts(data)[0] == "Оператор публикует информацию на интернет-портале по статье 7-1 закона."


def test_page_numbers_and_running_heads_go_with_a_diagnostic_and_a_sentence_runs_over_pages():
    heads = "Закон о модели от 1 января"
    pages = [page(heads, ">Первая часть текста страницы говорит", "что оператор " + FULL, str(n)) for n in (1, 2, 3, 4)]
    pages[1] = page(heads, "ведёт реестр и отвечает за него.", ">Вторая часть.", "2")
    document = read(pdf(pages), "x.pdf")
    text = "\n".join(block.text for block in document.blocks)
    assert heads not in text
    assert "\n2" not in text
    assert FULL + " ведёт реестр" in text
    assert document.diagnostics[0].code == "page-furniture"


def test_a_list_number_at_the_foot_of_a_page_is_no_page_number():
    document = read(pdf([page(">Пункты:", ">1) первый;", ">2) второй;"), page(">3) третий.")]), "x.pdf")
    assert [block.text for block in document.blocks] == ["Пункты:", "1) первый;", "2) второй;", "3) третий."]


def test_a_scanned_file_says_so_and_what_to_do():
    with pytest.raises(UnreadableSource, match=r"scanned.*ocrmypdf"):
        read(pdf([[], []], picture=True), "scan.pdf")
    document = read(
        pdf([page(">Первая страница с текстом."), [], page(">Третья страница с текстом.")], picture=True), "x.pdf"
    )
    assert [(d.code, d.severity) for d in document.diagnostics] == [("scanned-page", "error")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pdf([page(">Текст")], encrypt=True), "password"),
        (pdf([page(">Текст")])[:300], "damaged"),
        (b"%PDF-1.4\n%%EOF", "damaged"),
        (pdf([[]]), "no text"),
        (pdf([page("\x01\x02\x03 \x04\x05 ~~~ ### 12 @@ $$ %% ^^ && ** (( )) == ++")]), "letters"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(data, words):
    with pytest.raises(UnreadableSource, match=words):
        read(data, "x.pdf")
