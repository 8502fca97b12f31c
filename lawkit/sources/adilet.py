"""Reads pages of adilet.zan.kz, from the server or saved by a browser, in Russian, Kazakh and English.

The text of an act is one flat `<article>`; levels are told by number prefixes only, notes by span.note,
p.note and red fonts. One pass over the tree that lxml parsed, nothing from outside is ever fetched.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from lawkit.errors import ScriptShell, UnreadableSource
from lawkit.model import ActStatus, Language
from lawkit.sources.detect import charset, guess_language, no_text, utf16
from lawkit.sources.document import Document
from lawkit.sources.flow import article_blocks

_URL = re.compile(r"/(rus|kaz|eng)/docs/([A-Z]\d{2,10}_?)(?:[/#?]|$)")
_TITLE_TAIL = re.compile(r"\s+-\s+(?:ИПС\s+)?[\"«]?(?:Әділет|Adilet).*$")
_STATUS: tuple[tuple[str, ActStatus], ...] = (
    ("status_yts", "repealed"),
    ("status_new", "in_force"),
    ("status_upd", "in_force"),
)
_SHELL = re.compile(
    r"включите\s+JavaScript|JavaScript[- ]?(?:ті|ны)?\s+қос|enable\s+JavaScript|requires?\s+JavaScript", re.IGNORECASE
)
_REPEALED = re.compile(r"утратил\w*\s+силу|күші\s+жойыл|invalidated|repealed", re.IGNORECASE)


def read(data: bytes, name: str = "") -> Document:
    """One page as blocks, with title, requisites, status, language and id where the page tells them.

    Raises ScriptShell for a page that loads its text by JavaScript, UnreadableSource for one without an act's text.
    """
    root = _parse(data, name)
    article = root.find(".//article")
    if article is None:
        article = _fallback(root, name)
    heading = root.find(".//h1")
    act_id, language = _identity(root)
    blocks = tuple(article_blocks(article))
    if not blocks:
        raise _empty(root, name)
    status, requisites = _banner(heading)
    return Document(
        blocks,
        act_id=act_id,
        language=language or guess_language(" ".join(b.text for b in blocks[:400])),
        title=_title(root, heading, article),
        requisites=requisites,
        status=status,
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="adilet",
    )


def _parse(data: bytes, name: str) -> Any:
    from lxml import etree

    encoding = charset(data)
    if encoding != "utf-8":
        text = utf16(data, name) if encoding == "utf-16" else data.decode(encoding, "replace")
        if encoding == "utf-16" and no_text(text):
            raise UnreadableSource(f"{name or 'the page'} cannot be parsed as HTML", "save the page again")
        data = text.encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise UnreadableSource(f"{name or 'the page'} cannot be parsed as HTML", "save the page again") from error
    if root is None:
        raise UnreadableSource(f"{name or 'the page'} holds no text", "save the page again")
    return root


def _empty(root: Any, name: str) -> UnreadableSource:
    """The right error for a page without text."""
    if _SHELL.search(" ".join(root.itertext())):
        return ScriptShell(
            f"{name or 'the page'} is a shell that loads its text by JavaScript",
            "open the page in a browser and save it, or download the DOCX of the act",
        )
    return UnreadableSource(f"{name or 'the page'} holds no act", "save the page with the text of the act")


def _fallback(root: Any, name: str) -> Any:
    """Where a page has no article element: adilet's text container, or the body when it holds paragraphs."""
    for element in root.iter("div"):
        if "text" in (element.get("class") or "").split() and "container_gamma" in element.get("class"):
            return element
    body = root.find("body")
    text = "" if body is None else " ".join(" ".join(body.itertext()).split())
    if body is None or not text or (len(text) < 2000 and _SHELL.search(text)):
        raise _empty(root, name)
    return body


def _identity(root: Any) -> tuple[str, Language | None]:
    """Act id and language: the container's class and the page's own tabs."""
    language: Language | None = None
    act_id = ""
    container = root.find(".//div[@id='container']")
    if container is not None:
        for word in (container.get("class") or "").split():
            if word in ("lang_rus", "lang_kaz", "lang_eng"):
                language = word[5:]  # type: ignore[assignment]
    for element in root.iter("li", "link"):
        if element.tag == "link":
            href = element.get("href") if element.get("rel") == "canonical" else None
        else:
            first = element.find("a")
            href = first.get("href") if first is not None else None
        match = _URL.search(href) if href else None
        if match:
            act_id = match[2]
            language = language or match[1]  # type: ignore[assignment]
            if "selected" in (element.get("class") or "") or element.tag == "link":
                break
    return act_id, language


def _banner(heading: Any) -> tuple[ActStatus, str]:
    """Status and requisites line: the span and the paragraph beside the page's h1."""
    status: ActStatus = "unknown"
    requisites = ""
    if heading is None:
        return status, requisites
    for element in heading.itersiblings("span", "p"):
        text = " ".join("".join(element.itertext()).split())
        if element.tag == "span":
            names = element.get("class") or ""
            status = next((value for word, value in _STATUS if word in names), status)
        elif text and not requisites:
            requisites = text
    if _REPEALED.search(requisites):
        status = "repealed"
    return status, requisites


def _title(root: Any, heading: Any, article: Any) -> str:
    """The act's title: h1 outside the text, else the page's title without the site's name."""
    if heading is not None and article not in heading.iterancestors():
        text = " ".join("".join(heading.itertext()).split())
        if text:
            return text
    title = root.find(".//title")
    text = "" if title is None else " ".join("".join(title.itertext()).split())
    return _TITLE_TAIL.sub("", text)
