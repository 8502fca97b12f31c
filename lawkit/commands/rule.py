"""`lawkit rule CODE`: the page of a rule of `lawkit check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lawkit.commands.options import example
from lawkit.commands.report import Ui

if TYPE_CHECKING:
    from lawkit.model import Language


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("rule", epilog=example("lawkit rule num-dup --ui kaz"))
    def command(
        code: Annotated[str, typer.Argument(help="The rule's code, see lawkit check --list.", show_default=False)],
        ui: Annotated[Ui, typer.Option("--ui", envvar="LAWKIT_UI", help="Language of the page.")] = Ui.rus,
    ) -> None:
        """Show what a rule checks and why it matters."""
        print(page(code, ui.value), end="")


def page(code: str, language: Language = "rus") -> str:
    """A rule's page as Markdown, its facts first; raises RulesError with the nearest codes.

    The whole page is Russian; in Kazakh and English it is what the rule checks, why, and the example.
    """
    from lawkit.check import load_rules
    from lawkit.check.pages import whole
    from lawkit.check.settings import unknown_names
    from lawkit.errors import RulesError

    rules = load_rules()
    rule = rules.get(code)
    if rule is None:
        named = [other for other in rules.values() if other.family == code]
        told = unknown_names([code], rules) or [f"{code} is a family of {len(named)} rules"]
        raise RulesError(told[0], f"see lawkit check --list{f' --select {code}' if named else ''}")
    return whole(rule, language)
