"""Exercise 1: reading a stand-off corpus: code points, no-break spaces, emoji, accents."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from onrecord.course.steps import Case, Exercise, Slip, Step, items_step, value_step
from onrecord.spans import Offsets

if TYPE_CHECKING:
    from onrecord.model import Span

ARTICLE, EMOJI, ACCENTS = "cbc-ppe-dispute", "lantern-festival-app", "cafe-name-dispute"
CAFE = "Quévrandé"
SPACE, LANTERN = "\u00a0", "\U0001f3ee"
PRINCIPLES = "guidelines/README.md#principles"
NAMES = "guidelines/mentions.md#emoji-and-accents"


def _text(case: Case, id: str = ARTICLE) -> str:
    return case.corpus[id].text


def _band(case: Case) -> Span:
    """The first mention that ends with the name of the choir, whose emoji is of seven code points."""
    spans = (mention.spans[0] for mention in case.corpus[EMOJI].mentions)
    return next(span for span in spans if span.text.endswith("Choir"))


def _fitting(case: Case) -> int:
    """How many first spans of mentions are still their words once the lanterns are gone."""
    cleaned = _text(case, EMOJI).replace(LANTERN, "")
    spans = (mention.spans[0] for mention in case.corpus[EMOJI].mentions)
    return sum(cleaned[span.start : span.end] == span.text for span in spans)


def _units(case: Case) -> list[int]:
    span, offsets = _band(case), Offsets(_text(case, EMOJI))
    return [offsets.to_utf16(span.start), offsets.to_utf16(span.end)]


def _forms(case: Case) -> list[int]:
    text = _text(case, ACCENTS)
    return [text.count(unicodedata.normalize(form, CAFE)) for form in ("NFC", "NFD")]


STEPS: tuple[Step, ...] = (
    value_step(
        "1.1", "How long is the text?", 1, PRINCIPLES, lambda case: (len(_text(case)),),
        "Count the signs of `text` with len(), and change nothing in it first.",
        Slip(lambda case: len(_text(case).encode()), "That counts bytes. Decode them first, then count the signs."),
        Slip(lambda case: len(_text(case).split()), "That counts words. Offsets count signs (code points).", 0),
        Slip(lambda case: len(_text(case).strip()), "Something was cut off at an end. The text stays untouched."),
        Slip(
            lambda case: len(" ".join(_text(case).split())),
            "White space was tidied up. The text stays untouched, or no offset fits any more.",
        ),
    ),
    value_step(
        "1.2", "How many bytes is the file?", 1, PRINCIPLES, lambda case: (len(_text(case).encode()),),
        "Take len() of the bytes as they were read, before any decoding.",
        Slip(lambda case: len(_text(case)), "That counts code points. A sign outside ASCII takes two to four bytes."),
    ),
    value_step(
        "1.3", "How many no-break spaces?", 2, PRINCIPLES, lambda case: (_text(case).count(SPACE),),
        "Count the sign U+00A0 in `text`: text.count(sign).",
        Slip(lambda case: _text(case).count(" "), "That counts ordinary spaces. The sign to count is U+00A0.", 0.25),
        Slip(
            lambda case: _text(case).count(" ") + _text(case).count(SPACE),
            "That counts two kinds of space together. Count U+00A0 alone.",
        ),
    ),
    value_step(
        "1.4", "Cut a zone out of the text", 2, PRINCIPLES,
        lambda case: (_text(case)[case.corpus[ARTICLE].zones[2].start : case.corpus[ARTICLE].zones[2].end],),
        "Cut with text[start:end], with the start and the end of the third zone (its index is 2).",
        Slip(
            lambda case: _text(case)[case.corpus[ARTICLE].zones[3].start : case.corpus[ARTICLE].zones[3].end],
            "That is another zone: Python counts from 0, so the third one has the index 2.",
        ),
        Slip(
            lambda case: _text(case)[case.corpus[ARTICLE].zones[2].start : case.corpus[ARTICLE].zones[2].end + 1],
            "One sign too many. An end is the place right after the last sign, as in Python's slices.",
        ),
        Slip(
            lambda case: _text(case)[case.corpus[ARTICLE].zones[2].start : case.corpus[ARTICLE].zones[2].end - 1],
            "One sign too few. An end is the place right after the last sign, as in Python's slices.",
        ),
    ),
    value_step(
        "1.5", "What does one lost sign break?", 2, PRINCIPLES, lambda case: (_fitting(case),),
        "Count the mentions whose first span is equal to the slice of `cleaned` at its start and end.",
        Slip(
            lambda case: len(case.corpus[EMOJI].mentions),
            "That is how many fit the untouched text. Cut from `cleaned` instead.",
        ),
        Slip(
            lambda case: len(case.corpus[EMOJI].mentions) - _fitting(case),
            "Those are the mentions that no longer fit. The question is how many still do.",
        ),
    ),
    value_step(
        "1.6", "How many code points has the family?", 1, NAMES,
        lambda case: (len(_band(case).text.split()[0]),),
        "Take len() of the emoji alone.",
        Slip(lambda case: 1, "One picture, but not one code point: look at list(family)."),
        Slip(
            lambda case: len(_band(case).text.split()[0].encode()),
            "That counts bytes. A Python text is counted in code points.",
        ),
        Slip(
            lambda case: len(_band(case).text.split()[0].encode("utf-16-le")) // 2,
            "That counts UTF-16 units, as a browser does. Python counts code points.",
        ),
    ),
    items_step(
        "1.7", "Where is the choir for a browser?", 2, PRINCIPLES, _units,
        (
            "The start is not right: add one for each wide sign (above U+FFFF) before it, and for no other.",
            "The end is not right: wide signs inside the mark count, too.",
        ),
    ),
    items_step(
        "1.8", "One word, two spellings", 2, NAMES, _forms,
        (
            "The first number is not right: count the form in which é is one code point.",
            "The second number is not right: count the form in which é is two code points, e and an accent.",
        ),
    ),
)  # fmt: skip

EXERCISE = Exercise(1, "reading", (ARTICLE, EMOJI, ACCENTS), (("gold", EMOJI),), (), STEPS)
