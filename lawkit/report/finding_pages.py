"""Overlaps in the report: the table and the heat map, the findings with their texts, the rows of the filter."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from lawkit.model import Finding
from lawkit.report.context import Context
from lawkit.report.marks import panes, question
from lawkit.report.urls import CHUNK

_SHOWN = 200  # rows of findings without JavaScript
_PLACES = 6  # places of a finding in the table; its own page has all


def overlaps(context: Context) -> dict[str, Any]:
    """What the page of overlaps shows."""
    findings = context.material.findings
    return {
        "counts": context.counts,
        "shown": findings if context.single else findings[:_SHOWN],
        "places": _PLACES,
        "heat": _heat(context),
        "act_names": [(key, context.act_name(key)) for key in context.acts],
        "chunks": [f"{i * CHUNK + 1}–{min((i + 1) * CHUNK, len(findings))}" for i in range(context.chunks)],
    }


def _heat(context: Context) -> SimpleNamespace | None:
    """How many findings join each pair of acts; only acts that have any."""
    counts: Counter[frozenset[str]] = Counter()
    for finding in context.material.findings:
        keys = [k for k in dict.fromkeys(context.index.key(pin.address) for pin in finding.pins) if k]
        pairs = [frozenset((a, b)) for i, a in enumerate(keys) for b in keys[i + 1 :]]
        counts.update(pairs or [frozenset(keys)])
    present = [k for k in context.acts if any(k in pair for pair in counts)]
    if not present:
        return None
    most = max(counts.values())
    rows = []
    for a in present:
        found = [(b, counts[frozenset((a, b))]) for b in present]
        cells = [SimpleNamespace(n=n, heat=round((n / most) ** 0.5, 2), name=context.act_name(b)) for b, n in found]
        rows.append(SimpleNamespace(name=context.act_name(a), cells=cells))
    return SimpleNamespace(names=[context.act_name(k) for k in present], rows=rows)


def first_ones(findings: tuple[Finding, ...]) -> list[Finding]:
    """The ten findings to look at first: the first of each kind, in the order of the list."""
    taken: list[Finding] = []
    seen: Counter[str] = Counter()
    for finding in findings:
        if finding.code == "boilerplate" or seen[finding.code] >= 3:
            continue
        seen[finding.code] += 1
        taken.append(finding)
        if len(taken) == 10:
            break
    return taken


def findings_page(context: Context, chunk: int, *, root: str) -> Markup:
    """Fifty findings with their texts side by side."""
    first = (chunk - 1) * CHUNK
    found = context.material.findings[first : first + CHUNK]
    return context.render(
        "findings.html",
        root=root,
        findings=[(f, question(f), panes(f)) for f in found],
        span=f"{first + 1}–{first + len(found)}",
    )


def finding_rows(context: Context) -> list[dict[str, Any]]:
    """Findings for the filter table: short keys, since there are thousands."""
    return [
        {
            "c": f.code, "t": f.tier, "h": context.urls.finding("", f),
            "e": [f.explanation.get(x) or f.explanation.get("rus", "") for x in ("rus", "kaz", "eng")],
            "p": [[context.urls.address("", p.address), context.address_name(p.address), p.text[:160]] for p in f.pins[:_PLACES]],
            "m": max(len(f.pins) - _PLACES, 0),
        }
        for f in context.material.findings
    ]  # fmt: skip
