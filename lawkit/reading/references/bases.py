"""Which act or document a chain hangs on, seen from where the text stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lawkit.model import Language, ReferenceStatus
from lawkit.reading.references.identity import Identity, Library, identify
from lawkit.reading.references.mentions import Mention, issuer_words
from lawkit.reading.references.shorts import Short, Shorts
from lawkit.reading.references.tree import Tree

if TYPE_CHECKING:
    from lawkit.reading.references.amended import Frame, Frames

_NOTE_HEAD = 24  # characters from the beginning of a note: «Сноска. », «Ескерту. », «Примечание ИЗПИ! »


@dataclass(slots=True)
class Context:
    """Where the text stands: the act, the provision, the document inside the act, what is known of other acts."""

    language: Language
    library: Library
    act_id: str = ""
    act_kind: str = ""
    tree: Tree | None = None
    source: str = ""
    root: str = ""  # annex_1 inside an annex
    editorial: bool = False
    amending: bool = False
    offset: int = 0
    shorts: Shorts = field(default_factory=lambda: Shorts("rus"))
    trees: Mapping[str, Tree] = field(default_factory=dict)
    frames: Frames | None = None  # where the act changes others
    sectioned: bool = False  # an English act whose articles are called sections
    frame: Frame | None = None  # the one in which the words at hand stand, if they are not the act's own


@dataclass(frozen=True, slots=True)
class Base:
    """The act or document that a chain hangs on."""

    act_id: str
    own: bool
    root: str = ""
    status: ReferenceStatus = "resolved"
    reason: str = ""
    repealed: bool = False
    derived: bool = False
    approved: bool = False
    stated: bool = False  # the text names the document: «настоящих Правил»
    renewed: str = ""  # the act that has taken its place under the same name


def base_of(mention: Mention | None, context: Context, text: str, folded: str, article: str = "") -> Base:
    """The act that a mention means, seen from the context."""
    if context.frame is not None:
        return context.frame.base_for(mention)
    if mention is None:
        return Base(context.act_id, own=True, root=context.root)
    if mention.kind == "this":
        return _this(mention, context)
    if mention.kind == "said":
        return Base("", own=False, status="undetermined", reason="«said» act: which one is not told by the text itself")
    if mention.kind in ("bare", "short"):
        return _short(mention, context, folded, article)
    identity = identify(mention, context.library, issuer_words(mention, folded), article)
    del text
    return _from_identity(identity, context, mention.approved)


def _from_identity(identity: Identity, context: Context, approved: bool = False) -> Base:
    if not identity.id:
        return Base("", own=False, status="undetermined", reason=identity.reason)
    own = identity.id == context.act_id
    renewed = _renewed(identity, context) if identity.repealed and not own else ""
    return Base(
        identity.id, own, repealed=identity.repealed and not own and not renewed, derived=identity.derived, approved=approved,
        renewed=renewed,
    )  # fmt: skip


def _renewed(identity: Identity, context: Context) -> str:
    """The successor, where it bears the same title: a mention by name then means whichever is in force."""
    register = context.library.register
    old = register.by_id(identity.id) if register is not None else None
    new = register.successor(identity.id) if register is not None else None
    same = old is not None and new is not None and old.title == new.title and not identity.dated
    return new.id if same and new is not None else ""


def _this(mention: Mention, context: Context) -> Base:
    if mention.noun == "document":
        return Base(context.act_id, own=True, root=context.root, stated=True)
    kind = "law" if context.act_kind == "constitutional_law" else context.act_kind
    if (
        kind in ("law", "code", "constitution")
        and mention.noun in ("law", "code", "constitution")
        and kind != mention.noun
    ):
        return Base("", own=False, status="undetermined", reason="the text is not of that form of act")
    laws, others = ("law", "code", "constitution"), ("order", "resolution", "decree")
    if (kind in others and mention.noun in (*laws, "decision")) or (
        kind in laws and mention.noun in (*others, "decision")
    ):
        return Base("", own=False, status="undetermined", reason="the text is not of that form of act")
    return Base(context.act_id, own=True, root="", stated=True)


def _short(mention: Mention, context: Context, folded: str, article: str) -> Base:
    if mention.kind == "short":
        found = context.shorts.of_name(folded[mention.start : mention.end], context.root)
    else:
        found = context.shorts.of_noun(mention.word, mention.noun, context.root)
    if not found and context.editorial and mention.start < _NOTE_HEAD and mention.noun in ("law", "code"):
        return _this(mention, context)  # «Сноска. Закон дополнен статьёй 14-1 …»
    bases = {_base_of_short(s, context, article) for s in found}
    if len(bases) > 1:  # before the name is given to a second act it means the first
        earlier = [s for s in found if s.at <= context.offset + mention.start]
        bases = {_base_of_short(s, context, article) for s in earlier} or bases
    if len(bases) == 1:
        return bases.pop()
    reason = "the short name is defined more than once" if bases else "the short name is not defined in this text"
    return Base("", own=False, status="undetermined", reason=reason)


def _base_of_short(short: Short, context: Context, article: str) -> Base:
    if short.mention is None:
        return Base(context.act_id, own=True, root=short.own_root, stated=True)
    if short.mention.kind == "this":
        return _this(short.mention, context)
    identity = identify(short.mention, context.library, short.issuer, article)
    return _from_identity(identity, context, approved=short.noun == "document")
