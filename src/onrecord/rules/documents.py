"""DR1xx: the document record against its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import quoted
from onrecord.rules.base import DocumentContext, Finding, Rule
from onrecord.rules.dates import fault

if TYPE_CHECKING:
    from collections.abc import Iterator


def text_hash(context: DocumentContext) -> Iterator[Finding]:
    """The SHA-256 in the record is that of the text file's bytes; every offset counts on these bytes.

    **Bad** the text was edited, or an editor changed its line ends.

    **Good** `"sha256"` is what `sha256sum corpus/<id>.txt` prints.

    **Fix** restore the text (`git checkout`). Only for a new text write the new hash, and check every mark again.
    """
    found, stated = context.sha256, context.record.text.sha256
    if found != stated:
        from onrecord.rules.hints import changed_bytes  # here: a text that is whole needs no advice

        fact = f"the text's SHA-256 is {found}, the record says {quoted(stated)}"
        yield Finding(("text", "sha256"), f"{fact}; {changed_bytes(context.raw, stated)}")


def text_length(context: DocumentContext) -> Iterator[Finding]:
    """`chars` is the number of Unicode code points of the text: one for an emoji, one for a line feed.

    **Bad** the length in UTF-16 units (JavaScript's `length`).

    **Good** `len(text)` in Python.

    **Fix** write the number the message names, if the hash is right.
    """
    found, stated = len(context.text), context.record.text.chars
    if found != stated:
        yield Finding(("text", "chars"), f"the text has {found} code points, the record says {stated}; write {found}")


def byte_count(context: DocumentContext) -> Iterator[Finding]:
    """`bytes` is the size of the text file; together with the hash it shows a truncated copy at a glance.

    **Bad** the number of characters.

    **Good** what `wc -c` prints.

    **Fix** write the number the message names, if the hash is right.
    """
    found, stated = len(context.raw), context.record.text.bytes
    if found != stated:
        yield Finding(("text", "bytes"), f"the text file has {found} bytes, the record says {stated}; write {found}")


def document_id(context: DocumentContext) -> Iterator[Finding]:
    """One id, one stem: it names the text, the record, the annotation sets and the rows of every table.

    **Bad** `"id": "Ottawa"` in `corpus/ottawa-masks.json`.

    **Good** `"id": "ottawa-masks"`.

    **Fix** write the stem as the id, or rename the files.
    """
    if context.record.id != context.stem:
        found = f"the record's id is {quoted(context.record.id)}, its file is named {quoted(context.stem)}"
        yield Finding(("id",), f"{found}; make them the same")


def zone_range(context: DocumentContext) -> Iterator[Finding]:
    """A zone is half-open code points inside the text and holds at least one.

    **Bad** `{"start": 10, "end": 10}`, or an end beyond the text.

    **Good** `0 <= start < end <= chars`.

    **Fix** count again, in code points.
    """
    if context.zones_fit:
        return
    chars = len(context.text)
    for i, zone in enumerate(context.record.zones):
        if not zone.start < zone.end <= chars:
            found = f"zone {zone.start}-{zone.end} is empty or outside the text (0 to {chars})"
            yield Finding(("zones", i), f"{found}; use half-open code points, start before end")


def zone_order(context: DocumentContext) -> Iterator[Finding]:
    """Zones stand in text order and do not overlap, so that every word has one role.

    **Bad** the deck before the headline; a body zone that begins inside the caption.

    **Good** each zone starts at or after the end of the one before.

    **Fix** sort the zones; shorten the one that is too long.
    """
    if context.zones_fit:
        return
    zones = context.record.zones
    for i, (before, zone) in enumerate(zip(zones, zones[1:], strict=False), 1):
        if zone.start < before.end:
            found = f"zone {zone.start}-{zone.end} begins before the one above it ends ({before.start}-{before.end})"
            yield Finding(("zones", i), f"{found}; sort the zones and let none overlap")


def zone_cover(context: DocumentContext) -> Iterator[Finding]:
    """Each paragraph has one zone that fits it: a run of text between blank lines, white space at its edges left out.

    White space means Unicode's: a U+00A0 at the end of a paragraph is in no zone.

    **Bad** a zone that takes in the line feed or the U+00A0 after the last word; a paragraph without a zone.

    **Good** zones that begin and end where the words do.

    **Fix** use the offsets the message names.
    """
    if context.zones_fit:
        return
    expected, found = context.paragraphs, [(z.start, z.end) for z in context.record.zones]
    known, covered = set(expected), set(found)
    for i, (start, end) in enumerate(found):
        if (start, end) not in known:
            near = [p for p in expected if p[0] < end and start < p[1]]
            advice = "use " + " and ".join(f"{a}-{b}" for a, b in near[:3]) if near else "remove it"
            yield Finding(("zones", i), f"zone {start}-{end} is not a paragraph of the text; {advice}", (start, end))
    for start, end in expected:
        if (start, end) not in covered and not any(a < end and start < b for a, b in found):
            words = quoted(context.text[start:end], 40)
            yield Finding(("zones",), f"the paragraph {start}-{end} {words} has no zone; add one", (start, end))


def document_date(context: DocumentContext) -> Iterator[Finding]:
    """A date is real, and its form is as precise as `precision` says.

    **Bad** `"value": "2020-04", "precision": "day"`; `"2020-02-30"`.

    **Good** `"value": "2020-04", "precision": "month"`.

    **Fix** say the precision of what is known; never fill in a day.
    """
    for i, date in enumerate(context.record.dates):
        if message := fault(date.value, date.precision):
            yield Finding(("dates", i, "value"), message)


RULES = (
    Rule("DR101", "text-hash-mismatch", text_hash),
    Rule("DR102", "text-length-mismatch", text_length),
    Rule("DR103", "byte-count-mismatch", byte_count),
    Rule("DR104", "document-id-not-stem", document_id),
    Rule("DR105", "zone-out-of-range", zone_range),
    Rule("DR106", "zones-out-of-order", zone_order),
    Rule("DR107", "zones-not-paragraphs", zone_cover),
    Rule("DR108", "document-date-invalid", document_date),
)
