"""Scores: held to what others compute, to properties any score has, and to small cases worked out by hand."""

import random
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nervaluate import Evaluator
from scipy.optimize import linear_sum_assignment
from seqeval.metrics.v1 import precision_recall_fscore_support as seqeval_scores
from seqeval.scheme import IOB2
from sklearn.metrics import precision_recall_fscore_support as sklearn_scores

import onrecord
from onrecord.metrics.clusters import MEASURES, b_cubed, ceaf_e, lea
from onrecord.metrics.layers import LAYERS, chosen
from onrecord.metrics.links import score_links
from onrecord.metrics.matching import CRITERIA
from onrecord.metrics.scoring import UNITS, frame, scores
from tests.marked import document, typed

TYPES = "GPE", "ORG", "PERSON"
MENTIONS = chosen(["mentions"])
WORDS = [f"w{n}" for n in range(24)]
TEXT = "\n\n".join(" ".join(WORDS[n : n + 8]) for n in (0, 8, 16))
units = pytest.mark.parametrize("unit", UNITS)
# scikit-learn, under seqeval too, warns where it divides by nothing; zero_division only sets what it then returns.
labelled = st.sampled_from(TYPES)


def lines(documents, gold="gold", pred="pred", unit="characters", layers=MENTIONS, times=0, seed=0):
    """The lines of a score by label and criterion."""
    found = scores(frame(documents, gold, pred, unit, times, seed), layers)
    return {(score.layer, score.label, score.criterion): score for score in found}


def mentions(*args, **more):
    """The lines on mentions."""
    return {key[1:]: score for key, score in lines(*args, **more).items()}


def prf(score):
    """Precision, recall, F1."""
    return score.precision, score.recall, score.f1


def zeros(score):
    """The same as others have it: 0 for what is undefined."""
    return pytest.approx([value or 0 for value in prf(score)])


def made(*documents):
    """Documents of (gold, pred), each a list of (where, type)."""
    return [document(TEXT, f"d{n}", gold=typed(*gold), pred=typed(*pred)) for n, (gold, pred) in enumerate(documents)]


# Blocks of eight code points, each with at most one gold span: no prediction overlaps two.
cuts = st.lists(st.integers(0, 8), max_size=4, unique=True).map(sorted)
pieces = cuts.map(lambda found: list(zip(found[::2], found[1::2], strict=False)))
block = st.tuples(pieces, pieces).map(lambda b: (b[0][:1], b[0] if len(b[1]) == 2 else b[1]))
flat = st.lists(st.tuples(block, labelled, labelled), min_size=4, max_size=8).map(
    lambda blocks: tuple(
        [((8 * n + s, 8 * n + e), types[which]) for n, (both, *types) in enumerate(blocks) for s, e in both[which]]
        for which in (0, 1)
    )
)


@given(st.lists(flat, min_size=1, max_size=3))
def test_flat_spans_score_as_in_nervaluate(documents):
    """Its exact is ours without labels, its strict ours with, its correct and partial are our overlap; ends inclusive.

    Where nothing overlaps two things, its choice of partner, which is the first, is the only one.
    """
    sides = [
        [[{"label": type, "start": s, "end": e - 1} for (s, e), type in doc[which]] for doc in documents]
        for which in (0, 1)
    ]
    found = Evaluator(*sides, tags=list(TYPES), loader="dict").evaluate()
    ours = mentions(made(*documents))
    theirs = {name: [each.precision, each.recall, each.f1] for name, each in found["overall"].items()}
    assert theirs["exact"] == zeros(ours[None, "exact"])
    assert theirs["strict"] == zeros(ours["type", "exact"])
    partial = found["overall"]["partial"]
    assert partial.correct == ours[None, "exact"].credit
    assert partial.correct + partial.partial == ours[None, "overlap"].credit
    for type, by in found["entities"].items():
        strict = by["strict"]
        assert [strict.precision, strict.recall, strict.f1] == zeros(ours[f"type={type}", "exact"])
        assert (strict.possible, strict.actual) == (
            ours[f"type={type}", "exact"].gold,
            ours[f"type={type}", "exact"].pred,
        )


tokens = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), labelled), max_size=8)


def chunks(steps):
    """Runs of tokens, not overlapping, some touching: (first, end, type)."""
    at, found = 0, []
    for gap, size, type in steps:
        if at + gap + size > len(WORDS):
            break
        found.append((at + gap, at + gap + size, type))
        at += gap + size
    return found


def tagged(found):
    """IOB2 tags."""
    tags = ["O"] * len(WORDS)
    for first, end, type in found:
        tags[first:end] = [f"B-{type}", *[f"I-{type}"] * (end - first - 1)]
    return tags


def worded(found):
    """The same in code points."""
    starts = [TEXT.index(word) for word in WORDS]
    return [((starts[first], starts[end - 1] + len(WORDS[end - 1])), type) for first, end, type in found]


@units
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.UndefinedMetricWarning")
@given(documents=st.lists(st.tuples(tokens, tokens), min_size=1, max_size=3), same=st.lists(st.booleans(), min_size=3))
def test_tags_score_as_in_seqeval(unit, documents, same):
    """Strict IOB2 is our exact with labels: each label, micro, and macro F1.

    Macro precision and recall differ by design: ours are means over the labels for which they are defined, seqeval
    counts 0 for a label that one side never has. Of the labels with both, its means are ours.
    """
    sides = [
        (chunks(gold), chunks(gold if like else pred)) for (gold, pred), like in zip(documents, same, strict=False)
    ]
    ours = mentions(made(*[tuple(map(worded, both)) for both in sides]), unit=unit)
    tags = [[tagged(both[which]) for both in sides] for which in (0, 1)]
    used = sorted({type for both in sides for found in both for _, _, type in found})
    if not used:
        assert ours["type", "exact"].f1 is None
        return
    micro = seqeval_scores(*tags, average="micro", scheme=IOB2, zero_division=0)
    assert list(micro[:3]) == zeros(ours["type", "exact"])
    each = np.array(seqeval_scores(*tags, average=None, scheme=IOB2, zero_division=0)[:3])
    for type, figures in zip(used, each.T, strict=True):
        assert figures.tolist() == zeros(ours[f"type={type}", "exact"])
    macro = seqeval_scores(*tags, average="macro", scheme=IOB2, zero_division=0)
    mean = ours["type, macro", "exact"]
    assert mean.f1 == pytest.approx(macro[2])
    for at, name in enumerate(("pred", "gold")):
        known = [getattr(ours[f"type={type}", "exact"], name) > 0 for type in used]
        assert prf(mean)[at] == (pytest.approx(each[at][known].mean()) if any(known) else None)
    if all(None not in prf(ours[f"type={type}", "exact"]) for type in used):
        assert list(prf(mean)) == pytest.approx(macro[:3])


spanned = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(lambda p: (p[0], min(sum(p), len(TEXT))))
# Nested, crossing and equal spans; the two sides share some.
distinct = st.lists(st.tuples(spanned, labelled), max_size=8, unique=True)
pair = st.tuples(distinct, distinct, distinct).map(
    lambda three: tuple(list(dict.fromkeys(three[0] + other)) for other in three[1:])
)
pairs = st.lists(pair, min_size=1, max_size=3)


@given(pairs)
def test_distinct_spans_score_as_in_sklearn(documents):
    """Exact with labels is the binary score of "this span has this label" over all that either side says."""
    ours = mentions(made(*documents))
    said = [[(n, *mark) for n, doc in enumerate(documents) for mark in doc[which]] for which in (0, 1)]
    every = sorted({*said[0], *said[1]})
    for type in (None, *TYPES):
        rows = [mark for mark in every if type in (None, mark[2])]
        score = ours.get(("type" if type is None else f"type={type}", "exact"))
        if rows:
            truth, found = ([mark in side for mark in rows] for side in said)
            assert list(sklearn_scores(truth, found, average="binary", zero_division=0)[:3]) == zeros(score)


@units
@given(documents=pairs)
def test_figures_are_in_range(unit, documents):
    """0 to 1, or None exactly where there is nothing to divide by; credit grows from exact to overlap."""
    found = mentions(made(*documents), unit=unit)
    for (label, _), score in found.items():
        if "macro" not in (label or ""):
            defined = [score.pred > 0, score.gold > 0, score.gold + score.pred > 0]
            assert [value is not None for value in prf(score)] == defined
        assert all(0 <= value <= 1 for value in prf(score) if value is not None)
    for label in {label for label, _ in found}:
        exact, partial, overlap = (found[label, criterion].credit for criterion in CRITERIA)
        assert exact <= partial + 1e-9 and partial <= overlap + 1e-9


@units
@settings(max_examples=50)
@given(documents=pairs)
def test_a_set_fits_itself(unit, documents):
    """Every line is 1, or None where there is no mark; links too. A mark of white space alone has no token."""
    same = made(*[([mark for mark in gold if TEXT[slice(*mark[0])].strip()], []) for gold, _ in documents])
    made_frame = frame(same, "gold", "gold", unit, 0)
    for score in (*scores(made_frame, LAYERS), *score_links(made_frame)):
        assert set(prf(score)) in ({1.0}, {None})


@units
@given(documents=pairs, cut=st.integers(9, 40))
def test_sets_that_share_no_text_score_nothing(unit, documents, cut):
    """F1 is 0, not None, where one side marks what stands before a place and the other what stands behind it."""
    at = TEXT.index(" ", cut)
    apart = [([m for m in gold if m[0][1] <= at], [m for m in pred if m[0][0] > at]) for gold, pred in documents]
    for (label, criterion), score in mentions(made(*apart), unit=unit).items():
        marked = any(gold or pred for gold, pred in apart)
        assert score.credit == 0 and score.f1 == (0 if marked else None), (label, criterion)


@units
@given(documents=pairs)
def test_exchanged_sides_exchange_precision_and_recall(unit, documents):
    """F1 stays."""
    both = made(*documents)
    there, back = mentions(both, unit=unit), mentions(both, "pred", "gold", unit=unit)
    for key, score in there.items():
        precision, recall, f1 = prf(back[key])
        assert prf(score) == pytest.approx((recall, precision, f1))


@units
@settings(max_examples=50)
@given(documents=pairs, draw=st.randoms(use_true_random=False))
def test_what_changes_no_figure(unit, documents, draw):
    """A text put before the document, other names of the labels, documents and marks in another order."""
    expected = {key: pytest.approx(prf(score)) for key, score in mentions(made(*documents), unit=unit).items()}
    before = "Something else, \U0001f69a.\n\n"
    by = len(before)
    moved = [
        document(before + TEXT, f"d{n}", **{
            who: typed(*[((s + by, e + by), type) for (s, e), type in found])
            for who, found in zip(("gold", "pred"), both, strict=True)
        })
        for n, both in enumerate(documents)
    ]  # fmt: skip
    assert {key: prf(score) for key, score in mentions(moved, unit=unit).items()} == expected
    shuffled = [tuple(draw.sample(side, len(side)) for side in both) for both in documents]
    assert {k: prf(s) for k, s in mentions(made(*draw.sample(shuffled, len(shuffled))), unit=unit).items()} == expected
    names = dict(zip(TYPES, ("DATE", "TIME", "LAW"), strict=True))
    renamed = made(*[tuple([(where, names[type]) for where, type in side] for side in both) for both in documents])
    found = mentions(renamed, unit=unit)
    for (label, criterion), figures in expected.items():
        new = f"type={names[label[5:]]}" if (label or "").startswith("type=") else label
        assert prf(found[new, criterion]) == figures


@given(pairs, st.randoms(use_true_random=False))
def test_a_right_span_helps_and_a_wrong_one_does_not(documents, draw):
    """One more predicted span that gold has never lowers exact F1; one that gold lacks never raises it."""
    (gold, pred), *rest = documents
    places = {where for where, _ in gold}
    missing = [mark for mark in gold if mark[0] not in {where for where, _ in pred}]
    wrong = draw.choice([(s, e) for s, e in combinations(range(20), 2) if (s, e) not in places])
    before = mentions(made(*documents))
    worse = mentions(made((gold, [*pred, (wrong, "ORG")]), *rest))
    for label in (None, "type"):
        assert (worse[label, "exact"].f1 or 0) <= (before[label, "exact"].f1 or 0) + 1e-9
        if missing:
            better = mentions(made((gold, [*pred, draw.choice(missing)]), *rest))
            assert better[label, "exact"].f1 >= before[label, "exact"].f1 - 1e-9


@units
@given(documents=pairs)
def test_labels_add_up(unit, documents):
    """Gold, predictions and credit of all labels are the sums of those of each, and come from their pooled counts."""
    found = mentions(made(*documents), unit=unit)
    for criterion in CRITERIA:
        each = [score for (label, by), score in found.items() if by == criterion and (label or "").startswith("type=")]
        pooled = [sum(values) for values in zip(*[(s.gold, s.pred, s.credit) for s in each], strict=True)] or [0, 0, 0]
        whole = found["type", criterion]
        assert [whole.gold, whole.pred, whole.credit] == pytest.approx(pooled)
        gold, pred, credit = pooled
        assert whole.f1 == (pytest.approx(2 * credit / (gold + pred)) if gold + pred else None)


@settings(max_examples=25)
@given(documents=pairs, seed=st.integers(0, 9), times=st.sampled_from([1, 40]))
@example(documents=[([((20, 30), "ORG")], [((26, 30), "ORG")])], seed=0, times=40)  # begin in two paragraphs
def test_intervals_hold_the_value(documents, seed, times):
    """The interval is in range and holds F1, even of one resample; the same seed gives the same; none without any."""
    found = mentions(made(*documents), times=times, seed=seed)
    assert found == mentions(made(*documents), times=times, seed=seed)
    for (label, _), score in found.items():
        if score.f1 is None or "macro" in (label or ""):
            assert score.low is score.high is None
        elif score.low is None:
            assert times == 1  # the one that was drawn has no mark
        else:
            assert 0 <= score.low <= score.f1 <= score.high <= 1
    assert all(score.low is score.high is None for score in mentions(made(*documents)).values())


def test_another_seed_is_another_interval():
    """Else a seed would do nothing: of documents that are half right, the resamples are not all alike."""
    documents = made(*[([((0, 2), "ORG"), ((3, 5), "ORG")], [((0, 2 + n % 2), "ORG")]) for n in range(9)])
    intervals = {
        (score.low, score.high)
        for seed in range(5)
        for key, score in mentions(documents, times=30, seed=seed).items()
        if key == (None, "exact")
    }
    assert len(intervals) > 1


def test_the_unit_decides():
    """Half a word is another span in code points, the same in tokens; a word's code points are not its tokens."""
    text = "The Quellport-Anzeiger said so."
    both = [document(text, gold=typed(("The Quellport-Anzeiger", "ORG")), pred=typed(("The Quell", "ORG")))]
    by = {unit: mentions(both, unit=unit)[None, "partial"].credit for unit in UNITS}
    assert by["characters"] == pytest.approx(2 * 9 / (9 + 22))
    whole = [document(text, gold=typed(((4, 22), "ORG")), pred=typed(((5, 21), "ORG")))]
    assert mentions(whole)[None, "exact"].credit == 0 and mentions(whole, unit="tokens")[None, "exact"].credit == 1


def test_pieces_are_one_mark():
    """A mark in two pieces is exactly right only with both; partial credit counts the shared code points of both."""
    both = [
        document("Ada, she said, went. Ben stayed.", gold=typed((["Ada", "went"], "ORG")), pred=typed(("Ada", "ORG")))
    ]
    found = mentions(both)
    assert [found[None, criterion].credit for criterion in CRITERIA] == [0, pytest.approx(2 * 3 / (7 + 3)), 1]


# Ada, Ben, nobody and (said by one side only) Cleo; the ids of the sides have nothing to do with each other.
STORY = "Ada said the dam holds. Ben said it leaks. The dam, it was said, is old.\n\nCleo said no. The dam leaks."
PEOPLE = {
    "gold": {
        "entities": [("a", "PERSON"), ("b", "PERSON"), ("d", "FAC")],
        "mentions": [("m1", "a", "Ada"), ("m2", "b", "Ben"), ("m3", "d", "The dam")],
        "quotes": [
            ("q1", "a", "Ada", "the dam holds"),
            ("q2", "b", "Ben", "it leaks"),
            ("q3", None, None, "is old"),
        ],
        "claims": [
            ("c1", "a", "q1", "The dam holds."),
            ("c2", "b", "q2", "The dam leaks."),
            ("c3", "author", "The dam leaks", "The dam leaks today."),
        ],
        "records": [("r1", "d", [("s1", ("c1",), "c2"), ("s2", ("c2",), None)])],
        "relations": [
            ("x1", "contradicts", "c1", "c2"),
            ("x2", "supports", "s2", "c3"),
            ("x3", "qualifies", "s1", "c3"),
        ],
    },
    "pred": {
        "entities": [("b", "FAC"), ("c", "PERSON"), ("d", "PERSON"), ("a", "PERSON")],
        "mentions": [("m3", "d", "Ada"), ("m1", "a", "Ben"), ("m2", "b", "The dam"), ("m4", "c", "Cleo")],
        "quotes": [
            ("q9", "c", "Cleo", "no"),
            ("q3", "d", "Ada", "the dam holds"),
            ("q1", "d", "Ada", "leaks"),
            ("q2", None, None, "is old"),
        ],
        "claims": [
            ("c2", "d", "q3", "The dam holds well."),
            ("c3", "d", "q1", "The dam is leaking."),
            ("c1", "author", "The dam leaks", "It leaks today."),
        ],
        "records": [("r7", "b", [("z1", ("c2",), "c3"), ("z2", ("c3",), None)])],
        "relations": [
            ("x1", "contradicts", "c2", "c3"),
            ("x2", "qualifies", "z2", "c1"),
            ("x3", "contradicts", "c3", "c2"),
            ("x4", "supports", "z2", "c1"),
        ],
    },
}  # fmt: skip


def links(*documents, unit="characters"):
    """The lines on links by layer, label and criterion."""
    found = score_links(frame(documents, "gold", "pred", unit, 0))
    return {(score.layer, score.label, score.criterion): score for score in found}


def counted(score):
    """Gold, predictions, credit."""
    return score.gold, score.pred, score.credit


@units
def test_speakers(unit):
    """Three quotes meet; Ada's and nobody's have the same speaker, Ben's is given to Ada: accuracy 2 of 3.

    With the words asked for as well, 2 of 3 gold and of 4 predicted quotes are right: F1 4/7.
    """
    found = links(document(STORY, **PEOPLE), unit=unit)
    assert prf(found["quotes.speaker", None, "matched"]) == pytest.approx((2 / 3,) * 3)
    for criterion in CRITERIA:
        score = found["quotes.speaker", "with words", criterion]
        assert counted(score) == (3, 4, 2) and score.f1 == pytest.approx(4 / 7)


def test_claimants():
    """Of three claims two have the claimant of their counterpart: Ada and the author, who is no entity."""
    found = links(document(STORY, **PEOPLE))
    assert counted(found["claims.claimant", None, "matched"]) == (3, 3, 2)
    assert counted(found["claims.claimant", "with words", "exact"]) == (3, 3, 2)


def test_a_speaker_without_counterpart_is_nobody():
    """An id that both sides use for different people is no agreement, nor are two people who have no counterpart."""
    text = "Ada said yes. Ben said no."
    gold, pred = (
        {"entities": [("x", "PERSON", who)], "mentions": [("m", "x", who)], "quotes": [("q", "x", who, "yes")]}
        for who in ("Ada", "Ben")
    )
    assert counted(links(document(text, gold=gold, pred=pred))["quotes.speaker", None, "matched"]) == (1, 1, 0)


def test_relations():
    """Claims and states by what they correspond to: two of three gold ends are found, one of them twice, one reversed.

    Gold: c1 to c2, s2 to c3, s1 to c3. Predicted, in gold's ids: c1 to c2, s2 to c3 (twice), c2 to c1. With types
    c1 contradicts c2 and s2 supports c3 are right.
    """
    found = links(document(STORY, **PEOPLE))
    assert counted(found["relations", None, "endpoints"]) == (3, 4, 2)
    assert counted(found["relations", "type", "endpoints"]) == (3, 4, 2)
    pred = {**PEOPLE["pred"], "relations": PEOPLE["pred"]["relations"][:3]}
    found = links(document(STORY, gold=PEOPLE["gold"], pred=pred))
    assert counted(found["relations", None, "endpoints"]) == (3, 3, 2)
    assert counted(found["relations", "type", "endpoints"]) == (3, 3, 1)


def test_links_of_two_documents_add_up():
    """Counts and credit of both together are the sums, also for each measure of coreference."""
    one, other = document(STORY, **PEOPLE), document(STORY, "two", gold=PEOPLE["pred"], pred=PEOPLE["gold"])
    whole, parts = links(one, other), [links(one), links(other)]
    for key, score in whole.items():
        assert counted(score) == pytest.approx(tuple(map(sum, zip(*[counted(p[key]) for p in parts], strict=True))))
        if score.layer == "coreference":
            right = sum(part[key].precision * part[key].pred for part in parts)
            assert score.precision == pytest.approx(right / score.pred)


def test_coreference_lines():
    """Two mentions of one entity of which one is given to another, and one missing, worked out mention by mention.

    Gold {Ada, she}, {Ben}; predicted {Ada}, {she, Ben}. B-cubed: each of the three 1/2 or 1 of its own: recall
    (1/2 + 1/2 + 1) / 3, precision (1 + 1/2 + 1/2) / 3.
    """
    text = "Ada said she knew Ben."
    people = [("a", "PERSON"), ("b", "PERSON")]
    gold = {"entities": people, "mentions": [("1", "a", "Ada"), ("2", "a", "she"), ("3", "b", "Ben")]}
    pred = {"entities": people, "mentions": [("1", "b", "Ada"), ("2", "a", "she"), ("3", "a", "Ben")]}
    found = links(document(text, gold=gold, pred=pred))
    assert prf(found["coreference", "b_cubed", "exact"]) == pytest.approx((2 / 3,) * 3)
    assert counted(found["coreference", "b_cubed", "exact"]) == (3, 3, pytest.approx(2))
    # CEAF-e: {Ada, she} with {Ada} and {Ben} with {she, Ben}, each 2/3 alike: 4/3 of 2.
    assert prf(found["coreference", "ceaf_e", "exact"]) == pytest.approx((2 / 3,) * 3)
    # LEA: no link of two mentions is shared, and Ben has a link to himself only in gold.
    assert prf(found["coreference", "lea", "exact"]) == (0, 0, 0)


def test_no_links_are_undefined():
    """Sets without marks: every figure is None, none is 0 or 1; with one side empty only what that side decides."""
    for score in links(document(STORY, gold={}, pred={})).values():
        assert prf(score) == (None, None, None)
    for key, score in links(document(STORY, gold=PEOPLE["gold"], pred={})).items():
        assert score.precision is None, key
        if key[2] != "matched" and key[0] != "coreference":
            assert (score.recall, score.f1) == (0, 0)
    coreference = links(document(STORY, gold=PEOPLE["gold"], pred={}))["coreference", "lea", "exact"]
    assert (coreference.recall, coreference.f1) == (0, None)


KEY = [frozenset("abc"), frozenset("defg")]
RESPONSE = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


@pytest.mark.parametrize(
    ("measure", "recall", "precision"),
    [(b_cubed, 5 / 12, 1 / 2), (ceaf_e, 1.3 / 2, 1.3 / 3), (lea, (1 + 2 / 3) / 7, (2 + 2 / 3) / 8)],
)
def test_the_published_example(measure, recall, precision):
    """Key {a,b,c} {d,e,f,g}, response {a,b} {c,d} {f,g,h,i} (Pradhan et al. 2014); LEA: Moosavi and Strube 2016."""
    sums = measure(KEY, RESPONSE)
    assert (sums.found / sums.key, sums.right / sums.response) == pytest.approx((recall, precision))
    back = measure(RESPONSE, KEY)
    assert (back.right / back.response, back.found / back.key) == pytest.approx((recall, precision))


def grouped(mentions):
    """Clusters from (mention, entity) pairs, no mention twice."""
    groups = {}
    for mention, entity in dict(mentions).items():
        groups.setdefault(entity, set()).add(mention)
    return [frozenset(group) for group in groups.values()]


clusters = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=12).map(grouped)


def connections(cluster):
    """Pairs of mentions; of one alone the pair with itself."""
    return {(m, m) for m in cluster} if len(cluster) == 1 else set(combinations(sorted(cluster), 2))


def slowly(key, response):
    """Recall's numerator of each measure, by definition: mention by mention, a full matrix, link by link."""
    of = {mention: group for group in response for mention in group}
    cubed = sum(len(group & of[m]) / len(group) for group in key for m in group if m in of)
    phi = np.array([2 * len(a & b) / (len(a) + len(b)) for a, b in product(key, response)])
    phi = phi.reshape(len(key), len(response))
    best = phi[linear_sum_assignment(phi, maximize=True)].sum()
    there = set().union(*map(connections, response))
    linked = sum(len(group) * len(connections(group) & there) / len(connections(group)) for group in key)
    return {"b_cubed": cubed, "ceaf_e": best, "lea": linked}


@given(clusters, clusters)
def test_coreference_by_definition(key, response):
    """Each measure is that of a slow computation, both ways round."""
    there, back = slowly(key, response), slowly(response, key)
    for name, measure in MEASURES.items():
        sums = measure(key, response)
        sizes = [len(side) if name == "ceaf_e" else sum(map(len, side)) for side in (key, response)]
        assert (sums.found, sums.right) == pytest.approx((there[name], back[name]))
        assert [sums.key, sums.response] == sizes


@given(clusters, st.integers(0, 9))
def test_a_grouping_fits_itself(groups, seed):
    """Recall and precision are 1, in whatever order the clusters come; without mentions nothing is divided."""
    shuffled = random.Random(seed).sample(groups, len(groups))
    for measure in MEASURES.values():
        found, key, right, response = measure(groups, shuffled)
        assert (found, right) == pytest.approx((key, response))
        assert measure([], groups)[:3] == (0, 0, 0) and measure(groups, [])[2:] == (0, 0)


def test_entities_of_one_mention_link_to_themselves():
    """LEA: alone on both sides is right, alone on one is not."""
    alone, together = [frozenset("a"), frozenset("bc")], [frozenset("ab"), frozenset("c")]
    assert lea(alone, alone)[0] == 3 and lea([frozenset("a")], [frozenset("a")]) == (1, 1, 1, 1)
    assert lea(alone, together)[0] == 0


def test_the_shipped_gold_fits_itself_in_tokens_too():
    """Every layer, negatives in boilerplate among them: what there is scores 1, whatever is counted."""
    for unit in ("characters", "tokens"):
        found = onrecord.score("gold", "gold", unit=unit, resamples=0)
        assert {score.f1 for score in found if score.gold} == {1.0}
