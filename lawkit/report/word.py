"""Word documents for drafters: the comparative table and the draft law with its sources.

The comparative table (сравнительная таблица) has the five columns that ministries use: №, structural element, text in
force, proposed text, reason. Removed words are struck through on the left, new words are bold and underlined on the
right. Tables are written as WordprocessingML directly, since python-docx takes minutes for thousands of rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lawkit.consolidate.draft import Draft, DraftUnit, build_draft
from lawkit.consolidate.maps import FEEDING, Change, Map
from lawkit.consolidate.terms import named
from lawkit.consolidate.terms import source as terms_source
from lawkit.consolidate.units import source_text
from lawkit.errors import ReportError
from lawkit.model import Act, Disposition, Language, Provision, Reading
from lawkit.report.asked import in_words
from lawkit.report.consequences import Teller
from lawkit.report.plain import printable
from lawkit.report.wordml import Run, add_heading, add_table, make_paragraph, new_document, save

_DEFAULT: tuple[Language, ...] = ("rus", "kaz", "eng")
_WORDS: dict[Language, dict[str, str]] = {
    "rus": {
        "table": "Сравнительная таблица", "to": "к проекту закона «{title}»", "number": "№",
        "element": "Структурный элемент", "old": "Действующая редакция", "new": "Предлагаемая редакция",
        "why": "Обоснование", "none": "Отсутствует", "article": "Статья {n}. {heading}", "chapter": "Глава {n}. {heading}",
        "goes": "Статья {n}", "undecided": "Решает человек", "draft": "Проект",
        "note": "Проект составлен по карте консолидации. Источник каждой нормы указан под ней.",
        "gap": "Норма отсутствует. Её требуют пункты чек-листа: {asked}", "source": "Источник: {where}",
        "gap-free": "Норма отсутствует. Чек-лист её не требует", "stay": "Остаётся в своём акте",
        "terms": "Термины заменены ({law}): {pairs}", "other-language": "текста на этом языке нет, приведён другой",
        "same": "то же",
    },
    "kaz": {
        "table": "Салыстырма кесте", "to": "«{title}» заңының жобасына", "number": "№",
        "element": "Құрылымдық элемент", "old": "Қолданыстағы редакция", "new": "Ұсынылатын редакция",
        "why": "Негіздеме", "none": "Жоқ", "article": "{n}-бап. {heading}", "chapter": "{n}-тарау. {heading}",
        "goes": "{n}-бап", "undecided": "Адам шешеді", "draft": "Жоба",
        "note": "Жоба шоғырландыру картасы бойынша жасалды. Әр норманың көзі оның астында көрсетілген.",
        "gap": "Норма жоқ. Оны бақылау тізімінің мына тармақтары талап етеді: {asked}", "source": "Көзі: {where}",
        "gap-free": "Норма жоқ. Бақылау тізімі оны талап етпейді", "stay": "Өз актісінде қалады",
        "terms": "Терминдер ауыстырылды ({law}): {pairs}", "other-language": "бұл тілде мәтін жоқ, басқа тілдегісі берілді",
        "same": "дәл сол",
    },
    "eng": {
        "table": "Comparative table", "to": "to the draft law “{title}”", "number": "No.",
        "element": "Structural element", "old": "Text in force", "new": "Proposed text", "why": "Reason", "none": "None",
        "article": "Article {n}. {heading}", "chapter": "Chapter {n}. {heading}", "goes": "Article {n}",
        "undecided": "A person decides", "draft": "Draft",
        "note": "Drawn up from the consolidation map. The source of each provision stands below it.",
        "gap": "No such provision. Asked for by checklist items: {asked}", "source": "Source: {where}",
        "gap-free": "No such provision. No checklist item asks for it", "stay": "Stays in its act",
        "terms": "Terms replaced ({law}): {pairs}", "other-language": "there is no text in this language, another is given",
        "same": "the same",
    },
}  # fmt: skip


REPEALED = "repealed"  # the method of rows whose act is no longer in force
_OPENS = re.compile(
    r"[^\W\d_]{4}[»\")]?[.!?]$|[:;]$|^\(?(?:\d{1,3}(?:-\d{1,2})?|[^\W\d_])[.)]$"
)  # before the word that opens something
_EXACT = 4  # so many sources are named one by one; more by their articles


def words_changed(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Both texts cut into runs, with the words that differ marked: «gone» on the left, «new» on the right.

    A word that only lost or got its capital because a sentence or an item now begins elsewhere is no change.
    """
    from rapidfuzz.distance import Indel

    old, new = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    left: list[Run] = []
    right: list[Run] = []
    for step in Indel.opcodes(_small_openings(old), _small_openings(new)):
        same = step.tag == "equal"
        left.append(("".join(old[step.src_start : step.src_end]), "" if same else "gone"))
        right.append(("".join(new[step.dest_start : step.dest_end]), "" if same else "new"))
    return [r for r in left if r[0]], [r for r in right if r[0]]


def _small_openings(parts: Sequence[str]) -> list[str]:
    """Words and the spaces between them; a word that opens a sentence or an item begins with a small letter."""
    out: list[str] = []
    before = "\n"  # the text begins anew
    for part in parts:
        opens = "\n" in before or _OPENS.search(before) is not None
        out.append(part[0].lower() + part[1:] if opens and part[1:2].islower() else part)
        before = part if part.strip() or "\n" in part else before
    return out


def write_comparative(
    map_: Map, readings: Iterable[Reading], path: str | Path, language: Language = "rus", *, stays: bool = False
) -> Path:
    """Write the comparative table of a map; with `stays`, or onto an existing act, also what stays in its act.

    Texts come from the acts in `language` where they are among the readings, else in the language of the map. Raises
    ReportError when the file cannot be written.
    """
    readings = list(readings)
    words = _WORDS[language]
    document = new_document(landscape=True)
    add_heading(document, words["table"], words["to"].format(title=_in(map_.outline.title, language)))
    rows = _Comparison(map_, readings, language).rows(stays=stays or bool(map_.outline.act))
    titles = [words[k] for k in ("number", "element", "old", "new", "why")]
    add_table(document, titles, (700, 2300, 4600, 4600, 2800), rows)
    return save(document, path)


class _Comparison:
    """The rows of the comparative table, article by article of the acts in force."""

    def __init__(self, map_: Map, readings: Sequence[Reading], language: Language) -> None:
        self.map = map_
        self.language = language
        self.words = _WORDS[language]
        self.acts: dict[str, Act] = {}
        covered = {str(a) for a in map_.acts}
        for reading in readings:
            if str(reading.act.address) in covered:
                self.acts[reading.act.act_id] = reading.act
        self.own: dict[tuple[str, str], Provision] = {}
        self.translated: set[str] = set()
        for act in self.acts.values():
            self.own.update({(act.act_id, p.eid): p for p in act.provisions})
        for reading in readings:
            act = reading.act
            held = self.acts.get(act.act_id)
            if held is not None and act.language == language and held.language != language:
                self.translated.add(act.act_id)
                self.own.update({(act.act_id, p.eid): p for p in act.provisions})
        self.drafted: dict[str, str] = {}
        if self.translated and not map_.outline.act:
            for article in build_draft(map_, readings, language).articles:
                for unit in article.units:
                    self.drafted.update(dict.fromkeys(unit.sources, unit.text))
        self.changes: dict[str, Change] = {str(c.source): c for c in map_.changes}
        self.targets = {t.id: t for t in map_.targets}
        self.teller = Teller(readings, language)

    def rows(self, *, stays: bool) -> Iterator[list[list[Run]]]:
        number = 0
        act = ""
        told: list[Run] = []  # the reason of the row above: said once, as in a cell that spans them
        for row in self.map.rows:
            if row.source is None or (row.disposition == "stays" and not stays) or self._elsewhere(row):
                continue
            if row.source.act != act:
                act = row.source.act
                yield [self._act(act)]
                told = []
            number += 1
            why = self._why(row)
            same, told = why == told, why
            shown: list[Run] = [(self.words["same"], "note")] if same else why
            yield [[(str(number), "")], [(self._element(row), "")], *self._texts(row), shown]
        for row in self.map.rows:
            if row.source is None:
                number += 1
                none = [(self.words["none"], "note")]
                target = self.targets[row.target]
                if self.map.outline.act:
                    words: list[Run] = [(self._target(row.target) + "\n", "note"), (target.text, "new")]
                else:
                    words = [(self._target(row.target) + f" «{_in(target.heading, self.language)}»", "new")]
                yield [[(str(number), "")], none, none, words, self._why(row)]

    def _elsewhere(self, row: Disposition) -> bool:
        """Whether the row is of an act that was repealed before and that the single law has nothing to do with."""
        return row.method == REPEALED and row.source is not None and row.source.act not in self.map.outline.absorbs

    def _act(self, act_id: str) -> list[Run]:
        """The act's requisites and title; and that its text is in another language where that is so."""
        named: list[Run] = [(self.teller.act(act_id), "bold")]
        if self.acts[act_id].language != self.language and act_id not in self.translated:
            named.append((f" – {self.words['other-language']}", "note"))
        return named

    def _element(self, row: Disposition) -> str:
        """The unit's name; numbers such as 25-1 are not broken at their hyphen."""
        assert row.source is not None
        return self.teller.label(row.source.eid).replace("-", "\u2011")

    def _texts(self, row: Disposition) -> tuple[list[Run], list[Run]]:
        assert row.source is not None
        provision = self.own.get((row.source.act, row.source.eid))
        before = source_text(provision) if provision else ""
        if row.disposition == "stays":
            return [(before, "")], [(self.words["stay"], "note")]
        if row.disposition not in FEEDING:
            where = f" → {self._target(row.target)}" if row.target else ""
            return [(before, "gone")], [(self.words["none"] + where, "note")]
        after = self._after(row, provision, before)
        place: list[Run] = [(self._target(row.target) + "\n", "note")]
        if after == before:
            return [(before, "")], [*place, (before, "")]
        left, right = words_changed(before, after)
        return left, [*place, *right]

    def _after(self, row: Disposition, provision: Provision | None, before: str) -> str:
        """The proposed words: those of the change, or in another language those of the draft in that language."""
        assert row.source is not None
        if row.source.act not in self.translated:
            change = self.changes.get(str(row.source))
            return change.after if change else before
        if provision is not None and not provision.text.strip() and row.target in self.targets:
            return _in(self.targets[row.target].heading, self.language)
        return self.drafted.get(str(row.source), before)

    def _target(self, target: str) -> str:
        from lawkit.structure.labels import label

        found = self.targets.get(target)
        if found and not self.map.outline.act:
            return self.words["goes"].format(n=found.number)
        try:
            name = label(target, self.language)
        except ValueError:
            return target
        return name[:1].upper() + name[1:]

    def _why(self, row: Disposition) -> list[Run]:
        asks = self.words["undecided"]
        mark = [(f"{asks}. ", "bold")] if row.disposition == "conflict" else []
        told = row.reason.get(self.language) or row.reason.get("rus", "")
        if mark:  # said once is enough
            told = told.replace(f". {asks}", "")
        by = f" ({row.decided_by})" if row.decided_by != "lawkit" else ""
        return [*mark, (told, ""), (by, "")]


def write_draft(draft: Draft, path: str | Path) -> Path:
    """Write the draft law: chapters, articles, source notes, marked decisions and gaps. Raises ReportError."""
    words = _WORDS[draft.language]
    document = new_document(landscape=False)
    add_heading(document, words["draft"], draft.form, draft.title)
    body = document.element.body
    before = body[-1]
    for paragraph in _draft_paragraphs(draft, words):
        before.addprevious(paragraph)
    return save(document, path)


def _draft_paragraphs(draft: Draft, words: Mapping[str, str]) -> Iterator[Any]:
    yield make_paragraph([(words["note"], "note")])
    for chapter in draft.chapters:
        yield make_paragraph([(words["chapter"].format(n=chapter.number, heading=chapter.heading), "bold")], level=1)
        for article in chapter.articles:
            yield make_paragraph(
                [(words["article"].format(n=article.number, heading=article.heading), "bold")], level=2
            )
            if not article.units:
                yield make_paragraph([(_gap(article.answers, words, draft.language), "gap")])
            asked_of = ""  # the old article for which a decision was last asked: once is enough
            told: set[str] = set()
            for group in _from_one_article(article.units):
                for unit in group:
                    top = _article_of(unit.sources[0])
                    ask = unit.undecided and top != asked_of
                    asked_of = top if ask else asked_of if unit.undecided else ""
                    yield make_paragraph(_unit_runs(unit, words, draft.names, ask=ask), indent=_depth(unit))
                exact = list(dict.fromkeys(s for unit in group for s in unit.sources))
                sources = exact if len(exact) <= _EXACT else _articles(group)
                told.update(_articles(group))
                yield _note(sources, group, words, draft.names)
            left = [s for s in dict.fromkeys(_article_of(s) for s in article.sources) if s not in told]
            if left:
                yield _note(left, (), words, draft.names)


def _from_one_article(units: Sequence[DraftUnit]) -> Iterator[list[DraftUnit]]:
    """Units that follow each other and come from the same old articles; a member of a list stays with its lead-in."""
    group: list[DraftUnit] = []
    for unit in units:
        if group and _articles([unit]) != _articles([group[-1]]):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _articles(units: Iterable[DraftUnit]) -> list[str]:
    """The old articles that some units come from."""
    return list(dict.fromkeys(_article_of(s) for u in units for s in u.sources))


def _note(
    sources: Sequence[str], units: Sequence[DraftUnit], words: Mapping[str, str], names: Mapping[str, str]
) -> Any:
    """The line below some units that says where they come from, and which terms were replaced in them."""
    lines = [words["source"].format(where="; ".join(names.get(s, s) for s in sources))]
    pairs = dict.fromkeys(pair for unit in units for pair in term_pairs(unit))
    if pairs:
        lines.append(words["terms"].format(law=terms_source(), pairs=named(pairs)))
    return make_paragraph([(". ".join(lines), "note")])


def term_pairs(unit: DraftUnit) -> list[tuple[str, str]]:
    """The terms replaced in a unit: the old words and the new ones, as they stand."""
    return [(t.old, unit.text[t.start : t.end]) for t in unit.terms]


def _gap(answers: Sequence[str], words: Mapping[str, str], language: Language) -> str:
    asked = "; ".join(in_words(answers, language))
    return f"[{words['gap'].format(asked=asked) if asked else words['gap-free']}]"


def _article_of(address: str) -> str:
    """The address of the article (or other top unit) that a provision stands in."""
    act, _, eid = address.partition("#")
    return f"{act}#{eid.split('__')[0]}"


def _unit_runs(unit: DraftUnit, words: Mapping[str, str], names: Mapping[str, str], *, ask: bool) -> list[Run]:
    runs: list[Run] = [(f"{unit.num} ", "")] if unit.num else []
    at = 0
    for start, end in [(t.start, t.end) for t in unit.terms]:
        runs += [*_marked(unit.text[at:start]), (unit.text[start:end], "term")]
        at = end
    runs += _marked(unit.text[at:])
    if ask:
        where = "; ".join(names.get(_article_of(s), names.get(s, s)) for s in unit.sources)
        runs.append((f" [{words['undecided']}: {where}]", "gap"))
    return runs


def _marked(text: str) -> list[Run]:
    return [(part, "gap" if part.startswith("⟦") else "") for part in re.split("(⟦[^⟧]*⟧)", text) if part]


def _depth(unit: DraftUnit) -> int:
    return max(unit.eid.count("__") - 1, 0)


def write_markdown(draft: Draft, path: str | Path) -> Path:
    """Write the draft as Markdown, with the sources of each unit in a comment. Raises ReportError."""
    words = _WORDS[draft.language]
    lines = [f"# {_plain(draft.title)}", "", words["note"], ""]
    for chapter in draft.chapters:
        lines += [f"## {words['chapter'].format(n=chapter.number, heading=_plain(chapter.heading))}", ""]
        for article in chapter.articles:
            lines += [f"### {words['article'].format(n=article.number, heading=_plain(article.heading))}", ""]
            if not article.units:
                lines += [f"**{_plain(_gap(article.answers, words, draft.language))}**", ""]
            for unit in article.units:
                num = unit.num.replace(".", "\\.").replace(")", "\\)")
                mark = f" **[{words['undecided']}]**" if unit.undecided else ""
                pairs = named(term_pairs(unit))
                note = "; ".join(unit.sources) + (f" | {terms_source()}: {pairs}" if pairs else "")
                lines += [f"{num} {_emphasised(unit)}{mark}  ".strip(), f"<!-- {note} -->", ""]
    return _write_text(path, "\n".join(lines))


def _emphasised(unit: DraftUnit) -> str:
    """The text as Markdown, the terms replaced in it emphasised."""
    out, at = [], 0
    for t in unit.terms:
        out += [_escaped(unit.text[at : t.start]), f"*{_escaped(unit.text[t.start : t.end])}*"]
        at = t.end
    return " ".join("".join([*out, _escaped(unit.text[at:])]).split())


def _plain(text: str) -> str:
    return _escaped(" ".join(text.split()))


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text)


def _write_text(path: str | Path, text: str) -> Path:
    path = Path(path)
    try:
        path.write_text(printable(text), encoding="utf-8", newline="\n")
    except OSError as error:
        raise ReportError(f"{path} cannot be written: {error}", "choose another place") from error
    return path


def _in(texts: Mapping[Language, str], language: Language) -> str:
    return next((texts[x] for x in (language, *_DEFAULT) if texts.get(x)), "")


__all__ = ["build_draft", "words_changed", "write_comparative", "write_draft", "write_markdown"]
