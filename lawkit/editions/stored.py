"""Which stored edition an address with a date means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lawkit.errors import BadAddress
from lawkit.model import LANGUAGES, Act, Address, Language

if TYPE_CHECKING:
    from lawkit.store import ActInfo, Store


def in_force_on(infos: Sequence[ActInfo], day: dt.date) -> ActInfo | None:
    """Of the expressions of one act in one language the newest whose text is not later than a day.

    `infos` come as `Store.infos` orders them. A text whose state is unknown is taken where there is nothing else.
    """
    known = [info for info in infos if info.as_of and info.as_of <= day]
    if known:
        newest = max(info.as_of for info in known if info.as_of)
        return next(info for info in known if info.as_of == newest)
    return next((info for info in infos if info.as_of is None), None)


def info_at(store: Store, at: Address, language: Language | None = None) -> ActInfo:
    """The stored expression that an address means: of that date, or the newest before it; without a date the current.

    Raises BadAddress with what there is instead.
    """
    store.find(Address(at.act))  # an unknown act is told with its neighbours
    infos = [info for info in store.infos(current=False) if info.act_id == at.act]
    tongues = [at.language or language] if at.language or language else [*LANGUAGES]
    for tongue in tongues:
        fitting = [info for info in infos if info.language == tongue]
        if not at.edition:
            found = next((info for info in fitting if info.current), None)
        else:
            exact = next((info for info in fitting if info.edition == at.edition), None)
            found = exact or in_force_on(fitting, at.edition)
        if found is not None:
            return found
    raise BadAddress(f"no {at} in {store.path}", f"there is {', '.join(str(info.address) for info in infos)}")


def act_at(store: Store, at: Address, language: Language | None = None) -> Act:
    """The act that `info_at` finds."""
    from lawkit.store import facts

    return facts.load_act(store.connection, info_at(store, at, language).row)


def editions_of(store: Store, act_id: str, language: Language) -> list[Act]:
    """All stored editions of an act in a language, the oldest first; of two files of one edition the better."""
    from lawkit.store import facts

    infos = [i for i in store.infos(current=False) if i.act_id == act_id and i.language == language]
    chosen: dict[dt.date | None, ActInfo] = {}
    for info in infos:
        chosen.setdefault(info.as_of, info)
    ordered = sorted(chosen.values(), key=lambda info: info.as_of or dt.date.min)
    return [facts.load_act(store.connection, info.row) for info in ordered]
