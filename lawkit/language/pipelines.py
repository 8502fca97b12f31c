"""spaCy pipelines of the three languages, for people who work in spaCy: our words, our cached lemmas, term matching.

spaCy ships no Kazakh, so a blank language `kk` is registered here. Its own Russian tokenizer splits «7-1» and its
pymorphy mode leaves nouns alone at 12,500 words/s; ours keeps numbers whole and looks lemmas up. Importing this module
costs a second: nothing of lawkit does it at start-up.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import spacy
import spacy.util
from spacy.language import Language as Pipeline
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from lawkit.language.lemmatise import lemmas
from lawkit.language.tokens import fold, word_spans
from lawkit.model import Language

_CODES: dict[Language, str] = {"rus": "ru", "kaz": "kk", "eng": "en"}


@spacy.util.registry.languages("kk")
class Kazakh(Pipeline):  # type: ignore[no-untyped-call]
    """A blank Kazakh pipeline."""

    lang = "kk"


class _Tokenizer:
    """Words as lawkit cuts them, the characters between them as tokens of their own."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        pieces: list[str] = []
        spaces: list[bool] = []
        end = 0
        for _, start, stop in [*word_spans(text), ("", len(text), len(text))]:
            for char in text[end:start]:
                if char == " " and spaces and not spaces[-1]:
                    spaces[-1] = True
                else:
                    pieces.append(char)
                    spaces.append(False)
            if stop > start:
                pieces.append(text[start:stop])
                spaces.append(False)
            end = stop
        return Doc(self.vocab, words=pieces, spaces=spaces)


def _lemmatiser(language: Language) -> Any:
    def component(doc: Doc) -> Doc:
        forms = lemmas([fold(token.text) for token in doc], language)
        for token, form in zip(doc, forms, strict=True):
            token.lemma_ = form
        return doc

    return component


for _language in _CODES:
    Pipeline.component(f"lawkit_lemmas_{_language}", func=_lemmatiser(_language))


@lru_cache(maxsize=3)
def pipeline(language: Language) -> Pipeline:
    """A blank spaCy pipeline with lawkit's words and lemmas: `pipeline("kaz")("Осы Заңның 7-1-бабы")`."""
    nlp = spacy.blank(_CODES[language])
    nlp.tokenizer = _Tokenizer(nlp.vocab)
    nlp.add_pipe(f"lawkit_lemmas_{language}")
    return nlp


def term_matcher(terms: Iterable[str], language: Language) -> PhraseMatcher:
    """A matcher on lemmas for terms given as lemmas; each term is its own label."""
    nlp = pipeline(language)
    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    for term in sorted(set(terms)):
        parts = term.split()
        if parts:
            matcher.add(term, [Doc(nlp.vocab, words=parts, lemmas=parts)])
    return matcher


def match_terms(text: str, terms: Iterable[str], language: Language) -> list[tuple[str, int, int]]:
    """(lemma, start, end) of every use of the terms (given as lemmas) in a text, by PhraseMatcher; the longest wins."""
    spans = filter_spans(term_matcher(terms, language)(pipeline(language)(text), as_spans=True))
    return [(span.label_, span.start_char, span.end_char) for span in spans]
