"""The baseline: problems that are known, so that only new ones fail. A JSON file made to be kept in git."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawkit.errors import ReportError, RulesError

if TYPE_CHECKING:
    from lawkit.check.report import Report

VERSION = 1
DEFAULT = "lawkit-baseline.json"


@dataclass(frozen=True)
class Baseline:
    """Fingerprints of known problems; a file's name is told for people only, so that a draft may be renamed."""

    fingerprints: tuple[str, ...]

    def counted(self) -> dict[str, int]:
        """How often each fingerprint is known, to be crossed off."""
        return dict(Counter(self.fingerprints))

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline; raises RulesError when it is missing or none."""
        try:
            data: Any = json.loads(path.read_text("utf-8"))
        except OSError as problem:
            raise RulesError(f"the baseline {path} cannot be read", "make it with --write-baseline") from problem
        except ValueError as problem:
            raise RulesError(f"the baseline {path} is not JSON", "make it anew with --write-baseline") from problem
        listed = data.get("problems") if isinstance(data, dict) else None
        if not isinstance(listed, list) or data.get("version") != VERSION:
            raise RulesError(f"{path} is no baseline of lawkit check", "make it anew with --write-baseline")
        names = [str(one.get("fingerprint") or "") if isinstance(one, dict) else "" for one in listed]
        broken = tuple(f"problem {n}: no fingerprint" for n, name in enumerate(names, 1) if not name)
        if broken:
            raise RulesError(f"the baseline {path} is broken", "make it anew with --write-baseline", broken)
        return cls(tuple(names))


def write_baseline(report: Report, path: Path) -> int:
    """Write every problem of a report, new and known, as the new baseline; returns how many. Raises ReportError."""
    rows = [
        {
            "fingerprint": problem.fingerprint,
            "rule": problem.rule.code,
            "file": checked.path,
            "provision": problem.eid,
            "words": " ".join(problem.span.of(checked.sheet.draft.act.body).split())[:80],
        }
        for checked in report.drafts
        for problem in sorted(
            (*checked.problems, *checked.known), key=lambda p: (p.span.start, p.span.end, p.rule.code)
        )
    ]
    text = json.dumps({"version": VERSION, "problems": rows}, ensure_ascii=False, indent=1) + "\n"
    write_whole(path, text.encode())
    return len(rows)


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file so that it is there whole or not at all; a device or a pipe is written to. Raises ReportError."""
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return path
    if path.is_symlink():  # what it points to is replaced, not the link
        path = path.resolve()
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.is_file():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise ReportError(f"{path} cannot be written: {problem.strerror}", "name another file") from problem
    return path
