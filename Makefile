# Every command of the project; .ci/run calls `check` and `test`.
SHELL := /bin/bash
SHARED ?= ../shared
PY := .venv/bin/python
export LANG := C.UTF-8

.PHONY: run test check tour bench build readings crash walk surfaces samples graphql lock format calendar mutants audit clean help
help:            ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## */\t/' | expand -t 12

.venv/.ready: requirements.lock
	@.ci/system-packages run
	@test -x $(PY) || /usr/bin/env python3 -m venv .venv
	@echo "Installing the locked Python packages into .venv"
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@

.venv/.ready-test: .venv/.ready .ci/system-packages
	@.ci/system-packages test
	@touch $@

run: .venv/.ready   ## sets up and opens the app; ARGS="--demo" passes arguments on
	@if [[ -z "$$DISPLAY$$WAYLAND_DISPLAY" && "$$(uname)" == Linux ]]; then \
	  echo "There is no display here: make tour runs the main job on a virtual screen and saves pictures."; exit 1; fi; \
	exec $(PY) -m dropdesk $(ARGS)

test: .venv/.ready-test   ## sets up and runs the whole suite
	@DROPDESK_NO_SKIPS=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/.ready   ## lint, format, types, floors, forbidden words, sizes
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check -q .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-cache
	@.ci/no-addresses
	@$(PY) .ci/sizes

format: .venv/.ready
	@$(PY) -m ruff format -q . && $(PY) -m ruff check --fix -q .

tour: .venv/.ready-test   ## the main job on a virtual screen; pictures in docs/pictures, contact sheet in tour/
	@$(PY) -m tests.tour $(ARGS)

bench: .venv/.ready-test   ## start and memory, as ratios to a bare program
	@$(PY) -m tests.bench $(ARGS)

readings: .venv/.ready-test   ## the product against the second reading of the rules, 50,000 random worlds
	@DROPDESK_LONG=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q tests/domain/verdict/test_two_readings.py --timeout 3600 -s $(ARGS)

crash: .venv/.ready-test   ## crash machine and kill -9 harness, long form
	@DROPDESK_LONG=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q tests/crash --timeout 3600 -s $(ARGS)

walk: .venv/.ready-test   ## 400 random walks through the window's own offers: nowhere a dead end
	@DROPDESK_LONG=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q tests/ui/cases/test_dead_ends.py --timeout 3600 $(ARGS)

surfaces: .venv/.ready-test   ## every phase × leg × money on every surface: row, pane, page, steps, timeline, status line
	@DROPDESK_LONG=1 QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q tests/ui/test_one_truth.py --timeout 7200 $(ARGS)

samples: .venv/.ready   ## imports the real files below SHARED, every row accounted for
	@$(PY) -m tests.samples $(SHARED)

graphql: .venv/.ready   ## every operation against Shopify's full schema below SHARED
	@$(PY) $(SHARED)/tools/check_graphql.py dropdesk/remote tests

calendar: .venv/.ready   ## says whether next year's China calendar is known
	@$(PY) -m dropdesk --calendar

build: .venv/.ready-test   ## the frozen app in dist/dropdesk, and its selftest
	@.ci/build

lock:            ## writes requirements.lock anew (hashes, no addresses)
	@python3 -m venv .venv-lock && .venv-lock/bin/python -m pip install -q uv && \
	.venv-lock/bin/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --extra dev pyproject.toml -o requirements.lock; rm -rf .venv-lock

mutants: .venv/.ready-test   ## 200 random mutants of the domain against the domain's own tests
	@QT_QPA_PLATFORM=offscreen $(PY) -m tests.mutants $(ARGS)

audit: .venv/.ready
	@$(PY) -m pip install -q pip-audit && .venv/bin/pip-audit

clean:
	@rm -rf .venv build dist tour
