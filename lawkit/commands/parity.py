"""`lawkit parity ACT…`: where the language versions of an act say different things, and a glossary of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lawkit.commands.options import DEFAULT_DB, Db, Format, Limit, example

if TYPE_CHECKING:
    from lawkit.model import Finding, Reading

_TIERS = ("certain", "likely", "possible")
COLUMNS = ("tier", "code", "act", "place", "explanation")
TERMS = ("term_a", "term_b", "uses", "variants", "source_a")


class ParityFormat(StrEnum):
    """How the discrepancies are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(
        "parity",
        epilog=example(
            "lawkit parity Z1300000094 --tier likely", "lawkit parity law.rus.docx law.kaz.docx -o parity.docx",
            "lawkit parity --glossary -o glossary.tbx",
        ),
    )  # fmt: skip
    def command(
        acts: Annotated[
            list[str] | None,
            typer.Argument(metavar="[ACT|FILE…]", help="Acts of the database (default: all that are there in two languages), or two or three files.", show_default=False),
        ] = None,
        kind: Annotated[
            list[str] | None,
            typer.Option("--kind", help="Only this code, e.g. deadline-differs; may be given again.", show_default=False),
        ] = None,
        tier: Annotated[
            str | None, typer.Option("--tier", help="certain, likely or possible: this and better.", show_default=False)
        ] = None,
        glossary: Annotated[
            bool, typer.Option("--glossary", help="The terms that both versions define, instead of discrepancies.")
        ] = False,
        output: Annotated[
            Path | None,
            typer.Option("--output", "-o", help="Also write .xlsx, .docx or .md; with --glossary .tbx or .csv.", show_default=False),
        ] = None,
        fail: Annotated[bool, typer.Option("--fail", help="Exit status 1 when anything is listed.")] = False,
        limit: Limit = 0,
        db: Db = DEFAULT_DB,
        form: Annotated[
            ParityFormat | None,
            typer.Option("--format", "-f", help="Default: table on a terminal, json when piped.", show_default=False),
        ] = None,
    ) -> None:  # fmt: skip
        """Compare the Kazakh, Russian and English versions of acts.

        Missing provisions, numbers, periods, dates, references, duties and rights, terms.
        """
        count = parity(
            acts or [], db, kinds=kind or [], tier=tier, glossary=glossary, output=output, limit=limit, form=form
        )
        if fail and count:
            raise typer.Exit(1)


def parity(
    acts: Sequence[str], db: Path, *, kinds: Sequence[str] = (), tier: str | None = None, glossary: bool = False,
    output: Path | None = None, limit: int = 0, form: ParityFormat | None = None,
) -> int:  # fmt: skip
    """List discrepancies or terms; how many there are."""
    from lawkit.commands.options import one_of
    from lawkit.commands.output import emit, say
    from lawkit.model import Tier

    one_of(tier, Tier, "--tier")
    _known(kinds)
    _writable(output, glossary=glossary)
    pairs = list(_pairs(acts, db))
    if glossary:
        from lawkit.parity import glossary_rows, learn_glossary, write_glossary

        entries = learn_glossary(pairs)
        emit(glossary_rows(entries)[: limit or None], TERMS, _plain(form))
        if output:
            say(f"written to {write_glossary(entries, output)}")
        return len(entries)
    found = _findings(pairs, kinds, tier)
    _show(found[: limit or None], form)
    if output:
        say(f"written to {_write(found, output)}")
    return len(found)


def _known(kinds: Sequence[str]) -> None:
    """Refuse a code that no discrepancy has."""
    from lawkit.parity.findings import kinds as all_kinds

    for code in kinds:
        if code not in all_kinds()["kinds"]:
            raise typer.BadParameter(f"{code!r} is none of {', '.join(all_kinds()['kinds'])}", param_hint="--kind")


def _writable(output: Path | None, *, glossary: bool) -> None:
    """Refuse an ending that is not written, before the work begins."""
    allowed = (".tbx", ".xml", ".csv") if glossary else (".xlsx", ".docx", ".md")
    if output is not None and output.suffix.lower() not in allowed:
        raise typer.BadParameter(f"{output.name} ends in none of {', '.join(allowed)}", param_hint="--output")


def _plain(form: ParityFormat | None) -> Format | None:
    if form is ParityFormat.md:
        raise typer.BadParameter("a glossary is printed as table, json or csv", param_hint="--format")
    return Format(form.value) if form else None


def _findings(pairs: Sequence[tuple[Reading, Reading]], kinds: Sequence[str], tier: str | None) -> list[Finding]:
    """The discrepancies of all pairs, filtered, the surest first inside each pair."""
    from lawkit.parity import find_discrepancies, surest_first

    worst = _TIERS.index(tier) if tier else len(_TIERS)
    return [
        f
        for a, b in pairs
        for f in surest_first(find_discrepancies(a, b))
        if (not kinds or f.code in kinds) and _TIERS.index(f.tier) <= worst
    ]


def _show(found: Sequence[Finding], form: ParityFormat | None) -> None:
    from lawkit.commands.output import emit
    from lawkit.commands.speech import content_language
    from lawkit.parity import markdown, rows

    language = content_language()
    if form is ParityFormat.md:
        print(markdown(found, language), end="")
    else:
        emit(rows(found, language), COLUMNS, _plain(form))


def _write(found: Sequence[Finding], output: Path) -> Path:
    from lawkit.commands.speech import content_language
    from lawkit.parity import markdown, write_docx, write_xlsx
    from lawkit.report.exports import write_text

    language = content_language()
    match output.suffix.lower():
        case ".xlsx":
            return write_xlsx(found, output, language)
        case ".docx":
            return write_docx(found, output, language)
        case _:
            return write_text(markdown(found, language), output)


def _pairs(acts: Sequence[str], db: Path) -> Iterator[tuple[Reading, Reading]]:
    """The pairs to compare: files as given, else acts of the database."""
    if any(_is_file(name) for name in acts):
        return _of_files([Path(name) for name in acts])
    return _of_store(acts, db)


def _is_file(name: str) -> bool:
    return Path(name).exists() or "/" in name or "\\" in name or len(Path(name).suffix) > 2


def _of_files(paths: Sequence[Path]) -> Iterator[tuple[Reading, Reading]]:
    """The Russian file (or the first of the languages at hand) beside each other one; no two in one language."""
    from lawkit.model import LANGUAGES
    from lawkit.reading import read
    from lawkit.register import Register
    from lawkit.sources import read_act

    if len(paths) < 2:
        raise typer.BadParameter("name two files, one for each language", param_hint="FILE")
    register = Register.load()
    readings = [read(read_act(path), register) for path in paths]
    languages = [r.act.language for r in readings]
    if len(set(languages)) < len(languages):
        told = ", ".join(f"{p.name}: {x}" for p, x in zip(paths, languages, strict=True))
        raise typer.BadParameter(f"these files are not in different languages ({told})", param_hint="FILE")
    first, *others = sorted(readings, key=lambda r: LANGUAGES.index(r.act.language))
    for other in others:
        yield first, other


def _of_store(acts: Sequence[str], db: Path) -> Iterator[tuple[Reading, Reading]]:
    """Russian beside Kazakh and beside English of each act; Kazakh beside English where there is no Russian."""
    from lawkit.commands.ready import ready
    from lawkit.errors import BadAddress
    from lawkit.model import LANGUAGES

    with ready(db, ["read"]) as store:
        held: dict[str, dict[str, Any]] = {}
        for info in store.infos():
            held.setdefault(info.act_id, {})[info.language] = info
        for act in acts:
            store.find(act)
            if len(held.get(act, {})) < 2:
                raise BadAddress(f"{act} is stored in one language only", "read the other one: lawkit ingest PATH")
        for act, versions in held.items():
            if acts and act not in acts:
                continue
            first, *others = [versions[x] for x in LANGUAGES if x in versions]
            for other in others:
                yield store.reading(first.address), store.reading(other.address)
