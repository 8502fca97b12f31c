"""The JSON of zan.gov.kz as a page in the form of adilet's, which lawkit reads; and its search results.

The form was taken from an answer recorded in February 2026 (fields named in rules/fetch/hosts.yaml); what else the
interface may send is undetermined. Pieces come in reading order with a type and a text; levels are told by the text's
own numbers, as on adilet, so an unknown type is a paragraph.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lawkit.model import Language
from lawkit.register import RegisteredAct, normal_number, normal_title

# «Сноска. …», «Примечание. См. нормативные постановления …»: notes may come as pieces of plain text
_NOTE = re.compile(r"(?:Сноска|Примечание|Ескерту|Ескертпе)\s*\.")
_STATUSES = frozenset({"new", "upd", "yts"})


def as_page(parts: Sequence[dict[str, Any]], act_id: str, language: Language) -> bytes:
    """An HTML page with every text of the answer, in order."""
    meta = parts[0].get("metadata")
    meta = meta if isinstance(meta, dict) else {}
    status = meta.get("status")
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}"><head><meta charset="utf-8">',
        f"<title>{_word(meta.get('title'), language)}</title>",
        '<meta name="generator" content="lawkit fetch: made of the JSON of zan.gov.kz">',
        f'<link rel="canonical" href="https://adilet.zan.kz/{language}/docs/{act_id}"></head>',
        f'<body><div id="container" class="lang_{language}">',
        f"<h1>{_word(meta.get('title'), language)}</h1>",
        f'<span class="status status_{status}"></span>' if status in _STATUSES else "",
        f"<p>{_word(meta.get('requisites'), language)}</p>",
        "<article>",
        *(line for part in parts for line in _pieces(part["content"])),
        "</article></div></body></html>\n",
    ]
    return "\n".join(line for line in lines if line).encode("utf-8", "replace")


def _word(value: Any, language: Language) -> str:
    """A text by language, escaped."""
    if isinstance(value, dict):
        value = value.get(language)
    return html.escape(" ".join(value.split())) if isinstance(value, str) else ""


def _pieces(content: Sequence[Any]) -> Iterator[str]:
    heading: list[str] = []  # a heading's lines follow one another: «Глава 1.», «Общие положения»
    for piece in content:
        kind, text = (piece.get("type"), _text(piece)) if isinstance(piece, dict) else ("", "")
        if kind == "heading" and text:
            heading.append(text)
            continue
        if heading:
            yield f"<h3>{'<br>'.join(heading)}</h3>"
            heading = []
        if not text or kind == "title":
            continue
        if kind == "note" or _NOTE.match(text):
            yield f'<p class="note">{text}</p>'
        else:
            yield f"<p>{text}</p>"
    if heading:
        yield f"<h3>{'<br>'.join(heading)}</h3>"


def _text(piece: dict[str, Any]) -> str:
    """The piece's words, escaped; those of its HTML where it has no plain text."""
    text = piece.get("text")
    if not isinstance(text, str) or not text.strip():
        markup = next(
            (p.get("value") for p in piece.get("properties") or () if isinstance(p, dict) and p.get("key") == "html"),
            "",
        )
        if not isinstance(markup, str) or not markup.strip():
            return ""
        from lxml import etree

        root = etree.fromstring(markup, etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
        text = " ".join(str(word) for word in root.itertext()) if root is not None else ""
    return "<br>".join(html.escape(" ".join(line.split())) for line in text.splitlines() if line.strip())


def code_in(answer: bytes, act: RegisteredAct) -> str:
    """The number of the one act in a search's answer that has this id, or this title, number and date; else empty."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return ""
    listed = found.get("list") if isinstance(found, dict) else found
    codes: list[str] = []
    for entry in listed if isinstance(listed, list) else ():
        code = str(entry.get("code") or entry.get("id") or "") if isinstance(entry, dict) else ""
        if not code.isascii() or not code.isdigit():
            continue
        if entry.get("ngr") == act.id:
            return code
        requisites, title = _rus(entry.get("requisites")), _rus(entry.get("title") or entry.get("summary"))
        dated = str(entry.get("stateAgencyApprovalDate") or "")[:10] == act.date.isoformat()
        named = normal_title(title) in {normal_title(name) for name in act.names("rus")}
        numbered = bool(act.number) and normal_number(requisites.rpartition("№")[2]) == normal_number(act.number)
        if dated and (named or numbered):
            codes.append(code)
    return codes[0] if len(set(codes)) == 1 else ""


def _rus(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("rus")
    return value if isinstance(value, str) else ""
