"""The proof accepts exactly the complete maps: 10,000 random ones, and hand edits of them."""

import random
from dataclasses import replace

import pytest
from consolidation_models import act

from lawkit.consolidate.check import check_map
from lawkit.consolidate.maps import (
    CARRIED,
    FEEDING,
    Change,
    Map,
    derive,
    from_json,
    rows_from_json,
    rows_to_json,
    to_json,
)
from lawkit.consolidate.outline import Chapter, Outline, Target
from lawkit.consolidate.units import has_row, source_hash, source_text
from lawkit.model import Address, Disposition

NOWHERE = ("stays", "dropped-obsolete")
SOMEWHERE = (
    "verbatim",
    "reworded",
    "merged",
    "split",
    "definition-unified",
    "conflict",
    "dropped-duplicate",
    "superseded",
)


def _outline(n):
    targets = tuple(Target(f"art_{k}", f"t{k}", str(k), {"rus": f"Статья {k}"}, "one") for k in range(1, n + 1))
    return Outline("x", {"rus": "Закон"}, (Chapter("one", "1", {"rus": "Глава"}, {}),), targets)


def _acts(rng):
    def articles():
        return [(f"Заголовок {i}", [f"Норма {rng.randrange(9)} номер {j}." for j in range(rng.randrange(3))])
                for i in range(rng.randrange(1, 4))]  # fmt: skip

    return [act(f"Z990000000{k}", f"Акт {k}", articles()) for k in range(1, rng.randrange(2, 4))]


def complete_map(rng):
    """A random map that is complete by construction, and its acts."""
    acts, outline = _acts(rng), _outline(rng.randrange(1, 5))
    rows, changes = [], []
    for one in acts:
        for p in one.provisions:
            if not has_row(p):
                continue
            kind = rng.choice(NOWHERE + SOMEWHERE)
            target = rng.choice(outline.targets).id if kind in SOMEWHERE else ""
            if kind in ("superseded", "dropped-duplicate", "conflict") and rng.random() < 0.3:
                target = ""
            rows.append(Disposition(one.at(p.eid), source_hash(p), kind, target, 0.5, 0.1, "test"))
            if kind == "reworded" or (kind in FEEDING - {"verbatim"} and target and rng.random() < 0.3):
                changes.append(Change(one.at(p.eid), target, source_text(p), source_text(p) + " новое", "wording"))
    fed = {r.target for r in rows if r.disposition in FEEDING and r.target}
    new = [Disposition(None, "", "new", t.id, 0, 0, "no-source") for t in outline.targets if t.id not in fed]
    derivations = derive(rows, outline.targets)
    return Map(outline, tuple(a.address for a in acts), (*rows, *new), tuple(changes), derivations), acts


def _swap(map_, k, row):
    rows = list(map_.rows)
    rows[k] = row
    return replace(map_, rows=tuple(rows))


def _pick(map_, rng, test):
    found = [k for k, r in enumerate(map_.rows) if test(r)]
    return rng.choice(found) if found else None


def _drop_row(map_, rng):
    k = rng.randrange(len(map_.rows))
    return replace(map_, rows=map_.rows[:k] + map_.rows[k + 1 :])


def _double_row(map_, rng):
    return replace(map_, rows=(*map_.rows, rng.choice(map_.rows)))


def _move(map_, rng):
    """Another target in the row alone: the derivation table no longer agrees."""
    k = _pick(map_, rng, lambda r: r.disposition in CARRIED)
    others = [t.id for t in map_.targets if k is not None and t.id != map_.rows[k].target]
    return _swap(map_, k, replace(map_.rows[k], target=rng.choice(others))) if others else None


def _no_target(map_, rng):
    k = _pick(map_, rng, lambda r: r.disposition in CARRIED)
    return None if k is None else _swap(map_, k, replace(map_.rows[k], target=""))


def _bad_target(map_, rng):
    k = _pick(map_, rng, lambda r: bool(r.target))
    return None if k is None else _swap(map_, k, replace(map_.rows[k], target="art_99"))


def _needless_target(map_, rng):
    k = _pick(map_, rng, lambda r: r.disposition in NOWHERE)
    return None if k is None else _swap(map_, k, replace(map_.rows[k], target=map_.targets[0].id))


def _foreign(map_, rng):
    k = _pick(map_, rng, lambda r: r.source is not None)
    return _swap(map_, k, replace(map_.rows[k], source=replace(map_.rows[k].source, eid="art_77")))


def _old_text(map_, rng):
    k = _pick(map_, rng, lambda r: r.source is not None)
    return _swap(map_, k, replace(map_.rows[k], source_hash="0" * 16))


def _bad_kind(map_, rng):
    k = rng.randrange(len(map_.rows))
    return _swap(map_, k, replace(map_.rows[k], disposition="lost"))


def _bad_state(map_, rng):
    k = rng.randrange(len(map_.rows))
    return _swap(map_, k, replace(map_.rows[k], state="perhaps"))


def _drop_change(map_, rng):
    found = [c for c in map_.changes if any(r.source == c.source and r.disposition == "reworded" for r in map_.rows)]
    lost = rng.choice(found) if found else None
    return replace(map_, changes=tuple(c for c in map_.changes if c is not lost)) if lost else None


def _hidden_change(map_, rng):
    """Calls a changed row verbatim."""
    k = _pick(map_, rng, lambda r: r.disposition == "reworded")
    return None if k is None else _swap(map_, k, replace(map_.rows[k], disposition="verbatim"))


def _twisted_change(map_, rng):
    if not map_.changes:
        return None
    k = rng.randrange(len(map_.changes))
    wrong = replace(map_.changes[k], before=map_.changes[k].before + " тайком")
    return replace(map_, changes=(*map_.changes[:k], wrong, *map_.changes[k + 1 :]))


def _lose_derivation(map_, rng):
    k = rng.randrange(len(map_.derivations))
    target, sources = map_.derivations[k]
    if not sources:
        return replace(map_, derivations=map_.derivations[:k] + map_.derivations[k + 1 :])
    return replace(map_, derivations=(*map_.derivations[:k], (target, sources[1:]), *map_.derivations[k + 1 :]))


def _invent_derivation(map_, rng):
    return replace(map_, derivations=(*map_.derivations, ("art_98", ("Z1#art_1",))))


def _false_new(map_, rng):
    fed = [t for t, s in map_.derivations if s]
    return replace(map_, rows=(*map_.rows, Disposition(None, "", "new", rng.choice(fed), 0, 0, "x"))) if fed else None


def _lose_act(map_, rng):
    return replace(map_, acts=map_.acts[1:])


def _extra_act(map_, rng):
    return replace(map_, acts=(*map_.acts, Address("Z1")))


def _stranger(map_, rng):
    """A row more, for a provision that is not there."""
    k = _pick(map_, rng, lambda r: r.disposition in NOWHERE)
    if k is None:
        return None
    extra = replace(map_.rows[k], source=replace(map_.rows[k].source, eid="art_77"))
    return replace(map_, rows=(*map_.rows, extra))


def _sourceless(map_, rng):
    """A row that comes from nowhere and does not say that it is new."""
    return replace(map_, rows=(*map_.rows, Disposition(None, "", rng.choice(sorted(NOWHERE)), "", 0, 0, "x")))


def _nowhere_at_all(map_, rng):
    """A target taken away with everything that must follow: only the row itself is wrong."""
    k = _pick(map_, rng, lambda r: r.disposition in CARRIED)
    if k is None:
        return None
    row = replace(map_.rows[k], target="")
    rows = [row if j == k else r for j, r in enumerate(map_.rows) if r.source is not None]
    fed = {r.target for r in rows if r.disposition in FEEDING and r.target}
    rows += [Disposition(None, "", "new", t.id, 0, 0, "x") for t in map_.targets if t.id not in fed]
    changes = tuple(replace(c, target="") if c.source == row.source else c for c in map_.changes)
    return replace(map_, rows=tuple(rows), changes=changes, derivations=derive(rows, map_.targets))


def _change_of_nothing(map_, rng):
    """A change of wording where no words go on."""
    k = _pick(map_, rng, lambda r: r.disposition in NOWHERE)
    if k is None:
        return None
    at = map_.rows[k].source
    text = f"положение о норме {at}"
    return replace(map_, changes=(*map_.changes, Change(at, "", text, text + " новое", "wording")))


def _change_elsewhere(map_, rng):
    others = [t.id for t in map_.targets if map_.changes and t.id != map_.changes[0].target]
    if not others:
        return None
    return replace(map_, changes=(replace(map_.changes[0], target=rng.choice(others)), *map_.changes[1:]))


def _double_change(map_, rng):
    return replace(map_, changes=(*map_.changes, rng.choice(map_.changes))) if map_.changes else None


BREAKING = (
    _stranger, _sourceless, _nowhere_at_all, _change_of_nothing, _change_elsewhere, _double_change,
    _drop_row, _double_row, _move, _no_target, _bad_target, _needless_target, _foreign, _old_text, _bad_kind,
    _bad_state, _drop_change, _hidden_change, _twisted_change, _lose_derivation, _invent_derivation, _false_new,
    _lose_act, _extra_act,
)  # fmt: skip


def _shuffle(map_, rng):
    rows = list(map_.rows)
    rng.shuffle(rows)
    return replace(map_, rows=tuple(rows))


def _other_words(map_, rng):
    k = rng.randrange(len(map_.rows))
    row = replace(map_.rows[k], reason={"rus": "иначе"}, similarity=0.1, state="accepted", decided_by="A")
    return _swap(map_, k, row)


def _whole_move(map_, rng):
    """A row moved with everything that must follow: still complete."""
    k = _pick(map_, rng, lambda r: r.disposition in CARRIED)
    if k is None:
        return None
    row = replace(map_.rows[k], target=rng.choice(map_.targets).id)
    rows = [row if j == k else r for j, r in enumerate(map_.rows) if r.source is not None]
    fed = {r.target for r in rows if r.disposition in FEEDING and r.target}
    rows += [Disposition(None, "", "new", t.id, 0, 0, "x") for t in map_.targets if t.id not in fed]
    changes = tuple(replace(c, target=row.target) if c.source == row.source else c for c in map_.changes)
    return replace(map_, rows=tuple(rows), changes=changes, derivations=derive(rows, map_.targets))


HARMLESS = (_shuffle, _other_words, _whole_move)


def test_ten_thousand_random_maps_and_edits():
    """Complete maps pass; one harmless edit keeps that; one breaking edit never does."""
    rng = random.Random(20261124)
    seen = {f.__name__: 0 for f in BREAKING + HARMLESS}
    for _ in range(10_000):
        map_, acts = complete_map(rng)
        assert check_map(map_, acts) == []
        good, bad = rng.choice(HARMLESS), rng.choice(BREAKING)
        edited = good(map_, rng)
        if edited is not None:
            seen[good.__name__] += 1
            assert check_map(edited, acts) == [], good.__name__
        broken = bad(map_, rng)
        if broken is not None:
            seen[bad.__name__] += 1
            assert check_map(broken, acts), bad.__name__
    assert all(n > 20 for n in seen.values()), seen


@pytest.mark.parametrize("edit", BREAKING, ids=lambda f: f.__name__)
def test_each_hole_names_its_place(edit):
    """A hole has a code, a place and words."""
    rng = random.Random(5)
    for _ in range(60):
        map_, acts = complete_map(rng)
        broken = edit(map_, rng)
        if broken is None:
            continue
        for hole in check_map(broken, acts):
            assert all((hole.code, hole.where, hole.message))
        return
    pytest.fail("the edit never applied")


def test_a_map_survives_the_store():
    """To JSON and back, nothing is lost."""
    import json

    for seed in range(30):
        map_, acts = complete_map(random.Random(seed))
        rows = rows_from_json(json.loads(json.dumps(rows_to_json(map_.rows), ensure_ascii=False)))
        assert from_json(json.loads(json.dumps(to_json(map_), ensure_ascii=False)), rows) == map_
        assert check_map(map_, acts) == []
