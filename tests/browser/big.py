"""A document of 20,000 words with 5,000 marks: 500 paragraphs of 40 words, each with 8 mentions, a quote and a claim."""

from tests.browser.corpora import marks

PARAGRAPHS = 500
NAMES = {
    "Ada Moss": "PERSON", "Haldane Works": "ORG", "{n}": "CARDINAL", "Northam": "GPE", "Quell": "GPE", "Monday": "DATE",
    "The depot": "FAC", "the crews": "NORP",
}  # fmt: skip
PARAGRAPH = (
    "Ada Moss said that Haldane Works sent {n} masks to Northam and Quell on Monday. The depot by the river opened its "
    "wide gates again, and the crews of the early shift went on with all their other work \N{DELIVERY TRUCK}."
)


def big():
    """The text and its annotation set."""
    words = [PARAGRAPH.format(n=1000 + n) for n in range(PARAGRAPHS)]
    text = "\n\n".join(words)
    entities = [
        {"id": f"e{n}", "type": type, "name": name.format(n="a number"), "identity": "named"}
        for n, (name, type) in enumerate(NAMES.items())
    ]
    layers = {"mentions": [], "quotes": [], "claims": []}
    start = 0
    for n, paragraph in enumerate(words):

        def span(words, paragraph=paragraph, start=start):
            at = start + paragraph.index(words)
            return {"start": at, "end": at + len(words), "text": words}

        names = [name.format(n=1000 + n) for name in NAMES]
        for m, name in enumerate(names):
            layers["mentions"].append({"id": f"m{n}-{m}", "entity": f"e{m}", "level": "NAM", "spans": [span(name)]})
        content = paragraph[paragraph.index("Haldane") : paragraph.index(" on Monday")]
        layers["quotes"].append({
            "id": f"q{n}", "mode": "indirect", "type": "assertion", "addressee": None, "parent": None,
            "source": {"entity": "e0", "spans": [span("Ada Moss")]}, "cue": {"spans": [span("said")]},
            "content": {"spans": [span(content)]},
        })  # fmt: skip
        layers["claims"].append({
            "id": f"c{n}", "proposition": f"Haldane Works sent {1000 + n} masks.", "claimant": "e0", "subject": "e1",
            "realizations": [{"quote": f"q{n}", "fidelity": "paraphrase"}], "made_at": None,
        })  # fmt: skip
        start += len(paragraph) + 2
    return text, marks(text, entities=entities, **layers)
