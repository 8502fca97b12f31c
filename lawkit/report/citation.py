"""How a data set is cited: BibTeX and CSL-JSON, with its version, its date and the acts in it.

The version is made from the acts themselves: the day of the newest text and a hash of all sources; the same acts
always give the same citation. BibTeX: biblatex manual, `@dataset` and `@legislation`; CSL-JSON: citationstyles.org,
schema csl-data.json.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lawkit.model import Language
from lawkit.store.facts import ActInfo

_ADILET = re.compile(r"[A-Z]\d{10}(?:_\d*)?")
_LANGUAGES: dict[Language, str] = {"rus": "ru", "kaz": "kk", "eng": "en"}
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set of acts as something that can be cited."""

    version: str
    date: dt.date | None  # of the newest text; None where no text is dated
    program: str  # «lawkit 0.1.0»
    texts: tuple[ActInfo, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        acts = len({t.act_id for t in self.texts})
        return f"Legislation read by lawkit: {len(self.texts)} texts of {acts} acts"


def data_set(texts: Sequence[ActInfo], program: str) -> DataSet:
    """The data set of the stored texts, the same for the same texts in any order."""
    listed = tuple(sorted(texts, key=lambda t: (t.act_id, t.language, str(t.edition or ""))))
    days = [day for t in listed if (day := t.as_of or t.edition)]
    digest = hashlib.sha256("\n".join(f"{t.act_id}/{t.language} {t.sha256}" for t in listed).encode("utf-8", "replace"))
    date = max(days, default=None)
    return DataSet(f"{date.isoformat() if date else 'undated'}+{digest.hexdigest()[:12]}", date, program, listed)


def bibtex(data: DataSet) -> str:
    """The data set and each act in it as BibTeX entries."""
    head = {
        "title": data.title, "author": f"{{{data.program}}}", "version": data.version,
        "note": f"Read and analysed by {data.program}; texts: adilet.zan.kz and drafts, not part of the program",
    }  # fmt: skip
    entries = [_entry("dataset", "lawkit-data", head, data.date)]
    for text in _works(data):
        fields = {"title": text.title or text.act_id, "number": text.number, "langid": _LANGUAGES[text.language]}
        if _ADILET.fullmatch(text.act_id):
            fields["url"] = f"https://adilet.zan.kz/{text.language}/docs/{text.act_id}"
        entries.append(_entry("legislation", _key(text), fields, text.adopted))
    return "\n".join(entries)


def _works(data: DataSet) -> list[ActInfo]:
    """One text for each act and language: the newest."""
    return list({(t.act_id, t.language): t for t in data.texts}.values())


def _key(text: ActInfo) -> str:
    return re.sub(r"[^A-Za-z0-9:_.-]", "-", f"{text.act_id}-{text.language}")


def _entry(kind: str, key: str, fields: dict[str, str], date: dt.date | None) -> str:
    lines = [f"@{kind}{{{key},"]
    if date:
        fields = {**fields, "date": date.isoformat(), "year": str(date.year)}
    for name, value in fields.items():
        if value:
            kept = value if name == "author" else _tex(value)
            lines.append(f"  {name} = {{{kept}}},")
    return "\n".join([*lines, "}", ""])


def _tex(text: str) -> str:
    """A text as BibTeX holds it: on one line, every special character escaped, no control character."""
    return "".join(_TEX.get(c, c) for c in _clean(text))


def _clean(text: str) -> str:
    """A text without control characters, marks of direction and lone surrogates."""
    flat = " ".join(text.split())
    return "".join("\ufffd" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in flat)


def csl(data: DataSet) -> str:
    """The data set and each act in it as CSL-JSON."""
    items = [
        {
            "id": "lawkit-data", "type": "dataset", "title": data.title, "author": [{"literal": data.program}],
            "version": data.version, **_issued(data.date),
        },
        *(
            {
                "id": _key(text), "type": "legislation", "title": _clean(text.title or text.act_id),
                "number": _clean(text.number), "language": _LANGUAGES[text.language], "jurisdiction": "KZ",
                **_issued(text.adopted),
            }
            for text in _works(data)
        ),
    ]  # fmt: skip
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def _issued(date: dt.date | None) -> dict[str, Any]:
    return {"issued": {"date-parts": [[date.year, date.month, date.day]]}} if date else {}
