"""Pictures drawn as SVG: the graph of references and the flow of provisions into the single law."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from markupsafe import Markup

_COLOURS = ("#0b5c8a", "#b0602e", "#3c7a4a", "#7a4d8c", "#8a7a1d", "#a03a52", "#3a7f86", "#6b5b4b")


def graph(names: Sequence[str], loaded: frozenset[str], edges: Mapping[tuple[str, str], int], *, label: str) -> Markup:
    """Acts on a circle, references as chords; width grows with the logarithm of the count."""
    if not names:
        return Markup()
    radius = max(170.0, 13.0 * len(names))
    centre_x, centre_y = radius + 240, radius + 240
    place = {
        name: (centre_x + radius * math.cos(a), centre_y + radius * math.sin(a), a)
        for i, name in enumerate(names)
        for a in [2 * math.pi * i / len(names) - math.pi / 2]
    }
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{2}" viewBox="0 0 {0:.0f} {1:.0f}" width="100%" style="max-width:{0:.0f}px">'
        ).format(2 * centre_x, 2 * centre_y, label)
    ]
    for (a, b), n in sorted(edges.items(), key=lambda e: e[1]):
        if a not in place or b not in place:
            continue
        (x1, y1, _), (x2, y2, _) = place[a], place[b]
        parts.append(
            Markup(
                '<path data-name="{0} {1}" d="M{2:.1f} {3:.1f}Q{4:.1f} {5:.1f} {6:.1f} {7:.1f}" fill="none" stroke="#0b5c8a" stroke-opacity=".35" stroke-width="{8:.1f}"><title>{0} → {1}: {9}</title></path>'
            ).format(a, b, x1, y1, centre_x, centre_y, x2, y2, 0.8 + 1.3 * math.log(1 + n), n)
        )
    for name, (x, y, angle) in place.items():
        left = math.cos(angle) < 0
        degrees = math.degrees(angle) + (180 if left else 0)
        parts.append(
            Markup('<g data-name="{0}"><circle cx="{1:.1f}" cy="{2:.1f}" r="5" fill="{3}"/><text x="{4:.1f}" y="{5:.1f}" dy=".35em" text-anchor="{6}" transform="rotate({7:.1f} {4:.1f} {5:.1f})">{8}</text></g>').format(
                name, x, y, "#0b5c8a" if name in loaded else "#b9c4ce", x + 10 * math.cos(angle), y + 10 * math.sin(angle),
                "end" if left else "start", degrees, name if len(name) <= 32 else name[:31] + "…",
            )
        )  # fmt: skip
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def flow(counts: Mapping[tuple[str, str], int], lefts: Sequence[str], rights: Sequence[str], *, label: str) -> Markup:
    """Bands from acts (left) to chapters (right); heights are numbers of provisions."""
    total = sum(counts.values())
    if not total:
        return Markup()
    gap, width = 6.0, 1100.0
    height = max(380.0, 22.0 * max(len(lefts), len(rights)))
    left_at = _columns(counts, lefts, 0, height, gap)
    right_at = _columns(counts, rights, 1, height, gap)
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{2}" viewBox="0 0 {0:.0f} {1:.0f}" width="100%">'
        ).format(width, height + 10, label)
    ]
    used_left = {k: v[0] + 7 for k, v in left_at.items()}
    used_right = {k: v[0] + 7 for k, v in right_at.items()}
    for i, a in enumerate(lefts):
        for b in rights:
            n = counts.get((a, b), 0)
            if not n:
                continue
            thick_a, thick_b = n * left_at[a][2], n * right_at[b][2]
            y1, y2 = used_left[a] + thick_a / 2, used_right[b] + thick_b / 2
            used_left[a] += thick_a
            used_right[b] += thick_b
            parts.append(
                Markup(
                    '<path d="M250 {0:.1f}C520 {0:.1f} 520 {1:.1f} 760 {1:.1f}" fill="none" stroke="{2}" stroke-opacity=".45" stroke-width="{3:.1f}"><title>{4} → {5}: {6}</title></path>'
                ).format(y1, y2, _COLOURS[i % len(_COLOURS)], max(0.7, (thick_a + thick_b) / 2), a, b, n)
            )
    for column, x, anchor in ((left_at, 242, "end"), (right_at, 768, "start")):
        for name, (y, h, _) in column.items():
            parts.append(
                Markup('<text x="{0}" y="{1:.1f}" dy=".35em" text-anchor="{2}">{3}<title>{4}</title></text>').format(
                    x, y + h / 2, anchor, _cut(name, 34 if anchor == "end" else 43), name
                )
            )
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def _cut(name: str, most: int) -> str:
    """The name, or its beginning, in the room of `most` small letters; a capital takes a third more."""
    room = float(most - 1)
    for at, letter in enumerate(name):
        room -= 1.35 if letter.isupper() else 1.0
        if room < 0:
            return name[:at].rstrip() + "…"
    return name


def _columns(
    counts: Mapping[tuple[str, str], int], names: Sequence[str], side: int, height: float, gap: float
) -> dict[str, tuple[float, float, float]]:
    """Name → (top, height, height of one provision); each slot is tall enough for its name."""
    sums = {name: sum(n for pair, n in counts.items() if pair[side] == name) for name in names}
    least = 15.0
    unit = max(0.0, height - (gap + least) * len(names)) / (sum(sums.values()) or 1)
    at, place = 5.0, {}
    for name in names:
        tall = least + sums[name] * unit
        place[name] = (at, tall, unit)
        at += tall + gap
    return place


def bar(values: Mapping[str, int], words: Mapping[str, str] | None = None) -> Markup:
    """A stacked bar of verdicts, widths in per cent, with the figures in its title; `words` name the verdicts."""
    words = words or {}
    total = sum(values.values()) or 1
    order = ("met", "partly", "undetermined", "not_found", "contradicted")
    cells = Markup("").join(
        Markup('<i class="{0}" style="width:{1:.2f}%"></i>').format(name, 100 * values.get(name, 0) / total)
        for name in order
        if values.get(name)
    )
    title = ", ".join(f"{words.get(name, name)} {values[name]}" for name in order if values.get(name))
    return Markup('<span class="bar" role="img" aria-label="{0}" title="{0}">{1}</span>').format(title, cells)
