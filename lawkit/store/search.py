"""The search index: lemmas of the current expressions' provisions in FTS5, which itself knows no Russian or Kazakh."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lawkit.model import LANGUAGES, Address, Language
from lawkit.store import rows

Lemmatiser = Callable[[str], list[str]]
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision found: where, its heading and text, the act's title, and how well it fits (greater is better)."""

    address: Address
    title: str
    heading: str
    text: str
    score: float


def lemmatiser(language: Language) -> Lemmatiser:
    """The seam to `lawkit.language`: text to lemmas in one language."""
    from lawkit.language import lemmas, words

    def forms(text: str) -> list[str]:
        return lemmas(words(text), language)

    return forms


def index(connection: sqlite3.Connection, act: int, language: Language) -> int:
    """Index an expression that became current; returns the number of provisions."""
    lemma = lemmatiser(language)
    found = connection.execute("select id, heading, text from provisions where act = ?", (act,)).fetchall()
    connection.executemany(
        "insert into lemmas (id, heading, text) values (?, ?, ?)",
        ((identifier, " ".join(lemma(heading)), " ".join(lemma(text))) for identifier, heading, text in found),
    )
    return len(found)


def forget(connection: sqlite3.Connection, act: int) -> None:
    """Take an expression out of the index."""
    connection.execute("delete from lemmas where id in (select id from provisions where act = ?)", (act,))


def query(words: str, language: Language) -> str:
    """An FTS5 expression: all words, "quoted" ones as a phrase. Empty when nothing can be searched for."""
    lemma = lemmatiser(language)
    parts = [" ".join(lemma(phrase)) for phrase in _QUOTED.findall(words)]
    parts += lemma(_QUOTED.sub(" ", words).replace('"', " "))
    return " ".join(f'"{part}"' for part in parts if part)


def search(
    connection: sqlite3.Connection, words: str, languages: Iterable[Language] = LANGUAGES, *, limit: int = 50
) -> list[Hit]:
    """The best provisions of current expressions for the words, by BM25 (a heading counts three times), best first."""
    hits: list[Hit] = []
    for language in languages:
        expression = query(words, language)
        if not expression:
            continue
        found = connection.execute(
            """select a.act_id, a.edition, a.language, p.eid, a.title, p.heading, p.text,
                      bm25(lemmas_fts, 3.0, 1.0) as fit
               from lemmas_fts join provisions p on p.id = lemmas_fts.rowid join acts a on a.id = p.act
               where lemmas_fts match ? and a.language = ? order by fit, a.act_id, p.ord limit ?""",
            (expression, language, limit),
        )
        for act_id, edition, tongue, eid, title, heading, text, fit in found:
            where = Address(act_id, rows.date(edition), tongue, eid)
            hits.append(Hit(where, title, heading, text, round(-fit, 6)))
    hits.sort(key=lambda hit: (-hit.score, str(hit.address)))
    return hits[:limit]
