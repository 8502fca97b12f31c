"""The rules of fetching: hosts, politeness and profiles, read from rules/fetch/, where people correct them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints
from urllib.parse import urlsplit

from lawkit.errors import FetchError, RulesError
from lawkit.fetching.wanted import check_id, check_languages
from lawkit.model import LANGUAGES, Language
from lawkit.resources import from_yaml, resource

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_FIELDS = re.compile(r"\{(\w+)\}")
_KNOWN_FIELDS = frozenset({"lang", "id", "code", "page", "dd", "mm", "yyyy"})


@dataclass(frozen=True, slots=True)
class Politeness:
    """How a host is asked; seconds and bytes. See rules/fetch/politeness.yaml."""

    user_agent: str = "lawkit/{version}{contact}"
    robot: str = "lawkit"
    contact: str = ""
    requests_per_minute: float = 20
    attempts: int = 4
    backoff_seconds: float = 2
    longest_wait_seconds: float = 120
    connect_seconds: float = 15
    read_seconds: float = 30
    total_seconds: float = 180
    git_seconds: float = 3600
    redirects: int = 5
    largest_bytes: int = 40_000_000
    largest_text_bytes: int = 120_000_000
    fresh_minutes: float = 60

    @property
    def agent(self) -> str:
        """The user agent as it is sent."""
        from lawkit import __version__

        contact = f"; {self.contact}" if self.contact else ""
        return self.user_agent.replace("{version}", __version__).replace("{contact}", contact)


@dataclass(frozen=True, slots=True)
class Host:
    """A web host of acts: addresses with {lang}, {id}, {code}, {page}, {dd}, {mm}, {yyyy}."""

    name: str
    kind: Literal["page", "json"]
    base: str
    current: str
    edition: str = ""
    search: str = ""
    languages: tuple[Language, ...] = LANGUAGES


@dataclass(frozen=True, slots=True)
class Repository:
    """A law-as-git repository and the first letters of the ids it holds (none: any)."""

    name: str
    url: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A named list of acts."""

    name: str
    title: Mapping[str, str]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that rules/fetch/ says."""

    order: tuple[str, ...]
    hosts: Mapping[str, Host]
    repositories: Mapping[str, Repository]
    politeness: Politeness
    codes: Mapping[str, str] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path | None = None) -> Settings:
        """Read a folder with hosts.yaml, politeness.yaml and profiles.yaml; one that is missing there comes from lawkit.

        Raises RulesError with every problem.
        """
        problems: list[str] = []
        raw = _mapping("hosts.yaml", folder, problems)
        settings = cls(
            order=tuple(_strings(raw.get("order"), "hosts.yaml: order", problems)),
            hosts={n: h for n, v in _entries(raw, "hosts", problems) if (h := _host(n, v, problems))},
            repositories={
                n: r for n, v in _entries(raw, "repositories", problems) if (r := _repository(n, v, problems))
            },
            politeness=_politeness(_mapping("politeness.yaml", folder, problems), problems),
            codes=_codes(raw.get("codes") or {}, problems),
            profiles=_profiles(_mapping("profiles.yaml", folder, problems), problems),
        )
        problems += [
            f"hosts.yaml: order names «{name}», which is no host" for name in settings.order
            if name != "git" and name not in settings.hosts
        ]  # fmt: skip
        if problems:
            raise RulesError(
                f"the rules of fetching have {len(problems)} mistakes; the first: {problems[0]}",
                "correct them", tuple(problems),
            )  # fmt: skip
        return settings

    def profile(self, name: str) -> Profile:
        """A profile by name; raises FetchError with the names there are."""
        if name not in self.profiles:
            raise FetchError(f"there is no profile «{name}»", f"there are {', '.join(sorted(self.profiles)) or 'none'}")
        return self.profiles[name]

    def with_rate(self, per_minute: float) -> Settings:
        """The same with another number of requests a minute; raises FetchError when it is not above 0."""
        if not 0 < per_minute <= 600:
            raise FetchError(f"{per_minute:g} requests a minute cannot be kept", "give a number from 0.1 to 600")
        return replace(self, politeness=replace(self.politeness, requests_per_minute=per_minute))


def safe_base(url: str) -> str:
    """What is wrong with the address of a host; empty when nothing is: https only, except on this machine."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return "an address such as https://host is expected"
    if parts.scheme == "http" and parts.hostname not in HERE:
        return "https is needed"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "no user, query or fragment"
    return ""


def _mapping(name: str, folder: Path | None, problems: list[str]) -> dict[str, Any]:
    """A rules file as a mapping; what is wrong with it goes into `problems`."""
    import yaml

    path = folder / name if folder and (folder / name).is_file() else resource("rules", "fetch", name)
    try:
        raw = from_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        problems.append(f"{path.name}:{mark.line + 1 if mark else 1}: {' '.join(str(error).split())[:200]}")
        return {}
    if not isinstance(raw, dict):
        problems.append(f"{path.name}: a mapping is expected")
        return {}
    return raw


def _entries(raw: Mapping[str, Any], key: str, problems: list[str]) -> list[tuple[str, dict[str, Any]]]:
    found = raw.get(key) or {}
    if not isinstance(found, dict) or not all(isinstance(v, dict) for v in found.values()):
        problems.append(f"hosts.yaml: «{key}» must be a mapping of mappings")
        return []
    return [(str(name), value) for name, value in found.items()]


def _strings(value: Any, where: str, problems: list[str]) -> list[str]:
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return value
    problems.append(f"{where}: a list of names is expected")
    return []


def _host(name: str, raw: dict[str, Any], problems: list[str]) -> Host | None:
    where = f"hosts.yaml: {name}"
    before = len(problems)
    base = str(raw.get("base", ""))
    if wrong := safe_base(base):
        problems.append(f"{where}: base «{base}»: {wrong}")
    if raw.get("kind") not in ("page", "json"):
        problems.append(f"{where}: kind is page or json")
    for key in ("current", "edition", "search"):
        path = str(raw.get(key, ""))
        if path and not path.startswith("/"):
            problems.append(f"{where}: {key} must begin with /")
        problems += [f"{where}: {key}: unknown {{{f}}}" for f in _FIELDS.findall(path) if f not in _KNOWN_FIELDS]
    if not raw.get("current"):
        problems.append(f"{where}: current is missing")
    try:
        languages = check_languages(_strings(raw.get("languages", list(LANGUAGES)), where, problems))
    except FetchError as problem:
        problems.append(f"{where}: {problem.problem}")
        languages = LANGUAGES
    if len(problems) > before:
        return None
    return Host(
        name, raw["kind"], base.rstrip("/"), str(raw["current"]), str(raw.get("edition", "")),
        str(raw.get("search", "")), languages,
    )  # fmt: skip


def _repository(name: str, raw: dict[str, Any], problems: list[str]) -> Repository | None:
    url = str(raw.get("url", ""))
    if not url:
        problems.append(f"hosts.yaml: {name}: url is missing")
        return None
    letters = _strings(raw.get("letters", []), f"hosts.yaml: {name}: letters", problems)
    return Repository(name, url, tuple(letters))


def _codes(raw: Any, problems: list[str]) -> dict[str, str]:
    codes: dict[str, str] = {}
    for key, value in raw.items() if isinstance(raw, dict) else ():
        if not str(value).isdigit():
            problems.append(f"hosts.yaml: codes: {key}: a number is expected")
        codes[str(key)] = str(value)
    return codes


def _politeness(raw: dict[str, Any], problems: list[str]) -> Politeness:
    known = {f.name: get_type_hints(Politeness)[f.name] for f in fields(Politeness)}
    values: dict[str, Any] = {}
    for key, value in raw.items():
        kind = known.get(key)
        if kind is None:
            problems.append(f"politeness.yaml: unknown key «{key}»")
        elif kind is str and isinstance(value, str):
            values[key] = value
        elif kind in (int, float) and isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            values[key] = kind(value)
        else:
            problems.append(f"politeness.yaml: {key}: {'text' if kind is str else 'a number from 0'} is expected")
    if values.get("attempts") == 0 or values.get("requests_per_minute") == 0:
        problems.append("politeness.yaml: attempts and requests_per_minute must be above 0")
    if any(not c.isprintable() for key in ("user_agent", "contact") for c in values.get(key, "")):
        problems.append("politeness.yaml: user_agent and contact are one line of plain characters")
    return Politeness(**values)


def _profiles(raw: dict[str, Any], problems: list[str]) -> dict[str, Profile]:
    profiles: dict[str, Profile] = {}
    for name, value in raw.items():
        acts: list[str] = []
        groups = value.get("acts") if isinstance(value, dict) else None
        listed: Sequence[Any] = (
            [i for group in groups.values() for i in (group or [])] if isinstance(groups, dict) else groups or []
        )
        for one in listed:
            try:
                acts.append(check_id(str(one)))
            except FetchError as problem:
                problems.append(f"profiles.yaml: {name}: {problem.problem}")
        if not acts:
            problems.append(f"profiles.yaml: {name}: «acts» is missing or empty")
        title = value.get("title") if isinstance(value, dict) else None
        profiles[str(name)] = Profile(str(name), title if isinstance(title, dict) else {}, tuple(dict.fromkeys(acts)))
    return profiles
