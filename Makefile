VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
INSTALL := -m pip install --quiet --disable-pip-version-check
COMPAT := compat-3.6.0 compat-4.0.0
SCRIPT := src/onrecord/viewer/page/assets/app.js
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

.PHONY: setup demo test test-compat web test-web test-browser bench pages lock clean

setup: $(STAMP)

# Everything comes from the lock file with its hashes; the project itself is installed in place.
$(STAMP): requirements/dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python $(INSTALL) --require-hashes -r requirements/dev.txt
	$(BIN)/python $(INSTALL) --no-deps --no-build-isolation -e .
	touch $@

# A side environment for each other lock file, made anew when that changes.
$(VENV)-%/.installed: requirements/%.txt
	$(PYTHON) -m venv --clear $(VENV)-$*
	$(VENV)-$*/bin/python $(INSTALL) --require-hashes -r requirements/$*.txt
	touch $@

demo: setup
	$(BIN)/onrecord check
	$(BIN)/onrecord check --strict annotations/gold
	$(BIN)/onrecord build build/onrecord
	$(BIN)/python -c "import onrecord; print(onrecord.load_dataset('quotes', split='test'))"
	$(BIN)/onrecord show cbc-ppe-dispute --claims

test: setup
	$(BIN)/ruff check src tests benchmarks course
	$(BIN)/ruff format --check --quiet src tests benchmarks course
	$(BIN)/mypy
	$(BIN)/python -m pytest -q
	$(BIN)/python -m pytest -q --doctest-modules src/onrecord

# A build of today's versions, read by the older ones that people still run; the Croissant and citation files by their
# own validators (the latter needs an older jsonschema than ours); agreement by the optional package for gamma; hooks by
# the real pre-commit, and the action's own installation.
test-compat: setup $(COMPAT:%=$(VENV)-%/.installed) $(VENV)-cff/.installed $(VENV)-croissant/.installed $(VENV)-gamma/.installed \
  $(VENV)-precommit/.installed
	$(BIN)/onrecord build build/onrecord
	for name in $(COMPAT); do $(VENV)-$$name/bin/python tests/compat/read_build.py build/onrecord || exit 1; done
	$(VENV)-croissant/bin/python tests/compat/read_croissant.py build/onrecord
	$(VENV)-cff/bin/cffconvert --validate
	PYTHONPATH=src $(VENV)-gamma/bin/python tests/compat/gamma_agreement.py
	PYTHONPATH=. $(BIN)/python tests/compat/contributions.py $(VENV)-precommit/bin/pre-commit

# The packages that make and test the script of the page that `onrecord view` writes; none of them is in it.
web/node_modules/.package-lock.json: web/package-lock.json
	command -v npm > /dev/null || { apt-get update -qq && apt-get install -qq -y nodejs npm; }
	cd web && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

# That script from its sources.
web: web/node_modules/.package-lock.json
	cd web && npm run --silent check
	cd web && npm run --silent build -- --outfile=../$(SCRIPT)

# The built script is that of its sources, and says what the package says of words, rules and files.
test-web: setup web/node_modules/.package-lock.json
	cd web && npm run --silent check
	cd web && npm run --silent build -- --outfile=build/app.js
	cmp web/build/app.js $(SCRIPT) || { echo "$(SCRIPT) is not what web/src makes; run \`make web\`"; exit 1; }
	PYTHONPATH=. $(BIN)/python web/test/cases.py > web/build/cases.json
	cd web && CASES=build/cases.json npm test --silent

# The page in a real browser, Debian's chromium, by the program as people run it.
test-browser: test-web $(VENV)-browser/.installed
	test -x /usr/bin/chromium || { apt-get update -qq && apt-get install -qq -y chromium; }
	PATH="$(abspath $(BIN)):$$PATH" $(VENV)-browser/bin/python -m pytest -q --confcutdir=tests/browser tests/browser

# Writes anew what pages say of the data and the code; `make test` finds them stale.
pages: setup
	ONRECORD_WRITE=1 $(BIN)/python -m pytest -q tests/test_counts.py tests/test_dictionary.py tests/test_baseline.py \
	  tests/test_pages.py tests/test_contributions.py tests/test_drafts.py

bench: setup
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/run.py all
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/build.py

# Needs uv. Pins that still fit are kept; delete a file first to take the newest of everything.
lock:
	printf 'hatchling\neditables\n' | $(LOCK) --extra test -o requirements/dev.txt pyproject.toml -
	for name in $(COMPAT); do echo "datasets==$${name#compat-}" | $(LOCK) -o requirements/$$name.txt - || exit 1; done
	printf 'cffconvert==2.0.0\nsetuptools<81\n' | $(LOCK) -o requirements/cff.txt -
	printf 'playwright\npytest\n' | $(LOCK) -o requirements/browser.txt -
	echo 'mlcroissant[parquet]==1.1.1' | $(LOCK) -o requirements/croissant.txt -
	printf 'pygamma-agreement==0.5.9\nmsgspec\n' | $(LOCK) -o requirements/gamma.txt -
	echo 'pre-commit==4.7.0' | $(LOCK) -o requirements/precommit.txt -
	echo hatchling | $(LOCK) -c requirements/dev.txt -o requirements/run.txt pyproject.toml -

clean:
	rm -rf build dist
