"""Invariants on any text: nothing lost, ids unique, never a crash, bounded time."""

from __future__ import annotations

import contextlib
import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from lawkit.errors import LawkitError
from lawkit.sources import Block, Document, read_act_bytes
from lawkit.structure import split
from lawkit.structure.proof import check_lossless

PIECES = [
    "Статья 1. Орган", "Статья 2-1. Срок", "Статья 3", "Глава 1. УЧЕТ", "РАЗДЕЛ II. ОБЩЕЕ", "Параграф 1. Меры", "1. Орган ведет реестр.",
    "2. Срок:", "2-1. Орган вправе:", "1) вести;", "2) хранить;", "3-1) исключен Законом РК от 14.07.2022 № 141-VII;", "4), 5) исключены.",
    "вести реестр;", "Часть вторая.", "Часть вторая исключена Законом РК от 14.07.2022 № 141-VII.", "План включает:", "– тире;", "а) буква;",
    '"Статья 9. Цитата', '1. Внутри".', "Приложение 1 к приказу", "Приложение к Правилам", "Правила учета", "Президент Республики Казахстан",
    "А. ОБРАЗЦОВ", "Сноска. Статья 1 с изменением, внесенным Законом РК от 14.07.2022 № 141-VII.", "Примечание ИЗПИ!",
    "Статья 1 предусматривается в редакции Закона РК от 09.01.2026 № 256-VIII.", "СОДЕРЖАНИЕ", "2 Негосударственные организации ведут свои реестры сами.",
    "1.1. Подпункт", "1-бап. Орган", "2-тарау. ЕСЕП", "ІІ бөлім", "1) алып тасталды – ҚР 14.07.2022 № 141-VII Заңымен;", "Article 1. Terms", "()", "1)",
]  # fmt: skip
HINTS = ["paragraph", "heading", "bold", "note", "future", "table", "annex_header", "signature", "title", "toc"]

texts = st.one_of(
    st.sampled_from(PIECES),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs")), min_size=1, max_size=30),
)
blocks = st.builds(
    Block, texts.filter(lambda t: bool(t.strip())).map(lambda t: " ".join(t.split())), st.sampled_from(HINTS)
)


@given(st.lists(blocks, max_size=40), st.sampled_from(["rus", "kaz", "eng"]))
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_whatever_the_blocks(found, language):
    """Every character in one provision or note, in order; ids unique; parents before children."""
    act = split(Document(tuple(found), language=language))
    assert check_lossless(act) == []
    assert "".join(act.body.split()) == "".join("".join(b.text.split()) for b in found)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.md"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_an_act_or_one_error(data, name):
    """Random bytes never crash a reader."""
    try:
        act = read_act_bytes(data, name)
    except LawkitError as error:
        lines = str(error).splitlines()
        wrong = lines[1:]
    else:
        wrong = check_lossless(act)
    assert wrong == []


MARKUP = ["<p>", "</p>", "<b>", "</b>", "<table>", "<tr><td>", "</td></tr></table>", "<span class=note>", "</span>", "<br>", "<h3>", "</h3>",
          "<font color=red>", "</font>", "<a name=z1>", "</a>", "<div>", "</div>", "&nbsp;", "&#0;", "<!--", "-->", "<article>", "</article>"]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(MARKUP), st.sampled_from(PIECES)), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_markup_gives_an_act_or_one_error(pieces):
    """Broken markup never crashes the page reader and loses nothing of what it read."""
    try:
        act = read_act_bytes(("<html><body><article><p>" + "".join(pieces)).encode(), "a.html")
    except LawkitError:
        return
    assert check_lossless(act) == []


@given(st.permutations(PIECES), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_an_inserted_article_changes_no_other_id(pieces, seed):
    """Ids of articles do not depend on their neighbours."""
    rng = random.Random(seed)
    numbers = sorted(rng.sample(range(1, 60), 6))
    made = [f"Статья {n}. Т\n1. Раз.\nЕще.\n1) два;" for n in numbers]
    before = {p.eid for p in read_act_bytes("\n".join(made).encode(), "a.rus.txt").provisions}
    made.insert(rng.randrange(7), "Статья 99. Новая\n1. Новое.")
    after = {p.eid for p in read_act_bytes("\n".join(made).encode(), "a.rus.txt").provisions}
    assert before < after


HARD = {
    "brackets": "(" * 60_000,
    "numbers": "1-1-1-1-" * 15_000,
    "spaces": "Статья" + " " * 60_000 + "1",
    "quotes": '"1. ' * 20_000,
    "planned": "предусматривается " * 6_000,
    "dates": "от 14.07.2022 " * 8_000,
    "amendments": "Сноска. " + "от 14.07.2022 № 141-VII (" * 4_000,
    "lines": "1) а:\n" * 12_000,
    "stars": "*" * 60_000,
    "links": "[" * 60_000,
}


def test_time_grows_with_the_text_only():
    """Texts made to make patterns backtrack are read in bounded time per kilobyte."""
    for label, text in HARD.items():
        for name in ("a.rus.txt", "a.kaz.txt", "a.rus.md"):
            start = time.process_time()
            with contextlib.suppress(LawkitError):
                read_act_bytes(text.encode(), name)
            assert time.process_time() - start < 2.5, (label, name)
