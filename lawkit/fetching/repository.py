"""Acts from law-as-git repositories, by the git executable: one folder an act, one commit an edition.

As the repositories describe themselves: a commit is dated by the day on which the edition came into force; a repealed
act is removed; each build rewrites the history, so what was cloned is fetched anew and never merged. A bare repository
without checkout is kept in the cache; files are read out of it by name and never through a working tree, so nothing in a
repository can name a path. git runs without a shell, hooks, prompts, submodules or other protocols than https and file.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from lawkit.errors import FetchError, NotOffered, Unreachable
from lawkit.fetching.cache import Copy, Row
from lawkit.fetching.settings import Politeness, Repository, safe_base
from lawkit.fetching.source import Failed, Still, proved
from lawkit.fetching.tree import ActFolder, Entry, GitTree, folder_for
from lawkit.fetching.wanted import When, stem
from lawkit.model import LANGUAGES, Language

_PART = re.compile(r"(rus|kaz|eng)/[A-Za-z0-9_-]{1,80}\.md")
_HEAD = "refs/lawkit/head"


@dataclass(slots=True)
class GitSource:
    """One repository. `clones` is the cache's folder for it."""

    repository: Repository
    clones: Path
    politeness: Politeness
    proxy: str = ""
    ca: Path | None = None
    codes: Mapping[str, str] = field(default_factory=dict)
    name: str = "git"
    progress: Callable[[str, int, int], None] = lambda *_: None
    _ready: dict[bool, GitTree] = field(default_factory=dict)
    _failed: Unreachable | None = None

    def copies(
        self, act_id: str, languages: Sequence[Language], when: When, known: Mapping[str, Row]
    ) -> Iterator[Copy | Still | Failed]:
        """See Source. Today's state needs the newest commit only; a date or the history need the whole repository."""
        letters = self.repository.letters
        if letters and not act_id.startswith(letters):
            raise NotOffered(f"{self.repository.name} holds no acts such as {act_id}", "")
        tree = self._tree(full=when != "now")
        found = folder_for(tree, _HEAD, act_id, self.codes.get(act_id, ""), past=when != "now")
        if found is None:
            newest = "its newest state, from which repealed acts are removed; try --history" if when == "now" else "it"
            raise NotOffered(f"{self.repository.name}: {act_id} is not in {newest}", "")
        commits = self._commits(tree, found, act_id, when)
        for commit, day in commits:
            yield from self._edition(tree, ActFolder(commit, found.path, found.meta), act_id, languages, day, known)

    def _commits(self, tree: GitTree, found: ActFolder, act_id: str, when: When) -> list[tuple[str, dt.date]]:
        """The commits whose editions are wanted, each with its day. Raises NotOffered when there is none."""
        if when == "now" and (day := tree.meta_date(found)):
            return [(found.commit, day)]
        commits = tree.commits(found.commit, found.path)
        if when == "now":
            commits = [(found.commit, commits[0][1])] if commits else []
        elif isinstance(when, dt.date):
            commits = [(commit, day) for commit, day in commits if day <= when][:1]
        if not commits:
            of = f"edition by {when}" if isinstance(when, dt.date) else "commit"
            raise NotOffered(f"{self.repository.name}: {act_id} has no {of}", "give a later date")
        return commits

    def _tree(self, *, full: bool) -> GitTree:
        """The repository at its newest state, fetched once a run."""
        if self._failed:
            raise self._failed
        if full not in self._ready:
            try:
                self._ready[full] = GitTree(self._fetched(full=full), self.politeness, self._options(), self.proxy)
            except Unreachable as problem:
                self._failed = problem
                raise
        return self._ready[full]

    def _fetched(self, *, full: bool) -> Path:
        """Fetch into the bare repository in the cache; a fetch that was cut leaves it as it was."""
        url = checked_url(self.repository.url)
        clone = self.clones / hashlib.sha256(url.encode()).hexdigest()[:24]
        git = GitTree(clone, self.politeness, self._options(), self.proxy)
        if not (clone / "HEAD").is_file():
            git.run("init", "--quiet", "--bare", "--template=", str(clone), inside=False)
        for left in [*clone.rglob("*.lock"), *clone.glob("objects/pack/tmp_*")]:
            left.unlink(missing_ok=True)  # of a git that was killed: the cache's own lock says that none runs now
        self.progress(f"clone {self.repository.name}", 0, 1)
        depth = ["--unshallow"] if full and (clone / "shallow").is_file() else [] if full else ["--depth=1"]
        if not full and not (clone / "shallow").is_file() and git.has(_HEAD):
            depth = []  # the whole history is here already
        git.run(
            "fetch", "--quiet", "--no-tags", "--force", "--no-recurse-submodules", "--no-write-fetch-head",
            *depth, url, f"+HEAD:{_HEAD}",
        )  # fmt: skip
        self.progress(f"clone {self.repository.name}", 1, 1)
        return clone

    def _options(self) -> list[str]:
        options = [
            "protocol.allow=never", "protocol.https.allow=always", "protocol.file.allow=always",
            "http.followRedirects=false", "http.sslVerify=true", f"http.userAgent={self.politeness.agent}",
            "http.lowSpeedLimit=100", f"http.lowSpeedTime={max(1, int(self.politeness.read_seconds))}",
            "core.hooksPath=" + os.devnull, "core.fsmonitor=false", "credential.helper=", "gc.auto=0",
            "transfer.fsckObjects=false", "safe.directory=*", "core.quotePath=false", "submodule.recurse=false",
        ]  # fmt: skip
        if self.ca:
            options.append(f"http.sslCAInfo={self.ca}")
        return options

    def _edition(
        self, tree: GitTree, folder: ActFolder, act_id: str, languages: Sequence[Language], day: dt.date,
        known: Mapping[str, Row],
    ) -> Iterator[Copy | Failed]:  # fmt: skip
        """The copy of one edition, and the languages that it lacks."""
        place = stem(act_id, day)
        kept = known[place].languages if place in known else ()
        wanted = [language for language in LANGUAGES if language in languages or language in kept]
        entries = tree.below(folder.commit, folder.path)
        largest = self.politeness.largest_bytes
        if any(entry.size > largest for entry in entries.values()):
            yield Failed(
                tuple(languages), day, FetchError(f"{act_id} has a file of more than {largest / 1e6:g} MB", "")
            )
            return
        files = tree.read(_of(entries, wanted))
        url = f"{self.repository.url}#{folder.commit}:{folder.path}"
        texts: dict[Language, str] = {}
        for language in wanted:
            if f"{language}.md" not in files:
                why = NotOffered(f"{self.repository.name} has no text in this language", "")
                yield Failed((language,), day, why)
                continue
            try:
                texts[language] = _words(files, language, act_id)
            except FetchError as problem:
                yield Failed((language,), day, problem)
        good = {n: data for n, data in files.items() if n == "meta.yaml" or n[:3] in texts}
        if not texts:
            return
        yield Copy(act_id, day, good, self.name, url, texts)


def checked_url(url: str) -> str:
    """A repository's address as git takes it: https, or a folder on this machine. Raises FetchError."""
    if url.startswith(("https://", "http://")):
        parts = urlsplit(url)
        if not safe_base(f"{parts.scheme}://{parts.netloc}") and parts.scheme == "https":
            return url
        raise FetchError(f"{url} is no repository to fetch from", "give an https address without a password")
    path = Path(url.removeprefix("file://"))
    if not path.exists():
        raise FetchError(f"{url} is no repository", "give an https address or the folder of a repository")
    return str(path.resolve())


def is_repository(path: Path) -> bool:
    """Whether a folder is a git repository, or a file a bundle of one."""
    if path.is_file():
        with path.open("rb") as stream:
            return stream.read(16).startswith(b"# v")
    return (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir())


def _of(entries: Mapping[str, Entry], languages: Sequence[Language]) -> dict[str, Entry]:
    """The plain files of an act in some languages."""
    return {
        name: entry
        for name, entry in entries.items()
        if name == "meta.yaml"
        or (name.removesuffix(".md") in languages and name.endswith(".md"))
        or ((match := _PART.fullmatch(name)) and match[1] in languages)
    }


def _words(files: Mapping[str, bytes], language: Language, act_id: str) -> str:
    """The hash of a text's words, parts and meta.yaml included."""
    words = proved(_joined(files, language), f"{language}.md", act_id, language, trusted=True)
    return hashlib.sha256(words.encode() + files.get("meta.yaml", b"")).hexdigest()


def _joined(files: Mapping[str, bytes], language: Language) -> bytes:
    """One text of an act that may be cut into parts, in the order of its list."""
    from lawkit.sources.detect import decode
    from lawkit.sources.markdown import parts_of

    whole = files[f"{language}.md"]
    head, names = parts_of(decode(whole, f"{language}.md"), language)
    if not names:
        return whole
    missing = [name for name in names if f"{language}/{name}" not in files]
    if missing:
        raise FetchError(f"the part {language}/{missing[0]} is missing in the repository", "try again later")
    return b"\n\n".join([head.encode(), *(files[f"{language}/{name}"] for name in names)])
