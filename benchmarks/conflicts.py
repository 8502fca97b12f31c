"""Conflicts planted by rule in real provisions: what differs is found and named; harmless edits and strangers are not."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable
from pathlib import Path

from benchmarks._planted import Planter, provisions
from benchmarks.figures import Figure, share, shared
from lawkit.model import Tier

_EXPECTED = {
    "deadline": {"deadline-conflict"},
    "modality": {"modality-conflict"},
    "negation": {"modality-conflict"},
    "body": {"competence-overlap"},
    "condition": {"condition-conflict"},
    "number": {"number-conflict", "sanction-conflict"},
}
_CONFLICTS = set().union(*_EXPECTED.values())
_PER_KIND = {"deadline": 34, "modality": 34, "negation": 33, "body": 33, "condition": 33, "number": 33}
_OTHER_NUMERAL = {
    "трех": "десяти", "пяти": "пятнадцати", "семи": "двадцати", "десяти": "тридцати", "пятнадцати": "пяти",
    "двадцати": "десяти", "тридцати": "десяти", "шести": "трех", "двух": "пяти", "одного": "трех",
}  # fmt: skip
_OTHER_BODY = (
    ("уполномоченный орган", "местный исполнительный орган"), ("местные исполнительные органы", "маслихаты"),
    ("Правительство Республики Казахстан", "Министерство юстиции Республики Казахстан"),
    ("антимонопольный орган", "уполномоченный орган в сфере информатизации"), ("оператор", "уполномоченный орган"),
    ("Государственная корпорация", "местный исполнительный орган"), ("суд", "прокурор"), ("палата", "комиссия"),
    ("государственные органы", "местные исполнительные органы"), ("Фонд", "Государственная корпорация"),
)  # fmt: skip
_OTHER_MODALITY = (
    ("вправе", "обязан"), ("вправе", "не вправе"), ("обязан", "вправе"), ("обязаны", "вправе"), ("может", "обязан"),
    ("могут", "не могут"), ("не допускается", "допускается"), ("запрещается", "допускается"), ("должны", "вправе"),
    ("должен", "вправе"), ("не вправе", "вправе"), ("имеет право", "обязан"), ("имеют право", "не вправе"),
)  # fmt: skip
_CONDITIONS = (
    "при наличии письменного согласия собственника", "за исключением случаев, предусмотренных бюджетным законодательством",
    "при условии внесения обеспечения", "по согласованию с уполномоченным органом",
)  # fmt: skip
_VERB = re.compile(r"\b[а-я]{3,}(?:ется|ются|ает|яет|ают|яют)\b")


def run(data: Path | None = None) -> list[Figure]:
    """F1 over planted conflicts and harmless edits, by kind, and false conflicts among 1,000 unrelated pairs."""
    sources = [s for s in provisions(shared("acts", data=data)) if 14 <= len(s.split()) <= 70]
    rng = random.Random(17)
    planted = _plant(sources, rng)
    harmless = _harmless(sources, rng, len(planted))
    strangers = [tuple(rng.sample(sources, 2)) for _ in range(1_000)]
    codes = _codes([(a, b) for a, b, _ in planted] + harmless)
    right = sum(bool(found & _EXPECTED[kind]) for found, (_, _, kind) in zip(codes, planted, strict=False))
    false = sum(bool(found & _CONFLICTS) for found in codes[len(planted) :])
    wrong = sum(
        bool(found & _CONFLICTS) and not found & _EXPECTED[k] for found, (_, _, k) in zip(codes, planted, strict=False)
    )
    precision, recall = right / max(1, right + false + wrong), right / len(planted)
    out = [
        Figure("conflicts.f1", 2 * precision * recall / max(1e-9, precision + recall), n=len(planted), bar=">= 0.90"),
        share("conflicts.recall", right, len(planted)),
        share("conflicts.precision", right, right + false + wrong),
        share("conflicts.false_on_harmless", false, len(harmless)),
        share("conflicts.false_on_unrelated", sum(bool(f & _CONFLICTS) for f in _codes(strangers)), 1_000, bar="<= 0"),
    ]
    for kind in _PER_KIND:
        mine = [bool(found & _EXPECTED[k]) for found, (_, _, k) in zip(codes, planted, strict=False) if k == kind]
        out.append(share(f"conflicts.recall.{kind}", sum(mine), len(mine)))
    return out + _reworded(planted, sources)


def _reworded(planted: list[tuple[str, str, str]], sources: list[str]) -> list[Figure]:
    """The same conflicts with the second provision put in other words: clauses moved, synonyms, common words left out."""
    planter = Planter(sources, 23)
    rows = [
        (a, planter.change(b, "paraphrase", 0.35), k) for a, b, k in planted if k in ("deadline", "modality", "number")
    ]
    codes = _codes([(a, b) for a, b, _ in rows], "possible")
    right = sum(bool(found & _EXPECTED[kind]) for found, (_, _, kind) in zip(codes, rows, strict=True))
    return [share("conflicts.recall.reworded", right, len(rows), note="a third of the words changed; any tier")]


def _codes(pairs: list[tuple[str, str]], floor: Tier = "likely") -> list[set[str]]:
    """Codes, of the floor or better, that the tool reports between the two provisions of each pair."""
    from lawkit.model import Act, Provision, Reading, Span
    from lawkit.overlaps import find_overlaps
    from lawkit.reading import find_norms

    def act(side: str) -> Act:
        made, body = [], ""
        for number, pair in enumerate(pairs):
            text = pair[side == "b"]
            start = len(body)
            body += text + "\n"
            made.append(
                Provision(
                    f"art_{number}", "article", str(number), "", "", text, "", number, Span(start, start + len(text))
                )
            )
        return Act(f"draft:{side}", "rus", side, body, tuple(made), edition=dt.date(2026, 1, 1), kind="law")

    readings = []
    for one in (act("a"), act("b")):
        try:
            norms = find_norms(one)
        except ImportError:
            norms = ()
        readings.append(Reading(one, norms=norms))
    found: list[set[str]] = [set() for _ in pairs]
    for finding in find_overlaps(readings, floor=floor):
        places = {(pin.address.act, pin.address.eid) for pin in finding.pins}
        for _, eid in places:
            if {("draft:a", eid), ("draft:b", eid)} <= places:
                found[int(eid.removeprefix("art_"))].add(finding.code)
    return found


def _plant(sources: list[str], rng: random.Random) -> list[tuple[str, str, str]]:
    makers: dict[str, Callable[[str, random.Random], str]] = {
        "deadline": _deadline, "modality": _modality, "negation": _negation, "body": _body, "condition": _condition,
        "number": _number,
    }  # fmt: skip
    order = rng.sample(sources, len(sources))
    used: set[str] = set()
    planted = []
    for kind, wanted in _PER_KIND.items():
        made = 0
        for source in order:
            if made == wanted:
                break
            other = makers[kind](source, rng) if source not in used else ""
            if other and other != source:
                planted.append((source, other, kind))
                used.add(source)
                made += 1
    return planted


def _deadline(text: str, rng: random.Random) -> str:
    pattern = r"(?<=в течение )(\w+)(?= (?:рабочих|календарных|месяц|дн|час))"
    found = re.search(pattern, text)
    if not found:
        return ""
    other = _OTHER_NUMERAL.get(found[1].lower())
    if not other and found[1].isdigit():
        other = str(int(found[1]) + rng.randint(2, 20))
    return text[: found.start()] + other + text[found.end() :] if other else ""


def _modality(text: str, rng: random.Random) -> str:
    choices = [(a, b) for a, b in _OTHER_MODALITY if len(re.findall(rf"\b{a}\b", text)) == 1]
    choices = [(a, b) for a, b in choices if a.startswith("не ") or f"не {a}" not in text]
    if not choices:
        return ""
    a, b = rng.choice(choices)
    return re.sub(rf"\b{a}\b", b, text, count=1)


def _negation(text: str, rng: random.Random) -> str:
    if re.search(r"\b(не|ни)\b", text):
        return ""
    verbs = list(_VERB.finditer(text))
    if not verbs:
        return ""
    place = rng.choice(verbs).start()
    return f"{text[:place]}не {text[place:]}"


def _body(text: str, _: random.Random) -> str:
    for old, new in _OTHER_BODY:
        found = re.match(rf"(?:\d+(?:-\d+)?[.)] )?({old})\b", text, re.IGNORECASE)
        if found:
            return text[: found.start(1)] + new + text[found.end(1) :]
    return ""


def _condition(text: str, rng: random.Random) -> str:
    if re.search(r"\b(если|за исключением|при наличии|при условии|в случа)", text):
        return ""
    end = text.rstrip(".;")
    return f"{end}, {rng.choice(_CONDITIONS)}{text[len(end) :]}"


def _number(text: str, rng: random.Random) -> str:
    pattern = r"(?<![\d.,№-])\b(\d{1,4})(?= (?:процент|месячн|человек|тысяч|лиц|экземпляр|член))|(?<=не менее )(\w+)(?= (?:человек|член|лиц|процент))"
    found = re.search(pattern, text)
    if not found:
        return ""
    word = found[0]
    other = str(int(word) + rng.randint(2, 30)) if word.isdigit() else _OTHER_NUMERAL.get(word.lower(), "")
    return text[: found.start()] + other + text[found.end() :] if other else ""


def _harmless(sources: list[str], rng: random.Random, count: int) -> list[tuple[str, str]]:
    """Edits that change no meaning: synonyms of non-modal words, and the text as it is."""
    planter = Planter(sources, 5)
    out = []
    for source in rng.sample(sources, len(sources)):
        if re.search(r"\b(вправе|обязан|может|могут|долж|не|если|при|случа)\w*", source):
            continue
        out.append((source, planter.change(source, "synonym", 0.1)))
        if len(out) == count:
            break
    return out
