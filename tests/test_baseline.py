"""The baseline: rules that make whole, valid annotation sets, of whatever text."""

import hashlib
import os

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import codec
from onrecord.baseline import annotate
from onrecord.baseline.names import names
from onrecord.baseline.quotes import quoted
from onrecord.cli import run
from onrecord.model import Document, TextFacts, Zone
from onrecord.rules import SET_RULES
from onrecord.rules import run as judged
from onrecord.rules.base import DocumentContext, set_context
from onrecord.selection import select
from onrecord.spans import paragraphs
from onrecord.store import default_root, read_corpus
from onrecord.writing import write_file

CORPUS = read_corpus(default_root())
ARTICLE = CORPUS["cbc-ppe-dispute"]


PIECES = (
    *("Ada Moss", "said", "that", " “", "” ", "‘", "’", '"', ". ", ", ", "\n\n", "He", "12", "?", " ", "it is"),
    *("May 3", "the Mill Board", "asked", "\N{GRINNING FACE}", "e\u0301", "’s", "12:30 p.m."),
)


def made(text):
    """A document of body paragraphs."""
    zones = tuple(Zone(start, end, "body") for start, end in paragraphs(text))
    facts = TextFacts(hashlib.sha256(text.encode()).hexdigest(), len(text), len(text.encode()))
    return Document(msgspec.structs.replace(ARTICLE.record, id="made", text=facts, zones=zones), text, {})


def problems(document):
    """What the checker finds in the set that the rules make."""
    context = DocumentContext(document.record, document.text, document.text.encode(), document.id)
    return judged(SET_RULES, set_context(annotate(document), context))


@pytest.mark.parametrize("id", CORPUS)
def test_the_checker_finds_nothing(id):
    """On every document of the corpus; marks of all kinds are there."""
    marks = annotate(CORPUS[id])
    assert problems(CORPUS[id]) == []
    assert marks.mentions and marks.quotes and marks.claims
    assert marks == annotate(CORPUS[id])


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES)))
def test_any_text_gives_a_set(words):
    """Whatever stands there: spans are those of the text, ids lead somewhere."""
    document = made("".join(words))
    marks = annotate(document)
    assert not marks.dangling and len(set(marks.ids)) == len(marks.ids)
    broken = {"SP201", "SP202", "SP207", "ID701", "ID702", "ID703"}
    assert not broken & {code for code, _ in problems(document)}
    assert codec.decode(codec.encode(marks), type(marks)) == marks


def test_names_and_numbers():
    """Types are guessed from the words; titles and articles are outside; a capital at the beginning says nothing."""
    text = (
        "Shops closed. On Monday, May 3, Mayor Ada Moss of Quell paid $40 to the Mill Board. "
        "Moss saw 12 boats, the third in Quell."
    )
    found = [(text[f.start : f.end], f.type) for f in names(made(text))]
    assert found == [
        ("Monday, May 3", "DATE"), ("Ada Moss", "PERSON"), ("Quell", "GPE"), ("$40", "MONEY"), ("Mill Board", "ORG"),
        ("Moss", "PERSON"), ("12", "CARDINAL"), ("third", "ORDINAL"), ("Quell", "GPE"),
    ]  # fmt: skip


def test_quotes():
    """Direct ones keep their marks, also over paragraphs; indirect ones what follows the verb; short words are none."""
    text = "“It is late,” Moss said. “I go to the sea.\n\n“And I stay there.”"
    text += "\n\nOru said that ships came. The “improvement” failed."
    said, scare = quoted(made(text))
    words = [([text[a:b] for a, b in each.content], each.cue and text[slice(*each.cue)], each.mode) for each in said]
    assert words == [
        (["“It is late,”"], "said", "direct"), (["“I go to the sea.", "“And I stay there.”"], None, "direct"),
        (["that ships came"], "said", "indirect"),
    ]  # fmt: skip
    assert [text[a:b] for a, b in scare] == ["“improvement”"]


def test_the_sets_can_be_scored(tmp_path, capsys):
    """The command writes one for each document, and score takes the folder."""
    assert run(["baseline", str(tmp_path)]) == 0
    assert f"{len(CORPUS)} annotation sets" in capsys.readouterr().out
    found = select(("gold", str(tmp_path)), default_root())
    assert [d.sets[str(tmp_path)] for d in found.documents] == [annotate(CORPUS[d.id]) for d in found.documents]
    assert run(["score", "gold", str(tmp_path), "--resamples", "0"]) == 0


ROWS = {
    "mentions, boundaries": ("mentions", None, "exact"),
    "mentions with type": ("mentions", "type", "exact"),
    "sources": ("quotes.source", None, "exact"),
    "cues": ("quotes.cue", None, "exact"),
    "contents": ("quotes.content", None, "exact"),
    "contents, overlap": ("quotes.content", None, "overlap"),
    "attribution (content overlaps, speaker right)": ("quotes.speaker", "with words", "overlap"),
    "claims": ("claims", None, "exact"),
    "claims, overlap": ("claims", None, "overlap"),
    "coreference, B-cubed": ("coreference", "b_cubed", "exact"),
}
"""What the page of figures shows: layer, label and criterion of each row."""


def figure(scores, row):
    """F1 with its interval, as the page writes it."""
    (score,) = (s for s in scores if (s.layer, s.label, s.criterion) == row)
    return f"{score.f1:.2f}" + (f" ({score.low:.2f}-{score.high:.2f})" if score.low is not None else "")


def test_the_page_of_figures_is_current(tmp_path):
    """ONRECORD_WRITE=1 writes it anew."""
    found = {}
    for split in ("validation", "test"):
        for document in CORPUS.values():
            if document.record.split == split:
                write_file(tmp_path / split / f"{document.id}.json", codec.encode(annotate(document)))
        found[split] = onrecord.score("gold", str(tmp_path / split))
    head = "| | validation (4 synthetic stories) | test (the article) |\n|---|---|---|"
    cells = {name: " | ".join(figure(scores, row) for scores in found.values()) for name, row in ROWS.items()}
    rows = [f"| {name} | {figures} |" for name, figures in cells.items()]
    wanted = "\n".join(["", head, *rows, "", ""])
    page = default_root() / "docs/baseline.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition("<!-- scores: begin -->\n")
    block, _, after = rest.partition("<!-- scores: end -->")
    if os.environ.get("ONRECORD_WRITE"):
        page.write_text(f"{before}<!-- scores: begin -->\n{wanted}<!-- scores: end -->{after}", encoding="utf-8")
        block = wanted
    assert block == wanted
