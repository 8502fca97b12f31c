"""Whom a Russian norm speaks to: the subject before the predicate, else the dative, else the agent of a passive."""

from __future__ import annotations

import re

from lawkit.language import lemmas
from lawkit.language.morphology import russian_form
from lawkit.model import Modality
from lawkit.reading.norms.clauses import Clause, patterns
from lawkit.reading.norms.russian_groups import SUFFERS, RussianGroups
from lawkit.reading.norms.tokens import Token, tokens_of

_LOOK = 600


def russian_addressee(clause: Clause, modality: Modality) -> str:
    """Subject before the predicate, else the dative, else the agent; a passive's subject only suffers."""
    end = clause.predicate if clause.predicate >= 0 else min(len(clause.main), _LOOK)
    before = tokens_of(clause, max(0, end - _LOOK), end)
    behind = tokens_of(clause, end, end + 400)
    group = RussianGroups(clause)
    passive = _is_passive(behind, modality) or _is_done(before, behind, group)
    competent = _competent(clause, group)
    if competent:
        return competent
    if modality == "duty" and behind and behind[0][0].startswith("обязательн"):
        return group.deed_done_by(behind)  # «обязательны для исполнения участниками»
    if behind and behind[0][0] in SUFFERS:  # «Аттестации подлежат все гражданские служащие»
        subject = group.persons(before, behind)
        if subject:
            return subject
    if modality == "duty" and clause.predicate < 0 and clause.introduces and group.charged(before):
        return group.find(before, "datv")
    deed = clause.predicate >= 0 and _DEED_IS_SUBJECT.match(clause.main, clause.predicate)
    if not passive and not deed:
        late = group.right_after(behind, "nomn") if clause.predicate >= 0 and group.opens_with_object(before) else ""
        late = late or (group.behind_deed(before, behind) if clause.predicate >= 0 else "")
        subject = (
            late or group.find(before, "nomn") or (group.right_after(behind, "nomn") if clause.predicate >= 0 else "")
        )
        subject = subject or group.named_by_deed(before) or group.persons_before(before, behind)
        if subject:
            return subject
    if modality in {"prohibition", "right", "duty"}:
        impersonal = clause.predicate >= 0 and patterns("rus").impersonal.match(clause.main, clause.predicate)
        dative = (
            group.receiver(before, behind) or group.right_after(behind, "datv") if impersonal else ""
        ) or group.bearer(behind, modality)
        if not dative and modality == "right":
            dative = group.holder(before, behind)
        if dative:
            return dative
        acts = group.agent(before, behind) if passive and _DONE_BY.search(behind[0][0]) else ""
        if acts:
            return acts
        late = group.strictly(behind, "nomn") if clause.predicate >= 0 else ""
        if late:
            return late
    if deed:  # «Использование ключей другими лицами не допускается»
        return (
            group.agent(before, [])
            or (modality == "prohibition" and group.deed_done_by(behind))
            or group.own_deed(before)
            or group.own_deed(behind)
            or initials(clause, passive=False)
        )
    acts = group.agent(before, behind) if passive or modality == "delegation" else ""
    return acts or initials(clause, passive=passive)


_INITIALS = re.compile(r"(?<![\w-])[А-ЯЁ]{2,8}(?![\w-])(?:\s+«[^»]{1,80}»)?")
_OPENS = re.compile(r"(?:^|[,.]\s)\W*(?:при\s+этом\s|также\s)?$", re.IGNORECASE)


def initials(clause: Clause, *, passive: bool) -> str:
    """A party named by first letters, that has no cases: «КС публикует …», «осуществляется АОО «…»»."""
    for found in _INITIALS.finditer(clause.text, 0, 400):
        name = found.group().split(" ")[0]
        if name not in clause.initials or not clause.main[found.start() : found.end()].strip():
            continue
        if passive:
            between = clause.text[clause.predicate : found.start()].strip()
            if clause.predicate >= 0 and found.start() > clause.predicate and between and " " not in between:
                return found.group()
        elif _OPENS.search(clause.text, max(0, found.start() - 12), found.start()):
            return found.group()
    return ""


def _is_done(before: list[Token], behind: list[Token], group: RussianGroups) -> bool:
    """«Вопрос регистрируется комиссией» is done, «Иммигранты регистрируются в органах» is doing: the same verb."""
    if not behind or behind[0][0] not in patterns("rus").either_reflexives:
        return False
    return bool(group.agent(before, behind)) or not group.find(before, "nomn")


def _is_passive(behind: list[Token], modality: Modality) -> bool:
    """A predicate in -ся, or a modal word with «быть» or an infinitive in -ться."""
    if not behind:
        return False
    if behind[0][0] == "не" and len(behind) > 1:
        behind = behind[1:]
    first = behind[0][0]
    if first in SUFFERS:
        return True
    if (
        first.endswith("ся")
        and first not in patterns("rus").acting_reflexives
        and "ется" not in {first[-4:]} - {"ется"}
    ):
        if first.startswith("разреша") and modality == "duty":
            return True  # «отвод разрешается судом» is decided
        return russian_form(first).first == "VERB" and first not in {"допускается", "разрешается", "запрещается"}
    acting = patterns("rus").acting_reflexives
    participle = any("PRTS" in russian_form(t[0]).parts for t in behind[2:6])  # not «может быть членом»
    return any(
        (t[0] == "быть" and participle) or (t[0].endswith("ться") and t[0] not in acting) for t in behind[1:3]
    ) and first not in {
        "вправе",
        "обязан",
        "обязаны",
    }


_DEED_IS_SUBJECT = re.compile(r"(?:не\s+)?(?:допуска|разреша|запреща|воспреща)[а-я]+ся\b")
_DONE_BY = re.compile(r"^(?!назнач|избира|счита|призна).*ся$")  # «председателем назначается заместитель» has no agent
_COMPETENCE = re.compile(
    r"\bк\s+(?:исключительной\s+)?(?:компетенции|ведению|полномочиям|функциям)\s+(?=[^:]{3,200}\bотнос)"
)


def _competent(clause: Clause, group: RussianGroups) -> str:
    """«К компетенции палаты относятся:»: whose competence it is."""
    found = _COMPETENCE.search(clause.main, 0, 200) if clause.introduces else None
    if not found:
        return ""
    tokens = tokens_of(clause, found.end(), found.end() + 200)[:14]
    stop = next((i for i, t in enumerate(tokens) if t[0].startswith("отнес") or t[0].startswith("относ")), len(tokens))
    tokens = tokens[:stop]
    forms = [russian_form(t[0]) for t in tokens]
    return group.group(tokens, forms, 0, "gent") if tokens else ""


_ITEM_DASH = re.compile(r"\s[–—-]\s")


def party_at_start(clause: Clause, *, alone: bool) -> str:
    """The party that an item of a list names first: «министерство – сведения о …;», «правообладатель оплачивает сбор;».

    With a dash it is the party whatever the lead-in says; with a verb or a colon only where the lead-in names nobody (`alone`).
    """
    if clause.language != "rus" or not clause.text[:1].isalpha():
        return ""
    tokens = tokens_of(clause, 0, 200)[:16]
    forms = [russian_form(t[0]) for t in tokens]
    if not tokens or tokens[0][1] > 0 or "nomn" not in forms[0].cases or clause.text[:1].isupper():
        return ""
    named = RussianGroups(clause).group(tokens, forms, 0, "nomn")
    if not named:
        return ""
    dash = _ITEM_DASH.search(clause.text, 0, 240)
    if dash and "," not in clause.text[len(named) : dash.start()] and finite_before(clause, dash.start()) < 0:
        return "" if _is_composition(clause, dash.end()) else named
    if not alone:
        return ""
    verb = clause.predicate
    rest = clause.text[len(named) : verb] if verb >= 0 else clause.text[len(named) :]
    if verb >= 0 and _STATES.match(clause.main, verb):
        return ""  # «…, если: должник скрыл имущество;»
    if verb >= 0 and not _is_passive(tokens_of(clause, verb, verb + 60), "duty"):
        return named if ":" not in rest else ""
    return named if verb < 0 and clause.introduces and not rest.startswith(",") else ""


_STATES = re.compile(r"(?:не\s+)?(?:явля|име|облада|[а-я]+л[аио]?(?:с[ья])?\b)")


def _is_composition(clause: Clause, at: int) -> bool:
    """«председатель – руководитель организации»: who somebody is, not what he has to do."""
    for word, _, _ in tokens_of(clause, at, at + 100)[:3]:
        form = russian_form(word)
        if form.first == "NOUN":
            return "nomn" in form.cases and (form.animate or lemmas([word], "rus")[0] in patterns("rus").heads)
        if form.first not in {"ADJF", "PRTF"} or "nomn" not in form.cases:
            return False
    return False


def finite_before(clause: Clause, end: int) -> int:
    """Where a finite verb stands before a place of the clause, -1 where none does."""
    return next((t[1] for t in tokens_of(clause, 0, end) if russian_form(t[0]).first == "VERB"), -1)


def agent_at_start(clause: Clause) -> str:
    """The agent that an item of a list names first: «… осуществляется: 1) физическими лицами, …»; Russian only."""
    if clause.language != "rus" or not clause.text[:1].islower():
        return ""
    tokens = tokens_of(clause, 0, 200)[:12]
    forms = [russian_form(t[0]) for t in tokens[:6]]
    strict = next((f for f in forms if f.first == "NOUN"), None)
    if not tokens or tokens[0][1] > 0 or strict is None or strict.cases - {"ablt"} or "ablt" not in forms[0].cases:
        return ""
    forms = [russian_form(t[0]) for t in tokens]
    return RussianGroups(clause).group(tokens, forms, 0, "ablt")
