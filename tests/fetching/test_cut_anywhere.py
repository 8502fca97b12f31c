"""A fetch cut at any moment goes on, and never leaves a wrong or half act."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from badhost import ACT, page, write_rules
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATH = f"/rus/docs/{ACT}"
WHOLE = page(articles=120)  # about 40 kB, so that the middle is many chunks away from both ends


def acts(cache):
    return {
        p: p.read_bytes()
        for p in (cache / "acts").rglob("*")
        if p.is_file() and p.suffix != ".json" and ".new" not in p.name
    }


def places(data):
    """A byte of each class: before and after the first, in tags, text, a two-byte letter, an entity, at the ends."""
    found = {0, 1, 2, len(data) - 1, len(data) - 2, 1023, 1024, 1025, 4095, 4096, 4097}
    for mark in (b"<html", b"<article>", b"&nbsp;", b"</p>", b"\xd0", b"</article>", b"</html>", b"name="):
        for at in (data.index(mark), data.rindex(mark)):
            found |= {at, at + 1, at + len(mark) - 1, at + len(mark)}
    return sorted(n for n in found if 0 <= n < len(data))


def test_each_class_of_byte_is_cut_once_and_the_rest_is_asked_for(host, visit):
    """With an ETag: the second request asks for the rest, and the page is put together to the byte."""
    for number, cut in enumerate(places(WHOLE)):
        host.pages[PATH] = WHOLE
        host.asked.clear()
        host.manners[PATH] = lambda call, cut=cut: call.well(limit=cut) if call.number == 0 else call.well()
        cache = visit.cache.with_name(f"cache{number}")
        assert visit(cache=cache)[0].outcome == "new", cut
        assert list(acts(cache).values()) == [WHOLE], cut
        assert not list((cache / ".parts").iterdir())
        second = [headers for path, headers, _ in host.asked if path == PATH][1]
        assert ("range" in second) == (cut > 1024)


@pytest.mark.parametrize("etags", [True, False])
@pytest.mark.parametrize("ranges", [True, False])
def test_cut_again_and_again_over_several_runs(etags, ranges, host, visit):
    """Each run gets a little more, or starts anew where the host cannot go on; the act appears when it is whole."""
    host.pages[PATH], host.etags, host.ranges = WHOLE, etags, ranges
    host.manners[PATH] = lambda call: call.well(limit=5000)
    runs = 0
    while (found := visit())[0].outcome == "failed" and runs < 12:
        assert acts(visit.cache) == {}
        runs += 1
        if not (etags and ranges) and runs == 3:
            del host.manners[PATH]
    assert found[0].outcome == "new"
    assert 0 < runs < 12
    assert list(acts(visit.cache).values()) == [WHOLE]


def test_a_large_page_comes_in_many_pieces_on_a_bad_line(host, visit):
    """Each piece of 70 kB counts as progress: more cuts than attempts, in one run."""
    host.pages[PATH] = page(articles=950)
    assert len(host.pages[PATH]) > 250_000
    host.manners[PATH] = lambda call: call.well(limit=70_000)
    assert visit()[0].outcome == "new"
    assert len(host.paths()) > 3
    assert list(acts(visit.cache).values()) == [host.pages[PATH]]


VERSIONS = [page(articles=60), page(articles=61), page(articles=60).replace("пяти".encode(), "семи".encode())]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cuts=st.lists(st.integers(0, len(VERSIONS[0])), min_size=1, max_size=2),
    served=st.lists(st.integers(0, 2), min_size=3, max_size=3),
    honest=st.booleans(),
)
def test_a_page_that_changes_between_two_cuts_is_never_mixed(cuts, served, honest, host, visit, tmp_path_factory):
    """Cut anywhere, changed anywhere, by a host that is right about its ETags or has the same one for every version.

    Two versions of one length under one ETag are not told apart by HTTP; a host that lies serves the first two here.
    """

    def manner(call):
        body = VERSIONS[served[min(call.number, 2)] if honest else served[min(call.number, 2)] % 2]
        limit = cuts[call.number] if call.number < len(cuts) else None
        if honest:
            return call.well(body, limit=limit)
        start = int(call.headers["range"][6:-1]) if "range" in call.headers else 0
        rest = body[start:]
        span = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
        call.head(206 if start else 200, Content_Type="text/html", Content_Length=len(rest), ETag='"same"', **span)
        call.send(rest if limit is None else rest[:limit])
        return limit is None

    host.asked.clear()
    host.manners[PATH] = manner
    cache = tmp_path_factory.mktemp("cache")
    outcome = visit(cache=cache)[0].outcome
    got = list(acts(cache).values())
    assert len(got) == (outcome == "new")
    assert all(one in VERSIONS for one in got)


def test_a_host_that_sends_the_rest_of_another_version_is_seen_through_by_its_etag(host, visit):
    """If-Range is ignored, the length is the same, the words differ before the cut only: the new ETag tells."""
    old = page(articles=60)
    new = old.replace("Запись 1<".encode(), "Запись 9<".encode())
    assert new != old
    assert len(new) == len(old)

    def manner(call):
        body = old if call.number == 0 else new
        start = int(call.headers["range"][6:-1]) if "range" in call.headers else 0
        span = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
        call.head(
            206 if start else 200,
            Content_Type="text/html",
            Content_Length=len(body) - start,
            ETag=f'"{body is old}"',
            **span,
        )
        call.send(body[start:] if call.number else body[:15000])
        return bool(call.number)

    host.manners[PATH] = manner
    assert visit()[0].outcome == "new"
    assert list(acts(visit.cache).values()) == [new]


@pytest.mark.parametrize("damage", ["last byte", "zeros", "state", "longer", "empty"])
def test_an_unfinished_download_that_a_crash_tore_is_not_built_on(damage, host, visit):
    """The end of what is at hand is asked for again and compared; without a state nothing is gone on with."""
    host.pages[PATH] = WHOLE
    host.manners[PATH] = lambda call: call.well(limit=3000)
    assert visit()[0].outcome == "failed"
    (part,), (state,) = visit.cache.glob(".parts/*.part"), visit.cache.glob(".parts/*.state")
    data = part.read_bytes()
    assert 3000 < len(data) < len(WHOLE)
    if damage == "state":
        state.write_text("{")
    else:
        torn = {
            "last byte": data[:-1] + b"?",
            "zeros": data[:-500] + bytes(500),
            "longer": WHOLE + b"more",
            "empty": b"",
        }
        part.write_bytes(torn[damage])
    del host.manners[PATH]
    assert visit()[0].outcome == "new"
    assert list(acts(visit.cache).values()) == [WHOLE]


def _command(cache, rules, *more):
    root = Path(__file__).parents[2]
    return [
        sys.executable, str(root / "cli.py"), "fetch", *IDS, "--from", "page", "--languages", "rus",
        "--cache", str(cache), "--rules", str(rules), "-f", "json", *more,
    ]  # fmt: skip


IDS = [f"Z19000000{n}" for n in range(12, 20)]


def test_killed_at_random_moments(host, tmp_path):
    """kill -9 while fetching eight acts in two versions: whatever stands in the cache is one whole version of its act."""
    rules = write_rules(tmp_path / "rules", host.base, requests_per_minute=600, total_seconds=10, read_seconds=5)
    versions = {one: [page(act_id=one, articles=40), page(act_id=one, articles=55)] for one in IDS}
    cache, dice = tmp_path / "cache", random.Random(8)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("LAWKIT")}
    kills = 0
    for version in (0, 1):
        for one in IDS:
            host.pages[f"/rus/docs/{one}"] = versions[one][version]
            host.manners[f"/rus/docs/{one}"] = lambda call: call.well(pause=0.01)
        for _ in range(5):
            process = subprocess.Popen(
                _command(cache, rules), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=tmp_path
            )
            time.sleep(0.25 + dice.random() * 0.9)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                kills += 1
            process.communicate(timeout=20)
            for path, data in acts(cache).items() if cache.exists() else ():
                assert data in versions[path.name.split(".")[0]], path
        done = subprocess.run(
            _command(cache, rules), capture_output=True, env=environment, cwd=tmp_path, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        assert {p.name: data for p, data in acts(cache).items()} == {
            f"{one}.rus.html": versions[one][version] for one in IDS
        }
        assert len(json.loads(done.stdout)) == 8
    assert kills > 4
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cache", "rules"]
    assert not list((cache / ".parts").iterdir())
