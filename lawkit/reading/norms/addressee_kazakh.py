"""Whom a Kazakh norm speaks to: the subject comes first and the verb last; bans and burdens name theirs in the dative."""

from __future__ import annotations

import re

from lawkit.language import lemmas, word_spans
from lawkit.language.kazakh import is_nominative
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.tokens import Token, separated, tokens_of

_KAZAKH_PASSIVE = re.compile(
    r"(?:[ыі]лады|[ыі]леді|[аәеоө]лады|[аәе]леді|[лдт][ае]н(?:ады|еді)|қойылады|жатады|тұрады|болады)$"
)
_KAZAKH_ACTIVE = frozenset({"пайдаланады", "қолданады", "ұсынады", "алады", "береді", "болады"})
_AFTER_NOT = frozenset(
    {
        "алдында",
        "алдындағы",
        "атынан",
        "арқылы",
        "бен",
        "бойынша",
        "болып",
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


_BURDENED = re.compile(r"(?:тыйым\s+салынады|рұқсат\s+(?:етілмейді|берілмейді|етіледі|беріледі)|жүктеледі)$")
_OWNED = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])")
_DATIVE = re.compile(r"(?:[лдт][ае]р)?(?:(?:[ғқ]а|[гк]е)|(?:ы|і|сы|сі)?н[ае])$")
_AFTER_DATIVE = frozenset({"қатысты", "қарай", "байланысты", "сәйкес", "дейін", "қарамастан", "қарсы"})


def _dative(clause: Clause, tokens: list[Token]) -> str:
    """«Қызметшілерге … тыйым салынады»: the first party in the dative; of a burden («операторға жүктеледі») the last."""
    forms = lemmas([t[0] for t in tokens], "kaz")
    order = range(len(tokens))
    for i in reversed(order) if tokens and tokens[-1][0] == "жүктеледі" else order:
        word, _, end = tokens[i]
        if forms[i] not in patterns("kaz").heads or not _DATIVE.fullmatch(word[len(forms[i]) :]):
            continue
        if i + 1 < len(tokens) and tokens[i + 1][0] in _AFTER_DATIVE:
            continue
        start = kazakh_start(clause, tokens, i)
        if not word[len(forms[i]) :].startswith(("ы", "і", "сы", "сі")):  # «жүргізу міндеті | операторға»
            ends = (
                k
                for k in range(i - 1, start - 1, -1)
                if _OWNED.fullmatch(tokens[k][0][len(forms[k]) :]) or _VERBAL_NOUN.search(tokens[k][0])
            )
            start = next(ends, start - 1) + 1
        else:  # «мәселелерді әзірлеу | сайлау комиссиясына жүктеледі»
            deeds = (
                k
                for k in range(i - 2, start, -1)
                if _VERBAL_NOUN.search(tokens[k][0])
                and _OBJECT.search(tokens[k - 1][0])
                and tokens[k + 1][0] not in _OF_DEEDS
            )
            start = next(deeds, start - 1) + 1
        return clause.text[tokens[start][1] : end]
    return _whose_deed(clause, tokens, forms)


def _whose_deed(clause: Clause, tokens: list[Token], forms: list[str]) -> str:
    """«Адамдардың … бұйрықтар беруіне тыйым салынады»: the party in the genitive whose deed is banned."""
    banned = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k][0] in {"тыйым", "жол", "рұқсат"}), 0)
    if not banned or not _HIS_DEED.search(tokens[banned - 1][0]):
        return ""
    for i, (word, _, end) in enumerate(tokens[:banned]):
        following = tokens[i + 1][0]
        if forms[i] not in patterns("kaz").heads or not _GENITIVE.fullmatch(word[len(forms[i]) :]):
            continue
        if not _possessed(following, forms[i + 1]) and following not in {"бас", "немесе", "және", "мен"}:
            return clause.text[tokens[kazakh_start(clause, tokens, i)][1] : end]
    return ""


_OBJECT = re.compile(r"\w(?:[дт][ыі]|н[ыі])$")
_OF_DEEDS = frozenset({"жөніндегі", "саласындағы", "туралы", "бойынша", "үшін", "және", "немесе", "мен", "кезінде"})


_FIRST_VERB = re.compile(r"\b[а-яәғқңөұүһі]{3,40}(?<=[аеий]д[ыі])(?=\s*,|\s+(?:және|әрі)\s|\s+не(?:месе)?\s)")


def kazakh_addressee(clause: Clause) -> str:
    """The subject comes first and the verb last: the first noun group without a case ending whose head can act."""
    main = clause.main.rstrip(" .;:")
    if not main or main.endswith(" үшін"):  # «… беру үшін:» names a purpose
        return ""
    closing = clause.items[1].rstrip(" .;:") if clause.introduces else ""
    if _BURDENED.search(main[-60:]) or _BURDENED.search(closing[-60:]):
        return _dative(clause, tokens_of(clause, 0, min(len(main), 900)))
    first = _FIRST_VERB.search(main)
    if first:
        main = main[: first.end()]  # «Сенат ұйымдастырады және оның нәтижелері … беріледі»: the first verb's subject
    tokens = tokens_of(clause, 0, min(len(main), 900))
    if not tokens:
        return ""
    last = word_spans(main)[-1][0]
    possessor = "құқығы" in main or "құқығ" in clause.items[1] or main.endswith(("нің", "ның"))
    if (
        _KAZAKH_PASSIVE.search(last)
        and last not in _KAZAKH_ACTIVE
        and not possessor
        and not main.endswith(("құқылы", "міндетті"))
    ) or _MAY_BE_DONE.search(main):
        return ""
    start = max((m.end() for m in _CONDITION_ENDS.finditer(main)), default=0)
    saving = _SAVING_FIRST.match(main)
    start = max(start, saving.end() if saving else 0)
    if start:  # «Кеңес … берген жағдайда, бағалаушы … өтейді»: the main clause's own subject first
        found = _subject(clause, tokens_of(clause, start, min(len(main), start + 900)), possessor=possessor)
        if found:
            return found
    return _subject(clause, tokens, possessor=possessor)


# «тоқтатылуы мүмкін», «берілуі мүмкін»: the subject only suffers
_MAY_BE_DONE = re.compile(
    r"\b(?!ұсын|қолдан|пайдалан|шағымдан|бағын|жүгін|сүйен)[а-яәғқңөұүһі]{2,}[ыіае][лн]у[ыі]\s+(?:д[ае]\s+)?мүмкін$"
)
_HIS_DEED = re.compile(r"\w[ую](?:ына|іне)$")
_SAVING_FIRST = re.compile(r"[^,;:]{3,300}\bжағдай(?:лар)?ды\s+қоспағанда,\s")
_CONDITION_ENDS = re.compile(r"\b(?:жағдайда|жағдайларда|кезде|кезінде|болса|болмаса),\s")


def _subject(clause: Clause, tokens: list[Token], *, possessor: bool) -> str:
    """The first noun group without a case ending (of a right also in the genitive) whose head can act."""
    heads = patterns("kaz").heads
    forms = lemmas([t[0] for t in tokens], "kaz")
    owner, floor = "", 0
    for i, (word, _, end) in enumerate(tokens):
        if not _acts(tokens, forms, i) or not _kazakh_case(word, forms[i], possessor=possessor):
            continue
        if _before_verb(clause, tokens, forms, i):
            floor = floor or max((k + 1 for k in range(i) if _object(tokens[k][0])), default=0)
            continue
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        joined = _joined(tokens, forms, i) if following in _JOINS else 0
        if _passed(clause, tokens, forms, i, joined):
            continue
        begin = max(_opening(clause, tokens, i), floor)
        start = tokens[begin][1]
        if following and not separated(clause, end, tokens[i + 1][1]) and _possessed(following, forms[i + 1]):
            has = tokens[i + 2][0] if i + 2 < len(tokens) else ""
            if has in {"бар", "жоқ"}:  # «мемлекет | мүгедектігі бар адамдардың …»
                return clause.text[start:end]
            many = word.endswith(_PLURAL)  # «тұлғалар мазмұнын министрлік айқындайтын жарғы негізінде …»
            if not owner and (start == 0 or many) and following.endswith(("ын", "ін")):
                owner = clause.text[start:end]  # «Субъект келісімін қайтарады»: his own, if nobody else is named
            continue  # «мемлекеттік орган басшысы», «кәсіпорын қызметінің»: the later noun is the head
        if following and word == forms[i] and forms[i + 1] in heads and is_nominative(following):
            after = tokens[i + 2][0] if i + 2 < len(tokens) else ""
            owns = bool(after) and (after in _AFTER_NOT or _possessed(after, forms[i + 2]))
            if not owns:
                continue  # «тіркеуші орган», but not «орган | бағалаушылар палатасына»
        return _whole(clause, start, tokens[joined][2] if joined else end)
    return owner


def _passed(clause: Clause, tokens: list[Token], forms: list[str], i: int, joined: int) -> bool:
    """Whether a party is only mentioned: before a postposition, in a bracket, as the subject of a participle."""
    word, at, end = tokens[i]
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    after = tokens[joined + 1][0] if joined and joined + 1 < len(tokens) else ""
    if (following in _AFTER_NOT and not joined) or after in _AFTER_NOT - _JOINS or _named_only(clause, at):
        return True
    if following in patterns("kaz").active_participles and not separated(clause, end, tokens[i + 1][1]):
        return True  # «уәкілетті орган айқындаған тәртіппен»: the subject of the participle
    if word == "орталық" and following in {"мемлекеттік", "атқарушы"}:
        return True
    # «әзірлеуші мемлекеттік органдар»; words that are reported
    return _appositive(tokens, forms, i) or _reported(tokens, forms, i, patterns("kaz").heads)


def _opening(clause: Clause, tokens: list[Token], i: int) -> int:
    """Where the group of a subject begins, without the words that open a sentence."""
    begin = kazakh_start(clause, tokens, i)
    while begin < i and tokens[begin][0] in _OPENERS:
        begin += 1
    if [t[0] for t in tokens[begin : begin + 2]] == ["құқығы", "бар"] and begin + 2 <= i:
        begin += 2  # «тағайындауға құқығы бар | лауазымды адам»
    return begin


_PLURAL = ("лар", "лер", "дар", "дер", "тар", "тер")
_SERVICES = frozenset({"басқару", "кадр", "аудит", "комплаенс"})


def _acts(tokens: list[Token], forms: list[str], i: int) -> bool:
    """Whether a word can name a party: a head, or «кадр қызметі», a service that is a unit of a body."""
    if forms[i] == "қызмет" and tokens[i][0] == "қызметі" and i:
        return tokens[i - 1][0] in _SERVICES
    return forms[i] in patterns("kaz").heads


def _before_verb(clause: Clause, tokens: list[Token], forms: list[str], i: int) -> bool:
    """«органның басшысы тағайындайтын аппарат басшылары басқарады»: a party of a clause before the verb's own subject."""
    last = len(tokens) - 2
    if last <= i + 1 or forms[last] not in patterns("kaz").heads or not is_nominative(tokens[last][0]):
        return False
    inside = [t[0] for t in tokens[i + 1 : last]]
    told = inside[-2:] if len(inside) > 1 else inside
    paid = any(_object(tokens[k][0]) and _PARTICIPLE.search(tokens[k - 1][0]) for k in range(i + 2, last))
    if not paid and not any(_object(t[0]) for t in tokens[:i]):
        return False  # «Парламент … тұратын комиссия құрады»: here it is the object
    return any(_PARTICIPLE.search(w) for w in told) and not separated(clause, tokens[i][2], tokens[last][1])


def _appositive(tokens: list[Token], forms: list[str], i: int) -> bool:
    """Whether the party only tells what kind of a later one is meant, with an adjective between them."""
    if tokens[i][0] == "шетелдік" and i + 1 < len(tokens) and tokens[i + 1][0] in _BETWEEN:
        return True
    if i + 2 >= len(tokens) or tokens[i + 1][0] not in _BETWEEN or forms[i + 2] not in patterns("kaz").heads:
        return False
    if _GENITIVE.fullmatch(tokens[i][0][len(forms[i]) :]):  # «органның лауазымды адамының»
        return _GENITIVE.fullmatch(tokens[i + 2][0][len(forms[i + 2]) :]) is not None
    return tokens[i][0] == forms[i] and is_nominative(tokens[i + 2][0])


_BETWEEN = frozenset({"мемлекеттік", "заңды", "жеке", "лауазымды", "уәкілетті"})


def _whole(clause: Clause, start: int, end: int) -> str:
    """The group with the quotation mark or bracket that its cut has parted from it."""
    text = clause.text[start:end]
    if clause.text[end : end + 1] == ")" and text.count("(") > text.count(")"):
        end += 1
    if start and clause.text[start - 1] == '"' and text.count('"') % 2:
        start -= 1
    return clause.text[start:end]


_JOINS = frozenset({"мен", "бен", "пен", "не", "немесе", "және"})
_THEIRS = frozenset({"олардың", "оның"})


def _named_only(clause: Clause, at: int) -> bool:
    """Whether a place stands in «(бұдан әрі – …)», which names a party and addresses nobody."""
    opened = clause.low.rfind("(", 0, at)
    return opened > clause.low.rfind(")", 0, at) and clause.low.startswith("бұдан әрі", opened + 1)


def _joined(tokens: list[Token], forms: list[str], i: int) -> int:
    """«шетелдіктер мен азаматтығы жоқ адамдар», «субъектілер не олардың өкілдері»: where the second party stands, or 0."""
    heads = patterns("kaz").heads
    near = range(i + 2, min(i + 5, len(tokens)))
    if tokens[i + 1][0] in {"не", "немесе", "және"} and (i + 2 >= len(tokens) or tokens[i + 2][0] not in _THEIRS):
        return 0
    return next((k for k in near if forms[k] in heads and is_nominative(tokens[k][0])), 0)


def _reported(tokens: list[Token], forms: list[str], i: int, heads: frozenset[str]) -> bool:
    """Whether the party stands inside words that are reported: «Борышкер төлемге қабілетті … деген қорытындыны …»."""
    told = next((k for k in range(len(tokens) - 1, i, -1) if tokens[k][0] == "деген"), 0)
    return told > 0 and any(forms[m] in heads and is_nominative(tokens[m][0]) for m in range(told + 1, len(tokens)))


_CASED = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?(?:н|н[ыі]|[дт][ыі]|[ғгқк][ае]|н[ае]|[дтн][ае]н|[дт][ае]|нд[ае])")
_PARTICIPLE = re.compile(r"(?:[аеий]т[ыі]н|[ғгқк][ае]н)$")
_VERBAL_NOUN = re.compile(r"\w\w[ую]$")  # «ақпаратқа қол жеткізу саласындағы орган»
_DEED_AS_OBJECT = ("уды", "уді", "юды", "юді")
_ACCUSATIVE_ENDING = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])?(?:н|[ндт][ыі])")
_ACCUSATIVE = re.compile(r"\w\w(?:[дт][ыі]|н[ыі]|[лдт][ае]р[ыі]н|с[ыі]н)$")


def _object(word: str) -> bool:
    """Whether a word has the ending of the accusative and is no adjective that looks like it («уәкілетті»)."""
    if not _ACCUSATIVE.search(word) or word in patterns("kaz").adjectives:
        return False
    return _ACCUSATIVE_ENDING.fullmatch(word[len(lemmas([word], "kaz")[0]) :]) is not None


_OPENERS = frozenset({"онда", "тиісінше", "сондай-ақ", "бұл", "ретте", "әрі", "бірақ", "ал", "мұндай", "жағдайда"})
_ADVERBIAL = frozenset(
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


def kazakh_start(clause: Clause, tokens: list[Token], head: int) -> int:
    """Where the group before a head begins: after a comma, an adverbial, or a word in another case.

    Behind a participle («басшылықты жүзеге асыратын орган») cased words belong to the group.
    """
    participle = verbal = taken = False
    does = lemmas([tokens[head][0]], "kaz")[0].endswith(("ушы", "уші"))  # «көрсетілетін қызметті беруші»
    for j in range(head - 1, -1, -1):
        word = tokens[j][0]
        if separated(clause, tokens[j][2], tokens[j + 1][1]) or word in _ADVERBIAL or head - j > 14:
            return j + 1
        verbal = verbal or bool(_VERBAL_NOUN.search(word))
        if verbal and not participle and word.endswith(_DEED_AS_OBJECT):
            return j + 1  # «субъектілерін іріктеуді | қызметтер көрсету саласындағы орган жүргізеді»
        if taken and not participle and _object(word):
            last = next(k for k in range(head - 1, j - 1, -1) if _object(tokens[k][0]))
            return (
                last if tokens[j + 1][0] in {"және", "немесе"} else j
            ) + 1  # «қағидаларын | мемлекеттік қызметтер көрсету саласындағы орган бекітеді»
        bare = word.endswith(_PLURAL) or _object(word)
        taken = taken or bool(bare and _VERBAL_NOUN.search(tokens[j + 1][0]))  # the deed has its object
        participle = participle or bool(_PARTICIPLE.search(word))
        lemma = lemmas([word], "kaz")[0]
        adjective = word in patterns("kaz").adjectives or (does and j == head - 1)
        if not participle and not verbal and not adjective and lemma != word and _CASED.fullmatch(word[len(lemma) :]):
            return j + 1
    return 0


_POSSESSED = re.compile(r"(?:[лдт][ае]р)?(?:[ыі]|с[ыі])(?:н|ның|нің|на|не|нда|нде|нан|нен|мен)?")
_PRONOUNS = frozenset({"өз", "ол", "оның", "оны", "өзі", "өзінің", "олардың", "осы", "мыналар", "өзге"})


def _possessed(word: str, lemma: str) -> bool:
    """Whether a noun has the third person ending, so that the noun before it belongs to it."""
    return (
        word != lemma
        and lemma[-1:] not in "ую"
        and word not in _PRONOUNS
        and bool(_POSSESSED.fullmatch(word[len(lemma) :]))
    )


_GENITIVE = re.compile(r"(?:[лдт][ае]р)?(?:ы|і|сы|сі)?(?:ның|нің|дың|дің|тың|тің)")


def _kazakh_case(word: str, lemma: str, *, possessor: bool) -> bool:
    return is_nominative(word) or (possessor and _GENITIVE.fullmatch(word[len(lemma) :]) is not None)
