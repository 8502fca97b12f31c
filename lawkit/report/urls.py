"""Where every page, provision and finding of the report lives: in a folder of pages, or in one single file."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from lawkit.model import Address, Finding
from lawkit.report.material import Index

CHUNK = 50  # findings a page


def file_name(eid: str) -> str:
    """An eid as a file name: letters, digits and a few signs; anything else becomes its code point."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-") else f"x{ord(c):x}" for c in eid)[:150] or "top"


@dataclass(frozen=True, slots=True)
class Urls:
    """Makes addresses; `root` is the way back to the report's folder."""

    index: Index
    chunk_of: dict[str, int]
    single: bool = False

    def page(self, root: str, name: str) -> str:
        """One of the main pages."""
        if self.single:
            return f"#p-{name}"
        return f"{root}{'index' if name == 'overview' else name}.html"

    def act(self, root: str, key: str) -> str:
        """The page of an act."""
        return f"#a-{key}" if self.single else f"{root}acts/{key}/index.html"

    def anchor(self, key: str, eid: str) -> str:
        """The id attribute of a provision."""
        return f"{key}--{eid}" if self.single else eid

    def provision(self, root: str, key: str, eid: str) -> str:
        """Deep link to a provision, on the page of its article."""
        if self.single:
            return f"#{quote(self.anchor(key, eid))}"
        page = self.index.page_of.get((key, eid))
        if page is None:
            return self.act(root, key)
        return f"{root}acts/{key}/{file_name(page)}.html#{quote(eid)}"

    def address(self, root: str, address: Address) -> str:
        """Deep link to an address; the list of acts where the act is not in the report."""
        key = self.index.key(address)
        if key is None:
            return self.page(root, "acts")
        return self.provision(root, key, address.eid) if address.eid else self.act(root, key)

    def finding(self, root: str, finding: Finding) -> str:
        """Deep link to a finding."""
        if self.single:
            return f"#{finding.id}"
        return f"{root}findings/{self.chunk_of.get(finding.id, 1)}.html#{finding.id}"

    def destinations(self, root: str, key: str) -> str:
        """Where each provision of an act goes."""
        return f"#d-{key}" if self.single else f"{root}map/{file_name(key)}.html"

    def target(self, root: str, target: str) -> str:
        """Deep link to a unit of the single law."""
        anchor = f"#t-{quote(target)}"
        return anchor if self.single else f"{root}{target_file(article_of(target))}{anchor}"


def article_of(target: str) -> str:
    """The article of the single law that a unit stands in; what stands outside articles is its own first part."""
    parts = target.split("__")
    at = next((k for k, part in enumerate(parts) if part.startswith("art_")), 0)
    return "__".join(parts[: at + 1])


def target_file(article: str) -> str:
    """The page of an article of the single law, below the site's folder."""
    return f"map/{file_name('t-' + article)}.html"
