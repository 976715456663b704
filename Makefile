# `make` alone prints what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
UV := $(or $(shell command -v uv),.tools/bin/uv)
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
RUN := .venv/bin/
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: help environment widget train serve test security faults load rehearsal deployment check format lint types imports facts unit test-tools bench bench-quick bench-parts screenshots fix clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# --- What everything needs: each is a file that is made once and made again when what it depends on changes --------

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet --disable-pip-version-check "uv>=0.5"

# The stamp is newer than the lock when the environment is what the lock says.
.venv/.synced: pyproject.toml uv.lock $(if $(shell command -v uv),,.tools/bin/uv)
	$(UV) sync --locked --quiet
	@touch $@

environment: .venv/.synced ## Install Python and the locked environment

WIDGET_SOURCES := $(shell find widget/src widget/demo -type f 2>/dev/null) widget/package.json widget/package-lock.json widget/build.mjs

widget/dist/panel.js: $(WIDGET_SOURCES) | .venv/.synced
	@scripts/with-node npm --prefix widget ci --silent --no-audit --no-fund
	@scripts/with-node npm --prefix widget run --silent build

widget: widget/dist/panel.js ## Build the widget

train: .venv/.synced ## Bring environment, knowledge base and model up to date; does nothing when they are
	@$(RUN)pathwise train

serve: train widget ## Serve on http://127.0.0.1:8000 (HOST=… PORT=… to change)
	@$(RUN)pathwise serve --host $(HOST) --port $(PORT)

# --- Checks ------------------------------------------------------------------------------------------------------

check: environment format lint types imports facts test ## Everything that CI checks

format: environment ## Is the code formatted?
	@$(RUN)ruff format --check --quiet . && echo "format: ok"

lint: environment widget ## Lint Python and TypeScript
	@$(RUN)ruff check --quiet . && echo "lint: ok"
	@scripts/with-node npm --prefix widget run --silent check && echo "widget: ok"

types: environment ## Check the types
	@$(RUN)mypy

imports: environment ## Check the direction of imports
	@$(RUN)lint-imports --no-cache | tail -n 6

facts: environment ## Check the catalogue
	@$(RUN)pathwise knowledge validate

test-tools: environment
	@scripts/find-chromium >/dev/null
	@scripts/rasa-webchat >/dev/null
	@scripts/find-firefox >/dev/null
	@scripts/find-postgres

test: train widget test-tools ## Run all tests
	@scripts/with-node npm --prefix widget test --silent
	@$(RUN)pytest --numprocesses 2 --dist loadfile --ignore=tests/browser
	@# On its own: the browser's driver keeps an event loop running, which other tests must not meet.
	@PATHWISE_CHROMIUM="$$(scripts/find-chromium)" $(RUN)pytest -rs tests/browser --ignore=tests/browser/hostile

security: train widget test-tools ## Attack it: hostile texts in the page, bad inputs, other people's conversations, advisories (half an hour)
	@$(RUN)python -m evaluation.advisories
	@$(RUN)python -m evaluation.foreign_attempts --count 10000
	@$(RUN)python -m evaluation.bad_inputs --count 20000
	@PATHWISE_CHROMIUM="$$(scripts/find-chromium)" $(RUN)pytest -rA tests/browser/hostile

faults: train test-tools ## Break things on purpose: 200 kills, 1,000 resends, 10,000 messages without waiting, every outage (half an hour)
	@$(RUN)python -m evaluation.faults kills resends order outages

load: train ## 200 open conversations at 10 messages a second for 5 minutes, then more until it breaks (10 minutes)
	@$(RUN)python -m evaluation.load

rehearsal: train ## Kill, add and stop replicas behind a real proxy under load (five minutes)
	@scripts/find-postgres
	@scripts/find-haproxy
	@$(RUN)python -m evaluation.rehearsal

deployment: environment ## Check Dockerfile, compose.yml, Kubernetes and proxy with the tools of their formats
	@scripts/check-deployment
	@$(RUN)pytest tests/unit/test_deployment.py

unit: environment ## Run the tests that need no model and no browser
	@$(RUN)pytest tests/unit

bench: train widget test-tools ## Measure: Pathwise beside stock Rasa (an hour or two), then each part by itself; tables, plots and JSON in results/
	@$(RUN)python -m evaluation.bench
	@$(MAKE) --no-print-directory bench-parts
	@echo "All results are in results/: bench.md and bench-*.svg compare with stock Rasa; *.json has all figures."

bench-quick: train ## Only see that the comparison with stock Rasa works (a quarter of an hour); its figures mean little
	@$(RUN)python -m evaluation.bench --quick --results results/quick

bench-parts: train widget test-tools ## Measure the parts alone: turn latency, growth of knowledge and advice, two workers beside one, the redaction, the widget's cost
	@$(RUN)python -m evaluation.turn_latency
	@$(RUN)python -m evaluation.knowledge_scale
	@$(RUN)python -m evaluation.advice_speed
	@$(RUN)python -m evaluation.scaling
	@$(RUN)python -m evaluation.redaction_speed
	@PATHWISE_CHROMIUM="$$(scripts/find-chromium)" $(RUN)python -m evaluation.widget_cost

screenshots: train widget test-tools ## Take the README's pictures anew; look at them before you commit them
	@PATHWISE_CHROMIUM="$$(scripts/find-chromium)" $(RUN)python -m evaluation.screenshots

fix: environment ## Format and mend what ruff can mend
	@$(RUN)ruff check --fix --quiet . ; $(RUN)ruff format --quiet .

clean: ## Remove what was built; the database of conversations stays
	rm -rf .venv .stock .tools models widget/dist widget/node_modules .mypy_cache .ruff_cache .pytest_cache results
