"""The package's own JSON Schemas, and the label sets that are written down in them and nowhere else."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from msgspec import json


@cache
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file: document, annotation-set or annotators. Always the package's own."""
    package = Path(__file__).parents[1]
    folder = package / "_data" if (package / "_data").is_dir() else package.parents[1]
    result: dict[str, Any] = json.decode((folder / "schema" / f"{kind}.schema.json").read_bytes())
    return result


@cache
def labels(name: str, kind: str = "annotation-set") -> tuple[str, ...]:
    """A list of labels, in the schema's order.

    >>> labels("level")
    ('NAM', 'NOM', 'PRO')
    """
    return tuple(schema(kind)["$defs"][name]["enum"])


def one_of(name: str, kind: str = "annotation-set") -> Any:
    """The type of a label, for decoding: it accepts the labels of one list and nothing else."""
    return Literal[labels(name, kind)]
