"""A small corpus, and a database in which everything is done, made once."""

import pytest
from calling import FIRST, SECOND, shell


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """Two acts as text files."""
    folder = tmp_path_factory.mktemp("acts")
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def done(corpus, tmp_path_factory):
    """The folder of a finished run: lawkit.db and report/."""
    folder = tmp_path_factory.mktemp("done")
    told = shell("run", corpus, "--db", folder / "lawkit.db", "-o", folder / "report")
    assert told.returncode == 0, told.stderr.decode()
    return folder
