"""robots.txt (RFC 9309): read once a host and a run, obeyed always. Protego reads the rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lawkit.errors import FetchError, NotOffered, Unreachable

if TYPE_CHECKING:
    from lawkit.fetching.web import Web

LARGEST = 512_000  # RFC 9309, 2.5: at least 500 KiB are read


class Robots:
    """What hosts allow; `read` fetches a small text and raises NotOffered where there is none."""

    def __init__(self, web: Web, read: Callable[[str], bytes]) -> None:
        self._web = web
        self._read = read
        self._rules: dict[str, Any] = {}

    def check(self, url: str) -> None:
        """Raises FetchError when the host's robots.txt forbids the address, Unreachable when it cannot be read."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = self._load(root, parts.netloc)
        robot = self._web.politeness.robot
        if not self._rules[root].can_fetch(url, robot):
            raise FetchError(
                f"robots.txt of {parts.netloc} forbids {parts.path}",
                "ask whoever runs the host, or fetch the act from another source",
            )

    def _load(self, root: str, host: str) -> Any:
        from protego import Protego

        try:
            text = self._read(f"{root}/robots.txt").decode("utf-8", "replace")
        except NotOffered:
            text = ""  # RFC 9309, 2.3.1.3: none there, all allowed
        except FetchError as problem:  # 2.3.1.4: unreachable, nothing allowed
            raise Unreachable(
                f"robots.txt of {host} cannot be read: {problem.problem}",
                problem.remedy or "nothing is asked without it; try again later",
            ) from problem
        rules = Protego.parse(text)
        delay = rules.crawl_delay(self._web.politeness.robot)
        if delay:
            self._web.slowest[host] = min(float(delay), 300)
        return rules
