"""Mutated inputs: no crash, no hang; each gives an act with unique ids or one LawkitError. LAWKIT_FUZZ sets how many."""

from __future__ import annotations

import contextlib
import io
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import Figure, Unavailable, shared
from lawkit.errors import LawkitError
from lawkit.resources import resource
from lawkit.sources import read_act_bytes

COUNT = 10_000
WINDOW = 24_000  # bytes of a seed that one input takes at most
SECONDS_PER_INPUT = 2.0  # CPU, on a busy machine; real inputs of this size take some milliseconds

Seed = tuple[str, bytes]
Mutation = Callable[[random.Random, bytes, bytes], bytes]
_ENCODINGS = ("cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-8-sig", "latin-1", "mac-cyrillic")
_BITS = (
    b"<div>" * 300, b"</p></b></i>", b"<table><tr><td>" * 60, b"<!-- ", b"<![CDATA[", b"&#0;&#xD800;&#x110000;", b"\x00" * 40,
    b"9" * 3000, b"1-1-1-1-" * 300, "Статья 1-1-1. ".encode() * 50, b"1) 2) 3) " * 300, b"((((" * 500,
    "«".encode() * 900, "статьи 1, 2, 3–".encode() * 200, b"<a href='", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]>",
    "\u202e\u200b\ufeff\u2028".encode() * 50, b"\xff\xfe", b" " * 9000, b"\n" * 4000, b"<script>", "Сноска. ".encode() * 200,
    b"]" * 2000, b"*" * 3000, b"_" * 3000, b"\\" * 3000, b"#" * 3000, "\u00a0".encode() * 3000,
)  # fmt: skip


def _cut(r: random.Random, a: bytes, _: bytes) -> bytes:
    return a[r.randrange(len(a)) :] if r.random() < 0.5 else a[: r.randrange(len(a))]


def _splice(r: random.Random, a: bytes, b: bytes) -> bytes:
    return a[: r.randrange(len(a))] + b[r.randrange(len(b)) :]


def _shuffle(r: random.Random, a: bytes, _: bytes) -> bytes:
    glue = r.choice([b"\n", b"<p", b">", b". ", b" "])
    parts = a.split(glue)
    r.shuffle(parts)
    return glue.join(parts)


def _recode(r: random.Random, a: bytes, _: bytes) -> bytes:
    return a.decode("utf-8", "replace").encode(r.choice(_ENCODINGS), "replace")


def _noise(r: random.Random, a: bytes, _: bytes) -> bytes:
    out = bytearray(a)
    for _n in range(r.choice([1, 5, 50, len(a) // 20 + 1])):
        out[r.randrange(len(out))] = r.randrange(256)
    return bytes(out)


def _random(r: random.Random, a: bytes, _: bytes) -> bytes:
    return r.randbytes(r.randrange(1, len(a) + 1))


def _insert(r: random.Random, a: bytes, _: bytes) -> bytes:
    for _n in range(r.randrange(1, 4)):
        place = r.randrange(len(a))
        a = a[:place] + r.choice(_BITS) + a[place:]
    return a


def _repeat(r: random.Random, a: bytes, _: bytes) -> bytes:
    start = r.randrange(len(a))
    return a[:start] + a[start : start + r.randrange(1, 400)] * r.randrange(2, 60) + a[start:]


def _one_line(_: random.Random, a: bytes, b: bytes) -> bytes:
    return (a + b).replace(b"\n", b" ").replace(b"\r", b" ")


MUTATIONS: dict[str, Mutation] = {
    "cut": _cut, "splice": _splice, "shuffle": _shuffle, "recode": _recode, "noise": _noise, "random": _random,
    "insert": _insert, "repeat": _repeat, "one_line": _one_line,
}  # fmt: skip


def seeds(data: Path | None) -> list[Seed]:
    """Demonstration acts, real acts where they are at hand, and small Word, PDF and RTF files made of them."""
    folders = [resource("corpus", "demo")]
    with contextlib.suppress(Unavailable):
        folders.append(shared("acts", data=data))
    found = [
        (path.name, path.read_bytes())
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".txt", ".md"} and path.name.lower() != "readme.md"
    ]
    return [*found, ("a.docx", _docx()), ("a.pdf", _pdf()), ("a.rtf", _rtf())]


_LINES = ["Статья 1. Цели модели", "1. Оператор обязан:", "1) вести реестр;", "2) хранить его.", "Статья 2. Сроки"] * 8


def _docx() -> bytes:
    from docx import Document

    made, out = Document(), io.BytesIO()
    for line in _LINES:
        made.add_paragraph(line, style="List Number" if line[0].isdigit() else None)
    made.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    import ctypes

    import pypdfium2
    import pypdfium2.raw as pdfium

    made, out = pypdfium2.PdfDocument.new(), io.BytesIO()
    page = made.new_page(595, 842)
    for row in range(40):
        item = pdfium.FPDFPageObj_NewTextObj(made.raw, b"Helvetica", ctypes.c_float(12))
        text = (f"Article {row}. The operator keeps a register" + "\x00").encode("utf-16-le")
        pdfium.FPDFText_SetText(item, (ctypes.c_ushort * (len(text) // 2)).from_buffer_copy(text))
        pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, 50, 800 - row * 18)
        pdfium.FPDFPage_InsertObject(page.raw, item)
    page.gen_content()
    made.save(out)
    return out.getvalue()


def _rtf() -> bytes:
    text = "\\par ".join("".join(f"\\'{b:02x}" for b in line.encode("cp1251")) for line in _LINES)
    return b"{\\rtf1\\ansi\\ansicpg1251 " + text.encode() + b"}"


def _inside_docx(r: random.Random, data: bytes) -> bytes:
    """A Word file with some of its XML changed and packed again: elements dropped, doubled or moved, bytes flipped."""
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name in ("word/document.xml", "word/numbering.xml", "word/styles.xml") and r.random() < 0.7:
                part = _elements(r, part) if r.random() < 0.8 else _noise(r, part, b"")
            if r.random() > 0.03:
                target.writestr(name, part)
    return out.getvalue()


def _elements(r: random.Random, part: bytes) -> bytes:
    """Some tags of an XML part changed, mostly so that it stays well-formed."""
    from lxml import etree

    root = etree.fromstring(part)
    nodes = list(root.iter())
    for _ in range(r.randrange(1, 12)):
        node = r.choice(nodes)
        parent = node.getparent()
        if parent is None:
            continue
        deed = r.randrange(4)
        if deed == 0:
            parent.remove(node)
        elif deed == 1:
            r.choice(nodes).append(etree.fromstring(etree.tostring(node)))
        elif deed == 2 and node.attrib:
            node.attrib[r.choice(list(node.attrib))] = r.choice(["", "-1", "99999999999", "x", "0", "\u00ad", "%9%9"])
        elif isinstance(node.tag, str):
            node.tag = r.choice([n.tag for n in nodes[:50] if isinstance(n.tag, str)])
    return bytes(etree.tostring(root))


def mutated(r: random.Random, pool: list[Seed]) -> tuple[str, str, bytes]:
    """One input: the name of its file, of its mutation, and its bytes."""
    name, data = r.choice(pool)
    if r.random() < 0.06 and (office := dict(pool).get("a.docx")):
        return "a.docx", "inside", _inside_docx(r, office)
    other = r.choice(pool)[1]
    if not name.endswith((".docx", ".pdf")):
        start = r.randrange(max(1, len(data) - WINDOW))
        data = data[start : start + WINDOW]
    kind = r.choice(list(MUTATIONS))
    out = MUTATIONS[kind](r, data, other[:WINDOW])
    if r.random() < 0.25:
        second = r.choice(list(MUTATIONS))
        out, kind = MUTATIONS[second](r, out or b"x", other[:WINDOW]), f"{kind}+{second}"
    return name, kind, out


def fuzz(count: int, pool: list[Seed], *, seed: int = 1) -> tuple[Counter[str], list[str], float]:
    """Read `count` mutated inputs; outcomes, what went wrong (seed number, file, mutation, error), slowest seconds."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    slowest = 0.0
    for number in range(count):
        name, kind, data = mutated(random.Random(f"{seed}/{number}"), pool)
        before = time.process_time()
        try:
            act = read_act_bytes(data, name)
            outcomes["act"] += 1
            if len({p.eid for p in act.provisions}) != len(act.provisions):
                wrong.append(f"{number} {name} {kind}: ids repeat")
        except LawkitError as problem:
            outcomes["error"] += 1
            if "\n" in str(problem):
                wrong.append(f"{number} {name} {kind}: an error of more than one line")
        except Exception as problem:  # noqa: BLE001
            wrong.append(f"{number} {name} {kind}: {type(problem).__name__} {problem}"[:300])
        spent = time.process_time() - before
        slowest = max(slowest, spent)
        if spent > SECONDS_PER_INPUT:
            wrong.append(f"{number} {name} {kind}: {spent:.1f} s for {len(data)} bytes")
    return outcomes, wrong, slowest


def run(data: Path | None) -> list[Figure]:
    """Crashes and hangs among the mutated inputs; the first wrong ones are printed to stderr."""
    import sys

    count = int(os.environ.get("LAWKIT_FUZZ", COUNT))
    outcomes, wrong, slowest = fuzz(count, seeds(data))
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    return [
        Figure(
            "fuzz.wrong", len(wrong), n=count, bar="== 0", note="crashes, hangs, repeated ids, errors of many lines"
        ),
        Figure("fuzz.acts", outcomes["act"], n=count),
        Figure("fuzz.clear_errors", outcomes["error"], n=count),
        Figure("fuzz.slowest_s", slowest, n=count, bar=f"<= {SECONDS_PER_INPUT:g}"),
    ]
