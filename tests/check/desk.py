"""Small rules, drafts and reports of our own, so that these tests do not move with the catalogue."""

from __future__ import annotations

import io
from pathlib import Path

from lawkit.check.drafts import Sheet, open_drafts
from lawkit.check.engine import Problem
from lawkit.check.report import Report
from lawkit.check.rules import Rule, load_rules
from lawkit.check.session import Control, run
from lawkit.register import Register

TEXT = """О модельном реестре

Статья 1. Основные понятия
В настоящем Законе используются следующие понятия:
1) реестр – перечень модельных услуг в цифровой форме;
1) оператор – юридическое лицо, которое ведёт реестр.

Статья 2. Обязанности оператора
1. Оператор обязан ответить на запрос заявителя незамедлительно, при необходимости продлевая срок.
2. Оператор при необходимости обновляет реестр.
"""


def vague(severity="warning", code="vague", words=r"при необходимости|незамедлительно", **more) -> Rule:
    """A rule that finds some words."""
    fields = {
        "code": code, "family": "style", "name": {"rus": "Неясное слово", "kaz": "Түсініксіз сөз", "eng": "Vague word"},
        "severity": severity, "since": "0.2", "languages": ("rus", "kaz", "eng"), "legal_class": "none", "needs": (),
        "fixable": False, "options": {"limit": 3}, "patterns": {"rus": (words,), "kaz": (words,), "eng": (words,)},
        "exceptions": {},
        "message": {"rus": "«{words}» не названо точно", "kaz": "«{words}» дәл емес", "eng": "“{words}” is vague"},
        "page": "# vague: Неясное слово\n\n## Что проверяет\n\nСлова <script>alert(1)</script> без меры.\n\n## Источник\n\nНаш.",
        "path": Path("vague.md"),
    }  # fmt: skip
    return Rule(**{**fields, **more})


def rules(*more: Rule) -> dict[str, Rule]:
    """num-dup of the catalogue, the rules about exceptions, one rule of words, and more."""
    known = load_rules()
    listed = [known["num-dup"], known["exception-unused"], known["exception-no-reason"], vague(), *more]
    return {rule.code: rule for rule in listed}


def sheets(*paths: Path) -> list[Sheet]:
    return open_drafts(paths, register=Register.load())


def draft(folder: Path, text: str = TEXT, name: str = "draft.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def report(*paths: Path, chosen: dict[str, Rule] | None = None, control: Control | None = None) -> Report:
    return run(sheets(*paths), chosen or rules(), control)


def words(told: Report) -> list[tuple[str, str]]:
    """Code and words of each problem."""
    return [(p.rule.code, p.span.of(c.sheet.draft.act.body)) for c, p in told]


def names(told: Report) -> dict[tuple[str, str], Problem]:
    return {(p.rule.code, p.eid): p for _, p in told}


def word_file(path: Path, *paragraphs) -> Path:
    """A Word draft; a paragraph is a text or a list of runs, a run a text or (text, bold)."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        made = document.add_paragraph()
        for run_ in [paragraph] if isinstance(paragraph, str) else paragraph:
            text, bold = (run_, False) if isinstance(run_, str) else run_
            made.add_run(text).bold = bold
    out = io.BytesIO()
    document.save(out)
    path.write_bytes(out.getvalue())
    return path


WORD = (
    "О модельном реестре",
    [("Статья 1. ", True), ("Основные понятия", True)],
    "В настоящем Законе используются следующие понятия:",
    ["1) реестр – перечень модельных услуг ", "в цифровой", " форме;"],
    ["1", ") оператор – юридическое ", ("лицо", True), ", которое ведёт реестр."],
    [("Статья 2. Обязанности оператора", True)],
    ["1. Оператор отвечает незамед", ("лительно, при необхо", True), "димости продлевая срок."],
    "2. Оператор при необходимости обновляет реестр.",
)
