"""A document as plain HTML for a notebook: no script, no link, nothing fetched; everything escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from onrecord.problems import shown
from onrecord.viewer.segments import Segment, marks, segments

if TYPE_CHECKING:
    from onrecord.model import Document

_STYLES = {
    "content": "background:#fff3c4;color:#222",
    "entity": "border-bottom:2px solid #1f6f8b",
    "source": "font-weight:bold",
    "cue": "font-style:italic",
}
_ROLES = {"headline": "h3", "subhead": "h4"}


def to_html(document: Document) -> str:
    """The whole text by zones, marks in colour, weight and underline; the text content equals the zones' text.

    Above a synthetic text stands that it is one.
    """
    over = marks(document)
    parts = [f'<div class="onrecord" lang="{escape(document.record.language)}">']
    if document.synthetic:
        parts.append("<p><small>Synthetic: all of it is invented.</small></p>")
    for zone in document.zones:
        tag = _ROLES.get(zone.type, "p")
        words = "".join(_segment(s) for s in segments(document.text, zone.start, zone.end, over))
        parts.append(f'<{tag} data-zone="{escape(zone.type)}">{words}</{tag}>')
    return "".join([*parts, "</div>"])


def _segment(segment: Segment) -> str:
    words = escape(segment.text)
    if not segment.marks:
        return words
    layers = [layer for layer in _STYLES if any(m.layer == layer for m in segment.marks)]
    title = shown("; ".join(f"{m.id} {m.label}" for m in segment.marks), limit=200)
    style = ";".join(_STYLES[layer] for layer in layers)
    return f'<mark style="background:none;color:inherit;{style}" title="{escape(title)}">{words}</mark>'
