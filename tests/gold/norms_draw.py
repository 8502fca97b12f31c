"""Draws sentences and list items at random for marking norms: `python tests/gold/norms_draw.py > sheet.txt`.

The sheet holds the texts and stays outside the project; what is kept is norms.jsonl: file, address, span, a hash of
the words, and the labels that we set by reading the sheet before the tool was run on these sentences.
"""

import hashlib
import json
import os
import random
import re
from pathlib import Path

from lawkit.language import sentences
from lawkit.model import FRAME, Act
from lawkit.sources import read_act

SEED = 20261124
PER_LANGUAGE = {"rus": 270, "kaz": 130}
FRESH = {"rus": 80, "kaz": 40}  # a second draw, marked after the rules were written: what `unseen` scores
KINDS = {"article", "paragraph", "subparagraph", "alinea", "indent"}


def files(root: Path) -> list[Path]:
    """The files of acts, in order."""
    found = [*root.glob("*.txt"), *root.glob("*.html"), *root.rglob("rus.md"), *root.rglob("kaz.md")]
    return sorted(found)


def digest(text: str) -> str:
    """A short hash of a sentence's words."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def candidates(act: Act, file: str) -> list[dict[str, object]]:
    """Every sentence of the act's provisions, with its list's lead-in and its article's heading for the reader."""
    tree = {p.eid: p for p in act.provisions}
    leads: dict[str, str] = {}
    found: list[dict[str, object]] = []
    for p in act.provisions:
        if p.kind in FRAME or p.kind not in KINDS or p.status == "excluded" or not p.text.strip():
            continue
        node = p
        while node.kind != "article" and node.parent:
            node = tree[node.parent]
        if p.text.rstrip().endswith(":"):
            leads[p.eid] = p.text
            if p.kind == "alinea":
                leads[p.parent] = p.text
        lead = leads.get(p.parent, "") if p.kind in {"subparagraph", "indent"} else ""
        for span in sentences(p.text, act.language):
            text = span.of(p.text)
            if len(re.findall(r"\w+", text)) < 2:
                continue
            found.append(
                {
                    "file": file,
                    "address": str(act.at(p.eid)),
                    "start": span.start,
                    "end": span.end,
                    "sha": digest(text),
                    "text": text,
                    "lead": lead,
                    "heading": node.heading,
                }
            )
    return found


def draw(root: Path) -> list[dict[str, object]]:
    """The sample: every file has an equal chance, then every sentence in it."""
    rng = random.Random(SEED)
    by_language: dict[str, list[list[dict[str, object]]]] = {"rus": [], "kaz": []}
    for path in files(root):
        act = read_act(path)
        by_language[act.language].append(candidates(act, str(path.relative_to(root))))
    sample: list[dict[str, object]] = []
    for language, number in PER_LANGUAGE.items():
        taken: set[object] = set()
        while len(taken) < number:
            item = rng.choice(rng.choice(by_language[language]))
            if item["sha"] not in taken:
                taken.add(item["sha"])
                sample.append({"language": language, **item})
    seen = {item["sha"] for item in sample}
    for language, number in FRESH.items():
        size = len(sample) + number
        while len(sample) < size:
            item = rng.choice(rng.choice(by_language[language]))
            if item["sha"] not in seen:
                seen.add(item["sha"])
                sample.append({"language": language, "fresh": True, **item})
    return sample


def main() -> None:
    """Print the sheet, one JSON object a line."""
    for item in draw(Path(os.environ["LAWKIT_SHARED"]) / "acts"):
        print(json.dumps(item, ensure_ascii=False))


if __name__ == "__main__":
    main()
