"""References: recall of links set by publishers, acts named in inflected titles, Kazakh mentions, own Kazakh marks.

Publisher's links are taken out of the pages before reading, so nothing is copied from them.
"""

from __future__ import annotations

import dataclasses
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, Unavailable, share, shared

Cases = list[str]
_GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
_PLAIN = re.compile(
    r"(?:подпункт|пункт|стать|част|абзац|глав|раздел|приложени)\w*\s+\d+[\d-]*\)?|(?:[А-Я]\w+ )?[Кк]одекс\w*|Закон\w*|Конституци\w*|[Пп]риказ\w*"
)
_PLAIN_KAZ = re.compile(
    r"\d+(?:-\w+)?-?\s*ба[пб]\w*|\d+-?\w*\s*тарма\w+|\w+\s+[Кк]одекс\w*|\w+\s+туралы|Конституция\w*"
)


def run(data: Path | None) -> list[Figure]:
    """Every set that is there; `data` may be one set or a folder of sets."""
    figures: list[Figure] = []
    ran = 0
    for name, measure in _SETS.items():
        folder = _folder(name, data)
        if folder is None:
            continue
        ran += 1
        figures.extend(measure(folder))
    if data is None:
        figures.extend(_page_links())
        figures.extend(_marks())
        figures.extend(_speed())
    if not ran and not figures:
        raise Unavailable("no set of references is here")
    return figures


def _folder(name: str, data: Path | None) -> Path | None:
    """The folder of a set: below LAWKIT_SHARED, or `data` where a file there has that set's name and fields."""
    if data is None:
        try:
            return shared("gold", name)
        except Unavailable:
            return None
    for folder in (data, data / name):
        path = folder / _FILES[name]
        if path.is_file() and _FIELDS[name] in path.read_text(encoding="utf-8")[:20_000]:
            return folder
    return None


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _keep(name: str, wrong: Cases, missed: Cases) -> None:
    """Ten wrong and ten missed cases to a file for reading, in out/ of the current folder."""
    folder = Path("out")
    folder.mkdir(exist_ok=True)
    lines = [f"{name}: wrong ({len(wrong)})", *wrong[:10], "", f"{name}: missed ({len(missed)})", *missed[:10], ""]
    (folder / f"references_{name}.txt").write_text("\n".join(lines), encoding="utf-8")


def _around(text: str, start: int, end: int) -> str:
    return (text[max(0, start - 60) : start] + "[[" + text[start:end] + "]]" + text[end : end + 60]).replace("\n", " ")


def _adilet(folder: Path) -> list[Figure]:
    """Law and orders of adilet: the publisher's hyperlinks, found without them."""
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    register = Register.load()
    pages = sorted((folder / "html").glob("*.htm*"))
    if not pages:
        raise Unavailable(f"{folder} has no html/ with the pages of the links")
    acts = {a.act_id: _without_links(a) for a in map(read_act, pages)}
    read = {i: find_references(a, register, acts) for i, a in acts.items()}
    tally = _Tally("references.kz_adilet_links")
    _count(tally, folder, acts, read)
    linked = _Tally("references.kz_adilet_links")
    whole = {a.act_id: a for a in map(read_act, pages)}
    with_links = {i: find_references(a, register, whole) for i, a in whole.items()}
    _count(linked, folder, whole, with_links)
    used = share(
        "references.kz_adilet_links.target_act_with_links", linked.act, linked.hit[False],
        note="as in use, where the publisher's links are evidence: no measure of reading",
    )  # fmt: skip
    return [*tally.figures(), _unlisted(folder, acts, register), used]


def _unlisted(folder: Path, acts: dict[str, Any], register: Any) -> Figure:
    """The same as if lawkit brought no list of orders: what the texts and the register of acts tell."""
    from unittest.mock import patch

    from lawkit.reading import find_references
    from lawkit.reading.references.registrations import Orders

    tally = _Tally("references.kz_adilet_links")
    with patch("lawkit.reading.references.learning.known_orders", Orders):
        _count(tally, folder, acts, {i: find_references(a, register, acts) for i, a in acts.items()})
    return share(
        "references.kz_adilet_links.target_act_without_list", tally.act, tally.hit[False],
        note="corpus/orders.yaml left out: orders cited by number and date alone stay unknown",
    )  # fmt: skip


def _count(tally: _Tally, folder: Path, acts: dict[str, Any], read: dict[str, Any]) -> None:
    """Compare every link of the set with what was read."""
    for row in _rows(folder / "citations.jsonl"):
        act = acts.get(row["doc"])
        at = _place(act.body, row["text"]) if act else None
        for gold in row["citations"]:
            if act is None or at is None:
                tally.count(gold, [], row["doc"], _around(row["text"], gold["start"], gold["end"]), placed=False)
                continue
            start, end = at(gold["start"]), at(gold["end"] - 1) + 1
            over = [r for r in read[act.act_id] if r.span.start <= start and end <= r.span.end]
            tally.count(gold, over, row["doc"], _around(act.body, start, end), placed=True, plain=_plain(row, gold))


def _without_links(act: Any) -> Any:
    """The act as if the publisher had set no link: also those that the notes' amendments were read from."""
    notes = tuple(
        dataclasses.replace(n, amendments=tuple(dataclasses.replace(a, act=None) for a in n.amendments))
        for n in act.notes
    )
    return dataclasses.replace(act, links=(), notes=notes)


def _place(body: str, paragraph: str) -> Callable[[int], int] | None:
    """Where the characters of a paragraph stand in the act's text; spaces do not count."""
    compact, offsets = _compact(body)
    wanted, _ = _compact(paragraph)
    found = compact.find(wanted)
    if found < 0:
        wanted = wanted[-200:] if len(wanted) > 220 else wanted[8:]
        tail = compact.find(wanted)
        if tail < 0 or not wanted:
            return None
        found = tail - (len(_compact(paragraph)[0]) - len(wanted))
    return lambda offset: offsets[min(len(offsets) - 1, max(0, found + len(re.sub(r"\s", "", paragraph[:offset]))))]


_compacted: dict[int, tuple[str, list[int]]] = {}


def _compact(text: str) -> tuple[str, list[int]]:
    key = hash(text)
    if key not in _compacted:
        offsets = [i for i, c in enumerate(text) if not c.isspace()]
        _compacted[key] = ("".join(text[i] for i in offsets), offsets)
    return _compacted[key]


def _plain(row: dict[str, Any], gold: dict[str, Any]) -> bool:
    return any(m.start() <= gold["start"] and gold["end"] <= m.end() for m in _PLAIN.finditer(row["text"]))


class _Tally:
    """Counts for the publisher's links."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.n = {False: 0, True: 0}
        self.hit = {False: 0, True: 0}
        self.floor = 0
        self.act = self.act_wrong = self.article = self.article_n = 0
        self.wrong: Cases = []
        self.missed: Cases = []

    def count(
        self, gold: dict[str, Any], over: list[Any], doc: str, shown: str, *, placed: bool, plain: bool = False
    ) -> None:
        """One link: found, act right, article right."""
        editorial = bool(gold["editorial"])
        self.n[editorial] += 1
        self.floor += plain and not editorial
        if not over:
            self.missed.append(
                f"{doc} {'(paragraph not found) ' if not placed else ''}{'editorial ' if editorial else ''}{shown}"
            )
            return
        self.hit[editorial] += 1
        if editorial:
            return
        targets = [r.target for r in over if r.target is not None]
        right = any(_same_act(t.act, gold["target_doc"]) for t in targets)
        self.act += right
        self.act_wrong += bool(targets) and not right
        if not right:
            self.wrong.append(
                f"{doc} → {gold['target_doc']}, ours {[str(t) for t in targets] or [r.reason for r in over]}: {shown}"
            )
        if gold["internal"] and gold.get("target_article"):
            self.article_n += 1
            number = re.search(r"\d[\d-]*", gold["target_article"])
            eid = f"art_{number.group()}" if number else ""
            good = any((t.eid + "__").startswith(eid + "__") for t in targets)
            self.article += good
            if not good:
                self.wrong.append(f"{doc} → {gold['target_article']}, ours {[str(t) for t in targets]}: {shown}")

    def figures(self) -> list[Figure]:
        """The measured shares."""
        _keep("kz_adilet_links", self.wrong, self.missed)
        found = self.hit[False]
        return [
            share(
                f"{self.key}.span_recall", found, self.n[False], floor=self.floor / max(1, self.n[False]), bar=">= 0.98"
            ),
            share(
                f"{self.key}.target_act",
                self.act,
                found,
                bar=">= 0.98",
                note="of the links found; unknown counts as not right",
            ),
            share(
                f"{self.key}.target_act_asserted",
                self.act,
                self.act + self.act_wrong,
                note="of those where an act is named",
            ),
            share(
                f"{self.key}.target_article",
                self.article,
                self.article_n,
                bar=">= 0.98",
                note="links inside an act of articles",
            ),
            share(
                f"{self.key}.editorial_span_recall",
                self.hit[True],
                self.n[True],
                note="links on a date or on «contents»: no words that name an act",
            ),
        ]


def _same_act(a: str, b: str) -> bool:
    return a.rstrip("_") == b.rstrip("_")


def _aliases(folder: Path) -> list[Figure]:
    """Acts named in inflected titles; the phrase itself is never in the register."""
    from lawkit.reading.references import references_in_text
    from lawkit.register import Register

    register = Register.load()
    context = _context(register, folder)
    names = {n.lower() for a in register for lang in ("rus", "kaz", "eng") for n in a.names(lang)}  # type: ignore[arg-type]
    right: dict[str, int] = {}
    count: dict[str, int] = {}
    known: dict[str, int] = {}
    wrong: Cases = []
    missed: Cases = []
    for row in _rows(folder / "aliases.jsonl"):
        kind, phrase = row["kind"], row["phrase"]
        found = [
            r.target.act
            for r in references_in_text(f"в соответствии с {phrase}.", "rus", register=register, context=context)
            if r.target
        ]
        good = any(_same_act(t, row["act"]) for t in found)
        registered = register.by_id(row["act"]) is not None
        for k in (kind, "all"):
            count[k] = count.get(k, 0) + 1
            right[k] = right.get(k, 0) + good
            known[k] = known.get(k, 0) + registered
        if phrase.lower() in names:
            wrong.append(f"listed verbatim: {phrase}")
        if not good:
            line = f"{row['act']}, ours {found}{'' if registered else ' (act not in the register)'}: {phrase}"
            (wrong if found else missed).append(line)
    _keep("kz_npa_aliases", wrong, missed)
    floor = sum(any(p == n for n in names) for p in (r["phrase"].lower() for r in _rows(folder / "aliases.jsonl")))
    key = "references.kz_npa_aliases"
    figures = [
        share(
            f"{key}.resolved",
            right["all"],
            count["all"],
            floor=floor / count["all"],
            bar=">= 0.97",
            note="floor: the phrase looked up as it stands",
        )
    ]
    figures += [share(f"{key}.{k}", right[k], count[k]) for k in sorted(count) if k != "all"]
    figures.append(
        share(f"{key}.resolved_of_registered", right["all"], known["all"], note="acts that the register has")
    )
    return figures


def _context(register: Any, folder: Path) -> Any:
    """The phrases stand in texts as old as the newest act they name: a later act of the same title cannot be meant."""
    from lawkit.reading.references.bases import Context
    from lawkit.reading.references.identity import Library
    from lawkit.reading.references.titles import titles_of

    named = (register.by_id(row["act"]) for row in _rows(folder / "aliases.jsonl"))
    today = max((a.date for a in named if a is not None), default=None)
    return Context("rus", Library(titles_of(register), register, {}, "rus", today), "this")


def _russian(folder: Path) -> list[Figure]:
    """Official links of Russian codes in operative text."""
    return _span_recall("ru_citations", _russian_rows(folder), "rus", _PLAIN, ">= 0.95")


def _russian_rows(folder: Path) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    for row in _rows(folder / "citations.jsonl"):
        yield row["text"], [(c["start"], c["end"]) for c in row["citations"] if not c.get("editorial")]


def _kazakh_news(folder: Path) -> list[Figure]:
    """Kazakh mentions of acts in news, marked by people; the spans' notion is wider than ours, so overlap counts."""
    rows = ((r["text"], [(a, b) for a, b, _ in r["law"]]) for r in _rows(folder / "kaznerd_law.jsonl"))
    return _span_recall("law_mentions", rows, "kaz", _PLAIN_KAZ, "", overlap=True)


def _span_recall(
    name: str,
    rows: Iterator[tuple[str, list[tuple[int, int]]]],
    language: Any,
    plain: re.Pattern[str],
    bar: str,
    *,
    overlap: bool = False,
) -> list[Figure]:
    from lawkit.reading.references import references_in_text
    from lawkit.register import Register

    register = Register.load()
    hits = n = floor = 0
    missed: Cases = []
    for text, spans in rows:
        ours = [(r.span.start, r.span.end) for r in references_in_text(text, language, register=register)]
        simple = [m.span() for m in plain.finditer(text)]
        for start, end in spans:
            n += 1
            hit = _covers(ours, start, end, overlap=overlap)
            hits += hit
            floor += _covers(simple, start, end, overlap=overlap)
            if not hit:
                missed.append(_around(text, start, end))
    _keep(name, [], missed)
    note = "overlap counts" if overlap else "the whole link inside one of our spans"
    return [
        share(
            f"references.{name}.{'mention_recall' if overlap else 'span_recall'}",
            hits,
            n,
            floor=floor / max(1, n),
            bar=bar,
            note=note,
        )
    ]


def _covers(spans: list[tuple[int, int]], start: int, end: int, *, overlap: bool) -> bool:
    if overlap:
        return any(a < end and start < b for a, b in spans)
    return any(a <= start and end <= b for a, b in spans)


def _page_links() -> list[Figure]:
    """The publisher's links of all pages at hand, beside those of the gold set."""
    from benchmarks._links import links_of_pages

    try:
        folder = shared("acts")
    except Unavailable:
        return []
    figures, wrong = links_of_pages(folder, _without_links)
    _keep("page_links", wrong, [])
    return figures


def _marks() -> list[Figure]:
    """Our own marks: Kazakh references in provisions drawn at random, and a random sample of what is called resolved."""
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    try:
        folder = shared("acts")
    except Unavailable:
        return []
    register = Register.load()
    figures: list[Figure] = []
    relative = [0, 0]
    for name, pattern in (("kaz", ".kaz."), ("rus", ".rus.")):
        acts = {a.act_id: a for a in map(read_act, sorted(p for p in folder.iterdir() if pattern in p.name))}
        read = {i: find_references(a, register, acts) for i, a in acts.items()}
        for refs in read.values():
            own = [r for r in refs if not r.editorial and r.kind in ("same_act", "same_provision")]
            relative[0] += sum(r.status in ("resolved", "dead") for r in own)
            relative[1] += len(own)
        marks = _GOLD / f"references_{name}.jsonl"
        if marks.exists():
            figures.extend(_judge(name, _rows(marks), acts, read))
    figures.append(
        share(
            "references.relative.resolved",
            *relative,
            bar=">= 0.95",
            note="references inside the act, all acts at hand; resolved or dead",
        )
    )
    from benchmarks._fresh_references import measure

    return figures + measure(_GOLD, "english")


def _judge(name: str, rows: list[dict[str, Any]], acts: dict[str, Any], read: dict[str, Any]) -> list[Figure]:
    """Marks against what is found now; provisions whose text has changed since are left out and counted."""
    from benchmarks._draw_references import digest

    changed = hits = marked = right = asserted = asserted_right = found = true = 0
    wrong: Cases = []
    missed: Cases = []
    provisions = sorted({(r["act"], r["eid"], r["hash"]) for r in rows})
    for act_id, eid, known in provisions:
        act = acts.get(act_id)
        provision = next((p for p in act.provisions if p.eid == eid), None) if act else None
        text = act.body[provision.span.start : provision.span.end] if act and provision else ""
        if digest(text) != known:
            changed += 1
            continue
        start = provision.span.start
        ours = [r for r in read[act_id] if not r.editorial and r.source == eid]
        gold = {
            (start + r["start"], start + r["end"], r["target"]): r
            for r in rows
            if (r["act"], r["eid"]) == (act_id, eid) and "target" in r
        }
        spans = {(a, b) for a, b, _ in gold}
        marked += len(gold)
        for (a, b, target), row in gold.items():
            same = [r for r in ours if (r.span.start, r.span.end) == (a, b)]
            hits += bool(same)
            good = any(str(r.target or "") == target for r in same)
            right += good
            shown = _around(act.body, a, b)
            if not same:
                missed.append(f"{act_id} {eid} {target}: {shown}")
            elif not good:
                wrong.append(f"{act_id} {eid} marked {target or 'none'}, ours {[str(r.target) for r in same]}: {shown}")
            firm = [r for r in same if r.status in ("resolved", "dead")]
            if row["label"] in ("resolved", "right") and firm:  # a range has one span and many targets
                asserted += 1
                asserted_right += any(str(r.target) == target for r in firm)
        found += len(ours)
        true += sum((r.span.start, r.span.end) in spans for r in ours)
    _keep(f"marks_{name}", wrong, missed)
    key, note = f"references.marks_{name}", f"our own marks; {changed} provisions changed since"
    figures = [share(f"{key}.resolved_precision", asserted_right, asserted, bar=">= 0.99", note=note)]
    if name == "kaz":
        figures += [
            share(
                f"{key}.recall", hits, marked, bar=">= 0.95", note="spans exact; proposed by the tool before reading"
            ),
            share(f"{key}.precision", true, found, note="spans exact"),
            share(f"{key}.target", right, marked, note="target as marked, none included"),
        ]
    return figures


def _speed() -> list[Figure]:
    """Words a second of references alone, on the largest act at hand, after a first run."""
    from lawkit.reading import find_references
    from lawkit.register import Register
    from lawkit.sources import read_act

    try:
        folder = shared("acts")
    except Unavailable:
        return []
    register = Register.load()
    paths = sorted((p for p in folder.iterdir() if p.suffix in (".txt", ".html")), key=lambda p: -p.stat().st_size)[:2]
    paths += sorted(folder.glob("*.kaz.txt"), key=lambda p: -p.stat().st_size)[:1]
    figures = []
    for path in paths:
        act = read_act(path)
        find_references(act, register)
        began = time.process_time()
        find_references(act, register)
        spent = time.process_time() - began
        words = len(act.body.split())
        figures.append(
            Figure(
                f"references.speed.{act.act_id}.{act.language}",
                words / spent,
                n=words,
                bar=">= 120000",
                note="words a second of CPU",
            )
        )
    return figures


_FILES = {
    "kz_adilet_links": "citations.jsonl",
    "kz_npa_aliases": "aliases.jsonl",
    "ru_citations": "citations.jsonl",
    "law_mentions": "kaznerd_law.jsonl",
}
_FIELDS = {
    "kz_adilet_links": '"target_doc"',
    "kz_npa_aliases": '"phrase"',
    "ru_citations": '"target_nd"',
    "law_mentions": '"law"',
}
_SETS: dict[str, Callable[[Path], list[Figure]]] = {
    "kz_adilet_links": _adilet,
    "kz_npa_aliases": _aliases,
    "ru_citations": _russian,
    "law_mentions": _kazakh_news,
}
