# Everything a person types: `make run` opens the dashboard, `make test` proves that it works.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: install install-all run test lint other-duckdb check-install mutate coverage bench growth load notebooks lock clean

install: .venv/installed

install-all: .venv/installed-all

other-duckdb: .venv/other-duckdb

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/installed-all: .venv/installed requirements-all.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-all.lock
	touch $@

run: install
	$(BIN)/steppingstone run

# A file of tests stays in one process: its server and its stores are made once.
test: install-all lint
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: install-all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# A second DuckDB beside the locked one: the tests then pass a store from one to the other and back.
.venv/other-duckdb: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --target $@ "duckdb>=2.0.1,<3"

# The wheel in a fresh environment and an empty folder.
check-install: install-all
	$(BIN)/python tools/check_install.py

notebooks: install-all
	$(BIN)/steppingstone notebooks

# How many small faults the tests notice; about a quarter of an hour. What puts them in is needed for nothing else.
mutate: install-all
	$(BIN)/python -m pip install --quiet --disable-pip-version-check cosmic-ray
	$(BIN)/python -m tools.mutate
	$(BIN)/python -m tools.mutate_sql

bench: install-all
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python -m bench.$$(basename $$script .py) || exit 1; done

# What 10 thousand, 100 thousand and 1 million applications cost, drawn into docs/growth.md; some minutes.
growth: install-all
	$(BIN)/python -m bench.growth
	$(BIN)/python -m bench.growth --draw

# Measures how often what the pages claim holds, with fresh seeds, and writes docs/coverage.md; some ten minutes.
coverage: install-all
	$(BIN)/python -m tools.coverage $(SEED)

# Fifty people at once on a store of 5,000 students, for five minutes.
load: install-all
	$(BIN)/python -m bench.load --people 50 --seconds 300

# Needs uv; the lock files hold versions and hashes for every platform, and no address of any registry.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links --output-file requirements.lock pyproject.toml requirements-build.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--no-emit-find-links --output-file requirements-all.lock --extra notebooks --extra test \
		--constraint requirements.lock pyproject.toml requirements-build.in

clean:
	rm -rf .venv
