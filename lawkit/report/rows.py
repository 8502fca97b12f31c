"""The rows of an export: one frozen dataclass a table, each column with its type and, in the annotation, its meaning.

The JSON Schema, the data dictionary and the typed columns of Parquet and Excel are all made from these classes, so that
none of them can say something else than the data.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

from lawkit.model import (
    ActStatus,
    DecisionState,
    DefinitionForm,
    DispositionKind,
    Kind,
    Language,
    LegalClass,
    Modality,
    ReferenceKind,
    ReferenceStatus,
    Status,
    Tier,
    VerdictValue,
)


@dataclass(frozen=True, slots=True)
class ActRow:
    """One text of an act: a work in one language and one edition."""

    act_id: Annotated[str, "Identifier of the act, as on adilet.zan.kz; drafts are «draft:…»."]
    language: Annotated[Language, "Language of the text: rus, kaz or eng."]
    edition: Annotated[dt.date | None, "Date of the edition, where the source tells it."]
    as_of: Annotated[dt.date | None, "The day whose state of the law the text shows, as far as source and notes tell."]
    current: Annotated[bool, "Whether this is the newest text in its language that is stored."]
    kind: Annotated[str, "law, code, constitution, constitutional_law, order, resolution, decree, draft …"]
    number: Annotated[str, "Number of the act, «401-V»."]
    adopted: Annotated[dt.date | None, "Date of adoption."]
    status: Annotated[ActStatus, "in_force, repealed, not_yet_in_force, draft or unknown."]
    provisions: Annotated[int, "How many provisions the tree has."]
    title: Annotated[str, "Title of the act."]
    source: Annotated[str, "Path or address from which the text was read."]
    sha256: Annotated[str, "SHA-256 of the source's bytes."]
    address: Annotated[str, "Address of the text: act@edition/language."]


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A node of an act's tree, in the order of the text."""

    address: Annotated[str, "Address of the provision: act@edition/language#eid."]
    eid: Annotated[str, "Identifier of the provision in its act, after Akoma Ntoso (art_6-2__para_1)."]
    kind: Annotated[Kind, "What the provision is: article, paragraph, subparagraph, chapter …"]
    num: Annotated[str, "The number as printed, «Статья 6-2.»."]
    heading: Annotated[str, "Heading."]
    text: Annotated[str, "The provision's own text, without that of the provisions below it."]
    status: Annotated[Status, "in_force, excluded, not_yet_in_force or suspended."]
    parent: Annotated[str, "eid of the provision above; empty at the top."]


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A stretch of text that points at a provision, an act or a field of legislation."""

    source: Annotated[str, "Address of the provision that refers."]
    text: Annotated[str, "The words of the reference."]
    kind: Annotated[ReferenceKind, "same_provision, same_act, other_act, legislation (in general) or annex."]
    status: Annotated[ReferenceStatus, "resolved, act_only, undetermined or dead."]
    target: Annotated[str, "Address of what is referred to; empty where it is undetermined."]
    successor: Annotated[str, "For a dead target: what took its place, where the register knows it."]
    field: Annotated[str, "For legislation in general: which, «об архивах»."]
    editorial: Annotated[bool, "Whether the reference stands in an editorial note."]
    reason: Annotated[str, "Why it is undetermined or dead."]
    start: Annotated[int, "Where the reference begins in the act's body, in code points."]
    end: Annotated[int, "Where it ends."]


@dataclass(frozen=True, slots=True)
class DefinitionRow:
    """A term and what it means in an act."""

    term: Annotated[str, "The term as printed."]
    short: Annotated[str, "Its abbreviation, «(далее – …)»."]
    text: Annotated[str, "The definition."]
    source: Annotated[str, "Address of the provision that defines."]
    form: Annotated[DefinitionForm, "list, dash, understood, abbreviation or deemed: how the definition is built."]
    scope: Annotated[str, "eid of the grouping for which it holds; empty: the whole act."]
    language: Annotated[Language, "Language."]
    lemma: Annotated[str, "Normal form of the term, by which terms are compared."]
    act_id: Annotated[str, "Identifier of the act."]


@dataclass(frozen=True, slots=True)
class NormRow:
    """Who must, may or must not do what, by when; empty where the text does not say it."""

    source: Annotated[str, "Address of the provision."]
    modality: Annotated[Modality, "duty, right, prohibition, power, principle, definition, delegation or none."]
    negated: Annotated[bool, "Whether the norm is negated."]
    addressee: Annotated[str, "To whom the norm is addressed, as printed."]
    body: Annotated[str, "Identifier of the body in rules/bodies.yaml, or a generic role."]
    action: Annotated[str, "What is to be done."]
    object: Annotated[str, "To what."]
    condition: Annotated[str, "Under which condition."]
    exception: Annotated[str, "Except where."]
    deadlines: Annotated[list[str], "Periods: amount, calendar, unit, from which event."]
    sanction: Annotated[str, "What follows from a breach."]
    text: Annotated[str, "The words of the norm."]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A duplicate, a conflict or a structural gap."""

    id: Annotated[str, "Stable identifier: made from the code and the places without their editions."]
    code: Annotated[str, "Kind of finding, a page in rules/overlaps/ explains each."]
    tier: Annotated[Tier, "certain, likely or possible."]
    cls: Annotated[LegalClass, "Class of legal monitoring: contradiction, duplication, gap, obsolete …"]
    score: Annotated[float, "Similarity or weight, 0 to 1; comparable within one code only."]
    first: Annotated[str, "Address of the first place."]
    second: Annotated[str, "Address of the second place."]
    places: Annotated[list[str], "Addresses of all places."]
    explanation: Annotated[str, "Explanation in the language asked for, else in Russian."]
    explanations: Annotated[dict[str, str], "Explanation by language."]
    texts: Annotated[list[str], "The words at each place, in the order of places."]
    evidence: Annotated[dict[str, Any], "Figures, differing words and norms that the finding rests on."]


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """How one requirement of a checklist fares."""

    checklist: Annotated[str, "Identifier of the checklist in rules/checklists/."]
    item: Annotated[str, "Identifier of the requirement."]
    group: Annotated[str, "Group of the requirement."]
    value: Annotated[VerdictValue, "met, partly, not_found, contradicted or undetermined."]
    requirement: Annotated[str, "The requirement in words."]
    severity: Annotated[str, "How grave it is when the requirement is not met."]
    reason: Annotated[str, "Reason in the language asked for, else in Russian."]
    reasons: Annotated[dict[str, str], "Reason by language."]
    places: Annotated[list[str], "Addresses that the verdict rests on."]
    decided_by: Annotated[str, "lawkit, or the person who decided."]
    stale: Annotated[bool, "Whether the texts have changed since a person decided."]


@dataclass(frozen=True, slots=True)
class MapRow:
    """Where one provision goes in the single law."""

    source: Annotated[str, "Address of the provision; empty: new in the single law."]
    disposition: Annotated[DispositionKind, "verbatim, reworded, merged, stays, conflict …"]
    target: Annotated[str, "Unit of the single law; empty where it goes nowhere."]
    similarity: Annotated[float, "Similarity to the target, 0 to 1."]
    margin: Annotated[float, "How much better it is than the second target."]
    method: Annotated[str, "How the target was found."]
    state: Annotated[DecisionState, "proposed, accepted, changed or stale."]
    reason: Annotated[str, "Reason in the language asked for, else in Russian."]
    reasons: Annotated[dict[str, str], "Reason by language."]
    evidence: Annotated[list[str], "Findings, requirements and addresses that the row rests on."]
    decided_by: Annotated[str, "lawkit, or the person who decided."]
    decided_on: Annotated[dt.date | None, "When a person decided."]
    source_hash: Annotated[str, "First 16 hexadecimal digits of the SHA-256 of the provision's text."]


TABLES: dict[str, type[Any]] = {
    "acts": ActRow, "provisions": ProvisionRow, "references": ReferenceRow, "definitions": DefinitionRow,
    "norms": NormRow, "findings": FindingRow, "verdicts": VerdictRow, "map": MapRow,
}  # fmt: skip
RENAMED = {"cls": "class"}  # a name that Python keeps to itself


def columns(table: str) -> dict[str, str]:
    """The columns of a table in their order, with their meanings."""
    kinds = get_type_hints(TABLES[table], include_extras=True)
    return {RENAMED.get(name, name): kind.__metadata__[0] for name, kind in kinds.items()}
