"""The schema files: valid, closed, described, and in step with the model field by field."""

import json
from pathlib import Path

import jsonschema_rs
import msgspec
import pytest
from jsonschema import Draft202012Validator
from msgspec import inspect

from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile

FOLDER = Path(__file__).parents[1] / "schema"
KINDS = {
    "document": DocumentRecord,
    "annotation-set": AnnotationSet,
    "annotators": Annotators,
    "evidence": EvidenceFile,
}
FILES = (*KINDS, "draft")  # a draft has no model: it is JSON until its spans are found
SCHEMAS = {kind: json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8")) for kind in FILES}
NAMES = {kind: f"../{'../' if kind in ('annotation-set', 'draft') else ''}schema/{kind}.schema.json" for kind in FILES}
TIGHTER = {
    ("Realization", "quote"): {"null": False},
    ("Realization", "spans"): {"minItems": 1},
    ("AnnotationSet", "layers"): {"null": False},
    ("AnnotationSet", "zones"): {"null": False},
}
"""Where the schema asks more than the types can: exactly one of quote and spans, so neither null nor empty; coverage
that is named or not said at all."""

BOUNDS = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "integer": ("minimum", "maximum"),
}


def nodes(value, path="#"):
    """Every subschema and map in a schema with its place; examples are data and left out."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            if key != "examples" or path.endswith("/properties"):
                yield from nodes(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from nodes(inner, f"{path}/{i}")


def properties(root):
    """Every property of every object with its place."""
    for path, node in nodes(root):
        if node.get("type") == "object":
            yield from ((f"{path}/{key}", inner) for key, inner in node["properties"].items())


def flat(node, root):
    """(node without $ref and null, whether null is accepted)."""
    if "anyOf" in node:
        kept = [option for option in node["anyOf"] if option != {"type": "null"}]
        assert len(kept) == 1 and len(node["anyOf"]) == 2
        return flat(kept[0], root)[0], True
    if "$ref" in node:
        return flat(root["$defs"][node["$ref"].removeprefix("#/$defs/")], root)
    if isinstance(node["type"], list):
        (kind,) = set(node["type"]) - {"null"}
        return {**node, "type": kind}, "null" in node["type"]
    return node, False


def parts(kind):
    """(msgspec type without None, whether None is accepted)."""
    if isinstance(kind, inspect.UnionType):
        (kept,) = (option for option in kind.types if not isinstance(option, inspect.NoneType))
        return kept, kind.includes_none
    return kind, False


def model_bounds(kind):
    """The limits msgspec holds a value to, under their JSON Schema names."""
    if isinstance(kind, inspect.IntType):
        found = {"minimum": kind.ge, "maximum": kind.le}
        assert kind.gt is kind.lt is kind.multiple_of is None
    elif isinstance(kind, inspect.StrType):
        found = {"minLength": kind.min_length, "maxLength": kind.max_length}
    elif isinstance(kind, inspect.VarTupleType):
        found = {"minItems": kind.min_length, "maxItems": kind.max_length}
    else:
        found = {}
    return {key: limit for key, limit in found.items() if limit is not None}


def compare(kind, node, root, where, tighter):
    """Assert that a msgspec type and a subschema say the same, all the way down."""
    kind, nullable = parts(kind)
    node, null = flat(node, root)
    assert (where, null) == (where, tighter.get("null", nullable))
    expected = {
        inspect.IntType: "integer", inspect.StrType: "string", inspect.BoolType: "boolean",
        inspect.VarTupleType: "array", inspect.StructType: "object", inspect.LiteralType: "string",
    }[type(kind)]  # fmt: skip
    assert (where, node["type"]) == (where, expected)
    limits = {**model_bounds(kind), **{key: limit for key, limit in tighter.items() if key != "null"}}
    fixed = node.get("enum", [node["const"]] if "const" in node else None)
    if isinstance(kind, inspect.LiteralType):
        assert (where, sorted(kind.values)) == (where, sorted(node["enum"]))
    elif fixed is None:
        assert (where, {k: node[k] for k in BOUNDS.get(expected, ()) if k in node}) == (where, limits)
    else:
        assert all(limits["minLength"] <= len(label) <= limits["maxLength"] for label in fixed), where
    if expected == "array":
        compare(kind.item_type, node["items"], root, f"{where}[]", {})
    if expected == "object":
        compare_struct(kind.cls, node, root)


def compare_struct(cls, node, root):
    """Assert that a struct and an object schema have the same keys, required keys and values."""
    fields = msgspec.structs.fields(cls)
    types = {field.encode_name: field.type for field in inspect.type_info(cls).fields}
    assert (cls, [field.encode_name for field in fields]) == (cls, list(node["properties"]))
    assert (cls, [field.encode_name for field in fields if field.required]) == (cls, node["required"])
    for key, kind in types.items():
        compare(kind, node["properties"][key], root, f"{cls.__name__}.{key}", TIGHTER.get((cls.__name__, key), {}))


@pytest.mark.parametrize("kind", FILES)
def test_schema_is_valid(kind):
    """Each file is JSON Schema 2020-12, has its own URN, and fixes the name and version a file states."""
    schema = SCHEMAS[kind]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:onrecord:schema:{kind}:1"
    assert schema["properties"]["$schema"]["const"] == NAMES[kind]
    assert schema["properties"]["schema_version"]["const"] == "1"


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_model_agree(kind):
    """Keys, required keys, types, null and limits are the same in the schema and in the structs."""
    compare_struct(KINDS[kind], SCHEMAS[kind], SCHEMAS[kind])


@pytest.mark.parametrize("kind", FILES)
def test_every_property_is_described_by_valid_examples(kind):
    """Each property says what it is and shows values, and both validators accept every one of them."""
    root = SCHEMAS[kind]
    for path, node in properties(root):
        assert node.get("description") and node.get("examples"), path
        alone = {**node, "$defs": root["$defs"]}
        for example in node["examples"]:
            assert [error.message for error in Draft202012Validator(alone).iter_errors(example)] == [], path
            assert jsonschema_rs.Draft202012Validator(alone).is_valid(example), path


@pytest.mark.parametrize("kind", FILES)
def test_schema_is_closed_and_local(kind):
    """References stay in the file and all definitions are used; no object admits unknown keys; no uniqueItems."""
    root, used = SCHEMAS[kind], set()
    for path, node in nodes(root):
        if path.endswith(("/properties", "/$defs")):
            continue
        assert "uniqueItems" not in node and "$dynamicRef" not in node, path
        if "$ref" in node:
            assert node["$ref"].startswith("#/$defs/"), path
            used.add(node["$ref"].removeprefix("#/$defs/"))
        if "properties" in node or node.get("type") == "object":
            assert node["additionalProperties"] is False, path
    assert used == set(root["$defs"])


def test_shared_definitions_are_the_same():
    """A definition that stands in two files is the same in both."""
    seen = {}
    for kind in KINDS:
        for name, node in SCHEMAS[kind]["$defs"].items():
            assert seen.setdefault(name, node) == node, name


@pytest.mark.parametrize("kind", FILES)
def test_forms_admit_no_line_break(kind):
    """A trailing line break, which Python's `$` lets pass, is refused by both validators at every pattern."""
    root = SCHEMAS[kind]
    for path, node in properties(root):
        if "pattern" in flat(node, root)[0]:
            alone = {**node, "$defs": root["$defs"]}
            value = node["examples"][0] + "\n"
            assert not Draft202012Validator(alone).is_valid(value), path
            assert not jsonschema_rs.Draft202012Validator(alone).is_valid(value), path


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ({"fidelity": "verbatim", "quote": "q1"}, True),
        ({"fidelity": "author", "spans": [{"start": 0, "end": 1, "text": "a"}]}, True),
        ({"fidelity": "author"}, False),
        ({"fidelity": "author", "spans": []}, False),
        ({"fidelity": "verbatim", "quote": None}, False),
        ({"fidelity": "verbatim", "quote": "q1", "spans": [{"start": 0, "end": 1, "text": "a"}]}, False),
    ],
)
def test_realization_is_a_quote_or_spans(value, valid):
    """A realization has exactly one of quote and spans, neither null nor empty."""
    schema = {"$ref": "#/$defs/realization", "$defs": SCHEMAS["annotation-set"]["$defs"]}
    assert valid == Draft202012Validator(schema).is_valid(value)
