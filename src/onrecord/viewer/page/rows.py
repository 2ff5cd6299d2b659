"""Words set in rows for a picture: what the boxes and the labels of the claim graph hold."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from onrecord.viewer.page.escape import text
from onrecord.viewer.page.measure import wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

SIZES = {"who": 16, "what": 16, "when": 14, "part": 14, "kind": 15, "signal": 15, "facts": 14, "force": 14, "title": 17}
"""The size of the letters of each kind of words; the style sheet sets the same."""
BOLD = ("who", "kind", "force", "title")
LEADING = 1.375
BETWEEN = 8
"""Above a block of the same kind as the one before it."""
LONGEST = 300
"""Code points of one piece of data that a picture repeats; what is cut off stands in the text and in the lists."""


class Words(NamedTuple):
    """Words of one kind, a key of `SIZES`; `anchor` is the place in the page that they lead to."""

    kind: str
    words: str
    anchor: str = ""


class Row(NamedTuple):
    """A row of words; y is where it stands, from the top of them all, and `bottom` where it ends."""

    kind: str
    words: str
    anchor: str
    y: float
    bottom: float


def rows(blocks: Iterable[Words], room: float) -> list[Row]:
    """Words in rows of at most `room`, block after block."""
    found: list[Row] = []
    bottom = 0.0
    for kind, words, anchor in blocks:
        size = SIZES[kind]
        bottom += BETWEEN if found and kind in (found[-1].kind, "force") else 0
        if len(words) > LONGEST:
            words = f"{words[: LONGEST - 1]}…"
        for line in wrap(words, room, size, kind in BOLD):
            found.append(Row(kind, line, anchor, bottom + size * 1.1, bottom + size * LEADING))
            bottom = found[-1].bottom
    return found


def high(found: Sequence[Row]) -> float:
    """The height of all rows."""
    return found[-1].bottom if found else 0.0


def svg(found: Iterable[Row], x: float, y: float, known: Collection[str]) -> str:
    """The rows as SVG; those that lead to one place that is known are one link.

    >>> svg(rows([Words("who", "A <b>", "p-c1")], 200), 10, 0, {"p-c1"})
    '<a href="#p-c1"><text class="who" x="10" y="17.6">A &lt;b&gt; </text></a>'
    """
    parts = []
    for anchor, some in groupby(found, key=lambda row: row.anchor):
        set_ = "".join(  # the space keeps the words of two rows apart for those who hear them
            f'<text class="{row.kind}" x="{number(x)}" y="{number(y + row.y)}">{text(row.words.rstrip())} </text>'
            for row in some
        )
        parts.append(f'<a href="#{text(anchor)}">{set_}</a>' if anchor in known else set_)
    return "".join(parts)


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit.

    >>> number(12.0), number(1 / 3)
    ('12', '0.3')
    """
    return f"{value:.1f}".removesuffix(".0")
