"""Parity of languages: planted discrepancies found, real ones by our marks, alignment where numbers are hidden, speed."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, Unavailable, share, shared

if TYPE_CHECKING:
    from lawkit.model import Act, Finding, Provision

_MARKS = Path(__file__).parents[1] / "tests" / "gold" / "parity_marks.jsonl"
_PER_KIND = {"dropped": 34, "number": 34, "swapped": 33, "unit": 33, "target": 33, "modality": 33}
_EXPECTED = {
    "dropped": {"missing-unit", "extra-unit"},
    "number": {"number-differs", "amount-differs", "deadline-differs", "date-differs"},
    "swapped": {"order-differs"},
    "unit": {"deadline-differs"},
    "target": {"target-differs"},
    "modality": {"modality-differs"},
}
_AT_ONCE = 5  # planted in one copy of a pair, each in an article of its own
_SURE = ("certain", "likely")
_NUMBERS = {
    "rus": {"двух": "четырех", "трех": "пяти", "пяти": "семи", "шести": "восьми", "десяти": "пятнадцати", "пятнадцати": "двадцати",
            "двадцати": "тридцати", "тридцати": "сорока", "пятидесяти": "шестидесяти"},
    "kaz": {"екі": "төрт", "үш": "бес", "бес": "жеті", "алты": "сегіз", "он": "он бес", "жиырма": "отыз", "отыз": "қырық", "елу": "алпыс"},
}  # fmt: skip
_UNITS = {
    "rus": (("рабочих дней", "календарных дней"), ("календарных дней", "рабочих дней"), ("месяцев", "дней"), ("лет", "месяцев"), ("часов", "дней")),
    "kaz": (("жұмыс күні", "күнтізбелік күн"), ("ай ішінде", "күн ішінде"), ("айдан", "күннен"), ("жылдан", "айдан"), ("жыл ішінде", "ай ішінде"), ("сағат", "күн")),
}  # fmt: skip
_MODALITY = {
    "rus": (("вправе", "обязаны"), ("может", "должен"), ("могут", "должны"), ("обязан", "вправе"), ("обязаны", "вправе"), ("должен", "может"),
            ("должны", "могут"), ("должна", "может"), ("имеет право", "обязан"), ("имеют право", "обязаны")),
    "kaz": (("құқылы", "міндетті"), ("міндетті.", "құқылы."), ("міндетті;", "құқылы;"), ("тиіс.", "құқылы."), ("тиіс;", "құқылы;")),
}  # fmt: skip
_TARGETS = {
    "rus": re.compile(r"\b(?:стать(?:и|ей|е|ями|ях|ям)|пункт(?:а|ом|е|у|ами|ов|ах)?|подпункт(?:а|ом|е|у|ами|ов|ах)?) (\d+)(?![\d-])"),
    "kaz": re.compile(r"(?<![\d-])(\d+)(?:-ба[бп]|-тарма[ғқ]|\) тармақша)"),
}  # fmt: skip


@dataclass(frozen=True)
class Plant:
    """One discrepancy: where it was planted, in which act of the pair, and of what kind."""

    kind: str
    side: int
    eid: str
    other: str = ""  # the second item of a swap


def run(data: Path | None = None) -> list[Figure]:
    """All figures of the room."""
    from lawkit.sources import read_act

    folder = shared("acts", data=data)
    pairs = _pairs(folder)
    if not pairs:
        raise Unavailable("no act is there in two languages")
    acts = [(read_act(one), read_act(two)) for one, two in pairs]
    return [*_planted(acts), *_real(acts), *_alignment(acts), *_speed(acts)]


def _pairs(folder: Path) -> list[tuple[Path, Path]]:
    found: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.iterdir()):
        parts = path.name.split(".")
        if len(parts) == 3 and parts[1] in ("rus", "kaz") and path.suffix in (".txt", ".html"):
            found.setdefault(parts[0], {})[parts[1]] = path
    pairs = [(p["rus"], p["kaz"]) for p in found.values() if len(p) == 2]
    git = [(one, one.with_name("kaz.md")) for one in sorted(folder.glob("law-as-git/**/rus.md"))]
    return pairs + [pair for pair in git if pair[1].exists()]


# --- planted discrepancies


def _planted(acts: list[tuple[Act, Act]]) -> list[Figure]:
    from lawkit.model import Reading
    from lawkit.parity import find_discrepancies

    rng = random.Random(8)
    batches = _batches(acts, rng)
    before = {i: {f.id for f in find_discrepancies(Reading(a), Reading(b))} for i, (a, b) in enumerate(acts)}
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    floor = right = new = 0
    for at, plants in batches:
        changed = acts[at]
        for plant in plants:
            changed = _apply(changed, plant, random.Random(f"{at}{plant.eid}{plant.kind}"))
        fresh = [
            f
            for f in find_discrepancies(Reading(changed[0]), Reading(changed[1]))
            if f.tier in _SURE and f.id not in before[at]
        ]
        hits = {p: [f for f in fresh if _hit(f, p)] for p in plants}
        digits = _digits_differ(*changed) - _digits_differ(*acts[at])
        for plant, mine in hits.items():
            seen[plant.kind] += 1
            found[plant.kind] += bool(mine)
            floor += bool({plant.eid, plant.other} & digits)
        good = {f.id for mine in hits.values() for f in mine}
        right += len(good)
        new += len(fresh)
    total, hit = sum(seen.values()), sum(found.values())
    return [
        share(
            "parity.planted.recall",
            hit,
            total,
            floor=floor / total,
            bar=">= 0.97",
            note="floor: sets of figures compared",
        ),
        share("parity.planted.precision", right, new, bar=">= 0.95", note="new findings, likely or better"),
        *(share(f"parity.planted.recall.{k}", found[k], seen[k]) for k in _PER_KIND),
    ]


def _hit(finding: Finding, plant: Plant) -> bool:
    places = {pin.address.eid for pin in finding.pins}
    return finding.code in _EXPECTED[plant.kind] and bool({plant.eid, plant.other} & places - {""})


def _batches(acts: list[tuple[Act, Act]], rng: random.Random) -> list[tuple[int, list[Plant]]]:
    """Plants of all kinds, spread over pairs and languages, no two in one article of one copy."""
    from lawkit.parity.editions import compare_editions

    editions = [compare_editions(a, b) for a, b in acts]  # where editions differ a finding is at most possible, by rule
    waiting: list[tuple[int, Plant]] = []
    for kind, wanted in _PER_KIND.items():
        places = [(i, side, p) for i, pair in enumerate(acts) for side in (0, 1) for p in pair[side].provisions]
        rng.shuffle(places)
        made = 0
        taken: set[tuple[int, str]] = set()
        for i, side, p in places:
            top = p.eid.split("__")[0]
            if made < wanted and (i, top) not in taken:
                doubtful = any(editions[i].doubtful(q.eid) for q in acts[i][side].provisions if q.eid.startswith(p.eid))
                plant = None if doubtful else _plant(kind, side, acts[i][side], acts[i][1 - side], p, rng)
                if plant:
                    waiting.append((i, plant))
                    taken.add((i, top))
                    made += 1
    batches: list[tuple[int, list[Plant]]] = []
    for i, plant in waiting:
        top = plant.eid.split("__")[0]
        home = next(
            (b for j, b in batches if j == i and len(b) < _AT_ONCE and all(x.eid.split("__")[0] != top for x in b)),
            None,
        )
        if home is None:
            batches.append((i, [plant]))
        else:
            home.append(plant)
    return batches


def _plant(kind: str, side: int, act: Act, other: Act, p: Provision, rng: random.Random) -> Plant | None:
    if p.kind in ("preface", "toc", "conclusions") or not p.text or not any(q.eid == p.eid for q in other.provisions):
        return None
    siblings = [q for q in act.provisions if q.parent == p.parent and q.kind == p.kind and q.text]
    if kind == "dropped":
        return (
            Plant(kind, side, p.eid)
            if p.kind in ("subparagraph", "paragraph", "indent") and len(siblings) > 2
            else None
        )
    if kind == "swapped":
        at = [q.eid for q in siblings].index(p.eid)
        others = [q for q in siblings[max(0, at - 4) : at + 5] if q.eid != p.eid and q is not siblings[-1]]
        leaf = not any(q.parent in {p.eid, *(o.eid for o in others)} for q in act.provisions)
        if p.kind != "subparagraph" or p is siblings[-1] or not others or not leaf:
            return None
        return Plant(kind, side, p.eid, rng.choice(others).eid)
    return Plant(kind, side, p.eid) if _edit(kind, act.language, p.text, random.Random(0)) != p.text else None


def _edit(kind: str, language: str, text: str, rng: random.Random) -> str:
    if kind == "number":
        for word, other in _NUMBERS[language].items():
            after = (
                r"(?= (?:рабоч|календар|дн|месяц|лет|год|процент|член|человек|час|раз|тысяч))"
                if language == "rus"
                else r"(?= (?:жұмыс күн|күнтізбе|күн|ай|жыл|пайыз|мүше|адам|сағат|рет))"
            )
            made = re.sub(rf"(?<![\w-]){word}{after}", other, text, count=1)
            if made != text:
                return made
        return text
    if kind == "unit":
        numeral = (
            r"(?:\d+|[а-я]*(?:и|ех|ух|ста|рока))"
            if language == "rus"
            else r"(?:\d+|бір|екі|үш|төрт|бес|алты|жеті|сегіз|он|жиырма|отыз|алпыс)"
        )
        for unit, other in _UNITS[language]:
            made = re.sub(rf"(\b{numeral} ){unit}\b", rf"\g<1>{other}", text, count=1)
            if made != text:
                return made
        return text
    if kind == "target":
        found = list(_TARGETS[language].finditer(text))
        if not found:
            return text
        match = rng.choice(found)
        return text[: match.start(1)] + str(int(match[1]) + rng.randint(1, 3)) + text[match.end(1) :]
    if language == "rus" and re.search(r"\bне (?:может|могут|вправе|должн|долж|имеет|имеют|обязан)", text):
        return text
    for word, other in _MODALITY[language]:
        end = "" if word[-1] in ".;" else r"\b"
        made = re.sub(rf"\b{re.escape(word)}{end}(?! емес)", other, text, count=1)
        if made != text:
            return made
    return text


def _apply(pair: tuple[Act, Act], plant: Plant, rng: random.Random) -> tuple[Act, Act]:
    act = pair[plant.side]
    if plant.kind == "dropped":
        provisions = _without(act, plant.eid, renumber=rng.random() < 0.5)
    elif plant.kind == "swapped":
        texts = {p.eid: p.text for p in act.provisions}
        swap = {plant.eid: texts[plant.other], plant.other: texts[plant.eid]}
        provisions = tuple(replace(p, text=swap.get(p.eid, p.text)) for p in act.provisions)
    else:
        provisions = tuple(
            replace(p, text=_edit(plant.kind, act.language, p.text, rng)) if p.eid == plant.eid else p
            for p in act.provisions
        )
    changed = replace(act, provisions=provisions)
    return (changed, pair[1]) if plant.side == 0 else (pair[0], changed)


def _without(act: Act, eid: str, *, renumber: bool) -> tuple[Provision, ...]:
    """The act without one provision and what is below it; with `renumber` the later siblings move up."""
    gone = {eid}
    for p in act.provisions:
        if p.parent in gone:
            gone.add(p.eid)
    left = [p for p in act.provisions if p.eid not in gone]
    if not renumber:
        return tuple(left)
    dropped = next(p for p in act.provisions if p.eid == eid)
    siblings = [p for p in act.provisions if p.parent == dropped.parent and p.kind == dropped.kind]
    at = [p.eid for p in siblings].index(eid)
    names = {later.eid: earlier.eid for earlier, later in zip(siblings[at:], siblings[at + 1 :], strict=False)}
    numbers = {
        later.eid: (earlier.number, earlier.num)
        for earlier, later in zip(siblings[at:], siblings[at + 1 :], strict=False)
    }

    def renamed(name: str) -> str:
        head = next((old for old in names if name == old or name.startswith(old + "__")), "")
        return names[head] + name[len(head) :] if head else name

    return tuple(
        replace(p, eid=renamed(p.eid), parent=renamed(p.parent), number=numbers.get(p.eid, (p.number, p.num))[0], num=numbers.get(p.eid, (p.number, p.num))[1])
        for p in left
    )  # fmt: skip


def _digits_differ(a: Act, b: Act) -> set[str]:
    """The floor: provisions of the same id whose texts do not hold the same figures."""
    texts = {p.eid: p.text for p in b.provisions}
    return {
        p.eid for p in a.provisions if set(re.findall(r"\d+", p.text)) != set(re.findall(r"\d+", texts.get(p.eid, "")))
    }


# --- real discrepancies, by our marks


def _real(acts: list[tuple[Act, Act]]) -> list[Figure]:
    from lawkit.parity import find_discrepancies
    from lawkit.reading import read
    from lawkit.register import Register

    if not _MARKS.exists():
        return []
    marks = {m["id"]: m["label"] == "true" for m in map(json.loads, _MARKS.read_text(encoding="utf-8").splitlines())}
    register = Register.load()
    found = [f for a, b in acts for f in find_discrepancies(read(a, register), read(b, register))]
    sure = [f for f in found if f.tier in _SURE and f.id in marks]
    unread = sum(f.id not in marks for f in found)
    return [
        share(
            "parity.real.precision",
            sum(marks[f.id] for f in sure),
            len(sure),
            bar=">= 0.95",
            note="likely or better, by marks",
        ),
        share(
            "parity.real.precision_all",
            sum(marks.get(f.id, False) for f in found if f.id in marks),
            len(found) - unread,
        ),
        Figure("parity.real.unread", unread, bar="<= 0", note="findings without a mark"),
    ]


# --- alignment


def _alignment(acts: list[tuple[Act, Act]]) -> list[Figure]:
    out = []
    for name, hide in (("renumbered", False), ("hidden", True)):
        right = total = floor = 0
        for number, (a, b) in enumerate(acts):
            rng = random.Random(number)
            changed, truth = _disguised(b, rng, hide=hide)
            mine, by_position, n = _aligned(a, changed, truth, [p.eid for p in b.provisions])
            right, floor, total = right + mine, floor + by_position, total + n
        out.append(
            share(
                f"parity.alignment.{name}", right, total, floor=floor / total, bar=">= 0.99", note="floor: by position"
            )
        )
    return out


def _disguised(act: Act, rng: random.Random, *, hide: bool) -> tuple[Act, dict[str, str]]:
    """The act with some provisions gone and the rest numbered anew (or not at all); new id → old id."""
    frame = ("preface", "toc", "conclusions")
    leaves = {p.eid for p in act.provisions} - {p.parent for p in act.provisions}
    gone = {
        p.eid
        for p in act.provisions
        if p.eid in leaves and p.kind in ("subparagraph", "paragraph", "indent", "alinea") and rng.random() < 0.03
    }
    names: dict[str, str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    made = []
    for p in act.provisions:
        if p.eid in gone:
            continue
        up = names.get(p.parent, "")
        counts[up if p.kind != "article" else "", p.kind] += 1
        number = "" if hide or not p.number else str(counts[up if p.kind != "article" else "", p.kind])
        new = p.eid if p.kind in frame else f"n{len(names)}"
        names[p.eid] = new
        made.append(replace(p, eid=new, parent=up, number=number, num=number))
    return replace(act, provisions=tuple(made)), {new: old for old, new in names.items()}


def _aligned(a: Act, b: Act, truth: dict[str, str], known: list[str]) -> tuple[int, int, int]:
    """Provisions of a placed rightly by us and by position, and their number."""
    from lawkit.parity import align_languages

    frame = ("preface", "toc", "conclusions")
    partner = align_languages(a, b).b_of
    back = {old: new for new, old in truth.items()}
    ours = [p.eid for p in a.provisions if p.kind not in frame]
    theirs = [p.eid for p in b.provisions if p.kind not in frame]
    right = floor = total = 0
    for at, eid in enumerate(ours):
        if eid not in known:
            continue  # it has no counterpart even in the text as it is
        total += 1
        want = back.get(eid, "")
        right += partner.get(eid, "") == want
        floor += (theirs[at] if at < len(theirs) else "") == want
    return right, floor, total


# --- speed


def _speed(acts: list[tuple[Act, Act]]) -> list[Figure]:
    from lawkit.model import Reading
    from lawkit.parity import find_discrepancies

    a, b = _grown(acts, 0), _grown(acts, 1)
    start = time.process_time()
    find_discrepancies(Reading(a), Reading(b))
    seconds = time.process_time() - start
    kilobytes = sum(len((p.text + p.heading).encode()) for p in a.provisions) / 1000
    return [
        Figure(
            "parity.seconds_900_kB",
            seconds * 900 / kilobytes,
            n=round(kilobytes),
            bar="<= 5",
            note="CPU, n: kB of each",
        )
    ]


def _grown(acts: list[tuple[Act, Act]], side: int) -> Act:
    """All acts of one language as one, articles numbered through."""
    made: list[Provision] = []
    for number, pair in enumerate(acts):
        for p in pair[side].provisions:
            if p.kind not in ("preface", "toc", "conclusions", "preamble"):
                eid, parent = (
                    f"art_{number}0{x.removeprefix('art_')}" if x.startswith("art_") else f"g{number}_{x}" if x else ""
                    for x in (p.eid, p.parent)
                )
                made.append(
                    replace(
                        p,
                        eid=eid,
                        parent=parent,
                        order=len(made),
                        number=f"{number}0{p.number}" if p.kind == "article" else p.number,
                    )
                )
    return replace(acts[0][side], provisions=tuple(made), notes=())
