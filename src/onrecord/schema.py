"""Gate 2: the JSON schemas. Label lists live in them and are read from here.

`admits` is the fast half: what a typed decode has not checked yet (patterns, alternatives), in bulk.
`findings` is the slow half: jsonschema-rs gives the verdict, jsonschema explains what failed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import MAX_MARKS, AnnotationSet, Annotators, DocumentRecord, EvidenceFile
from onrecord.model.labels import labels, schema
from onrecord.problems import Path, quoted, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

KINDS: dict[type, str] = {
    DocumentRecord: "document", AnnotationSet: "annotation-set", Annotators: "annotators", EvidenceFile: "evidence",
}  # fmt: skip

MOST = 100
"""Unknown keys of one object that are named, each by itself."""

_MARKS = ("mentions", "quotes", "negatives", "claims", "relations")
_KEYWORDS = {
    "type": "SC101", "required": "SC102", "additionalProperties": "SC103", "enum": "SC104", "pattern": "SC105",
    "const": "SC106", "minItems": "SC107", "maxItems": "SC107", "minLength": "SC107", "maxLength": "SC107",
    "minimum": "SC108", "maximum": "SC108", "oneOf": "SC109", "anyOf": "SC109", "not": "SC105",
}  # fmt: skip


def admits(value: DocumentRecord | AnnotationSet | Annotators | EvidenceFile) -> bool:
    """Whether a typed value also has the constants, forms and alternatives its schema asks for."""
    kind = KINDS[type(value)]
    keys = schema(kind)["properties"]
    if value.schema != keys["$schema"]["const"] or value.schema_version != keys["schema_version"]["const"]:
        return False
    if isinstance(value, AnnotationSet):
        return _admits_set(value)
    if isinstance(value, DocumentRecord):
        return _admits_record(value)
    if isinstance(value, EvidenceFile):
        return _admits_evidence(value)
    people = value.annotators
    return _all_match([p.id for p in people], "id", kind) and _all_match(
        [p.guidelines for p in people], "guidelines", kind
    )


def _admits_evidence(value: EvidenceFile) -> bool:
    kind, reports = "evidence", [report for each in value.evidence for report in each.reports]
    ids = [value.document, *(id for each in value.evidence for id in (each.id, *each.about))]
    dates = [date for date in (*(e.date for e in value.evidence), *(r.date for r in reports)) if date is not None]
    return (
        _all_match(ids, "id", kind)
        and _all_match(dates, "date", kind)
        and _all_match([report.url for report in reports], "url", kind)
    )


def _admits_record(record: DocumentRecord) -> bool:
    kind = "document"
    return (
        _all_match([d.value for d in record.dates], "date", kind)
        and _all_match([record.id], "id", kind)
        and _all_match([record.language], "language", kind)
        and _all_match([record.text.sha256], "sha256", kind)
        and _all_match([k.id for k in record.publisher.kb], "kb_id", kind)
    )


def _admits_set(marks: AnnotationSet) -> bool:
    if sum([len(getattr(marks, layer)) for layer in _MARKS]) > MAX_MARKS:
        return False
    return (
        all([(r.quote is None) is bool(r.spans) for c in marks.claims for r in c.realizations])
        # A reference that leads somewhere has the form of the id it leads to.
        and _all_match([marks.document, marks.annotator, *marks.ids, *marks.dangling], "id")
        and _all_match({c.made_at.value for c in marks.claims if c.made_at}, "date")
        and _all_match([k.id for e in marks.entities for k in e.kb], "kb_id")
        and _all_match([marks.text_sha256], "sha256")
        and _all_match([marks.guidelines], "guidelines")
    )


def _all_match(values: Collection[str], name: str, kind: str = "annotation-set") -> bool:
    """Whether every value has the form `$defs/<name>`, by one match over all of them."""
    text = "\n".join(values)
    return not values or (text.count("\n") == len(values) - 1 and _lines(name, kind).fullmatch(text) is not None)


@cache
def _lines(name: str, kind: str) -> re.Pattern[str]:
    form = schema(kind)["$defs"][name]["pattern"].removeprefix("^").removesuffix("$")
    return re.compile(f"(?>{form})(?>\n(?:{form}))*+")  # never looked at twice: no form has room for a line feed


def findings(kind: str, value: Any) -> list[tuple[str, Path, str]]:
    """(code, path, message) of everything in `value` that its schema refuses; empty if it accepts."""
    if _verdict(kind).is_valid(value):
        # Each layer has its own limit in the schema, which cannot add up layers.
        total = sum(len(value[layer]) for layer in _MARKS) if kind == "annotation-set" else 0
        over = f"{total:,} marks in all layers; at most {MAX_MARKS:,} allowed; divide the document"
        return [("SC107", (), over)] if total > MAX_MARKS else []
    if kind == "annotation-set" and isinstance(value, dict) and value.get("$schema") == schema_name("draft"):
        told = "this file is a draft, which is not checked; run `onrecord resolve` on it to find its words in the text"
        return [("DR301", ("$schema",), told)]
    lists = value.items() if isinstance(value, dict) else ()
    long = [(key, len(items)) for key, items in lists if isinstance(items, list) and len(items) > MAX_MARKS]
    if long:  # to look at each of so many would take minutes
        return [("SC107", (key,), f"{size:,} long; at most {MAX_MARKS:,} allowed") for key, size in long]
    return [found for error in _explainer(kind).iter_errors(value) for found in _explain(error)]


def schema_name(kind: str) -> str:
    """What a file of that kind states as its `$schema`."""
    name: str = schema(kind)["properties"]["$schema"]["const"]
    return name


@cache
def _verdict(kind: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema(kind))


@cache
def _explainer(kind: str) -> Any:
    import jsonschema
    import referencing

    # An empty registry: a reference to anywhere else fails instead of being fetched.
    return jsonschema.Draft202012Validator(schema(kind), registry=referencing.Registry())


def _explain(error: Any) -> Iterator[tuple[str, Path, str]]:
    path, rule, found = tuple(error.absolute_path), error.validator, error.instance
    code = _KEYWORDS.get(rule, "SC109")
    if rule == "required":
        missing = [key for key in error.validator_value if key not in found]
        yield code, path, f"key {quoted(missing[0])} is missing" if len(missing) == 1 else _missing(error)
    elif rule == "additionalProperties":
        known = ", ".join(error.schema.get("properties", ()))
        unknown = sorted(set(found) - set(error.schema.get("properties", ())))
        for key in unknown[:MOST]:
            yield code, (*path, key), f"unknown key {quoted(key)}; there is: {known}"
        if len(unknown) > MOST:
            yield code, path, f"{len(unknown) - MOST:,} more unknown keys; there is: {known}"
    elif rule in ("oneOf", "anyOf") and error.context:
        inner = [e for e in error.context if e.validator != "type" or len(error.context) == 1]
        deeper = [e for e in inner if len(e.absolute_path) > len(path)] or inner
        yield from (
            _explain(deeper[0])
            if deeper and rule == "anyOf"
            else iter([(code, path, "exactly one of the allowed shapes must fit; see the description in the schema")])
        )
    else:
        yield code, path, _sentence(rule, error.validator_value, found)


def _missing(error: Any) -> str:
    # jsonschema reports one missing key an error; the message holds which.
    return shown(error.message.replace("is a required property", "is missing"))


def _sentence(rule: str, wanted: Any, found: Any) -> str:
    seen = quoted(found) if isinstance(found, str) else shown(msgspec.json.encode(found).decode())
    size = len(found) if isinstance(found, (str, list, dict)) else 0
    match rule:
        case "type":
            return f"must be {' or '.join(wanted) if isinstance(wanted, list) else wanted}, found {seen}"
        case "enum":
            return f"{seen} is not in the list: {', '.join(str(label) for label in wanted)}"
        case "const":
            return f"must be {quoted(wanted)}, found {seen}"
        case "pattern":
            return f"{seen} does not have the form {wanted}"
        case "minItems" | "minLength":
            return f"{size} long; at least {wanted} needed"
        case "maxItems" | "maxLength":
            return f"{size} long; at most {wanted} allowed"
        case "not":  # the one thing that any schema of ours rules out so
            return f"{seen} has a line break; remove it"
        case "minimum" | "maximum":
            return f"{seen} is {'under' if rule == 'minimum' else 'over'} the limit of {wanted}"
        case _:
            return f"not allowed here: {seen}"


__all__ = ["KINDS", "admits", "findings", "labels", "schema", "schema_name"]
