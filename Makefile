# Two commands suffice: `make run` and `make test`. `make` alone lists all.

VENV ?= .venv
PYTHON ?= python3
export VENV

.DEFAULT_GOAL := help
.PHONY: help run demo test trust trust-selftest soak bench bench-quick \
	bench-curators machines operating check fix lock \
	audit sbom browser mutants

help:  ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/installed  ## serve the site on HOST:PORT (127.0.0.1:8000), data in CASEBASE_DATA (var)
	@scripts/run

demo: $(VENV)/installed  ## serve 150 made-up cases, data in CASEBASE_DATA (var-demo)
	@scripts/run demo

test: $(VENV)/installed-dev browser  ## every check and test, on SQLite and on PostgreSQL
	@scripts/test

trust: $(VENV)/installed-dev browser  ## the proofs of docs/trust.md alone, and what each looked at
	@scripts/trust

trust-selftest: $(VENV)/installed-dev browser  ## plant a fault in each promise; its proof must fail (ROWS="1 5")
	@"$(VENV)/bin/python" scripts/trust_selftest.py $(ROWS)

mutants: $(VENV)/installed-dev  ## change the code by one token, 260 times; a test must fail (N=260 SEED=1)
	@"$(VENV)/bin/python" scripts/mutants.py --sample $(or $(N),260) --seed $(or $(SEED),1)

soak: $(VENV)/installed-dev browser  ## the long runs: every page, hundreds of drawn documents
	@scripts/office
	@CASEBASE_SOAK=1 HYPOTHESIS_PROFILE=soak "$(VENV)/bin/python" -m pytest -q -rs \
		tests/promises tests/archive/test_against_naive.py tests/journeys/test_accessibility.py \
		tests/browse/formats/test_one_set.py tests/browse/formats/soak_spreadsheet.py \
		tests/browse/test_hostile.py tests/endurance/soak_*.py

SIZES ?= 10000 100000
bench: $(VENV)/installed-bench  ## the search and pages beside others, kept in docs/benchmarks.md (SIZES, var-bench-*)
	@"$(VENV)/bin/python" -m benchmarks --keep --sizes $(SIZES) $(BENCH)

bench-quick: $(VENV)/installed-bench  ## the same with 10,000 cases and few rounds; nothing is kept
	@"$(VENV)/bin/python" -m benchmarks --quick $(BENCH)

bench-curators: $(VENV)/installed-dev  ## how long curators and downloads take, with 5,000 made-up cases (var-bench*)
	@"$(VENV)/bin/python" scripts/bench_workbench.py $(BENCH)
	@"$(VENV)/bin/python" scripts/bench_downloads.py $(DOWNLOADS)

machines: $(VENV)/installed-dev  ## a primary, a replica, three processes and nginx, of which two are killed
	@"$(VENV)/bin/python" -m tests.endurance.several_machines

operating:  ## follow docs/operating.md on a throw-away copy of this machine (root, Debian)
	@scripts/operating

check: $(VENV)/installed-dev  ## the checks alone; they change nothing
	@scripts/check

fix: $(VENV)/installed-dev  ## repair what can be repaired without thought
	@scripts/fix

lock: $(VENV)/installed-dev  ## requirements*.txt anew from requirements*.in
	@scripts/lock

audit: $(VENV)/installed-dev  ## known weaknesses of the libraries; says what could not be asked
	@scripts/audit

sbom: $(VENV)/installed-dev  ## list the libraries of the site in sbom.cdx.json (CycloneDX)
	@"$(VENV)/bin/cyclonedx-py" requirements requirements.txt --pyproject pyproject.toml \
		--output-reproducible --output-file sbom.cdx.json

browser:
	@scripts/browser

# Installed once, and again when the locked requirements change.
$(VENV)/installed: requirements.txt
	@PYTHON=$(PYTHON) scripts/install requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt
	@PYTHON=$(PYTHON) scripts/install requirements-dev.txt
	@touch $@ $(VENV)/installed

$(VENV)/installed-bench: requirements-bench.txt
	@PYTHON=$(PYTHON) scripts/install requirements-bench.txt
	@touch $@ $(VENV)/installed-dev $(VENV)/installed
