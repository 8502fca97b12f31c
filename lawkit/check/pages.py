"""Rule pages for readers: the whole page in Russian, what and why in Kazakh and English.

A page is written in Russian; its last two sections, «Қазақша» and «English», say in a paragraph each what the rule
checks and why it matters. The Russian text is the one that counts, and the others say so.
"""

from __future__ import annotations

from lawkit.check.rules import Rule
from lawkit.check.speech import say
from lawkit.model import Language

_TOLD_IN: dict[Language, str] = {"kaz": "Қазақша", "eng": "English"}


def section(rule: Rule, heading: str) -> str:
    """The text below a heading of a rule's page; empty where it has none."""
    _, found, rest = f"\n{rule.page}".partition(f"\n## {heading}\n")
    return rest.partition("\n## ")[0].strip() if found else ""


def about(rule: Rule, language: Language) -> tuple[str, str]:
    """What a rule checks and why it matters; in Russian where its page does not say it in that language."""
    told = section(rule, _TOLD_IN[language]) if language in _TOLD_IN else ""
    if told:
        what, _, why = told.partition("\n\n")
        return what.strip(), why.strip()
    return section(rule, "Что проверяет"), section(rule, "Почему это важно")


def body(rule: Rule, language: Language) -> str:
    """The page without its title: all of it in Russian; what, why, example in the others, with a word on the whole one."""
    if language not in _TOLD_IN or not section(rule, _TOLD_IN[language]):
        text = rule.page.partition("\n")[2].strip()
        for heading in _TOLD_IN.values():
            text = f"\n{text}".partition(f"\n## {heading}\n")[0].strip()
        return text
    what, why = about(rule, language)
    parts = [(say("rule.what", language), what), (say("rule.why", language), why)]
    for key, heading in (("rule.example", "Пример"), ("rule.better", "Лучше")):
        text = section(rule, heading)
        if text:
            parts.append((say(key, language), f"    {text}" if not text.startswith("    ") else text))
    told = [f"## {heading}\n\n{text}" for heading, text in parts]
    return "\n\n".join([*told, say("rule.whole", language, code=rule.code)])


def whole(rule: Rule, language: Language) -> str:
    """The page as Markdown: title, facts in a line, text."""
    facts = [
        f"{say('page.severity', language)}: {say(f'severity.{rule.severity}', language)}",
        say(f"family.{rule.family}", language),
        ", ".join(rule.languages),
    ]
    if rule.legal_class != "none":
        facts.append(say(f"class.{rule.legal_class}", language))
    if rule.fixable:
        facts.append("--fix")
    facts.append(f"lawkit {rule.since}")
    return f"# {rule.code}: {rule.name[language]}\n\n{' · '.join(facts)}\n\n{body(rule, language)}\n"
