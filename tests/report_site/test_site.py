"""The report site: every page is there, links lead somewhere, and nothing of an act's text is ever markup."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from lawkit.errors import ReportError
from lawkit.model import (
    Act,
    Address,
    Definition,
    Disposition,
    Finding,
    Pin,
    Provision,
    Reading,
    Reference,
    Span,
    Verdict,
)
from lawkit.report.marks import panes
from lawkit.report.material import Item, Material, Target
from lawkit.report.site import write_single, write_site

HOSTILE = [
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=alert(1)>',
    "</title><h1>чужое</h1>",
    "{{ 7*7 }}{% raw %}",
    '=HYPERLINK("http://x")',
    "../../etc/passwd",
    "\u202eобратный\u202c текст",
    "]]></script><!--",
]


def act(title: str, act_id: str, texts: list[str]) -> Act:
    """A small act whose points are the given texts."""
    body, provisions = "", []

    def add(eid: str, kind: str, number: str, num: str, heading: str, text: str, parent: str) -> None:
        nonlocal body
        start = len(body)
        body += " ".join(x for x in (num, heading, text) if x)
        provisions.append(
            Provision(eid, kind, number, num, heading, text, parent, len(provisions), Span(start, len(body)))
        )
        body += "\n"

    add("chp_1", "chapter", "1", "Глава 1.", "Общие положения", "", "")
    add("art_1", "article", "1", "Статья 1.", title, "", "chp_1")
    for n, text in enumerate(texts, 1):
        add(f"art_1__para_{n}", "paragraph", str(n), f"{n}.", "", text, "art_1")
    return Act(act_id, "rus", title, body, tuple(provisions), number=title[:20], source=title)


def material(texts: list[str]) -> Material:
    """Two acts, a reference between them, one finding, one verdict, one row of the map."""
    a, b = act(texts[0], "MODEL1", texts), act("Второй акт", "MODEL2", ["Орган публикует сведения.", texts[-1]])
    span = a.provisions[2].span
    reference = Reference(
        "art_1__para_1",
        Span(span.start + 3, span.end),
        a.body[span.start + 3 : span.end],
        "other_act",
        "resolved",
        Address("MODEL2", None, None, "art_1__para_1"),
    )
    pins = tuple(Pin(x.at("art_1__para_1"), x.provisions[2].text) for x in (a, b))
    finding = Finding(
        "f123", "near-duplicate", "likely", "duplication", pins, 0.8, dict.fromkeys(("rus", "kaz", "eng"), texts[1])
    )
    verdict = Verdict("egov", "T-01", "partly", pins[:1], {"rus": texts[2]})
    row = Disposition(a.at("art_1__para_1"), "0" * 16, "reworded", "t_1", 0.7, 0.2, "test", {"rus": texts[3]})
    return Material(
        (Reading(a, (reference,), (Definition(texts[1], texts[2], "art_1__para_2", Span(0, 1), "dash"),)), Reading(b)),
        (finding,), (verdict,), (Item("T-01", texts[4], {"rus": texts[0]}),), (row,), (Target("t_1", {"rus": texts[5]}, {"rus": texts[0]}),),
        matrices={"egov": {"MODEL1": {"T-01": "partly"}, "MODEL2": {"T-01": "not_found"}}},
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site made from hostile texts."""
    return write_site(material(HOSTILE), tmp_path_factory.mktemp("site") / "report").parent


def test_every_page_shows_hostile_text_as_text(site: Path) -> None:
    """No element of a page stems from the text of an act."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 8 + 1 + 1 + 1 + 2 * 3  # main, findings, destinations, target, two acts of a tree and two units
    for page in pages:
        tree = html.fromstring(page.read_text(encoding="utf-8"))
        assert not tree.xpath("//img | //*[@onerror] | //h1[text()='чужое']"), page.name
        assert all(s.get("src", "").endswith("assets/app.js") for s in tree.xpath("//script")), page.name
        assert "49" not in tree.text_content().replace("0.49", ""), page.name
    shown = html.fromstring((site / "acts/MODEL1-rus/art_1.html").read_text(encoding="utf-8")).text_content()
    for text in HOSTILE:
        assert text in shown


def test_matrix_shows_only_acts_that_say_something(site: Path) -> None:
    """The table of acts by requirements leaves out an act that answers none."""
    tree = html.fromstring((site / "gaps.html").read_text(encoding="utf-8"))
    matrix = tree.xpath("//table[contains(@class, 'matrix')]")[0]
    assert len(matrix.xpath(".//thead//th")) == 1
    assert [c.get("class") for c in matrix.xpath(".//tbody//td")] == ["cell partly"]


def test_panes_mark_what_differs_and_what_moved() -> None:
    """Changed words are marked on both sides, a moved run looks different, the rest stays as it was."""
    place = Address("MODEL1", None, "rus", "art_1")
    a = "Орган в течение пяти рабочих дней публикует сведения, хранит записи и ведет реестр."
    b = "Орган в течение десяти рабочих дней публикует сведения, хранит записи и ведет реестр."
    finding = Finding("f", "deadline-conflict", "likely", "contradiction", (Pin(place, a), Pin(place, b)), 0.9)
    (_, left), (_, right) = panes(finding)
    assert str(left) == a.replace("пяти", "<mark>пяти</mark>")
    assert str(right) == b.replace("десяти", "<mark>десяти</mark>")
    first, second = "Оператор хранит журнал обращений три года.", "Заявитель получает ответ на государственном языке."
    swapped = Finding(
        "f",
        "paraphrase",
        "likely",
        "duplication",
        (Pin(place, f"{first} {second}"), Pin(place, f"{second} {first}")),
        0.9,
    )
    assert '<mark class="moved">' in str(panes(swapped)[0][1])


def test_every_link_leads_to_a_place_that_exists(site: Path) -> None:
    """Relative links name files of the site, and their fragments name ids there."""
    checked = 0
    for page in site.rglob("*.html"):
        for href in html.fromstring(page.read_text(encoding="utf-8")).xpath("//a/@href"):
            path, _, fragment = href.partition("#")
            target = (page.parent / path.partition("?")[0]).resolve() if path else page
            assert target.is_file(), f"{page.name}: {href}"
            if fragment:
                ids = set(html.fromstring(target.read_text(encoding="utf-8")).xpath("//@id"))
                assert unquote(fragment) in ids, f"{page.name}: {href}"
            checked += 1
    assert checked > 100


def test_each_article_of_the_single_law_has_a_page_with_old_and_new_words(tmp_path: Path) -> None:
    given = material([*HOSTILE[:6], "Орган отвечает в течение пяти дней."])
    row = given.dispositions[0]
    again = replace(
        given, changes={str(row.source): (f"{HOSTILE[0]} и ещё слово", "terms")},
        targets=(
            replace(given.targets[0], number="7", answers=("T-01",)),
            Target("art_5__para_1", {"rus": "пункт 1"}), Target("art_5__para_2", {"rus": "пункт 2"}),
        ),
    )  # fmt: skip
    folder = write_site(again, tmp_path / "site").parent
    page = (folder / "map" / "t-t_1.html").read_text("utf-8")
    assert "Предлагаемая редакция" in page
    assert "изменены только термины" in page
    assert "<mark>" in page
    assert "T-01" in page
    assert "<script>window.hacked" not in page
    two = (folder / "map" / "t-art_5.html").read_text("utf-8")
    assert 'id="t-art_5__para_1"' in two
    assert 'id="t-art_5__para_2"' in two
    assert "map/t-t_1.html#t-t_1" in (folder / "map.html").read_text("utf-8")


def test_a_code_without_chapters_is_drawn_by_ranges_of_articles(tmp_path: Path) -> None:
    given = material(HOSTILE)
    units = [f"art_{n}{below}" for n in range(1, 61) for below in ("", "__para_1", "__para_2")]
    row = given.dispositions[0]
    rows = tuple(replace(row, target=eid) for eid in units)
    many = replace(given, targets=tuple(Target(eid, {"rus": eid}) for eid in units), dispositions=rows)
    text = (write_site(many, tmp_path / "site").parent / "map.html").read_text("utf-8")
    picture = text[text.index("<svg") : text.index("</svg>")]
    assert "статья 1 – статья 3" in picture
    assert "статья 2 – " not in picture
    assert len(re.findall(r'<section class="target"', text)) == 60


def test_nothing_is_asked_of_any_host(site: Path) -> None:
    """No page, style or script names an address outside the site."""
    for path in site.rglob("*"):
        if path.is_file() and path.parent.name != "data":
            text = (
                path.read_text(encoding="utf-8")
                .replace("http://www.w3.org/2000/svg", "")
                .replace("HYPERLINK(&#34;http://x&#34;)", "")
            )
            assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//|url\(", text), path.name


def test_data_scripts_cannot_be_left(site: Path) -> None:
    """The texts for search stay inside their script."""
    assert "</" not in (site / "data/texts.js").read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Same input, same output."""
    again = write_site(material(HOSTILE), tmp_path / "report").parent
    for path in site.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (again / path.relative_to(site)).read_bytes(), path.name


def test_single_file_holds_everything(tmp_path: Path) -> None:
    """The single file has each provision, and its inner links resolve."""
    tree = html.fromstring(write_single(material(HOSTILE), tmp_path / "report.html").read_text(encoding="utf-8"))
    ids = set(tree.xpath("//@id"))
    assert {"p-overview", "p-map", "MODEL1-rus--art_1__para_1", "f123", "t-t_1"} <= ids
    assert not {h for h in tree.xpath("//a/@href") if h.startswith("#") and unquote(h[1:]) not in ids}


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    """A report never replaces what is not a report."""
    (tmp_path / "важное.txt").write_text("не трогать", encoding="utf-8")
    with pytest.raises(ReportError, match="holds other files"):
        write_site(material(HOSTILE), tmp_path)
    assert (tmp_path / "важное.txt").read_text(encoding="utf-8") == "не трогать"


def test_an_earlier_report_is_replaced_and_tables_in_it_stay(tmp_path: Path) -> None:
    """A second report leaves no page of the first, and keeps the tables that people work in."""
    write_site(material(HOSTILE), tmp_path / "r")
    (tmp_path / "r" / "acts" / "stale.html").write_text("old", encoding="utf-8")
    (tmp_path / "r" / "tables").mkdir()
    (tmp_path / "r" / "tables" / "map.xlsx").write_text("decisions", encoding="utf-8")
    write_site(material(HOSTILE), tmp_path / "r")
    assert not (tmp_path / "r" / "acts" / "stale.html").exists()
    assert (tmp_path / "r" / "tables" / "map.xlsx").read_text(encoding="utf-8") == "decisions"
    assert [p.name for p in tmp_path.iterdir()] == ["r"]


def test_gaps_are_headed_by_titles_in_three_languages(tmp_path: Path) -> None:
    """A checklist and its groups are named in words; requirements that two lists share have places of their own."""
    words = {"rus": "Управление", "kaz": "Басқару", "eng": "Governance"}
    items = tuple(
        Item("GV-01", "data", {"rus": f"Требование {name}"}, {}, "", name, {"rus": f"Группа {name}"})
        for name in ("egov", "governance")
    )
    verdicts = tuple(Verdict(name, "GV-01", "met", (), {"rus": "Есть"}) for name in ("egov", "governance"))
    made = Material(
        (),
        verdicts=verdicts,
        items=items,
        checklists={"egov": {"rus": "Электронное правительство"}, "governance": words},
    )
    tree = html.fromstring((write_site(made, tmp_path / "r").parent / "gaps.html").read_text(encoding="utf-8"))
    heads = [h.text_content() for h in tree.xpath("//h2 | //h3")]
    assert heads == [
        "Электронное правительство egov",
        "Группа egov",
        "УправлениеБасқаруGovernance governance",
        "Группа governance",
    ]
    rows = tree.xpath("//tbody/tr")
    assert [r.get("id") for r in rows] == ["egov--GV-01", "governance--GV-01"]
    assert ["Требование egov" in r.text_content() for r in rows] == [True, False]
