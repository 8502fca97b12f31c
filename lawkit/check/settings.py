"""Settings of a check: lawkit.toml or `[tool.lawkit]` in pyproject.toml, then the command line.

    [check]
    select = ["structure", "ref-dead-internal"]   # codes or families; without it all rules
    ignore = ["sent-long"]
    fail-on = "error"                             # error, warning, info, never
    against = "lawkit.db"
    baseline = "lawkit-baseline.json"

    [check.severity]
    num-gap = "info"                              # error, warning, info, off; a code or a family

    [check.options.sent-long]
    limit = 50

    [[check.exceptions]]
    rules = ["num-dup"]
    provision = "art_5__para_2"                   # with all below it; without it the whole draft
    file = "draft.docx"                           # without it every draft
    reason = "так в действующей редакции"

In pyproject.toml the tables are `[tool.lawkit.check]` and so on. Everything unknown is listed, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lawkit.check.engine import SEVERITIES
from lawkit.check.exceptions import Excuse
from lawkit.check.rules import Rule
from lawkit.errors import RulesError

FAIL_ON = (*SEVERITIES, "never")
LEVELS = (*SEVERITIES, "off")
_TEXTS = ("fail-on", "against", "baseline")
_LISTS = ("select", "ignore")
_KEYS = frozenset({*_TEXTS, *_LISTS, "severity", "options", "exceptions"})
_EXCEPTION = {"rule": str, "rules": list, "provision": str, "file": str, "reason": str}


@dataclass(frozen=True)
class Settings:
    """What a run is to look for."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    exceptions: tuple[Excuse, ...] = ()
    fail_on: str = "error"
    against: Path | None = None
    baseline: Path | None = None
    path: Path | None = None  # the file they come from


def find_settings(start: Path) -> Path | None:
    """The nearest lawkit.toml, or pyproject.toml with `[tool.lawkit]`, in a folder or above it."""
    for folder in (start.absolute(), *start.absolute().parents):
        own = folder / "lawkit.toml"
        if own.is_file():
            return own
        project = folder / "pyproject.toml"
        if project.is_file() and "tool.lawkit" in project.read_text("utf-8", errors="replace"):
            return project
    return None


def load_settings(path: Path | None, rules: Mapping[str, Rule]) -> Settings:
    """The settings in a file, checked against the rules there are; raises RulesError that lists everything wrong."""
    if path is None:
        return Settings()
    import tomllib

    try:
        data: Any = tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise RulesError(f"{path} cannot be read", "give the path of lawkit.toml") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise RulesError(f"{path} is not TOML: {problem}", "correct it") from problem
    problems: list[str] = []
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("lawkit", {})
    problems += [f"unknown table or key «{key}»; only [check] is known" for key in data if key != "check"]
    table = data.get("check", {})
    settings = Settings(path=path)
    if isinstance(table, dict):
        settings = _read(table, rules, path, problems)
    else:
        problems.append("check: a table is expected, [check]")
    if problems:
        raise RulesError(f"{path.name}: {problems[0]}", "correct the settings", tuple(problems[1:]))
    return settings


def _read(table: Mapping[str, Any], rules: Mapping[str, Rule], path: Path, problems: list[str]) -> Settings:
    problems += [f"check: unknown key «{key}»" for key in table if key not in _KEYS]
    lists: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            problems.append(f"check.{key}: a list of codes or families is expected")
            value = []
        problems += [f"check.{key}: {told}" for told in unknown_names(value, rules)]
        lists[key] = tuple(value)
    for key in _TEXTS:
        if key in table and not isinstance(table[key], str):
            problems.append(f"check.{key}: a text is expected")
    if table.get("fail-on", "error") not in FAIL_ON:
        problems.append(f"check.fail-on: {table['fail-on']!r} is none of {', '.join(FAIL_ON)}")
    near = {key: path.parent / str(table[key]) for key in ("against", "baseline") if key in table}
    return Settings(
        **lists,
        severity=_severity(table.get("severity", {}), rules, problems),
        options=_options(table.get("options", {}), rules, problems),
        exceptions=_exceptions(table.get("exceptions", []), rules, path, problems),
        fail_on=str(table.get("fail-on", "error")),
        against=near.get("against"),
        baseline=near.get("baseline"),
        path=path,
    )


def _severity(table: Any, rules: Mapping[str, Rule], problems: list[str]) -> dict[str, str]:
    if not isinstance(table, dict):
        problems.append("check.severity: a table is expected")
        return {}
    problems += [f"check.severity: {told}" for told in unknown_names(table, rules)]
    problems += [
        f"check.severity.{name}: {level!r} is none of {', '.join(LEVELS)}"
        for name, level in table.items()
        if level not in LEVELS
    ]
    return {name: str(level) for name, level in table.items()}


def _options(table: Any, rules: Mapping[str, Rule], problems: list[str]) -> dict[str, dict[str, Any]]:
    if not isinstance(table, dict) or not all(isinstance(values, dict) for values in table.values()):
        problems.append("check.options: a table for each rule is expected, [check.options.CODE]")
        return {}
    for code, values in table.items():
        rule = rules.get(code)
        if rule is None:
            problems.append(f"check.options: no rule «{code}»{_nearest(code, rules)}")
            continue
        for key, value in values.items():
            if key not in rule.options:
                known = ", ".join(rule.options) or "none"
                problems.append(f"check.options.{code}: unknown option «{key}»; it has {known}")
            elif not _alike(value, rule.options[key]):
                kind = type(rule.options[key]).__name__
                problems.append(f"check.options.{code}.{key}: {value!r} is not of the kind of its default ({kind})")
    return table


def _alike(value: Any, default: Any) -> bool:
    """Whether a value is of the kind of the default; whole numbers do for fractions."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    return default is None or isinstance(value, type(default))


def _exceptions(listed: Any, rules: Mapping[str, Rule], path: Path, problems: list[str]) -> tuple[Excuse, ...]:
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        problems.append("check.exceptions: a list of tables is expected, [[check.exceptions]]")
        return ()
    excuses = []
    for number, one in enumerate(listed, 1):
        where = f"check.exceptions {number}"
        problems += [f"{where}: unknown key «{key}»" for key in one if key not in _EXCEPTION]
        problems += [
            f"{where}: «{key}» must be {'a list' if kind is list else 'a text'}"
            for key, kind in _EXCEPTION.items()
            if key in one and not isinstance(one[key], kind)
        ]
        codes = [str(code) for code in (one.get("rules") if isinstance(one.get("rules"), list) else None) or []]
        codes += [str(one["rule"])] if "rule" in one else []
        if not codes:
            problems.append(f"{where}: «rules» is missing")
        problems += [f"{where}: {told}" for told in unknown_names(codes, rules)]
        reason = " ".join(str(one.get("reason", "")).split())
        origin = f"{path.name}, {number}"
        excuses.append(
            Excuse(tuple(codes), reason, str(one.get("provision", "")), str(one.get("file", "")), origin=origin)
        )
    return tuple(excuses)


def unknown_names(names: Iterable[str], rules: Mapping[str, Rule]) -> list[str]:
    """What is wrong with names that must be codes or families."""
    families = {rule.family for rule in rules.values()}
    return [
        f"no rule or family «{name}»{_nearest(name, rules)}"
        for name in names
        if name not in rules and name not in families
    ]


def _nearest(name: str, rules: Mapping[str, Rule]) -> str:
    import difflib

    near = difflib.get_close_matches(name, [*rules, *{rule.family for rule in rules.values()}], 2, 0.6)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def choose(
    rules: Mapping[str, Rule],
    settings: Settings,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, str] | None = None,
) -> dict[str, Rule]:
    """The rules of a run, with their severities and options; the command line outweighs the file, a code its family.

    What is selected on the command line is checked even where the file ignores it. Raises RulesError for unknown names.
    """
    wrong = unknown_names([*select, *ignore, *(severity or {})], rules)
    if wrong:
        raise RulesError(wrong[0], "see lawkit check --list", tuple(wrong[1:]))
    wanted = set(select or settings.select)
    chosen: dict[str, Rule] = {}
    for code, rule in rules.items():
        if wanted and not {code, rule.family} & wanted and rule.family != "control":
            continue
        if _left_out(rule, ignore, select) or (not select and _left_out(rule, settings.ignore, settings.select)):
            continue
        level = _level(rule, severity or {}) or _level(rule, settings.severity) or rule.severity
        if level == "off":
            continue
        options = {**rule.options, **settings.options.get(code, {})}
        chosen[code] = replace(rule, severity=level, options=options)  # type: ignore[arg-type]
    return chosen


def _left_out(rule: Rule, ignore: Sequence[str], select: Sequence[str]) -> bool:
    """Whether a rule is ignored; a code named in the same place stays where only its family is ignored."""
    return rule.code in ignore or (rule.family in ignore and rule.code not in select)


def _level(rule: Rule, levels: Mapping[str, str]) -> str:
    return levels.get(rule.code) or levels.get(rule.family) or ""
