# make run: read corpus/releases into output/.  make test: the test suite.  Both set up .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Wheels with known hashes only: no package runs code while it is installed.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check
LOCKED := $(INSTALL) --require-hashes --only-binary :all:
COMPILE := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --strip-extras

.PHONY: run test lint format bench quality manifest lock clean

run: $(VENV)/run.stamp
	$(BIN)/pressextract run corpus/releases -o output

test: $(VENV)/test.stamp
	$(BIN)/pytest --timeout=300

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/test.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/test.stamp
	$(BIN)/python benchmarks/run.py

# The table of scores in README.md and docs/quality.md.
quality: $(VENV)/test.stamp
	$(BIN)/python benchmarks/quality.py --write

# models/MANIFEST.toml, after a change in models/.
manifest: $(VENV)/run.stamp
	$(BIN)/python benchmarks/manifest.py

# Newer versions of what pyproject.toml and requirements/*.in ask for. Needs the network; look at the diff.
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet uv
	$(COMPILE) --upgrade pyproject.toml requirements/run.in -o requirements/run.txt
	$(COMPILE) --upgrade requirements/test.in -o requirements/test.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(LOCKED) -r requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(LOCKED) -r requirements/test.txt
	touch $@
