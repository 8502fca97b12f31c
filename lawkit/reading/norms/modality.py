"""Must, may, must not, power, principle, rule-making, or nothing: the modality of a clause and of its list.

An item that goes on with its lead-in's sentence takes the lead-in's modality. In Kazakh the predicate of such a list
stands in its last item («…: 1) …уге; 2) …уге міндетті.»), so that item speaks for all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lawkit.language import lemmas, word_spans, words
from lawkit.language.kazakh import is_nominative
from lawkit.language.morphology import russian_form
from lawkit.model import Language, Modality
from lawkit.reading.norms.addressee import find_addressee
from lawkit.reading.norms.addressee_english import can_act
from lawkit.reading.norms.clauses import Clause, Lead, main_clause, patterns, without_quotations
from lawkit.reading.norms.deadlines import find_deadlines
from lawkit.reading.norms.verbs_english import BE, english_verb

_KAZAKH_FINITE = re.compile(r"[аеийя]д[ыі]$")


class Verdict(NamedTuple):
    """A modality, whether it comes from the lead-in, and what a list under this clause holds."""

    modality: Modality
    inherited: bool = False
    kind: str = "modal"  # modal, powers, principles, enumeration, acts (a list of what an act to be issued holds)


_DEED_FIRST = re.compile(r"(?<![мбп][ае]й)(?<!таныла)(?<!табыла)(?<!есептеле)(?<=[аеийя])д[ыі]\s+(?:және|әрі)\s")


def explicit(main: str, language: Language) -> tuple[Modality, int] | None:
    """The modality that a modal word of a main clause gives, with its place."""
    found: list[tuple[int, int, Modality]] = []
    for rank, (name, pattern) in enumerate(patterns(language).modality):
        if language == "kaz":  # the predicate stands last
            places = [m.start() for m in pattern.finditer(main)]
            match_at = places[-1] if places else -1
        else:
            match = pattern.search(main)
            match_at = _place(match) if match else -1
        if match_at >= 0:
            found.append((match_at, rank, name))
    if not found:
        return None
    if language == "kaz":
        denial = next((f for f in found if f[2] == "prohibition"), None)
        if denial and _DEED_FIRST.search(
            main, 0, denial[0]
        ):  # «бақылайды және … жол бермейді»: it goes by its first verb
            found = [f for f in found if f is not denial]
            denial = None
            if not found:
                return None
        best = denial or max(found, key=lambda f: (f[0], -f[1]))
    else:
        best = min(found)
    return best[2], best[0]


def _place(match: re.Match[str]) -> int:
    """Where a modal word stands: its group `verb` where the pattern has one («право … принадлежит»)."""
    at = match.start("verb") if "verb" in match.re.groupindex else -1
    return at if at >= 0 else match.start()


def delegates(main: str, language: Language) -> int:
    """Where the rule-making words stand, -1 when no rule-making is handed to anybody."""
    rules = patterns(language)
    match = rules.delegation.search(main)
    if not match or rules.not_delegation.search(main, match.start()):
        return -1
    if language == "kaz" and _other_object(match.group()):
        return -1
    return match.start()


_OTHER_OBJECT = re.compile(r"(?:[ғқ]ан|[гк]ен|[аеий]т[ыі]н)\s[^.;:]*\w(?:[ыі]н|[лдт][ае]рд[ыі])(?:\s\([^()]*\))?\s\w+$")
_FOR_A_DEED = re.compile(r"\w+\s+(?:\w+\s+){0,3}\w*[ую]\s+(?:үшін|мақсатында)\s")  # «талаптарды қамтамасыз ету үшін …»
_RULES_AGAIN = re.compile(r"(?:қағида|тәртіб|тізбе|нысан|талап|шарт|мерзім|мөлшер|стандарт|тариф|норма)\w*\s\w+$")


def _other_object(said: str) -> bool:
    """«талаптарын бұзған субъектісін айқындайды»: the rules belong to a participle, the verb has an object of its own."""
    told = _OTHER_OBJECT.search(said) or _FOR_A_DEED.match(said)
    return told is not None and _RULES_AGAIN.search(said) is None


def finite_verb(main: str, language: Language) -> int:
    """Where the main clause's finite verb stands (the first in Russian, the last word in Kazakh); -1: there is none."""
    if language == "kaz":
        found = word_spans(main.rstrip(" .;:"))[-1:]
        return found[0][1] if found and _KAZAKH_FINITE.search(found[0][0]) else -1
    if language == "eng":
        return english_verb(main)
    nouns = patterns("rus").not_verbs
    for word, start, _ in word_spans(main):
        if len(word) > 2 and russian_form(word).first == "VERB" and word not in nouns:
            return start
    return -1


def has_actor(clause: Clause) -> bool:
    """Whether a bare lead-in («Уполномоченный орган:») names somebody who can act; in Kazakh its last word does."""
    if clause.language == "rus" and clause.predicate < 0:
        return bool(find_addressee(clause, "power"))
    rules = patterns(clause.language)
    seen = words(clause.main)
    forms = lemmas(seen[-1:] if clause.language == "kaz" and clause.introduces else seen, clause.language)
    if clause.language == "eng":
        return any(can_act(f, clause) for f in forms)
    return any(f in rules.heads for f in forms)


def judge(clause: Clause, *, defined: bool) -> Verdict:
    """The modality of a clause; sets `clause.predicate`."""
    if defined:
        return Verdict("definition", kind="enumeration")
    lead = clause.lead
    if lead is not None:
        return _item(clause, lead)
    own = _own(clause, clause.spoken)
    if own is None and clause.main != clause.low and not _only_names(clause):
        own = _own(clause, without_quotations(clause.low))
        if own is not None:
            clause.main = clause.low
    if own is not None:
        return own
    if clause.introduces:
        return _bare(clause)
    return Verdict("none", kind="enumeration")


def _only_names(clause: Clause) -> bool:
    """«Служба при учете лиц, к которым применяется надзор:»: the verb is another's, the lead-in only names who acts."""
    if not clause.introduces or clause.language != "rus" or not has_actor(clause):
        return False
    low = without_quotations(clause.low)
    return explicit(low, "rus") is None and patterns("rus").statements.search(low) is None


def _item(clause: Clause, lead: Lead) -> Verdict:
    """An item of a list."""
    language = clause.language
    if lead.kind == "principles":
        return Verdict("principle", inherited=True, kind="principles")
    sentence = clause.text[:1].isupper() and not clause.introduces
    if lead.kind == "powers":
        found = explicit(clause.spoken, language)
        if clause.introduces and patterns(language).delegation_list.search(clause.spoken.rstrip()):
            return Verdict("delegation", inherited=True)  # «разрабатывает и утверждает:»
        rule_making = delegates(clause.spoken.partition(";")[0], language)
        clause.predicate = found[1] if found else finite_verb(clause.spoken, language)
        if found and (rule_making < 0 or found[1] < rule_making) and _speaks(clause, found[1]):
            return Verdict(found[0], inherited=True)
        return Verdict("delegation" if rule_making >= 0 else "power", inherited=True, kind="powers")
    if sentence:
        own = _own(clause, clause.spoken)
        if own is not None:
            return own
    if lead.kind == "bare" and language != "kaz":  # the predicates stand in the items
        own = _own(clause, clause.spoken)
        if own is not None:
            return own
    says_nothing = lead.kind == "enumeration" and lead.modality == "none"
    if lead.modality == "none" and clause.introduces and _names_body(clause):
        return _bare(clause)  # «Помимо общих функций: 1) палата: …»
    if says_nothing or (
        language == "rus" and lead.modality == "duty"
    ):  # «устанавливаются требования: лицам запрещается …»
        own = _own_in_list(clause)
        if own is not None:
            return own
    clause.predicate = finite_verb(clause.spoken, language)
    return Verdict(lead.modality, inherited=True, kind=lead.kind)


def _names_body(clause: Clause) -> bool:
    """Whether an item of an article on competence only names the body whose functions follow; Russian only."""
    if clause.language != "rus" or not patterns("rus").powers.search(clause.heading):
        return False
    return finite_verb(clause.spoken, "rus") < 0 and has_actor(clause)


_MAY = re.compile(r"вправе|запрещ|воспрещ|нельзя|недопустим|допуска|разреша|\bмо[гж][еу]т\b|\bн[еи]|прав[оа]|возмож")


def _own_in_list(clause: Clause) -> Verdict | None:
    """An item with a modal word of its own under a lead-in that says nothing («наступают следующие последствия:»)."""
    if clause.language == "rus" and not _MAY.search(clause.spoken, 0, 160):
        return None
    found = explicit(clause.spoken, clause.language)
    if not found or clause.language == "eng" or found[0] == "duty":
        return None
    if clause.language == "kaz":  # only where the modal word ends the item
        closes = len(clause.spoken.rstrip(" .;:")) - found[1] < 30
        return _own(clause, clause.spoken) if closes else None
    verb = finite_verb(clause.spoken, "rus")
    alone = verb < 0 and clause.spoken.startswith("вправе", found[1]) and "," not in clause.spoken[: found[1]]
    first = alone or 0 <= verb <= found[1] + 1
    return _own(clause, clause.spoken) if first and found[1] < 120 else None


def _speaks(clause: Clause, at: int) -> bool:
    """In Russian a modal word governs the item only near its beginning («вправе …»), not inside a later clause."""
    return clause.language != "rus" or at < 40 or clause.text[:1].isupper()


def _own(clause: Clause, main: str) -> Verdict | None:
    """What the clause's own words say; None when it has no predicate."""
    language, rules = clause.language, patterns(clause.language)
    if language == "kaz" and not clause.introduces:
        main = _first_clause(main)
    if rules.citations.match(clause.low):
        return Verdict("none", kind="enumeration")
    found, rule_making = explicit(main, language), delegates(main, language)
    verb = finite_verb(main, language)
    stated = rules.statements.search(main.rstrip(" .;:") if language == "kaz" else main)
    if stated and language == "rus" and 0 <= verb < stated.start():
        stated = None  # another verb speaks first
    if found and language == "rus" and 0 <= verb < found[1] and not stated and rule_making < 0:
        found = None  # «принимается … и может быть обжаловано»: the first predicate counts
    if clause.introduces and rules.delegation_list.search(main.rstrip()) and verb >= 0:
        clause.predicate = verb
        return Verdict("delegation", kind="modal")
    principled = _principles(clause, stated) if clause.introduces else None
    clause.predicate = found[1] if found else verb
    if principled and (stated or not (found and found[1] < principled.start())):
        return Verdict("principle" if stated or not found else found[0], kind="principles")
    if language == "eng" and _lists_powers(clause, main):
        return Verdict("power", kind="powers")
    if (
        found
        and not (0 <= rule_making < found[1] + (language == "eng"))  # “shall approve the rules”
        and not (stated and language != "kaz" and stated.start() <= found[1] - (found[0] == "right"))
    ):
        return Verdict(found[0])
    if rule_making >= 0 and not (stated and language != "kaz" and stated.start() < rule_making):
        active = language == "eng" and verb < 0 and not BE.search(main, rule_making)
        clause.predicate = rule_making if active else verb
        if _has_author(clause, main, verb):
            return Verdict("delegation", kind="acts")
    if stated:
        if stated.group().startswith("основыва") and rules.principles.search(clause.heading):
            return Verdict("principle", kind="principles")
        competence = clause.introduces and rules.powers.search(main) and not stated.group().startswith("полномочия")
        return Verdict("power", kind="powers") if competence else Verdict("none", kind="enumeration")
    if language == "rus" and rules.operative.search(main):
        return Verdict("none", kind="enumeration")
    if language == "rus" and verb < 0:
        order = rules.instructs.search(main)
        if order:
            clause.predicate = order.start()
            return Verdict("duty")
    if verb < 0:
        return None
    if rules.principles.search(clause.heading) and not clause.introduces:
        return Verdict("principle", kind="principles")
    competent = rules.powers.search(clause.heading) or (clause.introduces and _is_about(clause))
    if language == "kaz" and clause.introduces and rules.powers.search(main):
        return Verdict("power", kind="powers")  # «Комиссия мынадай функцияларды жүзеге асырады:»
    acts = bool(find_addressee(clause, "power")) if language == "rus" else has_actor(clause)
    if competent and acts:
        return Verdict("power", kind="powers" if clause.introduces else "modal")
    return Verdict("duty")


def _lists_powers(clause: Clause, main: str) -> bool:
    """“The authorized body shall:”, “… the following functions:” in an article on competence: what follows are its functions."""
    said = clause.introduces and main.rstrip(" :").endswith((" shall", " functions", " powers"))
    told = main.rstrip(" :").endswith((" following functions", " following powers"))
    return said and (told or patterns("eng").powers.search(clause.heading) is not None) and has_actor(clause)


_GOES_ON = re.compile(r",\s+(?:бірақ|алайда|сондай-ақ|ол|олар|оған|оны|онда|онымен|оның|олардың|бұл)\s|:\s+(?=\w)")
_SAID = re.compile(r"(?:[аеийя]д[ыі]|\bміндетті|\bқұқылы|\bтиіс)$")


def _first_clause(main: str) -> str:
    """«Сот ұйғарым шығарады, оған шағым берілуі мүмкін»: a sentence goes by its first clause, the rest tells of its deed.

    Also «иеленуші мынадай мәліметтерді енгізеді: аты, тегі».
    """
    for found in _GOES_ON.finditer(main) if "," in main or ":" in main else ():
        if _SAID.search(main, max(0, found.start() - 12), found.start()):
            return main[: found.start()]
    return main


def _principles(clause: Clause, stated: re.Match[str] | None) -> re.Match[str] | None:
    """The word «принципы» of a lead-in, unless a thing done by principles is listed («… в соответствии с принципами являются:»)."""
    found = patterns(clause.language).principles.search(clause.low)
    if found and stated and clause.language == "rus" and found.start() < stated.start():
        by = clause.low[max(0, found.start() - 40) : found.start()]
        if "в соответствии с" in by:
            return None
    return found


_REFLEXIVE = re.compile(r"\w+ся\b")
_LAWS = re.compile(r"(?:иным\w+\s)?(?:настоящ|закон|кодекс|конституц|договор|международн)")
_BY_ACT = re.compile(r"\b(?:актом|актами|решением|решениями|приказом|постановлением|указом)\b")


def _has_author(clause: Clause, main: str, verb: int) -> bool:
    """«Порядок определяется …» hands rule-making over only where it says by whom, or by what act."""
    if clause.language != "rus" or verb < 0 or not _REFLEXIVE.match(main, verb):
        return True
    by_act = _BY_ACT.search(main, verb) or _by_rules_of(clause, verb)
    return bool(by_act) or bool(find_addressee(clause, "delegation"))


def _by_rules_of(clause: Clause, verb: int) -> bool:
    """«Порядок определяется правилами учета, утверждаемыми палатой»: the rules that set it are somebody's to make."""
    found = patterns("rus").embedded_delegation.search(clause.low, verb)
    if found is None or clause.low[verb : found.start()].count(" ") != 1:
        return False
    return not _LAWS.match(clause.low, found.start("issuer"))


def _is_about(clause: Clause) -> bool:
    """Whether the article's heading is the lead-in's subject: «Отраслевой центр» and «Отраслевой центр …:»."""
    first = words(clause.low)[:4]
    if len(clause.heading) < 4 or words(clause.heading)[:2] != first[:2]:
        return False
    heads = patterns(clause.language).heads
    if clause.language != "rus":
        return any(f in heads for f in lemmas(first, clause.language))
    noun = next((w for w in first if russian_form(w).first == "NOUN"), "")
    return russian_form(noun).animate or lemmas([noun], "rus")[0] in heads


def _named(clause: Clause) -> bool:
    """Whether a Kazakh lead-in can name a party or speaks of powers: «Куәлікке: …», «Қарау мерзімі: …» do not."""
    last = words(clause.main)[-1:]
    if not last or last[0].startswith(("мерзім", "тәртіб", "мөлшер")):
        return False
    within = last[0] in {"шегінде", "шеңберінде"}  # «Органдар жүктелген міндеттер шегінде:»
    return within or is_nominative(last[0]) or patterns("kaz").powers.search(clause.low) is not None


def is_charged(clause: Clause) -> bool:
    """Whether a Russian lead-in begins with somebody in the dative, and its items tell what to do."""
    deed = words(clause.items[0])[:1]
    if not deed or russian_form(deed[0]).first != "INFN":
        return False
    first = words(clause.low)[:1]
    form = russian_form(first[0]) if first else None
    return (
        form is not None and "datv" in form.cases and "nomn" not in form.cases and bool(find_addressee(clause, "duty"))
    )


_FUNCTIONS_OF = re.compile(r"[ндт][ыі]ң\s+(?:[^\s,;:]+\s+){0,2}(?:функциялары|өкілеттіктері|құзыреті)\s*:$")


def _bare(clause: Clause) -> Verdict:
    """A lead-in without a predicate: «Уполномоченный орган:»; in Kazakh the last item may hold the predicate."""
    rules = patterns(clause.language)
    if clause.language == "kaz" and clause.items[1]:
        tail = main_clause(clause.items[1], "kaz")
        found = explicit(tail, "kaz")
        if found:
            return Verdict(found[0])
        if rules.principles.search(clause.low) or rules.principles.search(tail):
            return Verdict("principle", kind="principles")
        if rules.statements.search(tail.rstrip(" .;")):
            competence = rules.powers.search(clause.low)
            return Verdict("power", kind="powers") if competence else Verdict("none", kind="enumeration")
        closes = finite_verb(tail, "kaz") >= 0 > finite_verb(clause.items[0], "kaz")
        if closes and has_actor(clause) and rules.powers.search(clause.heading):
            return Verdict("power", kind="powers")
        if finite_verb(clause.items[0], "kaz") >= 0 and _named(clause):
            return Verdict("power", kind="powers")
        if _FUNCTIONS_OF.search(clause.low) and not closes:
            return Verdict("power", kind="powers")  # «Бірлестіктің негізгі функциялары: 1) …ды қорғау;»
        if closes or not has_actor(clause):
            return Verdict("duty")
    if rules.principles.search(clause.low):
        return Verdict("principle", kind="principles")
    if clause.language == "rus" and is_charged(clause):
        return Verdict("duty")  # «Акимам областей: 1) принять …; 2) представлять …»
    if has_actor(clause):
        timed = " минут " in clause.low or find_deadlines(clause.text, clause.low, 0, clause.language)
        if timed and not rules.powers.search(clause.heading):
            return Verdict("duty")  # «Орган не позднее трех дней: 1) проверяет …»
        return Verdict("power", kind="powers")
    return Verdict("none", kind="bare")
