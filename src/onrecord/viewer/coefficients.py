"""Agreement as lines: a row a figure, with what it stands on; what is said of many rows stands once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.metrics.agreement import Coefficient

PAIRWISE = ("cohen_kappa", "f1", "agr_mean")
ZONES = " of annotated zones"


def agreement_lines(found: Sequence[Coefficient]) -> Iterator[str]:
    """The rows of each layer with its notes, then what each coefficient means; safe to print.

    >>> from onrecord.metrics.agreement import Coefficient
    >>> list(agreement_lines([Coefficient("claims", "f1", None, ("a", "b"), 0.5, 8, "spans", "0 to 1", "a paper")]))
    ['', 'claims', '  f1  a, b  0.500  8 spans', '', 'f1: 0 to 1; a paper']
    """
    rows = [_cells(each) for each in found]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for layer, some in groupby(zip(found, rows, strict=True), key=lambda pair: pair[0].layer):
        yield ""
        yield shown(layer)
        notes: dict[str, int] = {}
        for each, cells in some:
            inline, numbers = _notes(each.note, notes)
            row = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
            yield f"  {row}  {inline}{numbers}".rstrip()
        yield from (f"  ({number}) {shown(note, 400)}" for note, number in notes.items())
    yield ""
    if any(each.unit.endswith(ZONES) for each in found):
        yield "Characters are code points; they and tokens are those of annotated zones. Spans are marks."
    meanings: dict[tuple[str, str], dict[str, None]] = {}
    for each in found:
        meanings.setdefault((each.range, each.source), {})[each.coefficient] = None
    for (values, source), names in meanings.items():
        yield f"{', '.join(names)}: {values}; {source}"


def _cells(each: Coefficient) -> tuple[str, ...]:
    """Coefficient, what and who, value, what it stands on."""
    who = ", ".join(map(shown, each.pair)) if each.pair else "mean of pairs" if each.coefficient in PAIRWISE else ""
    about = " ".join(filter(None, (each.label, who)))
    value = "-" if each.value is None else f"{each.value:.3f}"
    return each.coefficient, shown(about, 200), value, f"{each.n} {each.unit.removesuffix(ZONES)}"


def _notes(note: str, known: dict[str, int]) -> tuple[str, str]:
    """What is said in the row, and the numbers of what is said below; new notes are added to those known."""
    parts = [part for part in note.split("; ") if part]
    inline = [part for part in parts if part.startswith("coverage")]
    numbers = [f"({known.setdefault(part, len(known) + 1)})" for part in parts if part not in inline]
    return ", ".join(inline), " ".join(["", *numbers]) if inline else " ".join(numbers)
