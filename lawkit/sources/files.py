"""Finds the files that hold acts, and reads one into documents or an act."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from lawkit.errors import LawkitError, RulesError, SourceNotFound, UnreadableSource
from lawkit.model import LANGUAGES, Act, Language
from lawkit.sources.detect import decode, detect, name_facts, path_facts
from lawkit.sources.document import Document

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".txt", ".md", ".markdown", ".docx", ".pdf", ".rtf"})
_SKIPPED = frozenset(
    {"readme", "license", "changelog", "contributing", "expected", "meta", "notes", "index", "answers", "key"}
)
_RENAMED = re.compile(r"Заголовок\s+(?:Закона|Кодекса)\s|(?:Заңның|Кодекстің)\s+тақырыб|heading of the (?:Law|Code)\b")
MAX_BYTES = 200_000_000


def find_sources(paths: Iterable[str | Path]) -> list[Path]:
    """The files of acts below the given paths, sorted within each folder, none twice.

    Folders are walked; hidden files, README, EXPECTED, meta.yaml and the `_files` folders of saved pages are passed
    over. A folder `rus/` of parts stands for one act: its first part is listed. Raises SourceNotFound.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                below = [p for p in sorted(path.rglob("*")) if _wanted(p, path)]
                if not below:
                    raise SourceNotFound(
                        f"{path} holds no acts", "give a folder with .html, .md, .txt, .docx or .pdf files"
                    )
                found.update(dict.fromkeys(_one_per_parts(below)))
            elif path.exists():
                found[path] = None
            else:
                raise SourceNotFound(f"{path} does not exist", "check the path")
        except (OSError, ValueError) as error:
            raise SourceNotFound(f"{given} cannot be opened", "check the path and its permissions") from error
    if not found:
        raise SourceNotFound("no path was given", "name a file or a folder with acts")
    return list(found)


def _wanted(path: Path, root: Path) -> bool:
    if path.suffix.lower() not in SUFFIXES or path.stem.lower() in _SKIPPED:
        return False
    parts = path.relative_to(root).parts
    if any(p.startswith((".", "~")) or p.endswith("_files") for p in parts):
        return False
    return path.is_file()


def _one_per_parts(paths: list[Path]) -> list[Path]:
    """Parts of a long law-as-git act (`rus/sec001.md`) belong to `rus.md`; without it the first stands for all."""
    out: list[Path] = []
    seen: set[Path] = set()
    for path in paths:
        if _is_part(path):
            if path.parent in seen or path.parent.with_suffix(".md").is_file():
                continue
            seen.add(path.parent)
        out.append(path)
    return out


def _is_part(path: Path) -> bool:
    return (
        path.suffix.lower() == ".md" and path.parent.name in LANGUAGES and (path.parent.parent / "meta.yaml").is_file()
    )


def load(path: Path) -> bytes:
    """The bytes of a file; raises SourceNotFound or UnreadableSource."""
    try:
        if not path.exists():
            raise SourceNotFound(f"{path} does not exist", "check the path")
        if path.is_dir():
            raise SourceNotFound(f"{path} is a folder", "give a file, or let lawkit ingest the folder")
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableSource(f"{path} is larger than {MAX_BYTES // 1_000_000} MB", "give a single act")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableSource(f"{path} cannot be opened", "check its permissions") from error


def read_document(
    path: str | Path,
    *,
    language: Language | None = None,
    act_id: str | None = None,
    edition: dt.date | None = None,
) -> list[Document]:
    """The documents in a file, by its content; arguments overrule what the file and its name tell.

    One document a file; a law-as-git part stands for all parts beside it. Raises a LawkitError and nothing else.
    """
    path = Path(path)
    data = _with_parts(path)
    document = read_bytes(data, path.name, path=path, language=language)
    named_id, named_language, named_edition = path_facts(path)
    document = replace(
        document,
        act_id=act_id or document.act_id or named_id or f"draft:{_slug(path)}",
        language=language or _prefer(document, named_language),
        edition=edition or document.edition or named_edition,
        source=str(path),
    )
    return [document]


def _title_of_edition(act: Act, names: tuple[str, ...]) -> str:
    """The register's title; its former one where a red note says that the title is still to change."""
    renamed = any(n.kind == "future" and not n.eid and _RENAMED.search(n.text) for n in act.notes)
    return names[1] if renamed and len(names) > 1 else names[0] if names else ""


def _prefer(document: Document, named: Language | None) -> Language | None:
    """What the page itself says wins over the name; the name wins over a guess by letters."""
    return document.language if document.format == "adilet" and document.language else named or document.language


def _slug(path: Path) -> str:
    """A draft's id out of its file's name."""
    name = path.stem.rsplit(".", 1)[0] if path.stem.endswith((".rus", ".kaz", ".eng")) else path.stem
    cleaned = "".join(
        c if c.isascii() and c.isalnum() else "-" if not c.isalnum() else _LATIN.get(c.lower(), "") for c in name
    )
    return "-".join(p for p in cleaned.split("-") if p).lower() or "act"


_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщыэюяәғқңөұүһі",
        ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh",
         "ts", "ch", "sh", "shch", "y", "e", "iu", "ia", "a", "g", "q", "ng", "o", "u", "u", "h", "i"],
        strict=True,
    )
)  # fmt: skip


def _with_parts(path: Path) -> bytes:
    """The bytes of a file, with the parts of a law-as-git act that was cut into several files."""
    if _is_part(path):
        return b"\n\n".join(load(p) for p in sorted(path.parent.glob("*.md")) if p.stem.lower() not in _SKIPPED)
    data = load(path)
    if path.suffix.lower() != ".md" or path.stem not in LANGUAGES or not path.with_suffix("").is_dir():
        return data
    from lawkit.sources.markdown import parts_of

    head, names = parts_of(decode(data, path.name), path.stem)
    parts = [path.parent / path.stem / name for name in names]
    if not parts:
        return data
    return b"\n\n".join([head.encode(), *(load(p) for p in parts)])


def read_bytes(data: bytes, name: str, *, path: Path | None = None, language: Language | None = None) -> Document:
    """A document out of bytes, whatever they are; raises a LawkitError and nothing else."""
    kind = detect(data, name)
    try:
        if kind == "git":
            from lawkit.sources import git

            return git.read(data, name, path, language=language)
        return _reader(kind)(data, name)
    except LawkitError:
        raise
    except (RecursionError, MemoryError) as error:
        raise UnreadableSource(
            f"{name} is nested too deeply or too large", "save the act again in a plain form"
        ) from error


def _reader(kind: str) -> Callable[[bytes, str], Document]:
    """The reader of a format; loaded when it is needed."""
    if kind == "adilet":
        from lawkit.sources import adilet

        return adilet.read
    if kind == "docx":
        from lawkit.sources import docx

        return docx.read
    if kind == "pdf":
        from lawkit.sources import pdf

        return pdf.read
    if kind == "rtf":
        from lawkit.sources import rtf

        return rtf.read
    from lawkit.sources import text

    return text.read


def read_act(
    path: str | Path,
    *,
    language: Language | None = None,
    act_id: str | None = None,
    edition: dt.date | None = None,
) -> Act:
    """The act in a file as a tree. Raises a LawkitError and nothing else; all that is odd ends up in diagnostics."""
    from lawkit.structure import split

    return complete(split(read_document(path, language=language, act_id=act_id, edition=edition)[0]))


def complete(act: Act) -> Act:
    """An act with what its file lacks and the register knows: title, kind, number, date of adoption, status."""
    if act.act_id.startswith("draft:") or (act.title and act.number and act.adopted and act.status != "unknown"):
        return act
    try:
        from lawkit.register import Register

        known = Register.load().by_id(act.act_id)
    except (ImportError, RulesError):
        return act
    if known is None:
        return act
    return replace(
        act,
        title=act.title or _title_of_edition(act, known.names(act.language)),
        kind=known.kind if not act.requisites else act.kind,
        number=act.number or known.number,
        adopted=act.adopted or known.date,
        status=known.status if act.status == "unknown" else act.status,
    )


def read_act_bytes(data: bytes, name: str = "act.txt") -> Act:
    """The act in bytes as a tree; see read_act."""
    from lawkit.structure import split

    document = read_bytes(data, name)
    named_id, named_language = name_facts(name)
    return split(
        replace(
            document,
            act_id=document.act_id or named_id or f"draft:{_slug(Path(name))}",
            language=_prefer(document, named_language),
        )
    )
