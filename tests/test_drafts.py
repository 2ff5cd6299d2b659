"""Drafts: words are found where a person means them, or nothing is; every full set comes back from its drafts."""

import json
import os
import random
import re
import unicodedata
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord import codec
from onrecord.drafts import resolve
from onrecord.drafts.form import draft_schema, fault, is_draft, mapped
from onrecord.drafts.search import fold, starts
from onrecord.model import AnnotationSet
from onrecord.model.labels import schema
from onrecord.problems import shown
from onrecord.spans import splits_word
from onrecord.store import default_root, read_corpus

PAGE = Path(__file__).parents[1] / "schema/draft.schema.json"
CORPUS = read_corpus(default_root())
SETS = [(id, who) for id, document in CORPUS.items() for who in document.sets]

TEXT = (
    "\U0001f600 Ottawa waits\n\n"
    "The start of art: in Ottawa, where Ottawa's “stockpile” is. Minister X of U.S.\u00a0Steel said\n"
    "New York – not York –\u00a0pays. Cafe\u0301 and Café; ONCE."
)


def one(span, text=TEXT):
    """What becomes of a draft with this one span: the found one, or (code, message)."""
    made = resolve({"negatives": [{"spans": [span]}]}, text)
    if made.problems:
        ((code, path, message),) = made.problems
        assert path == ("negatives", 0, "spans", 0) and not made.found
        return code, message
    ((found),) = made.found
    (full,) = made.value["negatives"][0]["spans"]
    assert full == {"start": found.start, "end": found.end, "text": text[found.start : found.end]}
    return found


def test_the_schema_of_drafts_is_current():
    """It is that of annotation sets with the span opened; ONRECORD_WRITE=1 writes it anew."""
    made = json.dumps(draft_schema(schema("annotation-set")), ensure_ascii=False, indent=2) + "\n"
    if os.environ.get("ONRECORD_WRITE"):
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made


SPANS = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(["Ottawa", "", 5, None]),
        "occurrence": st.sampled_from([1, 2, 0, -1, "2", True, None]),
        "before": st.sampled_from(["in ", "", 1]),
        "after": st.sampled_from([",", "", []]),
        "start": st.sampled_from([0, 3]),
        "end": st.sampled_from([5]),
        "ocurrence": st.just(1),
    },
)


@given(SPANS)
def test_the_schema_and_the_search_ask_the_same_form(span):
    """An editor marks what `resolve` refuses for its form, and nothing else."""
    admitted = jsonschema_rs.validator_for({"$ref": "#/$defs/span", "$defs": schema("draft")["$defs"]}).is_valid(span)
    assert admitted == (fault(span) is None if is_draft(span) else set(span) == {"text", "start", "end"} and admitted)


FOUND = {
    "an emoji before it is one code point": ({"text": "Ottawa", "occurrence": 1}, "Ottawa", 2, ()),
    "by number": ({"text": "Ottawa", "occurrence": 2}, "Ottawa", TEXT.index("in Ottawa") + 3, ()),
    "by what stands before": ({"text": "Ottawa", "before": "in "}, "Ottawa", TEXT.index("in Ottawa") + 3, ()),
    "the space before left out": ({"text": "Ottawa", "before": "in"}, "Ottawa", TEXT.index("in Ottawa") + 3, ()),
    "by what stands after": ({"text": "Ottawa", "after": "'s"}, "Ottawa", TEXT.index("Ottawa's"), ()),
    "by both": ({"text": "Ottawa", "before": "where", "after": "'s "}, "Ottawa", TEXT.index("Ottawa's"), ()),
    "not inside a word": ({"text": "art"}, "art", TEXT.index("art:"), ()),
    "once": ({"text": "The start"}, "The start", TEXT.index("The"), ()),
    "a no-break space": (
        {"text": "U.S. Steel"}, "U.S.\u00a0Steel", TEXT.index("U.S."),
        ("the text has U+00A0 where the draft has a space",),
    ),
    "a line break": (
        {"text": "said New"}, "said\nNew", TEXT.index("said"),
        ("the text has a line break where the draft has a space",),
    ),
    "straight quotation marks": (
        {"text": '"stockpile"'}, "“stockpile”", TEXT.index("“"),
        tuple(f'the text has {sign} where the draft has U+0022 (")' for sign in ("U+201C (“)", "U+201D (”)")),
    ),
    "among those that look alike, by number": (
        {"text": "York -", "occurrence": 2}, "York –", TEXT.index("York –\u00a0"),
        ("the text has U+2013 (–) where the draft has U+002D (-)",),
    ),
    "what stands around may look alike, too": ({"text": "Steel", "before": "U.S. "}, "Steel", TEXT.index("Steel"), ()),
    "exactly so, and others that look alike": (
        {"text": "– pays"}, "–\u00a0pays", TEXT.index("–\u00a0"), ("the text has U+00A0 where the draft has a space",),
    ),
    "white space at an edge": (
        {"text": " art\n"}, "art", TEXT.index("art:"), ("white space at its edge is left out",),
    ),
    "of two paragraphs": ({"text": "waits\n\nThe"}, "waits\n\nThe", TEXT.index("waits"), ()),
    "an accent as the text has it": ({"text": "Café"}, "Café", TEXT.index("Café"), ()),
}  # fmt: skip


@pytest.mark.parametrize("case", FOUND)
def test_words_are_found(case):
    """The span has the text's own slice, and a note where that is not what the draft has."""
    span, words, start, notes = FOUND[case]
    found = one(span)
    assert (TEXT[found.start : found.end], found.start, found.notes) == (words, start, notes)


def test_the_no_break_spaces_of_the_article_need_not_be_typed():
    """Words on both sides of each one, and before them, all with plain spaces, are found where they are."""
    text = CORPUS["cbc-ppe-dispute"].text
    kept = 0
    for at in (m.start() for m in re.finditer("(?<=\\w)\u00a0(?=\\w)", text)):
        start, end = text.rindex(" ", 0, at) + 1, text.index(" ", at)
        plain = text.replace("\u00a0", " ")
        found = one({"text": plain[start:end], "before": plain[start - 30 : start]}, text)
        assert (found.start, found.end, text[start:end] != plain[start:end]) == (start, end, True)
        assert found.notes == ("the text has U+00A0 where the draft has a space",)
        kept += 1
    assert kept > 10


def test_other_places_that_look_alike_are_told():
    """Who sees no difference does not count otherwise: the exact words are one of several places."""
    text = "a New\u00a0York, the New York."
    assert one({"text": "New York"}, text)[0] == "DR304"
    assert one({"text": "New York", "before": "the"}, text).notes == ()
    assert one({"text": "New York", "occurrence": 1}, text)[1::2] == (
        2, ("the text has U+00A0 where the draft has a space",),
    )  # fmt: skip
    assert one({"text": "New York", "occurrence": 2}, text)[1::2] == (
        16, ("words that look alike, with other signs, count, too, first at 1:3",),
    )  # fmt: skip
    assert one({"text": "New\u00a0York", "occurrence": 1}, text).notes == ()


def test_the_number_counts_the_places_of_the_article_that_look_alike():
    """The third is the one with a no-break space inside, and the fourth is told that it counts."""
    text = CORPUS["cbc-ppe-dispute"].text
    start = text.index("NAFTA\u00a0negotiations")
    third, fourth = (one({"text": "NAFTA negotiations", "occurrence": number}, text) for number in (3, 4))
    assert (third.start, third.notes) == (start, ("the text has U+00A0 where the draft has a space",))
    assert fourth.start == text.index("NAFTA negotiations", start)
    assert fourth.notes == ("words that look alike, with other signs, count, too, first at 23:52",)


ALIKE = {
    "a space before, or none": ("Tel:yes and Tel: yes", {"text": "yes", "before": "Tel:"}, ("1:5", "1:18")),
    "a space after, or none": ("yes! and yes !", {"text": "yes", "after": "!"}, ("1:1", "1:10")),
    "a no-break space before": (
        "the\u00a0stockpile and the stockpile", {"text": "stockpile", "before": "the"}, ("1:5", "1:23"),
    ),
    "a no-break space inside": ("New\u00a0York or New York", {"text": "New York"}, ("1:1", "1:13")),
    "other dashes around": ("a – b and a - b", {"text": "b", "before": "a - "}, ("1:5", "1:15")),
}  # fmt: skip


@pytest.mark.parametrize("case", ALIKE)
def test_none_of_the_places_that_look_alike_is_chosen(case):
    """Which is meant cannot be known, be one of them more like the draft; all are told."""
    text, span, told = ALIKE[case]
    code, message = one(span, text)
    assert code == "DR304" and " 2 places: " in message
    assert [place for place in told if f"{place} '…" not in message] == [], message


REFUSED = {
    "several": (
        {"text": "Ottawa"}, "DR304",
        ["'Ottawa' stands at 3 places: number 1 at 1:3 '…", "number 3 at 3:36 '…", 'add "occurrence" with'],
    ),
    "several, with words around": (
        {"text": "Ottawa", "before": " "}, "DR304", ["right after ' ' at 3 places: 1:3 '…", "give more of the"],
    ),
    "number too high": (
        {"text": "Ottawa", "occurrence": 4}, "DR305", ["no place number 4, it stands at 3 places: number 1"],
    ),
    "other words before": (
        {"text": "Ottawa", "before": "near"}, "DR306", ["nowhere right after 'near', but at 3 places: number 1 at 1:3"],
    ),
    "other words after": ({"text": "art", "after": "."}, "DR306", ["right before '.', but at 1 place: number 1 at 3"]),
    "other words on both sides": (
        {"text": "art", "before": "of", "after": "."}, "DR306", ["nowhere between 'of' and '.', but at"],
    ),
    "only inside a word": (
        {"text": "tar"}, "DR303", ["'tar' is only a part of longer words, first of 'start' at 3:5; write whole words"],
    ),
    "the first word's tail": ({"text": "ttawa"}, "DR303", ["first of 'Ottawa' at 1:3"]),
    "other capitals": ({"text": "once"}, "DR303", ["it has 'ONCE' at 4:45, in other capitals; copy the words"]),
    "other accents": ({"text": "Cafe\u0301 and Cafe\u0301"}, "DR303", ["at 4:29, with accents stored in another form"]),
    "other signs": ({"text": "of art in Ottawa"}, "DR303", ["it has 'of art: in Ottawa' at 3:11; copy the words"]),
    "no letters": ({"text": "!?"}, "DR303", ["'!?' is not in the text; copy the words from the text"]),
    "a part of other letters": ({"text": "of ar"}, "DR303", ["first of 'of art' at 3:11; write whole words"]),
    "a slip in the middle": (
        {"text": "The start of art: on Ottawa, where"}, "DR303",
        ["it begins so at 3:1, but at 3:19 it goes on 'in Ottawa, where Ott', the draft 'on Ottawa, where'"],
    ),
    "nowhere": ({"text": "Zürich"}, "DR303", ["'Zürich' is not in the text; copy the words from the text"]),
    "no text": ({"before": "in"}, "DR302", ['key "text" is missing']),
    "empty text": ({"text": ""}, "DR302", ["holds no words; write the words to be marked"]),
    "white space only": ({"text": " \u00a0"}, "DR302", ["holds no words"]),
    "empty words around": ({"text": "art", "after": ""}, "DR302", ['"after" holds no words; write some, or leave']),
    "number in quotation marks": ({"text": "art", "occurrence": "1"}, "DR302", ["without quotation marks"]),
    "number and words around": ({"text": "art", "occurrence": 1, "after": ":"}, "DR302", ['leave out "after"']),
    "half a place": ({"text": "art", "start": 3}, "DR302", ['"start" and "end" go together']),
    "place and number": (
        {"text": "art", "start": 3, "end": 6, "occurrence": 1}, "DR302", ['leave out "occurrence", or these two'],
    ),
    "a slip in a key": ({"text": "art", "ocurrence": 1}, "DR302", ["unknown key 'ocurrence'; there is: text, "]),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_found_is_told(case):
    """Each has its code, and the message names the place, the fact and the next step."""
    span, code, told = REFUSED[case]
    found, message = one(span)
    assert found == code
    assert [part for part in told if part not in message] == [], message


def test_the_edges_of_a_text():
    """Nothing is found in an empty one; a word ends where the text does."""
    assert one({"text": "art"}, "")[0] == "DR303"
    assert one({"text": "art"}, "art").start == 0
    assert one({"text": "tar"}, "start") == (
        "DR303", "'tar' is only a part of longer words, first of 'start' at 1:1; write whole words",
    )  # fmt: skip


def test_every_place_is_listed():
    """Each with its number, and ten with the words around."""
    _, message = one({"text": "ha"}, "ha " * 12)
    assert "at 12 places: number 1 at 1:1 '…ha ha" in message
    assert re.search("number 10 at 1:28 '…[ha ]+…', 11 at 1:31, 12 at 1:34; add", message)
    assert one({"text": "ha", "occurrence": 12}, "ha " * 12).start == 33
    _, message = one({"text": "ha", "before": " "}, " ha" * 12)
    assert re.search("1:29 '…[ha ]+…', 1:32, 1:35; give", message)


def test_of_very_many_places_a_hundred_are_listed_and_all_counted():
    """And the next step still stands at the end."""
    _, message = one({"text": "ha"}, "ha\n" * 1234)
    assert "at 1,234 places: " in message and ", 100 at 100:1, and 1,134 more; add" in message and "101:" not in message
    assert len(message) < 4000


HOSTILE = "\x1b[31m\u202e\r\n::error::x\x07\x9b\u2028##[group]\x00"


@pytest.mark.parametrize(
    "span",
    [
        {"text": HOSTILE},
        {"text": "art", "before": "x" + HOSTILE},
        {"text": "art", "after": HOSTILE},
        {"text": "art", HOSTILE: 1},
        {"text": "Ottawa"},
        {"text": "ottawa x"},
    ],
)
def test_messages_hold_no_control(span):
    """Whatever a draft or a text holds, a message is one safe line."""
    text = f"Ottawa {HOSTILE} Ottawa {HOSTILE} art OTTAWA{HOSTILE}X"
    _, message = one(span, text)
    assert message == shown(message, 10_000)


def test_what_is_no_draft_stays_as_it_is():
    """JSON of any shape goes through: what the schema will refuse, and full spans, be they right or wrong."""
    odd = {
        "mentions": [
            5,
            {"spans": "x"},
            {"spans": [3, None, {"start": 1, "end": 2, "text": "x"}, {"start": 1, "end": 0}]},
        ]
    }
    for value in (odd, None, [], "x", {"$schema": 5}):
        assert resolve(value, TEXT) == (value, (), ())


KEYS = st.sampled_from(["spans", "signal", "text", "occurrence", "before", "after", "start", "end", "$schema", "x"])
VALUES = st.none() | st.booleans() | st.integers(-2, 3) | st.sampled_from(["Ottawa", "in ", "", "art", "ottawa", "x"])
JSON = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_answered(value):
    """No shape is too odd: spans are found or refused, and the rest is as it was; once more, and nothing is left."""
    made = resolve({"negatives": value}, TEXT)
    assert all(code.startswith("DR30") for code, _, _ in made.problems)
    again = resolve(made.value, TEXT)
    assert again == (made.value, (), ())


def test_a_stand_in_lets_the_schema_judge_the_rest():
    """Where one span has a problem, the value is still of the right form, and the others are found."""
    draft = {"negatives": [{"id": "n1", "reason": "term", "spans": [{"text": "nowhere"}, {"text": "ONCE"}]}]}
    made = resolve(draft, TEXT)
    start = TEXT.index("ONCE")
    first, second = made.value["negatives"][0]["spans"]
    assert sorted(first) == ["end", "start", "text"] and second == {"start": start, "end": start + 4, "text": "ONCE"}
    assert (len(made.found), [path for _, path, _ in made.problems]) == (1, [("negatives", 0, "spans", 0)])
    assert draft["negatives"][0]["spans"] == [{"text": "nowhere"}, {"text": "ONCE"}]


def places(text, words, before="", after=""):
    """By looking at every sign: where `words`, or some that look alike, stand as whole words between these."""
    plain, left, right = fold(text), fold(before), fold(after)
    ends = [(m.start(), m.start() + len(words)) for m in re.finditer(f"(?={re.escape(fold(words))})", plain)]
    whole = [(start, end) for start, end in ends if not splits_word(text, start) and not splits_word(text, end)]
    return [
        start
        for start, end in whole
        if plain[:start].endswith((left, left + " ")) and plain[end:].startswith((right, " " + right))
    ]


def drafted(span, text, choice):
    """A draft of a full span: its words with its number, with what stands around, or alone if that will do."""
    words, start, end = span["text"], span["start"], span["end"]
    known = places(text, words)
    forms = [{"text": words, "occurrence": known.index(start) + 1}, span]
    if len(known) == 1:
        forms.append({"text": words})
    for size in (2, 10, 40):
        before, after = text[max(0, start - size) : start], text[end : end + size]
        around = {key: words for key, words in (("before", before), ("after", after)) if words}
        if len(places(text, words, before, after)) == 1:
            forms.append({"text": words} | around)
    return choice(forms)


@pytest.mark.parametrize(("id", "who"), SETS)
def test_every_set_of_the_corpus_comes_back_from_a_draft(id, who):
    """Each span in some form of a draft, the file in canonical form again: the same bytes, and nothing left to find."""
    text, raw = CORPUS[id].text, codec.encode(CORPUS[id].sets[who])
    full = json.loads(raw)
    choose = random.Random(f"{id} {who}").choice
    draft = mapped(full, lambda path, span: drafted(span, text, choose))
    draft["$schema"] = "../../schema/draft.schema.json"
    assert jsonschema_rs.validator_for(schema("draft")).is_valid(draft)
    made = resolve(draft, text)
    assert made.problems == () and made.found
    assert all("look alike" in note for found in made.found for note in found.notes)
    assert codec.encode(codec.convert(made.value, AnnotationSet)) == raw
    assert resolve(made.value, text) == (made.value, (), ())
    assert resolve({**full, "$schema": draft["$schema"]}, text).value == full


WORDS = st.lists(
    st.sampled_from(["a", "b", "ab", "é", "e\u0301", "\U0001f600", "“a”", "a-b", "a–b", "\u00a0", " ", "\n\n", "字"]),
    min_size=1, max_size=30,
)  # fmt: skip


@given(WORDS, st.data())
def test_every_whole_word_can_be_drafted(parts, data):
    """Any piece of any text that begins and ends with whole words comes back, in whatever form it is drafted."""
    text = "".join(part + data.draw(st.sampled_from(["", " "])) for part in parts)
    edges = [at for at in range(len(text) + 1) if not splits_word(text, at)]
    start, end = sorted(data.draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2)))
    assume(text[start:end].strip() == text[start:end] != "")
    span = {"start": start, "end": end, "text": text[start:end]}
    draft = drafted(span, text, lambda forms: data.draw(st.sampled_from(forms)))
    made = resolve({"negatives": [{"spans": [draft]}]}, text)
    assert (made.problems, made.value["negatives"][0]["spans"]) == ((), [span])


AROUND = st.dictionaries(st.sampled_from(["before", "after"]), st.sampled_from(["a", " ", "-", "\u00a0", "a "]))


@given(WORDS, AROUND, st.data())
def test_words_are_found_where_one_place_would_do_and_refused_where_several(parts, around, data):
    """Whatever stands around in the draft: one place is taken, and of several none."""
    text = "".join(parts)
    words = data.draw(st.sampled_from(parts))
    assume(words.strip() == words != "")
    known = places(text, words, **around)
    found = one({"text": words, **around}, text)
    if len(known) == 1:
        assert [found.start] == known
    else:
        assert found[0] in (("DR304",) if known else ("DR303", "DR306"))


@given(st.text("ab", max_size=40), st.text("ab", min_size=1, max_size=8))
def test_words_begin_where_looking_at_every_sign_finds_them(text, words):
    """Also where they overlap themselves."""
    assert list(starts(text, words)) == [m.start() for m in re.finditer(f"(?={words})", text)]


class Counted(str):
    """A text that adds up how many signs are compared with it."""

    work = 0

    def find(self, words, start=0):
        """As of any text."""
        found = super().find(words, start)
        Counted.work += len(words) + (len(self) if found < 0 else found) - start
        return found

    def startswith(self, words, start=0):
        """As of any text."""
        Counted.work += len(words)
        return super().startswith(words, start)


@pytest.mark.parametrize(
    ("text", "words"),
    [("a " * 5000, "a " * 2500 + "a"), ("ab" * 5000, "ab" * 2000), ("a" * 10_000, "a" * 5000), ("aab" * 3000, "aabaa")],
)
def test_the_search_is_linear_even_in_words_that_repeat_themselves(text, words):
    """Every place is found, and the work is a few times the text."""
    Counted.work = 0
    found = list(starts(Counted(text), words))
    assert len(found) > 1 and all(text.startswith(words, at) for at in found)
    assert Counted.work < 12 * len(text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_keeps_every_offset(text):
    """One sign for one sign, and folding twice is folding once."""
    assert len(fold(text)) == len(text) and fold(fold(text)) == fold(text)
    assert fold("\u00a0\u2009\u202f\t\n\u3000") == " " * 6 and fold("“”„«»‘’‚–—‑") == '"""""\'\'\'---'
    assert fold(unicodedata.normalize("NFD", "é")) == "e\u0301"
