"""`lawkit cite ADDRESS`: the citation in proper drafting form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lawkit.commands.options import DEFAULT_DB, AddressArgument, Db, Form, Format, Lang, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Address


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("cite", epilog=example("lawkit cite Z1500000401#art_6-2__para_1"))
    def command(address: AddressArgument, lang: Lang = None, db: Db = DEFAULT_DB, form: Form = None) -> None:
        """Write the citation of a provision as drafting rules ask, in three languages."""
        cite(address, db, lang=lang, form=form)


def cite(address: str, db: Path, *, lang: Tongue | None = None, form: Format | None = None) -> None:
    """Print the citation in each language in which the act's title is known."""
    from lawkit.commands.output import emit
    from lawkit.errors import BadAddress
    from lawkit.model import LANGUAGES, Address

    try:
        at = Address.parse(address)
    except ValueError as problem:
        raise BadAddress(str(problem)) from None
    wanted = [language for language in LANGUAGES if lang is None or lang.value == language]
    rows = citations(at, db)
    emit(
        [{"language": lang, "citation": rows[lang]} for lang in wanted if rows.get(lang)],
        ("language", "citation"),
        form,
    )


def citations(at: Address, db: Path) -> dict[str, str]:
    """Citation by language. Raises BadAddress when neither the store nor the register knows the act or provision."""
    from lawkit.errors import BadAddress
    from lawkit.model import LANGUAGES
    from lawkit.register import Register
    from lawkit.store import Store
    from lawkit.structure.labels import label

    known = Register.load().by_id(at.act)
    titles: dict[str, str] = {**known.titles} if known else {}
    number, day = (known.number, known.date) if known else ("", None)
    if db.exists():
        with Store.open(db, readonly=True) as store:
            infos = [info for info in store.infos() if info.act_id == at.act]
            if infos and at.eid:
                store.provision(at)
            for info in infos:
                titles.setdefault(info.language, info.title)
                number, day = number or info.number, day or info.adopted
    if not titles:
        raise BadAddress(f"act {at.act} is neither stored nor in the register", "see lawkit acts")
    made: dict[str, str] = {}
    for language in LANGUAGES:
        if title := titles.get(language):
            requisites = _requisites(number, day.strftime("%d.%m.%Y") if day else "", language)
            unit = label(at.eid, language) if at.eid else ""
            made[language] = _sentence(unit, title, requisites, language)
    return made


def _requisites(number: str, day: str, language: str) -> str:
    """Date and number in brackets."""
    words = {"rus": ("от {}", "№ {}"), "kaz": ("{}", "№ {}"), "eng": ("of {}", "No. {}")}[language]
    parts = [words[0].format(day) if day else "", words[1].format(number) if number else ""]
    return f" ({' '.join(p for p in parts if p)})" if any(parts) else ""


def _sentence(unit: str, title: str, requisites: str, language: str) -> str:
    """Unit and act joined as the language does."""
    if language == "kaz":
        return f"«{title}»{requisites} {unit}".strip()
    if language == "eng":
        return f"{unit} of “{title}”{requisites}" if unit else f"“{title}”{requisites}"
    return f"{unit} «{title}»{requisites}".strip()
