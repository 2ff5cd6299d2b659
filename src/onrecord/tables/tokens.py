"""The config `tokens`: one row per zone that may be annotated, its tokens, and a BIO tag for each.

Named mentions are tagged; of names inside names the outer one. A mention in pieces begins anew with each piece. A
document without marks has no rows: all O would claim that someone looked and found nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.model.labels import labels
from onrecord.tables.arrays import begins, field, flags, integers, lists, numbers, owners, strings, texts, truths, view
from onrecord.tables.segment import between, byte_offsets, segment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.tables.chunk import Chunk, Columns, Ints

UNMARKED_ZONES = ("boilerplate",)  # in which the guidelines let nothing but negatives be marked


class Tokens(NamedTuple):
    """Tokens of all texts one after another: their half-open code points in that, and their words."""

    starts: Ints
    ends: Ints
    words: pa.Array


def token_rows(chunk: Chunk) -> Columns:
    """The columns of the config."""
    base = _begins(chunk)
    zones = field(chunk.record, "zones")
    owner, kinds = owners(zones.offsets), field(zones.values, "type")
    wanted = flags(chunk.marks.is_valid())[owner] & ~flags(pc.is_in(kinds, value_set=strings(UNMARKED_ZONES)))
    owner = owner[wanted]
    start, end = (view(field(zones.values, key))[wanted] for key in ("start", "end"))
    tokens = _tokens(chunk, base[owner] + start, base[owner] + end)
    low = np.searchsorted(tokens.starts, base[owner] + start)
    counts = np.maximum(np.searchsorted(tokens.ends, base[owner] + end, "right") - low, 0)
    at = np.arange(counts.sum()) + np.repeat(low - begins(counts)[:-1], counts)  # every token of every row
    shift = np.repeat(base[owner], counts)
    each_once = np.array_equal(at, np.arange(len(tokens.starts)))  # as in every corpus that `check` accepts
    words = tokens.words if each_once else tokens.words.take(integers(at))
    return {
        "document": chunk.ids.take(integers(owner)), "zone": kinds.filter(truths(wanted)),
        "start": integers(start), "end": integers(end), "tokens": lists(counts, words),
        "starts": lists(counts, integers(tokens.starts[at] - shift)),
        "ends": lists(counts, integers(tokens.ends[at] - shift)),
        "ner_tags": lists(counts, integers(_tags(chunk, base, tokens)[at])),
    }  # fmt: skip


def _begins(chunk: Chunk) -> Ints:
    """Where each text begins in all of them one after another, and where the last one ends; code points."""
    return np.concatenate(([0], np.cumsum(view(pc.utf8_length(chunk.text)), dtype=np.int64)))


def _tokens(chunk: Chunk, starts: Ints, ends: Ints) -> Tokens:
    """The tokens of the zones that begin and end there."""
    text = "".join(chunk.text.to_pylist())
    raw = np.frombuffer(text.encode(), np.uint8)
    found, until = segment(text, starts, ends)
    at = byte_offsets(text)
    sizes = at[until] - at[found]
    return Tokens(found, until, texts(sizes, raw[between(len(raw), at[found], at[until])]))


def _tags(chunk: Chunk, base: Ints, tokens: Tokens) -> Ints:
    """The tag of every token, as an index into `features.ner_labels`."""
    starts, ends, kinds = _named(chunk, base)
    low, high = np.searchsorted(tokens.ends, starts, "right"), np.searchsorted(tokens.starts, ends)
    order = np.lexsort((starts - ends, low))
    low, high, kinds = (values[order][low[order] < high[order]] for values in (low, high, kinds))
    low, high, kinds = _outer(low, high, kinds)
    tags = np.zeros(len(tokens.starts), np.int64)
    counts = high - low
    inside = np.arange(counts.sum()) + np.repeat(low - begins(counts)[:-1], counts)
    tags[inside] = np.repeat(2 + 2 * kinds, counts)
    tags[low] = 1 + 2 * kinds
    return tags


def _named(chunk: Chunk, base: Ints) -> tuple[Ints, Ints, Ints]:
    """Start, end and number of the type of every piece of a named mention, in all texts one after another."""
    mentions = chunk.mentions
    types = numbers(pc.index_in(chunk.mentioned[0], value_set=strings(labels("entity_type"))))
    named = flags(pc.is_in(mentions.columns["level"], value_set=strings(["NAM"]))) & (types >= 0)
    spans = mentions.columns["spans"]
    mention = owners(spans.offsets)
    owner = mentions.owner[mention]
    start, end = (view(field(spans.values, key)) for key in ("start", "end"))
    good = named[mention] & (end <= (base[1:] - base[:-1])[owner])
    return (base[owner] + start)[good], (base[owner] + end)[good], types[mention][good]


def _outer(low: Ints, high: Ints, kinds: Ints) -> tuple[Ints, Ints, Ints]:
    """The ranges that no longer one shares a token with; of equally long ones the first is kept. `low` ascends."""
    if not len(low):
        return low, high, kinds
    reach = np.maximum.accumulate(high)
    group = np.concatenate(([0], np.cumsum(low[1:] >= reach[:-1])))  # of ranges that hang together
    kept: NDArray[np.bool_] = np.bincount(group)[group] == 1
    for number in np.unique(group[~kept]):
        rows = np.flatnonzero(group == number)
        taken: set[int] = set()
        for row in sorted(rows.tolist(), key=lambda row: int(low[row] - high[row])):
            covers = set(range(low[row], high[row]))
            kept[row] = taken.isdisjoint(covers)
            taken |= covers if kept[row] else set()
    return low[kept], high[kept], kinds[kept]
