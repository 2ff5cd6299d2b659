"""Gate 2: the JSON schemas. Label lists live in them and are read from here.

`admits` is the fast half: what a typed decode has not checked yet (labels, patterns, alternatives), in bulk.
`findings` is the slow half: jsonschema-rs gives the verdict, jsonschema explains what failed.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import msgspec

from onrecord.model import AnnotationSet, Annotators, DocumentRecord
from onrecord.problems import Code, Path, quoted, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS: dict[type, str] = {DocumentRecord: "document", AnnotationSet: "annotation-set", Annotators: "annotators"}

CODES = tuple(
    Code(code, name, page)
    for code, name, page in (
        (
            "SC101",
            "wrong-type",
            "A value has another JSON type than its schema says.\n\n**Fix** See the property's description in `schema/`.",
        ),
        (
            "SC102",
            "missing-key",
            "A required key is absent. Keys that may be empty are written as `null` or `[]`.\n\n**Fix** Add it.",
        ),
        (
            "SC103",
            "unknown-key",
            "A key that the schema does not know. It would vanish in the published dataset.\n\n**Fix** Remove it, or correct its spelling.",
        ),
        (
            "SC104",
            "unknown-label",
            "A value that is not in the schema's list of labels.\n\n**Fix** Choose one of the list.",
        ),
        (
            "SC105",
            "wrong-form",
            "A string that does not have the form its schema asks for: an id, a date, a hash.\n\n**Fix** Write it in that form.",
        ),
        (
            "SC106",
            "wrong-constant",
            "A key whose value is fixed, such as `$schema`, has another one. It is compared, never fetched.\n\n**Fix** Write the value named.",
        ),
        ("SC107", "wrong-size", "Too many or too few items or characters.\n\n**Fix** Stay within the limit named."),
        ("SC108", "out-of-bounds", "A number below or above its limit.\n\n**Fix** Stay within the limit named."),
        (
            "SC109",
            "no-alternative",
            "None, or more than one, of the allowed shapes fits.\n\n**Fix** Give exactly one of them.",
        ),
    )
)
_KEYWORDS = {
    "type": "SC101", "required": "SC102", "additionalProperties": "SC103", "enum": "SC104", "pattern": "SC105",
    "const": "SC106", "minItems": "SC107", "maxItems": "SC107", "minLength": "SC107", "maxLength": "SC107",
    "minimum": "SC108", "maximum": "SC108", "oneOf": "SC109", "anyOf": "SC109", "not": "SC109",
}  # fmt: skip


@cache
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind of file: document, annotation-set or annotators. Always the package's own."""
    package = FilePath(__file__).parent
    folder = package / "_data" if (package / "_data").is_dir() else package.parents[1]
    result: dict[str, Any] = msgspec.json.decode((folder / "schema" / f"{kind}.schema.json").read_bytes())
    return result


@cache
def labels(name: str, kind: str = "annotation-set") -> tuple[str, ...]:
    """A list of labels, in the schema's order.

    >>> labels("level")
    ('NAM', 'NOM', 'PRO')
    """
    return tuple(schema(kind)["$defs"][name]["enum"])


def admits(value: DocumentRecord | AnnotationSet | Annotators) -> bool:
    """Whether a typed value also has the labels, forms and alternatives its schema asks for."""
    kind = KINDS[type(value)]
    keys = schema(kind)["properties"]
    if value.schema != keys["$schema"]["const"] or value.schema_version != keys["schema_version"]["const"]:
        return False
    if isinstance(value, AnnotationSet):
        return _admits_set(value)
    if isinstance(value, DocumentRecord):
        return _admits_record(value)
    people = value.annotators
    return (
        _all_in({p.kind for p in people}, "annotator_kind", kind)
        and _all_match((p.id for p in people), "id", kind)
        and _all_match((p.guidelines for p in people), "guidelines", kind)
    )


def _admits_record(record: DocumentRecord) -> bool:
    kind = "document"
    kb = [k.id for k in record.publisher.kb]
    return (
        _all_in({z.type for z in record.zones}, "zone_type", kind)
        and _all_in({record.split}, "split", kind)
        and _all_in({d.event for d in record.dates}, "date_event", kind)
        and _all_in({d.precision for d in record.dates}, "date_precision", kind)
        and _all_in({d.basis for d in record.dates}, "date_basis", kind)
        and _all_match((d.value for d in record.dates), "date", kind)
        and _all_match([record.id], "id", kind)
        and _all_match([record.language], "language", kind)
        and _all_match([record.text.sha256], "sha256", kind)
        and _all_match(kb, "kb_id", kind)
    )


def _admits_set(marks: AnnotationSet) -> bool:
    made = [c.made_at for c in marks.claims if c.made_at]
    quotes, claims, relations = marks.quotes, marks.claims, marks.relations
    realizations = [r for c in claims for r in c.realizations]
    return (
        _all_in({e.type for e in marks.entities}, "entity_type")
        and _all_in({e.identity for e in marks.entities}, "identity")
        and _all_in({m.level for m in marks.mentions}, "level")
        and _all_in({q.mode for q in quotes}, "mode")
        and _all_in({q.type for q in quotes}, "quote_type")
        and _all_in({n.reason for n in marks.negatives}, "negative_reason")
        and _all_in({r.fidelity for r in realizations}, "fidelity")
        and all((r.quote is None) is bool(r.spans) for r in realizations)
        and _all_in({d.precision for d in made}, "date_precision")
        and _all_in({d.basis for d in made}, "date_basis")
        and _all_match((d.value for d in made), "date")
        and _all_in({r.type for r in relations}, "relation_type")
        and _all_in({r.timing for r in relations} - {None}, "timing")
        and _all_in({r.independence for r in relations} - {None}, "independence")
        and _all_in({link.certainty for link in marks.identity_links}, "certainty")
        and _all_match((k.id for e in marks.entities for k in e.kb), "kb_id")
        and _all_match([marks.text_sha256], "sha256")
        and _all_match([marks.guidelines], "guidelines")
        and _all_match(_ids(marks), "id")
    )


def _ids(marks: AnnotationSet) -> set[str]:
    """Every id that stands anywhere in the set."""
    quotes, claims, relations = marks.quotes, marks.claims, marks.relations
    states = [s for record in marks.records for s in record.states]
    ids: set[str | None] = {marks.document, marks.annotator}
    for layer in (marks.entities, marks.mentions, quotes, marks.negatives, claims, marks.records, states, relations):
        ids.update([item.id for item in layer])
    ids.update([m.entity for m in marks.mentions])
    ids.update([q.source.entity for q in quotes if q.source], [q.addressee for q in quotes], [q.parent for q in quotes])
    ids.update([c.claimant for c in claims], [c.subject for c in claims])
    ids.update([r.quote for c in claims for r in c.realizations])
    ids.update([r.entity for r in marks.records], [s.ended_by for s in states], *[s.claims for s in states])
    ids.update([r.from_ for r in relations], [r.to for r in relations])
    ids.update([link.a for link in marks.identity_links], [link.b for link in marks.identity_links])
    return {i for i in ids if i is not None}


def _all_in(values: Iterable[str | None], name: str, kind: str = "annotation-set") -> bool:
    return set(values) <= _label_set(name, kind)


@cache
def _label_set(name: str, kind: str) -> frozenset[str]:
    return frozenset(labels(name, kind))


def _all_match(values: Iterable[str], name: str, kind: str = "annotation-set") -> bool:
    """Whether every value has the form `$defs/<name>`, by one match over all of them."""
    values = list(values)
    text = "\n".join(values)
    return not values or (text.count("\n") == len(values) - 1 and _lines(name, kind).fullmatch(text) is not None)


@cache
def _lines(name: str, kind: str) -> re.Pattern[str]:
    form = schema(kind)["$defs"][name]["pattern"].removeprefix("^").removesuffix("$")
    return re.compile(f"(?:{form})(?:\n(?:{form}))*")


def findings(kind: str, value: object) -> list[tuple[str, Path, str]]:
    """(code, path, message) of everything in `value` that its schema refuses; empty if it accepts."""
    if _verdict(kind).is_valid(value):
        return []
    return [found for error in _explainer(kind).iter_errors(value) for found in _explain(error)]


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
        for key in sorted(set(found) - set(error.schema.get("properties", ()))):
            yield code, (*path, key), f"unknown key {quoted(key)}; there is: {known}"
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
        case "minimum" | "maximum":
            return f"{seen} is {'under' if rule == 'minimum' else 'over'} the limit of {wanted}"
        case _:
            return f"not allowed here: {seen}"
