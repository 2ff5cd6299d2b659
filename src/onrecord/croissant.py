"""`croissant.json`: the published folder in Croissant 1.0 (JSON-LD on schema.org), for tools that read data sets by it.

One record set per Parquet file. Croissant has no words for lists of records inside lists of records: such columns are
left out, and with them what `documents` nests; the other configs hold the same marks flat.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.card import parquet_name
from onrecord.features import CONFIGS, Labels, Shape, columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.card import Facts

KEYS = {"documents": ("document",), "tokens": ("document", "start")}  # the other configs: document and id

_TYPES = {"string": "sc:Text", "int64": "sc:Integer", "bool": "sc:Boolean"}
_TERMS = (
    "citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet", "format",
    "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex",
    "repeated", "replace", "samplingRate", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}


def croissant(facts: Facts, sums: Mapping[str, str]) -> bytes:
    """The file's bytes.

    Args:
        sums: SHA-256 of every Parquet file, by name; other names may be there too.
    """
    tables = [(name, split) for name in facts.filled for split in facts.sizes[name]]
    value = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "onrecord",
        "description": "News text with marks laid over it: mentions, quotes, claims, how claims bear on each other.",
        "version": facts.version,
        "inLanguage": sorted(facts.languages),
        "license": "Third-party text with annotations; see README.md and LICENSE.",
        "distribution": [_file(parquet_name(*table), sums) for table in tables],
        "recordSet": [_record_set(*table) for table in tables],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _file(name: str, sums: Mapping[str, str]) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject", "@id": name, "name": name, "contentUrl": name,
        "encodingFormat": "application/x-parquet", "sha256": sums[name],
    }  # fmt: skip


def _record_set(config: str, split: str) -> dict[str, Any]:
    id, file = f"{config}-{split}", parquet_name(config, split)
    shapes = {column: shape for column, shape in columns(config).items() if _can_be_said(shape)}
    if config == CONFIGS[0]:
        shapes = {column: shape for column, shape in shapes.items() if isinstance(shape, str)}
    return {
        "@type": "cr:RecordSet", "@id": id, "name": id,
        "description": f"The rows of the config {config} in the split {split}.",
        "key": [{"@id": f"{id}/{column}"} for column in KEYS.get(config, ("document", "id"))],
        "field": [_field(f"{id}/{column}", shape, file, column) for column, shape in shapes.items()],
    }  # fmt: skip


def _can_be_said(shape: Shape) -> bool:
    inner = shape[0] if isinstance(shape, list) else shape
    return not isinstance(inner, dict) or not any(isinstance(part, (dict, list)) for part in inner.values())


def _field(id: str, shape: Shape, file: str, column: str, key: str = "") -> dict[str, Any]:
    """One column, or the value of `key` in each record of a column of records."""
    field: dict[str, Any] = {"@type": "cr:Field", "@id": id, "name": id}
    inner = shape
    if isinstance(shape, list):
        field["repeated"], inner = True, shape[0]
    if isinstance(inner, dict):
        return field | {"subField": [_field(f"{id}/{key}", kind, file, column, key) for key, kind in inner.items()]}
    source: dict[str, Any] = {"fileObject": {"@id": file}, "extract": {"column": column}}
    if key:
        source["transform"] = {"jsonPath": key}
    kind = "sc:Integer" if isinstance(inner, Labels) else _TYPES[str(inner)]
    return field | {"dataType": kind, "source": source}
