"""What `lawkit check` of one act loads: nothing that costs more than it gives."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPARED = {"numpy", "scipy", "sklearn", "pydantic", "rich", "lxml", "docx", "jinja2", "sqlite3", "sqlite_utils", "spacy",
          "tomllib", "email", "concurrent"}  # fmt: skip
RUN = """
import json, sys
sys.path.insert(0, {root!r})
sys.argv = ["lawkit", "check", {draft!r}, "--format", "json", "--fail-on", "never", "-o", {out!r}]
from lawkit.commands import main
try:
    main()
finally:
    print("loaded", json.dumps(sorted({{name.split(".")[0] for name in sys.modules}})))
"""


def test_a_draft_is_checked_without_heavy_packages(tmp_path):
    (draft := tmp_path / "draft.rus.txt").write_text(
        "О модельном реестре\n\nСтатья 1. Порядок\n1. Оператор обязан ответить на запрос в течение пяти рабочих дней.\n"
        "2. Оператор обязан ответить на запрос в течение десяти рабочих дней.\n",
        "utf-8",
    )
    code = RUN.format(root=str(ROOT), draft=str(draft), out=str(tmp_path / "told.json"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout.split("loaded ")[1]))
    assert not loaded & SPARED
    assert any(json.loads((tmp_path / "told.json").read_text("utf-8"))["summary"]["problems"].values())
