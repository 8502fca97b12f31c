"""https is checked, always; a proxy only carries it."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest
from badhost import ACT, Host, page, write_rules

from lawkit.errors import FetchError
from lawkit.fetching import Job, Settings, Way, sources_for, web
from lawkit.fetching.cache import Cache
from lawkit.fetching.web import Web

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl, which makes the certificate, is missing")


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    folder = tmp_path_factory.mktemp("authority")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def secure(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "cert.pem", authority / "key.pem")
    host = Host(context)
    host.pages |= {"/robots.txt": b"", f"/rus/docs/{ACT}": page()}
    yield host
    host.close()


def visit(tmp_path, host, **way):
    settings = Settings.load(write_rules(tmp_path / "rules", host.base))
    with Cache.open(tmp_path / "cache") as cache, Web(settings.politeness, sleep=lambda _: None, **way) as guest:
        return Job(cache, sources_for(("page",), settings, cache, guest, Way()), ("rus",)).run([ACT], lambda *_: None)[
            0
        ]


def test_an_unknown_authority_is_refused_and_one_that_is_given_is_trusted(secure, authority, tmp_path):
    result = visit(tmp_path, secure)
    assert result.outcome == "failed"
    assert "certificate is not trusted" in result.problem
    assert "--ca" in result.remedy
    assert not secure.asked
    assert visit(tmp_path, secure, ca=authority / "cert.pem").outcome == "new"


def test_a_certificate_of_another_name_is_refused(secure, authority, tmp_path):
    secure.base = secure.base.replace("127.0.0.1", "localhost")
    result = visit(tmp_path, secure, ca=authority / "cert.pem")
    assert "certificate is not trusted" in result.problem


@pytest.mark.parametrize("length", [{"Content_Length": 9000}, {"Connection": "close"}])
def test_a_dripping_answer_ends_under_https_too(length, secure, authority, tmp_path):
    def drip(call):
        call.head(200, Content_Type="text/html", **length)
        while call.send(b"x"):
            time.sleep(0.05)

    secure.manners[f"/rus/docs/{ACT}"] = drip
    began = time.monotonic()
    assert "took longer than 0.5 s" in visit(tmp_path, secure, ca=authority / "cert.pem").problem
    assert time.monotonic() - began < 20


def test_a_file_without_certificates_is_told(secure, tmp_path):
    (tmp_path / "x.pem").write_text("no certificate")
    result = visit(tmp_path, secure, ca=tmp_path / "x.pem")
    assert "holds no certificates" in result.problem


class Proxy:
    """Carries CONNECT and nothing else."""

    def __init__(self):
        self.asked = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://user:pass%20word@127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._carry, args=(self._socket.accept()[0],), daemon=True).start()

    def _carry(self, near):
        head = b""
        while b"\r\n\r\n" not in head:
            head += near.recv(4096)
        self.asked.append(head.decode())
        host, _, port = head.split()[1].decode().partition(":")
        far = socket.create_connection((host, int(port)))
        near.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        threading.Thread(target=self._pump, args=(far, near), daemon=True).start()
        self._pump(near, far)

    def _pump(self, source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def close(self):
        self._socket.close()


def test_a_proxy_carries_https_and_sees_no_more_than_the_host(secure, authority, tmp_path, monkeypatch):
    monkeypatch.setattr(web, "HERE", frozenset())  # hosts on this machine are asked without a proxy otherwise
    proxy = Proxy()
    try:
        assert visit(tmp_path, secure, ca=authority / "cert.pem", proxy=proxy.address).outcome == "new"
    finally:
        proxy.close()
    assert len(proxy.asked) == 1, "one connection"
    assert proxy.asked[0].startswith(f"CONNECT 127.0.0.1:{secure.port} ")
    assert "Proxy-Authorization: Basic dXNlcjpwYXNzIHdvcmQ=" in proxy.asked[0]
    assert ACT not in proxy.asked[0]


def test_a_proxy_that_is_away_is_told(secure, authority, tmp_path, monkeypatch):
    monkeypatch.setattr(web, "HERE", frozenset())
    result = visit(tmp_path, secure, ca=authority / "cert.pem", proxy="http://127.0.0.1:9")
    assert "connection is refused" in result.problem


def test_the_password_of_a_proxy_is_never_shown():
    with pytest.raises(FetchError) as problem:
        web.check_proxy("https://user:secret@host")
    assert "secret" not in str(problem.value)
