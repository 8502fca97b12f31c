"""Terms: our search for term uses beside spaCy's PhraseMatcher, in words a second and in agreement; speed of reading."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.figures import Figure, share, shared
from lawkit.language import lemmas, words
from lawkit.model import Act
from lawkit.reading.definitions import find_definitions
from lawkit.reading.norms import find_norms
from lawkit.reading.terms import Finder
from lawkit.sources import find_sources, read_act


def _acts(root: Path) -> list[Act]:
    return [read_act(path) for path in find_sources([root])]


def run(data: Path | None) -> list[Figure]:
    """Search the Russian acts for every term they define, by both methods; read definitions and norms twice for speed."""
    from spacy.util import filter_spans

    from lawkit.language.pipelines import pipeline, term_matcher

    acts = _acts(shared("acts", data=data))
    russian = [a for a in acts if a.language == "rus"]
    terms = sorted({d.lemma for a in russian for d in find_definitions(a) if len(d.lemma.split()) > 1})
    texts = [p.text for a in russian for p in a.provisions if p.text]
    count = sum(len(t.split()) for t in texts)
    lemmas([w for t in texts for w in words(t)], "rus")  # warm the table: both methods use it
    finder = Finder(terms, "rus")
    start = time.process_time()
    ours = [finder.find(t) for t in texts]
    own_speed = count / (time.process_time() - start)
    nlp, matcher = pipeline("rus"), term_matcher(terms, "rus")
    start = time.process_time()
    peer = [filter_spans(matcher(nlp(t), as_spans=True)) for t in texts]
    peer_speed = count / (time.process_time() - start)
    same = sum(
        {s for _, s, _ in mine} == {s.start_char for s in theirs} for mine, theirs in zip(ours, peer, strict=True)
    )
    return [
        Figure(
            "terms.words_per_second", own_speed, peer_speed, count, note="floor: spaCy PhraseMatcher with its documents"
        ),
        share("terms.provisions_agreeing", same, len(texts)),
        *_reading_speed(acts),
    ]


def _reading_speed(acts: list[Act]) -> list[Figure]:
    count = sum(len(a.body.split()) for a in acts)
    for _ in range(2):  # the second round is warm
        start = time.process_time()
        for act in acts:
            find_definitions(act)
            find_norms(act)
        seconds = time.process_time() - start
    return [Figure("terms.definitions_and_norms_words_per_second", count / seconds, None, count, None, ">= 60000")]
