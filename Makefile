# Dalil: `make run` sets up and opens the app, `make test` sets up and passes the tests.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Where pip finds torch. On Linux its own index has the small CPU build; elsewhere PyPI's is small.
#   make run PIP_ARGS="--extra-index-url https://download.pytorch.org/whl/cpu"
PIP_ARGS ?=

.PHONY: help setup run test lint bench clean
help:
	@echo "make run    set up, ingest corpus/, open the app"
	@echo "make test   set up, run the linters and the tests"
	@echo "make lint   ruff and mypy"
	@echo "make bench  quality and speed, written to bench/results/"
	@echo "make clean  remove the environment"

setup: $(VENV)/.run-ready

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit("Dalil needs Python 3.11 or newer; name one: make run PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip -c constraints.txt
	@touch $@

$(VENV)/.run-ready: $(VENV)/.created pyproject.toml constraints.txt
	$(BIN)/python -m pip install $(PIP_ARGS) -c constraints.txt -e .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.run-ready
	$(BIN)/python -m pip install $(PIP_ARGS) -c constraints.txt -e '.[dev]'
	@touch $@

run: setup
	$(BIN)/dalil ingest corpus
	$(BIN)/dalil app

lint: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

test: lint
	$(BIN)/pytest -n auto --dist loadscope --durations 15

bench: $(VENV)/.test-ready
	$(BIN)/python -m bench.structure
	$(BIN)/python -m bench.formats
	$(BIN)/python -m bench.references
	@echo "quality needs a library: $(BIN)/python -m bench.quality LIBRARY"

clean:
	rm -rf $(VENV)
