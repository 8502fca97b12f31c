"""From readings to a map, a draft and what follows from them."""

from dataclasses import replace

import pytest
from consolidation_models import access_act, act, data_act, reading

from lawkit.consolidate import apply_decisions, check_map, draft_map, dump_decisions, load_decisions, load_outline
from lawkit.consolidate.citing import enumerations, kazakh_one, russian_list, russian_one
from lawkit.consolidate.decisions import Decision
from lawkit.consolidate.draft import build_draft, dangling, draft_act
from lawkit.consolidate.lists import consequential, derivation_table, diff_maps, repeals, substitutions, table
from lawkit.consolidate.roles import role_of
from lawkit.errors import DecisionsError
from lawkit.model import Finding, Pin


@pytest.fixture(scope="module")
def readings():
    return [reading(access_act()), reading(data_act())]


@pytest.fixture(scope="module")
def outline():
    return replace(load_outline("egov-law"), absorbs=("Z9900000001", "Z9900000002"))


@pytest.fixture(scope="module")
def drawn(readings, outline):
    return draft_map(readings, outline)


def _row(map_, act_id, eid):
    return next(r for r in map_.rows if r.source and (r.source.act, r.source.eid) == (act_id, eid))


def _key(map_, row):
    return map_.outline.target(row.target).key


def test_every_provision_is_accounted_for(drawn, readings):
    """The proof finds no hole in a map just drawn."""
    assert check_map(drawn, [r.act for r in readings]) == []


@pytest.mark.parametrize(
    ("act_id", "eid", "disposition", "target"),
    [
        ("Z9900000001", "art_1__para_1__subpara_1", "definition-unified", "terms"),
        ("Z9900000001", "art_2", "verbatim", "access-users"),
        ("Z9900000001", "art_3", "reworded", "access-request"),
        ("Z9900000001", "art_3__para_1", "verbatim", "access-request"),
        ("Z9900000002", "art_2__para_2", "verbatim", "pd-consent"),
        ("Z9900000002", "art_3__para_1", "verbatim", "pd-transfer"),
    ],
)
def test_provisions_go_where_a_drafter_would_put_them(drawn, act_id, eid, disposition, target):
    """Headings and words decide."""
    row = _row(drawn, act_id, eid)
    assert (row.disposition, _key(drawn, row)) == (disposition, target)
    assert all(row.reason[lang] for lang in ("rus", "kaz", "eng"))


def test_commencement_is_obsolete(drawn):
    """The old act's commencement goes nowhere."""
    row = _row(drawn, "Z9900000001", "art_4__para_1")
    assert (row.disposition, row.target) == ("dropped-obsolete", "")


def test_what_fits_nowhere_is_for_a_person(drawn):
    """No article of the outline is about bees: no silent guess."""
    assert _row(drawn, "Z9900000002", "art_4__para_1").disposition == "conflict"


def test_one_definition_for_one_term(drawn, readings):
    """«Запрос», defined alike in two acts, stands once in the draft with both sources."""
    draft = build_draft(drawn, readings)
    terms = next(a for a in draft.articles if a.eid == "art_1")
    found = [u for u in terms.units if u.text.startswith("запрос")]
    assert len(found) == 1
    assert len(found[0].sources) == 2
    listed = [u.text for u in terms.units if u.kind == "subparagraph"]
    assert listed == sorted(listed)


def test_the_list_of_terms_ends_as_a_list(drawn, readings):
    """Every term ends with a semicolon, the last with a full stop, whatever they had in their acts."""
    draft = build_draft(drawn, readings)
    listed = [u.text for u in draft.articles[0].units if u.kind == "subparagraph"]
    assert [t[-1] for t in listed] == [";"] * (len(listed) - 1) + ["."]


def test_one_short_form_for_two_bodies_is_for_a_person(outline):
    """«(далее – уполномоченный орган)» of two acts cannot stand in one law."""

    def law(act_id, body):
        return act(act_id, f"О {body}", [("Основные понятия, используемые в настоящем Законе", [
            "В настоящем Законе используются следующие основные понятия:",
            f"1) уполномоченный орган в сфере {body} (далее – уполномоченный орган) – орган, который ведает делами {body}."])])  # fmt: skip

    both = [reading(law("Z9900000006", "мостов")), reading(law("Z9900000007", "дорог"))]
    map_ = draft_map(both, replace(outline, absorbs=("Z9900000006", "Z9900000007")))
    assert all(
        _row(map_, a, "art_1__para_1__subpara_1").disposition == "conflict" for a in ("Z9900000006", "Z9900000007")
    )


def test_references_follow_their_targets(drawn, readings):
    """«Пункте 1 статьи 3» becomes the new number in the same case, and nothing dangles."""
    change = next(c for c in drawn.changes if c.source.eid == "art_2__para_2")
    place = build_draft(drawn, readings).places[str(_row(drawn, "Z9900000001", "art_3__para_1").source)]
    number = place.split("__")[0].removeprefix("art_")
    assert change.after.endswith(f"в пункте 1 статьи {number} настоящего Закона.")
    draft = build_draft(drawn, readings)
    assert dangling(draft) == []
    assert len({p.eid for p in draft_act(draft).provisions}) == len(draft_act(draft).provisions)


def test_a_reference_to_what_was_left_out_is_marked(readings, outline):
    """The draft never keeps a number that now names something else."""
    one = access_act()
    row = next(p for p in one.provisions if p.eid == "art_3__para_1")
    map_ = draft_map(readings, outline)
    target = _row(map_, "Z9900000001", "art_3__para_1")
    decision = Decision(target.source, target.source_hash, "dropped-obsolete", "", "Tester")
    done = apply_decisions(map_, [decision], readings).map
    draft = build_draft(done, readings)
    assert row.text
    assert {o.target for o in draft.open_references} == {"Z9900000001#art_3__para_1"}
    assert any(
        "⟦пункте 1 статьи 3 настоящего Закона: норма не вошла в проект⟧" in u.text
        for a in draft.articles
        for u in a.units
    )
    assert dangling(draft) == []
    assert check_map(done, [r.act for r in readings]) == []


def test_gaps_ask_for_what_the_checklist_wants(drawn):
    """A target without source is `new` and names the requirements it would answer."""
    row = next(r for r in drawn.rows if r.disposition == "new" and _key(drawn, r) == "digital-skills")
    assert row.evidence == ("SEED-07",)


def test_overlap_findings_decide(readings, outline):
    """A certain duplicate is dropped in favour of the first, with the finding as evidence."""
    twin = act("Z9900000003", "Ещё о доступе к сведениям", [("Предоставление информации по запросу", [
        "Ответ на письменный запрос о предоставлении информации даётся в течение пяти рабочих дней."])])  # fmt: skip
    pins = (
        Pin(readings[0].act.at("art_3__para_1"), "x"),
        Pin(twin.at("art_1__para_1"), "x"),
    )
    finding = Finding("duplicate-1", "duplicate", "certain", "duplication", pins, 1.0)
    plan = replace(outline, absorbs=(*outline.absorbs, "Z9900000003"))
    every = [*readings, reading(twin)]
    map_ = draft_map(every, plan, [finding])
    row = _row(map_, "Z9900000003", "art_1__para_1")
    assert row.disposition == "dropped-duplicate"
    assert "duplicate-1" in row.evidence
    assert check_map(map_, [r.act for r in every]) == []


@pytest.mark.parametrize(("lead", "disposition"), [("Министерство:", "dropped-duplicate"), ("Акимат:", "verbatim")])
def test_a_list_member_counts_with_its_lead_in(outline, lead, disposition):
    """The same power given to another body is no repeat; given twice to one body, it is."""

    def law(act_id, body):
        return act(act_id, "О дорогах", [("Компетенция уполномоченного органа в сфере информатизации", [
            body, "1) участвует во вводе дорог в эксплуатацию;"])])  # fmt: skip

    one, two = law("Z9900000006", "Министерство:"), law("Z9900000007", lead)
    pins = tuple(Pin(a.at("art_1__para_1__subpara_1"), "x") for a in (one, two))
    finding = Finding("duplicate-2", "duplicate", "certain", "duplication", pins, 1.0)
    plan = replace(outline, absorbs=("Z9900000006", "Z9900000007"))
    map_ = draft_map([reading(one), reading(two)], plan, [finding])
    assert _row(map_, "Z9900000007", "art_1__para_1__subpara_1").disposition == disposition


def test_acts_outside_the_field_stay(readings, outline):
    """An act that the outline does not absorb keeps its provisions; a repealed one falls."""
    bees = act("Z9900000009", "О пчеловодстве", [("Ульи", ["Ульи ставят весной."])])
    gone = replace(act("Z9900000008", "О мёде", [("Мёд", ["Мёд собирают летом."])]), status="repealed")
    map_ = draft_map([*readings, reading(bees), reading(gone)], outline)
    assert _row(map_, "Z9900000009", "art_1__para_1").disposition == "stays"
    assert _row(map_, "Z9900000008", "art_1__para_1").disposition == "dropped-obsolete"


def test_onto_an_existing_act():
    """The same act with one point reworded and one taken out: the rest is verbatim, in its old place."""
    old = access_act()
    kept = tuple(replace(p, text=p.text.replace("пяти", "трёх")) for p in old.provisions if p.eid != "art_2__para_2")
    new = replace(old, act_id="draft:new", provisions=kept)
    map_ = draft_map([reading(old)], new)
    assert check_map(map_, [old]) == []
    assert _row(map_, old.act_id, "art_3__para_1").disposition == "reworded"
    assert _row(map_, old.act_id, "art_3__para_1").target == "art_3__para_1"
    assert _row(map_, old.act_id, "art_3__para_2").disposition == "verbatim"
    assert _row(map_, old.act_id, "art_2__para_2").disposition in ("stays", "conflict")


def test_decisions_are_kept_and_stale_ones_marked(drawn, readings, outline, tmp_path):
    """A decision changes its row alone; after the text changes it is stale, not lost and not applied."""
    row = _row(drawn, "Z9900000002", "art_4__para_1")
    path = tmp_path / "decisions.yaml"
    decision = Decision(row.source, row.source_hash, "stays", "", "А. Иванова", None, "не о том закон")
    path.write_text(dump_decisions([decision]), encoding="utf-8")
    loaded = load_decisions(path, drawn)
    assert loaded == [decision]
    applied = apply_decisions(drawn, loaded, readings)
    changed = _row(applied.map, "Z9900000002", "art_4__para_1")
    assert (changed.disposition, changed.state, changed.decided_by) == ("stays", "changed", "А. Иванова")
    assert [d.source for d in diff_maps(drawn, applied.map)] == ["Z9900000002/rus#art_4__para_1"]
    assert check_map(applied.map, [r.act for r in readings]) == []
    assert draft_map(readings, outline, (), loaded).rows == applied.map.rows
    other = replace(decision, hash="0" * 16)
    stale = apply_decisions(drawn, [other], readings)
    assert stale.stale == (other,)
    assert _row(stale.map, "Z9900000002", "art_4__para_1").state == "stale"
    assert _row(stale.map, "Z9900000002", "art_4__para_1").disposition == row.disposition


BROKEN = """decisions:
- source: Z9900000001#art_3__para_1
  hash: short
  disposition: verbatim
  target: access-request
  by: A
- source: not an address at all
  hash: 0123456789abcdef
  disposition: vanish
  by: A
- source: Z9900000001#art_99
  hash: 0123456789abcdef
  disposition: stays
  target: terms
  by: A
  on: yesterday
- source: Z9900000001#art_2
  hash: 0123456789abcdef
  disposition: merged
  colour: red
- source: Z9900000001#art_2
  hash: 0123456789abcdef
  disposition: verbatim
  target: nowhere
  by: A
- just words
"""


def test_all_mistakes_of_a_decisions_file_are_listed(drawn, tmp_path):
    """Every mistake with its line, and nothing is applied."""
    path = tmp_path / "d.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(DecisionsError) as caught:
        load_decisions(path, drawn)
    problems = "\n".join(caught.value.problems)
    for line, words in [
        (2, "16 hexadecimal"), (7, "not an address"), (7, "unknown disposition «vanish»"), (11, "no provision"),
        (11, "goes nowhere"), (11, "no date"), (17, "«by» is missing"), (20, "unknown key «colour»"),
        (17, "needs a target"), (21, "no article «nowhere»"), (21, "already, in line 17"),
        (26, "a decision must be a mapping"),
    ]:  # fmt: skip
        assert any(p.startswith(f"d.yaml:{line}:") and words in p for p in caught.value.problems), (
            line,
            words,
            problems,
        )


@pytest.mark.parametrize("text", ["- a\n", "decisions: [\n", "other: 1\n", "decisions: x\n"])
def test_what_is_no_decisions_file_is_refused(tmp_path, text):
    """Lists, broken YAML, other keys."""
    path = tmp_path / "d.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DecisionsError):
        load_decisions(path)


@pytest.mark.parametrize(
    ("old", "eid", "place", "here", "new"),
    [
        ("статьей 15 настоящего Закона", "art_15", "art_78", "art_3__para_1", "статьей 78 настоящего Закона"),
        ("пункте 3 настоящей статьи", "art_25__para_3", "art_90__para_11", "art_90__para_12", "пункте 11 настоящей статьи"),
        ("подпунктом 2) пункта 1 статьи 4", "art_4__para_1__subpara_2", "art_7__al_1__subpara_5", "art_8__para_1",
         "подпунктом 5) части первой статьи 7 настоящего Закона"),
        ("частью первой пункта 20 настоящей статьи", "art_19__para_20", "art_12__para_25", "art_12__para_1",
         "частью первой пункта 25 настоящей статьи"),
        ("настоящей статьей", "art_39", "art_31", "art_31__para_4", "настоящей статьей"),
        ("настоящей статьей", "art_39", "art_31", "art_32__para_4", None),
        ("пунктами 15", "art_19__para_15", "art_12__para_20", "art_12__para_1", None),
    ],
)  # fmt: skip
def test_citing_keeps_the_case(old, eid, place, here, new):
    """The new place stands in the grammatical case of the old words, or is left to a person."""
    assert russian_one(old, eid, place, here) == new


@pytest.mark.parametrize(
    ("old", "places", "here", "new"),
    [
        (["подпунктами 1)", "2) статьи 9 настоящего Закона"], ["art_56__para_3__subpara_4", "art_56__para_3__subpara_5"],
         "art_7__para_1", ["подпунктами 4)", "5) пункта 3 статьи 56 настоящего Закона"]),
        (["частями второй", "третьей настоящей статьи"], ["art_101__para_34", "art_101__para_35"], "art_101__para_33",
         ["пунктами 34", "35 настоящей статьи"]),
        (["пунктов 2", "3 настоящей статьи"], ["art_68__para_1", "art_69__para_3"], "art_68__para_8", None),
        (["пунктов 2", "3 настоящей статьи"], ["art_68__para_1", ""], "art_68__para_8", None),
    ],
)  # fmt: skip
def test_citing_lists(old, places, here, new):
    """A list of numbers is renamed only as a whole."""
    assert russian_list(old, places, here) == new


def test_lists_that_are_none():
    """Two references with other words between them are two."""
    one = reading(access_act()).references
    assert all(len(g) == 1 for g in enumerations("x", [(k * 50, r) for k, r in enumerate(one)]))


def test_what_follows_from_the_map(drawn, readings):
    """Repeals name the acts absorbed; amendments, tables and terms are consistent with the map."""
    found = {r.act: r.ground for r in repeals(drawn, readings)}
    assert found == {"Z9900000001": "absorbed", "Z9900000002": "absorbed"}
    citing = act("Z9900000005", "О связи", [("Связь", ["Сведения дают по Закону."])])
    assert consequential(drawn, [*readings, reading(citing)]) == []
    assert derivation_table(drawn).count("\r\n") > len(drawn.targets)
    assert substitutions(drawn, [r.act for r in readings]) == []


def test_tables_run_no_formula():
    """A cell that a spreadsheet would run gets an apostrophe."""
    assert table([["=1+1", "-2", "слово"]], ["a", "b", "c"]).splitlines()[1] == "'=1+1,'-2,слово"


@pytest.mark.parametrize(
    ("heading", "text", "language", "role"),
    [
        ("Основные понятия, используемые в настоящем Законе", "", "rus", "definitions"),
        ("Порядок введения в действие настоящего Закона", "", "rus", "commencement"),
        ("Сфера действия настоящего Закона", "", "rus", "scope"),
        ("Осы Заңда пайдаланылатын негізгі ұғымдар", "", "kaz", "definitions"),
        ("Definitions", "", "eng", "definitions"),
        ("", "Настоящий приказ вводится в действие по истечении десяти дней", "rus", "commencement"),
        ("Права услугополучателей", "", "rus", ""),
    ],
)
def test_roles(heading, text, language, role):
    """Articles that every act has are known by their heading or first words."""
    assert role_of(heading, text, language) == role


def test_an_outline_from_the_acts(readings, tmp_path):
    """Made from the acts, it reads back as written, and their map onto it is complete; the same every time."""
    from lawkit.consolidate import auto_outline, dump_outline

    acts = [r.act for r in readings]
    outline = auto_outline(acts)
    path = tmp_path / "auto.yaml"
    path.write_text(dump_outline(outline), encoding="utf-8")
    assert load_outline(path).targets == outline.targets
    assert auto_outline(acts) == outline
    map_ = draft_map(readings, outline)
    assert check_map(map_, acts) == []
    assert _row(map_, "Z9900000002", "art_3__para_1").disposition in ("verbatim", "reworded")


def test_formulas_of_every_law_stand_once(outline):
    """«Законодательство о … основывается на Конституции …» of two acts becomes one paragraph with two sources."""

    def law(act_id, field):
        return act(act_id, f"О {field}", [(f"Законодательство Республики Казахстан о {field}", [
            f"Законодательство Республики Казахстан о {field} основывается на Конституции и состоит из этого Закона."])])  # fmt: skip

    both = [reading(law("Z9900000006", "мостах")), reading(law("Z9900000007", "дорогах"))]
    plan = replace(outline, absorbs=("Z9900000006", "Z9900000007"))
    map_ = draft_map(both, plan)
    article = next(a for a in build_draft(map_, both).articles if a.heading.startswith("Законодательство"))
    assert [len(u.sources) for u in article.units] == [2]
    assert _row(map_, "Z9900000007", "art_1__para_1").disposition == "merged"
    assert check_map(map_, [r.act for r in both]) == []


def test_two_meanings_of_a_term_are_for_a_person(outline):
    """Both definitions are marked, the first as well as the second."""

    def law(act_id, meaning):
        return act(act_id, "О связи", [("Основные понятия, используемые в настоящем Законе", [
            "В настоящем Законе используются следующие основные понятия:", f"1) сигнал – {meaning};"])])  # fmt: skip

    both = [reading(law("Z9900000006", "изменение тока в проводе")), reading(law("Z9900000007", "звук рожка в поле"))]
    map_ = draft_map(both, replace(outline, absorbs=("Z9900000006", "Z9900000007")))
    found = [_row(map_, a, "art_1__para_1__subpara_1").disposition for a in ("Z9900000006", "Z9900000007")]
    assert found == ["conflict", "conflict"]


def test_tables_are_written(drawn, readings, tmp_path):
    """Six tables; every source address stands in the destination table."""
    from lawkit.report.maplists import write_tables

    files = {p.name: p.read_text(encoding="utf-8-sig") for p in write_tables(drawn, readings, tmp_path / "t")}
    assert len(files) == 6
    assert all(str(r.source) in files["destinations.csv"] for r in drawn.rows if r.source)


@pytest.mark.parametrize(
    ("old", "place", "here", "new"),
    [
        ("осы Заңның 6-бабында", "art_56", "art_7__para_1", "осы Заңның 56-бабында"),
        ("6-баптың 1-тармағының 3) тармақшасында", "art_9__para_4__subpara_12", "art_7__para_1",
         "9-баптың 4-тармағының 12) тармақшасында"),
        ("осы баптың 20-тармағына", "art_12__para_25", "art_12__para_3", "осы баптың 25-тармағына"),
        ("осы баптың 20-тармағына", "art_13__para_25", "art_12__para_3", None),
        ("осы Заңның 8-бабының 1) тармақшасында", "art_47__para_2__subpara_1", "art_7__para_1", None),
        ("осы бапқа", "art_12", "art_12__para_3", "осы бапқа"),
        ("2-тармақтың екінші бөлігінде", "art_12__para_3__al_2", "art_12__para_4", None),
    ],
)  # fmt: skip
def test_citing_in_kazakh(old, place, here, new):
    """New numbers in the old words, or nothing."""
    assert kazakh_one(old, place, here) == new


def test_the_other_language_is_cited_anew_too(readings, outline):
    """A Kazakh draft takes the Kazakh words, and its references get the new numbers."""
    one = readings[0].act
    words = {"art_2__para_2": "Пайдаланушы осы Заңның 3-бабының 1-тармағында көрсетілген тәртіпті сақтауға міндетті."}
    provisions = tuple(
        replace(p, text=words.get(p.eid, "Қазақша мәтін." if p.text else ""), span=replace(p.span))
        for p in one.provisions
    )
    body = "\n".join(" ".join(x for x in (p.num, p.heading, p.text) if x) for p in provisions)
    at, placed = 0, []
    for p in provisions:
        line = " ".join(x for x in (p.num, p.heading, p.text) if x)
        placed.append(replace(p, span=type(p.span)(at, at + len(line))))
        at += len(line) + 1
    other = replace(one, language="kaz", body=body, provisions=tuple(placed))
    map_ = draft_map([*readings, reading(other)], outline)
    draft = build_draft(map_, [*readings, reading(other)], "kaz")
    place = draft.places[str(one.at("art_3__para_1"))]
    number = place.partition("__")[0].removeprefix("art_")
    unit = next(u for a in draft.articles for u in a.units if str(one.at("art_2__para_2")) in u.sources)
    assert f"{number}-бабының 1-тармағында" in unit.text or "⟦" in unit.text
    assert dangling(draft) == []


def test_decisions_on_a_map_onto_an_act():
    """A row moved by a person gets the words of its new place as its change; the proof still holds."""
    old = access_act()
    new = replace(old, act_id="draft:new")
    readings = [reading(old)]
    map_ = draft_map(readings, new)
    assert not map_.changes
    row = _row(map_, old.act_id, "art_2__para_1")
    decision = Decision(row.source, row.source_hash, "reworded", "art_3__para_2", "Tester")
    moved = apply_decisions(map_, [decision], readings).map
    assert [(c.source.eid, c.target) for c in moved.changes] == [("art_2__para_1", "art_3__para_2")]
    assert check_map(moved, [old]) == []
    assert check_map(moved, [old, new]) == []


def test_an_act_in_another_language_is_not_forgotten():
    """Mapped onto a Russian act, an act that is there only in Kazakh is left to a person, row by row."""
    old = replace(access_act(), act_id="Z9900000011", language="kaz")
    new = replace(access_act(), act_id="draft:new")
    both = [reading(access_act()), reading(old)]
    map_ = draft_map(both, new)
    assert {r.disposition for r in map_.rows if r.source and r.source.act == "Z9900000011"} == {"conflict"}
    assert check_map(map_, [r.act for r in both]) == []
    assert draft_map([reading(old)], new).counts()["conflict"] > 0


def test_the_order_of_the_acts_does_not_matter(readings, outline, drawn):
    """The same map, row by row, whatever order the readings come in."""
    assert draft_map(readings[::-1], outline) == drawn
    new = replace(access_act(), act_id="draft:new")
    assert draft_map(readings[::-1], new) == draft_map(readings, new)
