"""Where the noun group of a Kazakh party begins and ends, by the endings of the words around its head."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.language.kazakh import is_nominative
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.tokens import Token, separated

AFTER_NOT = frozenset(
    {
        "алдында",
        "алдындағы",
        "атынан",
        "арқылы",
        "бен",
        "бойынша",
        "болып",
        "деген",
        "деп",
        "жөніндегі",
        "мен",
        "пен",
        "ретінде",
        "тарапынан",
        "туралы",
        "үшін",
    }
)
HE = frozenset({"ол", "олар"})
_HIM = frozenset({"оған", "оларға", "оны", "оларды", "одан", "олардан"})
HAVING = frozenset({"бар", "жоқ", "шектеулі", "бұзылған", "белгісіз", "жеткіліксіз"})
_IDIOMS = frozenset({"қалпына", "күшін", "назарына", "қолын", "тізіміне"})
PLURAL = ("лар", "лер", "дар", "дер", "тар", "тер")
BETWEEN = frozenset({"мемлекеттік", "заңды", "жеке", "лауазымды", "уәкілетті"})
KAZAKH_FINITE = re.compile(r"\w[аеийя]д[ыі]$")
JOINS = frozenset({"мен", "бен", "пен", "не", "немесе", "және"})
_CASED = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?(?:н|н[ыі]|[дт][ыі]|[ғгқк][ае]|н[ае]|[дтн][ае]н|[дт][ае]|нд[ае])")
PARTICIPLE = re.compile(r"(?:[аеий]т[ыі]н|[ғгқк][ае]н)$")
SUFFERED = re.compile(r"\w[лн](?:[ғқ]ан|[гк]ен|атын|етін)$")
VERBAL_NOUN = re.compile(r"\w\w[ую]$")  # «ақпаратқа қол жеткізу саласындағы орган»
_DEED_AS_OBJECT = ("уды", "уді", "юды", "юді", "уын", "уін")
_ACCUSATIVE_ENDING = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])?(?:н|[ндт][ыі])")
_ACCUSATIVE = re.compile(r"\w\w(?:[дт][ыі]|н[ыі]|[лдт][ае]р[ыі]н|с[ыі]н|[ғг][ыі]н)$")
_OPENERS = frozenset(
    {"тек", "қана", "онда", "тиісінше", "сондай-ақ", "бұл", "ретте", "әрі", "бірақ", "ал", "мұндай", "жағдайда"}
)
ADVERBIAL = frozenset(
    {
        "сәйкес",
        "бойынша",
        "үшін",
        "кезінде",
        "кезде",
        "жағдайда",
        "жағдайларда",
        "дейін",
        "кейін",
        "бастап",
        "туралы",
        "арқылы",
        "ішінде",
        "негізінде",
        "барысында",
        "уақытта",
        "мерзімде",
        "мақсатында",
    }
)
_POSSESSED = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])(?:н|ның|нің|на|не|нда|нде|нан|нен|ндағы|ндегі|мен)?")
_PRONOUNS = frozenset(
    {
        "өз",
        "өздері",
        "өздеріне",
        "өздерін",
        "өздерінің",
        "өзіне",
        "өзін",
        "ол",
        "оның",
        "оны",
        "өзі",
        "өзінің",
        "олардың",
        "осы",
        "мыналар",
        "өзге",
        "қарсы",
        "жалпы",
    }
)
GENITIVE = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?(?:ның|нің|дың|дің|тың|тің)")


_UNDERGONE = re.compile(r"\w(?:[ыіае]н|[ыі]л)у$")
_MAY = frozenset({"мүмкін", "тиіс", "керек", "қажет", "да", "де"})


def belongs(tokens: list[Token], forms: list[str], i: int) -> bool:
    """Whether a word belongs to the noun before it; «қалпына келтіреді» is a verb of its own."""
    word = tokens[i][0]
    if word in _IDIOMS:
        return False
    if _UNDERGONE.search(forms[i]):
        return False  # «талап қоюшы | қабылдануынан бас тартылған …»
    if forms[i].endswith(("у", "ю")) and word != forms[i]:  # «сот талқылауы», but «орган белгілеуі мүмкін»
        following = tokens[i + 1][0] if i + 1 < len(tokens) else "мүмкін"
        return following not in _MAY and _POSSESSED.fullmatch(word[len(forms[i]) :]) is not None
    return is_possessed(word, forms[i])


def last_of_group(clause: Clause, tokens: list[Token], forms: list[str], i: int) -> int:
    """The last party of «шетелдіктер, азаматтығы жоқ адамдар және заңды тұлғалар», «орган, лауазымды адам»."""
    heads = patterns("kaz").heads
    while True:
        if i + 2 >= len(tokens):
            return i
        comma = "," in clause.text[tokens[i][2] : tokens[i + 1][1]]
        if not comma and tokens[i + 1][0] not in JOINS:
            return i
        step = _next_party(clause, tokens, forms, i + 1 if comma else i + 2, heads)
        if not step:
            return i
        i = step


def _next_party(clause: Clause, tokens: list[Token], forms: list[str], first: int, heads: frozenset[str]) -> int:
    """The place of the party that goes on a list of parties from `first`, 0 when none does."""
    for k in range(first, min(first + 6, len(tokens))):
        word, following = tokens[k][0], tokens[k + 1][0] if k + 1 < len(tokens) else ""
        if k > first and separated(clause, tokens[k - 1][2], tokens[k][1]):
            return 0
        if KAZAKH_FINITE.search(word) or word in ADVERBIAL or word in HE or is_object(word):
            return 0
        if not (forms[k] in heads or is_agent(tokens, forms, k)) or not is_nominative(word):
            continue
        apart = not following or separated(clause, tokens[k][2], tokens[k + 1][1])
        told = following in AFTER_NOT or following in patterns("kaz").active_participles or following in {"бар", "жоқ"}
        if told and following not in JOINS:
            return 0
        after = forms[k + 1] if following else ""
        chained = is_nominative(following) or is_possessed(following, after)
        goes_on = following in BETWEEN or (after in heads and chained)
        if not apart and (is_possessed(following, after) or goes_on):
            if goes_on:
                continue  # «орталық атқарушы | орган»
            return 0
        return k
    return 0


def opening(clause: Clause, tokens: list[Token], i: int) -> int:
    """Where the group of a subject begins, without the words that open a sentence."""
    begin = kazakh_start(clause, tokens, i)
    while begin < i and tokens[begin][0] in _OPENERS:
        begin += 1
    if [t[0] for t in tokens[begin : begin + 2]] == ["құқығы", "бар"] and begin + 2 <= i:
        begin += 2  # «тағайындауға құқығы бар | лауазымды адам»
    return begin


def whole(clause: Clause, start: int, end: int) -> str:
    """The group with the quotation mark or bracket that its cut has parted from it."""
    text = clause.text[start:end]
    if clause.text[end : end + 1] == ")" and text.count("(") > text.count(")"):
        end += 1
    if start and clause.text[start - 1] == '"' and text.count('"') % 2:
        start -= 1
    return clause.text[start:end]


def is_object(word: str) -> bool:
    """Whether a word has the ending of the accusative and is no adjective that looks like it («уәкілетті»)."""
    if not _ACCUSATIVE.search(word) or word in patterns("kaz").adjectives:
        return False
    return _ACCUSATIVE_ENDING.fullmatch(word[len(lemmas([word], "kaz")[0]) :]) is not None


def kazakh_start(clause: Clause, tokens: list[Token], head: int) -> int:
    """Where the group before a head begins: after a comma, an adverbial, or a word in another case.

    Behind a participle («басшылықты жүзеге асыратын орган») cased words belong to the group.
    """
    participle = verbal = taken = fed = False
    does = lemmas([tokens[head][0]], "kaz")[0].endswith(("ушы", "уші"))  # «көрсетілетін қызметті беруші»
    for j in range(head - 1, -1, -1):
        word = tokens[j][0]
        if separated(clause, tokens[j][2], tokens[j + 1][1]) or word in ADVERBIAL or word in _HIM or head - j > 14:
            return j + 1
        if not participle and _WITH.search(word):
            return j + 1  # «депутаттардың келісімімен | Президент», but «ұсынуымен тағайындалған орган»
        quoted = is_object(word) and not _QUOTES.isdisjoint(clause.text[tokens[j][2] : tokens[j + 1][1]])
        if quoted or (word == "бойы" and not participle) or _ends_naming(clause, tokens[j][2], tokens[j + 1][1]):
            return j + 1
        verbal = verbal or bool(VERBAL_NOUN.search(word))
        if verbal and not participle and word.endswith(_DEED_AS_OBJECT):
            return j + 1  # «субъектілерін іріктеуді | қызметтер көрсету саласындағы орган жүргізеді»
        if taken and not participle and is_object(word):
            last = next(k for k in range(head - 1, j - 1, -1) if is_object(tokens[k][0]))
            return (
                last if tokens[j + 1][0] in {"және", "немесе"} else j
            ) + 1  # «қағидаларын | мемлекеттік қызметтер көрсету саласындағы орган бекітеді»
        if participle and is_object(word):
            if word.endswith(_DEED_AS_OBJECT) and _has_subject(tokens, j + 1, head):
                return j + 1  # «бағалауды | Президент айқындайтын орган жүргізеді»
            if fed and tokens[j + 1][0] not in JOINS:
                return j + 1  # «шектерін | шағымды қарайтын орган айқындайды»: a participle has one object
            fed = True
        bare = word.endswith(PLURAL) or is_object(word)
        taken = taken or bool(bare and VERBAL_NOUN.search(tokens[j + 1][0]))  # the deed has its object
        lemma = lemmas([word], "kaz")[0]
        higher = word == "тұрған" and j > 0 and tokens[j - 1][0] == "жоғары"
        owned = lemma != word and _ACCUSATIVE_ENDING.fullmatch(word[len(lemma) :])  # «өтінішхатын» is no participle
        participle = participle or bool(
            PARTICIPLE.search(word) and not higher and not (owned and lemma[-1] not in "ую")
        )
        adjective = word in patterns("kaz").adjectives or (does and j == head - 1)
        if not participle and not verbal and not adjective and lemma != word and _CASED.fullmatch(word[len(lemma) :]):
            return j + 1
    return 0


_WITH = re.compile(r"[ую][ыі]мен$|^(?:келісім|шешім|қаулы|бұйры)[а-яәғқңөұүһі]*мен$")
_QUOTES = frozenset('"«“')


def _ends_naming(clause: Clause, left: int, right: int) -> bool:
    """Whether «(бұдан әрі – …)» ends between two places: no group reaches over it from behind."""
    if ")" not in clause.text[left:right]:
        return False
    opened = clause.low.rfind("(", 0, left)
    return opened >= 0 and clause.low.startswith("бұдан әрі", opened + 1)


def _has_subject(tokens: list[Token], first: int, head: int) -> bool:
    """Whether a party right before a participle is its subject: «Президент айқындайтын | орган»."""
    heads = patterns("kaz").heads
    return any(
        PARTICIPLE.search(tokens[k + 1][0])
        and is_nominative(tokens[k][0])
        and lemmas([tokens[k][0]], "kaz")[0] in heads
        for k in range(first, head - 1)
    )


def is_possessed(word: str, lemma: str) -> bool:
    """Whether a noun has the third person ending, so that the noun before it belongs to it."""
    return (
        word != lemma
        and lemma[-1:] not in "ую"
        and word not in _PRONOUNS
        and bool(_POSSESSED.fullmatch(word[len(lemma) :]))
    )


SERVICES = frozenset({"басқару", "кадр", "аудит", "комплаенс"})


def acts(tokens: list[Token], forms: list[str], i: int) -> bool:
    """Whether a word can name a party: a head, or «кадр қызметі», a service that is a unit of a body."""
    if forms[i] == "қызмет" and tokens[i][0] in {"қызметі", "қызметтері"} and i:
        return tokens[i - 1][0] in SERVICES
    return forms[i] in patterns("kaz").heads or is_agent(tokens, forms, i)


_AGENT = re.compile(r"\w{2}[ую]ш[ыі]$")
_NO_AGENTS = frozenset({"атқарушы", "шешуші", "айқындаушы", "құраушы", "айырушы", "бастаушы", "сақтаушы"})


def is_agent(tokens: list[Token], forms: list[str], i: int) -> bool:
    """«төрағалық етуші», «аттестатталушы»: a word for who does or undergoes, where no noun follows that it only tells of."""
    if not _AGENT.search(forms[i]) or forms[i] in _NO_AGENTS:
        return False
    if forms[i] != tokens[i][0]:
        return True
    return not any(f in patterns("kaz").heads for f in forms[i + 1 : i + 3])  # «аттестатталушы | азаматтық қызметшіге»


def is_owner_of_party(tokens: list[Token], forms: list[str], i: int) -> bool:
    """«Президентінің жақын туыстары», «мемлекеттердің саяси партиялары»: a genitive whose party follows an adjective."""
    if (
        i + 2 >= len(tokens)
        or not GENITIVE.fullmatch(tokens[i][0][len(forms[i]) :])
        or tokens[i + 1][0] != forms[i + 1]
    ):
        return False
    owned, after = tokens[i + 2][0], tokens[i + 3][0] if i + 3 < len(tokens) else ""
    if after in AFTER_NOT - JOINS:
        return False  # «Әркімнің құқық субъектісі ретінде …»
    return forms[i + 2] in patterns("kaz").heads and is_possessed(owned, forms[i + 2]) and is_nominative(owned)


def last_genitive(clause: Clause, tokens: list[Token], forms: list[str], first: int, last: int) -> int:
    """The end of «Президенттің, Премьер-Министр мен Үкімет мүшелерінің …»: the group of a genitive ends in one."""
    heads = patterns("kaz").heads

    def genitive(k: int) -> bool:
        return forms[k] in heads and bool(GENITIVE.fullmatch(tokens[k][0][len(forms[k]) :]))

    if last == first or not genitive(first) or genitive(last):
        return last
    for k in range(last + 1, min(last + 5, len(tokens))):
        if separated(clause, tokens[k - 1][2], tokens[k][1]):
            break
        if genitive(k):
            return k
    return first


_MAKING = frozenset({"құруға", "құру", "ашуға", "тағайындауға", "сайлауға"})
_THOUSANDS = frozenset({"мың", "миллион"})


def is_made(tokens: list[Token], i: int) -> bool:
    """«кәсіподақ құруға құқылы»: what is founded, with no object before it; «халқының саны 200 мың адам» counts people."""
    before = tokens[i - 1][0] if i else ""
    if tokens[i][0] == "адам" and (before in _THOUSANDS or before.isdigit()):
        return True
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    return following in _MAKING and not any(is_object(t[0]) for t in tokens[:i])


_IMPERSONAL = re.compile(r"\b(?:қажет|мүмкін)\s+бол(?:ған|маған)\s+(?:жағдайда|жағдайларда|кезде),?\s$")
_CONDITION_ENDS = re.compile(
    r"(?:\b(?:жағдайда|жағдайларда|кезде|кезінде|болса|болмаса)|(?<=\w)(?P<past>[ғқ]аннан|[гк]еннен)\s+(?:кейін|соң))(?P<comma>,)?\s"
)
_HAPPENED = re.compile(r"(?:[ғқ]ан|[гк]ен|[аеий]т[ыі]н)\s$")


def condition_end(main: str) -> int:
    """Where the last condition of a clause ends, 0 without any: «… берген жағдайда, |», «… шеттетілген кезде |»."""
    end = 0
    for found in _CONDITION_ENDS.finditer(main):
        at = found.start()
        bare = not found["comma"] and not found["past"]
        if bare and (found.group()[:5] not in ("жағда", "кезде") or not _HAPPENED.search(main, max(0, at - 8), at)):
            continue
        if not _IMPERSONAL.search(main, max(0, at - 30), found.end()):
            end = found.end()
    return end


_POSSESSED_OBJECT = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])н")


def is_taken(word: str, lemma: str) -> bool:
    """Whether a word is in the accusative: «шағымды», «прокурордың өтінішхатын»."""
    return is_object(word) or (word != lemma and _POSSESSED_OBJECT.fullmatch(word[len(lemma) :]) is not None)
