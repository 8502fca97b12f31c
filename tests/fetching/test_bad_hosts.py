"""Hosts that behave badly end in one clear line, and never in a file that is not the act."""

import gzip
import time

import pytest
from badhost import ACT, SHELL, http_date, page

PATH = f"/rus/docs/{ACT}"


def files(cache):
    """What `ingest` could read in the cache."""
    return [p for p in (cache / "acts").rglob("*") if p.is_file() and p.name != "manifest.json"]


def forever(call):
    call.head(200, Content_Type="text/html")
    while call.send(b"<p>" + b"x" * 4000 + b"</p>"):
        pass


def drip(call):
    call.head(200, Content_Type="text/html", Content_Length=5000)
    while call.send(b"x"):
        time.sleep(0.05)


def drip_openly(call):
    call.head(200, Content_Type="text/html", Connection="close")
    while call.send(b"x"):
        time.sleep(0.05)


def drip_headers(call):
    call.send(b"HTTP/1.1 200 OK\r\n")
    while call.send(b"X-A: b\r\n"):
        time.sleep(0.05)


def silent(call):
    time.sleep(0.5)
    call.hang_up()


BOMB = gzip.compress(b"<p>" * 1_000_000)


def bomb(call):
    call.answer(200, BOMB, Content_Encoding="gzip")


def half_gzip(call):
    call.answer(200, gzip.compress(page())[:-30], Content_Encoding="gzip")


def nonsense(call):
    call.send(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
    call.hang_up()


def many_headers(call):
    call.send(b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 500 + b"\r\n")


def partial(call):
    call.answer(206, page()[100:], Content_Range=f"bytes 100-{len(page()) - 1}/{len(page())}")


BAD = {
    "server error": (lambda c: c.answer(500), "has an error (500)"),
    "too many requests": (lambda c: c.answer(429, Retry_After="1"), "asks to be left alone (429)"),
    "come back tomorrow": (lambda c: c.answer(429, Retry_After="86400"), "for 86400 s"),
    "come back at a time": (lambda c: c.answer(503, Retry_After=http_date(7200)), "asks to be left alone (503), for"),
    "forbidden": (lambda c: c.answer(403), "refuses (403)"),
    "not there": (lambda c: c.answer(404), "is not there (404)"),
    "gone": (lambda c: c.answer(410), "is not there (410)"),
    "teapot": (lambda c: c.answer(418), "does not answer with a page (418)"),
    "not modified, unasked": (lambda c: c.head(304), "does not answer with a page (304)"),
    "part, unasked": (partial, "another part than was asked for"),
    "cut off": (lambda c: c.well(limit=700), "broke off"),
    "cut off at once": (lambda c: c.hang_up(), "broke off"),
    "endless": (forever, "sends more than 0.3 MB"),
    "announces too much": (lambda c: c.head(200, Content_Type="text/html", Content_Length=10**9), "sends more than 0.3 MB"),
    "drips": (drip, "took longer than 0.5 s"),
    "drips without a length": (drip_openly, "took longer than 0.5 s"),
    "drips headers": (drip_headers, "took longer than 0.5 s"),
    "silent": (silent, "nothing came in time"),
    "no HTTP": (nonsense, "is no HTTP"),
    "many headers": (many_headers, "is no HTTP"),
    "an image": (lambda c: c.answer(200, b"\x89PNG", "image/png"), "answers with image/png instead of a page"),
    "JSON": (lambda c: c.answer(200, b"{}", "application/json"), "answers with application/json"),
    "text that says it is a page": (lambda c: c.answer(200, b"hello"), "has no end"),
    "an empty page": (lambda c: c.answer(200, b"<html><body></body></html>"), "holds no act"),
    "a page of regrets": (
        lambda c: c.answer(200, b"<html><body><div><p>No such document</p><p>Sorry</p></div></body></html>"), "no page of an act"),
    "an act without a name": (
        lambda c: c.answer(200, page().replace(b"/docs/", b"/dox/")), "the page is of no act"),
    "a script's shell": (lambda c: c.answer(200, SHELL), "shell that loads its text by JavaScript"),
    "another act": (lambda c: c.answer(200, page(act_id="Z2000000099")), "the page is Z2000000099"),
    "another language": (lambda c: c.answer(200, page("kaz")), "the text is in kaz"),
    "bomb": (bomb, "unpacks to more than 0.6 MB"),
    "half a packed page": (half_gzip, "packed answer broke off"),
    "broken packed page": (lambda c: c.answer(200, b"zzzz", Content_Encoding="gzip"), "packed answer is broken"),
    "packed oddly": (lambda c: c.answer(200, b"zzzz", Content_Encoding="br"), "packed as br"),
    "to another host": (lambda c: c.answer(302, Location="https://example.org/x"), "redirected to https://example.org"),
    "to another port": (lambda c: c.answer(302, Location="http://127.0.0.1:1/x"), "redirected to http://127.0.0.1:1"),
    "to a file": (lambda c: c.answer(302, Location="file:///etc/passwd"), "redirected to file://"),
    "to nowhere": (lambda c: c.answer(302), "redirected to nowhere"),
    "in a circle": (lambda c: c.answer(302, Location=c.path), "redirected in a circle"),
    "half without a length": (lambda c: (c.head(200, Content_Type="text/html"), c.send(page()[:3000]), c.hang_up()), "no end"),
    "shorter than it says": (lambda c: c.answer(200, page()[:-200]), "no end"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_each_kind_of_bad_host_is_told_and_leaves_nothing(case, host, visit):
    manner, said = BAD[case]
    host.manners["*"] = manner
    began = time.monotonic()
    results = visit()
    assert [r.outcome for r in results] == ["failed"]
    assert said in results[0].problem
    assert "\n" not in results[0].problem
    assert results[0].remedy
    assert not files(visit.cache)
    assert time.monotonic() - began < 12
    assert len(host.paths()) <= 8


@pytest.mark.parametrize("case", [name for name in BAD if "drips" not in name and name != "silent"])
def test_what_was_there_before_a_bad_answer_stays(case, host, visit):
    """The page was fetched well once; a later bad answer changes nothing of it."""
    assert visit()[0].outcome == "new"
    before = {p: p.read_bytes() for p in files(visit.cache)}
    host.manners["*"] = BAD[case][0]
    later = visit()
    if case not in ("not modified, unasked", "cut off"):  # here it was asked, and a 304 has no body to cut
        assert later[0].outcome == "failed"
    assert {p: p.read_bytes() for p in files(visit.cache)} == before
    host.manners.clear()
    assert visit()[0].outcome == "unchanged"


def test_a_host_that_is_not_there_is_asked_for_one_act_only(host, visit):
    """Connection refused: each further act is told at once, with the way out."""
    host.close()
    results = visit(ACT, "Z1900000013", "Z1900000014")
    assert [r.outcome for r in results] == ["failed"] * 3
    assert all("robots.txt" in r.problem and "connection is refused" in r.problem for r in results)
    assert "try again later" in results[0].remedy or "again later" in results[0].remedy
    assert len(visit.slept) <= 4


def test_a_passing_trouble_is_overcome_with_growing_pauses(host, visit):
    """Two errors, then the page: pauses double."""
    host.manners[PATH] = lambda c: c.answer(500) if c.number < 2 else c.well()
    assert visit()[0].outcome == "new"
    pauses = [pause for pause in visit.slept if pause in (0.01, 0.02, 0.04)]
    assert pauses == [0.01, 0.02]


def test_retry_after_is_kept_to(host, visit):
    host.manners[PATH] = lambda c: c.answer(429, Retry_After="2") if c.number == 0 else c.well()
    assert visit()[0].outcome == "new"
    assert 2 in visit.slept


def test_what_robots_forbid_is_not_asked(host, visit):
    host.pages["/robots.txt"] = b"User-agent: lawkit\nDisallow: /*/docs/Z19\n"
    results = visit()
    assert "robots.txt" in results[0].problem
    assert "forbids" in results[0].problem
    assert not host.paths()


@pytest.mark.parametrize("status", [500, 503])
def test_without_readable_robots_nothing_is_asked(status, host, visit):
    """RFC 9309, 2.3.1.4."""
    host.manners["/robots.txt"] = lambda c: c.answer(status)
    assert "robots.txt" in visit()[0].problem
    assert not host.paths()


def test_no_robots_allow_everything_and_a_delay_is_kept(host, visit):
    del host.pages["/robots.txt"]
    assert visit()[0].outcome == "new"
    host.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 7\n"
    visit(languages=("kaz", "eng"))
    assert max(visit.slept) > 6.5


def test_the_guest_names_himself_and_keeps_one_connection(host, visit):
    visit(languages=("rus", "kaz", "eng"))
    assert {headers["user-agent"] for _, headers, _ in host.asked} == {"lawkit/0.1.0 (test)"}
    assert host.most_open == 1
    assert len(host.asked) == 4


def test_a_redirect_on_the_same_host_is_followed(host, visit):
    host.manners[PATH] = lambda c: c.answer(301, Location="/moved")
    host.pages["/moved"] = page()
    assert visit()[0].outcome == "new"


def test_a_packed_page_is_unpacked(host, visit):
    host.manners[PATH] = lambda c: c.answer(200, gzip.compress(page()), Content_Encoding="gzip")
    assert visit()[0].outcome == "new"
    assert files(visit.cache)[0].read_bytes() == page()


@pytest.mark.parametrize(
    "bad",
    [
        "../../etc/passwd",
        "Z15/../../x",
        "Z1500000401\n",
        "",
        ".",
        "-rf",
        "Z1500000401.rus",
        "ｚ1500000401",
        "z1500000401",
        "Z1500000401" * 9,
    ],
)
def test_an_id_that_would_lead_out_is_refused(bad):
    from lawkit.errors import FetchError
    from lawkit.fetching.wanted import check_id

    with pytest.raises(FetchError, match="is not an act's id"):
        check_id(bad)
