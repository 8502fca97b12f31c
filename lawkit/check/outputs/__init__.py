"""How a report is told: to people on a terminal or a page, and to the programs of others. Each module gives a text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from lawkit.check.report import Report
    from lawkit.model import Language

Output = Literal["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"]
OUTPUTS: tuple[Output, ...] = get_args(Output)


def render(report: Report, output: Output, language: Language) -> str:
    """The report in one form, ending in a newline; people's words in the language asked for."""
    told: Callable[[Report, Language], str] = import_module(f"lawkit.check.outputs.{output}").render
    return told(report, language).encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # no lone surrogate
