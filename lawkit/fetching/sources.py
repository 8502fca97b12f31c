"""Which sources a person means by --from: names of the rules, addresses of repositories, folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lawkit.errors import FetchError
from lawkit.fetching.cache import Cache
from lawkit.fetching.download import Downloader
from lawkit.fetching.folder import FolderSource
from lawkit.fetching.pages import JsonSource, PageSource
from lawkit.fetching.repository import GitSource, checked_url, is_repository
from lawkit.fetching.settings import Repository, Settings
from lawkit.fetching.source import Source
from lawkit.fetching.web import Web


@dataclass(frozen=True, slots=True)
class Way:
    """How the network is reached; `mirror` keeps away from it."""

    proxy: str = ""
    ca: Path | None = None
    mirror: Path | None = None
    progress: Callable[[str, int, int], None] = lambda *_: None  # hears of clones, which take their time


def sources_for(named: Sequence[str], settings: Settings, cache: Cache, web: Web, way: Way) -> list[Source]:
    """The sources in the order in which they are asked. Raises FetchError for a name that means nothing.

    A mirror comes first and is the only source unless others are named with it.
    """
    sources: list[Source] = [_folder(way.mirror, settings, "mirror")] if way.mirror else []
    names = named or ([] if way.mirror else settings.order)
    downloader = Downloader(web, cache.parts)
    for name in names:
        sources += _named(name, settings, cache, downloader, way)
    return sources


def _named(name: str, settings: Settings, cache: Cache, downloader: Downloader, way: Way) -> list[Source]:
    if name == "git":
        if not settings.repositories:
            raise FetchError("rules/fetch/hosts.yaml names no repositories", "give the address of one with --from")
        return [_git(repository, settings, cache, way) for repository in settings.repositories.values()]
    if name in settings.hosts:
        host = settings.hosts[name]
        return [PageSource(host, downloader) if host.kind == "page" else JsonSource(host, downloader, settings.codes)]
    if name in settings.repositories:
        return [_git(settings.repositories[name], settings, cache, way)]
    path = Path(name.removeprefix("file://"))
    if name.startswith(("https://", "http://")) or (path.exists() and is_repository(path)):
        checked_url(name)
        return [_git(Repository(path.name, name), settings, cache, way)]
    if path.is_dir():
        return [_folder(path, settings, "folder")]
    there = ["git", *settings.hosts, *settings.repositories]
    raise FetchError(f"«{name}» is no source", f"name a folder, a repository's address or one of {', '.join(there)}")


def _git(repository: Repository, settings: Settings, cache: Cache, way: Way) -> GitSource:
    return GitSource(
        repository, cache.clones, settings.politeness, way.proxy, way.ca, settings.codes, progress=way.progress
    )


def _folder(path: Path, settings: Settings, name: str) -> FolderSource:
    if not path.is_dir():
        raise FetchError(f"{path} is no folder", "give the folder of a mirror")
    return FolderSource(path, name, settings.politeness.largest_bytes)
