"""What follows from a map, as a Word document for the accompanying law: what falls, what must be amended, which terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from lawkit.consolidate.lists import Amendment, Repeal, consequential, repeals, substitutions
from lawkit.consolidate.maps import Map
from lawkit.model import Act, Address, Language, Reading
from lawkit.report.wordml import Run, add_heading, add_table, make_paragraph, new_document, save

_WORDS: dict[Language, dict[str, str]] = {
    "rus": {
        "title": "Что следует из карты консолидации", "to": "к проекту закона «{title}»", "onto": "акты, перенесённые в «{title}»", "found": "видно из нового акта",
        "falls": "1. Признать утратившими силу (статья 27 Закона Республики Казахстан «О правовых актах»)",
        "amend": "2. Изменения в другие акты: ссылки, которые перестанут вести к норме",
        "terms": "3. Термины, подлежащие замене", "none": "Нет.", "articles": "статьи {numbers}", "article": "статья {numbers}",
        "absorbed": "целиком входит в единый закон (пункт 1)", "mostly": "за исключением: {stays} (пункты 1 и 7)",
        "units": "только: {falls} (пункт 1)", "by-law": "издан во исполнение акта, который утрачивает силу: {because} (пункт 2)",
        "repeats": "лишь повторяет нормы других актов (пункт 8)", "number": "№", "element": "Структурный элемент",
        "text": "Слова ссылки", "was": "Куда ведёт", "becomes": "Новое место", "gone": "нормы в проекте нет", "old": "Термин",
        "new": "Чем заменяется", "count": "Сколько раз", "checked": "Сверено с законом", "yes": "да", "no": "нет",
        "new-law": "единый закон", "more": "Номер и слова новой ссылки подставляет редактор.",
    },
    "kaz": {
        "title": "Шоғырландыру картасынан туындайтын салдар", "to": "«{title}» заңының жобасына", "onto": "«{title}» актісіне көшірілген актілер", "found": "жаңа актіден көрінеді",
        "falls": "1. Күші жойылды деп танылсын («Құқықтық актілер туралы» Қазақстан Республикасы Заңының 27-бабы)",
        "amend": "2. Басқа актілерге өзгерістер: нормаға апармай қалатын сілтемелер",
        "terms": "3. Ауыстырылуға жататын терминдер", "none": "Жоқ.", "articles": "{numbers}-баптар", "article": "{numbers}-бап",
        "absorbed": "бірыңғай заңға толығымен кіреді (1-тармақ)", "mostly": "мыналарды қоспағанда: {stays} (1 және 7-тармақтар)",
        "units": "тек: {falls} (1-тармақ)", "by-law": "күші жойылатын актіні орындау үшін шығарылған: {because} (2-тармақ)",
        "repeats": "тек басқа актілердің нормаларын қайталайды (8-тармақ)", "number": "№", "element": "Құрылымдық элемент",
        "text": "Сілтеме сөздері", "was": "Қайда апарады", "becomes": "Жаңа орны", "gone": "жобада норма жоқ", "old": "Термин",
        "new": "Немен ауыстырылады", "count": "Қанша рет", "checked": "Заңмен салыстырылды", "yes": "иә", "no": "жоқ",
        "new-law": "бірыңғай заң", "more": "Жаңа сілтеменің нөмірі мен сөздерін редактор қояды.",
    },
    "eng": {
        "title": "What follows from the consolidation map", "to": "to the draft law “{title}”", "onto": "acts taken over by “{title}”", "found": "seen in the new act",
        "falls": "1. To be repealed (article 27 of the law on legal acts)",
        "amend": "2. Amendments to other acts: references that will no longer lead to a provision",
        "terms": "3. Terms to be replaced", "none": "None.", "articles": "articles {numbers}", "article": "article {numbers}",
        "absorbed": "taken into the single law as a whole (point 1)", "mostly": "except {stays} (points 1 and 7)",
        "units": "only {falls} (point 1)", "by-law": "made under an act that is repealed: {because} (point 2)",
        "repeats": "only repeats provisions of other acts (point 8)", "number": "No.", "element": "Structural element",
        "text": "Words of the reference", "was": "Leads to", "becomes": "New place", "gone": "not in the draft", "old": "Term",
        "new": "Becomes", "count": "How often", "checked": "Checked against the law", "yes": "yes", "no": "no",
        "new-law": "the single law", "more": "An editor puts in the number and words of the new reference.",
    },
}  # fmt: skip


def write_consequences(map_: Map, readings: Iterable[Reading], path: str | Path, language: Language = "rus") -> Path:
    """Write the repeal list, the amendments of other acts and the terms to replace; raises ReportError."""
    readings = list(readings)
    teller = Teller(readings, language)
    teller.whole = map_.outline.title.get(language, "") if map_.outline.act else ""
    words = teller.words
    document = new_document(landscape=True)
    title = map_.outline.title.get(language) or next(iter(map_.outline.title.values()), "")
    add_heading(document, words["title"], words["onto" if map_.outline.act else "to"].format(title=title))

    def say(runs: Sequence[Run], level: int = 0) -> None:
        document.element.body[-1].addprevious(make_paragraph(runs, level=level))

    say([(words["falls"], "bold")], 2)
    falling = repeals(map_, readings)
    for number, one in enumerate(falling, 1):
        say([(f"{number}) {teller.act(one.act)} – ", ""), (teller.ground(one), "note")])
    if not falling:
        say([(words["none"], "")])
    say([(words["amend"], "bold")], 2)
    broken = consequential(map_, readings)
    if broken:
        say([(words["more"], "note")])
        titles = [words[k] for k in ("number", "element", "text", "was", "becomes")]
        add_table(document, titles, (700, 3000, 5000, 3300, 3000), teller.amendments(broken))
    else:
        say([(words["none"], "")])
    say([(words["terms"], "bold")], 2)
    found = substitutions(map_, [r.act for r in readings])
    if found:
        titles = [words[k] for k in ("old", "new", "count", "checked")]
        rows = [
            [
                [(s.old, "")],
                [(s.new, "")],
                [(str(s.count), "")],
                [(words["yes" if s.verified else "found" if s.found else "no"], "")],
            ]
            for s in found
        ]
        add_table(document, titles, (5000, 5000, 2500, 2500), rows)
    else:
        say([(words["none"], "")])
    return save(document, path)


class Teller:
    """Puts acts and provisions into words, in one language."""

    def __init__(self, readings: Sequence[Reading], language: Language) -> None:
        self.language = language
        self.words = _WORDS[language]
        self.whole = ""  # the name of the act that takes the others over, if it exists already
        self.acts: dict[str, Act] = {}
        for reading in readings:
            held = self.acts.get(reading.act.act_id)
            if held is None or reading.act.language == language:
                self.acts[reading.act.act_id] = reading.act

    def act(self, act_id: str) -> str:
        """The act's requisites and title, else its title or id."""
        from lawkit.errors import LawkitError
        from lawkit.reading.citations import cite

        act = self.acts.get(act_id)
        try:
            return cite(Address(act_id), act, self.language)
        except (LawkitError, ValueError):
            return act.title if act and act.title else act_id

    def units(self, eids: Iterable[str]) -> str:
        """«статьи 1, 2, 3-1; преамбула»."""
        eids = list(eids)
        numbers = [e.removeprefix("art_") for e in eids if e.startswith("art_")]
        parts = []
        if numbers:
            form = self.words["articles" if len(numbers) > 1 else "article"]
            parts.append(form.format(numbers=", ".join(numbers)))
        parts += [self.label(e) for e in eids if not e.startswith("art_")]
        return "; ".join(parts)

    def label(self, eid: str) -> str:
        """A unit's name in the reader's language, else its id."""
        from lawkit.structure.labels import label

        try:
            return label(eid, self.language)
        except ValueError:
            return eid

    def ground(self, one: Repeal) -> str:
        """Why an act or some of its units fall."""
        values: Mapping[str, str] = {
            "falls": self.units(one.falls), "stays": self.units(one.stays),
            "because": self.act(Address.parse(one.because).act) if one.because else "",
        }  # fmt: skip
        return self.words[one.ground].format(**values)

    def amendments(self, broken: Sequence[Amendment]) -> Iterable[list[list[Run]]]:
        """Rows of the table, under the name of the act that is to be amended."""
        number = 0
        for act_id, group in groupby(broken, key=lambda a: Address.parse(a.source).act):
            yield [[(self.act(act_id), "bold")]]
            for one in group:
                number += 1
                target = Address.parse(one.target)
                was = self.act(target.act) + (f", {self.label(target.eid)}" if target.eid else "")
                if one.new_place:
                    new: Run = (self.label(one.new_place), "new")
                else:
                    new = (self.words["gone"], "gap") if target.eid else (self.whole or self.words["new-law"], "")
                yield [[(str(number), "")], [(self.label(Address.parse(one.source).eid).replace("-", "\u2011"), "")], [(one.text, "")],
                       [(was, "")], [new]]  # fmt: skip
