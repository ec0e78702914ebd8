# Dalil: `make run` sets up and opens the app, `make test` sets up and passes the linters and the
# unit tests, `make test-all` passes everything.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Where pip finds torch. On Linux its own index has the small CPU build; elsewhere PyPI's is small.
#   make run PIP_ARGS="--extra-index-url https://download.pytorch.org/whl/cpu"
PIP_ARGS ?=
# PyTorch is another file on every index, and pip prefers the large one of PyPI where hashes are asked
# for: so it is the pinned version of the index at hand. Compared with its hash from PyPI:
#   make setup TORCH="--require-hashes -r locks/torch.txt"
TORCH ?= -c constraints.txt torch

.PHONY: help setup run test test-all lint types unit suite lock bench encoder clean
help:
	@echo "make run    set up, ingest corpus/, open the app"
	@echo "make test   set up, run ruff, mypy and the unit tests at the same time"
	@echo "make test-all   the same with the slow tests, the browser's and those on real acts"
	@echo "make lint   ruff; make types: mypy; make unit, make suite: the tests alone"
	@echo "make lock   look the hashes of all dependencies up again"
	@echo "make bench  quality and speed, written to bench/results/"
	@echo "make encoder ACTS=folder   learn the scales of the encoder anew; hours"
	@echo "make clean  remove the environment"

setup: $(VENV)/.run-ready

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.exit("Dalil needs Python 3.11.5 or newer; name one: make run PYTHON=python3.12") if sys.version_info < (3, 11, 5) else None'
	$(PYTHON) -m venv $(VENV)
	@touch $@

# Every file is compared with the hash in locks/: what somebody swapped is not installed.
$(VENV)/.run-ready: $(VENV)/.created pyproject.toml constraints.txt $(wildcard locks/*.txt)
	$(BIN)/python -m pip install $(PIP_ARGS) --no-deps --require-hashes -r locks/run.txt
	$(BIN)/python -m pip install $(PIP_ARGS) --no-deps $(TORCH)
	@if $(BIN)/python -c 'import importlib.metadata as m, sys; sys.exit(not any(r.startswith(("nvidia", "cuda")) and "extra" not in r for r in m.requires("torch") or ()))'; then \
	    $(BIN)/python -m pip install $(PIP_ARGS) --no-deps --require-hashes -r locks/cuda.txt; fi
	$(BIN)/python -m pip install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-ready: $(VENV)/.run-ready
	$(BIN)/python -m pip install $(PIP_ARGS) --no-deps --require-hashes -r locks/dev.txt
	@touch $@

# Needs uv (pip install uv). Versions are those of constraints.txt; only hashes are looked up.
COMPILE = uv pip compile pyproject.toml --extra build -c constraints.txt --generate-hashes \
    --universal --python-version 3.11.5 --no-header --no-annotate --quiet
lock:
	$(COMPILE) --extra all --extra dev --extra server -o locks/.all.txt
	$(COMPILE) --extra all -o locks/.run.txt
	$(subst --extra build,,$(COMPILE)) -o locks/.base.txt
	$(PYTHON) locks/part.py

run: setup
	$(BIN)/dalil ingest corpus
	$(BIN)/dalil app

lint: $(VENV)/.test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.test-ready
	$(BIN)/mypy

# Which test is of which part: tests/README.md. Who is done takes tests over from who is not.
PYTEST = $(BIN)/pytest -n auto --dist worksteal --durations 15
unit: $(VENV)/.test-ready
	$(PYTEST) -m "not slow and not browser and not shared"

# A browser, a server, a program of its own is mostly waited for: one process more than there are cores.
ONE_MORE = import os; print(1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()))
suite: export PYTEST_XDIST_AUTO_NUM_WORKERS ?= $(shell $(PYTHON) -c '$(ONE_MORE)')
suite: $(VENV)/.test-ready
	$(PYTEST)

test: $(VENV)/.test-ready
	$(MAKE) -j3 lint types unit

test-all: $(VENV)/.test-ready
	$(MAKE) -j3 lint types suite

bench: $(VENV)/.test-ready
	$(BIN)/python -m bench.structure
	$(BIN)/python -m bench.formats
	$(BIN)/python -m bench.references
	@echo "quality needs a library: $(BIN)/python -m bench.quality LIBRARY"

# ACTS holds the acts of bench/questions (`act` in its files). A run that was stopped goes on.
LEARNED ?= build/encoder
encoder: $(VENV)/.test-ready
	@test -n "$(ACTS)" || { echo "make encoder ACTS=folder: the acts of bench/questions"; exit 1; }
	DALIL_ENCODER=e5-small $(BIN)/dalil ingest $(ACTS) --library $(LEARNED)/library
	$(BIN)/python -m bench.weak $(LEARNED)/library -o $(LEARNED)/sets --per-kind 900 --seed 5
	$(BIN)/python -m bench.encoder $(LEARNED)/library $(LEARNED)/sets/weak-tuning.jsonl $(LEARNED)/sets/weak-testing.jsonl

clean:
	rm -rf $(VENV)
