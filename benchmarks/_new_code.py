"""A new code made of real acts, with the truth beside it: terms renamed, articles moved, merged, split, reworded, dropped.

Nothing of it is kept: it is made when the benchmark runs, from the acts at hand, and always the same.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from lawkit.consolidate.units import Head, heads
from lawkit.model import Act, Language, Provision

_HARD = "ая|ой|ую|ою|ое|ого|ому|ом|ый|ым|ые|ых|ыми"
_OBJECT = {
    "": "цифровой", "а": "цифрового", "у": "цифровому", "ом": "цифровым", "е": "цифровом", "ы": "цифровые",
    "ов": "цифровых", "ам": "цифровым", "ами": "цифровыми", "ах": "цифровых",
}  # fmt: skip
# As the law of 9 January 2026 No 256-VIII renamed them; the forms are written out here, not made by lawkit.
_RENAMED: dict[Language, tuple[tuple[re.Pattern[str], str], ...]] = {
    "rus": (
        (re.compile(rf"электронн(?:{_HARD}) информационн({_HARD}) (?=ресурс)"), r"цифров\1 "),
        (re.compile(rf"информационн({_HARD}) (?=систем|ресурс)"), r"цифров\1 "),
        (re.compile(rf"электронн({_HARD}) (?=правительств)"), r"цифров\1 "),
        (re.compile(r"информатизаци([а-я]+)"), r"цифровизаци\1"),
    ),
    "kaz": (
        (re.compile(r"электрондық ақпараттық (?=ресурс)"), "цифрлық "),
        (re.compile(r"ақпараттық (?=жүйе|ресурс)"), "цифрлық "),
        (re.compile(r"электрондық (?=үкімет)"), "цифрлық "),
    ),
}  # fmt: skip
_SYNONYMS: dict[Language, tuple[tuple[str, str], ...]] = {
    "rus": (
        ("осуществляет", "проводит"), ("обеспечивает", "организует"), ("определяемом", "установленном"),
        ("в соответствии с", "на основании"), ("вправе", "имеет право"), ("не позднее", "в срок до"),
        ("разрабатывает и утверждает", "утверждает"), ("в случае", "при наличии случая"), ("лицо", "субъект"),
        ("а также", "и"), ("должны", "обязаны"), ("устанавливается", "определяется"), ("иных", "других"),
        ("получения", "приобретения"), ("предоставляет", "выдает"), ("в течение", "в срок"),
    ),
    "kaz": (
        ("жүзеге асырады", "орындайды"), ("қамтамасыз етеді", "ұйымдастырады"), ("белгіленген", "айқындалған"),
        ("сәйкес", "негізінде"), ("құқылы", "құқығы бар"), ("сондай-ақ", "және"), ("міндетті", "тиіс"),
        ("ұсынады", "береді"), ("өзге де", "басқа да"), ("тұлға", "субъект"),
    ),
}  # fmt: skip


@dataclass
class NewCode:
    """The text of the code as Markdown, and for each old provision its article, unit text and what was done to it."""

    text: str = ""
    truth: dict[str, tuple[str, str]] = field(default_factory=dict)  # address → (number of the article, fate)


def rename(text: str, language: Language) -> str:
    """The text with the terms of the reform."""
    for pattern, new in _RENAMED.get(language, ()):
        text = pattern.sub(new, text)
    if language == "rus":
        endings = "|".join(sorted(_OBJECT, key=len, reverse=True))
        text = re.sub(rf"\bобъект({endings}) цифровизации\b", lambda m: f"{_OBJECT[m[1]]} объект{m[1]}", text)
    return text


def reword(text: str, language: Language, rng: random.Random) -> str:
    """Other words for some, and now and then a clause less."""
    for old, new in _SYNONYMS.get(language, ()):
        if rng.random() < 0.7:
            text = re.sub(rf"\b{old}\b", new, text)
    parts = text.split(", ")
    if len(parts) > 3 and rng.random() < 0.6:
        del parts[rng.randrange(1, len(parts) - 1)]
    return ", ".join(parts)


def make(acts: list[Act], strangers: list[Act], seed: int = 11) -> NewCode:
    """A code of the acts' articles; `strangers` give articles that come from none of them."""
    rng = random.Random(seed)
    language = acts[0].language
    plans: list[list[tuple[Head, list[Provision], str]]] = []
    dropped: list[Head] = []
    waiting: list[tuple[Head, list[Provision], str]] = []
    for act in acts:
        for head in heads(act):
            if head.provision.kind != "article":
                continue
            fate = rng.choices(("kept", "reworded", "dropped", "merged", "split"), (45, 28, 10, 9, 8))[0]
            if fate == "dropped":
                dropped.append(head)
            elif fate == "merged":
                waiting.append((head, list(head.members), "kept"))
                if len(waiting) == 2:
                    plans.append(waiting)
                    waiting = []
            elif fate == "split" and len(head.members) > 5:
                middle = _middle(head)
                plans += [[(head, list(head.members[:middle]), "kept")], [(head, list(head.members[middle:]), "kept")]]
            else:
                plans.append([(head, list(head.members), "reworded" if fate == "reworded" else "kept")])
    plans += [[one] for one in waiting]
    foreign = [h for a in strangers for h in heads(a) if h.provision.kind == "article"][: len(plans) // 8]
    plans += [[(h, list(h.members), "stranger")] for h in foreign]
    rng.shuffle(plans)
    code = _write(plans, language, rng)
    for head in dropped:
        code.truth.update({str(head.act.at(p.eid)): ("", "dropped") for p in head.members})
    return code


def _middle(head: Head) -> int:
    """A place to cut: before a point, else before any unit below the article itself."""
    tops = [k for k, p in enumerate(head.members) if k > 1 and p.parent == head.provision.eid]
    return min(tops, key=lambda k: abs(k - len(head.members) // 2), default=len(head.members) // 2)


def _write(plans: list, language: Language, rng: random.Random) -> NewCode:
    title = "Цифрлық модель кодексі" if language == "kaz" else "Модельный цифровой кодекс"
    code = NewCode()
    lines = [f"# {title}", ""]
    for number, plan in enumerate(plans, 1):
        first = plan[0][0].provision.heading or "Прочее"
        heading = rename(first, language)
        lines += [f"## {number}-бап. {heading}" if language == "kaz" else f"## Статья {number}. {heading}", ""]
        point = 0
        for head, members, fate in plan:
            for p in members:
                if p.text.strip():
                    text = " ".join(p.text.split())
                    new = rename(reword(text, language, rng) if fate == "reworded" else text, language)
                    if p.kind == "subparagraph":
                        lines += [f"{p.number}) {new}", ""]
                    elif p.kind == "paragraph":
                        point += 1
                        lines += [f"{point}. {new}", ""]
                    else:
                        lines += [new, ""]
                    done = "kept" if new == text else "terms" if new == rename(text, language) else "reworded"
                else:
                    done = "heading"
                if fate != "stranger":
                    code.truth[str(head.act.at(p.eid))] = (str(number), done)
    code.text = "\n".join(lines)
    return code
