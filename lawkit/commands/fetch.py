"""`lawkit fetch ID…`: acts into a cache, from repositories, hosts, saved pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands import speech
from lawkit.commands.options import Form, Format, example

if TYPE_CHECKING:
    from lawkit.fetching import Result, Settings, Way
    from lawkit.fetching.wanted import When

COLUMNS = ("act_id", "languages", "edition", "outcome", "source", "size", "detail")
DEFAULT_CACHE = Path("lawkit-cache")

CacheOption = Annotated[
    Path, typer.Option("--cache", envvar="LAWKIT_CACHE", help="The folder that the acts go to.", show_envvar=True)
]
From = Annotated[
    list[str] | None,
    typer.Option(
        "--from", metavar="SOURCE", show_default=False,
        help="git, adilet-old, zan, a repository's address or folder, or a folder of saved pages; may be given again. "
        "Default: git, then adilet-old, then zan.",
    ),
]  # fmt: skip
Languages = Annotated[str, typer.Option("--languages", help="Which languages, where offered.")]
Mirror = Annotated[
    Path | None,
    typer.Option("--mirror", help="A cache or mirror carried here: no network is used.", show_default=False),
]
Proxy = Annotated[
    str | None,
    typer.Option(
        "--proxy", envvar=["LAWKIT_PROXY", "https_proxy", "HTTPS_PROXY"], help="http://host:port", show_default=False
    ),
]
Authority = Annotated[
    Path | None, typer.Option("--ca", help="A PEM file of an authority that is trusted too.", show_default=False)
]
Rate = Annotated[
    float | None, typer.Option("--rate", help="Requests a minute to one host, at most.", show_default=False)
]
Rules = Annotated[
    Path | None, typer.Option("--rules", help="A folder with your own hosts.yaml, politeness.yaml or profiles.yaml.", show_default=False)
]  # fmt: skip
ProfileOption = Annotated[
    str | None, typer.Option("--profile", "-p", help="All acts of a profile, e.g. egov.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "fetch", epilog=example("lawkit fetch Z1500000401", "lawkit fetch --profile egov", "lawkit fetch --check")
    )
    def command(
        ids: Annotated[
            list[str] | None, typer.Argument(metavar="ID", help="E.g. Z1500000401.", show_default=False)
        ] = None,
        profile: ProfileOption = None,
        origin: From = None,
        languages: Languages = "rus,kaz,eng",
        date: Annotated[
            str | None, typer.Option("--date", help="The edition in force on that day, YYYY-MM-DD.", show_default=False)
        ] = None,
        history: Annotated[bool, typer.Option("--history", help="Every edition (repositories, mirrors).")] = False,
        cache: CacheOption = DEFAULT_CACHE,
        mirror: Mirror = None,
        proxy: Proxy = None,
        ca: Authority = None,
        check: Annotated[bool, typer.Option("--check", help="Only tell what changed since; keep nothing.")] = False,
        exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 when something changed.")] = False,
        again: Annotated[bool, typer.Option("--again", help="Also ask for what was fetched this hour.")] = False,
        rate: Rate = None,
        rules: Rules = None,
        form: Form = None,
    ) -> None:
        """Fetch acts into a cache, which `lawkit ingest` reads.

        Each source is asked in turn for what the ones before did not give. A fetch that was cut goes on where it
        stopped. What failed is listed with what to do; the rest is kept, and the exit status is 2. Without ids,
        --check looks at every act of the cache.
        """
        request = Request(
            tuple(ids or ()), profile, tuple(origin or ()), languages, date, history, check, again, rate, rules
        )
        status, changed = fetch(request, cache, mirror=mirror, proxy=proxy, ca=ca, form=form)
        raise typer.Exit(status or int(exit_code and changed))


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as typed."""

    ids: tuple[str, ...] = ()
    profile: str | None = None
    origin: tuple[str, ...] = ()
    languages: str = "rus,kaz,eng"
    date: str | None = None
    history: bool = False
    check: bool = False
    again: bool = False
    rate: float | None = None
    rules: Path | None = None


def fetch(
    request: Request, cache: Path, *, mirror: Path | None = None, proxy: str | None = None, ca: Path | None = None,
    form: Format | None = None,
) -> tuple[int, bool]:  # fmt: skip
    """Fetch and list what came; the exit status, and whether anything is new or changed."""
    from lawkit.commands.output import clean, emit, say
    from lawkit.fetching import Settings, Way
    from lawkit.fetching.web import check_proxy

    settings = Settings.load(request.rules)
    if request.rate is not None:
        settings = settings.with_rate(request.rate)
    way = Way(check_proxy(proxy) if proxy else "", ca, mirror)
    results = run(request, settings, cache, way)
    emit(map(row, results), COLUMNS, form)
    outcomes = [r.outcome for r in results]
    told = ", ".join(f"{outcomes.count(o)} {o.replace('_', ' ')}" for o in dict.fromkeys(outcomes))
    say(f"{told or 'nothing to do'}; cache: {cache}")
    failed = [r for r in results if r.outcome == "failed"]
    for remedy in dict.fromkeys(r.remedy for r in failed if r.remedy):
        say(clean(f"lawkit: {remedy}"))
    return (2 if failed else 0), any(o in ("new", "changed", "gone") for o in outcomes)


def run(request: Request, settings: Settings, cache: Path, way: Way) -> list[Result]:
    """The results of a request. Raises FetchError for what cannot be meant, CacheError."""
    from lawkit.commands.progress import shown
    from lawkit.errors import FetchError
    from lawkit.fetching import Job, sources_for
    from lawkit.fetching.cache import Cache
    from lawkit.fetching.wanted import check_id, check_languages
    from lawkit.fetching.web import Web

    for one in request.ids:
        if "://" in one:
            raise FetchError(f"«{one}» is a source and no act", "give it with --from, after the ids of the acts")
    ids = [check_id(one) for one in request.ids]
    if request.profile:
        ids += settings.profile(request.profile).acts
    languages, when = check_languages(request.languages), _when(request)
    if request.check and not cache.is_dir():
        raise FetchError(f"{cache} does not exist", "fetch something first, or name the folder with --cache")
    with Cache.open(cache) as opened, Web(settings.politeness, way.proxy, way.ca) as web, shown() as progress:
        chosen: Sequence[str] = list(dict.fromkeys(ids)) or (opened.ids() if request.check else [])
        if not chosen:
            raise FetchError("no act was named", "give ids such as Z1500000401, or --profile egov")
        job = Job(
            opened, sources_for(request.origin, settings, opened, web, replace(way, progress=progress)), languages, when,
            check=request.check, again=request.again, fresh_minutes=settings.politeness.fresh_minutes,
        )  # fmt: skip
        return job.run(chosen, progress)


def _when(request: Request) -> When:
    from lawkit.errors import FetchError
    from lawkit.fetching.wanted import check_date

    if request.date and request.history:
        raise FetchError("--date and --history exclude each other", "give one of them")
    return check_date(request.date) if request.date else "history" if request.history else "now"


def row(result: Result) -> dict[str, Any]:
    """A result as a row of a list."""
    detail = "; ".join(speech.message(p) for p in result.problems) or (str(result.path) if result.path else "")
    return {
        "act_id": result.act_id, "languages": ",".join(result.languages), "edition": result.edition, "outcome": result.outcome,
        "source": result.source, "size": result.size, "detail": detail, "path": str(result.path or ""),
        "problem": result.problem, "remedy": result.remedy,
    }  # fmt: skip
