"""Pages of adilet as the server sends them and as a browser saves them; all texts here are our own."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import etree

from lawkit.errors import ScriptShell, UnreadableSource, UnsafeSource
from lawkit.sources import read_act_bytes, read_bytes
from lawkit.structure.proof import check_lossless

NB = "&nbsp;" * 5 + " "


def page(
    article: str, *, lang: str = "rus", act: str = "Z9900000001", title: str = "Об учете записей", banner: str = ""
) -> str:
    line = banner or "Закон Республики Казахстан от 1 марта 2019 года № 12-VI ЗРК."
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>{title} - ИПС &quot;Әділет&quot;</title>
<script>var x = "Статья 99. Не текст";</script></head><body><div id="container" class="module_npaView lang_{lang}">
<ul><li><a href="/kaz/docs/{act}">ҚАЗ</a></li><li class="selected"><a href="/{lang}/docs/{act}">РУС</a></li></ul>
<div class="container_alpha slogan"><h1>{title}</h1><span class="status status_upd">Обновленный</span><p>{line}</p></div>
<div class="container_gamma text text_upd"><div class="gs_12"><article>{article}</article></div></div>
<footer><li>Дата обновления: <span>04.02.2026</span></li></footer></div></body></html>"""


LAW = f"""<p>
<font color="#FF0000">{NB}Примечание ИЗПИ!<br>{NB}Порядок введения в действие см. <a href="/rus/docs/Z9900000001#z30">ст. 3</a></font></p>
<p><a href="/rus/docs/Z9900000001/z1_.htm">СОДЕРЖАНИЕ</a></p><p id="z1">
{NB}Закон регулирует учет.</p>
<h3 id="z2"> РАЗДЕЛ 1. ОБЩЕЕ<br>Глава 1. УЧЕТ<br>И ЗАПИСИ</h3><p><b><a name="z3"></a>Статья 1. Понятия</b></p><p>
{NB}Понятия:</p>
<p id="z4">
{NB}1) реестр – перечень согласно <a href="/rus/docs/Z9900000001#z30">статье 3</a> Закона;</p>
<span class="note">{NB}<a name="z5"></a>2) исключен Законом РК от 14.07.2022 </span><a href="/rus/docs/Z2200000141#z9">№ 141-VII</a><span class="note"> (</span><a href="/rus/docs/Z2200000141#z1180">вводится</a><span class="note"> в действие с 01.01.2023);</span><br>
<font color="#FF0000">{NB}<a name="z6"></a>Примечание ИЗПИ!</font><br>
<font color="#FF0000">{NB}Подпункт 3) предусматривается исключить Законом РК от 09.01.2026 <a href="/rus/docs/Z2600000256#z7">№ 256-VIII</a>.</font><br>
<p>
{NB}3) исключение дублирования.</p>
<span class="note">{NB}Сноска. Статья 1 с изменением, внесенным Законом РК от 14.07.2022 </span><a href="/rus/docs/Z2200000141#z9">№ 141-VII</a><span class="note"> (вводится в действие с 01.01.2023).</span><br>
<p class="note">
{NB}Сноска. Глава 1 в редакции Закона РК от 14.07.2022 <a href="#1647">№ 141-VII</a>.</p>
<p><b><a name="z30"></a>Статья 3. Порядок</b></p><p id="z31">
{NB}1. Ставки:</p>
<p><table width="615"><tr><td rowspan="2"><p>
№ п/п</p></td><td><p>
Ставка</p></td></tr><tr><td><br></td><td><p>
5 %</p></td></tr></table></p>
<p>
<table border="0" width="600"><tr><td align="left" width="400"><i>{NB}<a name="z40"></a>Президент<br>Республики Казахстан</i></td>
<td align="left"><i>А. ОБРАЗЦОВ</i></td></tr></table></p>"""


@pytest.fixture(scope="module")
def law():
    return read_act_bytes(page(LAW).encode(), "page.html")


def test_the_page_tells_what_act_it_is(law):
    """Id, language, title, requisites, kind, number, date and status come from the page around the text."""
    assert (law.act_id, law.language, law.title) == ("Z9900000001", "rus", "Об учете записей")
    assert (law.kind, law.number, law.adopted, law.status) == ("law", "12-VI", dt.date(2019, 3, 1), "in_force")
    assert law.edition == dt.date(2023, 1, 1)


def test_the_tree_of_the_page(law):
    """Headings parted and joined at line breaks, the excluded subpoint, the table and the signature in their places."""
    assert [p.eid for p in law.provisions] == [
        "toc", "preamble", "sec_1", "chp_1", "art_1", "art_1__al_1", "art_1__subpara_1", "art_1__subpara_2",
        "art_1__subpara_3", "art_3", "art_3__para_1", "art_3__para_1__table_1", "conclusions",
    ]  # fmt: skip
    by = {p.eid: p for p in law.provisions}
    assert by["sec_1"].heading == "ОБЩЕЕ"
    assert by["chp_1"].heading == "УЧЕТ И ЗАПИСИ"
    assert by["art_1__subpara_2"].status == "excluded"
    assert by["art_1__subpara_3"].text == "исключение дублирования."
    assert by["art_3__para_1__table_1"].text == "№ п/п\tСтавка\n\t5 %"
    assert check_lossless(law) == []


def test_notes_of_the_page(law):
    """span.note, p.note and red fonts are notes, each on its provision, with the act's id from the link."""
    assert [(n.kind, n.eid) for n in law.notes] == [
        ("editorial", ""),
        ("exclusion", "art_1__subpara_2"),
        ("future", "art_1__subpara_3"),
        ("amendment", "art_1"),
        ("amendment", "chp_1"),
    ]
    assert [a.act for a in law.notes[3].amendments] == ["Z2200000141"]


def test_anchors_and_links(law):
    """An anchor that a red note took belongs to the provision after it; links keep their place in the body."""
    by = {p.eid: p for p in law.provisions}
    assert by["art_1__subpara_3"].anchors == ("z6",)
    assert by["art_1__subpara_2"].anchor == "z5"
    assert by["art_3"].anchor == "z30"
    assert ("статье 3", "/rus/docs/Z9900000001#z30") in {(k.span.of(law.body), k.href) for k in law.links}
    assert "#1647" in {k.href for k in law.links}


def test_nothing_outside_the_article_is_read(law):
    """Scripts, menus and the footer are not the act."""
    assert "Не текст" not in law.body
    assert "Дата обновления" not in law.body


def test_a_browser_save_gives_the_same_tree(law):
    """A browser writes the repaired tree: absolute links, tables beside empty paragraphs, tbody."""
    saved = page(LAW).replace('href="/', 'href="https://adilet.zan.kz/')
    saved = saved.replace("<p>\n<table", "<p>\n</p><table").replace("<p><table", "<p></p><table")
    saved = (
        saved.replace("</table></p>", "</tbody></table><p></p>")
        .replace('"><tr>', '"><tbody><tr>')
        .replace("<br>", "<br/>")
    )
    act = read_act_bytes(saved.encode(), "Закон.htm")
    assert [(p.eid, p.num, p.heading, p.text) for p in act.provisions] == [
        (p.eid, p.num, p.heading, p.text) for p in law.provisions
    ]
    assert act.act_id == law.act_id


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_of_a_page(encoding):
    """The encoding is found by byte order mark, meta element or letters."""
    text = (
        page(LAW)
        .replace("Әділет", "Эдилет")
        .replace("ҚАЗ", "КАЗ")
        .replace("№", "N")
        .replace("–", "-")
        .replace('charset="utf-8"', f'charset="{encoding}"')
    )
    act = read_act_bytes(text.encode(encoding), "page.html")
    assert act.title == "Об учете записей"
    assert act.provisions[-2].text.startswith("N п/п")


def test_an_order_with_annexes():
    """The corner's table opens an annex, its title is the annex's heading, numbers start again, anchors are kept."""
    corner = '<p align="right"><table border="0"><tr><td width="387">&nbsp;</td><td width="228"><a name="z{0}"></a>{1}</td></tr></table></p>'
    article = (
        f'<p id="z4">\n{NB}ПРИКАЗЫВАЮ:</p><p id="z5">\n{NB}1. Утвердить правила.</p>'
        + corner.format(14, "Приложение 1 к приказу<br>Министра<br>от 1 марта 2025 года № 7")
        + f'<h3 id="z15"> Правила<br>учета</h3><p id="z16">\n{NB}1. Правила определяют порядок.</p>'
        + corner.format(20, "Приложение<br>к Правилам учета")
        + '<h3 id="z21"> Форма</h3>'
    )
    act = read_act_bytes(
        page(article, act="V9900000007", banner="Приказ Министра от 1 марта 2025 года № 7.").encode(), "x.html"
    )
    assert [(p.eid, p.anchors) for p in act.provisions] == [
        ("preamble", ("z4",)),
        ("para_1", ("z5",)),
        ("annex_1", ("z14", "z15")),
        ("annex_1__para_1", ("z16",)),
        ("annex_1__annex_1", ("z20", "z21")),
    ]
    assert act.provisions[2].heading == "Правила учета"
    assert (act.kind, act.number) == ("order", "7")


def test_a_kazakh_and_an_english_page():
    """The page's own language decides; English pages read “Article 1.” and “Footnote.”."""
    kaz = f"<p><b><a name='z1'></a>1-бап. Ұғымдар</b></p><p>\n{NB}Бір.</p>"
    act = read_act_bytes(
        page(kaz, lang="kaz", banner="Қазақстан Республикасының 2019 жылғы 1 наурыздағы № 12-VI Заңы.").encode(),
        "x.rus.html",
    )
    assert (act.language, act.kind, act.number, act.adopted) == ("kaz", "law", "12-VI", dt.date(2019, 3, 1))
    eng = (
        f"<p>\n{NB}Unofficial translation</p><p><b>Article 1. Terms</b></p><p>\n{NB}1. One.</p>"
        f'<p class="note">{NB}Footnote. Article 1 as amended by the Law of the Republic of Kazakhstan dated 14.07.2022 No. 141-VII (shall be enforced from 01.01.2023).</p>'
    )
    act = read_act_bytes(
        page(eng, lang="eng", banner="The Law of the Republic of Kazakhstan dated March 1, 2019 No. 12-VI.").encode(),
        "x.html",
    )
    assert [p.eid for p in act.provisions] == ["art_1", "art_1__para_1"]
    assert [(n.kind, n.eid) for n in act.notes] == [("editorial", ""), ("amendment", "art_1")]
    assert act.adopted == dt.date(2019, 3, 1)


def test_a_repealed_page():
    """The status mark and the requisites line tell that the act is repealed."""
    text = page(
        LAW, banner="Закон от 1 марта 2019 года № 12-VI. Утратил силу Законом от 16 января 2026 года № 258-VIII."
    )
    assert read_act_bytes(text.encode(), "x.html").status == "repealed"


SHELL = """<html><head><title>Әділет</title><script src="/app.js"></script></head><body><div id="root"></div>
<p>Әділет — информационно-правовая система</p><noscript>Для работы с поиском и текстами актов включите JavaScript.</noscript></body></html>"""


def test_a_shell_without_text_says_so():
    """A page that loads its text by JavaScript is named as such, with what to do."""
    with pytest.raises(ScriptShell) as error:
        read_bytes(SHELL.encode(), "Z1.html")
    assert error.value.remedy


def test_an_empty_article_is_an_error():
    """A page whose article is empty holds no act."""
    with pytest.raises(UnreadableSource):
        read_bytes(page(" ").encode(), "x.html")


def test_entities_are_refused(tmp_path):
    """A file that declares XML entities is refused before anything parses it."""
    secret = tmp_path / "secret.txt"
    secret.write_text("тайна", encoding="utf-8")
    text = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>' + page("<p>1. Текст &x; записи.</p>")
    with pytest.raises(UnsafeSource):
        read_act_bytes(text.encode(), "x.html")


def test_undeclared_entities_stay_text():
    """Without a declaration an unknown entity is only text."""
    assert "&x;" in read_act_bytes(page("<p>1. Текст &x; записи.</p>").encode(), "x.html").body


def test_every_character_of_the_article_is_in_the_body():
    """Nested markup, stray text and tables in tables: the body's characters are the article's."""
    odd = (
        "Голый текст <i>курсив</i><div>в <u>обертке</u><p>Статья 1. А</p>хвост</div><ul><li>1) раз</li><li>2) два</li></ul>"
        "<table>мимо<tr><td>а<table><tr><td>б</td></tr></table></td>вне<td><p>в</p><p>г</p></td></tr></table><p>конец<p>еще"
    )
    act = read_act_bytes(page(odd).encode(), "x.html")
    root = etree.fromstring(page(odd).encode(), etree.HTMLParser(encoding="utf-8"))
    assert "".join(act.body.split()) == "".join("".join(root.find(".//article").itertext()).split())
    assert check_lossless(act) == []
