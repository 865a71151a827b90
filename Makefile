# make run, make test: all a fresh clone needs is Python 3.11 or newer and make.
# Another Python: make PYTHON=python3.13 run
PYTHON ?= python3
JOBS ?= 2

VENV := .venv
PY := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed
TOOLS := $(VENV)/.tools
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
SAMPLE := build/sample.sdesk

.DEFAULT_GOAL := help
.PHONY: help run test journeys coverage torture mutants bench messages screenshots lock vulnerabilities sbom wheel bundle bundle-test clean

help:
	@echo "make run          open the sample workspace (without a screen: print its reports)"
	@echo "make test         lint, types and tests; no network once installed"
	@echo "make coverage     the tests again, and how much of what must not fail they run"
	@echo "make journeys     how many clicks, keys and texts the first day takes, and other usual work"
	@echo "make torture      the long runs that try to break it"
	@echo "make mutants      how many small faults in the pure modules the tests find; takes long"
	@echo "make bench        how fast, against the bare libraries"
	@echo "make messages     the template for translators; brings the languages that are there up to date"
	@echo "make screenshots  the pictures of the documentation"
	@echo "make lock         requirements*.lock: the versions in use, with hashes; uses the network"
	@echo "make vulnerabilities  whether anything is known of these versions; uses the network"
	@echo "make sbom         build/parts: a list of all that is inside, with the licences"
	@echo "make wheel        dist/sdesk-*.whl"
	@echo "make bundle       what is installed like a program, in dist/, tried out; packaging/README.md"
	@echo "make clean        remove what was built (the environment in $(VENV) stays)"

# The only step that uses the network. Whatever index pip is told to read, each file must have its hash in the lock.
$(INSTALLED): pyproject.toml requirements-test.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sdesk needs Python 3.11 or newer; choose one with make PYTHON=python3.13")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { \
	  rm -rf $(VENV); echo "Python cannot make an environment. Debian, Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	$(PIP) --require-hashes -r requirements-test.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# What a few targets need on top.
$(TOOLS): $(INSTALLED) requirements-tools.lock
	$(PIP) --require-hashes -r requirements-tools.lock
	@touch $@

run: $(INSTALLED)
	@$(PY) scripts/check_qt.py --window
	@test -e $(SAMPLE) || { mkdir -p build && $(PY) -m sdesk sample $(SAMPLE); }
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	  echo "There is no screen here, so the reports of the sample are printed instead."; \
	  $(MAKE) --no-print-directory reports; \
	else \
	  $(PY) -m sdesk $(SAMPLE); \
	fi

# The last full quarter, as options of `sdesk report`.
QUARTER = $$($(PY) -c 'from datetime import date, timedelta; \
t = date.today(); end = date(t.year, (t.month - 1) // 3 * 3 + 1, 1) - timedelta(1); \
print("--from", end.replace(month=end.month - 2, day=1), "--to", end)')

.PHONY: reports
reports: $(INSTALLED)
	@mkdir -p build/reports
	$(PY) -m sdesk report $(SAMPLE) performance --agreement AGR-0001 $(QUARTER) -o build/reports/performance.pdf
	$(PY) -m sdesk report $(SAMPLE) improvement $(QUARTER) -o build/reports/improvement.pdf

# Beside each other: the types take a minute of one core.
test: $(INSTALLED)
	@$(MAKE) --no-print-directory -j2 lint tests

.PHONY: lint tests
lint: $(INSTALLED)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy

tests: $(INSTALLED)
	@$(PY) scripts/check_qt.py
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n $(JOBS) --dist worksteal

# Not in `make test`: on Python 3.11 the tests take half as long again when every line is watched.
coverage: $(INSTALLED)
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n $(JOBS) --dist worksteal --cov --cov-report=term

# The first day, a small change, a call: each test prints what it counted, and refuses more than is promised.
journeys: $(INSTALLED)
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -s -m "torture or not torture" \
	  tests/journeys/test_first_day.py tests/journeys/test_small_change.py tests/ui/incident/test_first_call.py 2>/dev/null \
	  | grep -E "actions|passed|failed|^E "

torture: $(INSTALLED)
	HYPOTHESIS_PROFILE=torture QT_QPA_PLATFORM=offscreen $(PY) -m pytest -m torture

# Far from UTC, in a zone that no test's organization has: the laptop's day is not its own. Resumes where it was stopped; `mutmut show NAME` shows a mutant, `rm -r mutants` begins anew.
mutants: $(TOOLS)
	TZ=Pacific/Marquesas HYPOTHESIS_PROFILE=mutants QT_QPA_PLATFORM=offscreen $(PY) -m mutmut run --max-children $(JOBS)
	@$(PY) scripts/count_mutants.py

bench: $(INSTALLED)
	QT_QPA_PLATFORM=offscreen $(PY) -m benchmarks

messages: $(INSTALLED)
	$(PY) -m scripts.messages

screenshots: $(INSTALLED)
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.screenshots docs/pictures

# The versions in use, with their hashes, for every Python, Linux, Windows and macOS; each lock is a part of the one before.
# What is there stays as it is; newer versions: make lock UPGRADE=--upgrade
COMPILE = $(VENV)/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
  --quiet --custom-compile-command "make lock" $(UPGRADE)
lock: $(TOOLS)
	$(COMPILE) --all-extras -o requirements-tools.lock
	$(COMPILE) --extra test --extra dev -c requirements-tools.lock -o requirements-test.lock
	$(COMPILE) -c requirements-tools.lock -o requirements.lock

# Asks a public list on the network; fails where it knows of one, or does not know a library.
vulnerabilities: $(TOOLS)
	$(VENV)/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off $(addprefix -r ,$(wildcard requirements*.lock))

# What is in the environment of a user, and its licences: build/parts/sbom.json, build/parts/licences/
sbom: $(INSTALLED)
	$(PY) -m scripts.parts build/parts

wheel: $(INSTALLED)
	$(PY) -m hatchling build -t wheel

# An environment of its own: what makes the bundle is not in what the tests need.
BUNDLING := build/bundle-env
BUNDLE_PY := $(BUNDLING)/bin/python
BUNDLE ?= dist/sdesk/sdesk

$(BUNDLING)/.installed: pyproject.toml requirements.lock packaging/requirements.txt
	test -x $(BUNDLE_PY) || $(PYTHON) -m venv $(BUNDLING)
	$(BUNDLE_PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BUNDLE_PY) -m pip install --quiet --disable-pip-version-check -r packaging/requirements.txt
	$(BUNDLE_PY) -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

bundle: $(BUNDLING)/.installed $(INSTALLED)
	$(BUNDLE_PY) -m scripts.bundle.build
	$(MAKE) --no-print-directory bundle-test

# Of the bundle, not of the checkout; another one: make bundle-test BUNDLE=/usr/bin/sdesk
bundle-test: $(INSTALLED)
	SDESK_BUNDLE=$(BUNDLE) $(PY) -m pytest -q -p no:cacheprovider -o addopts="--import-mode=importlib" packaging/bundle_test.py

clean:
	rm -rf build dist mutants .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find sdesk tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
