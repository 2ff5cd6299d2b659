"""The fast path is never laxer than the gates with places, and canonical form is a fixed point."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import codec, jsontext, schema, store
from onrecord.model import AnnotationSet, Annotators, DocumentRecord, EvidenceFile

ROOT = store.default_root()
FILES = {
    AnnotationSet: (ROOT / "annotations/gold/cbc-ppe-dispute.json").read_bytes(),
    DocumentRecord: (ROOT / "corpus/cbc-ppe-dispute.json").read_bytes(),
    Annotators: (ROOT / "annotations/annotators.json").read_bytes(),
    EvidenceFile: (ROOT / "evidence/cbc-ppe-dispute.json").read_bytes(),
}
ODD = [
    None,
    True,
    0,
    1,
    -1,
    2**53,
    1.0,
    "",
    "x",
    "NAM",
    "direct",
    "Ä",
    "a\nb",
    "2020-13",
    "x" * 300,
    [],
    {},
    [None],
    {"spans": []},
]
SPELLINGS = [
    b"1.0",
    b"-0",
    b"1e0",
    b"NaN",
    b"true",
    b"null",
    b"01",
    b'"\\ud800"',
    b'"x"',
    b"[]",
    b"{}",
    b"9007199254740992",
]


def fast(raw, kind):
    """Whether the fast path is sure that the file is valid."""
    value = codec.decode(raw, kind)
    return value is not None and schema.admits(value)


def slow(raw, kind):
    """Whether gates 1 and 2 accept the file."""
    _, value, faults = jsontext.read(raw)
    return not faults and not schema.findings(schema.KINDS[kind], value)


@pytest.mark.parametrize("kind", FILES)
def test_the_shipped_files_take_the_fast_path(kind):
    """Files in canonical form are judged by the fast path, and the slow one agrees."""
    assert fast(FILES[kind], kind) and slow(FILES[kind], kind)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("layout", [{"indent": None}, {"indent": "\t"}, {"indent": 1}])
def test_layout_does_not_matter(kind, layout):
    """Any white space between tokens is as good as ours."""
    raw = json.dumps(json.loads(FILES[kind]), ensure_ascii=False, **layout).encode()
    assert fast(raw, kind)


@pytest.mark.parametrize("kind", FILES)
def test_a_line_for_each_item(kind):
    """Canonical form: each key of the file, and each item of its lists, has its own line; no other white space."""
    value = json.loads(FILES[kind])
    items = sum(len(item) + 1 for item in value.values() if isinstance(item, list) and item)
    assert FILES[kind].count(b"\n") == 2 + len(value) + items
    compact = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    assert FILES[kind].replace(b"\n", b"") == compact


@pytest.mark.parametrize("kind", FILES)
def test_canonical_form_is_a_fixed_point(kind):
    """Decoding and encoding gives the same bytes; what is decoded from them is equal."""
    value = codec.decode(FILES[kind], kind)
    assert codec.encode(value) == FILES[kind]
    assert codec.decode(codec.encode(value), kind) == value


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(list(FILES)), st.data())
def test_the_fast_path_is_no_laxer_after_a_change_of_value(kind, data):
    """Whatever one value is changed to, added or removed: fast yes means slow yes."""
    value = json.loads(FILES[kind])
    _mutate(value, data)
    raw = json.dumps(value).encode()
    assert not fast(raw, kind) or slow(raw, kind)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(FILES)), st.sampled_from(SPELLINGS), st.data())
def test_the_fast_path_is_no_laxer_after_a_change_of_spelling(kind, spelling, data):
    """Odd spellings of numbers and strings, and keys given twice, are never waved through."""
    raw = FILES[kind]
    keys = list(re.finditer(rb'"[a-z_$]+":(?=["0-9tfn])', raw))
    key = data.draw(st.sampled_from(keys))
    end = re.compile(rb'"(?:[^"\\]|\\.)*"|[^,\]}\n]+').match(raw, key.end()).end()
    old = raw[key.end() : end]
    space = data.draw(st.sampled_from([b"", b" ", b"\n", b"\t"]))
    twice = b"," + space + key.group() + space + old if data.draw(st.booleans()) else b""
    changed = raw[: key.end()] + space + spelling + twice + raw[end:]
    assert not fast(changed, kind) or slow(changed, kind)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(FILES)), st.data())
def test_both_schema_engines_give_one_verdict(kind, data):
    """jsonschema-rs and jsonschema accept the same values."""
    value = json.loads(FILES[kind])
    _mutate(value, data)
    name = schema.KINDS[kind]
    assert schema._verdict(name).is_valid(value) == schema._explainer(name).is_valid(value)


@pytest.mark.parametrize("kind", FILES)
def test_a_refused_file_is_explained(kind):
    """Every refusal comes with at least one finding, whose path starts inside the file."""
    found = schema.findings(schema.KINDS[kind], {"$schema": "http://127.0.0.1:1/x", "extra": 1})
    assert {code for code, _, _ in found} >= {"SC102", "SC103", "SC106"}


@pytest.mark.parametrize(("negatives", "accepted"), [(10_000, True), (10_001, False)])
def test_the_limit_of_marks_holds_for_all_layers_together(negatives, accepted):
    """20,000 marks in a file, not in each of its layers."""
    plain = json.loads(FILES[AnnotationSet])
    layers = {
        name: [] for name in ("mentions", "quotes", "negatives", "claims", "records", "relations", "identity_links")
    }
    span = plain["mentions"][0]["spans"]
    layers["mentions"] = [{**plain["mentions"][0], "id": f"m{i}"} for i in range(10_000)]
    layers["negatives"] = [{"id": f"n{i}", "reason": "term", "spans": span} for i in range(negatives)]
    found = schema.findings("annotation-set", {**plain, **layers})
    value = codec.convert({**plain, **layers}, AnnotationSet)
    assert ([code for code, _, _ in found], schema.admits(value)) == ([] if accepted else ["SC107"], accepted)


def _mutate(value, data):
    """Change, remove or add one value somewhere."""
    spots = list(_spots(value))
    holder, key = data.draw(st.sampled_from(spots))
    action = data.draw(st.sampled_from(["set", "remove", "add"]))
    if action == "set":
        holder[key] = data.draw(st.sampled_from(ODD))
    elif action == "remove":
        del holder[key]
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["extra", "note", "metonymy", "signal", "spans", "quote", "kb"]))] = data.draw(
            st.sampled_from(ODD)
        )
    else:
        holder.append(data.draw(st.sampled_from(ODD)))


def _spots(value):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _spots(inner)
