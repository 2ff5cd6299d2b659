"""The columns of every config, once; as Arrow types, as Hugging Face features, and as the card's YAML.

A shape is a type's name ("string", "int64", "bool"), `Labels`, a dict of shapes (a struct), or a list that
holds one shape. Offsets are int64 code points, never floats. No struct is ever null: what may be absent is
flattened into columns that may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from onrecord.model.labels import labels

if TYPE_CHECKING:
    import pyarrow as pa


class Labels(NamedTuple):
    """An integer that names one of `names`."""

    names: tuple[str, ...]


Shape = str | Labels | dict[str, Any] | list[Any]

SPANS: Shape = [{"start": "int64", "end": "int64", "text": "string"}]
_KB: Shape = [{"id": "string", "source": "string"}]

ENTITY: dict[str, Shape] = {"id": "string", "type": "string", "name": "string", "identity": "string", "kb": _KB}
MENTION: dict[str, Shape] = {
    "id": "string", "entity": "string", "level": "string", "spans": SPANS, "metonymy": "bool", "note": "string",
}  # fmt: skip
QUOTE: dict[str, Shape] = {
    "id": "string", "mode": "string", "type": "string", "source": "string", "source_spans": SPANS,
    "cue_spans": SPANS, "content_spans": SPANS, "addressee": "string", "parent": "string",
}  # fmt: skip
CLAIM: dict[str, Shape] = {
    "id": "string", "proposition": "string", "claimant": "string", "subject": "string",
    "realizations": [{"fidelity": "string", "quote": "string", "spans": SPANS}],
    "made_at": "string", "made_at_precision": "string", "made_at_basis": "string",
}  # fmt: skip
STATE: dict[str, Shape] = {"id": "string", "claims": ["string"], "ended_by": "string"}
RELATION: dict[str, Shape] = {
    "id": "string", "type": "string", "from": "string", "to": "string",
    "signal": SPANS, "timing": "string", "independence": "string",
}  # fmt: skip

CONFIGS = ("documents", "entities", "mentions", "quotes", "claims", "relations", "records", "tokens")


def ner_labels(entity_types: tuple[str, ...]) -> tuple[str, ...]:
    """The names behind `ner_tags`: O, then B-X and I-X for each type in order.

    >>> ner_labels(("PERSON", "ORG"))
    ('O', 'B-PERSON', 'I-PERSON', 'B-ORG', 'I-ORG')
    """
    return ("O", *(f"{mark}-{kind}" for kind in entity_types for mark in "BI"))


def columns(name: str) -> dict[str, Shape]:
    """Name and shape of every column of the config `name`, in order."""
    own: dict[str, dict[str, Shape]] = {
        "documents": {
            "title": "string", "publisher": "string", "url": "string", "byline": "string",
            "language": "string", "split": "string", "sha256": "string", "annotator": "string",
            "covered_layers": ["string"], "covered_zones": ["int64"],
            "rights_holder": "string", "rights_license": "string", "rights_statement": "string",
            "dates": [dict.fromkeys(("event", "value", "precision", "basis", "source"), "string")],
            "text": "string", "zones": [{"start": "int64", "end": "int64", "type": "string"}],
            "entities": [ENTITY], "mentions": [MENTION],
            "identity_links": [{"a": "string", "b": "string", "certainty": "string"}],
            "quotes": [QUOTE], "negatives": [{"id": "string", "reason": "string", "spans": SPANS}],
            "claims": [CLAIM], "records": [{"id": "string", "entity": "string", "states": [STATE]}],
            "relations": [RELATION],
        },
        "entities": ENTITY,
        "mentions": {**MENTION, "text": "string", "zone": "string", "entity_type": "string", "entity_name": "string"},
        "quotes": {**QUOTE, "speaker": "string", "cue": "string", "content": "string"},
        "claims": {**CLAIM, "claimant_name": "string", "subject_name": "string", "contested": "bool"},
        "relations": RELATION,
        "records": {"record": "string", "entity": "string", "entity_name": "string", "position": "int64", **STATE},
        "tokens": {
            "zone": "string", "start": "int64", "end": "int64",
            "tokens": ["string"], "starts": ["int64"], "ends": ["int64"],
            "ner_tags": [Labels(ner_labels(labels("entity_type")))],
        },
    }  # fmt: skip
    return {"document": "string", "synthetic": "bool", **own[name]}


def arrow_type(shape: Shape) -> pa.DataType:
    """A shape as the Arrow type that stores it."""
    import pyarrow as pa

    if isinstance(shape, Labels):
        return pa.int64()
    if isinstance(shape, dict):
        return pa.struct([pa.field(key, arrow_type(inner)) for key, inner in shape.items()])
    if isinstance(shape, list):
        return pa.list_(arrow_type(shape[0]))
    return {"string": pa.string(), "int64": pa.int64(), "bool": pa.bool_()}[shape]


def feature(shape: Shape) -> Any:
    """A shape in the dialect of features that datasets 3.6 and later all read: lists of structs as `[{…}]`."""
    if isinstance(shape, Labels):
        return {"names": list(shape.names), "_type": "ClassLabel"}
    if isinstance(shape, dict):
        return {key: feature(inner) for key, inner in shape.items()}
    if isinstance(shape, list):
        inner = feature(shape[0])
        # "List" would break datasets 3.6, and "Sequence" over a struct would turn it into a dict of lists.
        return [inner] if isinstance(shape[0], dict) else {"feature": inner, "_type": "Sequence"}
    return {"dtype": shape, "_type": "Value"}


def card_features(shapes: dict[str, Shape]) -> list[dict[str, Any]]:
    """Columns as the card's `dataset_info.features`: `list:` for lists of structs, `sequence:` for other lists."""
    return [{"name": name, **_card(shape)} for name, shape in shapes.items()]


def _card(shape: Shape) -> dict[str, Any]:
    if isinstance(shape, Labels):
        return {"dtype": {"class_label": {"names": {str(i): name for i, name in enumerate(shape.names)}}}}
    if isinstance(shape, dict):
        return {"struct": card_features(shape)}
    if isinstance(shape, list):
        inner = shape[0]
        if isinstance(inner, dict):
            return {"list": card_features(inner)}
        return {"sequence": inner if isinstance(inner, str) else _card(inner)["dtype"]}
    return {"dtype": shape}
