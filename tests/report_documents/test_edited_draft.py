"""A draft that people edited: every word, unit and place that differs from the map's draft is found, and nothing else."""

import random
import re
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "consolidate"))
from consolidation_models import access_act, data_act, reading

from lawkit.consolidate import draft_map, load_outline
from lawkit.consolidate.draft import build_draft
from lawkit.errors import ReportError
from lawkit.report.edited import draft_holes, read_edited
from lawkit.report.word import write_draft, write_markdown


@pytest.fixture(scope="module")
def build():
    readings = [reading(access_act()), reading(data_act())]
    plan = replace(load_outline("egov-law"), absorbs=tuple(r.act.act_id for r in readings))
    return partial(build_draft, draft_map(readings, plan, terms="verified"), readings)


@pytest.fixture(scope="module", params=["rus", "kaz"])
def language(request):
    return request.param


def holes(path, build, language="rus"):
    act = replace(read_edited(path), language=language)
    return draft_holes(act, path.suffix, lambda _: build(language))


def test_an_untouched_draft_has_none_in_either_form_and_language(build, tmp_path, language):
    for write, name in ((write_draft, "d.docx"), (write_markdown, "d.md")):
        assert holes(write(build(language), tmp_path / name), build, language) == []


def test_each_changed_word_is_found(build, tmp_path):
    """One word of one unit at a time, in random units."""
    text = write_markdown(build("rus"), tmp_path / "d.md").read_text("utf-8").splitlines()
    units = [k for k, line in enumerate(text) if k + 1 < len(text) and text[k + 1].startswith("<!--")]
    rng = random.Random(3)
    for k in rng.sample(units, min(12, len(units))):
        lines = [*text]
        lines[k] = re.sub(r"(\w+)(\W*)$", r"тайное\2", lines[k])
        path = tmp_path / "edited.md"
        path.write_text("\n".join(lines), "utf-8")
        found = holes(path, build)
        assert [h.code for h in found] == ["draft-reworded"], lines[k]
        assert "тайное" in found[0].message


def test_a_unit_taken_out_or_put_in_is_found_and_notes_of_sources_are_free(build, tmp_path):
    import docx

    path = write_draft(build("rus"), tmp_path / "d.docx")
    document = docx.Document(str(path))
    body = next(p for p in document.paragraphs if "имеет право получать информацию" in p.text)
    note = next(p for p in document.paragraphs if p.text.startswith("Источник: "))
    note._p.getparent().remove(note._p)
    document.save(str(path))
    assert holes(path, build) == []
    body.insert_paragraph_before("9. Этого нет ни в одном акте, сказано здесь впервые и навсегда.")
    body._p.getparent().remove(body._p)
    document.save(str(path))
    found = {h.code: h.message for h in holes(path, build)}
    assert set(found) <= {"draft-gone", "draft-added", "draft-reworded"}
    assert any("имеет право получать информацию" in m for m in found.values())
    assert any("впервые и навсегда" in m for m in found.values())


def test_other_files_are_refused(tmp_path):
    with pytest.raises(ReportError):
        read_edited(tmp_path / "draft.xml")
