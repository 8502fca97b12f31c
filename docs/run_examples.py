"""Runs the Python in pages of the documentation. `python docs/run_examples.py [--check] [--ipynb FOLDER] [PAGE…]`.

Blocks marked `python` run one after another in one process, as the cells of a notebook; a block marked `text` behind
one is what it prints. Without --check the outputs are written anew; with it, a page whose outputs differ is named and
the exit status is 1. --ipynb also writes each page as a Jupyter notebook (format 4.5, nbformat.readthedocs.io).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "docs" / "notebook.md", ROOT / "docs" / "reference" / "library.md")
_CELL = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<output>.*?)```\n)?", re.DOTALL)


def run(text: str) -> str:
    """The page with the outputs that its cells have now. What a cell raises goes through."""
    names: dict[str, Any] = {"__name__": "__page__"}

    def again(match: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(match["code"], "cell", "exec"), names)  # noqa: S102 - our own page
        output = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
        shown = f"\n```text\n{output}\n```\n" if output else ""
        return f"```python\n{match['code']}```\n{shown}"

    return _CELL.sub(again, text)


def notebook(text: str) -> str:
    """The page as a Jupyter notebook."""
    cells: list[dict[str, Any]] = []
    at = 0
    for match in [*_CELL.finditer(text), None]:
        words = text[at : match.start() if match else len(text)].strip()
        if words:
            cells.append({"cell_type": "markdown", "id": f"cell-{len(cells)}", "metadata": {}, "source": words})
        if match:
            outputs = [{"name": "stdout", "output_type": "stream", "text": match["output"]}] if match["output"] else []
            cells.append({
                "cell_type": "code", "id": f"cell-{len(cells)}", "metadata": {}, "execution_count": None,
                "source": match["code"].rstrip(), "outputs": outputs,
            })  # fmt: skip
            at = match.end()
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return (
        json.dumps(
            {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


def main(words: list[str]) -> int:
    """Run the pages; 1 when one is out of date and --check was asked for."""
    os.chdir(ROOT)
    folder = Path(words[words.index("--ipynb") + 1]) if "--ipynb" in words else None
    named = [Path(word) for word in words if word.endswith(".md")]
    status = 0
    for page in named or PAGES:
        text = page.read_text(encoding="utf-8")
        made = run(text)
        if "--check" in words and made != text:
            print(
                f"{page.name} shows other outputs than its code has: run python docs/run_examples.py", file=sys.stderr
            )
            status = 1
        elif "--check" not in words:
            page.write_text(made, encoding="utf-8", newline="\n")
        if folder:
            (folder / f"{page.stem}.ipynb").write_text(notebook(made), encoding="utf-8", newline="\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
