"""What a source of acts is, and how an answer is found to be the act that was asked for."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lawkit.errors import FetchError, LawkitError, NotOffered, ScriptShell
from lawkit.fetching.cache import Copy, Row
from lawkit.fetching.wanted import When
from lawkit.model import Language
from lawkit.sources.document import Document


@dataclass(frozen=True, slots=True)
class Still:
    """A place of the cache that the source says is still right."""

    row: Row


@dataclass(frozen=True, slots=True)
class Failed:
    """A language or an edition that the source did not give, and why."""

    languages: tuple[Language, ...]
    edition: dt.date | None
    problem: FetchError


class Source(Protocol):
    """Where acts come from."""

    @property
    def name(self) -> str:
        """How it is called in results and manifests."""
        ...

    def copies(
        self, act_id: str, languages: Sequence[Language], when: When, known: Mapping[str, Row]
    ) -> Iterator[Copy | Still | Failed]:
        """What the source has of an act: today's state, that of a date, or its history.

        `known` are the cache's rows by place. Raises NotOffered when it does not hold the act, Unreachable when it
        cannot be asked.
        """
        ...


def proved(data: bytes, name: str, act_id: str, language: Language, *, trusted: bool = False) -> str:
    """The hash of the words of an act, after a look whether it is one, and the one asked for. Raises FetchError.

    A page must name its act itself: a host may answer with a page of regrets. `trusted`: what the text is is known
    from where it stands in a repository.
    """
    from lawkit.sources.files import read_bytes

    try:
        document = read_bytes(data, name, language=language if trusted else None)
    except ScriptShell as problem:
        raise FetchError(
            f"the host answers with a shell that loads its text by JavaScript ({name})",
            "fetch it with --from git or --from zan, or open the page in a browser, save it whole and give the folder: "
            "lawkit fetch --from FOLDER",
        ) from problem
    except LawkitError as problem:
        raise FetchError(f"what came is no act: {problem.problem}", "fetch the act from another source") from problem
    if not trusted and (document.format != "adilet" or b"<article" not in data.lower()):
        raise FetchError("what came is no page of an act", "fetch the act from another source")
    told = document.act_id or (act_id if not trusted and _linked(data, act_id) else "")
    if told != act_id and (told or not trusted):
        raise FetchError(
            f"{act_id} was asked for, the page is {told or 'of no act'}",
            "check the id, or use another source",
        )
    if document.language and document.language != language:
        raise NotOffered(
            f"{act_id} was asked for in {language}, the text is in {document.language}", "ask for that language"
        )
    return words_of(document)


def _linked(data: bytes, act_id: str) -> bool:
    """Whether a page links to itself before its text begins: pages of editions do, as `/rus/archive/docs/ID/01.06.2024`."""
    head = data[: data.lower().find(b"<article")]
    return re.search(rb"/docs/" + re.escape(act_id.encode()) + rb"(?![0-9A-Za-z_])", head) is not None


def words_of(document: Document) -> str:
    """The hash of a document's words: what the page around them says does not count, nor how they are spaced."""
    digest = hashlib.sha256()
    for part in (document.title, document.status, *(f"{b.hint}|{b.text}" for b in document.blocks)):
        digest.update(" ".join(part.split()).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()
