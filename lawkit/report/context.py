"""What every page needs: the material, its indices, addresses, words and the template engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from lawkit.model import Act, Address, Disposition, Finding, Language
from lawkit.report.material import Index, Material, Page, act_key, build_index, finding_counts, pages_of
from lawkit.report.urls import CHUNK, Urls
from lawkit.report.words import HTML_LANGUAGE, plain, t, three

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, trim_blocks=True, auto_reload=False
    )
    environment.globals.update(thousands=_thousands, signs=_SIGNS, t=t, three=three, langs=HTML_LANGUAGE)
    return environment


_SIGNS = {"met": "●", "partly": "◐", "undetermined": "?", "not_found": "·", "contradicted": "✕"}
_TIERS = {"certain": 0, "likely": 1, "possible": 2}
_CLASSES = {"contradiction": 0, "corruption-prone": 1, "duplication": 2, "gap": 3}


def _rank(finding: Finding) -> tuple[bool, int, bool, int, float, str]:
    """What to read first: sure before unsure, between acts before inside one, contradictions before duplicates."""
    inside = len({pin.address.act for pin in finding.pins}) < 2
    boilerplate = finding.code == "boilerplate"
    return boilerplate, _TIERS[finding.tier], inside, _CLASSES.get(finding.legal_class, 9), -finding.score, finding.id


_TONGUES = {"rus": "рус", "kaz": "қаз", "eng": "eng"}  # as on the buttons of the page
_SHORT = 34


def short_name(act: Act) -> str:
    """What an act is called in a table: its number, or its title, cut at a word."""
    if act.number or not act.title:
        return act.number or act.act_id
    return act.title if len(act.title) <= _SHORT else act.title[:_SHORT].rsplit(" ", 1)[0] + "…"


def _thousands(value: int) -> str:
    """A whole number with a narrow space between its thousands."""
    return f"{value:,}".replace(",", "\u202f")


@dataclass
class Context:
    """The material with everything derived from it; made by `build`."""

    material: Material
    index: Index
    urls: Urls
    ui: Language
    single: bool

    @classmethod
    def build(cls, material: Material, *, ui: Language, single: bool) -> Context:
        """Index the material for the pages of one site."""
        material = replace(material, findings=tuple(sorted(material.findings, key=_rank)))
        index = build_index(material)
        chunk_of = {f.id: i // CHUNK + 1 for i, f in enumerate(material.findings)}
        return cls(material, index, Urls(index, chunk_of, single), ui, single)

    @cached_property
    def style(self) -> str:
        """The style sheet."""
        return (_HERE / "assets" / "style.css").read_text(encoding="utf-8")

    @cached_property
    def script(self) -> str:
        """The script for filters, search and the language switch."""
        return (_HERE / "assets" / "app.js").read_text(encoding="utf-8")

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """Findings by code and tier."""
        return finding_counts(self.material.findings)

    @property
    def chunks(self) -> int:
        """How many pages of findings there are."""
        return -(-len(self.material.findings) // CHUNK)

    @cached_property
    def _pages(self) -> dict[str, list[Page]]:
        return {act_key(r.act): pages_of(r.act) for r in self.material.readings}

    @cached_property
    def acts(self) -> dict[str, Act]:
        """Acts by key."""
        return {act_key(r.act): r.act for r in self.material.readings}

    @cached_property
    def _names(self) -> dict[str, str]:
        """Short names of acts: their number, with the language where the act is there in several."""
        languages = Counter(r.act.act_id for r in self.material.readings)
        return {
            key: short_name(act) + (f" {_TONGUES[act.language]}" if languages[act.act_id] > 1 else "")
            for key, act in self.acts.items()
        }

    @cached_property
    def destinations(self) -> dict[str, list[Disposition]]:
        """The map's rows by the act they come from."""
        found: dict[str, list[Disposition]] = {}
        for row in self.material.dispositions:
            if row.source:
                found.setdefault(self.index.key(row.source) or row.source.act, []).append(row)
        return found

    @cached_property
    def rows_to(self) -> dict[str, list[Disposition]]:
        """The map's rows by the unit they go to."""
        found: dict[str, list[Disposition]] = {}
        for row in self.material.dispositions:
            if row.target:
                found.setdefault(row.target, []).append(row)
        return found

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {
            str(act.at(p.eid)): "\n".join(x for x in (p.heading, p.text) if x.strip())
            for act in self.acts.values()
            for p in act.provisions
        }

    def text_of(self, address: Address) -> str:
        """The heading and the words of a provision; empty where its act is not in the report."""
        return self._texts.get(str(address), "")

    @cached_property
    def target_names(self) -> Mapping[str, str]:
        """Target units by id, in the interface language."""
        return {x.id: x.heading.get(self.ui) or next(iter(x.heading.values()), x.id) for x in self.material.targets}

    @cached_property
    def registered(self) -> Mapping[str, str]:
        """Acts of the register by id: their number and title, for acts that are not in the report."""
        from lawkit.register import Register

        return {
            a.id: f"{a.number} {a.titles.get(self.ui) or a.titles.get('rus', '')}".strip() for a in Register.load().acts
        }

    def pages_of(self, act: Act) -> list[Page]:
        """The pages of an act, in order."""
        return self._pages[act_key(act)]

    def act_name(self, key: str) -> str:
        """Short name of an act."""
        return self._names.get(key, key)

    def act_title(self, key: str) -> str:
        """An act's title where its short name is a number."""
        act = self.acts.get(key)
        return act.title if act is not None and act.number else ""

    def label(self, eid: str, language: Language | None = None) -> str:
        """A provision's name in words."""
        return _label(eid, language or self.ui)

    def address_name(self, address: Address) -> str:
        """«401-V, пункт 2 статьи 11», in the language of the act."""
        key = self.index.key(address)
        name = self.act_name(key) if key else address.act
        return f"{name}, {self.label(address.eid, address.language)}" if address.eid else name

    def title(self, page: str) -> str:
        """The title of a main page in the interface language."""
        return f"{plain(f'nav.{page}', self.ui)} – lawkit"

    def render(self, template: str, *, root: str, **values: Any) -> Markup:
        """Fill one template."""
        urls = self.urls
        return Markup(
            _environment()
            .get_template(template)
            .render(
                root=root, ui=self.ui, single=self.single, plain=lambda k: plain(k, self.ui), version=self.material.version,
                html_language=HTML_LANGUAGE[self.ui], url_page=urls.page, url_act=urls.act, url_provision=urls.provision,
                url_address=urls.address, url_finding=urls.finding, url_target=urls.target, url_destinations=urls.destinations, anchor=urls.anchor,
                address_name=self.address_name, act_name=self.act_name, target_name=lambda x: self.target_names.get(x, x), **values,
            )
        )  # fmt: skip

    def frame(self, main: Markup, *, title: str, active: str, root: str) -> str:
        """A whole page around its main part."""
        return str(
            self.render(
                "base.html",
                root=root,
                main=main,
                title=title,
                active=active,
                style=Markup(self.style),
                script=Markup(self.script),
            )
        )


@lru_cache(maxsize=65536)
def _label(eid: str, language: Language) -> str:
    from lawkit.structure import labels

    return labels.label(eid, language)
