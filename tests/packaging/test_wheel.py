"""The wheel carries what lawkit reads at run time: rules, register, model acts, templates."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout, without a network."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: pip install -e '.[dev]'")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_wheel_holds_every_data_file_of_the_checkout(wheel: Path) -> None:
    """Each tracked file of rules/ and corpus/ is in the wheel below lawkit/_data."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("rules", "corpus"):
        files = [p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts]
        assert len(files) > 5
        assert {f"lawkit/_data/{p.relative_to(ROOT).as_posix()}" for p in files} <= inside


def test_wheel_holds_templates_and_no_stray_top_level(wheel: Path) -> None:
    """Templates and assets are packaged; nothing but lawkit lands at the top level."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {"lawkit/report/templates/base.html", "lawkit/report/assets/app.js", "lawkit/py.typed"} <= inside
    assert {name.split("/")[0] for name in inside if ".dist-info" not in name} == {"lawkit"}


def test_an_unpacked_wheel_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    """Imported from the wheel alone, in a folder without the checkout, lawkit lists its checklists and register."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = "import lawkit, lawkit.gaps as g; from lawkit.register import Register; print(lawkit.__file__, len(g.checklists()), len(Register.load()))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    path, checklists, acts = done.stdout.split()
    assert path.startswith(str(tmp_path))
    assert int(checklists) >= 5
    assert int(acts) >= 40
