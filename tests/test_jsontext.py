"""Gate 1: strict reading, and the places of values."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.jsontext import locate, read

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)

FAULTS = {
    "JS101": [b'{"a": "\xff"}', b'"\xed\xa0\x80"', b'"\xc0\xaf"', '{"a": 1}'.encode("utf-16-le")],
    "JS102": [b"\xef\xbb\xbf{}", b"\xff\xfe{\x00}\x00", b"\xfe\xff\x00{\x00}"],
    "JS103": [
        b"",
        b" \n",
        b"{",
        b"[1,]",
        b'{"a" 1}',
        b'"abc',
        b'"\x01"',
        b'"\\x"',
        b"[01]",
        b"tru",
        b"1 2",
        b"[1 2]",
        b"+1",
        b"-",
        b"'a'",
    ],
    "JS104": [b'{"a": 1, "a": 2}', b'{"b": [{"a": 1, "\\u0061": 2}]}'],
    "JS105": [b"NaN", b"[Infinity]", b"[-Infinity]"],
    "JS106": [b"1.0", b"1e0", b"1E+2", b"-0", b"0.5", b"1e400"],
    "JS107": [b"9007199254740992", b"1" + b"0" * 5000, b"-9007199254740992"],
    "JS108": [b"[" * 65 + b"]" * 65, b"[" * 1_000_000, b'{"a":' * 65 + b"1" + b"}" * 65],
    "JS109": [b'"\\ud800"', b'"\\udc00\\ud800"'],
    "JS110": [b'"' + b"a" * 1_048_577 + b'"'],
}


@pytest.mark.parametrize(("code", "raw"), [(code, raw) for code, cases in FAULTS.items() for raw in cases])
def test_every_fault_has_its_code(code, raw):
    """Each kind of bad file gets its code and a place inside the text, never an exception."""
    text, _, faults = read(raw)
    assert [f.code for f in faults] == [code]
    assert 0 <= faults[0].offset <= len(text)


def test_faults_that_leave_structure_readable_are_all_listed():
    """One run names every such fault, in file order."""
    _, _, faults = read(b'{"a": 1.0, "a": NaN, "b": "\\ud800"}')
    assert [(f.code, f.offset) for f in faults] == [("JS106", 6), ("JS104", 11), ("JS105", 16), ("JS109", 26)]


def test_depth_64_is_allowed():
    """The limit itself passes."""
    assert read(b"[" * 64 + b"]" * 64)[2] == []


@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_valid_json_reads_as_the_standard_library_reads_it(value, indent, ascii):
    """Whatever the layout and the escapes, a valid file gives its value and no fault."""
    raw = json.dumps(value, indent=indent, ensure_ascii=ascii).encode()
    assert read(raw)[1:] == (value, [])


@given(st.binary(max_size=60))
def test_any_bytes_give_a_value_or_a_fault(raw):
    """No bytes crash the reader; bytes without a fault are JSON to the standard library too."""
    _, value, faults = read(raw)
    assert faults or json.loads(raw) == value


def test_the_largest_integers_pass():
    """2^53-1 and its negative are the limits, and are allowed."""
    assert read(b"[9007199254740991, -9007199254740991]")[2] == []


@given(VALUES, st.sampled_from([None, 2]))
def test_places_point_at_the_values_named(value, indent):
    """The text from the place on parses to the value that the path leads to."""
    text = json.dumps(value, indent=indent)
    paths = dict(_walk(value, ()))
    for path, at in locate(text, paths).items():
        assert json.JSONDecoder().raw_decode(text, at)[0] == paths[path]


def test_a_path_that_leads_nowhere_gets_its_nearest_container():
    """A missing key is reported at the object that lacks it."""
    assert locate('{"a": [1]}', [("a", 7, "b")]) == {("a", 7, "b"): 6}


def _walk(value, path):
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _walk(inner, (*path, key))
