"""`lawkit watch`: which stored acts changed or were repealed, and what of the work that makes stale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.fetch import DEFAULT_CACHE, Authority, CacheOption, Mirror, Proxy, Rate, Rules
from lawkit.commands.options import DEFAULT_DB, Db, Form, Format, example
from lawkit.commands.speech import message

if TYPE_CHECKING:
    from lawkit.fetching.watching import Change, Stale, Watched

COLUMNS = ("what", "change", "place", "detail", "decided_by")
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from", metavar="SOURCE", show_default=False,
        help="Fetch the stored acts first: a source as in `lawkit fetch`; may be given again.",
    ),
]  # fmt: skip
_EVERY = re.compile(r"(\d{1,6})\s*([smhd]?)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "": 60}


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "watch",
        epilog=example("lawkit watch", "lawkit watch lawkit-cache --exit-code", "lawkit watch --from git --every 1d"),
    )
    def command(
        paths: Annotated[
            list[Path] | None,
            typer.Argument(
                help="Where newer texts may stand. Default: the files that were read, and the cache.",
                show_default=False,
            ),
        ] = None,
        origin: From = None,
        mirror: Mirror = None,
        every: Annotated[
            str | None, typer.Option("--every", help="Look again and again: 30m, 1h, 1d.", show_default=False)
        ] = None,
        exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when something changed.")] = False,
        cache: CacheOption = DEFAULT_CACHE,
        proxy: Proxy = None,
        ca: Authority = None,
        rate: Rate = None,
        rules: Rules = None,
        db: Db = DEFAULT_DB,
        form: Form = None,
    ) -> None:
        """Tell which stored acts changed or were repealed, and what that makes stale.

        Findings, verdicts and decisions of the map are listed with the provision that changed. With --from or --mirror
        the stored acts are fetched into the cache first. Nothing in the database is touched: lawkit ingest brings the
        newer texts in.
        """
        round_ = Round(tuple(paths or ()), tuple(origin or ()), mirror, cache, proxy, ca, rate, rules)
        raise typer.Exit(watch(db, round_, every=every, exit_code=exit_code, form=form))


@dataclass(frozen=True, slots=True)
class Round:
    """Where one look goes."""

    paths: tuple[Path, ...] = ()
    origin: tuple[str, ...] = ()
    mirror: Path | None = None
    cache: Path = DEFAULT_CACHE
    proxy: str | None = None
    ca: Path | None = None
    rate: float | None = None
    rules: Path | None = None


def watch(
    db: Path, round_: Round, *, every: str | None = None, exit_code: bool = False, form: Format | None = None
) -> int:
    """Look once, or again and again until something changed (`exit_code`) or somebody stops it; the exit status.

    Trouble of one look (a host, a cache in use) is told and the next look comes; of a single one it is raised.
    """
    import time

    from lawkit.commands.output import clean, say
    from lawkit.errors import LawkitError

    pause = seconds(every) if every else 0
    seen: Watched | None = None
    while True:
        try:
            found, status = look(db, round_)
        except LawkitError as problem:
            if not pause:
                raise
            say(clean(f"lawkit: {problem}"))
            time.sleep(pause)
            continue
        if found != seen:
            show(found, form)
        seen = found
        if not pause or (exit_code and found):
            return status or int(exit_code and bool(found))
        time.sleep(pause)


def look(db: Path, round_: Round) -> tuple[Watched, int]:
    """One look: fetch where that was asked for, then compare; and 2 when something could not be fetched."""
    import datetime as dt

    from lawkit.fetching.watching import watch as compare
    from lawkit.register import Register
    from lawkit.store import Store

    with Store.open(db, readonly=True) as store:
        paths, status = list(round_.paths), 0
        if round_.origin or round_.mirror:
            infos = store.infos()
            status = _fetched(round_, sorted({i.act_id for i in infos}), sorted({i.language for i in infos}))
            paths.append(round_.cache)
        return compare(store, paths, Register.load(), dt.date.today(), cache=round_.cache), status  # noqa: DTZ011


def _fetched(round_: Round, ids: list[str], languages: list[str]) -> int:
    """Bring the cache up to date with the stored acts; what failed is told on stderr."""
    from lawkit.commands.fetch import Request, run
    from lawkit.commands.output import clean, say
    from lawkit.errors import FetchError
    from lawkit.fetching import Settings, Way
    from lawkit.fetching.wanted import check_id
    from lawkit.fetching.web import check_proxy

    asked: list[str] = []
    for one in ids:
        try:
            asked.append(check_id(one))
        except FetchError:
            continue  # drafts have no source to ask
    settings = Settings.load(round_.rules)
    settings = settings.with_rate(round_.rate) if round_.rate is not None else settings
    request = Request(tuple(asked), origin=round_.origin, languages=",".join(languages), again=True)
    way = Way(check_proxy(round_.proxy) if round_.proxy else "", round_.ca, round_.mirror)
    failed = [r for r in run(request, settings, round_.cache, way) if r.outcome == "failed"] if asked else []
    for r in failed:
        told = r.problem + (f"; {r.remedy}" if r.remedy else "")
        say(clean(f"lawkit: {r.act_id} ({','.join(r.languages)}): {told}"))
    return 2 if failed else 0


def seconds(text: str) -> int:
    """A pause such as 30m, 1h, 1d."""
    match = _EVERY.fullmatch(text.strip().lower())
    pause = int(match[1]) * _SECONDS[match[2]] if match else 0
    if not pause:
        raise typer.BadParameter(f"{text!r} is no pause such as 30m, 1h or 1d", param_hint="--every")
    return pause


def show(found: Watched, form: Format | None) -> None:
    """List what was found, and say it in one line."""
    from lawkit.commands.output import emit, say

    emit([*map(change_row, found.changes), *map(stale_row, found.stale)], COLUMNS, form)
    kinds = [s.kind for s in found.stale]
    findings, verdicts, rows = kinds.count("finding"), kinds.count("verdict"), kinds.count("map")
    people = sum(1 for s in found.stale if s.decided_by != "lawkit")
    if not found:
        say("nothing changed")
        return
    say(
        f"acts changed or repealed: {len(found.changes)}; stale findings: {findings}, verdicts: {verdicts}, "
        f"rows of the map: {rows}; of these decided by people: {people}"
    )


def change_row(c: Change) -> dict[str, Any]:
    """A changed act as a row of a list."""
    kinds = [u.kind for u in c.units]
    told = ", ".join(f"{kinds.count(k)} {k}" for k in dict.fromkeys(kinds)) or (
        message("other edition, same words") if c.kind == "changed" else ""
    )
    parts = [
        f"→ {c.found}" if c.found else "", told, c.detail, f"since {c.since}" if c.since and c.kind == "repealed" else "",
        f"its place is taken by {c.successor}" if c.successor else "",
    ]  # fmt: skip
    return {
        "what": "act", "change": c.kind, "place": str(c.address), "detail": "; ".join(p for p in parts if p),
        "decided_by": "", "id": c.address.act, "title": c.title, "found": c.found, "source": c.source,
        "successor": c.successor, "since": c.since,
        "provisions": [{"address": u.address, "change": u.kind, "before": u.before, "after": u.after} for u in c.units],
    }  # fmt: skip


def stale_row(s: Stale) -> dict[str, Any]:
    """Something stale as a row of a list."""
    return {
        "what": s.kind, "change": s.reason, "place": str(s.address), "detail": s.code if s.kind != "verdict" else f"{s.id}: {s.code}",
        "decided_by": s.decided_by, "id": s.id, "title": "", "found": None, "source": "", "successor": "", "since": None,
        "provisions": [],
    }  # fmt: skip
