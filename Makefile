# `make run` and `make test` set up everything they need; see README.md.

VENV := .venv
BIN := $(VENV)/bin
PORT ?=
SUDO := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BROWSERS := chromium chromium-browser google-chrome
TESTS ?=
# Files are tested side by side, up to four at a time.
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

.PHONY: run test check fix bench setup chromium postgresql

run: $(VENV)/for-running
	$(BIN)/python app.py $(if $(PORT),--port $(PORT))

test: $(VENV)/for-testing chromium postgresql
	$(PYTEST) $(TESTS)

# All that CI does: format, lint, types, the content's own proof, tests.
check: $(VENV)/for-testing chromium postgresql
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/python -m grader verify
	$(PYTEST) $(TESTS)

fix: $(VENV)/for-testing
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/for-testing
	for part in diagnosis sandbox site page cluster; do $(BIN)/python -m bench.$$part || exit 1; done

# What takes seconds to simulate is simulated here, so that no first answer waits for it.
setup: $(VENV)/for-testing
	$(BIN)/python -m grader prepare

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed; install it first."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(SUDO) apt-get install -y python3-venv \
		|| { echo "Python's venv is needed; on Debian: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/for-running: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/for-testing: requirements.txt requirements-cluster.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/for-running

# The browser tests use the system's Chromium; CHROMIUM names another one.
chromium:
	@[ -n "$$CHROMIUM" ] || for b in $(BROWSERS); do command -v $$b >/dev/null && exit 0; done; \
	[ -n "$$CHROMIUM" ] || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium; } \
		|| { echo "The browser tests need Chromium: install it, or set CHROMIUM=/path/to/it."; exit 1; }

# The records are tested on PostgreSQL, too: a server of the tests' own, on loopback.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
		|| { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq postgresql; } \
		|| { echo "The tests of the records need PostgreSQL: install it (initdb, postgres)."; exit 1; }
