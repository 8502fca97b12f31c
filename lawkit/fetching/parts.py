"""A download under way: its bytes, and what must hold for the rest to be asked for (an ETag or a date of change).

Two files in the cache's hidden folder, `NAME.part` and `NAME.state`; neither is ever read as an act. The state is
written before the first byte. On resuming, the last bytes at hand are asked for again and compared: an end that was
torn by a crash, or a page that changed under the same ETag, starts anew.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

OVERLAP = 1024


@dataclass(frozen=True, slots=True)
class Head:
    """What an answer said of itself."""

    url: str
    etag: str = ""
    modified: str = ""
    encoding: str = ""
    total: int = -1  # bytes announced; -1: not announced

    @property
    def validator(self) -> str:
        """What If-Range takes: a strong ETag, else the date of change; empty when the rest cannot be asked for."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.modified


class Part:
    """One unfinished download."""

    def __init__(self, folder: Path, name: str) -> None:
        self.bytes = folder / f"{name}.part"
        self.state = folder / f"{name}.state"

    def head(self, url: str) -> Head | None:
        """The head of what is at hand of this address; None when there is nothing that can be gone on with."""
        try:
            head = Head(**json.loads(self.state.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return head if head.url == url and head.validator and self.size() > OVERLAP else None

    def size(self) -> int:
        """How many bytes are at hand."""
        try:
            return self.bytes.stat().st_size
        except OSError:
            return 0

    def begin(self, head: Head) -> IO[bytes]:
        """Start anew, for this answer."""
        self.discard()
        self.bytes.parent.mkdir(parents=True, exist_ok=True)
        self.state.write_text(json.dumps(asdict(head)), encoding="utf-8")
        return self.bytes.open("wb")

    def go_on(self) -> IO[bytes]:
        """Add to what is at hand."""
        return self.bytes.open("ab")

    def tail(self) -> bytes:
        """The last bytes at hand, which are asked for again."""
        with self.bytes.open("rb") as stream:
            stream.seek(-OVERLAP, 2)
            return stream.read()

    def discard(self) -> None:
        """Forget it."""
        for path in (self.state, self.bytes):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def resumed(part: Part, kept: Head, headers: Mapping[str, str]) -> bool:
    """Whether an answer 206 really is the rest of what is at hand: same version, and from the byte asked for."""
    start = part.size() - OVERLAP
    unit, _, span = headers.get("content-range", "").partition(" ")
    first, _, total = span.partition("/")
    return (
        unit.lower() == "bytes"
        and first.partition("-")[0] == str(start)
        and (kept.total < 0 or total in ("*", str(kept.total)))
        and headers.get("etag", kept.etag) == kept.etag
        and headers.get("content-encoding", "").lower() == kept.encoding
    )
