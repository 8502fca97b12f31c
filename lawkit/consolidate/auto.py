"""An outline made from the acts themselves: articles that are alike become one article, near ones one chapter.

Only a beginning that people edit: headings are those of the most typical article of each group.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from lawkit.consolidate.outline import Chapter, Outline, Role, Target, Texts
from lawkit.consolidate.roles import role_of
from lawkit.consolidate.units import Head, by_law, heads, main_expressions
from lawkit.model import LANGUAGES, Act, Language

PER_ARTICLE = 2.2  # articles of the acts to one article of the outline
PER_CHAPTER = 8
MAX_ARTICLES = 200
CUES = 4
TEXT_LIMIT = 3000

_WORD = re.compile(r"\w+")
_GENERAL: dict[str, Texts] = {
    "definitions": {"rus": "Основные понятия", "kaz": "Негізгі ұғымдар", "eng": "Definitions"},
    "legislation": {"rus": "Законодательство", "kaz": "Заңнама", "eng": "Legislation"},
    "scope": {"rus": "Сфера действия", "kaz": "Қолданылу саласы", "eng": "Scope"},
    "purpose": {"rus": "Цель и задачи", "kaz": "Мақсаты мен міндеттері", "eng": "Purpose"},
    "principles": {"rus": "Принципы", "kaz": "Қағидаттар", "eng": "Principles"},
}
_FINAL: dict[str, Texts] = {
    "responsibility": {"rus": "Ответственность", "kaz": "Жауаптылық", "eng": "Liability"},
    "transitional": {"rus": "Переходные положения", "kaz": "Өтпелі ережелер", "eng": "Transitional provisions"},
    "commencement": {"rus": "Введение в действие", "kaz": "Қолданысқа енгізу", "eng": "Commencement"},
    "repeal": {"rus": "Утратившие силу акты", "kaz": "Күші жойылған актілер", "eng": "Repeals"},
}
_CHAPTERS: dict[str, Texts] = {
    "general": {"rus": "Общие положения", "kaz": "Жалпы ережелер", "eng": "General provisions"},
    "final": {"rus": "Заключительные положения", "kaz": "Қорытынды ережелер", "eng": "Final provisions"},
}


def auto_outline(acts: Iterable[Act]) -> Outline:
    """An outline drawn from the laws among the acts (by-laws are not consolidated into a law); deterministic.

    Texts are in the language of most of the laws and repeated for the others, to be translated by people.
    """
    laws = [a for a in main_expressions(acts) if not by_law(a) and a.status != "repealed"]
    by_language: dict[Language, list[Head]] = defaultdict(list)
    for act in laws:
        by_language[act.language] += [h for h in heads(act) if h.heading and h.text]
    language: Language = max(by_language, key=lambda k: len(by_language[k])) if by_language else "rus"
    found = [h for h in by_language[language] if not role_of(h.provision.heading, h.text, language)]
    chapters = [_chapter("general", "1")]
    targets = [_role_target(r, t, "general") for r, t in _GENERAL.items()]
    for number, groups in enumerate(_grouped(found, language), 2):
        name = f"topic-{number - 1}"
        typical = max(groups, key=len)[0]
        heading = typical.path[-1].heading if typical.path else typical.heading
        chapters.append(Chapter(name, str(number), _everywhere(heading), {}))
        targets += [_target(group, name, f"{name}-{k}") for k, group in enumerate(groups, 1)]
    chapters.append(_chapter("final", str(len(chapters) + 1)))
    targets += [_role_target(r, t, "final") for r, t in _FINAL.items()]
    numbered = tuple(_numbered(t, n) for n, t in enumerate(targets, 1))
    title = "; ".join(a.title for a in laws[:3])
    absorbs = tuple(a.act_id for a in laws)
    return Outline("auto", _everywhere(title), tuple(chapters), numbered, absorbs)


def _everywhere(text: str) -> Texts:
    words = " ".join(text.split()) or "—"
    words = words.capitalize() if words.isupper() else words
    return dict.fromkeys(LANGUAGES, words)


def _chapter(name: str, number: str) -> Chapter:
    return Chapter(name, number, _CHAPTERS[name], {})


def _role_target(role: str, heading: Texts, chapter: str) -> Target:
    known: Role = role  # type: ignore[assignment]
    return Target("", role, "", heading, chapter, role, known, {k: (v,) for k, v in heading.items()})


def _target(group: Sequence[Head], chapter: str, key: str) -> Target:
    cues = tuple(dict.fromkeys(" ".join(h.heading.split()) for h in group))[:CUES]
    acts = tuple(dict.fromkeys(h.act.act_id for h in group))
    heading = _everywhere(group[0].heading)
    return Target("", key, "", heading, chapter, chapter, "", dict.fromkeys(LANGUAGES, cues), acts)


def _numbered(target: Target, number: int) -> Target:
    from dataclasses import replace

    return replace(target, id=f"art_{number}", number=str(number))


def _grouped(found: Sequence[Head], language: Language) -> list[list[list[Head]]]:
    """Chapters of groups of heads, the most typical head of each group first; in the order of the acts."""
    if len(found) < 3:
        return [[[h] for h in found]] if found else []
    space = _space(found, language)
    wanted = min(MAX_ARTICLES, max(2, round(len(found) / PER_ARTICLE)))
    groups = _cluster(space, wanted)
    centres = [space[members].mean(0) for members in groups]
    import numpy as np

    chapters = _cluster(np.stack(centres), max(1, round(len(groups) / PER_CHAPTER)))
    out = []
    for chapter in chapters:
        chosen = sorted((groups[k] for k in chapter), key=min)
        out.append([[found[i] for i in _typical(space, members)] for members in chosen])
    return out


def _typical(space: Any, members: Sequence[int]) -> list[int]:
    centre = space[list(members)].mean(0)
    return sorted(members, key=lambda i: (-round(float(space[i] @ centre), 6), i))


def _cluster(space: Any, wanted: int) -> list[list[int]]:
    """Groups by Ward's linkage of vectors of length one, ordered by their first member."""
    from sklearn.cluster import AgglomerativeClustering

    if wanted >= len(space):
        return [[i] for i in range(len(space))]
    labels = AgglomerativeClustering(n_clusters=wanted, linkage="ward").fit_predict(space)
    groups: dict[int, list[int]] = defaultdict(list)
    for i, name in enumerate(labels):
        groups[int(name)].append(i)
    return sorted(groups.values(), key=min)


def _space(found: Sequence[Head], language: Language) -> Any:
    """Heads as vectors: stems of the heading (thrice) and the text, reduced to at most 60 dimensions."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    from lawkit.language import stems, words

    texts = [" ".join(stems(words(f"{(h.heading + ' ') * 3}{h.text[:TEXT_LIMIT]}"), language)) or "—" for h in found]
    vectoriser = TfidfVectorizer(sublinear_tf=True, token_pattern=r"\S+")  # noqa: S106 - a pattern, no password
    matrix = vectoriser.fit_transform(texts)
    size = min(60, matrix.shape[1] - 1, len(found) - 1)
    if size < 2:
        return normalize(matrix.toarray())
    return normalize(TruncatedSVD(size, random_state=0).fit_transform(matrix) + 1e-9)


def dump_outline(outline: Outline) -> str:
    """The YAML text of an outline, for people to edit; `load_outline` reads it back."""
    import yaml

    chapters: list[dict[str, Any]] = []
    for chapter in outline.chapters:
        articles = [_entry(t) for t in outline.targets if t.chapter == chapter.id]
        chapters.append({"id": chapter.id, "heading": {**chapter.heading}, "articles": articles})
    content = {
        "outline": outline.id, "title": {**outline.title}, "absorbs": list(outline.absorbs), "chapters": chapters,
    }  # fmt: skip
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)


def _entry(target: Target) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": target.key, "heading": {**target.heading}, "topic": target.topic}
    if target.role:
        entry["role"] = target.role
    entry["cues"] = {k: list(v) for k, v in (target.cues or {}).items()}
    if target.acts:
        entry["acts"] = list(target.acts)
    if target.answers:
        entry["answers"] = list(target.answers)
    return entry
