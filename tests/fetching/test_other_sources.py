"""Folders of saved pages, mirrors, the JSON interface; and the command as a person uses it."""

import datetime as dt
import json
from pathlib import Path

import pytest
from badhost import ACT, SHELL, page, write_rules

from lawkit.commands import main
from lawkit.errors import FetchError, RulesError
from lawkit.fetching import Settings
from lawkit.fetching.settings import safe_base
from lawkit.fetching.web import check_proxy
from lawkit.fetching.zan import as_page, code_in
from lawkit.register import Register
from lawkit.sources import find_sources, read_act, read_act_bytes


def got(results):
    return [(r.outcome, r.languages, r.edition and r.edition.isoformat()) for r in results]


# ── folders and mirrors ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["anything.html", f"{ACT}.rus.html", f"adilet.zan.kz/rus/docs/{ACT}", f"adilet.zan.kz/rus/docs/{ACT}.html"]
)
def test_a_page_saved_by_hand_is_known_by_what_it_says(name, visit, tmp_path):
    path = tmp_path / "saved" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(page())
    assert got(visit(named=[str(tmp_path / "saved")])) == [("new", ("rus",), None)]
    assert read_act(find_sources([visit.cache])[0]).act_id == ACT


def test_a_text_without_marks_is_known_by_its_name_and_date(visit, tmp_path):
    (tmp_path / "saved").mkdir()
    for day in ("2020-01-01", "2024-06-01"):
        (tmp_path / "saved" / f"{ACT}@{day}.kaz.txt").write_text(f"1-бап. Бір\nМәтін {day}.\n", encoding="utf-8")
    folder = [str(tmp_path / "saved")]
    assert got(visit(named=folder, languages=("kaz",))) == [("new", ("kaz",), "2024-06-01")]
    assert got(visit(named=folder, languages=("kaz",), when=dt.date(2021, 1, 1))) == [("new", ("kaz",), "2020-01-01")]
    assert [r.outcome for r in visit(named=folder, languages=("kaz",), when="history")] == ["unchanged"] * 2
    assert [r.outcome for r in visit(named=folder, languages=("kaz",), when=dt.date(2019, 1, 1))] == ["failed"]


def test_a_saved_shell_is_no_act(visit, tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / f"{ACT}.rus.html").write_bytes(SHELL)
    result = visit(named=[str(tmp_path / "saved")])[0]
    assert (result.outcome, "could not be read" in result.problem) == ("failed", True)


def test_a_cache_is_a_mirror_for_a_machine_without_a_network(host, visit, tmp_path):
    """What was fetched here is carried there; what was damaged on the way is refused."""
    visit(languages=("rus", "kaz"))
    host.asked.clear()
    there = tmp_path / "there"
    assert sorted(got(visit(named=(), mirror=visit.cache, cache=there, languages=("rus", "kaz")))) == [
        ("new", ("kaz",), None),
        ("new", ("rus",), None),
    ]
    assert not host.asked
    manifest = json.loads((there / "acts" / ACT / "manifest.json").read_text())
    assert manifest["places"][f"{ACT}.rus.html"]["url"] == f"{host.base}/rus/docs/{ACT}"
    damaged = visit.cache / "acts" / ACT / f"{ACT}.rus.html"
    damaged.write_bytes(damaged.read_bytes().replace(b"z1", b"z9", 1))
    results = visit(named=(), mirror=visit.cache, cache=tmp_path / "elsewhere", languages=("rus", "kaz"))
    assert [(r.outcome, r.languages) for r in results] == [("new", ("kaz",)), ("failed", ("rus",))]
    assert "not what its manifest says" in results[1].problem


# ── conditions, freshness, check ────────────────────────────────────────────


def test_what_is_there_is_asked_for_by_its_etag(host, visit):
    visit()
    host.asked.clear()
    assert [r.outcome for r in visit()] == ["unchanged"]
    assert [h.get("if-none-match") for p, h, _ in host.asked if p != "/robots.txt"] != [None]


def test_a_page_whose_day_changed_is_unchanged_and_one_whose_words_changed_is_told(host, visit):
    host.etags = False
    visit()
    host.pages[f"/rus/docs/{ACT}"] = page(day="25.11.2026")
    assert [r.outcome for r in visit(check=True)] == ["unchanged"]
    host.pages[f"/rus/docs/{ACT}"] = page(articles=13)
    before = find_sources([visit.cache])[0].read_bytes()
    assert [r.outcome for r in visit(check=True)] == ["changed"]
    assert find_sources([visit.cache])[0].read_bytes() == before, "a check keeps nothing"
    assert [r.outcome for r in visit()] == ["changed"]
    del host.pages[f"/rus/docs/{ACT}"]
    assert [r.outcome for r in visit(check=True)] == ["gone"]


def test_what_was_fetched_this_hour_is_not_asked_again(host, visit):
    visit()
    host.asked.clear()
    assert [r.outcome for r in visit(fresh_minutes=60)] == ["fresh"]
    assert not host.asked
    assert [r.outcome for r in visit(fresh_minutes=60, again=True)] == ["unchanged"]


def test_an_edition_by_date_has_its_own_place(host, visit):
    host.pages[f"/rus/archive/docs/{ACT}/01.06.2024"] = page(articles=3)
    visit()
    assert got(visit(when=dt.date(2024, 6, 1))) == [("new", ("rus",), "2024-06-01")]
    acts = [read_act(p) for p in find_sources([visit.cache])]
    assert {(a.edition, sum(p.kind == "article" for p in a.provisions)) for a in acts} == {
        (None, 12),
        (dt.date(2024, 6, 1), 3),
    }


@pytest.mark.parametrize(("link", "outcome"), [(ACT, "new"), (f"{ACT}0", "failed"), ("Z2000000099", "failed")])
def test_the_page_of_an_edition_may_name_its_act_by_its_archive(link, outcome, host, visit):
    """Its tabs lead to `/rus/archive/docs/…`; a link in the text does not count."""
    text = page(articles=3, extra=f'<p><a href="/rus/docs/{ACT}">x</a></p>')
    tabs = text.replace(f"/rus/docs/{ACT}".encode(), f"/rus/archive/docs/{link}/01.06.2024".encode(), 1)
    host.pages[f"/rus/archive/docs/{ACT}/01.06.2024"] = tabs
    assert visit(when=dt.date(2024, 6, 1))[0].outcome == outcome


def test_a_language_that_is_not_offered_is_no_failure_when_another_is(host, visit):
    del host.pages[f"/eng/docs/{ACT}"]
    host.pages[f"/kaz/docs/{ACT}"] = page("rus")  # the host falls back on Russian
    assert got(visit(languages=("rus", "kaz", "eng"))) == [
        ("new", ("rus",), None),
        ("not_offered", ("kaz",), None),
        ("not_offered", ("eng",), None),
    ]


# ── the JSON interface ──────────────────────────────────────────────────────


def document(language="rus", number=1, pages=1, ngr=ACT, day="2024-06-01", articles=(1, 2)):
    pieces = [{"type": "doc", "level": 1}, {"type": "title", "text": "О модельном реестре"}]
    for n in articles:
        pieces += [
            {"type": "article", "index": str(n)}, {"type": "heading", "text": f"Статья {n}. Запись <{n}>"},
            {"type": "text", "text": f"{n}. Оператор ведёт запись\nномер {n}.", "properties": []},
            {"type": "note", "text": "Сноска. Статья с изменениями, внесенными Законом РК от 01.02.2023 № 5-VIII.",
             "properties": [{"key": "html", "value": "<i>…</i>"}]},
            {"type": "text", "properties": [{"key": "html", "value": "<b>Приказ</b><script>x</script> издаётся."}]},
        ]  # fmt: skip
    meta = {"title": {"rus": "О модельном реестре", "kaz": "Тізілім туралы"}, "status": "upd",
            "requisites": {"rus": "Закон Республики Казахстан от 1 марта 2019 года № 12-VI ЗРК", "kaz": ""}}  # fmt: skip
    return {"id": "77", "code": "77", "ngr": ngr, "language": language, "versionDate": day, "metadata": meta,
            "content": pieces, "pagesCount": pages}  # fmt: skip


def serve(host, path, doc):
    host.pages[path] = json.dumps(doc, ensure_ascii=False).encode()


def test_an_act_in_json_comes_as_a_page_with_its_edition(host, visit):
    serve(host, "/api/documents/77/rus?page=1", document(pages=2))
    serve(host, "/api/documents/77/rus?page=2", document(articles=(3,)))
    assert got(visit(named=["json"], languages=("rus", "eng"))) == [
        ("new", ("rus",), "2024-06-01"),
        ("not_offered", ("eng",), None),
    ]
    act = read_act(find_sources([visit.cache])[0])
    assert (act.act_id, act.language, act.edition, act.number, act.status) == (
        ACT,
        "rus",
        dt.date(2024, 6, 1),
        "12-VI",
        "in_force",
    )
    assert [p.heading for p in act.provisions if p.kind == "article"] == ["Запись <1>", "Запись <2>", "Запись <3>"]
    assert [n.kind for n in act.notes] == ["amendment"] * 3
    assert "Приказ" in act.body


@pytest.mark.parametrize(
    ("change", "said"),
    [({"ngr": "Z2000000099"}, "the host answers with Z2000000099"), ({"ngr": None}, "the host answers with"),
     ({"language": "kaz"}, "in kaz only"), ({"content": {}}, "holds no act"), ({"pagesCount": 10**6}, "pages"),
     ({"pagesCount": "x"}, "pages"), ({"content": []}, "no act")],
)  # fmt: skip
def test_json_that_is_not_the_act_is_refused(change, said, host, visit):
    serve(host, "/api/documents/77/rus?page=1", document() | change)
    result = visit(named=["json"])[0]
    assert (result.outcome, said in result.problem) == ("failed", True), result.problem


def test_broken_json_is_refused(host, visit):
    host.pages["/api/documents/77/rus?page=1"] = b'{"content": ['
    assert "broken JSON" in visit(named=["json"])[0].problem


def test_an_edition_later_than_the_day_is_refused(host, visit):
    serve(host, "/api/documents/77/rus/01.01.2024?page=1", document(day="2024-06-01"))
    assert "of 2024-01-01 was asked for" in visit(named=["json"], when=dt.date(2024, 1, 1))[0].problem
    serve(host, "/api/documents/77/rus/01.01.2024?page=1", document(day="2023-05-01"))
    assert got(visit(named=["json"], when=dt.date(2024, 1, 1))) == [("new", ("rus",), "2023-05-01")]


def test_the_number_of_an_act_is_searched_and_proved(host, visit):
    """By title and date; the document must then name the id itself."""
    one = "Z1500000401"
    act = Register.load().by_id(one)
    entry = {
        "id": "9",
        "code": "9",
        "title": {"rus": act.title},
        "stateAgencyApprovalDate": act.date.isoformat(),
        "requisites": {"rus": f"№ {act.number}"},
    }
    serve(
        host, "/api/documents/search", {"list": [entry, entry | {"code": "8", "stateAgencyApprovalDate": "1999-01-01"}]}
    )
    serve(host, "/api/documents/9/rus?page=1", document(ngr=one))
    assert got(visit(one, named=["json"])) == [("new", ("rus",), "2024-06-01")]
    assert code_in(host.pages["/api/documents/search"], act) == "9"
    assert code_in(json.dumps({"list": [entry, entry | {"code": "7"}]}).encode(), act) == "", "two fit: nobody knows"
    assert code_in(b"[", act) == code_in(b"null", act) == code_in(b'{"list": [1, null]}', act) == ""


def test_nothing_in_json_becomes_markup():
    doc = document() | {"metadata": {"title": {"rus": "<script>alert(1)</script>"}, "requisites": 5, "status": '"><b>'}}
    made = as_page([doc], ACT, "rus")
    assert b"<script" not in made
    assert b'"><b>' not in made
    assert read_act_bytes(made, f"{ACT}.rus.html").title == "<script>alert(1)</script>"


# ── rules, options ──────────────────────────────────────────────────────────


def test_the_rules_that_come_with_lawkit_are_right():
    settings = Settings.load()
    assert settings.order == ("git", "adilet-old", "zan")
    assert all(host.base.startswith("https://") for host in settings.hosts.values())
    assert "lawkit/" in settings.politeness.agent
    known = {act.id for act in Register.load()}
    for profile in settings.profiles.values():
        assert set(profile.acts) <= known
        assert set(profile.title) == {"rus", "kaz", "eng"}
    assert set(settings.codes) <= known


def test_every_mistake_in_the_rules_is_told(tmp_path):
    (tmp_path / "hosts.yaml").write_text(
        "order: [git, nowhere]\nhosts:\n  a: {kind: ftp, base: 'http://example.org', current: 'x/{di}'}\n"
        "repositories:\n  b: {}\ncodes: {Z1500000401: abc}\n"
    )
    (tmp_path / "politeness.yaml").write_text("attempts: 0\nrate: 5\nuser_agent: 7\n")
    (tmp_path / "profiles.yaml").write_text("x: {acts: [../up]}\n")
    with pytest.raises(RulesError) as problem:
        Settings.load(tmp_path)
    told = "\n".join(problem.value.problems)
    for said in ("https is needed", "kind is page or json", "must begin with /", "unknown {di}", "url is missing", "a number is expected",
                 "«nowhere»", "attempts and requests", "unknown key «rate»", "user_agent: text", "«../up»"):  # fmt: skip
        assert said in told


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "ftp://example.org", "https://", "https://user@example.org", "https://example.org?x", ""],
)
def test_an_unsafe_host_is_refused(url):
    assert safe_base(url)


@pytest.mark.parametrize("text", ["socks5://x:1", "http://host", "https://host:3128", "http://a:b@:80"])
def test_a_proxy_is_an_http_address_with_a_port(text):
    with pytest.raises(FetchError, match="is no proxy"):
        check_proxy(text)
    assert check_proxy("proxy.example:3128") == "http://proxy.example:3128"


# ── the command ─────────────────────────────────────────────────────────────


def call(*words):
    with pytest.raises(SystemExit) as stop:
        main([str(w) for w in words])
    return stop.value.code or 0


@pytest.fixture
def quick(tmp_path, host, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_rules(tmp_path / "rules", host.base, requests_per_minute=600)
    return ["--rules", tmp_path / "rules", "--from", "page", "--languages", "rus,kaz"]


def test_fetch_and_ingest_go_together(quick, host, capsys, tmp_path):
    assert call("fetch", ACT, *quick) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(r["languages"], r["outcome"]) for r in rows] == [("rus", "new"), ("kaz", "new")]
    assert all(Path(r["path"]).is_file() for r in rows)
    assert call("ingest", "lawkit-cache") == 0
    acts = json.loads(capsys.readouterr().out)
    assert {(a["act_id"], a["language"], a["title"]) for a in acts} == {
        (ACT, "rus", "О модельном реестре"),
        (ACT, "kaz", "Модельдік тізілім туралы"),
    }
    assert call("fetch", "--check", *quick, "--exit-code") == 0
    host.pages[f"/kaz/docs/{ACT}"] = page("kaz", articles=5)
    capsys.readouterr()
    assert call("fetch", "--check", *quick, "--exit-code", "-f", "table") == 1
    assert "changed" in capsys.readouterr().out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lawkit-cache", "lawkit.db", "rules"]


def test_a_partial_success_lists_what_failed_and_what_to_do(quick, host, capsys):
    assert call("fetch", ACT, "Z1900000013", *quick, "-f", "table") == 2
    said = capsys.readouterr()
    assert "Z1900000013" in said.out
    assert "is not there (404)" in said.out
    assert "lawkit: check the id" in said.err
    assert "2 new, 2 failed" in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "no act was named"), (["../x"], "is not an act's id"), (["https://x.example/y.git"], "give it with --from"), (["--profile", "none"], "there is no profile «none»"),
        ([ACT, "--from", "nowhere"], "«nowhere» is no source"), ([ACT, "--languages", "rus,xx"], "is no language"),
        ([ACT, "--date", "1.2.2024"], "is not a date"), ([ACT, "--date", "2024-01-01", "--history"], "exclude each other"),
        ([ACT, "--rate", "0"], "cannot be kept"), ([ACT, "--proxy", "x"], "is no proxy"), (["--check"], "does not exist"),
        ([ACT, "--mirror", "nowhere"], "is no folder"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_makes_nothing_elsewhere(words, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call("fetch", *words) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert {p.name for p in tmp_path.iterdir()} <= {"lawkit-cache"}


def test_a_profile_is_fetched_as_a_whole(quick, capsys):
    assert call("fetch", "--profile", "one", *quick) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
