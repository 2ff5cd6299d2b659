"""Scores, agreement and differences of annotation sets, for users: named by annotator, file or folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.errors import UsageError, unknown
from onrecord.metrics.layers import chosen
from onrecord.selection import select

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.metrics.agreement import Coefficient
    from onrecord.metrics.comparison import Difference
    from onrecord.metrics.scoring import Score
    from onrecord.selection import Selection


def score(
    gold: str, pred: str, *, layers: Sequence[str] = (), unit: str = "characters", resamples: int = 1000, seed: int = 0,
    path: str | Path | None = None,
) -> tuple[Score, ...]:  # fmt: skip
    """How well `pred` fits `gold`: precision, recall and F1 of every layer, label and role.

    Args:
        gold, pred: annotators of the corpus, or paths to an annotation set or a folder of them.
        layers: mentions, quotes.source, quotes.cue, quotes.content, negatives, claims; none: all of them, and
            speakers, claimants, relations and coreference.
        unit: what shared text is counted in: characters (code points) or tokens.
        resamples, seed: of the bootstrap; 0 resamples: no intervals.
        path: a corpus root; None is the shipped corpus.

    Documents that only one side has marked are left out (`onrecord score` lists them). What is undefined is None.
    Raises what `load` raises, and `UsageError` for unknown names, layers and units, or different texts.

    >>> [round(s.f1, 3) for s in score("gold", "pass-b", layers=["mentions"]) if s.label is None]
    [0.992, 0.993, 0.997]
    """
    return scored(select((gold, pred), path, twice=True), layers, unit, resamples, seed)


def scored(selection: Selection, layers: Sequence[str], unit: str, resamples: int, seed: int) -> tuple[Score, ...]:
    """The scores of two names that are already looked up."""
    from onrecord.metrics.links import score_links
    from onrecord.metrics.scoring import UNITS, frame, scores

    wanted = chosen(layers)
    if unit not in UNITS:
        raise unknown("unit", unit, UNITS)
    if resamples < 0:
        raise UsageError(f"{resamples} resamples; give 0 (no intervals) or more")
    gold, pred = selection.names
    made = frame(selection.documents, gold, pred, unit, resamples, seed)
    return scores(made, wanted) + (() if layers else tuple(score_links(made)))


def agreement(
    *names: str, layers: Sequence[str] = (), path: str | Path | None = None
) -> tuple[Coefficient, ...]:  # fmt: skip
    """How far two or more annotators agree: alpha, kappa, pairwise F1 and agr, each with what it stands on.

    Arguments and errors are those of `score`.

    >>> [c.coefficient for c in agreement("pass-a", "pass-b", layers=["negatives"])][0]
    'u_alpha'
    """
    if len(names) < 2:
        raise UsageError(f"{len(names)} names; agreement needs at least two annotators")
    from onrecord.metrics.agreement import agreement as computed

    return computed(select(names, path).documents, names, chosen(layers))


class Comparison(dict[str, "tuple[Difference, ...]"]):
    """The differences of two annotation sets, by document; a notebook shows them lit in both texts, side by side."""

    def __init__(self, selection: Selection) -> None:
        from onrecord.metrics.comparison import compare as compared

        left, right = selection.names
        super().__init__({d.id: compared(d.sets[left], d.sets[right]) for d in selection.documents})
        self._selection = selection

    def _repr_html_(self) -> str:
        from onrecord.viewer import differences_to_html

        documents, (_, right) = self._selection.documents, self._selection.names
        return "".join(differences_to_html(document, right, self[document.id]) for document in documents)


def compare(left: str, right: str, *, path: str | Path | None = None) -> Comparison:
    """Every disagreement of two annotation sets: a dict by document; arguments and errors are those of `score`.

    >>> compare("gold", "pass-b")["cbc-ppe-dispute"][0].left
    Reading(id='canadian-politicians-now = the-canadians', value='possible', pieces=())
    """
    return Comparison(select((left, right), path, twice=True))
