# make demo: install and run the main job on the demonstration acts.  make test: install and run the tests.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
export PYTHONUTF8 = 1

.PHONY: demo test lint bench clean

$(VENV)/.installed: pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements.lock -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements.lock -e '.[dev]'
	touch $@

demo: $(VENV)/.installed
	$(BIN)/lawkit demo

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 -q

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: $(VENV)/.installed-dev
	$(BIN)/python -m pip install -q --disable-pip-version-check -c requirements.lock -e '.[bench]'
	$(BIN)/python -m benchmarks all --write docs/QUALITY.md

clean:
	rm -rf $(VENV) lawkit-demo lawkit-report build dist
