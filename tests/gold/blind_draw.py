"""The blind draw: norms, definitions and times at random from what no earlier draw held: `python tests/gold/blind_draw.py KIND`.

KIND is one of NUMBERS. Acts stand in proportion to the root of their size, so that the large
codes, of which the earlier draws saw little, weigh most. The sheet (JSON lines) holds texts and stays outside the
project; the marks keep file, address, span, a hash of the words and the labels (blind_*.jsonl).
"""

import json
import os
import random
import re
import sys
from pathlib import Path

from deadlines_draw import _TIME
from definitions_draw import _SIGN, _TERMS
from norms_draw import KINDS, candidates, digest, files

from lawkit.model import FRAME
from lawkit.sources import read_act

SEED = 20261125
NUMBERS = {
    "norms": {"rus": 200, "kaz": 100},
    "definitions": {"rus": 60, "kaz": 60},
    "deadlines": {"rus": 100, "kaz": 60},
    "more": {"rus": 40, "kaz": 40},  # more of what may define outside the articles of terms
    "second": {"rus": 80, "kaz": 40},  # drawn after the rules were changed on the marks above
    "second_more": {"rus": 40, "kaz": 30},
    "second_deadlines": {"rus": 60, "kaz": 40},
    "third": {"rus": 70, "kaz": 50},  # after the second had been read
    "third_deadlines": {"rus": 60, "kaz": 40},
    "fourth_deadlines": {"rus": 70, "kaz": 50},
    "fifth": {"kaz": 60},  # after the fourth had been read: addressees only
    "fifth_definitions": {"rus": 70, "kaz": 70},
    "sixth": {"kaz": 70},  # after the fifth had been read: sentences with a verb at their end, addressees only
    "sixth_definitions": {"rus": 60, "kaz": 60},
}
HERE = Path(__file__).resolve().parent
_MORE_TIME = re.compile(r"\d{4} (?:года|жыл)|\bмерзім|\bсрок", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:рабоч|календарн)\w+ дн\w+|\w+ (?:месяц\w*|лет|года|часов|суток)\b|\w+ (?:жұмыс күн\w*|күн ішінде|ай ішінде|айдан|жыл \w+|сағат\w*)"
    r"|күнтізбелік \w+ күн",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\(далее [–—-]|понима[ею]тся|призна[её]тся|призна[её]м|представля\w+ собой|явля[ею]тся|явля[её]т|\(бұдан әрі"
    r"|түсініледі|танылады|болып табылады|дегеніміз|ұғын|деп есептеледі",
    re.IGNORECASE,
)
_KAZAKH_VERB = re.compile(r"(?:д[ыі]|құқылы|міндетті|тиіс)[.;:]?$")
Item = dict[str, object]


def seen(kind: str) -> set[str]:
    """The hashes of everything that was marked before a kind was drawn."""
    found: set[str] = set()
    for path in sorted(HERE.glob("*.jsonl")):
        first = path.stem.split("_")[0] in {"norms", "definitions", "deadlines"}
        draw = path.stem.removeprefix("blind_") if path.stem.startswith("blind_") else ""
        order = ("second", "third", "fourth", "fifth", "sixth")
        rank = next((i for i, name in enumerate(order, 1) if draw.startswith(name)), 0)
        mine = next((i for i, name in enumerate(order, 1) if kind.startswith(name)), 0)
        before = bool(draw) and rank < mine
        if first or before:
            found |= {
                str(json.loads(line).get("sha")) for line in path.read_text(encoding="utf-8").splitlines() if line
            }
    return found


def provisions(path: Path, root: Path) -> list[Item]:
    """Provisions for definitions: every third in an article of terms, two thirds with a sign of definition."""
    act = read_act(path)
    tree = {p.eid: p for p in act.provisions}
    found: list[Item] = []
    for p in act.provisions:
        if p.kind in FRAME or p.kind not in KINDS or p.status == "excluded" or len(p.text) < 15:
            continue
        node = p
        while node.kind != "article" and node.parent:
            node = tree[node.parent]
        terms = bool(_TERMS.search(node.heading))
        if terms or _SIGN.search(p.text) or re.search("дегеніміз|түсін|ұғын|танылады", p.text):
            found.append(
                {
                    "file": str(path.relative_to(root)),
                    "address": str(act.at(p.eid)),
                    "sha": digest(p.text),
                    "text": p.text,
                    "heading": node.heading,
                    "stratum": 0 if terms else 1,
                }
            )
    return found


def pools(kind: str, root: Path) -> dict[str, list[list[Item]]]:
    """By language, what each act offers."""
    found: dict[str, list[list[Item]]] = {"rus": [], "kaz": []}
    known = seen(kind)
    for path in files(root):
        act = read_act(path)
        mine = (
            provisions(path, root)
            if kind in {"definitions", "more", "second_more", "fifth_definitions", "sixth_definitions"}
            else candidates(act, str(path.relative_to(root)))
        )
        if kind in {"second_deadlines", "third_deadlines", "fourth_deadlines"}:
            mine = [i for i in mine if _PERIOD.search(str(i["text"]))]
        if kind == "deadlines":
            mine = [i for i in mine if _TIME.search(str(i["text"])) or _MORE_TIME.search(str(i["text"]))]
        if kind in {"more", "second_more"}:
            mine = [i for i in mine if i["stratum"] == 1 and _STRONG.search(str(i["text"]))]
        if kind == "sixth":
            mine = [i for i in mine if _KAZAKH_VERB.search(str(i["text"]))]
        if kind in {"fifth_definitions", "sixth_definitions"}:
            mine = [i for i in mine if i["stratum"] == 0 or _STRONG.search(str(i["text"])) or " – " in str(i["text"])]
        unread = [i for i in mine if i["sha"] not in known]
        if unread:
            found[act.language].append(unread)
    return found


def pick(rng: random.Random, kind: str, acts: list[list[Item]], number: int) -> list[Item]:
    """Draw without repeating; of definitions a third comes from articles of terms."""
    sample: list[Item] = []
    taken: set[object] = set()
    weights = [len(act) ** 0.5 for act in acts]
    left = {str(i["sha"]) for act in acts for i in act if i["stratum"] == 0} if "definitions" in kind else set()
    third, number = min(number // 3, len(left)), min(number, len({i["sha"] for act in acts for i in act}))
    while len(sample) < number:
        item = rng.choice(rng.choices(acts, weights)[0])
        if item["sha"] in taken:
            continue
        if kind in {"definitions", "fifth_definitions", "sixth_definitions"}:
            listed = sum(1 for i in sample if i["stratum"] == 0)
            if (item["stratum"] == 0) != (listed < third):
                continue
        taken.add(item["sha"])
        sample.append(item)
    return sample


def main() -> None:
    """Print the sheet, one JSON object a line."""
    kind = sys.argv[1]
    rng = random.Random(f"{SEED}{kind}")
    found = pools(kind, Path(os.environ["LAWKIT_SHARED"]) / "acts")
    for language, number in NUMBERS[kind].items():
        for item in pick(rng, kind, found[language], number):
            print(json.dumps({"language": language, **item}, ensure_ascii=False))


if __name__ == "__main__":
    main()
