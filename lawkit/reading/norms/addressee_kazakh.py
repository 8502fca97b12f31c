"""Whom a Kazakh norm speaks to: the subject comes first and the verb last; bans and burdens name theirs in the dative."""

from __future__ import annotations

import re
from dataclasses import replace

from lawkit.language import lemmas, word_spans
from lawkit.language.kazakh import is_nominative
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.kazakh_burdens import BURDENED, NOT_LET, in_the_dative, owes, whose_deed
from lawkit.reading.norms.kazakh_groups import (
    ADVERBIAL,
    AFTER_NOT,
    BETWEEN,
    GENITIVE,
    HAVING,
    HE,
    JOINS,
    KAZAKH_FINITE,
    PARTICIPLE,
    PLURAL,
    SUFFERED,
    VERBAL_NOUN,
    acts,
    belongs,
    condition_end,
    is_made,
    is_object,
    is_owner_of_party,
    is_possessed,
    is_taken,
    kazakh_start,
    last_genitive,
    last_of_group,
    opening,
    whole,
)
from lawkit.reading.norms.tokens import Token, separated, tokens_of

_KAZAKH_PASSIVE = re.compile(
    r"(?:[ыі]лады|[ыі]леді|[аәеоө]лады|[аәе]леді|[лдт][ае]н(?:ады|еді)|(?:[ыі]л|\w\w[ае]л)м[ае]йд[ыі]|[лдт][ае]нб[ае]йд[ыі]|қойылады|жатады|тұрады|болады)$"
)
_KAZAKH_ACTIVE = frozenset(
    {"пайдаланады", "қолданады", "ұсынады", "алады", "береді", "болады"}
    | {"міндеттенеді", "шұғылданады", "шағымданады", "ұстанады", "сүйенеді"}
)


_FIRST_VERB = re.compile(
    r"[аеийя]д[ыі](?=\s*,|\s+(?:және|әрі)\s|\s+не(?:месе)?\s)"
    r"|\b(?:міндетті|құқылы|тиіс|мүмкін)(?=\s*,\s+(?:бұл|ол|олар|оған|ал|сондай-ақ)\s)"
)


def kazakh_addressee(clause: Clause) -> str:
    """The subject comes first and the verb last: the first noun group without a case ending whose head can act."""
    main = clause.main.rstrip(" .;:")
    closing = clause.items[1].rstrip(" .;:") if clause.introduces else ""
    if main.endswith(" үшін") and _WHO_MAY.search(closing):  # «Орталық өтінішті қарау үшін: … құруға міндетті»
        return _of_clause(clause, 0, len(main))
    if not main or main.endswith(" үшін"):  # «… беру үшін:» names a purpose
        return _closing_subject(clause) if clause.introduces and not main.strip() else ""
    if BURDENED.search(main[-60:]) or BURDENED.search(closing[-60:]):
        return in_the_dative(clause, tokens_of(clause, 0, min(len(main), 900)))
    if NOT_LET.search(main[-60:]):  # «мүшелердің … бірігуіне жол берілмейді»
        tokens = tokens_of(clause, 0, min(len(main), 900))
        return whose_deed(clause, tokens, lemmas([t[0] for t in tokens], "kaz"))
    listed = _SAYS_THEN_LISTS.match(main)
    if listed and not clause.introduces:
        return _of_clause(clause, 0, listed.end() - 1)  # «келуші мынадай мәліметтерді енгізеді: тегі, аты, …»
    if closing and VERBAL_NOUN.search(word_spans(main)[-1][0]) and _suffers(closing):
        return ""  # «… шешімімен куәліктен айыру: 1) …; 2) … жүзеге асырылады»
    first = _FIRST_VERB.search(main)
    found = _of_clause(clause, 0, first.end() if first else len(main))
    if not found and first and _THEN.match(main, first.end()) and _suffers(main[: first.end()]):
        found = _of_clause(clause, first.end(), len(main))  # «парақ толтырылады, одан кейін комиссия шешім қабылдайды»
    if not found and first and _MAY_BE_DONE.search(main[: first.end()]):
        found = _of_clause(clause, 0, len(main))  # «төрағалар … шақырып алынуы мүмкін, сондай-ақ … хақылы»
    return found or (_closing_subject(clause) if clause.introduces else "")


# «… құқығы бар.», «… хақысы жоқ.», not «… құқығы бар адамның шешімімен»
_OWNS = re.compile(
    r"құқығы(?!н\b(?!\s+(?:иелен|пайдалан|сақта|жүзеге|іске)))(?!\s+(?:негізінде|бойынша|туралы|үшін|арқылы)\b)(?!\s+(?:бар|жоқ)\s+(?!және|әрі|не\b|немесе)\w)|хақысы\s+жоқ"
)
_SAYS_THEN_LISTS = re.compile(r"[^:]{0,300}\bмынадай\s[^:]{2,200}?[аеийя]д[ыі]:")
_THEN = re.compile(r",|\s+(?:және|әрі)\s+(?:оны|оларды|оған)\s")


def _suffers(main: str) -> bool:
    """Whether the last verb is passive, so that its subject only suffers."""
    last = word_spans(main)[-1][0]
    passive = _KAZAKH_PASSIVE.search(last) and last not in _KAZAKH_ACTIVE and not _UNDERGOES.search(main)
    return bool(passive) and not main.endswith(("құқылы", "міндетті"))


def _of_clause(clause: Clause, begin: int, end: int) -> str:
    """The subject of the stretch of the main clause from `begin` to `end`."""
    main = clause.main[begin:end].rstrip(" .;:")
    tokens = tokens_of(clause, begin, min(end, begin + 900))
    if not tokens or not main.strip():
        return ""
    theirs = _THEIR_MATTERS.match(main)  # «Мәслихаттардың қарауына мыналар жатады»
    if not theirs and clause.introduces:
        theirs = _THEIR_FUNCTIONS.match(main)  # «Бірлестіктің негізгі функциялары:»
    if theirs:
        return clause.text[begin + theirs.start("whose") : begin + theirs.end("whose")]
    whose = owes(clause, tokens, main) if _OWES.search(main) else ""
    if whose:
        return whose
    possessor = bool(_OWNS.search(main)) or "құқығ" in clause.items[1] or main.endswith(("нің", "ның"))
    if (_suffers(main) and not possessor) or _MAY_BE_DONE.search(main) or _MUST_BE_DONE.search(main):
        return ""
    saving = _SAVING_FIRST.match(main)
    ends = {condition_end(main), saving.end() if saving else 0} - {0}
    for start in sorted(
        (begin + e for e in ends), reverse=True
    ):  # «Кеңес … берген жағдайда, бағалаушы … өтейді»: the main clause's own subject first
        found = _subject(clause, tokens_of(clause, start, min(end, start + 900)), possessor=possessor)
        if found and not found.startswith(("оның ", "олардың ")):  # «өкілі немесе … болған жағдайда оның мұрагері»
            return found
    found = _subject(clause, tokens, possessor=possessor)
    if not found and clause.introduces and len(tokens) < 4 and _WHO_MAY.search(clause.items[1].rstrip(" .;:")):
        last = tokens[-1][0]  # «Декларант: 1) …; 2) … жүргізуге міндетті»
        named = is_nominative(last) and not last.endswith(("у", "ю")) and not _NOT_WHO.search(last)
        return clause.text[tokens[0][1] : tokens[-1][2]] if named and last not in ADVERBIAL else ""
    return found or (_whoever(clause, tokens) if main.endswith(("міндетті", "құқылы")) else "")


_OWES = re.compile(r"(?:міндеті|борышы|парызы)\s+болып\s+табылады$|(?:болуға|болуы)\s+тиіс$")
_THEIR_MATTERS = re.compile(
    r"\s*(?P<whose>(?:[^\s,;:]+\s+){0,5}?[^\s,;:]+[ндт][ыі]ң)\s+(?:қарауына|құзыретіне|өкілеттіктеріне|функцияларына)\s[^,;:]{0,40}?жатады$"
)
_THEIR_FUNCTIONS = re.compile(
    r"\s*(?P<whose>(?:[^\s,;:]+\s+){0,8}?[^\s,;:]+[ндт][ыі]ң)\s+(?:[^\s,;:]+\s+){0,2}(?:функциялары|өкілеттіктері|құзыреті)$"
)
_WHO_MAY = re.compile(r"(?:міндетті|құқылы)$")


def _whoever(clause: Clause, tokens: list[Token]) -> str:
    """«Лабораншы нәтижені жазуға міндетті»: who must or may is a party also when no list names its kind."""
    forms = lemmas([t[0] for t in tokens[:8]], "kaz")
    for i, (word, _, end) in enumerate(tokens[: len(forms) - 1]):
        if word in ADVERBIAL or word in HE or not is_nominative(word) or separated(clause, end, tokens[i + 1][1]):
            return ""
        if word in patterns("kaz").adjectives or word in BETWEEN or belongs(tokens, forms, i + 1):
            continue
        if word in _WHICH or is_nominative(tokens[i + 1][0]):
            continue
        if forms[i].endswith(("у", "ю")) or _NOT_WHO.search(word) or _CONVERB.search(word):
            return ""
        return clause.text[tokens[0][1] : end]
    return ""


_WHICH = frozenset(
    {"осы", "бұл", "мұндай", "өз", "барлық", "әр", "әрбір", "кез", "келген", "өзге", "басқа", "олар", "ол"}
)
_CONVERB = re.compile(r"\w[аеыі]п$")  # «Реттеп | лицензиялауды …»
_NOT_WHO = re.compile(r"(?:лық|лік|дық|дік|тық|тік|ған|ген|қан|кен|тын|тін)$")


def _closing_subject(clause: Clause) -> str:
    """Whom the last item names, where the lead-in is no more than «Егер адам:», «Мыналарды:».

    «Егер лауазымды адам: 1) …; 2) … болса, ол … алмайды»: the lead-in's own party; «… қоспағанда, барлық қызметшілер
    …дан өтеді»: the one behind the condition.
    """
    closing = clause.items[1].rstrip(" .;:")
    if len(word_spans(clause.low)) > 6 or not _CLOSES.search(closing):
        return ""
    ends = [m.end() for m in re.finditer(r"(?:\w(?:са|се)|жағдайда|жағдайларда|кезде|қоспағанда),?\s", closing)]
    if not ends:
        return ""
    tail = closing[ends[-1] :]
    seen = word_spans(tail)
    if seen and seen[0][0] in HE:
        own = replace(clause, main=_IF_WORD.sub(lambda m: " " * len(m.group()), clause.low), introduces=False)
        return _subject(own, tokens_of(own, 0, min(len(own.main), 900)), possessor=False)
    last = replace(clause, text=tail, low=tail, main=tail, introduces=False, items=("", ""), lead=None)
    return _of_clause(last, 0, len(tail))


_CLOSES = re.compile(KAZAKH_FINITE.pattern + r"|\b(?:міндетті|құқылы|тиіс)(?:\s+емес)?$")
_IF_WORD = re.compile(r"^\W*егер\b")
_UNDERGOES = re.compile(r"\w[^лн\W]у(?:ға|ге)\s+жатады$")  # «аттестаттаудан өтуге жатады», not «қабылдануға жатады»
# «тоқтатылуы мүмкін», «берілуі мүмкін»: the subject only suffers
_MAY_BE_DONE = re.compile(
    r"\b(?!ұсын(?!ыл)|қолдан(?!ыл)|пайдалан(?!ыл)|шағымдан|бағын|жүгін|сүйен)[а-яәғқңөұүһі]{2,}[ыіае][лн]у[ыі]\s+(?:д[ае]\s+)?мүмкін$"
)
_MUST_BE_DONE = re.compile(
    r"\b(?!ұсын(?!ыл)|қолдан(?!ыл)|пайдалан(?!ыл)|шағымдан|бағын|жүгін|сүйен|айналыс)[а-яәғқңөұүһі]{2,}[ыіае][лн]у(?:ға|ге|ы|і)\s+тиіс$"
)
_SAVING_FIRST = re.compile(r"[^,;:]{3,300}\bжағдай(?:лар)?ды\s+қоспағанда,\s")


def _subject(clause: Clause, tokens: list[Token], *, possessor: bool) -> str:
    """The first noun group without a case ending (of a right also in the genitive) whose head can act."""
    heads = patterns("kaz").heads
    forms = lemmas([t[0] for t in tokens], "kaz")
    owner, floor = "", 0
    behind = -1 if possessor else _behind_object(clause, tokens, forms)
    for i, (word, _, end) in enumerate(tokens):
        if (
            i < behind
            or not (acts(tokens, forms, i) or forms[i] in clause.initials)
            or not _kazakh_case(word, forms[i], possessor=possessor)
        ):
            continue
        if is_made(tokens, i) or (possessor and is_owner_of_party(tokens, forms, i)):
            continue
        if _before_verb(clause, tokens, forms, i):
            floor = floor or max((k + 1 for k in range(i) if is_object(tokens[k][0])), default=0)
            continue
        following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        joined = _joined(tokens, forms, i) if following in JOINS else 0
        if _passed(clause, tokens, forms, i, joined):
            continue
        begin = max(opening(clause, tokens, i), floor)
        start = tokens[begin][1]
        has = tokens[i + 2][0] if i + 2 < len(tokens) else ""
        own = (forms[i + 1] in _OWN_WAYS and has in _WITHIN) or following in _IN_TIME if following else False
        if following and not own and not separated(clause, end, tokens[i + 1][1]) and belongs(tokens, forms, i + 1):
            if has in HAVING:  # «мемлекет | мүгедектігі бар адамдардың …»
                return clause.text[start:end]
            many = word.endswith(PLURAL)  # «тұлғалар мазмұнын министрлік айқындайтын жарғы негізінде …»
            if not owner and (begin == 0 or many) and following.endswith(("ын", "ін")):
                owner = clause.text[start:end]  # «Субъект келісімін қайтарады»: his own, if nobody else is named
            continue  # «мемлекеттік орган басшысы», «кәсіпорын қызметінің»: the later noun is the head
        if following and word == forms[i] and forms[i + 1] in heads and is_nominative(following):
            after = tokens[i + 2][0] if i + 2 < len(tokens) else ""
            owns = bool(after) and (after in AFTER_NOT or is_possessed(after, forms[i + 2]))
            if not owns:
                continue  # «тіркеуші орган», but not «орган | бағалаушылар палатасына»
        last = last_of_group(clause, tokens, forms, joined or i)
        last = last_genitive(clause, tokens, forms, i, last) if possessor else last
        return whole(clause, start, tokens[last][2])
    return owner


_OWN_VERB = re.compile(r"\w(?:[ғқ]ан|[гк]ен|[аеий]т[ыі]н)(?:[ғқ]а|[гк]е|нан|нен|да|де)?$")


def _behind_object(clause: Clause, tokens: list[Token], forms: list[str]) -> int:
    """«… сот шығарған шешімге шағымды | судья жеке-дара қарайды»: the last party that its verb's object stands right before."""
    for k in range(len(tokens) - 2, 1, -1):
        if is_taken(tokens[k][0], forms[k]):
            return -1
        party = forms[k] in patterns("kaz").heads or forms[k] in clause.initials
        if not party or not is_nominative(tokens[k][0]):
            continue
        begin = kazakh_start(clause, tokens, k)
        if begin < 1 or not is_taken(tokens[begin - 1][0], forms[begin - 1]):
            continue
        if any(tokens[m][0] == "ал" and separated(clause, tokens[m - 1][2], tokens[m][1]) for m in range(1, k)):
            return -1  # «… тексеруді орган, ал … тексеруді бөлімшелер жүргізеді»
        apart = separated(clause, tokens[k][2], tokens[k + 1][1])
        if not apart and forms[k + 1] in patterns("kaz").heads:
            continue  # «сарапшы | мамандардың қорытындысы»
        if apart and any(t[0] == "арқылы" for t in tokens[k:]):
            continue  # «арызды корпорация, портал арқылы береді»
        near = [t[0] for t in tokens[k + 1 : k + 7]]
        if any(_OWN_VERB.search(w) and not SUFFERED.search(w) for w in near) or (near and near[0] in JOINS):
            continue  # «сот | қаулы шығарғанға дейін …», «филиалдары немесе портал арқылы тапсырады»
        alone = not separated(clause, tokens[begin - 1][2], tokens[begin][1])
        if alone and not belongs(tokens, forms, k + 1) and not _passed(clause, tokens, forms, k, 0):
            return k
    return -1


_OWN_WAYS = frozenset({"құзырет", "өкілеттік"})
_IN_TIME = frozenset({"мерзімінде", "уақытында"})
_WITHIN = frozenset({"шегінде", "бойынша", "шеңберінде"})


def _passed(clause: Clause, tokens: list[Token], forms: list[str], i: int, joined: int) -> bool:
    """Whether a party is only mentioned: before a postposition, in a bracket, as the subject of a participle."""
    word, at, end = tokens[i]
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    after = tokens[joined + 1][0] if joined and joined + 1 < len(tokens) else ""
    if (following in AFTER_NOT and not joined) or after in AFTER_NOT - JOINS or _named_only(clause, at):
        return True
    if PARTICIPLE.search(following) and i + 2 < len(tokens) and tokens[i + 2][0].startswith(_MOMENTS):
        return True  # «комиссия құрылған күннен», «орган тіркеген күннен бастап»
    if following in {"бар", "жоқ"} and i + 2 < len(tokens):
        return True  # «жоғары тұрған органы жоқ | органның басшысы»
    if following in JOINS and not joined and _told_of(tokens, forms, i):
        return True
    if following in patterns("kaz").active_participles and not separated(clause, end, tokens[i + 1][1]):
        return True  # «уәкілетті орган айқындаған тәртіппен»: the subject of the participle
    if word == "орталық" and following in {"мемлекеттік", "атқарушы"}:
        return True
    # «әзірлеуші мемлекеттік органдар»; words that are reported
    apart = bool(following) and separated(clause, end, tokens[i + 1][1])
    return (_appositive(tokens, forms, i) and not apart) or _reported(tokens, forms, i, patterns("kaz").heads)


_MOMENTS = ("күн", "кез", "сәт", "соң", "жер")


def _told_of(tokens: list[Token], forms: list[str], i: int) -> bool:
    """«лауазымды адамы немесе қызметкері болып табылатын | тұлға»: joined parties that only tell what a later one is."""
    heads = patterns("kaz").heads
    near = range(i + 2, min(i + 5, len(tokens) - 1))
    other = next((k for k in near if forms[k] in heads and is_nominative(tokens[k][0])), 0)
    return other > 0 and tokens[other + 1][0] == "болып"


def _before_verb(clause: Clause, tokens: list[Token], forms: list[str], i: int) -> bool:
    """«органның басшысы тағайындайтын аппарат басшылары басқарады»: a party of a clause before the verb's own subject."""
    last = len(tokens) - 2
    if last <= i + 1 or forms[last] not in patterns("kaz").heads or not is_nominative(tokens[last][0]):
        return False
    told = tokens[i + 1][0]
    if PARTICIPLE.search(told) and not SUFFERED.search(told) and not separated(clause, tokens[i][2], tokens[i + 1][1]):
        return True  # «шетелдік тұлғалар қатысатын істі | соттар қарайды»
    if _early(clause, tokens, i, last):
        return True
    inside = [t[0] for t in tokens[i + 1 : last]]
    near = inside[-2:] if len(inside) > 1 else inside
    paid = any(is_object(tokens[k][0]) and PARTICIPLE.search(tokens[k - 1][0]) for k in range(i + 2, last))
    if not paid and not any(is_object(t[0]) for t in tokens[:i]):
        return False  # «Парламент … тұратын комиссия құрады»: here it is the object
    return any(PARTICIPLE.search(w) for w in near) and not separated(clause, tokens[i][2], tokens[last][1])


def _early(clause: Clause, tokens: list[Token], i: int, last: int) -> bool:
    """«Екі адам қайтыс болған оқиғаларды тергеп-тексеруді … комиссия жүргізеді»: it has a verb of its own close by."""
    own = next((k for k in range(i + 2, min(i + 4, last)) if PARTICIPLE.search(tokens[k][0])), 0)
    if not own or separated(clause, tokens[i][2], tokens[own][1]) or tokens[own + 1][0] in _TIMES:
        return False
    return any(is_object(t[0]) for t in tokens[own + 1 : last])


_TIMES = frozenset({"күннен", "күні", "кезде", "кезден", "жағдайда", "жағдайларда", "соң", "сәттен"})


def _appositive(tokens: list[Token], forms: list[str], i: int) -> bool:
    """Whether the party only tells what kind of a later one is meant, with an adjective between them."""
    following = tokens[i + 1][0] if i + 1 < len(tokens) else ""
    if tokens[i][0] == "шетелдік" and following and (following in BETWEEN or forms[i + 1] in patterns("kaz").heads):
        return True  # «шетелдік соттардың»
    if i + 2 >= len(tokens) or tokens[i + 1][0] not in BETWEEN or forms[i + 2] not in patterns("kaz").heads:
        return False
    if GENITIVE.fullmatch(tokens[i][0][len(forms[i]) :]):  # «органның лауазымды адамының»
        return GENITIVE.fullmatch(tokens[i + 2][0][len(forms[i + 2]) :]) is not None
    later = tokens[i + 2][0]
    if not is_nominative(later):  # «субъектісі уәкілетті адамының қатысуымен»
        return is_possessed(later, forms[i + 2]) and tokens[i][0] != forms[i]
    return tokens[i][0] == forms[i]


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


def _kazakh_case(word: str, lemma: str, *, possessor: bool) -> bool:
    return is_nominative(word) or (possessor and GENITIVE.fullmatch(word[len(lemma) :]) is not None)
