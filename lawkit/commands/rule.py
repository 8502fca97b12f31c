"""`lawkit rule CODE`: the page of a rule of `lawkit check`."""

from __future__ import annotations

from typing import Annotated

import typer

from lawkit.commands.options import example


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command("rule", epilog=example("lawkit rule num-dup"))
    def command(
        code: Annotated[str, typer.Argument(help="The rule's code, see lawkit check --list.", show_default=False)],
    ) -> None:
        """Show what a rule checks and why it matters."""
        print(page(code), end="")


def page(code: str) -> str:
    """A rule's page as Markdown, its facts first; raises RulesError with the nearest codes."""
    from lawkit.check import load_rules
    from lawkit.check.settings import unknown_names
    from lawkit.check.speech import say
    from lawkit.errors import RulesError

    rules = load_rules()
    rule = rules.get(code)
    if rule is None:
        named = [other for other in rules.values() if other.family == code]
        told = unknown_names([code], rules) or [f"{code} is a family of {len(named)} rules"]
        raise RulesError(told[0], f"see lawkit check --list{f' --select {code}' if named else ''}")
    title, _, rest = rule.page.partition("\n")
    facts = [
        f"{say('page.severity', 'rus')}: {say(f'severity.{rule.severity}', 'rus')}",
        say(f"family.{rule.family}", "rus"),
        ", ".join(rule.languages),
    ]
    if rule.legal_class != "none":
        facts.append(say(f"class.{rule.legal_class}", "rus"))
    if rule.fixable:
        facts.append("--fix")
    facts.append(f"lawkit {rule.since}")
    return f"{title}\n\n{' · '.join(facts)}\n{rest}\n"
