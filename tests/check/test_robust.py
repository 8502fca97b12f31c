"""Whatever a draft looks like, the rules neither fail nor point outside it, and say the same twice."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest
from casebook import all_cases
from desk import TEXT

from lawkit.check import Draft, check, load_rules
from lawkit.model import Act
from lawkit.reading import read
from lawkit.register import Register
from lawkit.sources import read_act
from lawkit.sources.files import read_bytes
from lawkit.structure import split

RULES = load_rules()
TEXTS = {language: [c.text for c in all_cases() if c.language == language] for language in ("rus", "kaz", "eng")}
SHARED = Path(os.environ.get("LAWKIT_SHARED", "")) / "acts"
_PIECES = [
    "«",
    "»",
    "(",
    ")",
    "1)",
    "1.",
    "Статья 1.",
    ";",
    ":",
    "\n",
    "\n\n",
    "~",
    "{words}",
    "%",
    "\u0301",
    "–",
    "№",
    "0",
    "99999999",
]


def _sound(act: Act) -> None:
    draft = Draft(read(act, Register.load()), Register.load())
    found = check(draft, RULES.values())
    for problem in found:
        assert 0 <= problem.span.start <= problem.span.end <= len(act.body), problem.rule.code
        assert not problem.eid or problem.eid in draft.by_eid, (problem.rule.code, problem.eid)
        for message in problem.message.values():
            assert message.strip(), problem.rule.code
        if problem.fix:
            assert 0 <= problem.fix.span.start <= problem.fix.span.end <= len(act.body)
            assert problem.fix.text != problem.fix.span.of(act.body), f"{problem.rule.code}: a fix that changes nothing"
    assert len({p.fingerprint for p in found}) == len(found)
    again = check(Draft(read(act, Register.load()), Register.load()), RULES.values())
    assert [(p.rule.code, p.span, p.message, p.fingerprint) for p in again] == [
        (p.rule.code, p.span, p.message, p.fingerprint) for p in found
    ]


def _act(text: str, language: str) -> Act:
    document = read_bytes((text or " x").encode(), "draft.txt")
    return split(replace(document, act_id="draft:odd", language=language))


@pytest.mark.parametrize("language", ["rus", "kaz", "eng"])
@pytest.mark.parametrize("seed", range(6))
def test_torn_drafts(language, seed):
    """Cases put together at random, with pieces torn out and put in."""
    rng = random.Random(f"{language}{seed}")
    text = "\n".join(rng.sample(TEXTS[language], min(12, len(TEXTS[language]))))
    for _ in range(40):
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice([*_PIECES, ""]) + text[at + rng.randrange(12) :]
    _sound(_act(text, language))


@pytest.mark.parametrize(
    "text", ["x", "1.", "Статья", "Статья 1.", "1)\n1)\n1)", "«" * 300, "(" * 3000, TEXT * 3, "а" * 20000]
)
def test_odd_drafts(text):
    """Next to nothing, and too much of one thing."""
    _sound(_act(text, "rus"))


@pytest.mark.skipif(not SHARED.is_dir(), reason="LAWKIT_SHARED is not set")
@pytest.mark.parametrize(
    "name", ["Z1500000401.rus.txt", "Z1300000088.kaz.html", "Z2400000106.rus.html", "V2400034933.rus.html"]
)
def test_real_acts(name):
    """Real acts, too."""
    _sound(read_act(SHARED / name))
