"""Exercise 7: the contested stockpile statement: claims, the states of a record, and what bears on what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.course.steps import Case, Exercise, Slip, Step, Verdict, items_step, same, value_step

if TYPE_CHECKING:
    from onrecord.model import Document, Relation

ARTICLE, STATEMENT = "cbc-ppe-dispute", "q19"
EXAMPLE, SAID = "reservoir-level-page", "c06"
LETTERS = {"c38": "A", "c40": "B", "c41": "C"}
"""The claims of the article that the exercise speaks of."""

STATES = ("before", "after")
PEOPLE = {"jared-kushner": "Kushner", "federal-website": "website", "author": "writer"}
PAGE = "guidelines/relations.md"
LABELS = (
    f"The type is not the one: read the table in {PAGE}#relations from the top.",
    "The timing is not the one: did this wording stand when the claim was made?",
    "The independence is not the one: whose words are these, and why do they stand there?",
)


def _article(case: Case) -> Document:
    return case.corpus[ARTICLE]


def _bearing(document: Document, claim: str, position: int) -> Relation:
    """The relation to a claim from the state at a position of the document's record."""
    state = document.records[0].states[position].id
    return next(r for r in document.relations if r.from_ == state and r.to == claim)


def _labels(relation: Relation) -> list[Any]:
    return [relation.type, relation.timing, relation.independence]


def _example(case: Case) -> list[Any]:
    document = case.corpus[EXAMPLE]
    first, second = (_bearing(document, SAID, position) for position in (0, 1))
    return [first.from_, second.timing, second.independence]


def _pieces(case: Case) -> list[list[int]]:
    return [[span.start, span.end] for span in _article(case).quote(STATEMENT).content.spans]


def _statement(value: Any, case: Case) -> Verdict:
    """Half for each piece; half of that where its quotation marks are left out or an end is off."""
    if not isinstance(value, list) or len(value) != len(_pieces(case)) or not all(isinstance(v, list) for v in value):
        return Verdict(0, ("The answer is a list of two pieces, each a list of a start and an end.",))
    text, share, lines = _article(case).text, 0.0, []
    for number, (mine, wanted) in enumerate(zip(value, _pieces(case), strict=True), 1):
        inner = [wanted[0] + (text[wanted[0]] == '"'), wanted[1] - (text[wanted[1] - 1] == '"')]
        ends = sum(same(one, other) for one, other in zip(mine, wanted, strict=False))
        share += 0.5 if same(mine, wanted) else 0.25 if same(mine, inner) or ends else 0
        if same(mine, inner) and not same(mine, wanted):
            lines.append(f"Piece {number}: the quotation marks belong to the quote (guidelines/quotes.md#modes).")
        elif not same(mine, wanted):
            about = "one of start and end fits, the other does not" if ends else "neither start nor end fits"
            lines.append(f"Piece {number}: {about}; print text[start:end] and look at it.")
    return Verdict(share, tuple(lines))


def _claimants(case: Case) -> list[str]:
    return [PEOPLE[_article(case).claim(id).claimant] for id in LETTERS]


def _states(case: Case) -> list[Any]:
    states = _article(case).records[0].states
    return [*([LETTERS[id] for id in s.claims if id in LETTERS] for s in states), LETTERS[states[0].ended_by or ""]]


def _relation(case: Case, position: int) -> Relation:
    return _bearing(_article(case), "c38", position)


def _computed(case: Case) -> list[Any]:
    document = _article(case)
    claim = document.claim("c38")
    state = document.record_at(document.records[0].id, claim)
    return [STATES[document.records[0].states.index(state)] if state else None, claim in document.contested_claims()]


STEPS: tuple[Step, ...] = (
    items_step(
        "7.1", "A record with two states", 3, f"{PAGE}#records", _example,
        (
            "The state is not the one: record_at() gives a state, and .id its id.",
            "The timing is not the one: take that of the relation from the state that agrees with him.",
            "The independence is not the one: take that of the relation from the state that agrees with him.",
        ),
    ),
    Step(
        "7.2", "Find the statement", 4, "guidelines/quotes.md#over-several-paragraphs", lambda case: (_pieces(case),),
        _statement, "half for each piece; a quarter for a piece without its quotation marks, or with one end right",
    ),
    items_step(
        "7.3", "Who claims it?", 3, "guidelines/claims.md#proposition-claimant-subject", _claimants,
        tuple(f"Claim {letter}: somebody else. Who says so, and who only reports it?" for letter in LETTERS.values()),
        (("Jared Kushner", "Kushner"), ("page", "website"), ("author", "writer")),
    ),
    items_step(
        "7.4", "The record and its states", 3, f"{PAGE}#records", _states,
        (
            "The first state: what does the story say that the page said, before it was changed?",
            "The second state: the story says whose words the page was changed to agree with.",
            "What ended the first state: which claim is about the change itself?",
        ),
    ),
    items_step(
        "7.5", "What the first state does to claim A", 3, f"{PAGE}#timing-and-independence",
        lambda case: _labels(_relation(case, 0)), LABELS,
    ),
    items_step(
        "7.6", "The signal", 2, f"{PAGE}#signals", lambda case: [span.text for span in _relation(case, 0).signal],
        (
            "The first signal: it opens the sentence about the page. The connective alone, spelt as in the text.",
            "The second signal: it stands right before what the page says. The connective alone, spelt as in the text.",
        ),
    ),
    items_step(
        "7.7", "What the second state does to claim A", 3, f"{PAGE}#timing-and-independence",
        lambda case: _labels(_relation(case, 1)), LABELS,
    ),
    items_step(
        "7.8", "Ask the graph", 2, f"{PAGE}#records", _computed,
        (
            "The state in force: look at the timing of each relation, and give its \"from\".",
            "Contested: look at the type of each relation, and give True or False.",
        ),
    ),
    value_step(
        "7.9", "What may one write?", 2, "guidelines/README.md#principles", lambda case: ("s",),
        "Give the letter of one of the four sentences.",
        Slip(lambda case: "p", "That takes wording for evidence that was only put there to match.", 0),
        Slip(lambda case: "q", "That is a verdict. The marks say what stood where and when, not who is right.", 0),
        Slip(lambda case: "r", "The marks tell the two wordings apart: by when they stood, and why.", 0),
    ),
)  # fmt: skip

EXERCISE = Exercise(7, "stockpile", (ARTICLE, EXAMPLE), (("gold", EXAMPLE),), (ARTICLE,), STEPS)
