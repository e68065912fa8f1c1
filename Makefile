# Two commands do everything on a fresh machine: `make demo` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell for each in python3 python3.11 python3.12 python3.13; do \
  "$$each" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo "$$each" && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: demo
demo: $(READY) ## text as a rider in the terminal; with FEED=<url, file or folder> [SPEED=60] [GTFS=<folder or zip>] on that feed
	@$(BIN)/python -m sandbox demo $(if $(FEED),--feed "$$FEED") $(if $(SPEED),--speed "$$SPEED") \
	  $(if $(GTFS),--gtfs "$$GTFS") $(if $(ZONE),--zone "$$ZONE")

.PHONY: demo-check
demo-check: $(READY) ## play a scripted conversation through the whole product, and judge it
	@$(BIN)/python -m sandbox demo-check

.PHONY: test
test: $(READY) ## all tests, on real servers that are started for them
	$(BIN)/python -m pytest -n 2 --dist loadfile

.PHONY: test-apache
test-apache: $(READY) ## the suites that talk to Kafka, on Apache Kafka itself (needs Java 17 and Maven)
	HEADWAY_TEST_BROKER=apache $(BIN)/python -m pytest tests/integration/runtime tests/integration/pipeline/test_process.py \
	  tests/integration/notifier/test_dead_letters.py tests/acceptance tests/chaos

.PHONY: chaos
chaos: $(READY) ## kill and disturb everything while riders are told; [MINUTES=3] [SEED=...] [BROKER=embedded|apache]
	@$(BIN)/python -m tests.chaos $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(if $(BROKER),--broker $(BROKER))

.PHONY: compose-test
compose-test: ## try docker compose for real: kills, stops, scale, backup (needs docker; about 20 minutes)
	$(PYTHON) -m tests.compose

.PHONY: bench
bench: $(READY) ## every number that is held, against its bare limit; FULL=1 for a million riders; [PARTS="sending polls"]
	@FULL="$(FULL)" $(BIN)/python -m benchmarks $(PARTS)

.PHONY: lint
lint: $(READY) ## style, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: format
format: $(READY) ## put the code in its style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: lock
lock: $(READY) ## resolve the requirement files anew
	$(BIN)/pip install --quiet uv
	for each in app app-otel dev; do \
	  more=$$(case $$each in app-otel) echo "--extra otel --constraints requirements/app.txt";; dev) echo "--group dev";; esac); \
	  $(BIN)/uv pip compile pyproject.toml $$more --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --quiet --output-file requirements/$$each.txt || exit 1; \
	done
	$(BIN)/uv pip compile --group pyproject.toml:browser --constraints requirements/dev.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements/browser.txt

.PHONY: clean
clean: ## remove what the other commands made
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The stamp is younger than the requirement files only when an installation went through.
$(READY): requirements/dev.txt
	@deploy/check-machine.sh "$(PYTHON)"
	@echo "installing into $(VENV) (about a minute, once) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@touch $@
