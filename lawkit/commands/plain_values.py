"""Plain values of the command line taken as they are: text, paths, words of a choice.

Newer typers (0.27 and later) put every value through pydantic, whose loading is a twentieth of a second, half of what
`lawkit --help` takes. Here what needs no judging is told at once; whatever is odd, and every error, is typer's as before.
"""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

_NO_VALUE = object()
_PATH_OPTIONS = ("exists", "writable", "resolve_path", "allow_dash", "path_type")


class _Plain:
    """Stands in for typer's own coercion of one parameter (`RuntimeParam`), which it asks where it does not know."""

    def __init__(self, parameter: Any) -> None:
        self._parameter = parameter
        self._usual: Any = None

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as the verb takes it; raises typer's BadParameter."""
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        descriptor = self._parameter.type_descriptor
        kind = descriptor.annotation
        if get_origin(kind) is list and several and isinstance(value, list | tuple):
            inner = get_args(kind)[0]
            found: Any = [_plain(one, inner, descriptor.parameter_info) for one in value]
            if not any(one is _NO_VALUE for one in found):
                return found
        elif not several:
            found = _plain(value, kind, descriptor.parameter_info)
            if found is not _NO_VALUE:
                return found
        return self._typers().coerce(value, param=param, ctx=ctx)

    def _typers(self) -> Any:
        """Typer's own coercion, made when it is first needed."""
        if self._usual is None:
            from typer._coercion import build_runtime_param

            self._usual = build_runtime_param(self._parameter.type_descriptor)
        return self._usual


def take_plainly(command: Any) -> None:
    """Spare the parameters of a command, and of the commands in it, the loading of pydantic where nothing needs it.

    Does nothing under a typer that works otherwise.
    """
    for parameter in getattr(command, "params", ()):
        _spare(parameter)
    usual = getattr(command, "get_help_option", None)
    if usual is not None:  # typer makes this one later
        command.get_help_option = lambda context: _spare(usual(context))
    for one in getattr(command, "commands", {}).values():
        take_plainly(one)


def _spare(parameter: Any) -> Any:
    """The parameter, with the plain way first."""
    if getattr(parameter, "_runtime_param", _NO_VALUE) is None and hasattr(parameter, "type_descriptor"):
        parameter._runtime_param = _Plain(parameter)  # noqa: SLF001 - no public way
    return parameter


def _plain(value: Any, kind: Any, info: Any) -> Any:
    """The value of one word, or `_NO_VALUE` where it has to be judged."""
    if not isinstance(kind, type) or getattr(info, "parser", None) is not None:
        return _NO_VALUE
    if issubclass(kind, Enum):
        return next((one for one in kind if value is one or value == one.value), _NO_VALUE)
    if kind in (str, bool) and isinstance(value, kind):
        return value
    if kind is Path and isinstance(value, str | Path):
        return _path(value, info)
    return _NO_VALUE


def _path(value: str | Path, info: Any) -> Any:
    """A path of which nothing is demanded but that it can be read if it is there."""
    if any(getattr(info, name, None) for name in _PATH_OPTIONS):
        return _NO_VALUE
    if not (getattr(info, "file_okay", True) and getattr(info, "dir_okay", True)):
        return _NO_VALUE
    if getattr(info, "readable", True) and os.access(value, os.F_OK) and not os.access(value, os.R_OK):
        return _NO_VALUE
    return Path(value)
