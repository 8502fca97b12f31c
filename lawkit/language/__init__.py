"""Words of three languages: which language a text is in, its words, stems, lemmas and sentences.

Nothing heavy is loaded by importing this room; analysers are made at the first word that needs them.
"""

from lawkit.language.detection import detect
from lawkit.language.lemmatise import lemma_key, lemmas, stems
from lawkit.language.sentences import sentences
from lawkit.language.tokens import fold, word_spans, words

__all__ = ["detect", "fold", "lemma_key", "lemmas", "sentences", "stems", "word_spans", "words"]
