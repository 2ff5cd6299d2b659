"""Fixes mend what they say and nothing that takes a judgement, add no problem, and change nothing when run again."""

import copy
import json
import random
import re
from collections import Counter
from hashlib import sha256

import msgspec
import pytest

from onrecord import codec, fixes, store
from onrecord.codes import CODES
from onrecord.fixes.base import LOOK, only_place
from onrecord.model import AnnotationSet, Span
from onrecord.rules import SET_RULES, STRICT_RULES
from onrecord.rules import run as judge
from onrecord.rules.base import DocumentContext
from onrecord.rules.base import set_context as index
from onrecord.spans import Offsets
from tests.rules.base import BASE, TEXT, at, changed, mention, spans
from tests.rules.test_rules import set_context

_M, _Q, _C = "marks/mentions/0/spans", "marks/quotes", "marks/claims"


def span(start, end, text):
    """A span as it stands in a file."""
    return {"start": start, "end": end, "text": text}


def _spans(value):
    """Every list of spans in a JSON value."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("spans", "signal"):
                yield item
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def _counted(convert):
    """A fault: every offset of a set is changed by `convert(text, offset, 1 for an end else 0)`."""

    def fault(marks, text, chance):
        for group in _spans(marks):
            for each in group:
                each["start"], each["end"] = convert(text, each["start"], 0), convert(text, each["end"], 1)

    return fault


UNITS = {
    "utf-16": _counted(lambda text, offset, _: Offsets(text).to_utf16(offset)),
    "bytes": _counted(lambda text, offset, _: Offsets(text).to_utf8(offset)),
    "crlf": _counted(lambda text, offset, _: offset + text.count("\n", 0, offset)),
    "inclusive": _counted(lambda text, offset, end: offset - end),
    "from one": _counted(lambda text, offset, _: offset + 1),
}


def recounted(unit):
    """The marks of the base with every offset in another unit."""
    marks = copy.deepcopy(BASE["marks"])
    UNITS[unit](marks, TEXT, None)
    return marks


def text_changed(old, new):
    """A patch that puts `new` for `old` in the text, of the same length, with the hashes that go with it."""
    text = TEXT.replace(old, new, 1)
    assert len(text) == len(TEXT) and text != TEXT
    hash = sha256(text.encode()).hexdigest()
    return {"text": text, "record/text/sha256": hash, "marks/text_sha256": hash}


_CONTENT, _CUE, _BERG = f"{_Q}/0/content/spans", f"{_Q}/0/cue/spans", "marks/mentions/1/spans"
_SCARCE = at("that masks were scarce in Ottawa")
_ENOUGH = spans("“We have enough,”", "“and we always had.”")
_FIDELITY = (f"{_C}/0/realizations/0/fidelity", f"{_C}/1/realizations/0/fidelity")

# The fix, what is wrong, and what it makes of that: paths in the base with the values they then have.
CASES = [
    ("trim-edges", {_M: [at("Ottawa ")]}, {_M: [at("Ottawa")]}),
    ("trim-edges", {_CONTENT: [at("in Ottawa.\u00a0")]}, {_CONTENT: [at("in Ottawa.")]}),
    ("trim-edges", {_M: [at("Ottawa") | {"text": " Ottawa"}]}, {_M: [at("Ottawa")]}),
    ("sort-spans", {f"{_Q}/1/content/spans": _ENOUGH[::-1]}, {f"{_Q}/1/content/spans": _ENOUGH}),
    *(("other-unit", {"marks": recounted(unit)}, {"marks": BASE["marks"]}) for unit in UNITS),
    (
        "copy-words",
        text_changed("in Ottawa", "in\u00a0Ottawa"),
        {_CONTENT: [_SCARCE | {"text": "that masks were scarce in\u00a0Ottawa"}]},
    ),
    ("move-to-words", {_BERG: [span(0, 9, "Anna Berg")]}, {_BERG: [at("Anna Berg")]}),
    ("move-to-words", {_BERG: [span(9000, 9009, "Anna Berg")]}, {_BERG: [at("Anna Berg")]}),
    ("move-to-quote", {_CUE: [span(0, 4, "said")]}, {_CUE: [at("said")]}),
    ("move-to-quote", {f"{_Q}/5/cue/spans": [span(0, 4, "said")]}, {f"{_Q}/5/cue/spans": [at("said", 3)]}),
    ("move-to-quote", {f"{_Q}/3/cue/spans": [span(0, 4, "said")]}, {f"{_Q}/3/cue/spans": [at("said", 2)]}),
    (
        "move-to-quote",
        {f"{_Q}/4/source/spans": [span(0, 11, "the website")]},
        {f"{_Q}/4/source/spans": [at("the website", 1)]},
    ),
    ("fidelity-of-mode", {_FIDELITY[0]: "verbatim"}, {_FIDELITY[0]: "paraphrase"}),
    ("fidelity-of-mode", {_FIDELITY[1]: "author"}, {_FIDELITY[1]: "verbatim"}),
]

# What is wrong, and would take a judgement.
UNTOUCHED = {
    "spans that overlap": {_M: [at("Ottawa warns"), at("warns of")]},
    "spans that overlap, and are not in order": {_M: [at("warns of"), at("Ottawa warns")]},
    "white space alone": {_M: [at(" ")]},
    "offsets that fit no one unit, of words that stand in two places": {_M: [span(20, 26, "Ottawa")]},
    "words that are nowhere": {_M: [span(2, 8, "Otawa!")]},
    "half a word, if whole": {_M: [span(20, 24, "Otta")]},
    "two cues in one sentence": {f"{_Q}/6/cue/spans": [span(0, 4, "said")]},
    "a cue beside content that is wrong": {
        f"{_Q}/4/cue/spans": [span(0, 4, "said")],
        f"{_Q}/4/content/spans": [at("masks") | {"text": "depot"}],
    },
    "a mixed quote, verbatim or not": {f"{_C}/4/realizations/0/fidelity": "author"},
    "the fidelity where the mode is wrong": {f"{_Q}/0/mode": "direct"},
    "another text": {"marks/text_sha256": "0" * 64, "marks/mentions/1/spans": [span(0, 9, "Anna Berg")]},
}


@pytest.mark.parametrize(("fix", "patch", "expected"), CASES)
def test_a_fix_mends(fix, patch, expected):
    """By that fix alone; afterwards the set has no fault that it can mend, and the values are those expected."""
    mending = fixes.mend(set_context(changed(patch)), unsafe=True)
    wanted = changed(patch | expected)["marks"]
    assert mending.marks == msgspec.convert(wanted, AnnotationSet)
    assert set(mending.done) == {fix} and mending.left == () and mending.solved


@pytest.mark.parametrize("why", UNTOUCHED)
def test_no_judgement(why):
    """Where more than one thing could be meant, nothing is done; there is a problem all the same."""
    context = set_context(changed(UNTOUCHED[why]))
    assert judge(SET_RULES, context)
    assert fixes.mend(context, unsafe=True) == fixes.Mending(context.marks, {}, (), 0)


def test_every_fix_has_a_case():
    """Each with its own name and a page; each code it mends has a problem page."""
    assert {fix.name for fix in fixes.FIXES} == {case[0] for case in CASES}
    assert len({fix.name for fix in fixes.FIXES}) == len(fixes.FIXES)
    known = {code.code for code in CODES}
    for fix in fixes.FIXES:
        assert known.issuperset(fix.codes) and len(fix.find.__doc__) > 100


@pytest.mark.parametrize(("fix", "patch", "expected"), CASES)
def test_only_safe_fixes_without_leave(fix, patch, expected):
    """Without --unsafe-fixes the others do nothing."""
    safe = {f.name: f.safe for f in fixes.FIXES}[fix]
    assert bool(fixes.mend(set_context(changed(patch))).done) == safe


TWICE = {
    "marks/mentions/-": mention("m9", "berg", "Anna Berg") | {"spans": [span(0, 9, "Anna Berg")]},
    "marks/mentions/2/spans": [span(9000, 9009, "Carl Dorn")],
}


def test_a_fix_that_would_add_a_problem_is_left():
    """It is not made and is told with the code; the same fix elsewhere is made."""
    mending = fixes.mend(set_context(changed(TWICE)), unsafe=True)
    assert mending.done == {"move-to-words": 1} and mending.solved == 1
    assert mending.left == (fixes.Left("move-to-words", 1, ("EN304",)),)
    assert mending.marks.mentions[2].spans[0].start == at("Carl Dorn")["start"]


ELSEWHERE = [
    # One mark leaves the boilerplate, another would come there.
    (
        {
            "marks/mentions/2/spans": [at("Read more") | {"text": "Carl Dorn"}],
            "marks/mentions/-": mention("m9", "ottawa", "Anna Berg") | {"spans": [at("warns") | {"text": "Read more"}]},
        },
        1,
        ("SP205",),
    ),
    # The words stand in a quote of the claimant, which is what the strict rules ask to name.
    (
        {
            "marks/claims/0/realizations/-": {
                "spans": [at("Anna Berg") | {"text": "masks were scarce"}],
                "fidelity": "paraphrase",
            }
        },
        0,
        ("ST902",),
    ),
]


@pytest.mark.parametrize(("patch", "moved", "codes"), ELSEWHERE)
def test_a_problem_gone_is_no_leave_for_another(patch, moved, codes):
    """What one mark no longer has, another does not get; nor does any get what only the strict rules find."""
    mending = fixes.mend(set_context(changed(patch)), unsafe=True)
    assert mending.done == ({"move-to-words": moved} if moved else {})
    assert mending.left == (fixes.Left("move-to-words", 1, codes),)


def test_too_many_changes_are_all_made_or_none(monkeypatch):
    """Beyond the limit they are not tried apart."""
    monkeypatch.setattr(fixes, "SPLIT", 1)
    mending = fixes.mend(set_context(changed(TWICE)), unsafe=True)
    assert (mending.done, mending.left) == ({}, (fixes.Left("move-to-words", 2, ("EN304",)),))


def terms(text, *places):
    """A set of nothing but negatives, one span each, on a text of its own."""
    hash = sha256(text.encode()).hexdigest()
    empty = {layer: [] for layer, value in BASE["marks"].items() if isinstance(value, list)}
    marks = [{"id": f"n{i}", "reason": "term", "spans": [span(*place)]} for i, place in enumerate(places)]
    patch = {"text": text, "marks": BASE["marks"] | empty | {"negatives": marks, "text_sha256": hash}}
    return set_context(changed(patch))


@pytest.mark.parametrize(
    ("text", "places", "expected"),
    [
        # Each offset in bytes is four more; the first word so counted is where the second stands, and moves with it.
        ("éééé him him", [(9, 12, "him"), (13, 16, "him")], [(5, 8), (9, 12)]),
        # The first is against it, since no byte offset is 5: it stays.
        ("éééé him him", [(5, 8, "him"), (13, 16, "him")], [(5, 8), (9, 12)]),
        # As UTF-16 it is the second word, as bytes the first.
        ("😀 x x", [(5, 6, "x")], [(5, 6)]),
        # Beyond the end Python's slice is right, and the span is not.
        ("to him", [(3, 9, "him")], [(3, 6)]),
        # The form is another, and the end is beyond the text.
        ("a\u00a0him", [(0, 9, "a him")], [(0, 9)]),
        # The first is half a word, which is no matter of offsets.
        ("Anna met Ann. Bo left.", [(0, 3, "Ann"), (1, 3, "Bo")], [(0, 3), (14, 16)]),
    ],
)
def test_where_spans_are_then(text, places, expected):
    """What moves, and what stays."""
    mending = fixes.mend(terms(text, *places), unsafe=True)
    found = [n.spans[0] for n in mending.marks.negatives]
    assert [(at.start, at.end) for at in found] == expected and mending.left == ()


def test_a_fix_that_solves_nothing_is_left(monkeypatch):
    """It would never come to an end."""
    useless = fixes.Fix(("SP203",), "useless", True, lambda _: [fixes.Change(("guidelines",), "1.0")])
    monkeypatch.setattr(fixes, "FIXES", (useless,))
    context = set_context(changed({_M: [at("Ottawa ")]}))
    assert fixes.mend(context) == fixes.Mending(context.marks, {}, (fixes.Left("useless", 1, ()),), 0)


def test_a_quote_and_its_cue_in_one_run():
    """The content comes first: a cue is looked for beside content that is right."""
    wrong = {f"{_Q}/0/content/spans": [span(1, 2, "that masks were scarce in Ottawa")],
             f"{_Q}/0/cue/spans": [span(0, 4, "said")]}  # fmt: skip
    mending = fixes.mend(set_context(changed(wrong)), unsafe=True)
    assert mending.marks == msgspec.convert(BASE["marks"], AnnotationSet)
    assert mending.done == {"move-to-words": 1, "move-to-quote": 1}


def test_words_in_too_many_places():
    """After so many half words nobody looks for a whole one."""
    text = "Anna " * LOOK + "Ann"
    assert only_place(text, "Ann", [(0, len(text))]) is None
    assert only_place(text, "Ann", [(5, len(text))]) == Span(len(text) - 3, len(text), "Ann")


def test_paragraph_too_long_for_sentences(monkeypatch):
    """It is not divided; then only the one place in the paragraph counts."""
    monkeypatch.setattr("onrecord.fixes.quotes.LONG", 10)
    wrong = {f"{_Q}/4/source/spans": [span(0, 11, "the website")]}
    assert fixes.mend(set_context(changed(wrong)), unsafe=True).done == {}


# Faults that tools and people make, as they change a set in its JSON form: all of it, or some marks by chance.


def _wider(marks, text, chance):
    for group in _spans(marks):
        for each in group:
            start, end = each["start"], each["end"]
            start -= chance.random() < 0.3 and text[start - 1 : start].isspace()
            end += chance.random() < 0.3 and text[end : end + 1].isspace()
            each |= span(start, end, text[start:end] or each["text"])


def _shuffled(marks, text, chance):
    for group in _spans(marks):
        chance.shuffle(group)


def _slipped(marks, text, chance):
    for group in _spans(marks):
        for each in group:
            if chance.random() < 0.2:
                by = chance.choice([-7, -1, 1, 2, 40, 9000])
                each["start"], each["end"] = max(0, each["start"] + by), max(0, each["end"] + by)


def _plain_spaces(marks, text, chance):
    for group in _spans(marks):
        for each in group:
            each["text"] = each["text"].replace("\u00a0", " ")


def _misworded(marks, text, chance):
    for group in _spans(marks):
        for each in group:
            if chance.random() < 0.2:
                each["text"] = chance.choice([each["text"][:-1] or "x", each["text"].upper(), "said", "the"])


def _unfaithful(marks, text, chance):
    for claim in marks["claims"]:
        for place in claim["realizations"]:
            place["fidelity"] = chance.choice(["verbatim", "paraphrase", "author"])


def _mixed_up(marks, text, chance):
    for fault in chance.sample([_wider, _shuffled, _slipped, _plain_spaces, _misworded, _unfaithful], 4):
        fault(marks, text, chance)


# The fault, and whether everything can be made as it was.
FAULTS = {
    "wider": (_wider, True),
    "shuffled": (_shuffled, True),
    **{unit: (fault, True) for unit, fault in UNITS.items()},
    "plain spaces": (_plain_spaces, True),
    "slipped": (_slipped, False),
    "misworded": (_misworded, False),
    "unfaithful": (_unfaithful, False),
    "mixed up": (_mixed_up, False),
}
CORPUS = store.read_corpus(store.default_root())


def _found(context, rules=SET_RULES):
    """How often each code is found in each mark: its path, without the indices of single spans."""
    found = [(code, "/".join(map(str, finding.path))) for code, finding in judge(rules, context)]
    return Counter((code, re.split("/(?:spans|signal)", path)[0]) for code, path in found)


def _frame(marks):
    """A set as JSON, without what fixes may change."""
    plain = json.loads(codec.encode(marks))
    for group in _spans(plain):
        group[:] = [len(group)]
    for claim in plain["claims"]:
        for place in claim["realizations"]:
            del place["fidelity"]
    return plain


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("id", list(CORPUS))
def test_what_is_mended_is_no_worse_and_stays(id, fault):
    """No mark with a problem it did not have, less in all if anything was done; again the same bytes; no mark lost."""
    document, chance = CORPUS[id], random.Random(f"{id} {fault}")
    about = DocumentContext(document.record, document.text, document.text.encode(), id)
    gold = document.sets["gold"]
    marks = json.loads(codec.encode(gold))
    FAULTS[fault][0](marks, document.text, chance)
    context = index(msgspec.convert(marks, AnnotationSet), about)
    before, strict = _found(context), _found(context, STRICT_RULES)
    for unsafe in (False, True):
        mending = fixes.mend(context, unsafe)
        fresh = index(mending.marks, about)
        after = _found(fresh)
        assert _found(fresh, STRICT_RULES) <= strict
        assert after <= before and before.total() - after.total() == mending.solved >= bool(mending.done)
        again = fixes.mend(fresh, unsafe)
        assert again.done == {} and codec.encode(again.marks) == codec.encode(mending.marks)
        assert _frame(mending.marks) == _frame(context.marks)
    if FAULTS[fault][1]:
        assert mending.marks == gold
