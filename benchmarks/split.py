"""Splitting into articles, points and subpoints, against counts and anchors that others set."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Unavailable, share, shared
from lawkit.model import Act, Provision
from lawkit.sources import read_act

_SPACE = re.compile(r"\s+")
# The number that a paragraph begins with, read here without lawkit's grammar.
_PRINTED = re.compile(
    r"(?:(?:Статья|Глава|Раздел|Article|Chapter)\s+)?(\d+(?:-\d+)*)(?:\)|\.(?=\s|[^\W\d])|-(?:бап|тарау))"
)
_CONTENTS = re.compile(r"(?im)^[#\s*]*(?:оглавление|содержание|мазмұны|contents)\W*$")


def run(data: Path | None) -> list[Figure]:
    """Figures for every set that is here; `data` is a folder with EXPECTED.yaml, provisions.jsonl or indigo files."""
    if data is not None:
        figures = [*_expected(data), *_anchored(data), *_indigo(data)]
        if not figures:
            raise Unavailable(f"{data} holds neither EXPECTED.yaml nor provisions.jsonl nor .txt beside .html")
        return figures
    return [
        *_expected(shared("acts")),
        *_anchored(shared("gold", "kz_adilet_links")),
        *_indigo(shared("gold", "akn", "indigo")),
    ]


# -- EXPECTED.yaml: article numbers in order, number of chapters


def _expected(folder: Path) -> Iterator[Figure]:
    import yaml

    path = folder / "EXPECTED.yaml"
    if not path.is_file():
        return
    expected: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))
    exact = total = 0
    by_act: dict[str, list[tuple[int, int]]] = {}
    for name, want in expected.items():
        if not isinstance(want, dict) or "numbers" not in want or not (folder / name).is_file():
            continue
        act = read_act(folder / name)
        key = f"split.{act.act_id.rstrip('_')}.{act.language}{'.git' if name.endswith('.md') else ''}"
        numbers = [str(n) for n in want["numbers"]]
        found = list(
            dict.fromkeys(p.number for p in act.provisions if p.kind == "article" and p.eid.startswith("art_"))
        )
        hits, note = _in_order(found, numbers, (folder / name).read_text("utf-8", "replace"))
        total += 1
        exact += hits == len(numbers) == len(found)
        by_act.setdefault(act.act_id, []).append((hits, max(len(numbers), len(found))))
        yield share(f"{key}.articles_exact", hits, max(len(numbers), len(found)), bar="= 1", note=note)
        if isinstance(want.get("chapters"), int):
            chapters = {p.number for p in act.provisions if p.kind == "chapter" and p.eid.startswith("chp_")}
            yield Figure(
                f"{key}.chapters_exact", float(len(chapters) == want["chapters"]), n=want["chapters"], bar="= 1"
            )
    for act_id, counts in by_act.items():
        hits, of = sum(h for h, _ in counts), sum(n for _, n in counts)
        yield share(f"split.{act_id}.articles_exact", hits, of, bar="= 1", note=f"all {len(counts)} files")
    if total:
        yield share("split.expected.acts_exact", exact, total, bar="= 1")


def _in_order(found: list[str], numbers: list[str], source: str) -> tuple[int, str]:
    """Numbers that agree at their place. A list counted from a table of contents may have another order than the text."""
    if found != numbers and sorted(found) == sorted(numbers) and _CONTENTS.search(source):
        return len(numbers), "expected order follows the table of contents, ours the text"
    return sum(1 for a, b in zip(found, numbers, strict=False) if a == b), ""


# -- provisions.jsonl: the publisher's anchors


@dataclass(slots=True)
class _Tally:
    total: int = 0
    exact: int = 0
    numbered: int = 0
    numbers_right: int = 0
    articles_right: int = 0
    wrong: list[str] = field(default_factory=list)


def _anchored(folder: Path) -> Iterator[Figure]:
    path = folder / "provisions.jsonl"
    if not path.is_file():
        return
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["doc"], []).append(row)
    anchored, plain = _Tally(), _Tally()
    for doc, units in rows.items():
        file = next(iter(sorted((folder / "html").glob(f"{doc}.*.html"))), None)
        if file is None:
            continue
        act = read_act(file)
        by_anchor = {a: p for p in act.provisions for a in p.anchors}
        by_text: dict[str, list[Provision]] = {}
        for p in act.provisions:
            by_text.setdefault(_SPACE.sub("", p.num + p.heading + p.text), []).append(p)
        tables = [_SPACE.sub("", p.text) for p in act.provisions if p.kind == "table"]
        for unit in units:
            if unit["editorial"] or not unit["text"].strip():
                continue
            if unit["id"]:
                _judge(unit, by_anchor.get(unit["id"]), anchored)
            elif unit["tag"] == "p" and _PRINTED.match(unit["text"]) and len(unit["text"]) > 20:
                bare = _SPACE.sub("", unit["text"])
                if bare not in by_text and any(bare in t for t in tables):
                    continue  # a table's cell
                _judge(unit, next(iter(by_text.get(bare, ())), None), plain)
    name = f"split.{folder.name}"
    note = "; ".join(anchored.wrong[:3])
    yield share(f"{name}.units_exact", anchored.exact, anchored.total, bar=">= 0.995", note=note)
    yield share(f"{name}.numbers_exact", anchored.numbers_right, anchored.numbered, bar=">= 0.995")
    yield share(f"{name}.article_exact", anchored.articles_right, anchored.total, bar=">= 0.995")
    yield share(f"{name}.unanchored_numbered_exact", plain.exact, plain.total, note="; ".join(plain.wrong[:3]))


def _judge(unit: dict[str, Any], found: Provision | None, tally: _Tally) -> None:
    """Whether a unit is there, with its number, under its article."""
    tally.total += 1
    printed = _PRINTED.match(unit["text"])
    tally.numbered += printed is not None
    number = found is not None and (printed is None or found.number == printed[1])
    # A heading or a signature after an article still carries that article in the set; it stands under none.
    outside = unit["tag"] != "p" or (found is not None and found.kind in ("annex", "conclusions"))
    article = found is not None and (outside or _article(found) == _number(unit["article"]))
    tally.numbers_right += number and printed is not None
    tally.articles_right += article
    if number and article:
        tally.exact += 1
    else:
        tally.wrong.append(f"{unit['doc']} {unit['id']} {unit['text'][:40]}")


def _article(p: Provision) -> str:
    first = next((s for s in p.eid.split("__") if s.startswith("art_")), "")
    return first[4:].split("~")[0]


def _number(article: str | None) -> str:
    match = re.search(r"\d+(?:-\d+)*", article or "")
    return match[0] if match else ""


# -- indigo: another parser's accepted output for English acts

_INDIGO = re.compile(r"^\s*SEC(?:TION)?\s+(\S+)(?:\s+-\s+(.*))?$", re.MULTILINE)


def _indigo(folder: Path) -> Iterator[Figure]:
    """Section numbers and headings that the other parser accepted and that are found here, per act."""
    for txt in sorted(folder.glob("*.txt")):
        page = txt.with_suffix(".html")
        if not page.is_file():
            continue
        wanted = [(m[1].rstrip("."), _bare(m[2] or "")) for m in _INDIGO.finditer(txt.read_text("utf-8"))]
        if len(wanted) < 20:
            continue
        act = read_act(page, language="eng")
        found = _sections(act)
        numbers = sum(1 for n, _ in wanted if n in found)
        titled = [(n, h) for n, h in wanted if h]
        headings = sum(1 for n, h in titled if h in found.get(n, ()))
        yield share(f"split.indigo.{txt.stem}.numbers", numbers, len(wanted))
        yield share(f"split.indigo.{txt.stem}.headings", headings, len(titled))


def _sections(act: Act) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for p in act.provisions:
        if p.kind == "article":
            out.setdefault(p.number, set()).add(_bare(p.heading))
    return out


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", html.unescape(text).lower())
