"""Scores as lines of a table: one row a label, the three criteria side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.metrics.scoring import UNITS
from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.metrics.scoring import Score

LEGEND = (
    "P, R, F1 and its 95 % interval are exact: the same text. partial: F1 where credit is Dice's coefficient.",
    "overlap: F1 where some shared text is enough. Each mark is used once, in the pairing of most credit. A row with a",
    "label asks for that label, too; macro is the mean over labels. matched: of what was matched by overlap, how much",
    "has the same speaker or claimant. endpoints: both ends of a relation are the same. - is undefined.",
)


def score_lines(scores: Sequence[Score]) -> Iterator[str]:
    """Every row of every layer; figures have three decimals."""
    tables: dict[str, dict[str, dict[str, Score]]] = {}
    for score in scores:
        tables.setdefault(score.layer, {}).setdefault(_name(score), {})[score.criterion] = score
    width = max((len(name) for rows in tables.values() for name in rows), default=0)
    for layer, rows in tables.items():
        yield ""
        units = ", ".join(dict.fromkeys(score.unit for row in rows.values() for score in row.values()))
        yield f"{layer}: {f'spans, compared in {units}' if units in UNITS else units}"
        yield f"  {'':{width}}   gold   pred      P     R    F1  95 % of F1      partial  overlap"
        for name, row in rows.items():
            yield f"  {name:{width}}{_cells(row)}".rstrip()
    yield ""
    yield from LEGEND


def _name(score: Score) -> str:
    """The label, and what is compared where it is not the words."""
    how = f", {score.criterion}" if score.criterion in ("matched", "endpoints") else ""
    return shown(score.label or "all") + how


def _cells(row: dict[str, Score]) -> str:
    main = next(iter(row.values()))
    counts = f"{main.gold:7}{main.pred:7}" if main.gold or main.pred else " " * 14
    figures = "".join(f"{_figure(value):>6}" for value in (main.precision, main.recall, main.f1))
    interval = "" if main.low is None else f"{_figure(main.low)}-{_figure(main.high)}"
    others = "".join(f"{_figure(row[name].f1):>9}" for name in ("partial", "overlap") if name in row)
    return f"{counts} {figures}  {interval:13}{others}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
