"""Texts that want to be more than text, and an act made of them."""

from __future__ import annotations

import re

from lawkit.model import Act, Definition, Provision, Reading, Reference, Span

HOSTILE: dict[str, str] = {
    # script and markup
    "script": "<script>window.hacked=1</script>",
    "script-upper": "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "script-split": "<scr<script>ipt>hacked()</scr</script>ipt>",
    "img-onerror": '"><img src=x onerror=alert(1)>',
    "svg-onload": "<svg onload=alert(1)>",
    "iframe": "<iframe src='javascript:alert(1)'></iframe>",
    "object": "<object data='data:text/html,<script>1</script>'></object>",
    "style": "<style>body{display:none}</style>",
    "meta-refresh": '<meta http-equiv="refresh" content="0;url=//x.example">',
    "base": "<base href='//x.example/'>",
    "form": "<form action=//x.example><input name=a autofocus onfocus=alert(1)>",
    "link": "<link rel=stylesheet href=//x.example/a.css>",
    "attribute-break": "' onmouseover='alert(1)' x='",
    "attribute-double": '" onfocus="alert(1)" autofocus="',
    "attribute-tick": "` onclick=`alert(1)`",
    "title-break": "</title><h1>чужое</h1>",
    "textarea-break": "</textarea><b>чужое</b>",
    "comment": "<!-- --><b>чужое</b><!--",
    "cdata": "]]></script><!--",
    "cdata-open": "<![CDATA[ <b>чужое</b> ]]>",
    "doctype": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "processing": "<?xml-stylesheet href='//x.example/a.xsl'?><?php echo 1 ?>",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &#60;b&#62;",
    "null-entity": "&#0; &#x1F; &nosuch;",
    "half-tag": "<b <i <script",
    "template": "{{ 7*7 }}{% raw %}{# x #}",
    "template-js": "${7*7} #{7*7} <%= 7*7 %>",
    "format": "%s%n%x {0} {__class__} $x$",
    "json-break": '"},{"x":"\\u003cscript\\u003e',
    "javascript-url": "javascript:alert(1)//",
    "data-url": "data:text/html;base64,PHNjcmlwdD4=",
    "line-separators": "до\u2028window.hacked=1\u2029после",
    # formulas
    "formula": '=HYPERLINK("http://x.example","нажмите")',
    "formula-command": "=cmd|' /C calc'!A0",
    "formula-plus": "+1+1",
    "formula-minus": "-2+3+cmd",
    "formula-at": "@SUM(1+1)*cmd",
    "formula-tab": "\t=1+1",
    "formula-return": "\r=1+1",
    "formula-quote": '"=1+1"',
    "formula-wide": "＝1＋1",
    "formula-dde": '=DDE("cmd";"/C calc";"a")',
    "formula-newline": "\n=1+1",
    "csv-break": 'а";"б,в\n"г"',
    # direction, marks, letters
    "right-to-left": "\u202eобратный\u202c текст",
    "isolates": "\u2066скрытый\u2069 текст",
    "zero-width": "сло\u200bво\ufeff и\u2060 ещё",
    "arabic": "نص عربي в русском тексте",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍ algo",
    "emoji": "👨‍👩‍👧‍👦 🇰🇿 🏴‍☠️",
    "homoglyphs": "сtаtуа ѕсrірt",
    "astral": "𝕊𝕔𝕣𝕚𝕡𝕥 𐍈 𠀀",
    # paths
    "path": "../../etc/passwd",
    "path-windows": "..\\..\\windows\\system32\\CON.txt",
    "path-device": "NUL",
    "path-url": "file:///etc/passwd#x?y=%2e%2e%2f",
    # control characters and halves of letters
    "null": "до\x00после",
    "bell": "до\x07\x08\x1b[31mпосле",
    "escape-title": "\x1b]0;чужое\x07",
    "c1": "до\x85\x9bпосле",
    "surrogate": "до\ud800после",
    "surrogate-pair": "до\ud83d \udc68после",
    "noncharacter": "до\uffff\ufffeпосле",
    # size and shape
    "huge": "слово " * 20_000 + "конец",
    "one-word": "ы" * 40_000,
    "deep": "<b>" * 2_000 + "(" * 2_000,
    "tex": r"\input{/etc/passwd} \write18{calc} % $x^2$ {~} & # _",
    "bibtex": "}, author={чужой}, x={",
    "spreadsheet-link": "'file:///c:/x'#$Лист1.A1",
    "markdown": "![x](//x.example/a.png) [а](javascript:alert(1)) `x` | y |",
}  # fmt: skip
_GONE = re.compile(
    "[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufffc-\uffff\ud800-\udfff]+"
)


def bare(text: str) -> str:
    """A text without spaces, control characters, marks of direction and halves of letters: what must not be lost."""
    return _GONE.sub("", text)


def hostile_act() -> Act:
    """An act in which every hostile text is a title, a heading, a point and a number once."""
    body, provisions = "", []

    def add(eid: str, kind: str, num: str, heading: str, text: str, parent: str) -> None:
        nonlocal body
        start = len(body)
        body += " ".join(x for x in (num, heading, text) if x)
        provisions.append(
            Provision(eid, kind, str(len(provisions)), num, heading, text, parent, len(provisions), Span(start, len(body)))
        )  # fmt: skip
        body += "\n"

    for n, text in enumerate(HOSTILE.values(), 1):
        add(f"art_{n}", "article", f"Статья {n}.", text[:300], "", "")
        add(f"art_{n}__para_1", "paragraph", "1.", "", text, f"art_{n}")
    return Act(
        "draft:hostile", "rus", HOSTILE["script"], body, tuple(provisions), number=HOSTILE["formula"], source="x"
    )


def hostile_reading() -> Reading:
    """The act with a reference and a definition for each text."""
    act = hostile_act()
    points = [p for p in act.provisions if p.kind == "paragraph"]
    texts = list(HOSTILE.values())
    return Reading(
        act,
        tuple(Reference(p.eid, p.span, t, "legislation", "undetermined", field=t, reason=t) for p, t in zip(points, texts, strict=True)),
        tuple(Definition(t[:200], t, p.eid, p.span, "dash", lemma=t[:200]) for p, t in zip(points, texts, strict=True)),
    )  # fmt: skip
