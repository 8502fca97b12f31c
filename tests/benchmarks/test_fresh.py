"""The fresh draws: without their texts they are skipped with a reason that says how to fetch; marks agree with the texts named."""

import json
from pathlib import Path

import pytest

from benchmarks import _fresh
from benchmarks import fresh as both
from benchmarks.figures import Unavailable
from benchmarks.norms import GOLD


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def test_without_the_folder_there_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAWKIT_FRESH", raising=False)
    with pytest.raises(Unavailable, match="LAWKIT_FRESH"):
        both.run(None)


@pytest.mark.parametrize("draw", _fresh.DRAWS)
def test_marks_without_their_texts_are_left_out(draw: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is scored, everything is counted; every mark names a text with repository, path and commit."""
    monkeypatch.setenv("LAWKIT_FRESH", str(tmp_path))
    assert _fresh.figures(draw) == []
    texts = rows(f"fresh_rus_{draw}_texts.jsonl")
    assert all(t["repo"] and str(t["path"]).endswith(".md") and t["commit"] for t in texts)
    kinds = ("definitions", "norms", "deadlines", "references")
    assert {r["file"] for kind in kinds for r in rows(f"fresh_rus_{draw}_{kind}.jsonl")} <= {t["file"] for t in texts}


def test_a_text_in_the_folder_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text under the right name whose words are not the marked ones: what is found in the marked articles is wrong."""
    monkeypatch.setenv("LAWKIT_FRESH", str(tmp_path))
    name = str(rows("fresh_rus_G_texts.jsonl")[0]["path"]).replace("/", "__")
    text = (
        "# Кодекс\n\n#### Статья 4. Понятия\n\nВ Кодексе используются следующие понятия:\n\n1) ключ – набор знаков;\n"
    )
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = {f.key: (f.value, f.n, f.note) for f in _fresh.figures("G")}
    value, count, note = found["fresh.G.rus.definitions.precision"]
    assert (value, count) == (0, 1)
    assert "left out" in note
