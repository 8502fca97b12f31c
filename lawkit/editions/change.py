"""The noun of this room: what became of a provision between two editions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from lawkit.model import Provision

if TYPE_CHECKING:
    from lawkit.overlaps.comparison import Comparison

ChangeKind = Literal["unchanged", "moved", "renumbered", "reworded", "added", "excluded", "split", "merged"]
_SIGNS = str.maketrans("«»“”„‟″–—−ёЁ\N{NO-BREAK SPACE}", '"' * 7 + "---" + "еЕ ")
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)


@dataclass(frozen=True)
class Change:
    """One group of provisions that belong together in two editions; most often one on either side.

    `kind` is what matters most to a reader: a change of the number of provisions, then of wording, place, number. The
    flags say everything: a provision that was moved and reworded is `reworded` and `moved`. Place and number are seen
    from the provision above: points of an article that was renumbered are unchanged, though their address is another.
    An excluded provision that leaves its number behind stands on both sides. `minor` marks texts that differ in letter
    case, in the form of quotation marks and dashes or in the closing mark alone, which is no new wording.
    """

    kind: ChangeKind
    old: tuple[Provision, ...] = ()
    new: tuple[Provision, ...] = ()
    similarity: float = 1.0  # of the texts, 0 to 1
    moved: bool = False
    renumbered: bool = False
    reworded: bool = False
    minor: bool = False

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """Everything that happened, the kind first."""
        flags: tuple[tuple[ChangeKind, bool], ...] = (
            ("reworded", self.reworded), ("moved", self.moved), ("renumbered", self.renumbered),
        )  # fmt: skip
        return (self.kind, *(name for name, there in flags if there and name != self.kind))

    @property
    def differs(self) -> bool:
        """Whether anything in the two editions differs here, a closing mark included."""
        return self.kind != "unchanged" or self.minor

    @property
    def readdressed(self) -> bool:
        """Whether the provision is quoted by another address now: references to it must follow."""
        return bool(self.old and self.new) and self.old[0].eid != self.new[0].eid

    @property
    def before(self) -> str:
        """Heading and text of the old side."""
        return "\n".join(map(words_of, self.old))

    @property
    def after(self) -> str:
        """Heading and text of the new side."""
        return "\n".join(map(words_of, self.new))

    @cached_property
    def comparison(self) -> Comparison:
        """Both sides word by word."""
        from lawkit.overlaps.comparison import compare

        same = compare(alike_signs(self.before), alike_signs(self.after))
        return replace(same, a=self.before, b=self.after)  # one sign for one sign: places stay what they are


def words_of(provision: Provision) -> str:
    """What a provision says itself, without its number and without the provisions below it."""
    return "\n".join(part for part in (provision.heading, provision.text) if part)


def alike_signs(text: str) -> str:
    """The text with one form of quotation marks, dashes and «ё»; as long as it was."""
    return text.translate(_SIGNS)
