"""Alignment: by number where both number alike, by content elsewhere, each provision once."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from parity_models import act

from lawkit.parity import align_languages

RUS, KAZ, ENG = act("rus"), act("kaz"), act("eng")


def hidden(made, gone=frozenset()):
    """The act without some provisions and without any numbers; new id → old id."""
    left = [p for p in made.provisions if p.eid not in gone and p.parent not in gone]
    names = {p.eid: f"n{i}" for i, p in enumerate(left)}
    provisions = tuple(replace(p, eid=names[p.eid], parent=names.get(p.parent, ""), number="", num="") for p in left)
    return replace(made, provisions=provisions), {new: old for old, new in names.items()}


def test_versions_numbered_alike_are_paired_by_number():
    alignment = align_languages(RUS, KAZ)
    assert all(m.a == m.b and m.method == "number" for m in alignment.matches)
    assert len(alignment.matches) == len(RUS.provisions)


def test_content_finds_the_partners_where_numbers_are_hidden():
    for other in (KAZ, ENG):
        made, old = hidden(other)
        partner = align_languages(RUS, made).b_of
        assert {a: old[b] for a, b in partner.items()} == {p.eid: p.eid for p in RUS.provisions}


def test_a_part_that_is_cut_in_two_is_joined():
    """One text has as a part of its own what the other has as the second sentence above it."""
    longer = "Хранитель реестра ведет его постоянно. Сведения о модельных услугах обновляются каждый день по требованию граждан."
    first, second = longer[: longer.index(" Сведения")], longer[longer.index("Сведения") :]
    kazakh = "Тізілімді сақтаушы оны тұрақты жүргізеді. Үлгілік қызметтер туралы мәліметтер азаматтардың талабы бойынша күн сайын жаңартылады."
    rus = _with(RUS, "art_4__para_2", first, second)
    kaz = _with(KAZ, "art_4__para_2", kazakh)
    alignment = align_languages(rus, kaz)
    joined = [m for m in alignment.matches if m.method == "merged"]
    assert [(m.a, m.b) for m in joined] == [("art_4__para_2__al_2", "art_4__para_2")]


def _with(made, eid, text, part=""):
    provisions = []
    for p in made.provisions:
        provisions.append(replace(p, text=text) if p.eid == eid else p)
        if p.eid == eid and part:
            provisions.append(replace(p, eid=f"{eid}__al_2", kind="alinea", number="", num="", text=part, parent=eid))
    return replace(made, provisions=tuple(replace(p, order=i) for i, p in enumerate(provisions)))


leaves = [
    p.eid
    for p in KAZ.provisions
    if p.kind in ("subparagraph", "paragraph") and not any(q.parent == p.eid for q in KAZ.provisions)
]


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(leaves), max_size=5))
def test_whatever_is_missing_the_rest_keeps_its_partner_and_nothing_is_told_twice(gone):
    left = replace(KAZ, provisions=tuple(p for p in KAZ.provisions if p.eid not in gone))
    alignment = align_languages(RUS, left)
    assert sorted(m.a for m in alignment.matches if m.a) == sorted(p.eid for p in RUS.provisions)
    assert sorted(m.b for m in alignment.matches if m.b) == sorted(p.eid for p in left.provisions)
    kept = [p.eid for p in RUS.provisions if p.eid not in gone]
    assert [alignment.b_of.get(eid) for eid in kept] == kept
    assert {m.a for m in alignment.matches if not m.b} == gone
