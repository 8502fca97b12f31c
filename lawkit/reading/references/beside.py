"""What stands right beside a chain without an act and tells that it is not the text's own: a document, letters, a contract."""

from __future__ import annotations

import re
from functools import lru_cache

from lawkit.model import Language
from lawkit.reading.references.bases import Context
from lawkit.reading.references.chain import Chain
from lawkit.reading.references.grammar import Grammar, alternation, grammar

# «статьи 5 МСФО»; not «статьи 5 РК»
_LETTERS = re.compile(r"\s+(?!РК(?!\w)|РФ(?!\w))[А-ЯЁ][а-яё]?[А-ЯЁ]{1,6}(?![\w\"»-])")


@lru_cache(maxsize=3)
def document_behind(language: Language) -> re.Pattern[str]:
    """«пункту 8 перечня …»: the point is that document's."""
    return re.compile(rf"\s+(?:{alternation(grammar(language).words('documents'))})")


@lru_cache(maxsize=3)
def _document_of(language: Language) -> re.Pattern[str]:
    documents = alternation(grammar(language).words("document_of"))
    before = grammar(language).ascending
    return re.compile(rf"\s+(?:{documents})" if before else rf"(?<![\w-])(?:{documents})\s+$")


@lru_cache(maxsize=1)
def _this_paper() -> tuple[re.Pattern[str], re.Pattern[str]]:
    papers = alternation(grammar("rus").words("papers"))
    this, said = alternation(grammar("rus").words("this")), alternation(grammar("rus").words("said"))
    return re.compile(rf"\s+(?:{this})\s+(?:{papers})"), re.compile(rf"\s+(?:(?:{said})\s+)?(?:{papers})")


def stands_in_another(chain: Chain, text: str, folded: str, context: Context, g: Grammar) -> bool:
    """Whether the words beside a chain say that it is a provision of something that is not told.

    «пункту 8 перечня», «тізбенің 8-тармағы», «статьи 5 МСФО», «пункта 3 договора»; «пункта 3 настоящего договора» outside the
    form of a contract that an act annexes.
    """
    if chain.groups[-1 if g.ascending else 0].units[-1 if g.ascending else 0].how != "number":
        return False
    if not g.ascending:
        return _document_of(g.language).search(folded[max(0, chain.start - 30) : chain.start]) is not None
    if _document_of(g.language).match(folded, chain.end):
        return True
    if g.language != "rus":
        return False
    own, others = _this_paper()
    if others.match(folded, chain.end) or (not context.root and own.match(folded, chain.end)):
        return True
    return _LETTERS.match(text, chain.end) is not None
