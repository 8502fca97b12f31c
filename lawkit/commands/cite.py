"""`lawkit cite ADDRESS`: the citation in proper drafting form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lawkit.commands.options import DEFAULT_DB, AddressArgument, Db, Form, Format, Lang, Tongue, example

if TYPE_CHECKING:
    from lawkit.model import Act, Address


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("cite", epilog=example("lawkit cite Z1500000401#art_6-2__para_1"))
    def command(address: AddressArgument, lang: Lang = None, db: Db = DEFAULT_DB, form: Form = None) -> None:
        """Write a citation in drafting form.

        In three languages, as far as the store or the register knows the act's title in them.
        """
        cite(address, db, lang=lang, form=form)


def cite(address: str, db: Path, *, lang: Tongue | None = None, form: Format | None = None) -> None:
    """Print the citation in each language; raises BadAddress when neither the store nor the register knows the act."""
    from lawkit.commands.output import emit
    from lawkit.commands.show import address_of
    from lawkit.errors import BadAddress
    from lawkit.model import LANGUAGES
    from lawkit.reading.citations import cite as written
    from lawkit.register import Register

    at, register = address_of(address), Register.load()
    stored = _stored(at, db)
    known = register.by_id(at.act)
    if not stored and known is None:
        raise BadAddress(f"act {at.act} is neither stored nor in the register", "see lawkit acts")
    rows = [
        {"language": language, "citation": written(at, stored.get(language), language, register)}
        for language in LANGUAGES
        if (lang is None or lang.value == language) and (language in stored or (known and language in known.titles))
    ]
    emit(rows, ("language", "citation"), form)


def _stored(at: Address, db: Path) -> dict[str, Act]:
    """The act by language, where it is stored; a provision that it does not hold raises BadAddress."""
    from lawkit.store import Store

    if not db.exists():
        return {}
    with Store.open(db, readonly=True) as store:
        acts: dict[str, Act] = {
            info.language: store.act(info.address) for info in store.infos() if info.act_id == at.act
        }
        if acts and at.eid:
            store.provision(at)
    return acts
