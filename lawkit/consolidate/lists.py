"""What follows from a map: both tables, the repeal list, consequential amendments, terms to substitute, differences."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from lawkit.consolidate.layout import lay_out
from lawkit.consolidate.maps import CARRIED, FEEDING, Map
from lawkit.consolidate.naming import spoken
from lawkit.consolidate.units import by_law, source_text
from lawkit.errors import RulesError
from lawkit.model import Act, Address, Disposition, Language, Reading
from lawkit.resources import from_yaml, resource

if TYPE_CHECKING:
    from lawkit.consolidate.renamed import Renaming

FALLS: frozenset[str] = FEEDING | {"dropped-duplicate", "dropped-obsolete", "superseded", "moved-to-bylaw"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Repeal:
    """One entry of the repeal list (article 27 of the law on legal acts).

    `ground`: absorbed (27.1), mostly (over half: the act is listed with what stays, 27.7), units (only these fall),
    by-law (made under an act that falls, 27.2), repeats (only repeats others, 27.8).
    """

    act: str
    title: str
    ground: Literal["absorbed", "mostly", "units", "by-law", "repeats"]
    falls: tuple[str, ...]  # eids of articles, where not the whole act
    stays: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A reference in an act that stays and that would break: what it says, what it points at, where that went."""

    source: str
    text: str
    target: str
    new_place: str  # eid in the draft; empty when the target does not come along
    words: str  # the new place in words, for the amending law


@dataclass(frozen=True, slots=True)
class Substitution:
    """A term to replace throughout: how often and where it stands in the draft's sources."""

    old: str
    new: str
    count: int
    places: tuple[str, ...]
    verified: bool
    found: bool = False  # shown by the texts themselves: the new act names it so throughout


def repeals(map_: Map, readings: Iterable[Reading]) -> list[Repeal]:
    """The acts and units that fall with the new law, in the order of the map's acts."""
    readings = list(readings)
    covered = {str(a) for a in map_.acts}
    acts = {r.act.act_id: r.act for r in readings if str(r.act.address) in covered}
    rows: dict[str, list[Disposition]] = defaultdict(list)
    for row in map_.rows:
        if row.source is not None:
            rows[row.source.act].append(row)
    out: list[Repeal] = []
    fallen: set[str] = set()
    for act_id, act in acts.items():
        sure = [r for r in rows[act_id] if not map_.outline.act or r.disposition != "conflict"]
        found = _repeal(act, sure)
        if found is not None and act.status != "repealed":
            out.append(found)
            fallen.add(act_id)
    for reading in readings:
        act = reading.act
        if act.act_id not in acts or not by_law(act) or act.act_id in fallen:
            continue
        basis = _basis(reading, fallen)
        if basis:
            out.append(Repeal(act.act_id, act.title, "by-law", (), (), basis))
    return out


def _repeal(act: Act, rows: Sequence[Disposition]) -> Repeal | None:
    falling = [r for r in rows if r.disposition in FALLS]
    if not falling or all(r.disposition == "dropped-obsolete" for r in falling):
        return None
    falls, stays = Counter[str](), Counter[str]()
    for row in rows:
        assert row.source is not None
        (falls if row.disposition in FALLS else stays)[row.source.eid.split("__")[0]] += 1
    kept = tuple(dict.fromkeys(e for e in stays))
    if not kept:
        repeats = all(r.disposition == "dropped-duplicate" for r in falling)
        return Repeal(act.act_id, act.title, "repeats" if repeats else "absorbed", (), ())
    gone = tuple(e for e in falls if e not in stays)
    if not gone:
        return None
    if len(falling) * 2 > len(rows):
        return Repeal(act.act_id, act.title, "mostly", gone, kept)
    return Repeal(act.act_id, act.title, "units", gone, kept)


def _basis(reading: Reading, fallen: set[str]) -> str:
    """The falling act under which a by-law was made: the first act that its opening cites."""
    opening = {"preamble", "para_1", "preface"}
    for reference in reading.references:
        top = reference.source.split("__")[0]
        if (
            not reference.editorial
            and top in opening
            and reference.target is not None
            and reference.target.act in fallen
        ):
            return f"{reference.target}"
    return ""


def consequential(map_: Map, readings: Iterable[Reading]) -> list[Amendment]:
    """References from provisions that stay to provisions that fall or move, with the new place of each."""
    from lawkit.structure.labels import label

    covered = {str(a) for a in map_.acts}
    readings = [r for r in readings if str(r.act.address) in covered]
    acts = {r.act.act_id: r.act for r in readings}
    places = lay_out(map_, acts.values()).places if not map_.outline.act else {}
    rows = {(r.source.act, r.source.eid): r for r in map_.rows if r.source is not None}
    falling = FALLS - {"conflict"} if map_.outline.act else FALLS
    moved = {act for (act, _), r in rows.items() if r.disposition in FEEDING}
    whole = moved - {act for (act, _), r in rows.items() if r.disposition == "stays"} if map_.outline.act else moved
    out: list[Amendment] = []
    for reading in readings:
        for reference in reading.references:
            target = reference.target
            own = rows.get((reading.act.act_id, reference.source))
            if reference.editorial or target is None or target.act not in moved or own is None:
                continue
            if own.disposition in FALLS or (not target.eid and target.act not in whole):
                continue
            if not target.eid and reference.kind in ("same_act", "same_provision"):
                continue
            row = rows.get((target.act, target.eid)) if target.eid else None
            if target.eid and (row is None or row.disposition not in falling):
                continue
            place = places.get(str(acts[target.act].at(target.eid)), row.target if row and map_.outline.act else "")
            if target.eid and "__" not in target.eid:
                place = place.split("__")[0]
            words = label(place, "rus") if place else "" if target.eid else map_.outline.title.get("rus", "")
            source = str(reading.act.at(reference.source))
            out.append(Amendment(source, reference.text, str(target), place, words))
    return out


@lru_cache(maxsize=1)
def _terms() -> dict[Language, tuple[tuple[re.Pattern[str], str, str, bool], ...]]:

    content: Any = from_yaml(resource("rules", "consolidate", "terms.yaml").read_text(encoding="utf-8"))
    out: dict[Language, tuple[tuple[re.Pattern[str], str, str, bool], ...]] = {}
    try:
        for language in ("rus", "kaz"):
            out[language] = tuple(
                (_pattern(e["old"]), str(e["term"]), str(e["becomes"]), bool(e["verified"]))
                for e in content.get(language, ())
            )
    except (KeyError, TypeError, AttributeError) as error:
        raise RulesError(
            f"rules/consolidate/terms.yaml: an entry lacks {error}", "old, new and verified are needed"
        ) from error
    return out


def _pattern(form: str) -> re.Pattern[str]:
    words = [re.escape(w[:-1]) + r"\w{0,6}" if w.endswith("-") else re.escape(w) for w in form.split()]
    return re.compile(r"\b" + r"\s+".join(words) + r"\b", re.IGNORECASE)


def substitutions(map_: Map, acts: Iterable[Act]) -> list[Substitution]:
    """The terms of rules/consolidate/terms.yaml that stand in provisions which go into the draft.

    Beside an existing act they are looked for in what stays outside it, and the names that it changed itself with them.
    """
    acts = list(acts)
    wanted = frozenset({"stays"}) if map_.outline.act else FEEDING
    held = {str(r.source) for r in map_.rows if r.source is not None and r.disposition in wanted}
    learned = _found(renamings(map_, acts), acts, held) if map_.outline.act else []
    counts: dict[tuple[str, str, bool], list[str]] = {}
    for act in acts:
        for provision in act.provisions:
            address = str(act.at(provision.eid))
            if address not in held:
                continue
            text = source_text(provision)
            for pattern, old, new, verified in _terms().get(act.language, ()):
                text, n = pattern.subn(" ", text)
                counts.setdefault((old, new, verified), []).extend([address] * n)
    return [
        Substitution(old, new, len(found), tuple(dict.fromkeys(found)), verified)
        for (old, new, verified), found in counts.items()
        if found
    ] + learned


def renamings(map_: Map, acts: Iterable[Act]) -> list[Renaming]:
    """What an existing act calls by another name throughout than the acts mapped onto it, beyond the known terms."""
    from lawkit.consolidate.renamed import OFTEN_SEEN, SEEN_SHARE, Renamer

    if not map_.outline.act:
        return []
    language = Address.parse(map_.outline.act).language or "rus"
    carried = {str(r.source) for r in map_.rows if r.source is not None and r.disposition in CARRIED}
    pairs = [(c.before, c.after) for c in map_.changes if str(c.source) in carried]
    covered = {str(a) for a in map_.acts}
    texts = (source_text(p) for a in acts if str(a.address) in covered and a.language == language for p in a.provisions)
    return Renamer(pairs, language, often=OFTEN_SEEN, share=SEEN_SHARE).dictionary(texts)


def _found(renamed: Iterable[Renaming], acts: Iterable[Act], held: set[str]) -> list[Substitution]:
    """Where the old names stand among the provisions held, in any form."""
    from lawkit.language import stems, words

    by_stems = {(a.language, tuple(stems(words(r.old), a.language))): r for r in renamed for a in acts}
    places: dict[Renaming, list[str]] = defaultdict(list)
    for act in acts if by_stems else ():
        for provision in act.provisions:
            address = str(act.at(provision.eid))
            if address not in held:
                continue
            said = tuple(stems(words(source_text(provision)), act.language))
            for (language, group), renaming in by_stems.items():
                if language == act.language:
                    n = sum(said[k : k + len(group)] == group for k in range(len(said)))
                    places[renaming].extend([address] * n)
    return [
        Substitution(r.old, r.new, len(found), tuple(dict.fromkeys(found)), False, True) for r, found in places.items()
    ]


@dataclass(frozen=True, slots=True)
class Difference:
    """A provision whose row differs between two maps; empty words where there is no row."""

    source: str
    before: str
    after: str


def diff_maps(old: Map, new: Map) -> list[Difference]:
    """Rows that differ in disposition, target or state between two maps; found by act and provision, not edition."""

    def told(row: Disposition) -> str:
        return " ".join(x for x in (row.disposition, row.target, "" if row.state == "proposed" else row.state) if x)

    def keyed(map_: Map) -> dict[str, str]:
        return {
            f"{r.source.act}/{r.source.language or 'rus'}#{r.source.eid}" if r.source else f"new:{r.target}": told(r)
            for r in map_.rows
        }

    before, after = keyed(old), keyed(new)
    names = [*before, *(k for k in after if k not in before)]
    return [Difference(k, before.get(k, ""), after.get(k, "")) for k in names if before.get(k, "") != after.get(k, "")]


def table(rows: Iterable[Sequence[object]], titles: Sequence[str]) -> str:
    """Rows as CSV (RFC 4180); cells that a spreadsheet would run as a formula get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    for row in rows:
        writer.writerow([_safe(str(cell)) for cell in row])
    return out.getvalue()


def _safe(cell: str) -> str:
    return "'" + cell if cell.startswith(_FORMULA) else cell


def destination_table(map_: Map, acts: Iterable[Act]) -> str:
    """Old provision → disposition and article, as CSV."""
    by_id = {a.act_id: a for a in acts}
    rows = (
        (str(r.source), spoken(str(r.source), by_id), r.disposition, r.target, r.similarity, r.margin, r.reason.get("rus", ""))
        for r in map_.rows if r.source is not None
    )  # fmt: skip
    return table(rows, ("source", "element", "disposition", "target", "similarity", "margin", "reason"))


def derivation_table(map_: Map) -> str:
    """Article → the provisions it comes from, as CSV; articles without sources have an empty cell."""
    headings = {t.id: next(iter(t.heading.values()), "") for t in map_.targets}
    rows = ((t, headings.get(t, ""), s) for t, sources in map_.derivations for s in (sources or ("",)))
    return table(rows, ("target", "heading", "source"))
