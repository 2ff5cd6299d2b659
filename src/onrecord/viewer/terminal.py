"""A document as lines for a terminal: marks as brackets and signs, so that nothing depends on colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.problems import shown
from onrecord.viewer.segments import marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.model import Document, Zone
    from onrecord.viewer.segments import Mark

_OPEN = {"entity": "[", "content": "«", "cue": "_", "source": "<"}
_CLOSE = {"entity": "]", "content": "»", "cue": "_", "source": ">"}


def text_lines(document: Document) -> Iterator[str]:
    """Title, key, every zone with its marks, then each quote as speaker, cue and content."""
    yield f"{shown(document.title, 400)}  ({shown(document.id)}, marked by {shown(document.annotator)})"
    yield "«quote id: content»  <source>  _cue_  [mention|TYPE]"
    over = marks(document)
    for zone in document.zones:
        yield ""
        yield f"{zone.type}: {_marked(document.text, zone, over)}"
    yield ""
    for quote in document.quotes:
        yield shown(f"{quote.id} {document.speaker(quote) or '(no source named)'} | {quote.cue or '-'} | {quote}", 2000)


def _marked(text: str, zone: Zone, over: list[Mark]) -> str:
    """The zone's text with signs at each edge; closing signs stand before opening ones at the same place."""
    near = [m for m in over if zone.start <= m.start and m.end <= zone.end]
    signs: dict[int, tuple[list[str], list[str]]] = {}
    for m in sorted(near, key=lambda m: (m.start, -m.end)):
        start = f"{_OPEN[m.layer]}{m.id}: " if m.layer == "content" else _OPEN[m.layer]
        end = f"|{m.label}{_CLOSE[m.layer]}" if m.layer == "entity" else _CLOSE[m.layer]
        signs.setdefault(m.start, ([], []))[1].append(start)
        signs.setdefault(m.end, ([], []))[0].insert(0, end)
    cuts = sorted({zone.start, zone.end, *signs})
    out = []
    for a, b in zip(cuts, [*cuts[1:], zone.end], strict=True):
        closing, opening = signs.get(a, ([], []))
        out.append("".join(closing + opening) + text[a:b])
    return shown("".join(out), limit=20_000)
