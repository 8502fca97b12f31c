"""What can go wrong, named after the user's mistake. The command line prints one line and exits with 2."""

from __future__ import annotations


class LawkitError(Exception):
    """Base: `problem` says what is wrong, `remedy` what to do; both end up on one line."""

    code = "E000"

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = " ".join(problem.split())
        self.remedy = " ".join(remedy.split())

    def __str__(self) -> str:
        return f"{self.code} {self.problem}" + (f"; {self.remedy}" if self.remedy else "")


class SourceNotFound(LawkitError):
    """The path names nothing, or a folder without acts."""

    code = "E101"


class UnreadableSource(LawkitError):
    """The file is broken, empty, scanned, encrypted, or of no kind that lawkit reads."""

    code = "E102"


class UnsafeSource(LawkitError):
    """The file asks for something lawkit never does: external entities, paths outside, oversized archives."""

    code = "E103"


class ScriptShell(UnreadableSource):
    """The page is a shell that loads its text by JavaScript."""

    code = "E104"


class BadAddress(LawkitError):
    """An address that cannot be read or that names nothing."""

    code = "E201"


class StoreError(LawkitError):
    """The database is missing, foreign, locked, read-only, or the disk is full."""

    code = "E301"


class RulesError(LawkitError):
    """A rules file (checklist, outline, bodies, register) is broken; lists every problem with its line."""

    code = "E401"

    def __init__(self, problem: str, remedy: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(problem, remedy)
        self.problems = problems


class DecisionsError(RulesError):
    """A person's decisions file is broken; nothing of it is applied."""

    code = "E402"


class ReportError(LawkitError):
    """A report cannot be written where it was asked for."""

    code = "E501"


class NotComparable(LawkitError):
    """Two texts between which a comparison of editions would mean nothing."""

    code = "E701"


class FetchError(LawkitError):
    """A source answered with something that is not the act that was asked for, or not at all."""

    code = "E601"


class Unreachable(FetchError):
    """A source cannot be reached or wants to be left alone: it is not asked again in this run."""

    code = "E602"


class NotOffered(FetchError):
    """The source does not hold this act, language or edition."""

    code = "E603"


class CacheError(LawkitError):
    """The cache cannot be written, is in use, or is no cache of lawkit."""

    code = "E604"
