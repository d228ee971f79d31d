# Everything a person or a machine does with this project. Each target sets up what it needs, so each may be
# the first on a fresh machine with nothing but Python 3.11 or newer and make.

PYTHON ?= python3.13 python3.12 python3.11 python3.14 python3 python
ARGS ?=
DEMO ?= demo
WORKERS ?= 2

# The content of every file that git knows or would add, as one number: so that tests which just passed on the
# very same files are not run a second time by `make check`.
TESTED := build/tested
FILES := { export GIT_INDEX_FILE=build/tested.index; git add --all . && git write-tree; } 2>/dev/null

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
UV := build/lock/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --no-emit-find-links --upgrade --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help run demo test thorough check coverage bench pictures format lock clean
.DELETE_ON_ERROR:

help:  ## this list
	@awk -F ':.*  ## ' '/^[a-z]+:.*  ## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/runtime  ## start Intercoder (ARGS="study.intercoder" opens a project)
	@$(PY) main.py $(ARGS)

demo: $(VENV)/runtime  ## the sample study: project, agreement, workbook; then the window
	@$(PY) main.py demo $(DEMO) $(ARGS)

test: $(VENV)/everything  ## run the tests (ARGS="tests/store -k undo" runs some)
	@QT_QPA_PLATFORM=offscreen $(PY) -m app.qt_libraries
	@mkdir -p build && rm -f $(TESTED); $(FILES) > $(TESTED).now || true
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)
	@$(if $(ARGS),true,mv $(TESTED).now $(TESTED))

check: $(VENV)/everything  ## what must pass before a commit: format, lint, types, contracts, tests
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	@if test -s $(TESTED) && test "$$($(FILES))" = "$$(cat $(TESTED))"; \
	    then echo "All tests passed on exactly these files: see the run before. They are not run again."; \
	    else $(MAKE) --no-print-directory test; fi

thorough: $(VENV)/everything  ## run the tests with many more examples, which are drawn anew each time
	INTERCODER_TESTS=thorough $(MAKE) --no-print-directory test

coverage: $(VENV)/everything  ## which branches the tests walk, by package
	@mkdir -p build
	QT_QPA_PLATFORM=offscreen COVERAGE_FILE=build/coverage $(PY) -m pytest -n $(WORKERS) --dist worksteal -o timeout=900 \
	    --cov --cov-report=json:build/coverage.json --cov-report= $(ARGS)
	@$(PY) -m benchmarks.coverage build/coverage.json

bench: $(VENV)/everything  ## measure every budget, at its size and at ten times its size
	$(PY) -m benchmarks $(ARGS)

pictures: $(VENV)/everything  ## make the manual's pictures anew, by the program itself
	QT_QPA_PLATFORM=offscreen $(PY) -m docs.pictures $(ARGS)

format: $(VENV)/everything  ## put every file into the house's form
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

lock: $(UV)  ## pin anew what pyproject.toml allows, for every system and Python from 3.11 on, with hashes
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --extra test --constraint requirements.lock --output-file requirements-test.lock

clean:  ## remove everything that was made here: environment, caches, builds, the demo
	rm -rf $(VENV) build $(DEMO) *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The environment: made once, filled again only when a lock file changed.

$(VENV)/runtime: requirements.lock | $(VENV)/bin/pip
	@echo "Installing what Intercoder is made of."
	@$(PIP) install --quiet --require-hashes -r $<
	@touch $@

$(VENV)/everything: requirements-test.lock | $(VENV)/bin/pip
	@echo "Installing what Intercoder and its tests are made of."
	@$(PIP) install --quiet --require-hashes -r $<
	@touch $@ $(VENV)/runtime

$(VENV)/bin/pip:
	@bare=; for python in $(PYTHON); do \
	    $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue; \
	    $$python -c 'import ensurepip, venv' 2>/dev/null || { bare=$${bare:-$$python}; continue; }; \
	    echo "Setting up .venv with $$($$python --version); this takes a minute or two, once."; \
	    exec $$python -m venv --clear $(VENV); \
	done; \
	if [ -n "$$bare" ]; then \
	    echo "This system's Python comes without venv, which keeps Intercoder's libraries apart from yours." >&2; \
	    echo "Install it with: sudo apt install $$bare-venv. Then run make again." >&2; \
	else \
	    echo "Intercoder needs Python 3.11, 3.12, 3.13 or 3.14, and none was found." >&2; \
	    echo "Install one, or name it: make PYTHON=/path/to/python3.12 ... Then run make again." >&2; \
	fi; exit 1

$(UV): | $(VENV)/bin/pip
	$(PY) -m venv build/lock
	build/lock/bin/python -m pip install --quiet uv
