"""`lawkit gaps review`: a person decides on requirements, one key each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lawkit.commands.speech import word
from lawkit.model import VerdictValue

if TYPE_CHECKING:
    from lawkit.gaps import Checklist
    from lawkit.model import Verdict

KEYS: dict[str, VerdictValue] = {
    "m": "met", "p": "partly", "n": "not_found", "c": "contradicted", "u": "undetermined",
}  # fmt: skip
_KEYS = "[m]et [p]artly [n]ot found [c]ontradicted [u]ndetermined, [s]kip, [q]uit"


def review(db: Path, checklist: str, output: Path, by: str, ask: Callable[[str], str] | None = None) -> int:
    """Ask about every requirement that no person decided on and that is not met; keep each answer at once.

    `ask` gets a question and returns what was typed (default: the keyboard). Returns how many were decided.
    """
    from lawkit.commands.gaps import decided, lists
    from lawkit.commands.output import say
    from lawkit.commands.ready import ready
    from lawkit.gaps import decide, find_gaps, save_decisions

    asked = ask or (lambda question: str(typer.prompt(question, default="s", show_default=False)))
    one = lists(checklist)[0]
    made = decided(output, one) if output.exists() else {}
    with ready(db, ["read"]) as store:
        readings = store.readings()
    before = len(made)
    for verdict in find_gaps(readings, one, made):
        if verdict.value == "met" or (verdict.item in made and not verdict.stale):
            continue
        _show(verdict, one)
        key = asked(_ask(verdict)).strip().lower()[:1]
        if key == "q":
            break
        if key in KEYS:
            reason = asked(word("why (one line)")).strip()
            made[verdict.item] = decide(verdict, KEYS[key], by, _today(), "" if reason == "s" else reason, readings)
            save_decisions(output, one.id, made)
    say(f"{len(made)} decisions in {output}" if made else "nothing decided")
    return len(made) - before


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).astimezone().date()


def _ask(verdict: Verdict) -> str:
    stale = f" ({word('stale', 'figure')})" if verdict.stale else ""
    return f"{word(verdict.value.replace('_', ' '), 'figure')}{stale}? {word(_KEYS)}"


def _show(verdict: Verdict, checklist: Checklist) -> None:
    """A requirement, why it matters, what was found and where."""
    from lawkit.commands.output import clean, short, told

    item = checklist.item(verdict.item)
    typer.echo(f"\n{item.id}  {clean(told(item.requirement))}")
    typer.echo(f"   {clean(told(verdict.reason))}")
    for pin in verdict.pins:
        typer.echo(f"   {pin.address}: {clean(short(pin.text, 160))}")
