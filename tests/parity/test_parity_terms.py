"""The glossary of aligned definitions, its files, and terms rendered in two ways."""

import csv
import io
from dataclasses import replace

import pytest
from lxml import etree
from parity_models import act, reading

from lawkit.errors import ReportError
from lawkit.parity import find_discrepancies, glossary_rows, learn_glossary, write_glossary
from lawkit.parity.tbx import as_csv, as_tbx
from lawkit.reading import read

TBX = "{urn:iso:std:iso:30042:ed-2}"


def test_terms_of_definitions_that_answer_to_each_other_are_paired():
    entries = learn_glossary([(reading("rus"), reading("kaz"))])
    assert {(e.term_a, e.term_b) for e in entries} == {
        ("модельный реестр", "үлгілік тізілім"), ("хранитель реестра", "тізілімді сақтаушы"),
        ("пользователь услуги", "қызметті пайдаланушы"),
    }  # fmt: skip
    keeper = next(e for e in entries if e.term_a == "хранитель реестра")
    assert keeper.definition_b.startswith("үлгілік тізілімді жүргізетін")
    assert str(keeper.source_b) == "M1@2027-07-01/kaz#art_1__subpara_2"
    assert keeper.uses >= 3


def test_what_two_acts_render_differently_is_told():
    other = (("тізілімді сақтаушы – үлгілік", "тізілім ұстаушы – үлгілік"),)
    entries = learn_glossary([(reading("rus"), reading("kaz")), (reading("rus"), reading("kaz", *other))])
    assert {e.variants for e in entries if e.term_a == "хранитель реестра"} == {
        ("тізілім ұстаушы",),
        ("тізілімді сақтаушы",),
    }
    assert all(e.variants == () for e in entries if e.term_a == "модельный реестр")


def test_tbx_holds_one_concept_a_term_with_both_languages_in_the_order_of_the_standard():
    entries = learn_glossary([(reading("rus"), reading("kaz"))])
    root = etree.fromstring(as_tbx(entries))
    assert (root.tag, root.get("type"), root.get("style")) == (f"{TBX}tbx", "TBX-Basic", "dca")
    assert [e.tag for e in root] == [f"{TBX}tbxHeader", f"{TBX}text"]
    assert root.find(f"{TBX}tbxHeader/{TBX}fileDesc/{TBX}sourceDesc/{TBX}p").text
    concepts = root.findall(f"{TBX}text/{TBX}body/{TBX}conceptEntry")
    assert len(concepts) == len(entries) == len({c.get("id") for c in concepts})
    for concept in concepts:
        sections = concept.findall(f"{TBX}langSec")
        assert [s.get("{http://www.w3.org/XML/1998/namespace}lang") for s in sections] == ["ru", "kk"]
        for section in sections:
            assert [e.tag for e in section] == [f"{TBX}descripGrp", f"{TBX}termSec"], (
                "what is about the concept stands first"
            )
            assert [(e.tag, e.get("type")) for e in section[0]] == [
                (f"{TBX}descrip", "definition"),
                (f"{TBX}admin", "source"),
            ]
            assert section[1].find(f"{TBX}term").text


def test_csv_is_read_back_and_starts_no_formula():
    entries = learn_glossary([(reading("rus"), reading("kaz"))])
    rows = list(csv.DictReader(io.StringIO(as_csv([replace(entries[0], term_b="=1+1"), *entries]).decode("utf-8-sig"))))
    assert rows[0]["term_b"] == "'=1+1"
    assert [r["term_a"] for r in rows[1:]] == [e["term_a"] for e in glossary_rows(entries)]


def test_files_are_written_whole_and_other_endings_refused(tmp_path):
    entries = learn_glossary([(reading("rus"), reading("kaz"))])
    assert write_glossary(entries, tmp_path / "g.tbx").read_bytes() == as_tbx(entries)
    assert [p.name for p in tmp_path.iterdir()] == ["g.tbx"]
    with pytest.raises(ReportError):
        write_glossary(entries, tmp_path / "g.pdf")


def test_a_term_rendered_in_two_ways_is_doubted():
    """The usual rendering stands in most provisions, another one in three, and nowhere else."""
    rus, kaz = _long("rus"), _long("kaz")
    texts = {p.eid: p.text for p in kaz.provisions}
    other = {
        eid: t.replace("ізілімді сақтаушы", "ізілімді ұстаушы")
        for eid, t in texts.items()
        if eid in ("art_6__para_2", "art_6__para_4", "art_6__para_6")
    }
    changed = replace(kaz, provisions=tuple(replace(p, text=other.get(p.eid, p.text)) for p in kaz.provisions))
    assert [f for f in find_discrepancies(read(rus), read(kaz)) if f.code == "term-two-ways"] == []
    (finding,) = [f for f in find_discrepancies(read(rus), read(changed)) if f.code == "term-two-ways"]
    assert {p.address.eid for p in finding.pins} == set(other)
    assert finding.evidence["usual"] == "тізілімді сақтаушы"
    assert "ұстаушы" in finding.evidence["other"]


_USES = {
    "rus": ("Хранитель реестра ведет архив.", "Хранитель реестра проводит обучение.", "Хранитель реестра публикует отчет.", "Хранитель реестра хранит копии.",
            "Хранитель реестра устанавливает цену.", "Хранитель реестра получает доход.", "Хранитель реестра имеет печать.", "Хранитель реестра имеет адрес."),
    "kaz": ("Тізілімді сақтаушы архив жүргізеді.", "Тізілімді сақтаушы оқыту өткізеді.", "Тізілімді сақтаушы есепті жариялайды.", "Тізілімді сақтаушы көшірмелерді сақтайды.",
            "Тізілімді сақтаушы бағаны белгілейді.", "Тізілімді сақтаушы кіріс алады.", "Тізілімді сақтаушының мөрі болады.", "Тізілімді сақтаушының мекенжайы болады."),
}  # fmt: skip


def _long(language):
    made = act(language)
    last = made.provisions[-2]
    article = replace(last, eid="art_6", number="6", order=len(made.provisions), text="", heading="")
    uses = [
        replace(last, eid=f"art_6__para_{i}", kind="paragraph", number=str(i), num=f"{i}.", heading="", text=text, parent="art_6", order=article.order + i)
        for i, text in enumerate(_USES[language], 1)
    ]  # fmt: skip
    return replace(made, provisions=(*made.provisions, article, *uses))
