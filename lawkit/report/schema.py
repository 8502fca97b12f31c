"""What an export means, for programs and for people: JSON Schema, data dictionary, Datasette metadata.

JSON Schema: draft 2020-12, json-schema.org. Datasette metadata: docs.datasette.io, «Metadata» and «Facets».
"""

from __future__ import annotations

import datetime as dt
import types
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from lawkit.report.rows import RENAMED, TABLES, columns

Json = dict[str, Any]
VERSION = 1  # of the export's form; it grows when a column goes or changes its meaning
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean"}


@lru_cache(maxsize=1)
def hints() -> dict[str, dict[str, Any]]:
    """The type of each column by table."""
    return {
        table: {RENAMED.get(name, name): kind for name, kind in get_type_hints(row).items()}
        for table, row in TABLES.items()
    }


def json_schema() -> Json:
    """The schema of all tables: each file NAME.jsonl holds one object a line, valid against `#/$defs/NAME`."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:lawkit:export:{VERSION}",
        "title": "lawkit export",
        "description": "Each file NAME.jsonl holds one JSON object a line, described by $defs/NAME.",
        "$defs": {table: _table(table) for table in TABLES},
    }


def _table(table: str) -> Json:
    meanings = columns(table)
    return {
        "type": "object",
        "description": _first_line(TABLES[table].__doc__),
        "properties": {name: {"description": meanings[name], **_type(kind)} for name, kind in hints()[table].items()},
        "required": list(meanings),
        "additionalProperties": False,
    }


def _type(kind: Any) -> Json:
    """The schema of one column's values."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        return {"type": _SIMPLE[kind]}
    if kind is dt.date:
        return {"type": "string", "format": "date"}
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_type(one) for one in inner if one is not type(None)] + [{"type": "null"}]}
    if origin is list:
        return {"type": "array", "items": _type(inner[0])}
    if origin is dict:
        return {"type": "object"} if inner[1] is Any else {"type": "object", "additionalProperties": _type(inner[1])}
    raise TypeError(f"a column of type {kind} has no schema")


def named(kind: Any) -> str:
    """A column's type in words."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in _SIMPLE:
        return {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}[
            _SIMPLE[kind]
        ]
    if kind is dt.date:
        return "date"
    if origin is Literal:
        return "one of " + ", ".join(f"`{one}`" for one in inner)
    if origin in (Union, types.UnionType):
        return " or ".join("empty" if one is type(None) else named(one) for one in inner)
    return "list of texts" if origin is list else "object"


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0]


@lru_cache(maxsize=1)
def database() -> Json:
    """What the tables and columns of lawkit.db mean, from rules/ui/database.yaml."""
    from lawkit.resources import from_yaml, resource

    described: Json = from_yaml(resource("rules", "ui", "database.yaml").read_text("utf-8"))
    return described


def meaning(table: str, name: str) -> str:
    """What a column of the database means; empty when nobody said it."""
    described = database()
    own: dict[str, str] = described["tables"].get(table, {}).get("columns", {})
    return own.get(name) or described["everywhere"].get(name, "")


def datasette(stem: str, table_columns: dict[str, list[str]]) -> Json:
    """Metadata with which `datasette lawkit.db -m metadata.json` explains itself; `stem` is the database's file name without ending."""
    described = database()
    tables: Json = {}
    for table, names in table_columns.items():
        one = described["tables"].get(table)
        if one is None:
            tables[table] = {"hidden": True}
            continue
        entry: Json = {"description": one["is"], "columns": {name: meaning(table, name) for name in names}}
        entry |= {key: one[key] for key in ("facets", "sort", "label_column", "hidden", "size") if key in one}
        tables[table] = entry
    return {
        "title": "lawkit",
        "description": described["is"],
        "databases": {stem: {"description": described["is"], "tables": tables, "queries": described["queries"]}},
    }


def dictionary(table_columns: dict[str, list[str]]) -> str:
    """The data dictionary as Markdown: the tables of an export, then those of the database."""
    described = database()
    parts = [
        "# Data dictionary\n",
        "Written by `python docs/make_reference.py` from the row classes of the export and from the database's schema.\n",
        "## Export\n",
        f"`lawkit export` writes one file a table (JSON Lines, CSV, Parquet) or one sheet a table (Excel). Form {VERSION}.",
        "In CSV and Excel a list or an object is written as JSON, and a cell that a spreadsheet would take for a formula",
        "begins with an apostrophe. `schema.json` beside the files is the same as JSON Schema.\n",
    ]
    for table, kinds in hints().items():
        parts += [
            f"### {table}\n",
            _first_line(TABLES[table].__doc__),
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        meanings = columns(table)
        parts += [f"| `{name}` | {named(kind)} | {meanings[name]} |" for name, kind in kinds.items()] + [""]
    parts += ["## Database\n", described["is"], ""]
    for table, names in table_columns.items():
        one = described["tables"].get(table)
        if one is None:
            continue
        parts += [f"### {table} (database)\n", one["is"], "", "| column | meaning |", "|---|---|"]
        parts += [f"| `{name}` | {meaning(table, name)} |" for name in names] + [""]
    return "\n".join(parts).rstrip() + "\n"
