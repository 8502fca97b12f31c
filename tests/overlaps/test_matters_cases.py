"""The matters that come with lawkit, each on sentences of our own: two that answer it and one that only seems to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lawkit.language.detection import detect
from lawkit.model import Act, Definition, Provision, Reading, Span
from lawkit.overlaps.answers import answers_of
from lawkit.overlaps.matters import load_matters
from lawkit.resources import from_yaml

CASES = sorted(Path(__file__).parent.joinpath("cases").glob("matters_*.yaml"))
EVERY = [(path.stem, name) for path in CASES for name in from_yaml(path.read_text("utf-8"))]


@cache
def cases(stem: str) -> Mapping[str, Any]:
    """One file of cases."""
    return dict(from_yaml(Path(__file__).parent.joinpath("cases", f"{stem}.yaml").read_text("utf-8")))


def sides(case: str | Mapping[str, Any], matter: str) -> set[int]:
    """The sides on which an article with this text, heading and lead-in answers a matter."""
    from lawkit.reading import read

    told = {"text": case} if isinstance(case, str) else case
    lead, text = told.get("lead", ""), told["text"]
    body = f"{lead}\n{text}" if lead else text
    start = len(body) - len(text)
    article = Provision(
        "art_1", "article", "1", "", told.get("heading", ""), lead or text, "", 0, Span(0, len(lead or text))
    )
    item = Provision("art_1__subpara_1", "subparagraph", "1", "", "", text, "art_1", 1, Span(start, len(body)))
    act = Act("T", "kaz" if detect(text) == "kaz" else "rus", told.get("title", "О работе"), body,
              (article, item) if lead else (article,), kind="law")  # fmt: skip
    reading = read(act)
    if told.get("term"):
        term, _, meaning = text.partition(" – ")
        definition = Definition(term, meaning, act.provisions[-1].eid, Span(start, len(body)), "list")
        reading = Reading(act, reading.references, (definition,), reading.norms)
    found = answers_of(reading, [load_matters().matter(matter)]).get(matter, ())
    return {answer.side for answer in found if answer.address.eid == act.provisions[-1].eid}


@pytest.mark.parametrize(("stem", "matter"), EVERY)
def test_a_matter_knows_its_answers(stem, matter):
    case = cases(stem)[matter]
    wanted = range(len(load_matters().matter(matter).sides))
    for number, one in enumerate(case["pair"]):
        assert (number if len(wanted) > 1 else 0) in sides(one, matter), one
    for one in case["not"] if isinstance(case["not"], list) else [case["not"]]:
        assert not sides(one, matter), one


def test_what_asserts_has_cases_and_no_case_is_without_its_matter():
    asserting = {matter.id for matter in load_matters().matters if matter.tier == "likely"}
    every = {matter.id for matter in load_matters().matters}
    assert asserting <= {name for _, name in EVERY} <= every
