"""Law-as-git Markdown: layout, meta.yaml, notes as quoted italics, escaped brackets, anchors, parts."""

from __future__ import annotations

import datetime as dt

import pytest

from lawkit.sources import find_sources, read_act
from lawkit.sources.facts import derive_id, parse_requisites
from lawkit.structure.proof import check_lossless

META = """
requisite: Закон Республики Казахстан от 1 марта 2019 года № 12-VI ЗРК
title: {rus: Об учете записей, kaz: Жазбаларды есепке алу туралы}
version_date: {rus: 2024-05-01, kaz: 2024-06-01}
"""
TEXT = """## Оглавление

Статья 1. Орган

*Статья 2 исключена Законом РК от 14.07.2022 № 141-VII*

# Об учете записей

Закон регулирует учет.

## Глава 1. УЧЕТ

<a id="st1"></a>

### Статья 1. Орган

Орган:

1\\) ведет **реестр** \\*;

*2) исключен Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023);*

   3) смотрит [статью 3](https://adilet.zan.kz/rus/docs/Z9900000001#z3).

> *Сноска. Статья 1 с изменением, внесенным Законом РК от 14.07.2022 № 141-VII (вводится в действие с 01.01.2023).*

*Статья 2 исключена Законом РК от 14.07.2022 № 141-VII.*

**Президент Республики Казахстан**

**А. ОБРАЗЦОВ**
"""


@pytest.fixture
def folder(tmp_path):
    act = tmp_path / "03-laws" / "2019" / "0301-ob-uchete-1"
    act.mkdir(parents=True)
    (act / "meta.yaml").write_text(META, encoding="utf-8")
    (act / "rus.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "README.md").write_text("# Read me", encoding="utf-8")
    return tmp_path


WRAPPED = """## ОГЛАВЛЕНИЕ

Глава I. Общие начала

Статья 1. Орган учета

Глава II. Согласие на назначение писцов,

## их избрание и освобождение

## от должности

Статья 2. Писцы, назначаемые органом учета, избираемые

сходом писцов

Статья 2-1 . Порядок

Статья 3. Порядок введения

в действие

# Об учете записей

Закон регулирует учет.

## Глава I Общие начала

### Статья 1. Орган учета

Орган ведет реестр.

## Глава II Согласие на назначение писцов, их избрание и освобождение от должности

### Статья 2. Писцы, назначаемые органом учета, избираемые сходом писцов

Писцов назначает орган.

### Статья 2-1. Порядок

Порядок прост.

### Статья 3. Порядок введения в действие

Закон вводится в действие с 1 мая.
"""


@pytest.mark.parametrize("title", ["# Об учете записей", "## Об учете записей"])
def test_contents_with_headings_that_wrap(folder, title):
    """Lines of the contents behind a wrapped heading are no articles, and the text behind the contents is none of them."""
    path = folder / "03-laws" / "2019" / "0301-ob-uchete-1" / "rus.md"
    path.write_text(WRAPPED.replace("# Об учете записей", title), encoding="utf-8")
    act = read_act(path)
    check_lossless(act)
    assert [p.eid for p in act.provisions if p.kind in ("toc", "chapter", "article")] == [
        "toc", "chp_1", "art_1", "chp_2", "art_2", "art_2-1", "art_3",
    ]  # fmt: skip
    (contents,) = (p for p in act.provisions if p.kind == "toc")
    assert contents.span.of(act.body).endswith("Порядок введения\nв действие")


def test_the_tree_of_a_markdown_act(folder):
    """Contents, title, chapter, article, subpoints, excluded items and the signature, without a sign of Markdown."""
    (path,) = find_sources([folder])
    act = read_act(path)
    assert [p.eid for p in act.provisions] == [
        "toc", "preface", "preamble", "chp_1", "art_1", "art_1__al_1", "art_1__subpara_1", "art_1__subpara_2",
        "art_1__subpara_3", "art_2", "conclusions",
    ]  # fmt: skip
    by = {p.eid: p for p in act.provisions}
    assert by["art_1__subpara_1"].text == "ведет реестр *;"
    assert by["art_1__subpara_2"].status == by["art_2"].status == "excluded"
    assert by["art_1"].anchor == "st1"
    assert [(k.span.of(act.body), k.href) for k in act.links] == [
        ("статью 3", "https://adilet.zan.kz/rus/docs/Z9900000001#z3")
    ]
    assert [(n.kind, n.eid) for n in act.notes] == [
        ("exclusion", "art_1__subpara_2"),
        ("amendment", "art_1"),
        ("exclusion", "art_2"),
    ]
    assert check_lossless(act) == []


def test_meta_tells_the_rest(folder):
    """Id by derivation, title, edition and number come from meta.yaml."""
    act = read_act(find_sources([folder])[0])
    assert (act.act_id, act.title, act.edition) == ("Z1900000012", "Об учете записей", dt.date(2024, 5, 1))
    assert (act.kind, act.number, act.adopted) == ("law", "12-VI", dt.date(2019, 3, 1))


def test_arguments_overrule(folder):
    """Explicit id, language and edition win over meta.yaml."""
    act = read_act(find_sources([folder])[0], act_id="draft:x", language="rus", edition=dt.date(2020, 1, 1))
    assert (act.act_id, act.edition) == ("draft:x", dt.date(2020, 1, 1))


def test_parts_are_one_act(folder):
    """A long act in `rus/*.md` is listed once and read in the order of its parts."""
    act = folder / "03-laws" / "2019" / "0301-ob-uchete-1"
    (act / "rus.md").unlink()
    (act / "rus").mkdir()
    (act / "rus" / "02.md").write_text("### Статья 2. Б\n\nДва.", encoding="utf-8")
    (act / "rus" / "01.md").write_text("### Статья 1. А\n\nРаз.", encoding="utf-8")
    (path,) = find_sources([folder])
    assert [p.eid for p in read_act(path).provisions] == ["art_1", "art_1__al_1", "art_2", "art_2__al_1"]


@pytest.mark.parametrize("broken", ["a: [", "- 1", "\x00", "requisite: 5\nversion_date: x\ntitle: 7"])
def test_a_broken_meta_is_a_diagnostic(folder, broken):
    """A meta.yaml that cannot be read never hides the act."""
    path = find_sources([folder])[0]
    (path.parent / "meta.yaml").write_text(broken, encoding="utf-8")
    assert any(p.eid == "art_1" for p in read_act(path).provisions)


IDS = [
    ("Закон Республики Казахстан от 16 ноября 2015 года № 401-V ЗРК", "Z1500000401"),
    ("Закон Республики Казахстан от 7 января 2003 года № 370-II. Утратил силу Кодексом", "Z030000370_"),
    ("Кодекс Республики Казахстан от 29 октября 2015 года № 375-V ЗРК.", "K1500000375"),
    ("Қазақстан Республикасының 2013 жылғы 15 сәуірдегі № 88-V Заңы.", "Z1300000088"),
    ("Закон Республики Казахстан от 17 апреля 1995 г. № 2198", "Z950002198_"),
    ("Приказ Министра от 8 октября 2024 года № 677", ""),
    (
        "Приказ Министра от 15 августа 2024 года № 546. Зарегистрирован в Министерстве юстиции 16 августа 2024 года № 34933.",
        "V2400034933",
    ),
    (
        "Приказ Министра от 9 декабря 2015 года № 1187. Зарегистрирован в Министерстве юстиции 14 января 2016 года № 12864.",
        "V1500012864",
    ),
    ("Постановление Правительства Республики Казахстан от 12 июля 2023 года № 552", "P2300000552"),
    ("Нормативное постановление Конституционного Суда от 6 марта 2023 года № 4", ""),
    ("Указ Президента Республики Казахстан от 13 апреля 2022 года № 872", "U2200000872"),
    ("Закон без даты № 5", ""),
]


@pytest.mark.parametrize(("requisites", "act_id"), IDS)
def test_ids_are_derived_from_requisites(requisites, act_id):
    """Laws and codes have an id by number and date; orders have none."""
    assert derive_id(parse_requisites(requisites)) == act_id


def test_the_title_is_the_editions_own(folder):
    """meta.yaml names an act as it is called today; an older text keeps the title it bears."""
    path = find_sources([folder])[0]
    (path.parent / "meta.yaml").write_text(META.replace("Об учете записей", "О новом учете"), encoding="utf-8")
    assert read_act(path).title == "Об учете записей"


def test_a_title_still_to_change_is_not_yet_todays(tmp_path):
    """The register's former title stands while a red note says that the heading is to change."""
    path = tmp_path / "Z1500000418.rus.txt"
    note = "Примечание ИЗПИ!\n\nЗаголовок Закона предусматривается в редакции Закона РК от 09.01.2026 № 256-VIII.\n\n"
    path.write_text("Статья 1. А\n\n1. Раз.\n", encoding="utf-8")
    today = read_act(path).title
    path.write_text(note + "Статья 1. А\n\n1. Раз.\n", encoding="utf-8")
    assert today
    assert read_act(path).title not in ("", today)


def test_a_pipe_table(folder):
    """Cells by tabs, rows by newlines."""
    path = find_sources([folder])[0]
    path.write_text(
        "### Статья 1. Ставки\n\n1. Ставки:\n\n| № | Ставка |\n|---|:---:|\n| 1 | **5** % |\n| 2 | |\n",
        encoding="utf-8",
    )
    table = read_act(path).provisions[-1]
    assert (table.eid, table.text) == ("art_1__para_1__table_1", "№\tСтавка\n1\t5 %\n2")


def test_an_act_cut_into_files(folder):
    """`rus.md` with a list of parts: its head and the parts in the list's order, without the ways back."""
    act = folder / "03-laws" / "2019" / "0301-ob-uchete-1"
    (act / "rus").mkdir()
    (act / "rus.md").write_text(
        "# Об учете записей\n\nЗакон регулирует учет.\n\n## Части документа\n\nДокумент разбит на части.\n\n| Часть | Название |\n"
        "|---|---|\n| [`sec002`](rus/sec002.md) | Б |\n| [`sec001`](rus/sec001.md) | А |\n| [x](rus/../../meta.md) | x |\n",
        encoding="utf-8",
    )
    back = "↑ [Вся редакция](../rus.md)\n\n"
    (act / "rus" / "sec001.md").write_text(back + "## I. Вторая часть\n\n### Статья 2. Б\n\nДва.", encoding="utf-8")
    (act / "rus" / "sec002.md").write_text(back + "### Статья 1. А\n\nРаз.", encoding="utf-8")
    (path,) = find_sources([folder])
    assert path.name == "rus.md"
    act = read_act(path)
    assert [p.eid for p in act.provisions] == [
        "preface", "preamble", "art_1", "art_1__al_1", "sec_1", "art_2", "art_2__al_1",
    ]  # fmt: skip
    assert check_lossless(act) == []


ORDER = """# Об утверждении Правил учета

ПРИКАЗЫВАЮ:

1. Утвердить прилагаемые Правила учета.

**А. Образцов**

> *«СОГЛАСОВАН»*  \n> *Министерство юстиции*

> *Утверждены*  \n> *приказом Министра*  \n> *от 31 декабря 2015 года*  \n> *№ 01-38.49*

## Правила учета

> *Сноска. Заголовок в редакции приказа Министра РК от 29.08.2024 № 04/198.*

### 1. Общие положения

<a id="an0_p1"></a>

1. Правила определяют порядок:

   1) учета;

      - вручную;

### 2. Порядок

2. Запись вносится.

> *Приложение 1*  \n> *к Правилам учета*

> *форма*

## ЗАПИСЬ

```
   Орган ____________________
            (наименование)
```

1. Внести:

<table>
<tr><td>№
п/п</td><td>Запись</td></tr>
<tr><td>1.</td><td></td></tr>
</table>
"""


def test_an_order_with_its_annexes(tmp_path):
    """Quoted italics are corners, stamps and notes by their words; forms and HTML tables are kept."""
    (tmp_path / "meta.yaml").write_text(
        "requisite: Приказ Министра от 31 декабря 2015 года № 01-38.49. Зарегистрирован в Министерстве юстиции Республики"
        " Казахстан 28 января 2016 года № 12944\n",
        encoding="utf-8",
    )
    (tmp_path / "rus.md").write_text(ORDER, encoding="utf-8")
    act = read_act(tmp_path / "rus.md")
    assert act.act_id == "V1500012944"  # the year is the order's own, not that of its registration
    assert [p.eid for p in act.provisions] == [
        "preface", "preamble", "para_1", "conclusions", "annex_1", "annex_1__chp_1", "annex_1__para_1",
        "annex_1__para_1__subpara_1", "annex_1__para_1__subpara_1__indent_2", "annex_1__chp_2", "annex_1__para_2",
        "annex_1__annex_1", "annex_1__annex_1__al_1", "annex_1__annex_1__para_1", "annex_1__annex_1__para_1__table_1",
    ]  # fmt: skip
    by = {p.eid: p for p in act.provisions}
    assert by["annex_1"].heading == "Правила учета"
    assert by["annex_1__para_1"].anchor == "an0_p1"
    assert by["annex_1__annex_1__para_1__table_1"].text == "№ п/п\tЗапись\n1."
    assert "____________________" in by["annex_1__annex_1__al_1"].text
    assert [(n.kind, n.eid) for n in act.notes] == [("amendment", "annex_1")]
    assert check_lossless(act) == []
