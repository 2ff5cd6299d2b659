"""A document as lines for a terminal: marks as brackets and signs, so that nothing depends on colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from onrecord.viewer.rows import Line, line, safe
from onrecord.viewer.segments import marks, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Document, Quote, Zone
    from onrecord.viewer.segments import Mark

STYLES = {"content": "green", "entity": "underline", "source": "bold", "cue": "italic magenta"}
"""A rich style for each layer; under several marks they add up."""

LABEL = 44
"""Columns of a label: a longer one would drown the text it stands in."""

_SIGNS = {"content": ("«", "»"), "entity": ("[", "]"), "source": ("<", ">"), "cue": ("_", "_")}


def text_lines(document: Document) -> Iterator[Line]:
    """Title, key, every zone with its marks, then each quote as speaker, cue and content."""
    yield line("", (document.title, "bold"), f"  ({document.id}{invented(document)}, marked by {document.annotator})")
    yield line("Key: ", *_key())
    over = marks(document)
    column = max((len(zone.type) for zone in document.zones), default=0)
    for zone in document.zones:
        yield line("")
        yield Line(safe(f"{zone.type}: ".ljust(column + 2)), marked(document.text, zone, over))
    if document.quotes:
        yield line("")
        yield line("", ("Quotes: who | says | what", "bold"))
    for quote in document.quotes:
        yield line(f"{quote.id}  ", *quote_parts(document, quote))


def invented(document: Document) -> str:
    """What stands beside the id of a document whose text is no news."""
    return ", synthetic: all of it is invented" if document.synthetic else ""


def quote_parts(document: Document, quote: Quote) -> Iterator[str | tuple[str, str]]:
    """Who says it, with which words, and what; parts for `line`."""
    yield str(document.speaker(quote) or "(no source named)"), STYLES["source"]
    yield " | "
    yield str(quote.cue or "(no cue)"), STYLES["cue"]
    yield " | "
    yield str(quote), STYLES["content"]
    if quote.parent:
        yield f" (inside {quote.parent})"


def _key() -> Iterator[str | tuple[str, str]]:
    yield "<q01: who>", STYLES["source"]
    yield "  "
    yield "_q01: says_", STYLES["cue"]
    yield "  "
    yield "«q01: what»", STYLES["content"]
    yield "  ["
    yield "mention", STYLES["entity"]
    yield "|TYPE: whom it means]"


def marked(text: str, zone: Zone, over: list[Mark]) -> Text:
    """The zone's text with signs at each edge and the styles of what lies over it."""
    near = [m for m in over if zone.start <= m.start and m.end <= zone.end]
    signs = _signs(near)
    out = Text()
    for segment in segments(text, zone.start, zone.end, near):
        out.append(signs.get(segment.start, ""), "dim")
        layers = sorted({m.layer for m in segment.marks})
        out.append(safe(segment.text), " ".join(STYLES[layer] for layer in layers))
    return out.append(signs.get(zone.end, ""), "dim")


def _signs(near: list[Mark]) -> dict[int, str]:
    """What stands at each edge; closing signs before opening ones, inner ones inside outer ones."""
    opening: dict[int, str] = {}
    closing: dict[int, str] = {}
    for m in sorted(near, key=lambda m: (m.start, -m.end)):
        left, right = _SIGNS[m.layer]
        if m.layer == "entity":
            right = f"|{_short(m.label)}{right}"
        else:
            left = f"{left}{m.id}: "
        opening[m.start] = opening.get(m.start, "") + safe(left)
        closing[m.end] = safe(right) + closing.get(m.end, "")
    return {edge: closing.get(edge, "") + opening.get(edge, "") for edge in {*opening, *closing}}


def _short(label: str) -> str:
    label = safe(label)
    return label if cell_len(label) <= LABEL else set_cell_size(label, LABEL - 1) + "…"
