"""What stands right beside a chain without an act and tells that it is not the text's own: a document, letters, a contract."""

from __future__ import annotations

import re
from functools import lru_cache

from lawkit.model import Language
from lawkit.reading.references.bases import Context
from lawkit.reading.references.chain import Chain
from lawkit.reading.references.grammar import Grammar, alternation, grammar

# «статьи 5 МСФО», «пункта 4 СанПиН»; not «статьи 5 РК»
_LETTERS = re.compile(r"\s+(?!РК(?!\w)|РФ(?!\w))(?:[А-ЯЁ][а-яё]{0,3}[А-ЯЁ][А-Яа-яЁё]{0,6}|[A-Z]{2,8})(?![\w\"»-])")
_CAPITALS = re.compile(r"\s+(?!RK(?!\w))[A-Z]{3,8}(?![\w\"”-])")  # “Article 5 GDPR”
# “Article 5 of the contract”: whatever is named there and is no act or unit
_OF = re.compile(r"\s+of\s+")
# «типовых», «технического»: what stands between a number and a document's genitive
_ADJECTIVES = r"(?:[а-я-]{2,20}(?:ого|его|ой|ей|ых|их)\s+){0,2}"


@lru_cache(maxsize=3)
def document_behind(language: Language) -> re.Pattern[str]:
    """«пункту 8 перечня …»: the point is that document's."""
    return re.compile(rf"\s+(?:{alternation(grammar(language).words('documents'))})")


@lru_cache(maxsize=3)
def _document_of(language: Language) -> re.Pattern[str]:
    documents = alternation(grammar(language).words("document_of"))
    before = grammar(language).ascending
    words = f"{documents}|{alternation(grammar(language).words('lower_acts'))}" if language == "rus" else documents
    gap = _ADJECTIVES if language == "rus" else ""
    return re.compile(rf"\s+{gap}(?:{words})" if before else rf"(?<![\w-])(?:{documents})\s+$")


@lru_cache(maxsize=1)
def _this_paper() -> tuple[re.Pattern[str], re.Pattern[str]]:
    papers = alternation(grammar("rus").words("papers"))
    this = alternation(grammar("rus").words("this"))
    return re.compile(rf"\s+(?:{this})\s+(?:{papers})"), re.compile(rf"\s+(?!{this}){_ADJECTIVES}(?:{papers})")


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
    if g.language == "eng":
        return _OF.match(folded, chain.end) is not None or _CAPITALS.match(text, chain.end) is not None
    own, others = _this_paper()
    if others.match(folded, chain.end) or (not context.root and own.match(folded, chain.end)):
        return True
    return _LETTERS.match(text, chain.end) is not None
