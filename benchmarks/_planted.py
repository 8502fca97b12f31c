"""A corpus of any size made from real provisions, with planted pairs whose kind of change is known.

Filling texts are recombined from the provisions word by word: a walk over the words of all provisions goes on to the
next word, or jumps to another place where the same word stands. Phrases are as frequent in it as in drafting, and no
provision is repeated. Pairs are planted by rule, 0–50 % of the words changed, each kind by its own rule.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

KINDS = ("number", "term", "institution", "order", "synonym", "paraphrase", "split", "merge")
"""Kinds of change; «paraphrase» mixes synonyms, order, institutions and dropped words."""

_SYNONYMS = {
    "осуществляет": "проводит", "обеспечивает": "гарантирует", "утверждает": "принимает", "порядок": "процедура",
    "порядке": "процедуре", "представляет": "направляет", "вправе": "может", "обязан": "должен",
    "обязаны": "должны", "является": "признается", "являются": "признаются", "предоставляет": "выдает",
    "предоставления": "выдачи", "предоставление": "выдача", "информации": "сведений", "информация": "сведения",
    "информацию": "сведения", "заявление": "обращение", "заявления": "обращения", "соответствии": "согласии",
    "предусмотренных": "установленных", "установленных": "определенных", "установленном": "определенном",
    "определенных": "закрепленных", "законодательством": "законами", "законодательства": "законов",
    "организации": "учреждения", "организация": "учреждение", "деятельности": "работы", "деятельность": "работа",
    "требования": "условия", "требований": "условий", "решение": "постановление", "решения": "постановления",
    "контроль": "надзор", "контроля": "надзора", "случае": "ситуации", "случаях": "ситуациях",
    "необходимых": "нужных", "необходимые": "нужные", "лица": "субъекты", "лиц": "субъектов", "лицо": "субъект",
    "получения": "приобретения", "использования": "применения", "использование": "применение",
    "создания": "формирования", "создание": "формирование", "развития": "совершенствования", "также": "равно",
    "разрабатывает": "готовит", "разработка": "подготовка", "разработки": "подготовки", "срок": "период",
    "течение": "продолжение", "сроки": "периоды", "документы": "материалы", "документов": "материалов",
    "средств": "ресурсов", "средства": "ресурсы", "услуг": "сервисов", "услуги": "сервисы", "если": "когда",
    "более": "свыше", "менее": "ниже", "настоящего": "данного", "настоящим": "данным", "иных": "других",
    "иные": "другие", "оказания": "предоставления", "оказание": "предоставление", "защиты": "охраны",
    "защита": "охрана", "проведения": "организации", "граждан": "жителей", "субъектов": "участников",
    "объектов": "предметов", "системы": "комплекса", "данных": "сведений", "может": "способен", "при": "во время",
    "могут": "способны", "должны": "обязаны", "должен": "обязан", "путем": "посредством", "после": "по истечении",
    "основании": "базе", "целях": "интересах", "рамках": "пределах", "соответствующего": "надлежащего",
    "рассмотрения": "изучения", "рассмотрение": "изучение", "принимает": "выносит", "определяет": "устанавливает",
    "устанавливает": "определяет", "вносит": "подает", "проводит": "организует", "ведет": "сопровождает",
}  # fmt: skip
_BODIES = (
    "уполномоченный орган", "местный исполнительный орган", "Министерство цифрового развития", "Правительство",
    "центральный государственный орган", "оператор", "Национальный банк", "акимат области", "комиссия",
    "государственная корпорация", "Министерство юстиции", "маслихат", "уполномоченное подразделение",
)  # fmt: skip
_BODY_WORDS = re.compile(
    r"\b(орган|министерств|правительств|оператор|комисси|акимат|маслихат|корпораци|банк|комитет)", re.IGNORECASE
)
_LESS_FREQUENT = 80  # times in all provisions
_NOTE = re.compile(
    r"^(Сноска|Примечание|Глава|Статья|Раздел|РАЗДЕЛ|Параграф|\d+(-\d+)?\)?\.? ?Исключен)|вводится в действие"
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts, the planted pairs (index, index, kind, share of words changed, source), and hard negatives."""

    texts: list[str]
    pairs: list[tuple[int, int, str, float, int]]
    negatives: list[tuple[int, int]]


def provisions(folder: Path, least: int = 8, most: int = 120) -> list[str]:
    """Paragraphs of the Russian acts: notes and headings left out, each text once."""
    seen: dict[str, None] = {}
    for path in sorted(folder.glob("*.rus.txt")):
        for paragraph in path.read_text("utf-8").split("\n\n"):
            text = " ".join(paragraph.split())
            if not _NOTE.search(text) and least <= len(text.split()) <= most:
                seen.setdefault(text, None)
    return list(seen)


def recombine(sources: list[str], count: int, seed: int, stay: float = 0.55, act: int = 150) -> list[str]:
    """New texts by walking over the words of the sources; `stay` is the chance to go on in the same provision.

    Every `act` texts in a row are one made act in one field of law: a share of the less frequent words is renamed
    (prefix and word) by its field. Fields grow with the power 0.6 of the acts, as words do in text (Heaps' law).
    """
    rng = np.random.default_rng(seed)
    words: list[str] = []
    for source in sources:
        words.extend(source.split())
    table: dict[str, int] = {}
    ids = np.fromiter((table.setdefault(w.lower().strip(",.;:"), len(table)) for w in words), np.int64)
    by_word = np.argsort(ids, kind="stable")
    starts = np.searchsorted(ids[by_word], np.arange(len(table) + 1))
    frequent = np.diff(starts)[ids] > 150
    lengths = rng.choice([len(s.split()) for s in sources], count)
    place = rng.integers(0, len(words), count)
    columns = np.empty((int(lengths.max(initial=1)), count), np.int32)
    for step in range(len(columns)):
        columns[step] = place
        word = ids[place]
        jump = starts[word] + (rng.random(count) * (starts[word + 1] - starts[word])).astype(np.int64)
        place = np.where(rng.random(count) < stay, place, by_word[jump])
        place = (place + 1) % len(words)
    acts = count // act + 1
    fields = _fields(max(1, round(acts**0.6)), seed)
    of_act = rng.integers(0, len(fields), acts).tolist()
    made = []
    for j, n in enumerate(lengths.tolist()):
        picked = columns[:n, j]
        subject, share = fields[of_act[j // act]]
        made.append(
            " ".join(
                subject + words[i] if not often and ids[i] % 97 < share and words[i].isalpha() else words[i]
                for i, often in zip(picked.tolist(), frequent[picked].tolist(), strict=True)
            )
        )
    return made


def _fields(count: int, seed: int) -> list[tuple[str, int]]:
    """A prefix for each field of law, and how many of 97 words it renames."""
    rng = random.Random(seed)
    syllables = [c + v for c in "бвгджзклмнпрстфх" for v in "аеиоу"]
    return [("".join(rng.choice(syllables) for _ in range(2)), rng.randint(10, 60)) for _ in range(count)]


class Planter:
    """Changes provisions by rule; every choice comes from one seeded generator."""

    def __init__(self, sources: list[str], seed: int) -> None:
        self.rng = random.Random(seed)
        self.sources = sources
        counts: dict[str, int] = {}
        for source in sources:
            for word in source.split():
                counts[word] = counts.get(word, 0) + 1
        self.counts = counts
        self.endings: dict[str, list[str]] = {}
        self.terms = sorted(w for w, c in counts.items() if 2 <= c <= 60 and w.isalpha() and len(w) > 5)
        for term in self.terms:
            self.endings.setdefault(term[-2:], []).append(term)

    def change(self, text: str, kind: str, share: float) -> str:
        """The text with up to `share` of its words changed by one kind of edit (never less than one word)."""
        words = text.split()
        budget = max(1, round(share * len(words)))
        return " ".join(getattr(self, f"_{kind}")(words, budget))

    def _number(self, words: list[str], budget: int) -> list[str]:
        out = list(words)
        places = [i for i, w in enumerate(out) if any(c.isdigit() for c in w)]
        self.rng.shuffle(places)
        for i in places[:budget]:
            out[i] = re.sub(r"\d+", lambda m: str(int(m[0]) + self.rng.randint(1, 30)), out[i])
        for _ in range(min(budget, 3) if not places else 0):
            out.insert(self.rng.randint(1, len(out)), str(self.rng.randint(2, 90)))
        return out

    def _term(self, words: list[str], budget: int) -> list[str]:
        """Other terms with the same ending, each put through the text; at most half of the long words: with all of
        them exchanged it would be another provision in the same frame, which is what the hard negatives are."""
        out = list(words)
        places = [i for i, w in enumerate(out) if len(w) > 5]
        self.rng.shuffle(places)
        swaps: dict[str, str] = {}
        for i in places[: max(1, min(budget, len(places) // 2))]:
            alike = self.endings.get(out[i].rstrip(",.;:")[-2:]) or self.terms
            swaps.setdefault(out[i], self.rng.choice(alike))
            out[i] = swaps[out[i]]
        return out

    def _institution(self, words: list[str], budget: int) -> list[str]:
        out = list(words)
        places = [i for i, w in enumerate(out) if _BODY_WORDS.search(w)]
        if not places:
            return [*self.rng.choice(_BODIES).split(), *out]
        for i in places[: max(1, budget // 2)]:
            out[i] = self.rng.choice(_BODIES)
        return " ".join(out).split()

    def _order(self, words: list[str], budget: int) -> list[str]:
        """Clauses change places; where there are none, one stretch moves to the front."""
        clauses = " ".join(words).split(", ")
        if len(clauses) > 2:
            i = self.rng.randrange(len(clauses) - 1)
            clauses[i], clauses[i + 1] = clauses[i + 1], clauses[i]
            return ", ".join(clauses).split()
        cut = max(2, min(budget, len(words) // 2))
        return [*words[-cut:], *words[:-cut]]

    def _synonym(self, words: list[str], budget: int) -> list[str]:
        out = list(words)
        places = [i for i, w in enumerate(out) if w.lower().strip(",.;:") in _SYNONYMS]
        self.rng.shuffle(places)
        for i in places[:budget]:
            out[i] = _SYNONYMS[out[i].lower().strip(",.;:")]
        if not places:
            out.insert(self.rng.randint(1, len(out)), "соответственно")
        return " ".join(out).split()

    def _paraphrase(self, words: list[str], budget: int) -> list[str]:
        out = self._synonym(words, max(1, budget // 2))
        out = self._order(out, budget // 2)
        common = [i for i, w in enumerate(out) if self.counts.get(w, 0) > 200]
        self.rng.shuffle(common)
        drop = set(common[: budget // 3])
        return [w for i, w in enumerate(out) if i not in drop]

    def pieces(self, text: str, share: float) -> tuple[str, str]:
        """The text cut in two near the middle, each piece with a few words of its own."""
        words = text.split()
        cut = max(4, round(len(words) * self.rng.uniform(0.4, 0.6)))
        extra = self.rng.choice(self.sources).split()[: round(share * cut)]
        return " ".join(words[:cut] + extra), " ".join(words[cut:] + extra[: len(extra) // 2])

    def other_object(self, text: str, donor: str) -> str:
        """A hard negative: the frame of one provision, the less frequent words of another; "" where too few change."""
        donors = [w for w in donor.split() if self.counts.get(w, 0) <= _LESS_FREQUENT and len(w) > 3]
        out, changed = [], 0
        for word in text.split():
            if self.counts.get(word, 0) <= _LESS_FREQUENT and len(word) > 3 and donors:
                out.append(donors.pop(0))
                changed += 1
            else:
                out.append(word)
        return " ".join(out) if changed >= 0.25 * len(out) else ""


def corpus(folder: Path, size: int, *, pairs: int = 2400, negatives: int = 600, seed: int = 11) -> Corpus:
    """`size` texts: real provisions, recombined ones to fill up, planted pairs and hard negatives among them."""
    rng = random.Random(seed)
    sources = provisions(folder)
    if len(sources) > 0.6 * size:  # small corpora: leave room for what is planted
        sources = rng.sample(sources, round(0.6 * size))
    planter = Planter(sources, seed)
    texts = list(sources)
    long_enough = [i for i, s in enumerate(sources) if len(s.split()) >= 12]
    chosen = rng.sample(long_enough, min(len(long_enough), pairs))
    planted: list[tuple[int, int, str, float, int]] = []
    for number in range(pairs):
        source = chosen[number % len(chosen)]
        kind, share = KINDS[number % len(KINDS)], rng.uniform(0.0, 0.5)
        base = len(texts)
        if kind == "split":
            texts.extend(planter.pieces(sources[source], share / 2))
            planted.extend(((source, base, kind, share, source), (source, base + 1, kind, share, source)))
        elif kind == "merge":
            other = rng.choice(long_enough)
            texts.append(f"{planter.change(sources[source], 'synonym', share / 3)} {sources[other]}")
            planted.extend(((source, base, kind, share, source), (other, base, kind, share, source)))
        else:
            texts.append(planter.change(sources[source], kind, share))
            planted.append((source, base, kind, share, source))
    hard = []
    while len(hard) < negatives:
        source, donor = rng.sample(long_enough, 2)
        text = planter.other_object(sources[source], sources[donor])
        if text:
            hard.append((source, len(texts)))
            texts.append(text)
    texts.extend(recombine(sources, max(0, size - len(texts)), seed))
    texts = texts[: max(size, len(texts))]
    order = list(range(len(texts)))
    rng.shuffle(order)
    place = [0] * len(order)
    for new, old in enumerate(order):
        place[old] = new
    return Corpus(
        [texts[i] for i in order],
        [(place[a], place[b], kind, share, source) for a, b, kind, share, source in planted],
        [(place[a], place[b]) for a, b in hard],
    )
