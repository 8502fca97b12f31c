"""One polite connection: http.client of the standard library with what a fetch of acts needs around it.

A request is made no sooner than the rate allows; an answer has a limit for each wait and one for the whole, which a
timer enforces on the socket itself, so that neither slow headers nor a dripping body outlast it. Nothing is followed
or unpacked here: whoever asks sees each redirect and each byte as it was sent.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from lawkit.errors import FetchError
from lawkit.fetching.settings import HERE, Politeness, safe_base

_CHUNK = 65536


class Cut(Exception):  # noqa: N818
    """The answer broke off, came too slowly or not at all: worth another attempt."""


@dataclass(slots=True)
class Answer:
    """The head of an answer, and its body as it comes."""

    status: int
    headers: Mapping[str, str]  # names in lower case
    url: str
    body: Iterator[bytes]

    def header(self, name: str) -> str:
        """A header's value; empty where there is none."""
        return self.headers.get(name, "")


@dataclass(slots=True)
class Web:
    """Asks hosts, one request at a time. `clock` and `sleep` can be replaced in tests."""

    politeness: Politeness
    proxy: str = ""
    ca: Path | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    slowest: dict[str, float] = field(default_factory=dict)  # seconds between requests that a host asked for
    _asked: dict[str, float] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None
    _to: tuple[str, str] = ("", "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    @contextlib.contextmanager
    def ask(
        self, url: str, headers: Mapping[str, str], *, method: str = "GET", content: bytes | None = None
    ) -> Iterator[Answer]:
        """The answer to one request. Raises Cut when it broke off, FetchError when the address is none to ask."""
        parts = _checked(url)
        self._wait(parts.netloc)
        watch = _Watch(self.politeness.total_seconds)
        clean = False
        try:
            with _translated(watch):
                response = self._send(parts, headers, method, content, watch)
            found = {name.lower(): value for name, value in response.getheaders()}
            body = _Body(response, found, method, watch)
            yield Answer(response.status, found, url, body.chunks())
            clean = body.finished and not response.will_close
        finally:
            watch.stop()
            if not clean:
                self.close()

    def _wait(self, host: str) -> None:
        """Sleep until the host may be asked again."""
        pause = max(60 / self.politeness.requests_per_minute, self.slowest.get(host, 0))
        last = self._asked.get(host)
        if last is not None and (rest := last + pause - self.clock()) > 0:
            self.sleep(rest)
        self._asked[host] = self.clock()

    def _send(
        self, parts: SplitResult, headers: Mapping[str, str], method: str, content: bytes | None, watch: _Watch
    ) -> http.client.HTTPResponse:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"User-Agent": self.politeness.agent, "Accept-Encoding": "identity", **headers}
        tunnel = (parts.scheme, parts.netloc)
        reused = self._connection is not None and self._to == tunnel
        if not reused:
            self.close()
            self._connection, self._to = self._connect(parts), tunnel
        connection = self._connection
        assert connection is not None
        if not reused or connection.sock is None:
            connection.timeout = self.politeness.connect_seconds
            connection.connect()
        connection.sock.settimeout(self.politeness.read_seconds)
        watch.guard(connection.sock)
        try:
            connection.request(method, path, body=content, headers=sent)
            return connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            if not reused or watch.expired:
                raise
            self.close()  # the host hung up between two requests: once more, on a new connection
            return self._send(parts, headers, method, content, watch)

    def _connect(self, parts: SplitResult) -> http.client.HTTPConnection:
        """A connection to the host or to the proxy; certificates are checked, always."""
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "http":  # this machine only: no proxy
            return http.client.HTTPConnection(host, port)
        proxy = urlsplit(self.proxy) if self.proxy and host not in HERE else None
        to, at = (proxy.hostname or "", proxy.port or 80) if proxy else (host, port)
        context = ssl.create_default_context()
        if self.ca is not None:
            try:
                context.load_verify_locations(cafile=self.ca)
            except (OSError, ssl.SSLError) as error:
                raise FetchError(f"{self.ca} holds no certificates ({error})", "give a PEM file") from error
        connection = http.client.HTTPSConnection(to, at, context=context)
        if proxy:
            connection.set_tunnel(host, port or 443, _proxy_headers(proxy))
        return connection


def check_proxy(text: str) -> str:
    """A proxy's address as it is; raises FetchError for anything but http://[user:password@]host:port."""
    text = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(text)
        good = parts.scheme == "http" and bool(parts.hostname) and bool(parts.port) and parts.path in ("", "/")
    except ValueError:
        good = False
    if not good:
        raise FetchError(f"«{text.rpartition('@')[2]}» is no proxy", "give it as http://host:port")
    return text


def _proxy_headers(proxy: SplitResult) -> dict[str, str]:
    if not proxy.username:
        return {}
    import base64

    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


def _checked(url: str) -> SplitResult:
    """The parts of an address that may be asked: https, or this machine; plain characters only."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise FetchError(f"{url!r} is no address ({error})", "correct rules/fetch/hosts.yaml") from error
    wrong = safe_base(f"{parts.scheme}://{parts.netloc}")
    if wrong or not url.isascii() or any(c.isspace() or not c.isprintable() for c in url):
        raise FetchError(f"{url!r} is no address to ask: {wrong or 'odd characters'}", "correct rules/fetch/hosts.yaml")
    return parts


class _Watch:
    """Ends an exchange that takes too long by shutting the socket down, wherever it waits."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True
        self._timer.start()

    def guard(self, sock: socket.socket) -> None:
        """Watch over this socket from now on."""
        self._socket = sock
        if self.expired:
            self._end()

    def stop(self) -> None:
        """The exchange is over."""
        self._timer.cancel()

    def _end(self) -> None:
        self.expired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # below TLS, whose state another thread uses


@contextlib.contextmanager
def _translated(watch: _Watch) -> Iterator[None]:
    """Everything that a connection can run into, as Cut with the reason in words; a bad certificate as FetchError."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        reason = getattr(error, "verify_message", "") or "it cannot be checked"
        raise FetchError(
            f"the host's certificate is not trusted: {reason}",
            "give the authority's certificate with --ca FILE; lawkit never goes on without the check",
        ) from error
    except (OSError, http.client.HTTPException) as error:
        if watch.expired:
            raise Cut(f"the answer took longer than {watch.seconds:g} s") from error
        raise Cut(_in_words(error)) from error


def _in_words(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "nothing came in time"
    if isinstance(error, socket.gaierror):
        return "the host's name cannot be found"
    if isinstance(error, ConnectionRefusedError):
        return "the connection is refused"
    if isinstance(error, http.client.IncompleteRead | http.client.RemoteDisconnected | ConnectionError):
        return "the connection broke off"
    if isinstance(error, http.client.HTTPException):
        return f"the answer is no HTTP ({type(error).__name__})"
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())[:120]


class _Body:
    """The bytes of an answer as they come; `finished` when all that was announced is there."""

    def __init__(
        self, response: http.client.HTTPResponse, headers: Mapping[str, str], method: str, watch: _Watch
    ) -> None:
        self.response = response
        self.watch = watch
        self.finished = method == "HEAD" or response.status in (204, 304)
        length = headers.get("content-length", "")
        chunked = "chunked" in headers.get("transfer-encoding", "").lower()
        self.length = int(length) if length.isascii() and length.isdigit() and not chunked else None

    def chunks(self) -> Iterator[bytes]:
        """Pieces of at most 64 kB; raises Cut when fewer bytes come than were announced or the time is up."""
        got = 0
        with _translated(self.watch):
            while not self.finished:
                wanted = _CHUNK if self.length is None else min(_CHUNK, self.length - got)
                piece = self.response.read1(wanted) if wanted else b""
                if self.watch.expired:
                    raise Cut(f"the answer took longer than {self.watch.seconds:g} s")
                got += len(piece)
                if piece:
                    yield piece
                elif self.length is not None and got < self.length:
                    raise Cut(f"the answer broke off after {got} of {self.length} bytes")
                else:
                    self.finished = True
                    self.response.close()
