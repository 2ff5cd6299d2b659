"""Ratios of the metrics within one run: `python benchmarks/metrics.py [spans|agreement|growth|score|all]`. Medians."""

from __future__ import annotations

import resource
import sys
import time
import tracemalloc

import generate
import msgspec
import numpy as np
import orjson
from nervaluate import Evaluator
from nervaluate.strategies import PartialEvaluation
from run import each, medians

from onrecord import codec
from onrecord.metrics import layers
from onrecord.metrics.columns import Columns, columns
from onrecord.metrics.kappa import cohen, confusion
from onrecord.metrics.links import score_links
from onrecord.metrics.matching import CRITERIA, match
from onrecord.metrics.scoring import frame, scores
from onrecord.model import Document, Mention, Span

DOCUMENTS, SPANS, LABELS, SLOT = 10_000, 100, 18, 48
LENGTH = SPANS * SLOT + 1  # code points of a document, and one between it and the next
TAGS = [f"L{label}" for label in range(LABELS)]
TOKENS = 1000


def made(start, end, label):
    """Columns of marks of one piece, in text order, from absolute positions."""
    order = np.lexsort((end, start))
    start, end, label = start[order], end[order], label[order]
    return Columns(np.arange(len(start)), start, end, label, start // LENGTH)


def gold_spans(documents, draw):
    """A hundred spans a document, one a slot; one in twenty lies inside the one before it instead."""
    slots = np.arange(documents * SPANS)
    base = slots // SPANS * LENGTH + slots % SPANS * SLOT
    start = base + draw.integers(0, 20, len(slots))
    end = start + draw.integers(4, 25, len(slots))
    inside = np.flatnonzero((draw.random(len(slots)) < 0.05) & (slots % SPANS > 0))
    start[inside], end[inside] = start[inside - 1] + 1, np.maximum(end[inside - 1] - 1, start[inside - 1] + 2)
    return made(start, end, draw.integers(0, LABELS, len(slots)))


def predicted(gold, draw):
    """Gold with a tenth of its edges moved, 5 % other labels, 5 % missing and 5 % spurious."""
    start, end, label, n = gold.start.copy(), gold.end.copy(), gold.label.copy(), gold.total
    moved = np.flatnonzero(draw.random(n) < 0.1)
    end[moved] = np.maximum(end[moved] + draw.integers(-3, 4, len(moved)), start[moved] + 1)
    other = np.flatnonzero(draw.random(n) < 0.05)
    label[other] = (label[other] + draw.integers(1, LABELS, len(other))) % LABELS
    kept = draw.random(n) >= 0.05
    there = draw.integers(0, n, n // 20)
    more = gold.start[there] // LENGTH * LENGTH + draw.integers(0, LENGTH - 30, n // 20)
    return made(
        np.concatenate((start[kept], more)), np.concatenate((end[kept], more + draw.integers(2, 25, n // 20))),
        np.concatenate((label[kept], draw.integers(0, LABELS, n // 20))),
    )  # fmt: skip


def figures(credit, gold, pred):
    """Precision, recall and F1 of each label, and of all."""
    table = np.array([credit, gold, pred], np.float64)
    credit, gold, pred = np.concatenate((table, table.sum(axis=1, keepdims=True)), axis=1)
    return credit / pred, credit / gold, 2 * credit / (gold + pred)


def by_label(labels):
    """How many there are of each."""
    return np.bincount(labels, minlength=LABELS)


def ours_exact(gold, pred):
    """Exact with labels, as the scores do it."""
    found = match(gold, pred, "exact", labels=True)
    return figures(by_label(gold.label[found.left]), by_label(gold.label), by_label(pred.label))


def numpy_exact(gold, pred):
    """The same for spans of one piece that never repeat: keys of document, start, end and label in one number."""
    keys = []
    for side in (gold, pred):
        base = side.unit * LENGTH
        keys.append(((side.unit * 8192 + side.start - base) * 8192 + side.end - base) * 32 + side.label)
    return figures(by_label(np.intersect1d(*keys, assume_unique=True) % 32), by_label(gold.label), by_label(pred.label))


def first(side, documents):
    """The marks of the first documents."""
    n = int(np.searchsorted(side.unit, documents))
    return Columns(*(column[:n] for column in side))


def as_dicts(side, documents):
    """What nervaluate takes: a list of dicts a document; its ends are inclusive."""
    found = [[] for _ in range(documents)]
    rows = (side.unit, side.start % LENGTH, side.end - side.unit * LENGTH - 1, side.label)
    for unit, start, end, label in zip(*(column.tolist() for column in rows), strict=True):
        found[unit].append({"label": TAGS[label], "start": start, "end": end})
    return found


def distinct(side):
    """Without repeated marks, which the comparison by sets cannot tell apart."""
    rows = np.unique(np.stack((side.start, side.end, side.label)), axis=1)
    return made(*rows)


def spans():
    """Exact against numpy on all documents; exact, partial and overlap against nervaluate on a tenth of them."""
    draw = np.random.default_rng(0)
    gold = distinct(gold_spans(DOCUMENTS, draw))
    pred = distinct(predicted(gold, draw))
    assert all(np.allclose(*pair) for pair in zip(ours_exact(gold, pred), numpy_exact(gold, pred), strict=True))
    print(f"{DOCUMENTS} documents, {gold.total} gold and {pred.total} predicted spans, {LABELS} labels; "
          f"F1 with labels {ours_exact(gold, pred)[2][-1]:.3f}")  # fmt: skip
    works = {"numpy": lambda: numpy_exact(gold, pred), "exact": lambda: ours_exact(gold, pred)}
    for labels in (False, True):
        for name in CRITERIA:
            works[f"{name}, labels {labels}"] = lambda name=name, labels=labels: match(gold, pred, name, labels)
    took = medians(works, 5)
    print(f"  exact with labels, P/R/F1 of each: {took['exact'] / took['numpy']:.2f} x np.intersect1d of packed keys "
          f"({took['numpy'] * 1000:.0f} ms)")  # fmt: skip
    for name in list(works)[2:]:
        print(f"  match {name}: {took[name] / took['numpy']:.2f} x the same")
    few = DOCUMENTS // 10
    some, found = first(gold, few), first(pred, few)
    sides = [as_dicts(side, few) for side in (some, found)]
    began = time.perf_counter()
    made = Evaluator(*sides, tags=TAGS, loader="dict")
    theirs = made.evaluate()["overall"]
    whole = time.perf_counter() - began
    strategy = PartialEvaluation(1.0)
    began = time.perf_counter()
    for one, other in zip(made.true, made.pred, strict=True):
        strategy.evaluate(one, other, TAGS)
    alone = time.perf_counter() - began
    every = [(criterion, labels) for criterion in CRITERIA for labels in (False, True)]
    took = medians(
        {
            "exact": lambda: ours_exact(some, found),
            "all six": lambda: [match(some, found, criterion, labels) for criterion, labels in every],
            "partial": lambda: match(some, found, "partial"),
            "overlap": lambda: match(some, found, "overlap"),
        },
        5,
    )
    met = match(some, found, "overlap").credit.sum()
    print(f"{few} documents, nervaluate's Evaluator (all its schemas and labels) once, {whole:.1f} s; F1 strict "
          f"{theirs['strict'].f1:.3f} (greedy: ours {ours_exact(some, found)[2][-1]:.3f}), pairs that overlap "
          f"{theirs['partial'].correct + theirs['partial'].partial} (ours {met:.0f})")  # fmt: skip
    for name, value in took.items():
        print(f"  Evaluator is {whole / value:.0f} x {name}")
    print(f"  its partial strategy alone, labels left out ({alone:.1f} s), is {alone / took['partial']:.1f} x partial, "
          f"{alone / took['overlap']:.1f} x overlap")  # fmt: skip


def said(documents):
    """Two raters' labels of the tokens of each document, made when asked for."""
    for number in range(documents):
        draw = np.random.default_rng(number)
        one = draw.integers(0, LABELS + 1, TOKENS)
        yield one, np.where(draw.random(TOKENS) < 0.1, draw.integers(0, LABELS + 1, TOKENS), one)


def kappa(pairs):
    """Cohen's kappa, document by document."""
    table = np.zeros((LABELS + 1, LABELS + 1), np.int64)
    for one, other in pairs:
        table += confusion(one, other, LABELS + 1)
    return cohen(table)


def peak(documents):
    """The most memory that kappa of so many documents takes, in bytes."""
    tracemalloc.start()
    kappa(said(documents))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def agreement():
    """Cohen's kappa document by document against one count over all tokens."""
    pairs = list(said(DOCUMENTS))
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    size = LABELS + 1
    assert kappa(pairs) == cohen(np.bincount(one * size + other, minlength=size**2).reshape(size, size))
    took = medians(
        {"bincount": lambda: np.bincount(one * size + other, minlength=size**2), "kappa": lambda: kappa(pairs)}, 7
    )
    print(f"kappa of {DOCUMENTS} documents of {TOKENS} tokens: {took['kappa'] / took['bincount']:.2f} x one "
          f"np.bincount over all ({took['bincount'] * 1000:.0f} ms)")  # fmt: skip
    less, more = peak(DOCUMENTS // 10), peak(DOCUMENTS)
    print(f"  peak memory, documents made one by one, {DOCUMENTS} over {DOCUMENTS // 10}: {more / less:.2f} "
          f"({less / 1000:.0f} kB)")  # fmt: skip


def doubling(name, works):
    """Print time at 2n over time at n, for works by n."""
    took = medians(works, 5)
    sizes = sorted(works)
    ratios = ", ".join(f"{took[2 * n] / took[n]:.2f}" for n in sizes[:-1])
    print(f"  {name}: {ratios} ({took[sizes[-1]] * 1000:.0f} ms at {sizes[-1]})")


def growth():
    """Time at 2n over time at n: many documents, and many marks in one."""
    sizes = (250_000, 500_000, 1_000_000)
    print(f"growth of match over {sizes} spans in documents of {SPANS}")
    pairs = {}
    for n in sizes:
        draw = np.random.default_rng(0)
        gold = gold_spans(n // SPANS, draw)
        pairs[n] = gold, predicted(gold, draw)
    for criterion in CRITERIA:
        doubling(criterion, {n: lambda n=n, c=criterion: match(*pairs[n], c) for n in sizes})
    sizes = (5000, 10_000, 20_000)
    print(f"growth over {sizes} marks in one document, against the same marks and against them two code points on")
    for shape in ("identical", "nested", "staircase"):
        sides = {}
        for n in sizes:
            marks = list(layers.mentions(generate.many_spans(n, shape)[2]))
            sides[n] = [columns((base, mark) for mark in marks) for base in (0, 2)]
        for right, how in enumerate(("same", "moved")):
            for criterion in ("partial", "overlap"):
                doubling(f"{shape}, {how}, {criterion}", {
                    n: lambda n=n, c=criterion, r=right: match(sides[n][0], sides[n][r], c) for n in sizes  # noqa: B023
                })  # fmt: skip


def noisy(text, marks, number):
    """A prediction: one mention in twenty missing, one in ten a code point shorter; one quote in ten without source."""
    draw = np.random.default_rng(number)
    mentions = []
    for mention in marks.mentions:
        chance, span = draw.random(), mention.spans[0]
        if chance > 0.15:
            mentions.append(mention)
        elif chance > 0.05 and span.end - span.start > 1:
            shorter = Span(span.start, span.end - 1, text[span.start : span.end - 1])
            mentions.append(Mention(mention.id, mention.entity, mention.level, (shorter,)))
    quotes = [msgspec.structs.replace(q, source=None) if draw.random() < 0.1 else q for q in marks.quotes]
    return msgspec.structs.replace(marks, annotator="pred", mentions=tuple(mentions), quotes=tuple(quotes))


def score():
    """Scores of 1,000 documents from annotation sets, against orjson on the JSON of both sets, results dropped."""
    documents, files = [], []
    for number in range(1000):
        raw, record, marks = generate.document(number)
        pred = noisy(raw.decode(), marks, number)
        documents.append(Document(record, raw.decode(), {"gold": marks, "pred": pred}))
        files += [codec.encode(marks), codec.encode(pred)]
    works = {"orjson": lambda: each(orjson.loads, files)}
    for unit in ("characters", "tokens"):
        for times in (0, 1000):
            works[f"all, {unit}, {times} resamples"] = lambda unit=unit, times=times: everything(documents, unit, times)
    made_frame = frame(documents, "gold", "pred", times=0)
    works["of it the frame"] = lambda: frame(documents, "gold", "pred", times=0)
    works["of it marks, no resamples"] = lambda: scores(made_frame, layers.LAYERS)
    works["of it links, no resamples"] = lambda: list(score_links(made_frame))
    took = medians(works, 5)
    print(f"score of 1,000 documents, {sum(map(len, files)) / 1e6:.0f} MB of sets; orjson.loads of them = 1 "
          f"({took['orjson'] * 1000:.0f} ms)")  # fmt: skip
    for name in list(works)[1:]:
        print(f"  {name}: {took[name] / took['orjson']:.2f}")
    print(f"  peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def everything(documents, unit, times):
    """What `onrecord score` computes."""
    made_frame = frame(documents, "gold", "pred", unit, times)
    return scores(made_frame, layers.LAYERS), list(score_links(made_frame))


WORKS = {"spans": spans, "agreement": agreement, "growth": growth, "score": score}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "all"
    for name, work in WORKS.items():
        if wanted in (name, "all"):
            work()
