"""Reads the Markdown cases of the lint rules (see cases/README.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).parent / "cases"
_HEAD = re.compile(r"^## (?P<what>fires|silent) · (?P<language>rus|kaz|eng) · (?P<title>.+)$")
_FENCE = re.compile(r"^```(?P<name>[a-z]+)(?: (?P<of>\S+))?$")


@dataclass
class Case:
    """One case: what must happen to a draft."""

    code: str
    path: Path
    line: int
    fires: bool
    language: str
    title: str
    draft: str = ""
    against: dict[str, str] = field(default_factory=dict)
    partners: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    fixed: str | None = None

    @property
    def name(self) -> str:
        return f"{self.code}:{self.line} {self.title}"

    @property
    def text(self) -> str:
        """The draft without the brackets."""
        return self.draft.replace("⟦", "").replace("⟧", "")

    def marks(self) -> list[tuple[int, int]]:
        """The marked stretches, counted in characters that are no spaces."""
        found, count, start = [], 0, None
        for letter in self.draft:
            if letter == "⟦":
                assert start is None, f"{self.name}: ⟦ inside ⟦"
                start = count
            elif letter == "⟧":
                assert start is not None, f"{self.name}: ⟧ without ⟦"
                found.append((start, count))
                start = None
            elif not letter.isspace():
                count += 1
        assert start is None, f"{self.name}: ⟦ without ⟧"
        return found


def read_cases(path: Path) -> list[Case]:
    """The cases of one file; anything that is not understood fails loudly."""
    cases: list[Case] = []
    lines = path.read_text("utf-8").splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("## "):
            head = _HEAD.match(line)
            assert head, f"{path.name}:{at}: not «## fires|silent · language · title»: {line}"
            cases.append(Case(path.stem, path, at, head["what"] == "fires", head["language"], head["title"]))
        elif line.startswith("```"):
            fence = _FENCE.match(line)
            assert fence, f"{path.name}:{at}: not a known block: {line}"
            assert cases, f"{path.name}:{at}: a block before the first case"
            end = lines.index("```", at)
            _put(cases[-1], fence["name"], fence["of"] or "", "\n".join(lines[at:end]) + "\n")
            at = end + 1
    for case in cases:
        assert case.draft, f"{path.name}:{case.line}: a case without a draft"
        assert case.fires == bool(case.marks()), f"{path.name}:{case.line}: fires means marks, silent means none"
    return cases


def _put(case: Case, name: str, of: str, text: str) -> None:
    if name == "draft":
        case.draft = text
    elif name == "against" and of:
        case.against[of] = text
    elif name == "partner" and of:
        case.partners[of] = text
    elif name == "options":
        case.options = yaml.safe_load(text)
    elif name == "fixed":
        case.fixed = text
    else:
        raise AssertionError(f"{case.name}: unknown block {name} {of}")


def all_cases() -> list[Case]:
    """Every case of every file, in order."""
    return [case for path in sorted(CASES.glob("*/*.md")) for case in read_cases(path)]
