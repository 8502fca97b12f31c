"""Downloads one address, patiently: several attempts, each going on where the last one broke off.

RFC 9110 for conditions (If-None-Match, If-Modified-Since), ranges (Range with If-Range) and Retry-After.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from lawkit.errors import FetchError, NotOffered, Unreachable
from lawkit.fetching.parts import OVERLAP, Head, Part, resumed
from lawkit.fetching.robots import LARGEST, Robots
from lawkit.fetching.web import Answer, Cut, Web

T = TypeVar("T")
_GOOD_PIECE = 65536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TYPES = {
    "page": ("text/html", "application/xhtml+xml"),
    "json": ("application/json", "text/json"),
    "text": ("",),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is at hand of a page: the host need not send it again."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole answer, unpacked; `data` is None when the host says that what is at hand is still right."""

    data: bytes | None
    url: str
    etag: str = ""
    modified: str = ""


class _Again(Exception):  # noqa: N818
    """An attempt failed in a way that another one may not; `wait` in seconds, if the host named a time."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class Downloader:
    """Gets pages and small answers through one `Web`; parts are kept in `folder`."""

    def __init__(self, web: Web, folder: Path) -> None:
        self.web = web
        self.folder = folder
        self.robots = Robots(web, lambda url: self._patiently(url, lambda: self._small(url, "text", None)))
        self._down: dict[str, Unreachable] = {}

    def page(self, url: str, name: str, kind: str, known: Known = Known()) -> Page:
        """The page at an address, of a kind (`page`, `json`); an unfinished one is gone on with.

        Raises NotOffered (404, 410), Unreachable (no connection, or asked to stay away), FetchError for the rest.
        """
        self._allowed(url)
        part = Part(self.folder, name)
        return self._patiently(url, lambda: self._attempt(url, part, kind, known), part.size)

    def small(self, url: str, content: bytes) -> bytes:
        """The JSON answer to a question that is posted; raises as `page` does."""
        self._allowed(url)
        return self._patiently(url, lambda: self._small(url, "json", content))

    def _allowed(self, url: str) -> None:
        host = urlsplit(url).netloc
        if host in self._down:
            raise self._down[host]
        try:
            self.robots.check(url)
        except Unreachable as problem:
            self._down[host] = problem
            raise

    # ── attempts ────────────────────────────────────────────────────────────

    def _patiently(self, url: str, attempt: Callable[[], T], size: Callable[[], int] = lambda: 0) -> T:
        """Attempts with pauses that double; Unreachable when all fail, and then for the rest of the run.

        An attempt that brought a good piece of a page is no failure: on a bad line a large page comes in many.
        """
        politeness = self.web.politeness
        pause, reason, number, at_hand = politeness.backoff_seconds, "", 0, size()
        while number < politeness.attempts:
            try:
                return attempt()
            except (_Again, Cut) as problem:
                reason = str(problem)
                asked = problem.wait if isinstance(problem, _Again) else None
            if asked is not None and asked > politeness.longest_wait_seconds:
                raise self._leave(url, f"{reason}, for {asked:.0f} s", "try again after that time")
            number += 1
            if size() >= at_hand + _GOOD_PIECE:
                pause, number, at_hand = politeness.backoff_seconds, 0, size()
            if number < politeness.attempts:
                self.web.sleep(min(max(asked or 0, pause), politeness.longest_wait_seconds))
                pause *= 2
        raise self._leave(
            url, f"{reason}, {politeness.attempts} times", "run the same fetch again later: it goes on where it stopped"
        )

    def _leave(self, url: str, reason: str, remedy: str) -> Unreachable:
        """The error for a host that is left alone from now on."""
        host = urlsplit(url).netloc
        self._down[host] = Unreachable(f"{host}: {reason}", remedy)
        return self._down[host]

    def _attempt(self, url: str, part: Part, kind: str, known: Known) -> Page:
        """One attempt at a page, its redirects followed."""
        headers = {"Accept": ", ".join(_TYPES[kind])}
        kept = part.head(url)
        if kept:
            headers |= {"Range": f"bytes={part.size() - OVERLAP}-", "If-Range": kept.validator}
        elif known.etag:
            headers["If-None-Match"] = known.etag
        elif known.modified:
            headers["If-Modified-Since"] = known.modified
        target = url
        for _ in range(self.web.politeness.redirects + 1):
            with self.web.ask(target, headers) as answer:
                if answer.status in _REDIRECTS:
                    target = _redirect(target, answer.header("location"))
                    continue
                if answer.status == 304 and (known.etag or known.modified):
                    _drain(answer)
                    return Page(None, target, answer.header("etag") or known.etag, known.modified)
                self._judge(answer, part)
                return self._keep(answer, url, part, kept, kind)
        raise FetchError(f"{url} is redirected in a circle", "fetch the act from another source")

    def _judge(self, answer: Answer, part: Part | None) -> None:
        """Raises for every status but 200 and 206."""
        status, host = answer.status, urlsplit(answer.url).netloc
        if status in (200, 206):
            return
        if status in (404, 410):
            raise NotOffered(f"{answer.url} is not there ({status})", "check the id, the language and the date")
        if status == 416:
            if part:
                part.discard()
            raise _Again("the rest of the page was not given (416)")
        if status in (429, 503):
            raise _Again(f"the host asks to be left alone ({status})", _retry_after(answer.header("retry-after")))
        if status in (408, 425) or status >= 500:
            raise _Again(f"the host has an error ({status})")
        why = "refuses" if status in (401, 403, 451) else "does not answer with a page"
        raise FetchError(f"{host} {why} ({status}): {answer.url}", "fetch the act from another source")

    def _keep(self, answer: Answer, url: str, part: Part, kept: Head | None, kind: str) -> Page:
        """Write the body to the part; the whole of it, unpacked, once it is complete."""
        _check_type(answer, kind)
        if answer.status == 206:
            if kept is None or not resumed(part, kept, answer.headers):
                part.discard()
                raise _Again("the host sent another part than was asked for")
            head = kept
            self._append(answer, part)
        else:
            head = Head(
                url, answer.header("etag"), answer.header("last-modified"),
                answer.header("content-encoding").lower(), _length(answer),
            )  # fmt: skip
            with part.begin(head) as stream:
                self._copy(answer, stream.write, 0, part)
        if head.total >= 0 and part.size() != head.total:
            part.discard()
            raise _Again("the page has another length than announced")
        data = self._unpacked(part, head)
        if kind == "page" and b"</html" not in data[-4096:].lower():
            part.discard()
            raise _Again("the page has no end")
        part.discard()
        return Page(data, answer.url, head.etag, head.modified)

    def _append(self, answer: Answer, part: Part) -> None:
        """Add the rest, after its beginning has been compared with the end of what is at hand."""
        tail, seen = part.tail(), bytearray()
        start = part.size()
        with part.go_on() as stream:

            def write(piece: bytes) -> None:
                room = OVERLAP - len(seen)
                seen.extend(piece[:room])
                if seen != tail[: len(seen)]:
                    raise _Again("the page has changed meanwhile")
                stream.write(piece[room:] if room > 0 else piece)

            try:
                self._copy(answer, write, start - OVERLAP, part)
            except _Again:
                part.discard()
                raise

    def _copy(self, answer: Answer, write: Callable[[bytes], object], start: int, part: Part) -> None:
        """Body to a writer, within the largest size."""
        largest = self.web.politeness.largest_bytes
        count = start
        if _length(answer) > largest:
            part.discard()
            raise _too_large(answer.url, largest)
        for piece in answer.body:
            count += len(piece)
            if count > largest:
                part.discard()
                raise _too_large(answer.url, largest)
            write(piece)

    def _unpacked(self, part: Part, head: Head) -> bytes:
        data = part.bytes.read_bytes()
        try:
            return unpack(data, head.encoding, self.web.politeness.largest_text_bytes)
        except (FetchError, Cut):
            part.discard()
            raise

    def _small(self, url: str, kind: str, content: bytes | None) -> bytes:
        """One attempt at a small answer, kept in memory."""
        headers = {"Accept": ", ".join(_TYPES[kind]) or "text/plain, */*;q=0.5"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        target = url
        for _ in range(self.web.politeness.redirects + 1):
            with self.web.ask(target, headers, method="GET" if content is None else "POST", content=content) as answer:
                if answer.status in _REDIRECTS and content is None:
                    target = _redirect(target, answer.header("location"))
                    continue
                self._judge(answer, None)
                _check_type(answer, kind)
                data = bytearray()
                for piece in answer.body:
                    data += piece
                    if len(data) > LARGEST:
                        if kind == "text":
                            break
                        raise _too_large(url, LARGEST)
                return unpack(bytes(data), answer.header("content-encoding").lower(), 8 * LARGEST)
        raise FetchError(f"{url} is redirected in a circle", "try again later")


def _too_large(url: str, largest: int) -> FetchError:
    return FetchError(
        f"{url} sends more than {largest / 1e6:g} MB", "no act is that large; fetch it from another source"
    )


def _length(answer: Answer) -> int:
    """The length announced; -1 for none."""
    text = answer.header("content-length")
    chunked = "chunked" in answer.header("transfer-encoding").lower()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 and not chunked else -1


def _drain(answer: Answer) -> None:
    for _ in answer.body:
        pass


def _redirect(url: str, location: str) -> str:
    """Where a redirect leads: the same host, never from https to http. Raises FetchError."""
    target = urljoin(url, location)
    here, there = urlsplit(url), urlsplit(target)
    same = (here.hostname, here.port) == (there.hostname, there.port) or (
        here.hostname == there.hostname and here.scheme == "http" and there.scheme == "https" and there.port is None
    )
    if not location or not same or (here.scheme == "https" and there.scheme != "https"):
        shown = f"{there.scheme}://{there.netloc}"[:120] if location else "nowhere"
        raise FetchError(
            f"{url} is redirected to {shown}, which is not followed",
            "if the acts have moved there for good, correct rules/fetch/hosts.yaml",
        )
    return target.partition("#")[0]


def _check_type(answer: Answer, kind: str) -> None:
    """Raises FetchError when the answer says that it is of another kind."""
    said = answer.header("content-type").partition(";")[0].strip().lower()
    if kind != "text" and said and said not in _TYPES[kind]:
        raise FetchError(
            f"{answer.url} answers with {ascii(said)[1:-1][:60]} instead of {'a page' if kind == 'page' else 'JSON'}",
            "fetch the act from another source",
        )


def _retry_after(text: str) -> float | None:
    """Seconds to wait: a number or a date (RFC 9110, 10.2.3)."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    now = dt.datetime.now(dt.UTC)
    return max(0.0, (when - now).total_seconds()) if when.tzinfo else None


def unpack(data: bytes, encoding: str, largest: int) -> bytes:
    """The bytes without their content encoding (gzip, deflate), at most `largest`. Raises FetchError or Cut.

    One stream is read and no more is made of it than the limit: a small answer cannot grow into gigabytes.
    """
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"the answer is packed as {ascii(encoding)[1:-1][:40]}", "fetch the act from another source")
    machine = zlib.decompressobj(wbits=47 if "gzip" in encoding else 15)
    try:
        text = machine.decompress(data, largest + 1)
    except zlib.error as error:
        raise Cut("the packed answer is broken") from error
    if len(text) > largest:
        raise FetchError(
            f"the answer unpacks to more than {largest / 1e6:g} MB",
            "no act is that large; fetch it from another source",
        )
    if not machine.eof:
        raise Cut("the packed answer broke off")
    return text
