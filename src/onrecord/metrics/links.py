"""Scores of what links marks: who is quoted, who claims, how claims bear on each other, who is whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from onrecord.metrics import layers
from onrecord.metrics.clusters import MEASURES, Sums
from onrecord.metrics.correspondence import correspond
from onrecord.metrics.matching import match
from onrecord.metrics.resampling import f1_interval
from onrecord.metrics.scoring import Score, line, score_marks
from onrecord.model.claims import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping

    from onrecord.metrics.columns import Columns
    from onrecord.metrics.correspondence import Correspondence
    from onrecord.metrics.layers import Mark
    from onrecord.metrics.scoring import Frame
    from onrecord.model import AnnotationSet


def score_links(frame: Frame) -> Iterator[Score]:
    """Every line on speakers, claimants, relations and coreference, of documents whose sets cover what that stands on.

    Speakers and claimants are the same if their mentions correspond (`correspondence`). "matched" lines are an
    accuracy: of the quotes (or claims) matched by overlap, how many have the same speaker. The others ask for both,
    words and speaker.
    """
    maps = {d.id: correspond(d.sets[frame.gold], d.sets[frame.pred]) for d in frame.documents}
    if some := frame.covering("quotes", "mentions"):
        yield from _who(some, maps, "quotes.speaker", _speakers)
    if some := frame.covering("claims", "mentions"):
        yield from _who(some, maps, "claims.claimant", _claimants)
    if some := frame.covering("claims", "records", "relations"):
        yield from _relations(some, maps)
    if some := frame.covering("mentions"):
        yield from _coreference(some)


def _speakers(marks: AnnotationSet) -> Iterator[tuple[Mark, str]]:
    """The content of each quote, with the id of its source; "" for none."""
    who = [quote.source.entity if quote.source else "" for quote in marks.quotes]
    return zip(layers.contents(marks), who, strict=True)


def _claimants(marks: AnnotationSet) -> Iterator[tuple[Mark, str]]:
    """The words of each claim, with the id of its claimant."""
    who = {claim.id: claim.claimant for claim in marks.claims}
    return ((mark, who[mark.id]) for mark in layers.claims(marks))


def _who(
    frame: Frame,
    maps: Mapping[str, Correspondence],
    name: str,
    pairs: Callable[[AnnotationSet], Iterator[tuple[Mark, str]]],
) -> Iterator[Score]:
    """Whoever corresponds has one number in a document, so that marks can be matched by it as by a label."""
    sides: tuple[list[tuple[int, Mark]], list[tuple[int, Mark]]] = ([], [])
    people: tuple[list[int], list[int]] = ([], [])
    for document, base in zip(frame.documents, frame.ground.bases.tolist(), strict=False):
        back = {"": "", AUTHOR: AUTHOR, **{theirs: ours for ours, theirs in maps[document.id].entities.items()}}
        numbers: dict[Hashable, int] = {}
        for mark, id in pairs(document.sets[frame.gold]):
            sides[0].append((base, mark))
            people[0].append(numbers.setdefault(id, len(numbers)))
        for mark, id in pairs(document.sets[frame.pred]):
            sides[1].append((base, mark))
            people[1].append(numbers.setdefault(back.get(id, (id,)), len(numbers)))
    gold, pred = (
        frame.columns(marks)._replace(label=np.array(numbers, np.int64))
        for marks, numbers in zip(sides, people, strict=True)
    )
    yield _accuracy(frame, name, gold, pred)
    yield from score_marks(frame, name, "with words", gold, pred)


def _accuracy(frame: Frame, name: str, gold: Columns, pred: Columns) -> Score:
    """Of the marks matched by overlap, those of one label."""
    found = match(gold, pred, "overlap")
    same = gold.label[found.left] == pred.label[found.right]
    unit = gold.unit[found.left]
    right, every = (np.bincount(part, minlength=len(frame.starts)).astype(np.float64) for part in (unit[same], unit))
    interval = f1_interval(frame.drawn, right, every, every)
    return line(name, None, "matched", frame.unit, len(same), len(same), float(same.sum()), interval)


def _relations(frame: Frame, maps: Mapping[str, Correspondence]) -> Iterator[Score]:
    """Relations whose two ends correspond; with the label "type" the type must agree, too."""
    for label in (None, "type"):
        gold = pred = credit = 0
        for document in frame.documents:
            ends, claims = maps[document.id].ends, maps[document.id].claims
            ours = [
                (ends.get(r.from_), claims.get(r.to), label and r.type) for r in document.sets[frame.gold].relations
            ]
            theirs = [(r.from_, r.to, label and r.type) for r in document.sets[frame.pred].relations]
            gold, pred = gold + len(ours), pred + len(theirs)
            credit += (Counter(ours) & Counter(theirs)).total()
        yield line("relations", label, "endpoints", "relations", gold, pred, credit)


def _coreference(frame: Frame) -> Iterator[Score]:
    """All measures of `clusters`, their sums added up over the documents; a mention is where it stands."""
    pairs = [[_clusters(d.sets[who]) for who in (frame.gold, frame.pred)] for d in frame.documents]
    for name, measure in MEASURES.items():
        sums = np.zeros(4)
        for key, response in pairs:
            sums += measure(key, response)
        total = Sums(*sums.tolist())
        recall = total.found / total.key if total.key else None
        precision = total.right / total.response if total.response else None
        f1 = None
        if recall is not None and precision is not None:
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        unit = "entities" if name == "ceaf_e" else "mentions"
        yield Score("coreference", name, "exact", unit, int(total.key), int(total.response), total.found,
                    precision, recall, f1)  # fmt: skip


def _clusters(marks: AnnotationSet) -> list[frozenset[Hashable]]:
    """The mentions of each entity by where they stand; a second mention at one place counts as another."""
    seen: Counter[Hashable] = Counter()
    groups: dict[str, list[Hashable]] = {}
    for mention in marks.mentions:
        place = layers.pieces(mention.spans)
        seen[place] += 1
        groups.setdefault(mention.entity, []).append((place, seen[place]))
    return [frozenset(places) for places in groups.values()]
