"""Reads a bare repository: where an act's folder is, which commits touched it, what its files hold."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lawkit.errors import FetchError, Unreachable
from lawkit.fetching.settings import Politeness
from lawkit.register import RegisteredAct

_PLAIN = ("100644", "100755")  # files; never links (120000) or submodules (160000)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FOLDER_DAY = re.compile(r"(?:^|/)(\d{4})/?(\d\d)(\d\d)-[^/]*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a commit."""

    sha: str
    size: int


@dataclass(frozen=True, slots=True)
class ActFolder:
    """An act's folder in a commit, with the bytes of its meta.yaml."""

    commit: str
    path: str
    meta: bytes


@dataclass(slots=True)
class GitTree:
    """A bare repository on this machine; `options` are git's settings for every call."""

    clone: Path
    politeness: Politeness
    options: Sequence[str] = ()
    proxy: str = ""  # told by the environment: a command line can be seen by everybody on the machine
    _all: dict[str, dict[str, Entry]] = field(default_factory=dict)
    _removed: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def run(self, *arguments: str, content: bytes | None = None, inside: bool = True) -> bytes:
        """What git prints. Raises Unreachable with git's own last line."""
        words = ["git", *(w for option in self.options for w in ("-c", option))]
        words += ["--git-dir", str(self.clone)] if inside else []
        try:
            done = subprocess.run(  # noqa: S603
                [*words, *arguments], input=content, capture_output=True, check=False, env=_environment(self.proxy),
                timeout=self.politeness.git_seconds, stdin=subprocess.DEVNULL if content is None else None,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise Unreachable("git is not installed", "install it, or use --from adilet-old or a folder") from error
        except subprocess.TimeoutExpired as error:
            raise Unreachable(
                f"git took longer than {self.politeness.git_seconds:g} s", "fetch again later, or raise git_seconds"
            ) from error
        if done.returncode:
            told = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
            named = [line for line in told if line.startswith(("fatal:", "error:"))] or told or ["no reason given"]
            raise Unreachable(
                f"git {arguments[0]}: {named[0][:200]}",
                "check the network and the address in rules/fetch/hosts.yaml; without a network use --mirror",
            )
        return done.stdout

    def has(self, ref: str) -> bool:
        """Whether a ref is there."""
        try:
            self.run("rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        except Unreachable:
            return False
        return True

    def below(self, commit: str, path: str) -> dict[str, Entry]:
        """The plain files below a folder, by their names from there; everything for an empty path."""
        listed = self.run("ls-tree", "-r", "-z", "-l", "--full-tree", f"{commit}:{path}" if path else commit)
        found: dict[str, Entry] = {}
        for line in listed.decode("utf-8", "surrogateescape").split("\0"):
            head, _, name = line.partition("\t")
            mode, _, rest = head.partition(" ")
            _, sha, size = rest.split() if name else ("", "", "0")
            if name and mode in _PLAIN and size.isdigit():
                found[name] = Entry(sha, int(size))
        return found

    def metas(self, commit: str) -> dict[str, Entry]:
        """All meta.yaml in a commit, by their folders; kept for the next act."""
        if commit not in self._all:
            found = self.below(commit, "")
            self._all = {
                commit: {n.removesuffix("/meta.yaml"): e for n, e in found.items() if n.endswith("/meta.yaml")}
            }
        return self._all[commit]

    def removed(self, commit: str) -> list[tuple[str, str]]:
        """The commits that removed a folder with a meta.yaml, newest first, with the folder; kept for the next act."""
        if commit not in self._removed:
            words = ("log", "--diff-filter=D", "--no-renames", "--format=%x01%H", "--name-only", "-z")
            log = self.run(*words, commit, "--", ":(top,glob)**/meta.yaml").decode("utf-8", "surrogateescape")
            found: list[tuple[str, str]] = []
            for record in log.split("\x01")[1:]:
                sha, *names = [word.strip("\n") for word in record.split("\0")]
                found += [(sha, name.removesuffix("/meta.yaml")) for name in names if name.endswith("/meta.yaml")]
            self._removed = {commit: found}
        return self._removed[commit]

    def read(self, entries: Mapping[str, Entry]) -> dict[str, bytes]:
        """The contents of files, in one call of git."""
        out = self.run("cat-file", "--batch", content="".join(f"{e.sha}\n" for e in entries.values()).encode())
        found: dict[str, bytes] = {}
        at = 0
        for name, entry in entries.items():
            line = out.index(b"\n", at)
            sha, kind, size = out[at:line].decode().split()
            if sha != entry.sha or kind != "blob":
                raise FetchError(f"the repository does not hold {name}", "delete the cache's .clones and fetch again")
            found[name] = out[line + 1 : line + 1 + int(size)]
            at = line + 2 + int(size)
        return found

    def commits(self, commit: str, path: str) -> list[tuple[str, dt.date]]:
        """The commits that touched a folder and still hold it, newest first, one a day (the day's last)."""
        log = self.run("log", "--format=%H %cs", commit, "--", f":(top,literal){path}").decode().split("\n")
        found: dict[dt.date, str] = {}
        for line in log:
            sha, _, day = line.partition(" ")
            date = dt.date.fromisoformat(day) if _DAY.fullmatch(day) else None
            if date and date not in found and self.has_path(sha, f"{path}/meta.yaml"):
                found[date] = sha
        return sorted(((sha, day) for day, sha in found.items()), key=lambda pair: pair[1], reverse=True)

    def has_path(self, commit: str, path: str) -> bool:
        """Whether a commit holds a file."""
        return bool(self.run("ls-tree", "--full-tree", "--name-only", commit, "--", f"{path}"))

    def meta_date(self, folder: ActFolder) -> dt.date | None:
        """The newest edition date that a meta.yaml tells."""
        import yaml

        try:
            raw = yaml.safe_load(folder.meta.decode("utf-8", "replace"))
        except yaml.YAMLError:
            return None
        told = raw.get("version_date") if isinstance(raw, dict) else None
        days = [str(day)[:10] for day in (told.values() if isinstance(told, dict) else [told])]
        return max((dt.date.fromisoformat(day) for day in days if _DAY.fullmatch(day)), default=None)


def folder_for(tree: GitTree, ref: str, act_id: str, code: str = "", *, past: bool = False) -> ActFolder | None:
    """The folder of an act: in the newest state, else (`past`) in the last commit that held it (a repealed act).

    Folders are named by the day of adoption, which the register knows; meta.yaml decides: by the requisites, or by
    `code`, the act's number in the state's database.
    """
    from lawkit.register import Register

    act = Register.load().by_id(act_id)
    sought = _Sought(act_id, code, act)
    head = tree.run("rev-parse", "--verify", f"{ref}^{{commit}}").decode().strip()
    if found := sought.among(tree, head, tree.metas(head)):
        return found
    for commit, folder in tree.removed(head) if past else ():
        if sought.may_be(folder):
            before = tree.run("rev-parse", "--verify", f"{commit}^").decode().strip()
            entry = tree.below(before, folder).get("meta.yaml")
            if entry and (found := sought.among(tree, before, {folder: entry})):
                return found
    return None


@dataclass(frozen=True, slots=True)
class _Sought:
    """What is known of the act that is looked for."""

    act_id: str
    code: str
    act: RegisteredAct | None

    def among(self, tree: GitTree, commit: str, metas: Mapping[str, Entry]) -> ActFolder | None:
        """The first folder whose meta.yaml is that of the act."""
        near = {f: e for f, e in metas.items() if e.size < 100_000 and self.may_be(f)}
        for folder, data in tree.read(near).items() if near else ():
            if self._may_hold(data) and self._is(data):
                return ActFolder(commit, folder, data)
        return None

    def may_be(self, folder: str) -> bool:
        """Whether a folder's name can be that of the act: by its day, else by the year in the id."""
        match = _FOLDER_DAY.search(folder)
        if match is None or (self.code and folder.endswith(f"-{self.code}")):
            return True
        if self.act is not None:
            return match.groups() == (f"{self.act.date:%Y}", f"{self.act.date:%m}", f"{self.act.date:%d}")
        year = int(self.act_id[1:3])
        return int(match[1][2:]) in (year, (year - 1) % 100)  # an order may be registered in the year after

    def _may_hold(self, meta: bytes) -> bool:
        """Whether one of the act's numbers stands in a meta.yaml: thousands of them are not parsed for one act."""
        digits = re.search(r"[0-9]+", self.act_id[3:])
        numbers = [digits[0].lstrip("0") if digits else "", self.code, self.act.number if self.act else ""]
        leading = [match[0] for number in numbers if (match := re.match(r"[0-9]+", number))]
        return not leading or any(number.encode() in meta for number in leading)

    def _is(self, meta: bytes) -> bool:
        from lawkit.register import normal_number
        from lawkit.sources.facts import derive_id, parse_requisites

        line, code = _told(meta)
        told = parse_requisites(line)
        if derive_id(told) == self.act_id or (self.code and code == self.code):
            return True
        act = self.act
        same = act is not None and (told.date, told.kind) == (act.date, act.kind)
        return bool(same and act and act.number and normal_number(told.number) == normal_number(act.number))


def _told(meta: bytes) -> tuple[str, str]:
    """The requisites and the number of an act that its meta.yaml tells."""
    import yaml

    try:
        raw = yaml.safe_load(meta.decode("utf-8", "replace"))
    except yaml.YAMLError:
        return "", ""
    found, code = (raw.get("requisite"), raw.get("act_code")) if isinstance(raw, dict) else ("", "")
    return (found if isinstance(found, str) else ""), (str(code) if isinstance(code, str | int) else "")


def _environment(proxy: str) -> dict[str, str]:
    """What git may see of the surroundings: no prompts, no settings of the person, English messages."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "TEMP", "TMP", "SSL_CERT_FILE", "no_proxy")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true",
        "GIT_LITERAL_PATHSPECS": "0", "LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1",
    } | ({"https_proxy": proxy} if proxy else {})  # fmt: skip
