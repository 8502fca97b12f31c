"""Reads one stretch of text: acts and chains found, attached to each other, resolved; short names learnt."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lawkit.language import fold
from lawkit.model import Language, Reference
from lawkit.reading.references import naming, naming_kaz
from lawkit.reading.references.amended import Frame
from lawkit.reading.references.bases import Context
from lawkit.reading.references.beside import document_behind, stands_in_another
from lawkit.reading.references.chain import OWN_ARTICLE, Chain, chains
from lawkit.reading.references.grammar import Grammar, alternation, folded_text, grammar
from lawkit.reading.references.mentions import NUMBER, OPENERS, Mention, date_of, issuer_words, quoted_words
from lawkit.reading.references.resolve import doubt_of, reference_of_mention, references_of_chain
from lawkit.reading.references.shorts import Short, definition_pattern
from lawkit.reading.references.titles import Titles


class Row:
    """Mentions in the order of the text, with quick ways to those near a place."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.starts = [m.start for m in self.mentions]

    def before(self, at: int, count: int = 3) -> list[Mention]:
        """The last few that end at or before a place."""
        n = bisect_right(self.starts, at)
        return [m for m in self.mentions[max(0, n - count - 1) : n] if m.end <= at][-count:]

    def after(self, at: int, count: int = 2) -> list[Mention]:
        """The first few that start at or after a place."""
        n = bisect_left(self.starts, at)
        return self.mentions[n : n + count]

    def over(self, start: int, end: int) -> list[Mention]:
        """Those that share a character with a stretch."""
        n = bisect_left(self.starts, end)
        return [m for m in self.mentions[max(0, n - 4) : n] if m.end > start]


class Stretches:
    """Stretches of text in which nothing is a reference of its own: titles, gazettes."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [a for a, _ in self.spans]

    def hold(self, at: int) -> bool:
        """Whether a place is inside one of them."""
        n = bisect_right(self.starts, at)
        return any(a <= at < b for a, b in self.spans[max(0, n - 3) : n])


def mentions_in(text: str, folded: str, language: Language, titles: Titles) -> list[Mention]:
    """Every act named in a text of one language, in order."""
    if language == "kaz":
        return naming_kaz.mentions(text, folded, titles)
    return naming.mentions(text, folded, language, titles)


def read_stretch(text: str, context: Context, g: Grammar, titles: Titles) -> list[Reference]:
    """The references of one stretch of text, in order."""
    folded = folded_text(text)
    gazettes = Stretches(_gazettes(folded))
    named = _with_shorts(mentions_in(text, folded, context.language, titles), folded, context)
    if context.editorial:
        named = _with_pairs(named, text, folded, g)
    row = Row(named)
    quoted = Stretches([m.titled_at for m in named if m.titled_at[1]] + gazettes.spans)
    wording = Stretches(_wordings(text, row))
    found: list[Reference] = []
    used: set[int] = set()
    before: Chain | None = None
    for chain in chains(folded, g, sectioned=context.sectioned):
        last, before = before, chain
        if quoted.hold(chain.start):
            continue
        mention, consumed = attached_act(chain, row, folded, g)
        used.update(map(id, consumed))
        if _worthless(chain, mention):
            continue
        frame = context.frame = frame_over(chain.start, mention, context)
        near = row.before(chain.start) + row.after(chain.end)
        if frame is not None and context.frames is not None:
            near = [m for m in near if context.frames.at(context.offset + m.start) == frame]
        doubt = doubt_of(chain, mention, near, context, folded) or _bracketed(chain, mention, last, folded)
        held = wording.hold(chain.start) or (mention is None and _in_marks(chain, text))
        if frame is None and held and (context.amending or mention is None):
            doubt, mention = _QUOTED, mention if mention is not None and mention.kind == "named" else None
        if (
            frame is not None
            and mention is None
            and g.ascending
            and document_behind(g.language).match(folded, chain.end)
        ):
            doubt = doubt or _DOCUMENT
        if mention is None and not doubt and stands_in_another(chain, text, folded, context, g):
            doubt = _DOCUMENT
        found.extend(references_of_chain(chain, mention, context, text, folded, doubt))
    for mention in row.mentions:
        if id(mention) in used or gazettes.hold(mention.start):
            continue
        frame = context.frame = frame_over(mention.start, mention, context)
        if frame is not None and frame.quoted and mention.kind in ("bare", "short"):
            continue
        changes = context.amending or context.frames is not None
        if frame is None and mention.kind == "this" and changes and wording.hold(mention.start):
            mention.kind = "said"
        if mention.kind in ("bare", "short") and (_in_definition(mention, folded, g) or _heads(mention, text, context)):
            continue
        alone = g.ascending and mention.noun == "code" and not (mention.title or mention.date)
        if alone and _in_definition(mention, folded, g):
            continue  # «… кодексом Республики Казахстан (далее – Трудовой кодекс)»
        reference = reference_of_mention(mention, context, text, folded)
        if reference is not None:
            found.append(reference)
    context.frame = None
    found.sort(key=lambda r: (r.span.start, r.span.end))
    return found


def frame_over(at: int, mention: Mention | None, context: Context) -> Frame | None:
    """The frame that tells what words mean which hang on a mention, or on nothing; None where they tell it themselves."""
    frame = context.frames.at(context.offset + at) if context.frames is not None and not context.editorial else None
    if frame is None or mention is None or (frame.quoted and mention.kind in ("this", "said", "bare", "short")):
        return frame
    return frame if mention.kind == "said" else None


_DOCUMENT = "a document that is not told is named beside it"
_QUOTED = "in words quoted for another text: what «this» is there is not told"


def _in_marks(chain: Chain, text: str) -> bool:
    """«слова «статья 5» заменить …»: a unit alone between quotation marks is words, no reference."""
    return (
        chain.start > 0 and text[chain.start - 1] in OPENERS and text[chain.end : chain.end + 1] in ("»", "”", '"', "“")
    )


def _wordings(text: str, row: Row) -> list[tuple[int, int]]:
    """Quoted wordings: not the titles of acts."""
    titles = {m.titled_at[0] for m in row.mentions if m.titled_at[1]}
    return [(a, b) for a, b in quoted_words(text) if a not in titles]


def attached_act(chain: Chain, row: Row, folded: str, g: Grammar) -> tuple[Mention | None, Sequence[Mention]]:
    """The act that a chain belongs to: right after it (Russian, English), right before it (Kazakh)."""
    if not g.ascending:
        return _act_before(chain, row, folded, g)
    last = chain.groups[-1].units[-1]
    following = row.after(chain.end)
    if not following or following[0].start - chain.end > 20:
        return None, ()
    mention, gap = following[0], folded[chain.end : following[0].start]
    if mention.kind == "bare" and last.how == "this":
        return None, ()  # «настоящей статьи Закона»: the article is this one
    if not (last.level == "annex" and g.annex_to.fullmatch(gap)) and not (gap and g.nest.fullmatch(gap)):
        return None, ()
    if mention.kind == "bare" and mention.approved and len(following) > 1:
        told = issuer_words(following[1], folded)
        joined = dataclasses.replace(
            following[1], start=mention.start, end=mention.end, approved=True, issuer=told, titled_at=(0, 0)
        )
        return joined, [mention]
    return _one_of(mention, row, folded), [mention]


_MANY = re.compile(r"закон(?:ов|ам|ами|ах)|кодекс(?:ов|ам|ами|ах)|laws|codes")


def _one_of(mention: Mention, row: Row, folded: str) -> Mention:
    """The mention; of «статьями 3 и 5 законов «О связи» и «О почте»» one that says that whose they are is not told."""
    following = [m for m in row.after(mention.end, 1) if m.title] if mention.title else []
    if not following or not _MANY.fullmatch(mention.word):
        return mention
    if not re.fullmatch(r"\s*(?:,|и|или|and|or)\s*", folded[mention.end : following[0].start]):
        return mention
    return dataclasses.replace(mention, unlike="several acts follow: which one is meant is not told")


def _act_before(chain: Chain, row: Row, folded: str, g: Grammar) -> tuple[Mention | None, Sequence[Mention]]:
    """The Kazakh act right before a chain, or before the brackets in which its short name is defined.

    «Еңбек кодексінің (бұдан әрі – Еңбек кодексі) 139-бабының»; not «Заң (бұдан әрі – Заң) осы баптың», whose article is
    this one.
    """
    first = chain.groups[0].units[0]
    if first.how == "this" and OWN_ARTICLE.search(folded, first.start, first.end):
        return None, ()  # «заңнаманың осы бапта көрсетілмеген ұғымдары», not «Заңның осы бабында»
    near = row.before(chain.start, 3)
    if near and chain.start - near[-1].end <= 3 and not folded[near[-1].end : chain.start].strip():
        return near[-1], near[-1:]
    if (
        not near
        or not folded[max(0, chain.start - 4) : chain.start].rstrip().endswith(")")
        or chain.groups[0].units[0].how != "number"
    ):
        return None, ()
    for mention in reversed(near):
        if definition_pattern(g.language).fullmatch(folded[mention.end : chain.start].rstrip()):
            return mention, [mention]
    return None, ()


def _in_definition(mention: Mention, folded: str, g: Grammar) -> bool:
    """Whether a short name stands in its own definition: «(далее – Закон)»."""
    before = folded[max(0, mention.start - 45) : mention.start].rstrip('"«“ ')
    before = (before.removesuffix(" the") if g.language == "eng" else before).rstrip('–—-:,"“ ')
    return any(before.endswith(word) for word in g.words("defined_as"))


def _heads(mention: Mention, text: str, context: Context) -> bool:
    """Whether a document's noun begins a line of the annex's own head: its title is no reference to it."""
    begins = not mention.start or text[mention.start - 1] == "\n"
    return begins and mention.noun == "document" and bool(context.root) and context.source == context.root


_GAZETTE = re.compile(r"\b(?:ведомост|сапп\b|жаршы|собрание актов|пүаж|gazette of)")


def _gazettes(folded: str) -> list[tuple[int, int]]:
    """Where an act's publication is quoted: «(Ведомости Парламента …, 2015 г., № 8, ст. 42)» numbers no provision."""
    found: list[tuple[int, int]] = []
    for match in _GAZETTE.finditer(folded):
        if found and match.start() < found[-1][1]:
            continue
        depth, at = 1, match.end()
        for bracket in re.compile(r"[()]").finditer(folded, match.end()):
            depth += 1 if bracket.group() == "(" else -1
            if depth == 0:
                at = bracket.start()
                break
        else:
            at = len(folded)
        found.append((match.start(), at))
    return found


_OPEN_BRACKET = re.compile(r"\s*\([^()]{0,80}")


def _bracketed(chain: Chain, mention: Mention | None, last: Chain | None, folded: str) -> str:
    """«статьёй 5 (кроме пункта 2)»: what stands in the brackets belongs to the provision before them."""
    if mention is None and last is not None and _OPEN_BRACKET.fullmatch(folded, last.end, chain.start):
        return "in brackets after another provision"
    return ""


def _worthless(chain: Chain, mention: Mention | None) -> bool:
    """«приложение» without number or act is a common word."""
    return mention is None and all(u.how == "bare" for group in chain.groups for u in group.units)


def _with_shorts(named: list[Mention], folded: str, context: Context) -> list[Mention]:
    pattern = context.shorts.pattern
    if pattern is None:
        return named
    row = Row(named)
    found = [
        Mention("short", "", match.start(), match.end(), word=match.group())
        for match in pattern.finditer(folded)
        if all(
            m.kind == "bare"
            or (m.noun == "code" and m.word.isupper())
            or match.start() < m.start < m.end == match.end()
            for m in row.over(match.start(), match.end())  # the last: «КЖ/ТҚ|Қ туралы Заңға», read from the slash on
        )
    ]
    if not found:
        return named
    shorts = Row(found)
    return sorted([m for m in named if not shorts.over(m.start, m.end)] + found, key=lambda m: m.start)


_ISSUED = ("decree", "resolution", "order", "disposition", "decision")  # forms that more than one body issues
_ISSUER = re.compile(
    r"министр|председател|агент|правительств|үкімет|президент|комитет|банк|\bсуд|\bсот|төраға|ministe|chair|court"
)
_PAIR: dict[Language, re.Pattern[str]] = {}


def _with_pairs(named: list[Mention], text: str, folded: str, g: Grammar) -> list[Mention]:
    """In amendment notes: each further «от 23.11.2015 № 417-V» is an act of the form named before it."""
    pattern = _PAIR.setdefault(g.language, re.compile(rf"(?:от\s+)?(?P<date>{g.date})\s*{NUMBER}"))
    row = Row(named)
    found: list[Mention] = []
    for match in pattern.finditer(folded):
        if row.over(match.start(), match.start() + 1):
            continue
        before = [m for m in row.before(match.start()) if m.noun != "document"]
        near = before[-1:] if g.ascending else row.after(match.end(), 1)
        noun = near[0].noun if near and near[0].noun else "law"
        if not g.ascending:
            noun = _noun_after(match.end(), folded, g) or noun
        number = text[slice(*match.span("number"))]
        pair = Mention("named", noun, match.start(), match.end(), number=number, date=date_of(match["date"], g))
        pair.issuer = _issuer_of_pair(pair, near, found[-1:], folded, g)
        pair.country = near[0].country if g.ascending and near else ""
        found.append(pair)
    if not g.ascending:
        _end_rows(named, found, folded)
    return sorted(named + found, key=lambda m: m.start)


def _end_rows(named: list[Mention], pairs: list[Mention], folded: str) -> None:
    """The last of a Kazakh row stands at the noun, its issuer at the first: «…; 14.07.2025 № 358 бұйрықтарымен»."""
    ends = [pair.end for pair in pairs]
    for mention in named:
        n = bisect_right(ends, mention.start)
        bare = mention.noun in _ISSUED and folded[mention.start].isdigit()
        if n and bare and not _between(ends[n - 1], mention.start, folded):
            mention.issuer = pairs[n - 1].issuer


_BRACKETS = re.compile(r"\([^()]{0,400}\)")


def _between(end: int, start: int, folded: str) -> str:
    """What stands between two acts of a row besides brackets and marks; nothing where the row goes on."""
    if start - end > 1000:
        return "too much"
    return _BRACKETS.sub("", folded[end:start]).strip(" ;,\n\xa0")


def _noun_after(at: int, folded: str, g: Grammar) -> str:
    """The form of act that a Kazakh row ends with: «24.06.2025 № 321 (…); 14.07.2025 № 358 (…) бұйрықтарымен»."""
    match = _act_nouns(g.language).search(_BRACKETS.sub(" ", folded[at : at + 1200]))
    return match.lastgroup or "" if match else ""


@lru_cache(maxsize=3)
def _act_nouns(language: Language) -> re.Pattern[str]:
    nouns = grammar(language).rules["act_nouns"].items()
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{kind}>{alternation(forms)})" for kind, forms in nouns) + ")")


def _issuer_of_pair(pair: Mention, near: list[Mention], last: list[Mention], folded: str, g: Grammar) -> str:
    """Who issued a further act of a row: said right before it, else at the act before it in the row."""
    if not g.ascending and last and not _between(last[0].end, pair.start, folded):
        return last[0].issuer
    from_ = near[0].end if g.ascending and near else max(0, pair.start - 160)
    told = re.split(r"[().;:–—]|\s-\s", folded[from_ : pair.start])[-1]
    if _ISSUER.search(told):
        return f"{told} "
    return issuer_words(near[0], folded) if near and near[0].noun in _ISSUED else ""


def learn_shorts(text: str, folded: str, context: Context, titles: Titles, g: Grammar) -> None:
    """Remembers «… (далее – X)» where it follows the name of an act or of a document of this act."""
    pattern = definition_pattern(g.language)
    row = Row(m for m in mentions_in(text, folded, g.language, titles) if m.kind != "bare")
    for match in pattern.finditer(folded):
        name = text[slice(*match.span("name"))].strip().removeprefix("the ").lstrip('"“')
        noun = _noun_of(name, titles, g)
        before = [m for m in row.before(match.start() + 1, 1) if match.start() - m.end <= 3]
        if before and before[-1].kind in ("named", "this") and _names_an_act(name, noun, before[-1], g):
            at = context.offset + match.start()
            context.shorts.add(Short(name, noun, before[-1], issuer_words(before[-1], folded), context.root, at=at))
        elif noun == "document" and " " not in name:
            _own_document(name, match.start(), folded, context)


def _noun_of(name: str, titles: Titles, g: Grammar) -> str:
    if " " in name:
        return ""
    found = mentions_in(name.capitalize(), fold(name), g.language, titles)
    return found[0].noun if found and found[0].end == len(name) and found[0].kind in ("bare", "named") else ""


def _names_an_act(name: str, noun: str, mention: Mention, g: Grammar) -> bool:
    """Whether a short name can be one of an act: «Закон», «Налоговый кодекс»; letters only after a code («АППК»).

    After «… Законом … "О …" (далее – Фонд)» it is something else that the act governs.
    """
    if noun:
        return True
    if sum(c.isupper() for c in name) > 1 and " " not in name:
        return mention.noun in ("code", "constitution")
    nouns = [str(f).rstrip("*") for forms in g.rules["act_nouns"].values() for f in forms]
    words = fold(name).split()
    return name[:1].isupper() and len(words) > 1 and any(w.startswith(n.lower()) for w in words for n in nouns)


def _own_document(name: str, at: int, folded: str, context: Context) -> None:
    """«Настоящие Правила … (далее – Правила)», «прилагаемые Правила … (далее – Правила)»: a document of this act."""
    stem = fold(name)[:-1]
    window = folded[max(0, at - 700) : at]
    this = re.search(rf"(?:настоящ\w+|осы|this|the present|these)\s+{re.escape(stem)}", window)
    last = rf"[^.;:()]{{0,400}}?\b{re.escape(stem)}\w*\s*$"  # Kazakh: the noun is the last word of the title
    this = this or re.search(rf"(?:^|[.\n])\s*(?:\d+\.\s*)?осы\s{last}", window)
    if this and context.root:
        context.shorts.add(Short(name, "document", None, "", context.root, own_root=context.root))
    elif not context.root and context.tree is not None:
        attached = alternation(grammar(context.language).words("attached"))
        first = rf"(?:{attached})\s+{re.escape(stem)}"
        annexes = context.tree.annexes_called(stem)
        if len(annexes) == 1 and re.search(rf"{first}|(?:{attached})\s{last}", window):
            context.shorts.add(Short(name, "document", None, "", "", own_root=annexes[0]))
