"""Re-anchoring, without a disk: what is called kept or moved is where it must be, or it is called ambiguous."""

import random
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.anchors import (
    BODY,
    CHANGED,
    KEPT,
    LOST,
    MOVED,
    PLACES,
    Anchors,
    alignment,
    anchoring,
    carry_set,
    carry_zones,
    covered,
)
from onrecord.anchors.losses import Fallen
from onrecord.errors import UsageError
from onrecord.model import IdentityLink, Span, Zone
from onrecord.spans import paragraphs, splits_word
from onrecord.store import default_root, read_corpus
from tests import marked

CORPUS = read_corpus(default_root())
ARTICLE = CORPUS["cbc-ppe-dispute"]
SIGNS = "ab é\u0301\u00a0\u200d👩👧日\n\r.“'-"
VOCABULARY = ("a", "b", "he", "said", "Ottawa", "né", "e\u0301", "👩\u200d👧", "日本", "U.S.")
seeds = st.integers(0, 2**32)


def span(text, words, at=0):
    """The span of `words`, looked for from `at` on."""
    start = text.index(words, at)
    return Span(start, start + len(words), words)


def carry(old, new, words):
    """What becomes of `words`: verdict, new words, ambiguous."""
    found = Anchors(old, new).carry(span(old, words))
    assert found.span is None or new[found.span.start : found.span.end] == found.span.text
    return found.verdict, found.span and found.span.text, found.ambiguous


class Sequence:
    """A text of words that know where they came from, and what a mark on one of them must become."""

    def __init__(self, rng, vocabulary, ends=(" ", " ", " ", "\n", "\u00a0", "\n\n", ". ")):
        self.rng, self.vocabulary, self.ends = rng, vocabulary, ends
        self.old = self.made(rng.randint(2, 25), range(1000))
        self.new = list(self.old)

    def made(self, many, ids=None):
        """Words, each with what stands after it, and the place in the old text, or None for what is put in."""
        ids = iter(ids or [None] * many)
        return [(self.rng.choice(self.vocabulary), self.rng.choice(self.ends), next(ids)) for _ in range(many)]

    def take_out(self, spare=None):
        """Take out up to five words, but not that one."""
        at, many = self.rng.randrange(len(self.new) + 1), self.rng.randint(1, 5)
        if spare not in [id for _, _, id in self.new[at : at + many]]:
            del self.new[at : at + many]

    def put_in(self, vocabulary=None):
        """Put in up to five words, at any place between words."""
        at, other = self.rng.randrange(len(self.new) + 1), Sequence.__new__(Sequence)
        other.rng, other.vocabulary, other.ends = self.rng, vocabulary or self.vocabulary, self.ends
        self.new[at:at] = other.made(self.rng.randint(1, 5))

    @staticmethod
    def text(words):
        """The words as a text."""
        return "".join(word + end for word, end, _ in words)

    def place(self, words, id):
        """Where the word of that origin stands, or None."""
        at = 0
        for word, end, known in words:
            if known == id:
                return at, at + len(word)
            at += len(word) + len(end)
        return None

    def carried(self, id):
        """What becomes of a word, and where it truly is."""
        old, new = self.text(self.old), self.text(self.new)
        start, end = self.place(self.old, id)
        return Anchors(old, new).carry(Span(start, end, old[start:end])), self.place(self.new, id)


def where(found):
    """Start and end of what was carried."""
    return found.span and (found.span.start, found.span.end)


# What must hold of any two texts


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS, max_size=40), seeds)
def test_unchanged_text_is_the_identity(text, seed):
    """Law 17: of any text and any span, even one that cuts a word."""
    start, end = sorted(random.Random(seed).choices(range(len(text) + 1), k=2))
    if start < end:
        whole = Span(start, end, text[start:end])
        assert Anchors(text, text).carry(whole) == (KEPT, whole, False, ((), 0))


@settings(max_examples=400, deadline=None)
@given(st.text(SIGNS, max_size=40), st.text(SIGNS, max_size=40), seeds)
def test_of_any_two_texts_only_equal_words_are_kept_or_moved(old, new, seed):
    """Runs are equal text in order; a verdict says what the words and offsets say; no edge newly cuts a word."""
    rng = random.Random(seed)
    anchors = Anchors(old, new)
    for before, after in zip(anchors.runs, anchors.runs[1:], strict=False):
        assert before.end <= after.old and before.new_end <= after.new
    for run in anchors.runs:
        assert run.length > 0 and old[run.old : run.end] == new[run.new : run.new_end]
    for _ in range(5 if old else 0):
        start, end = sorted(rng.choices(range(len(old) + 1), k=2))
        if start == end:
            continue
        found = anchors.carry(Span(start, end, old[start:end]))
        if found.verdict == LOST:
            assert found.span is None
            continue
        a, b = where(found)
        assert found.span.text == new[a:b] != ""
        same = found.span.text == old[start:end]
        assert found.verdict == (CHANGED if not same else KEPT if a == start else MOVED)
        assert not splits_word(new, a) or splits_word(old, start)
        assert not splits_word(new, b) or splits_word(old, end)


# One edit, or edits of one kind: the texts tell where a mark is, or that they do not


@settings(max_examples=500, deadline=None)
@given(seeds, st.sampled_from((2, 4, 10)), st.booleans())
def test_one_edit_outside_a_mark_moves_it_exactly(seed, many, put_in):
    """Law 18: whatever is put in or taken out, words equal to the mark among it; or the mark is called ambiguous."""
    made = Sequence(random.Random(seed), VOCABULARY[:many])
    id = made.rng.randrange(len(made.old))
    made.put_in() if put_in else made.take_out(spare=id)
    found, truth = made.carried(id)
    assert found.ambiguous or (found.verdict in (KEPT, MOVED) and where(found) == truth)


@settings(max_examples=500, deadline=None)
@given(seeds, st.sampled_from((2, 4, 10)))
def test_words_that_are_taken_out_are_lost(seed, many):
    """Never kept by an equal word beside them, but with the note that it could as well be that one."""
    made = Sequence(random.Random(seed), VOCABULARY[:many])
    made.take_out()
    for _, _, id in set(made.old) - set(made.new):
        found, _ = made.carried(id)
        assert found.ambiguous or found.verdict == LOST


@settings(max_examples=300, deadline=None)
@given(seeds, st.sampled_from((2, 4, 10)), st.sampled_from(((" ",), ("\n",))), st.booleans())
def test_many_edits_of_one_kind_in_repeated_words(seed, many, ends, put_in):
    """Words of a line, or lines, put in anywhere, or taken out anywhere: what is called sure is right, none is lost."""
    made = Sequence(random.Random(seed), VOCABULARY[:many], ends)
    id = made.rng.randrange(len(made.old))
    for _ in range(made.rng.randint(2, 4)):
        made.put_in() if put_in else made.take_out(spare=id)
    found, truth = made.carried(id)
    assert found.ambiguous or (found.verdict in (KEPT, MOVED) and where(found) == truth)


@settings(max_examples=300, deadline=None)
@given(seeds, st.sampled_from((2, 4, 10)), st.sampled_from(((" ",), ("\n",))))
def test_two_edits_one_after_the_other_are_as_good_as_both(seed, many, ends):
    """Law 21: some words taken out, some that are new put in. The way over the text between ends at the same place."""
    made = Sequence(random.Random(seed), VOCABULARY[:many], ends)
    id = made.rng.randrange(len(made.old))
    edits = [lambda: made.take_out(spare=id), lambda: made.put_in(("xenon", "quartz"))]
    made.rng.shuffle(edits)
    edits[0]()
    first, _ = made.carried(id)
    between = made.text(made.new)
    edits[1]()
    found, truth = made.carried(id)
    second = Anchors(between, made.text(made.new)).carry(first.span) if first.span else first
    if not (first.ambiguous or second.ambiguous):
        assert where(second) == truth
    if not found.ambiguous and found.verdict != LOST:
        assert where(found) == truth


@settings(max_examples=300, deadline=None)
@given(seeds, st.sampled_from((2, 4, 10)))
def test_an_edit_inside_a_mark_is_reported(seed, many):
    """Law 19: a mark with other words inside is changed or lost; equal words elsewhere do not stand in for it."""
    rng = random.Random(seed)
    made = Sequence(rng, VOCABULARY[:many], (" ",))
    first = rng.randrange(len(made.old))
    last = rng.randrange(first, len(made.old))
    at = rng.randint(first + 1, max(first + 1, last))
    until = min(max(at, last), at + rng.randint(0, 2))
    if last - first < 2:
        return
    new = made.text([*made.old[:at], *made.made(rng.randint(0, 4)), *made.old[until:]])
    old, start, end = made.text(made.old), made.place(made.old, first)[0], made.place(made.old, last)[1]
    found = Anchors(old, new).carry(Span(start, end, old[start:end]))
    if found.verdict in (KEPT, MOVED) and not found.ambiguous:  # the same words were put in again
        assert start <= found.span.start and found.span.end <= end + len(new) - len(old)


def test_ambiguous_and_lost_words_come_with_every_place():
    """Law 20: all places where the words stand whole; of very many the first, and the number of all."""
    old = "Ottawa said no.\n" * 3
    found = Anchors(old, "Ottawa said no.\n" * 2).carry(span(old, "Ottawa", 16))
    assert (found.ambiguous, found.places) == (True, (((0, 6), (16, 22)), 2))
    old, new = "He left. Rome fell.", "He stayed. (Romeo, Rome; Rome!)"
    assert Anchors(old, new).carry(span(old, "Rome")).places == (((19, 23), (25, 29)), 2)
    found = Anchors("he", "Nobody. " + "the he, " * (PLACES + 1)).carry(Span(0, 2, "he"))
    assert (len(found.places.listed), found.places.number) == (PLACES, PLACES + 1)


def test_of_very_many_lost_words_the_last_are_not_looked_for(monkeypatch):
    """The search has a limit; where it ends, the number of places is None, not 0."""
    monkeypatch.setattr(anchoring, "SEARCHED", 10)
    old, new = "one two three four", "(four, three, two, one)"
    anchors = Anchors(old, new)
    found = [anchors.carry(span(old, word)) for word in old.split()]
    assert [each.places.number for each in found if each.verdict == LOST] == [1, None, None, None]


# Repeated text


@pytest.mark.parametrize("block", ["The same line.\n", "One paragraph.\n\n", "He said so. "])
def test_one_of_many_equal_blocks_taken_out(block):
    """Nobody can say which: every mark is ambiguous, and those that are carried are so in order."""
    old = block * 1000
    anchors = Anchors(old, block * 999)
    spans = [span(old, block.split()[1], i * len(block)) for i in range(1000)]
    found = [anchors.carry(s) for s in spans]
    assert all(each.ambiguous for each in found)
    assert sum(each.verdict == LOST for each in found) == 1
    places = [each.span.start for each in found if each.span]
    assert places == sorted(set(places))


def test_an_edit_among_many_equal_blocks():
    """What stands in one of a thousand equal paragraphs tells all others apart: none is ambiguous."""
    block = "The minister said that Ottawa was ready.\n\n"
    old = block * 1000
    at = len(block) * 500 + block.index("Ottawa")
    anchors = Anchors(old, old[:at] + "even " + old[at:])
    found = [anchors.carry(span(old, "Ottawa", i * len(block))) for i in range(1000)]
    assert [each.verdict for each in found] == [KEPT] * 500 + [MOVED] * 500
    assert not any(each.ambiguous for each in found)


@pytest.mark.parametrize("edit", ["middle", "ends", "spaces"])
def test_work_does_not_grow_with_what_is_repeated(edit, monkeypatch):
    """Law 22, without a clock: what is compared unit by unit, in a text and in one of twice the length."""

    def compared(many):
        sizes = []
        monkeypatch.setattr(
            alignment, "_edits", lambda a, b, depth: sizes.append(len(a) + len(b)) or edits(a, b, depth)
        )
        old = "\n\n".join(f"Paragraph {i // 2} says what the others say: no." for i in range(many))
        half = old.index(f"Paragraph {many // 4}")
        new = {
            "middle": old[:half] + "Not so. " + old[half:],
            "ends": "Now: " + old + " Really.",
            "spaces": old.replace(" ", "\u00a0"),
        }[edit]
        assert Anchors(old, new).runs[-1].new_end == len(new) - 8 * (edit == "ends")
        return sum(sizes)

    edits = alignment._edits
    once, twice = compared(500), compared(1000)
    assert twice <= 2.1 * once
    assert edit == "spaces" or twice < 100 or edit == "ends"


# Examples


@pytest.mark.parametrize(
    ("old", "new", "words", "expected"),
    [
        ("He said no.", "Yes. He said no.", "said", (MOVED, "said")),
        ("He said no.", "👩\u200d👧 He said no.", "He", (MOVED, "He")),
        ("He said no.", "He often said no.", "said", (MOVED, "said")),  # put in at the edge: outside
        ("He said no.", "He said clearly no.", "said", (KEPT, "said")),
        ("Ottawa's deputy minister left.", "Ottawa's minister left.", "deputy minister", (CHANGED, "minister")),
        ("The prime minister left.", "The former prime and first minister left.", "prime minister",
         (CHANGED, "prime and first minister")),
        ("Justin Trudeau left.", "Mark Trudeau left.", "Justin Trudeau", (CHANGED, "Mark Trudeau")),
        ("Ottawa has recieved masks.", "Ottawa has received masks.", "recieved", (CHANGED, "received")),
        ("Skellimar Co says so.", "On Friday, Skelimar Co said so.", "Skellimar Co", (CHANGED, "Skelimar Co")),
        ("So he left the town.", "So she left the town.", "he", (CHANGED, "she")),  # half a word is none
        ("It is now here, he said.", "It is nowhere, he said.", "here", (CHANGED, "nowhere")),
        ("A cafe in Nice.", "A cafe\u0301 in Nice.", "cafe", (CHANGED, "cafe\u0301")),
        ("Canada's masks.", "Canadas masks.", "Canada", (CHANGED, "Canadas")),
        ("He said no.", "He told us no.", "said", (LOST, None)),
        ("Ottawa has masks.", "Toronto has masks.", "Ottawa", (LOST, None)),
        ("It went to Detroit,\u00a0Mich., daily.", "It went to Detroit, Mich., daily.", "Detroit,\u00a0Mich.",
         (CHANGED, "Detroit, Mich.")),
        ("One.\n\nTwo said no.", "One. Two said no.", "Two", (MOVED, "Two")),
        ("One.\n\nTwo said no.\n", "One.\r\n\r\nTwo said no.\r\n", "Two", (MOVED, "Two")),
        ("He said “no.” Then he left.\n\nShe came.", "He said “no.”\n\nShe came.", "“no.”", (KEPT, "“no.”")),
        ("He said “no.” Then he left.", "He said “no.”", "“no.”", (KEPT, "“no.”")),
    ],
)  # fmt: skip
def test_an_edit_and_what_becomes_of_a_mark(old, new, words, expected):
    """One mark each."""
    assert carry(old, new, words) == (*expected, False)


def test_a_sentence_that_begins_like_the_next():
    """It is taken out whole: the edit stands at the borders of sentences. But the note says that it need not."""
    old, new = "He said yes. He said no. He left.", "He said yes. He left."
    anchors = Anchors(old, new)
    first, second, third = (anchors.carry(span(old, "He", at)) for at in (0, 1, 14))
    assert (first.verdict, second.verdict, third.verdict) == (KEPT, LOST, MOVED)
    assert (first.ambiguous, second.ambiguous, third.ambiguous) == (False, True, True)
    back = Anchors(new, old).carry(span(new, "He", 1))
    assert (back.verdict, back.span.start, back.ambiguous) == (MOVED, 25, True)


@pytest.mark.parametrize(
    ("old", "new", "words", "verdict"),
    [
        # As many words as can be: rather put in and taken out than all replaced.
        ("Kofi Annan left the town early", "In the end, after all, Kofi Annan", "Kofi Annan", MOVED),
        # A word between two rewritten passages, a line that was rewritten: no evidence; a line of two words is.
        ("Ottawa has masks, as it said in spring. Berlin thought he resigned.",
         "Ottawa has masks, as it said in spring. Toronto's mayor says he never came.", "he", LOST),
        ("He said the government would send masks.", "He denied that Ottawa had any role in it.", "He", LOST),
        ("He left.", "He resigned.", "He", KEPT),
        # Less than half of a mark is not the mark.
        ("The former prime minister of Canada left.", "Canada left.", "The former prime minister of Canada", LOST),
    ],
)  # fmt: skip
def test_what_is_evidence(old, new, words, verdict):
    """Enough of the words, and enough of what stands around them."""
    assert carry(old, new, words)[0] == verdict


@pytest.mark.parametrize(
    ("old", "new", "words", "at"),
    [
        ("No.\nNo.\n", "Yes, sir.\nNo.\nMaybe later.\n", "No", (0, 4)),  # read from the end, the other
        ("a a a a a b b a b a a b ", "a a a a a b a a xenon b ", "a", (14, 18, 20)),  # any two of three
    ],
)
def test_some_of_several_equal_words(old, new, words, at):
    """Other alignments are as good: the note says so."""
    found = [Anchors(old, new).carry(span(old, words, start)) for start in at]
    assert {each.verdict for each in found} == {MOVED, LOST} and all(each.ambiguous for each in found)


def test_an_edit_does_not_stand_in_a_word_where_it_can_stand_beside_it():
    """Not even if its other end would then be at the border of a line."""
    assert carry("Now Ottawa he left.", "Now Ottawa said no.\na he left.", "Ottawa") == (KEPT, "Ottawa", False)
    assert carry("a Ottawa he Ottawa he left", "a he left", "a") == (KEPT, "a", False)


@pytest.mark.parametrize("form", ["NFD", "spaces", "quotes", "line ends", "indented"])
def test_small_changes_everywhere(form):
    """Another form of accents, spaces or quotation marks in every line: every mark finds its words."""
    document = CORPUS["cafe-name-dispute"]
    old = document.text
    new = {
        "NFD": unicodedata.normalize("NFD", old),
        "spaces": old.replace(" ", "\u00a0"),
        "quotes": old.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}),
        "line ends": old.replace("\n", "\r\n"),
        "indented": "  " + old.replace("\n\n", "\n\n  "),
    }[form]
    assert new != old
    plain = str.maketrans({"\u00a0": " ", "“": '"', "”": '"', "’": "'", "\r": ""})
    carried = carry_set(document.marks, Anchors(old, new))
    for row in carried.rows:
        words = (unicodedata.normalize("NFC", s.text).translate(plain) for s in (row.old, row.carried.span))
        assert len(set(words)) == 1
    assert not carried.fallen


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        # A sentence in the middle of a line, the others as they were.
        ('The office is hers. "There is no plan to close a lane," he said on Thursday. The works begin in May.',
         "The office is hers. The union wants the talks to go on, as he is now aware. The works begin in May.", "he"),
        # The end of a long sentence: the comma before the word is no evidence for it.
        ('Its first part stays as it is here, untouched by all; "we never agreed to that," she said at noon.',
         "Its first part stays as it is here, untouched by all; as the mayor put it, she left the town early.", "she"),
    ],
)  # fmt: skip
def test_a_small_word_in_a_rewritten_sentence_is_lost(old, new, word):
    """Whatever stays around it; the word that stands in the new sentence is a candidate."""
    found = Anchors(old, new).carry(span(old, word, old.index(f" {word} ") + 1))
    at = new.index(f" {word} ") + 1
    assert (found.verdict, found.places.listed) == (LOST, ((at, at + len(word)),))


def test_a_paragraph_replaced_by_another_carries_nothing():
    """Any two paragraphs have small words in common; they are no evidence."""
    old = ARTICLE.text
    zone = ARTICLE.zones[9]
    new = old[: zone.start] + CORPUS["ferry-crew-count"].text.split("\n\n")[3] + old[zone.end :]
    rows = carry_set(ARTICLE.marks, Anchors(old, new)).rows
    for row in rows:
        inside = zone.start <= row.old.start < zone.end
        assert row.carried.verdict == (LOST if inside else KEPT if row.old.end <= zone.start else MOVED)
    assert {row.carried.verdict for row in rows} == {LOST, KEPT, MOVED}


def test_a_paragraph_that_was_moved_is_taken_out_and_put_in():
    """Its marks are lost, and the place where they stand now is among the candidates."""
    parts = ARTICLE.text.split("\n\n")
    old, new = ARTICLE.text, "\n\n".join([*parts[:10], *parts[11:20], parts[10], *parts[20:]])
    start = sum(len(part) + 2 for part in parts[:10])
    end = start + len(parts[10])
    shift = new.index(parts[10]) - start
    lost = [row for row in carry_set(ARTICLE.marks, Anchors(old, new)).rows if row.carried.verdict == LOST]
    assert {row.old for row in lost} == {s for s in all_spans(ARTICLE.marks) if start <= s.start < end} != set()
    for row in lost:
        assert (row.old.start + shift, row.old.end + shift) in row.carried.places.listed


def all_spans(marks):
    """Every span of a set, by carrying it nowhere."""
    return [row.old for row in carry_set(marks, Anchors(ARTICLE.text, ARTICLE.text)).rows]


def test_a_large_block_is_compared_another_way_and_a_huge_one_not_at_all(monkeypatch):
    """Beyond the limits: fewer words may be matched, and then none; nothing is carried to a wrong place."""
    old = " ".join(f"w{i}" for i in range(50))
    new = "x " + old.replace("w25", "y") + " z"
    monkeypatch.setattr(alignment, "FEW", 0)
    assert carry(old, new, "w24")[:2] == (MOVED, "w24")
    monkeypatch.setattr(alignment, "MOST", 0)
    assert carry(old, new, "w24")[:2] == (LOST, None)
    assert carry(old, old + " z", "w24")[:2] == (KEPT, "w24")


def test_the_package_that_compares_is_optional(monkeypatch):
    """Without it the error names the extra."""
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    with pytest.raises(UsageError, match=r'pip install "onrecord\[reanchor\]"'):
        Anchors("one two", "one, two")


# Whole sets


def story():
    """A document with one of every kind of reference."""
    text = "Ottawa wrote to Rome. Berg said Ottawa has masks.\n\nRome denied it. Dorn, an aide, said Berg lied."
    return marked.document(
        text,
        gold={
            "entities": [(id, "PERSON") for id in ("ottawa", "rome", "berg", "dorn")],
            "mentions": [("m1", "ottawa", "Ottawa"), ("m2", "rome", "Rome"), ("m3", "berg", "Berg"),
                         ("m4", "rome", (51, 55)), ("m5", "dorn", ["Dorn", "an aide"])],
            "quotes": [("q1", "berg", "Berg", "Ottawa has masks"), ("q2", "dorn", "Dorn", "Berg lied")],
            "negatives": [("n1", "title", "denied")],
            "claims": [("c1", "berg", "q1", "It has."), ("c2", "dorn", "q2", "He lied."),
                       ("c3", "author", "Ottawa wrote to Rome", "It wrote.")],
            "records": [("r1", "ottawa", [("s1", ("c1", "c3"), None)])],
            "relations": [("x1", "contradicts", "c2", "c1"), ("x2", "supports", "s1", "c1")],
        },
    )  # fmt: skip


def test_every_part_of_every_mark_is_carried_and_is_in_the_evidence():
    """Nothing is forgotten: of every layer and part, piece by piece."""
    one = story()
    marks = one.marks
    signal = marked.spans(one.text, "denied")
    marks = replace(marks, relations=tuple(replace(r, signal=signal) for r in marks.relations))
    carried = carry_set(marks, Anchors(one.text, "Now: " + one.text))
    assert {row.carried.verdict for row in carried.rows} == {MOVED}
    assert {(row.layer, row.part) for row in carried.rows} == {
        ("mentions", "spans"), ("quotes", "source"), ("quotes", "content"), ("negatives", "spans"),
        ("claims", "realizations/0"), ("relations", "signal"),
    }  # fmt: skip
    assert [(r.piece, r.old.text) for r in carried.rows if r.mark == "m5"] == [(0, "Dorn"), (1, "an aide")]
    assert carry_set(carried.marks, Anchors("Now: " + one.text, one.text)).marks == marks
    assert not carried.fallen


def test_what_is_lost_goes_with_what_refers_to_it_and_to_nothing_else():
    """A quote goes, its claim goes, the relations of that go; a record stays, and a claim that has words of its own."""
    one = story()
    marks = replace(one.marks, identity_links=(IdentityLink("berg", "dorn", "possible"),))
    found = carry_set(marks, Anchors(one.text, one.text.replace(" Dorn, an aide, said Berg lied.", "")))
    after = found.marks
    assert [e.id for e in after.entities] == ["ottawa", "rome", "berg"]
    assert ([q.id for q in after.quotes], [c.id for c in after.claims]) == (["q1"], ["c1", "c3"])
    assert ([r.id for r in after.relations], after.identity_links, after.records) == (["x2"], (), marks.records)
    assert found.fallen == (
        Fallen("entities/dorn", True, ()),
        Fallen("mentions/m5", True, ("dorn",)),
        Fallen("identity_links/berg/dorn", True, ("dorn",)),
        Fallen("quotes/q2", True, ("dorn",)),
        Fallen("claims/c2", True, ("dorn", "q2")),
        Fallen("relations/x1", True, ("c2",)),
    )


def test_what_can_be_left_out_is_left_out():
    """Addressee, subject, parent, one of two realizations, the claims of a state; and the piece of a mark."""
    one = story()
    quotes = (replace(one.marks.quotes[0], addressee="dorn", parent="q2"), one.marks.quotes[1])
    both = one.marks.claims[1].realizations + one.marks.claims[2].realizations
    claims = (replace(one.marks.claims[0], subject="dorn"), *one.marks.claims[1:])
    claims = (*claims[:2], replace(claims[2], realizations=both))
    records = (replace(one.marks.records[0], states=(marked.State("s1", ("c1", "c2"), "c2"),)),)
    marks = replace(one.marks, quotes=quotes, claims=claims, records=records)
    found = carry_set(marks, Anchors(one.text, one.text.replace(" Dorn, an aide, said Berg lied.", "")))
    quote, (first, third), (record,) = found.marks.quotes[0], found.marks.claims, found.marks.records
    assert (quote.addressee, quote.parent, first.subject) == (None, None, None)
    assert (third.realizations, record.states[0].claims, record.states[0].ended_by) == (both[1:], ("c1",), None)
    assert Fallen("claims/c3", False, ("q2",)) in found.fallen and Fallen("records/r1", False, ("c2",)) in found.fallen
    piece = carry_set(one.marks, Anchors(one.text, one.text.replace("an aide", "once there")))
    assert [s.text for s in piece.marks.mentions[4].spans] == ["Dorn"]
    assert [r.carried.verdict for r in piece.rows if r.mark == "m5"] == [KEPT, LOST]


def test_an_entity_that_a_set_without_mentions_refers_to_stays():
    """Where mentions are not covered, an entity needs something that refers to it, and goes when that does."""
    one = story()
    marks = replace(one.marks, layers=("quotes", "claims"), mentions=(), records=(), relations=())
    found = carry_set(marks, Anchors(one.text, one.text.replace(" Dorn, an aide, said Berg lied.", ""))).marks
    assert [e.id for e in found.entities] == ["ottawa", "rome", "berg"]


# Zones


def test_zones_are_the_paragraphs_of_the_new_text():
    """The type is that of the paragraph most of whose words are in it; what is new is body; what is split has both."""
    old = "Head\n\nDeck words here\n\nFirst one. Second one.\n\nSite text"
    types = ("headline", "deck", "body", "boilerplate")
    zones = [Zone(*place, type) for place, type in zip(paragraphs(old), types, strict=True)]
    new = "Brand new paragraph\n\nHead\n\nDeck words were here\n\nFirst one.\n\nSecond one. Site text\n"
    carried = carry_zones(zones, Anchors(old, new))
    assert [(z.zone.start, z.zone.end) for z in carried] == paragraphs(new)
    assert [(z.zone.type, z.origin) for z in carried] == [
        (BODY, None), ("headline", 0), ("deck", 1), ("body", 2), ("body", 2),
    ]  # fmt: skip
    assert covered(None, carried) == (1, 2, 3, 4)
    assert covered((0, 2), carried) == (1, 3, 4)
    assert covered((3,), carried) == ()
    assert covered(None, carried[1:]) is None
