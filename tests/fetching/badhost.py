"""A host of acts on this machine that behaves as it is told, byte by byte; and pages in our own words."""

import contextlib
import datetime as dt
import email.utils
import hashlib
import re
import socket
import threading
import time

import yaml

WORDS = {
    "rus": ("О модельном реестре", "Закон Республики Казахстан от 1 марта 2019 года № 12-VI ЗРК.", "Статья {n}. Запись {n}",
            "{n}. Оператор модельного реестра вносит запись номер {n} в течение пяти рабочих дней со дня получения заявления."),
    "kaz": ("Модельдік тізілім туралы", "Қазақстан Республикасының Заңы 2019 жылғы 1 наурыз № 12-VI ҚРЗ.", "{n}-бап. Жазба {n}",
            "{n}. Модельдік тізілімнің операторы {n} нөмірлі жазбаны өтініш алынған күннен бастап бес жұмыс күні ішінде енгізеді."),
    "eng": ("On the model register", "The Law of the Republic of Kazakhstan dated March 1, 2019 No. 12-VI.", "Article {n}. Entry {n}",
            "{n}. The operator of the model register makes entry number {n} within five working days of the application."),
}  # fmt: skip
ACT = "Z1900000012"
SHELL = (
    "<!DOCTYPE html><html><head><title>Әділет</title></head><body><div id='app'></div>"
    "<p>Информационно-правовая система</p><noscript>Для работы включите JavaScript.</noscript></body></html>"
).encode()


def page(language="rus", act_id=ACT, articles=12, *, day="24.11.2026", extra=""):
    """A page in adilet's form; `day` is the counter at its foot that changes while the act does not."""
    title, requisites, heading, text = WORDS[language]
    body = "".join(
        f'<p><b><a name="z{n}"></a>{heading.format(n=n)}</b></p>\n<p id="z{n}0">\n&nbsp; {text.format(n=n)}</p>\n'
        for n in range(1, articles + 1)
    )
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div id="container" class="module_npaView lang_{language}"><ul><li class="selected">'
        f'<a href="/{language}/docs/{act_id}">x</a></li></ul><div class="slogan"><h1>{title}</h1>'
        f'<span class="status status_upd">.</span><p>{requisites}</p></div>'
        f"<div class='text'><article>\n{body}{extra}</article></div><li>Дата обновления: <span>{day}</span></li>"
        "</div></body></html>\n"
    ).encode()


QUICK = {
    "user_agent": "lawkit/{version} (test{contact})", "robot": "lawkit", "contact": "", "requests_per_minute": 600,
    "attempts": 3, "backoff_seconds": 0.01, "longest_wait_seconds": 3, "connect_seconds": 2, "read_seconds": 0.3,
    "total_seconds": 0.5, "redirects": 5, "largest_bytes": 300_000, "largest_text_bytes": 600_000, "fresh_minutes": 0,
}  # fmt: skip


def write_rules(folder, base, **politeness):
    folder.mkdir(parents=True, exist_ok=True)
    hosts = {
        "order": ["page"],
        "hosts": {
            "page": {"kind": "page", "base": base, "current": "/{lang}/docs/{id}",
                     "edition": "/{lang}/archive/docs/{id}/{dd}.{mm}.{yyyy}"},
            "json": {"kind": "json", "base": base, "current": "/api/documents/{code}/{lang}?page={page}",
                     "edition": "/api/documents/{code}/{lang}/{dd}.{mm}.{yyyy}?page={page}",
                     "search": "/api/documents/search", "languages": ["rus", "kaz"]},
        },
        "repositories": {}, "codes": {ACT: 77},
    }  # fmt: skip
    (folder / "hosts.yaml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    (folder / "politeness.yaml").write_text(yaml.safe_dump(QUICK | politeness), encoding="utf-8")
    (folder / "profiles.yaml").write_text(yaml.safe_dump({"one": {"acts": [ACT]}}), encoding="utf-8")
    return folder


class Host:
    """Serves `pages` (path → bytes) well, unless `manners` (path → function of a `Call`) says otherwise."""

    def __init__(self, context=None):
        self.context = context  # for https
        self.pages = {}
        self.manners = {}
        self.asked = []  # (path, headers, time)
        self.open = 0
        self.most_open = 0
        self.etags = True
        self.ranges = True
        self._lock = threading.Lock()
        self._stop = False
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=50)
        self._socket.settimeout(0.05)
        self.port = self._socket.getsockname()[1]
        self.base = f"http{'s' if context else ''}://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def close(self):
        self._stop = True
        self._thread.join()
        self._socket.close()

    def paths(self):
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def _accept(self):
        while not self._stop:
            with contextlib.suppress(TimeoutError):
                connection, _ = self._socket.accept()
                threading.Thread(target=self._greet, args=(connection,), daemon=True).start()

    def _greet(self, connection):
        if self.context is None:
            self._serve(connection)
            return
        try:
            connection.settimeout(5)
            self._serve(self.context.wrap_socket(connection, server_side=True))
        except OSError:
            connection.close()

    def _serve(self, connection):
        with self._lock:
            self.open += 1
            self.most_open = max(self.most_open, self.open)
        try:
            with connection, connection.makefile("rb") as stream:
                while not self._stop and self._one(connection, stream):
                    pass
        except OSError:
            pass
        finally:
            with self._lock:
                self.open -= 1

    def _one(self, connection, stream):
        """One request; whether the connection stays open."""
        line = stream.readline().decode("latin-1").split()
        if len(line) < 2:
            return False
        headers = {}
        while row := stream.readline().decode("latin-1").strip():
            name, _, value = row.partition(":")
            headers[name.lower()] = value.strip()
        content = stream.read(int(headers.get("content-length", 0)))
        path = line[1]
        with self._lock:
            number = sum(1 for p, _, _ in self.asked if p == path)
            self.asked.append((path, headers, time.monotonic()))
        call = Call(self, connection, path, headers, number, content)
        manner = self.manners.get(path) or self.manners.get("*")
        if (manner and path != "/robots.txt") or path in self.manners:
            manner = self.manners.get(path, manner)
            stays = manner(call) is not False
            if not stays:
                call.hang_up()
            return call.alive
        call.well()
        return call.alive


class Call:
    """One request, and ways to answer it."""

    def __init__(self, host, connection, path, headers, number, content):
        self.host, self.connection, self.path, self.headers = host, connection, path, headers
        self.number, self.content, self.alive = number, content, True

    def send(self, data):
        try:
            self.connection.sendall(data)
        except OSError:
            self.alive = False
        return self.alive

    def head(self, status, **headers):
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        return self.send(f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode())

    def answer(self, status, data=b"", kind="text/html; charset=utf-8", **headers):
        self.head(status, Content_Type=kind, Content_Length=len(data), **headers)
        self.send(data)

    def hang_up(self):
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
        self.alive = False

    def well(self, data=None, limit=None, pause=0, kind="text/html; charset=utf-8"):
        """As a good server would: conditions, ranges; `limit`: hang up after so many bytes of the body."""
        data = self.host.pages.get(self.path) if data is None else data
        if data is None:
            return self.answer(404, b"<html>no</html>")
        if self.path.startswith("/api"):
            kind = "application/json"
        etag = f'"{hashlib.sha256(data).hexdigest()[:12]}"'
        tags = {"ETag": etag} if self.host.etags else {}
        if self.host.etags and self.headers.get("if-none-match") == etag:
            return self.head(304, **tags)
        status, rest = 200, data
        span = re.match(r"bytes=(\d+)-$", self.headers.get("range", ""))
        if span and self.host.ranges and self.headers.get("if-range") == etag:
            start = int(span[1])
            if start >= len(data):
                return self.answer(416)
            status, rest = 206, data[start:]
            tags["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self.head(status, Content_Type=kind, Content_Length=len(rest), **tags)
        shown = rest if limit is None else rest[:limit]
        for at in range(0, len(shown), 4096):
            if not self.send(shown[at : at + 4096]):
                return None
            if pause:
                time.sleep(pause)
        if limit is not None and limit < len(rest):
            self.hang_up()
        return None


def http_date(seconds):
    return email.utils.format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds), usegmt=True)
