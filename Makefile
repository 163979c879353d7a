# make up         run Throughline on this machine (PORT=8000 PMO_HOME=var DEMO=1)
# make test       every test on the embedded default (REQUIRE_BROWSER=1: no Chromium is a failure)
# make test-prod  the same tests on the PostgreSQL and Redis of DATABASE_URL and REDIS_URL
# make lint       style, import contracts, types, missing migrations, lock files

VENV := .venv
PY := $(VENV)/bin/python
PYTEST_WORKERS ?= 2
PYTHON ?= $(shell for p in python3.11 python3 python $(HOME)/.pyenv/versions/3.11*/bin/python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)

.PHONY: up test test-prod lint base dev lock

up: base
	@exec $(PY) -m pmo.embedded --with-parent

test: dev
	@$(PY) -m pytest -n $(PYTEST_WORKERS) --dist loadfile $(ARGS)

test-prod: dev
	@[ -n "$$DATABASE_URL" ] && [ -n "$$REDIS_URL" ] || { \
		echo "make test-prod needs DATABASE_URL=postgres://user@host/name and REDIS_URL=redis://host/0"; exit 2; }
	@$(PY) -m pytest -n $(PYTEST_WORKERS) --dist loadfile $(ARGS)

lint: dev
	@$(VENV)/bin/ruff check -q .
	@$(VENV)/bin/ruff format --check -q . || { echo "Format with: $(VENV)/bin/ruff format ."; exit 1; }
	@$(VENV)/bin/lint-imports --no-cache
	@$(VENV)/bin/mypy
	@$(PY) manage.py makemigrations --check --dry-run
	@if grep -nE '://|^-|@ ' requirements/*.txt; then echo "A lock file names an address."; exit 1; fi
	@if ls uv.lock pylock*.toml 2>/dev/null; then echo "Lock files live in requirements/ only."; exit 1; fi
	@echo "lint: all fine"

# Compile the lock files anew from pyproject.toml.
lock: dev
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml -o requirements/base.txt
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		pyproject.toml --extra dev -o requirements/dev.txt

base: $(VENV)/bin/pip
	@$(call install,base)

dev: $(VENV)/bin/pip
	@$(call install,dev)

$(VENV)/bin/pip:
	@[ -n "$(PYTHON)" ] || { echo "Python 3.11 was not found. Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { echo "Python's venv module is missing (on Debian: the package python3-venv)."; exit 1; }

# Install requirements/<name>.txt unless it is the one installed last; dev contains base.
define install
if [ "$$(cat $(VENV)/installed-$(1) 2>/dev/null)" != "$$(cksum < requirements/$(1).txt)" ]; then \
	echo "Installing requirements/$(1).txt into $(VENV)"; \
	$(PY) -m pip install -qq --disable-pip-version-check --no-deps --require-hashes -r requirements/$(1).txt \
	&& cksum < requirements/base.txt > $(VENV)/installed-base \
	&& cksum < requirements/$(1).txt > $(VENV)/installed-$(1) || exit 1; \
fi
endef
