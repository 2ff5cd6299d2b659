"""Tokens found for a whole text at once are those found one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import store
from onrecord.spans import token_kind, tokens
from onrecord.tables.segment import byte_offsets, segment

SIGNS = "abÉ.'’ sS12٣,:½_-(\n\r\t\u00a0\u2028\u0301\u200d\ufe0f\U0001f3fb\U0001f600漢字ไทย\x00"
texts = st.text(st.sampled_from(SIGNS), max_size=24) | st.text(max_size=12).filter(str.isprintable)


def found(text, zones):
    """Starts and ends by `segment`."""
    starts, ends = (np.array([zone[i] for zone in zones], np.int64) for i in (0, 1))
    begins, stops = segment(text, starts, ends)
    return list(zip(begins.tolist(), stops.tolist(), strict=True))


@settings(max_examples=600, deadline=None)
@given(texts, st.data())
def test_segment_finds_the_tokens(text, data):
    """In zones that touch, lie apart, cut words or take in everything."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    zones = list(zip(cuts[::2], cuts[1::2], strict=False))
    if data.draw(st.booleans()):
        zones = list(zip(cuts, cuts[1:], strict=False))
    assert found(text, zones) == [(t.start, t.end) for a, b in zones for t in tokens(text, a, b)]


def test_segment_of_the_article():
    """All of it."""
    document = store.read_corpus(store.default_root())["cbc-ppe-dispute"]
    zones = [(z.start, z.end) for z in document.zones]
    expected = [(t.start, t.end) for a, b in zones for t in tokens(document.text, a, b)]
    assert found(document.text, zones) == expected
    assert len(expected) > 1000


@pytest.mark.parametrize("text", ["", "aé漢\U0001f600"])
def test_byte_offsets(text):
    """Where UTF-8 puts each code point, and the end."""
    assert byte_offsets(text).tolist() == [len(text[:i].encode()) for i in range(len(text) + 1)]


def test_every_sign_has_a_kind():
    """A sign that is a token alone, or a word alone, is of the kind that says so; white space is in no token."""
    for code in [*range(0x3000), *range(0xFE00, 0xFE10), *range(0x1F3F0, 0x1F610)]:
        sign = chr(code)
        alone = [t.text for t in tokens(f" {sign} ")]
        assert (alone == []) == (token_kind(sign) == 0)
        assert alone in ([], [sign])
