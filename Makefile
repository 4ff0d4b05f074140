# What a newcomer types. `make` alone lists it.
.SUFFIXES:
DRILLS := morning upgraded lost restored moved
.PHONY: help demo demo-reset run test lint format bench bench-scale bench-rush bench-room bench-faults bench-ranking screens $(DRILLS:%=drill-%) venv locks licences audit sbom release

# What can be tried alone: `make test-kit`. Every test is in one of them (tests/docs/test_commands.py).
GROUPS := kit tenants programs api pages isolation proofs browser machine operations
KIT := tests/consistency tests/docs tests/platform
TENANTS := tests/tenants
PROGRAMS := tests/programs
API := tests/api
PAGES := tests/journeys tests/budgets tests/edge
ISOLATION := tests/isolation
PROOFS := tests/proofs
BROWSER := tests/browser
MACHINE := tests/embedded_postgres
OPERATIONS := tests/operations
.PHONY: $(GROUPS:%=test-%)

PORT ?= 8000
WORKERS ?= 2
TESTS ?=
SLOW ?=
PYTHON ?=
BENCH ?=
PACKAGES ?=
VERSION ?=
DRY_RUN ?=

# An environment is ready when it bears a stamp with the content of the locked files it was made from.
LOCKS := deploy/requirements
DEMO_KEY := $(shell cat $(LOCKS)/base.txt $(LOCKS)/demo.txt | cksum | tr -cd '0-9')
DEV_KEY := $(shell cat $(LOCKS)/base.txt $(LOCKS)/demo.txt $(LOCKS)/dev.txt | cksum | tr -cd '0-9')
DEMO_READY := .venv/ready-demo-$(DEMO_KEY)
DEV_READY := .venv/ready-dev-$(DEV_KEY)
AXE_READY := node_modules/ready-$(shell cat package-lock.json | cksum | tr -cd '0-9')

PY := .venv/bin/python
EMBEDDED := $(PY) -m embedded --end-with-parent
export PYTHONPATH := $(CURDIR)/platform:$(CURDIR)
export PORT
# Seconds after which a test that stands still has failed, with where it stood; the others go on.
LONGEST := 600
# Read once, kept compiled: some places ask for nothing to be written, and each process then reads 2,000 modules anew.
export PYTHONDONTWRITEBYTECODE :=

help:  ## list these targets
	@echo "Éclore: public-service intrapreneurship for many territories on one platform."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "Variables: PORT=8000 for demo and run; PYTHON=path of a Python 3.11 or later;"
	@echo "           TESTS=\"tests/embedded_postgres -k stop\" to run some of the tests; WORKERS=2 for how many at once;"
	@echo "           make $(firstword $(GROUPS:%=test-%)) and so on for one group of tests: $(GROUPS);"
	@echo "           SLOW=1 for the proof of isolation in full: every combination, 200 territories."

demo: $(DEMO_READY)  ## the whole programme on this machine, database included
	@exec $(PY) -m eclore.config.demonstration.__main__ --end-with-parent

demo-reset: $(DEMO_READY)  ## stop the demonstration and forget everything it holds
	@exec $(EMBEDDED) reset

run: $(DEMO_READY)  ## the site on your own database, named by DATABASE_URL
	@exec $(PY) -m serving --end-with-parent

test: $(DEV_READY) $(AXE_READY)  ## every test, on a database made for the occasion
	@ECLORE_SLOW=$(SLOW) PYTEST_TIMEOUT=$(if $(SLOW),0,$(LONGEST)) exec $(EMBEDDED) run --throwaway -- $(PY) -m pytest -n $(WORKERS) --dist=loadgroup $(TESTS)

screens: TESTS := tests/browser/jury_day_pictures.py
screens: WORKERS := 0
screens: test  ## take the pictures of a jury's day anew, in docs/screens

test-kit: TESTS := $(KIT)
test-tenants: TESTS := $(TENANTS)
test-programs: TESTS := $(PROGRAMS)
test-api: TESTS := $(API)
test-pages: TESTS := $(PAGES)
test-isolation: TESTS := $(ISOLATION)
test-proofs: TESTS := $(PROOFS)
test-browser: TESTS := $(BROWSER)
test-machine: TESTS := $(MACHINE)
test-operations: TESTS := $(OPERATIONS)
$(GROUPS:%=test-%): test

lint: $(DEV_READY)  ## style, types, import contracts
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/djlint --reformat --check --quiet templates
	.venv/bin/lint-imports
	$(PY) -m mypy -p embedded -p serving -p eclore -p tenants -p programs -p api

# djlint ends with 1 when it has rewritten something.
format: $(DEV_READY)  ## Python and templates, written as lint wants them
	$(PY) -m ruff format .
	.venv/bin/djlint --reformat --quiet templates || true

bench: $(DEV_READY)  ## statements, bytes, times and memory of the main pages on a full season
	@exec $(EMBEDDED) run --throwaway --durable -- $(PY) -m tests.bench $(BENCH)

bench-scale: $(DEV_READY)  ## what many territories cost: made, upgraded beside people and dumps, looked at
	@exec $(PY) -m tests.bench.scale $(BENCH)

bench-rush: $(DEV_READY)  ## a closing day: 120 territories submit at once, 60 tablets mark
	@exec $(PY) -m tests.bench.scale rush $(BENCH)

bench-room: $(DEV_READY)  ## a jury's room: 60 tablets that ask every second, and mark what is called
	@exec $(PY) -m tests.bench.scale room $(BENCH)

bench-faults: $(DEV_READY)  ## what is acknowledged while something breaks: lost, or done twice
	@exec $(PY) -m tests.bench.scale faults

bench-ranking: $(DEV_READY)  ## what the advisory ranking is worth on juries whose truth is known
	@exec $(PY) -m tests.bench.ranking $(BENCH)

drill-morning: ## from a bare server to forty territories with TLS, told as it goes
drill-upgraded: ## a new version put in place while people read and write, told as it goes
drill-lost: ## a machine that burns, another brought back to a moment, told as it goes
drill-restored: ## one territory back to a moment while another is written in, told as it goes
drill-moved: ## a territory goes from one installation to another, told as it goes
$(DRILLS:%=drill-%): drill-%: $(DEV_READY)
	@exec $(PY) -m tests.operations.$*

venv: $(DEV_READY)  ## the environment of make test, lint and bench

locks: $(DEV_READY)  ## update the locked files, and show what changed (PACKAGES="django" for some)
	@sh $(LOCKS)/update.sh $(PACKAGES)

licences: $(DEV_READY)  ## of what is locked, held to deploy/requirements/licences.toml
	@$(PY) deploy/release/supply.py licences

audit: $(DEV_READY)  ## known vulnerabilities of what is shipped
	@$(PY) deploy/release/supply.py audit

sbom: $(DEV_READY)  ## the bill of materials (CycloneDX), in dist/
	@mkdir -p dist && $(PY) deploy/release/supply.py sbom dist/eclore.cdx.json

release: $(DEV_READY)  ## VERSION=0.3.0 (DRY_RUN=1 to look): version, day, catalogues, schemas, static files, bill
	@$(PY) deploy/release/release.py $(VERSION) $(if $(DRY_RUN),--dry-run)

$(DEMO_READY):
	@PYTHON="$(PYTHON)" STAMPS="$@" sh $(LOCKS)/install.sh base demo

$(DEV_READY):
	@PYTHON="$(PYTHON)" STAMPS="$@ $(DEMO_READY)" sh $(LOCKS)/install.sh base demo dev

# axe-core, for the browser tests; without npm they say that it is missing.
$(AXE_READY):
	@npm ci --silent && touch $@ || echo "axe-core was not installed (is npm there?): the tests of accessibility will say so." >&2
