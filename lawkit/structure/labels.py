"""What people call a provision, and back: `art_6-2__para_1__subpara_3` ↔ «подпункт 3) пункта 1 статьи 6-2».

Labels follow the drafting rules of Kazakhstan's law on legal acts (480-V, article 23): часть and абзац are named by
ordinal words, пункт, подпункт, статья and глава by numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from lawkit.errors import RulesError
from lawkit.model import Language
from lawkit.resources import from_yaml, resource
from lawkit.structure.nodes import ABBREVIATIONS
from lawkit.structure.ordinals import ordinal, ordinal_pattern, ordinal_values

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]

_KINDS = {short: kind for kind, short in ABBREVIATIONS.items()}
_FRAMES = ("preamble", "preface", "toc", "conclusions")
_SEGMENT = re.compile(r"(?P<short>[a-z]+)(?:_(?P<number>h?[0-9A-Za-z][0-9A-Za-z.\-]*))?(?:~(?P<repeat>\d+))?")
_BY_WORD = frozenset({"alinea", "indent"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an id: kind, number, and which of its like it is when the number repeats."""

    kind: str
    number: str = ""
    repeat: int = 1

    @property
    def eid(self) -> str:
        """The step as it stands in an id."""
        if self.kind in _FRAMES:
            short, number = self.kind, ""
        elif self.kind == "heading":
            short, number = "subchp", f"_h{self.number}"
        else:
            short, number = ABBREVIATIONS[self.kind], f"_{self.number}"  # type: ignore[index]
        return f"{short}{number}" + (f"~{self.repeat}" if self.repeat > 1 else "")


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in running text: «пункта 1», «тармағының», with its place."""

    kind: str
    number: str
    start: int
    end: int
    repeat: int = 1


def chain(eid: str) -> tuple[Step, ...]:
    """The steps of an id, outermost first; raises ValueError when it is no id."""
    steps: list[Step] = []
    for piece in eid.split("__"):
        match = _SEGMENT.fullmatch(piece)
        kind = match and (_KINDS.get(match["short"]) or (match["short"] if match["short"] in _FRAMES else None))
        if not match or not kind or (match["number"] is None) != (kind in _FRAMES):
            raise ValueError(f"not a provision id: {eid!r}")
        number = match["number"] or ""
        if kind == "subchapter" and number.startswith("h"):
            kind, number = "heading", number[1:]
        steps.append(Step(kind, number, int(match["repeat"] or 1)))
    return tuple(steps)


def label(eid: str, language: Language, case: Case = "nomn") -> str:
    """The provision as a drafter names it; Russian also in the other cases. Raises ValueError for no id.

    >>> label("art_6-2__para_1__subpara_3", "rus")
    'подпункт 3) пункта 1 статьи 6-2'
    """
    steps = chain(eid)
    rules = _rules(language)
    if language == "kaz":
        return " ".join(_kazakh(step, i, len(steps), rules) for i, step in enumerate(steps))
    out = []
    for i, step in enumerate(reversed(steps)):
        index = rules["cases"].index(case if i == 0 else "gent") if language == "rus" else 0
        out.append(_european(step, language, rules, index))
    return (" " if language == "rus" else " of ").join(out)


def _european(step: Step, language: Language, rules: dict[str, Any], case: int) -> str:
    """«пункта 1», “paragraph 1”."""
    word = rules["units"][step.kind][case]
    repeat = " " + rules["repeat"].format(n=step.repeat) if step.repeat > 1 else ""
    if step.kind in _FRAMES:
        return f"{word}{repeat}"
    if step.kind in _BY_WORD and step.number.isdigit():
        gender = "f" if step.kind in rules.get("feminine", ()) else "m"
        return f"{word} {ordinal(int(step.number), language, rules, gender=gender, case=case)}{repeat}"
    return f"{word} {step.number}{')' if step.kind == 'subparagraph' else ''}{repeat}"


def _kazakh(step: Step, index: int, length: int, rules: dict[str, Any]) -> str:
    """«1-тармағының»: possessive after another unit, genitive before one."""
    form = (2 if index else 0) + (1 if index < length - 1 else 0)
    word = rules["units"][step.kind][form]
    repeat = " " + rules["repeat"].format(n=step.repeat) if step.repeat > 1 else ""
    if step.kind in _FRAMES:
        return f"{word}{repeat}"
    if step.kind in _BY_WORD and step.number.isdigit():
        return f"{ordinal(int(step.number), 'kaz', rules)} {word}{repeat}"
    if step.kind == "subparagraph":
        return f"{step.number}) {word}{repeat}"
    return f"{step.number}-{word}{repeat}"


def parse(text: str, language: Language) -> str:
    """The id that a label stands for, in any grammatical case; raises ValueError when it is no label.

    >>> parse("6-2-баптың 1-тармағының 3) тармақшасы", "kaz")
    'art_6-2__para_1__subpara_3'
    """
    found = list(mentions(text, language))
    rest, at = "", 0
    for mention in found:
        rest += text[at : mention.start]
        at = mention.end
    rest += text[at:]
    glue = rest.replace(" of ", "") if language == "eng" else rest
    if not found or glue.strip():
        raise ValueError(f"not the name of a provision: {text!r}")
    steps = [Step(m.kind, m.number, m.repeat) for m in found]
    if language != "kaz":
        steps.reverse()
    return "__".join(step.eid for step in steps)


def mentions(text: str, language: Language) -> Iterator[Mention]:
    """The units named in a text, in their order; lists such as «статьи 5 и 6» give their first number."""
    pattern, kinds, ordinals = _patterns(language)
    for match in pattern.finditer(text):
        kind = kinds[" ".join((match["word"] or match["word2"]).lower().split())]
        number = match["number"] or ""
        words = match["ordinal"]
        if words:
            value = ordinals.get(" ".join(words.lower().split()))
            if value is None:
                continue
            number = str(value)
        elif match["far"]:
            number = match["far"]
        elif kind == "alinea":
            kind = "part"
        repeat = int(match["repeat"]) if match["repeat"] else 1
        yield Mention(kind, number, match.start(), match.end(), repeat)


@lru_cache(maxsize=3)
def _rules(language: Language) -> dict[str, Any]:
    import yaml

    try:
        loaded = from_yaml(resource("rules", "languages", language, "labels.yaml").read_text("utf-8"))
        _ = loaded["units"]["article"], loaded["ordinals"], loaded["tens"], loaded["repeat"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise RulesError(f"rules/languages/{language}/labels.yaml is broken: {error}", "mend the file") from error
    return dict(loaded)


@lru_cache(maxsize=3)
def _patterns(language: Language) -> tuple[re.Pattern[str], dict[str, str], dict[str, int]]:
    """One pattern for every unit with its number, the kinds of its words and the values of ordinals."""
    rules = _rules(language)
    kinds: dict[str, str] = {}
    for kind in (*rules["units"], *rules.get("more", {})):
        if kind == "part" and language != "eng":
            continue  # «часть 1» shares its word with «часть первая»
        for word in (*rules["units"].get(kind, ()), *rules.get("more", {}).get(kind, ())):
            kinds.setdefault(word.lower(), kind)
    kinds = {w: ("alinea" if k == "part" and language == "eng" else k) for w, k in kinds.items()}
    framed = {w for w, k in kinds.items() if k in _FRAMES}
    values = ordinal_values(language, rules)
    number = r"(?P<number>\d{1,4}(?:[.\-]\d{1,4})*(?![\d])|[A-Z]{1,4}(?=\))|[A-Z](?!\w))\)?"
    words = _alternatives(w for w in kinds if w not in framed)
    ordinals = rf"(?P<ordinal>{ordinal_pattern(language, rules)})(?!\w)|(?P<far>\d{{3,4}})(?:-я|-ші|th)(?!\w)"
    repeat = r"(?:\s" + re.escape(rules["repeat"]).replace(r"\{n\}", r"(?P<repeat>\d+)") + ")?"
    frame = _alternatives(framed)
    if language == "kaz":
        number = r"(?P<number>\d{1,4}(?:[.\-]\d{1,4})*|[A-Z]{1,4}(?=\)))(?:-|\)\s?|\s)"
        body = rf"(?<!\w)(?:(?:{ordinals})\s+|{number})(?P<word>{words})(?!\w)"
        body = rf"(?:{body}|(?<!\w)(?P<word2>{frame})(?!\w))"
    else:
        initials = "".join(sorted({w[0] for w in kinds}))
        body = rf"(?<!\w)(?=[{initials}])(?:(?P<word>{words})\s+(?:{ordinals}|{number})|(?P<word2>{frame})(?!\w))"
    return re.compile(body + repeat, re.IGNORECASE), kinds, values


def _alternatives(words: Any) -> str:
    return "|".join(r"\s+".join(map(re.escape, w.split())) for w in sorted(words, key=len, reverse=True))
