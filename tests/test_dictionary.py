"""The dictionary of columns tells of every column, and what it says of nulls is true of the data."""

import os
from pathlib import Path

import pytest

from onrecord.dictionary import dictionary, told
from onrecord.features import CONFIGS, columns
from onrecord.loader import table

PAGE = Path(__file__).parents[1] / "docs/columns.md"


def examples():
    """For each column the first value that is neither null nor empty, of a synthetic document if there is one."""
    found = {}
    for config in CONFIGS:
        rows = sorted(table(config).to_pylist(), key=lambda row: not row["synthetic"])
        found[config] = {
            name: next((row[name] for row in rows if row[name] not in (None, [], "")), None) for name in columns(config)
        }
    return found


def test_the_page_is_current():
    """docs/columns.md is what the definitions and the data give; ONRECORD_WRITE=1 writes it anew."""
    made = dictionary(examples())
    if os.environ.get("ONRECORD_WRITE"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("config", CONFIGS)
def test_what_is_said_of_nulls_is_true(config):
    """A column that is never null has none, whoever's marks are shown."""
    for who in ("gold", "pass-a", "pass-b"):
        rows = table(config, annotator=who)
        for name in columns(config):
            if not told(config, name).null:
                assert rows.column(name).null_count == 0, (who, name)
