VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup demo test test-compat bench clean

setup: $(STAMP)

# Everything comes from the lock file with its hashes; the project itself is installed in place.
$(STAMP): requirements-dev.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	$(BIN)/onrecord check
	$(BIN)/onrecord build build/onrecord
	$(BIN)/python -c "import onrecord; print(onrecord.load_dataset('quotes', split='test'))"
	$(BIN)/onrecord show cbc-ppe-dispute --claims

test: setup
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m pytest -q
	$(BIN)/python -m pytest -q --doctest-modules src/onrecord

# A build of today's versions, read by the older ones that people still run; the citation file by its own validator,
# which needs an older jsonschema than ours.
test-compat: setup
	$(BIN)/onrecord build build/onrecord
	for version in 3.6.0 4.0.0; do \
	  $(PYTHON) -m venv $(VENV)-$$version && \
	  $(VENV)-$$version/bin/python -m pip install --quiet --disable-pip-version-check datasets==$$version && \
	  $(VENV)-$$version/bin/python tests/compat/read_build.py build/onrecord || exit 1; \
	done
	$(PYTHON) -m venv $(VENV)-cff
	$(VENV)-cff/bin/python -m pip install --quiet --disable-pip-version-check cffconvert==2.0.0 "setuptools<81"
	$(VENV)-cff/bin/cffconvert --validate

bench: setup
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/run.py all

clean:
	rm -rf build dist
