"""The main parts of the report's pages: values in, markup out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from lawkit.model import LANGUAGES, Act, Provision
from lawkit.report import finding_pages, pictures
from lawkit.report.context import Context, short_name
from lawkit.report.marks import marked_text
from lawkit.report.material import Page, act_key
from lawkit.report.urls import article_of
from lawkit.report.words import HTML_LANGUAGE, plain


def main_page(context: Context, name: str) -> Markup:
    """One of the eight main pages."""
    makers = {
        "overview": _overview, "acts": _acts, "overlaps": finding_pages.overlaps, "terms": _terms, "graph": _graph, "gaps": _gaps, "map": _map, "method": _method,
    }  # fmt: skip
    return context.render(f"{name}.html", root="", **makers[name](context))


def _overview(context: Context) -> dict[str, Any]:
    readings = context.material.readings
    figures = [
        (len(readings), "acts"),
        (sum(len(r.act.provisions) for r in readings), "provisions"),
        (sum(len(r.references) for r in readings), "references"),
        (sum(len(r.definitions) for r in readings), "definitions"),
        (sum(len(r.norms) for r in readings), "norms"),
        (len(context.material.findings), "findings"),
    ]
    counts = Counter(d.disposition for d in context.material.dispositions)
    most = max(counts.values(), default=1)
    return {
        "figures": figures,
        "first": finding_pages.first_ones(context.material.findings),
        "counts": context.counts,
        "gap_groups": [(one, _bar(context, one)) for one in _checklists(context)],
        "dispositions": [(name, n, round(100 * n / most)) for name, n in counts.most_common()],
    }


def _acts(context: Context) -> dict[str, Any]:
    rows = [
        SimpleNamespace(
            act=act,
            key=key,
            lang=HTML_LANGUAGE[act.language],
            articles=sum(p.kind == "article" for p in act.provisions),
        )
        for key, act in context.acts.items()
    ]
    return {"rows": rows}


def _terms(context: Context) -> dict[str, Any]:
    groups: dict[tuple[str, str], list[SimpleNamespace]] = defaultdict(list)
    for reading in context.material.readings:
        key, lang = act_key(reading.act), HTML_LANGUAGE[reading.act.language]
        for d in reading.definitions:
            name = f"{context.act_name(key)}, {context.label(d.source, reading.act.language)}"
            groups[(reading.act.language, (d.lemma or d.term).lower())].append(
                SimpleNamespace(d=d, key=key, lang=lang, name=name, language=reading.act.language)
            )
    ordered = sorted(groups.items(), key=lambda g: (g[0][0] != context.ui, LANGUAGES.index(g[1][0].language), g[0]))
    return {"terms": [(rows[0].d.term, rows) for _, rows in ordered]}


def _graph(context: Context) -> dict[str, Any]:
    edges: Counter[tuple[str, str]] = Counter()
    names = {r.act.act_id: r.act.number or r.act.title or r.act.act_id for r in context.material.readings}
    for reading in context.material.readings:
        for reference in reading.references:
            if reference.target and not reference.editorial and reference.target.act != reading.act.act_id:
                edges[(reading.act.act_id, reference.target.act)] += 1
    weight: Counter[str] = Counter()
    for (_, b), n in edges.items():
        weight[b] += n
    outside = [a for a, _ in weight.most_common() if a not in names][:25]
    shown = [*names, *outside]
    named = {
        (names.get(a) or context.registered.get(a, a), names.get(b) or context.registered.get(b, b)): n
        for (a, b), n in edges.items()
        if b in names or b in outside
    }
    picture = pictures.graph(
        [names.get(a) or context.registered.get(a, a) for a in shown],
        frozenset(names.values()),
        named,
        label=plain("nav.graph", context.ui),
    )
    table = [
        (names.get(a) or context.registered.get(a, a), names.get(b) or context.registered.get(b, b), n)
        for (a, b), n in sorted(edges.items(), key=lambda e: (-e[1], e[0]))
    ][:400]
    return {"picture": picture, "edges": table}


@dataclass(frozen=True)
class _List:
    """A checklist as the pages show it: its title, its groups with their rows, and how many verdicts of each kind."""

    id: str
    title: Mapping[str, str]
    groups: list[tuple[Mapping[str, str], list[Any]]]
    counts: dict[str, int]


def _checklists(context: Context) -> Iterator[_List]:
    items = {(item.checklist, item.id): item for item in context.material.items}
    by_list: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for verdict in context.material.verdicts:
        item = items.get((verdict.checklist, verdict.item)) or items.get(("", verdict.item))
        if item:
            by_list[verdict.checklist][item.group].append((item, verdict))
    for name, groups in by_list.items():
        counts = Counter(v.value for rows in groups.values() for _, v in rows)
        named = [(rows[0][0].group_names or {"rus": group}, rows) for group, rows in groups.items()]
        yield _List(name, context.material.checklists.get(name) or {"rus": name}, named, dict(counts))


def _matrix(context: Context, checklist: str) -> SimpleNamespace | None:
    """What each act alone says to each requirement; only acts that say anything."""
    acts = {
        a: row for a, row in context.material.matrices.get(checklist, {}).items() if set(row.values()) - {"not_found"}
    }
    if not acts:
        return None
    titles = {item.id: item.title for item in context.material.items if item.checklist in ("", checklist)}
    items = [(i, titles.get(i, {})) for i in next(iter(acts.values()))]
    numbers = {r.act.act_id: short_name(r.act) for r in context.material.readings}
    return SimpleNamespace(names=[numbers.get(a, a) for a in acts], requirements=items, rows=list(acts.values()))


def _gaps(context: Context) -> dict[str, Any]:
    return {"checklists": [(one, _bar(context, one), _matrix(context, one.id)) for one in _checklists(context)]}


def _bar(context: Context, one: _List) -> Markup:
    """The verdicts of a checklist as a bar."""
    return pictures.bar(one.counts, {value: plain(f"verdict.{value}", context.ui) for value in one.counts})


def _map(context: Context) -> dict[str, Any]:
    by_target = context.rows_to
    chapters: list[tuple[Any, list[Any]]] = []
    for target in context.material.targets:
        if not chapters or chapters[-1][0] != target.chapter:
            chapters.append((target.chapter, []))
        found, last = by_target.get(target.id, []), chapters[-1][1][-1:]
        if not context.single and last and article_of(last[0][0].id) == article_of(target.id):
            last[0][1].extend(found)  # the units of one article of an existing act
        else:
            chapters[-1][1].append((target, [*found]))
    acts = context.destinations
    outside = sum(not row.target for rows in acts.values() for row in rows)
    return {
        "flow": _flow(context),
        "outside": outside,
        "chapters": chapters,
        "destinations": [
            (key, context.act_name(key), context.act_title(key), rows, sum(bool(r.target) for r in rows))
            for key, rows in acts.items()
        ],
    }


def destinations_page(context: Context, key: str, *, root: str) -> Markup:
    """Where each provision of one act goes."""
    rows = context.destinations[key]
    return context.render(
        "destinations.html",
        root=root,
        name=context.act_name(key),
        key=key,
        rows=rows,
        label_of=lambda a: context.label(a.eid, a.language),
    )


def _flow(context: Context) -> Markup:
    """Acts to chapters; what stays outside the single law is told in words, since it would drown the rest."""
    chapter = _flow_names(context)
    counts: Counter[tuple[str, str]] = Counter()
    for key, rows in context.destinations.items():
        for row in rows:
            if row.target:
                name = f"{context.act_name(key)} {context.act_title(key)}".strip()
                counts[(name, chapter.get(row.target, row.target))] += 1
    lefts = list(dict.fromkeys(a for a, _ in counts))
    rights = [c for c in dict.fromkeys(chapter.values()) if any(b == c for _, b in counts)]
    return pictures.flow(counts, lefts, rights, label=plain("map.flow", context.ui))


_MOST_FLOWS = 24  # names on the right that a picture can bear


def _flow_names(context: Context) -> dict[str, str]:
    """What the flow picture calls the place of each unit: its chapter; without chapters its article, or articles in tens."""
    names: dict[str, str] = {}
    articles = list(dict.fromkeys(article_of(t.id) for t in context.material.targets if not t.chapter))
    step = -(-len(articles) // _MOST_FLOWS)
    for target in context.material.targets:
        told = next((target.chapter[x] for x in (context.ui, *target.chapter) if target.chapter.get(x)), "")
        if not told and step <= 1:
            told = target.heading.get(context.ui) or target.id
        elif not told:
            at = articles.index(article_of(target.id)) // step * step
            first, last = articles[at], articles[min(at + step, len(articles)) - 1]
            told = " – ".join(dict.fromkeys(_named(context, eid) for eid in (first, last)))
        names[target.id] = told
    return names


def _named(context: Context, eid: str) -> str:
    try:
        return context.label(eid)
    except ValueError:
        return eid


def _method(context: Context) -> dict[str, Any]:
    return {"acts": list(context.acts.values())}


def act_page(context: Context, act: Act, *, root: str) -> Markup:
    """The tree of one act down to its articles, with what was found at each."""
    key = act_key(act)
    depth: dict[str, int] = {}
    lines = []
    for page in context.pages_of(act):
        depth[page.head.eid] = len(page.path)
        found = len(context.index.findings.get((key, page.head.eid), ()))
        name = f"{page.head.num} {page.head.heading}".strip() or context.label(page.head.eid, act.language)
        lines.append(SimpleNamespace(p=page.head, depth=len(page.path), name=name, findings=found))
    return context.render(
        "act.html",
        root=root,
        act=act,
        key=key,
        lang=HTML_LANGUAGE[act.language],
        lines=lines,
        notes=context.index.notes.get((key, ""), []),
    )


def article_page(context: Context, page: Page, *, root: str) -> Markup:
    """One article with its notes, references both ways, findings, norms and place in the single law."""
    key, place = act_key(page.act), (act_key(page.act), page.head.eid)
    siblings = context.pages_of(page.act)
    at = next(i for i, p in enumerate(siblings) if p is page)
    outgoing = context.index.references_out.get(place, [])
    depth = {page.head.eid: 0}
    rows = []
    links = defaultdict(list)
    for reference in outgoing:
        links[reference.source].append(reference)
    for provision in page.provisions:
        depth[provision.eid] = depth.get(provision.parent, -1) + 1
        rows.append(_row(context, page, provision, depth[provision.eid], links[provision.eid], root))
    return context.render(
        "article.html", root=root, page=page, key=key, lang=HTML_LANGUAGE[page.act.language], rows=rows,
        notes=context.index.notes.get(place, []), findings=context.index.findings.get(place, []),
        destinations=context.index.destinations.get(place, []), outgoing=outgoing,
        incoming=context.index.references_in.get(place, []), norms=context.index.norms.get(place, []),
        previous=siblings[at - 1].head if at else None, next=siblings[at + 1].head if at + 1 < len(siblings) else None,
        label=lambda eid: context.label(eid, page.act.language), reference_link=lambda r: _reference_link(context, r, root),
        url_source=lambda r, s: context.urls.provision(r, *s.split("#", 1)), source_name=lambda s: _source_name(context, s),
    )  # fmt: skip


def _row(
    context: Context, page: Page, provision: Provision, level: int, references: list[Any], root: str
) -> SimpleNamespace:
    table = None
    body = Markup()
    if provision.kind == "table" and provision.text:
        table = [line.split("\t") for line in provision.text.split("\n")]
    elif provision is page.head:
        start = provision.span.end - len(provision.text) if provision.text else provision.span.end
        if provision.text:
            body = marked_text(page.act.body, start, provision.span.end, references, lambda r: _href(context, r, root))
    else:
        body = marked_text(
            page.act.body, provision.span.start, provision.span.end, references, lambda r: _href(context, r, root)
        )
    title = f"{provision.num} {provision.heading}".strip() or context.label(provision.eid, page.act.language)
    return SimpleNamespace(
        p=provision,
        depth=level,
        table=table,
        body=body,
        title=title,
        label=context.label(provision.eid, page.act.language),
    )


def _href(context: Context, reference: Any, root: str) -> str:
    target = reference.target
    if target is None:
        return ""
    key = context.index.key(target)
    return context.urls.address(root, target) if key else ""


def _reference_link(context: Context, reference: Any, root: str) -> Markup:
    href = _href(context, reference, root)
    text = reference.text if len(reference.text) < 90 else reference.text[:89] + "…"
    name = context.address_name(reference.target) if reference.target else ""
    if href:
        return Markup('<a href="{0}" title="{1}">{2}</a>').format(href, name, text)
    return Markup('<span title="{0}">{1}</span>').format(name, text)


def _source_name(context: Context, source: str) -> str:
    key, _, eid = source.partition("#")
    return (
        f"{context.act_name(key)}, {context.label(eid, context.acts[key].language)}" if eid else context.act_name(key)
    )


def search_rows(context: Context) -> list[list[str]]:
    """Every article as [address, name, text] for the search in the page."""
    rows = []
    for key, act in context.acts.items():
        for page in context.pages_of(act):
            text = " ".join(f"{p.num} {p.heading} {p.text}".strip() for p in page.provisions)
            name = f"{context.act_name(key)}, {page.head.num} {page.head.heading}".strip()
            rows.append([context.urls.provision("", key, page.head.eid), name, " ".join(text.split())])
    return rows
