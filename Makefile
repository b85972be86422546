# make demo   play a conversation with the real desk on a stand-in for Slack, then type yourself
# make test   run all tests          make check   formatter, linter, types, arrows
# make random   the random tests at length, with new examples each time
#
# `make test` tries the same random examples every time; the order of the tests is random, and its seed is printed at the top.
# A run with another order or other examples is repeated with the seed that it printed: make test SEED=7, make random SEED=7.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := pyproject.toml constraints.txt hatch_build.py $(wildcard locales/*/LC_MESSAGES/*.po)
# The demo needs half of what the tests need, and whoever only looks at it waits for that alone.
DEMO_READY := .venv/demo-ready
READY := .venv/ready
# A pipe fails where anything in it fails.
SHELL := bash
.SHELLFLAGS := -o pipefail -c

# Tests and commands start many processes; where nothing compiled is kept, each compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test random endurance check bench format clean
.DEFAULT_GOAL := demo

demo: $(DEMO_READY)
	@$(BIN)/insyn demo

test: $(READY)
	@$(BIN)/pytest -n auto $(if $(SEED),--randomly-seed=$(SEED))

# Hypothesis and the order of the tests have one seed.
random: $(READY)
	@seed=$(or $(SEED),$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')); echo "To repeat this: make random SEED=$$seed"; \
	$(BIN)/pytest -n auto -m hypothesis --hypothesis-profile=long --hypothesis-seed=$$seed --randomly-seed=$$seed

# Several minutes in which everything fails that can; then nothing may be lost. SEED=, MINUTES=,
# DATABASE=postgresql|sqlite; EVERY_COMMIT=1 kills at each commit in turn.
endurance: $(READY)
	@$(BIN)/python -m tests.endurance $(if $(SEED),--seed $(SEED)) $(if $(MINUTES),--minutes $(MINUTES)) \
		$(if $(DATABASE),--database $(DATABASE)) $(if $(EVERY_COMMIT),--every-commit)

check: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/pytest -q -p no:randomly tests/test_arrows.py
	@$(BIN)/insyn knowledge check --quiet

bench: $(READY)
	@$(BIN)/insyn bench

format: $(READY)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

# Installing also compiles the catalogues, hence SOURCES. $(1) is what pip installs, $(2) what that is for.
define set_up
@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Insyn needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
@echo "Setting up .venv for $(2): packages are fetched and installed. The first time, a minute or two is normal."
@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off -c constraints.txt -e '$(1)' | awk ' \
	/^Collecting/ { print "  fetching " $$2; fflush() } \
	/^Installing collected/ { print "  installing " NF - 3 " packages; this step says nothing until it ends ..."; fflush() } \
	/^Successfully installed/ { print "  done" }' \
	|| { echo "pip could not install it; its reason is above. The first set-up needs a network; make begins again."; exit 1; }
endef

$(DEMO_READY): $(SOURCES)
	$(call set_up,.,the demo)
	@touch $@

$(READY): $(SOURCES)
	$(call set_up,.[dev],the tests)
	@touch $(DEMO_READY) $@

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -f locales/*/LC_MESSAGES/*.mo
