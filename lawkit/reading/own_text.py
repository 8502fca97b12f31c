"""A provision's own words and where they stand in the act's body."""

from __future__ import annotations

from lawkit.model import FRAME, Act, Provision


def own_text(act: Act, provision: Provision) -> tuple[str, int]:
    """The provision's text and its offset in `act.body`, so that offset + i is the place of character i.

    Where the text does not stand in one piece (a note was cut out of it), all after the number is taken.
    """
    start, end = provision.span.start, provision.span.end
    if provision.text:
        at = act.body.find(provision.text, start, end)
        if at >= 0:
            return provision.text, at
    own = act.body[start:end]
    skip = 0
    for head in (provision.num, provision.heading):
        at = own.find(head, skip) if head else -1
        if at >= 0:
            skip = at + len(head)
    rest = own[skip:]
    stripped = rest.lstrip()
    return stripped.rstrip(), start + skip + len(rest) - len(stripped)


def is_read(provision: Provision) -> bool:
    """Whether the reader looks at it: part of the norm's text and not excluded."""
    return provision.kind not in FRAME and provision.status != "excluded" and bool(provision.text.strip())
