"""What README, data statement and card say of counts and agreement is what the corpus gives."""

import os
import re
from pathlib import Path

import msgspec
import pytest

import onrecord
from onrecord import build, counts
from onrecord.corpus import Corpus
from onrecord.entry import entry
from onrecord.metrics.agreement import Coefficient

ROOT = Path(__file__).parents[1]
PASSES = {"article": ("pass-a", "pass-b", "pass-c"), "stories": ("practice-a", "practice-b")}


@pytest.fixture(scope="module")
def made():
    """Every generated block, by its name."""
    agreement = {group: onrecord.agreement(*names) for group, names in PASSES.items()}
    return {"counts": counts.counts_table(onrecord.load()), "agreement": counts.agreement_table(agreement)}


@pytest.mark.parametrize(
    ("page", "name"), [("README.md", "counts"), ("README.md", "agreement"), ("DATA-STATEMENT.md", "agreement")]
)
def test_a_generated_block_is_current(made, page, name):
    """Between its two comments stands what the corpus gives; ONRECORD_WRITE=1 writes it anew."""
    block = re.compile(rf"(?<=<!-- {name}: begin -->\n).*?(?=<!-- {name}: end -->)", re.S)
    text, wanted = (ROOT / page).read_text(encoding="utf-8"), f"\n{made[name]}\n\n"
    if os.environ.get("ONRECORD_WRITE"):
        text = block.sub(lambda _: wanted, text)
        (ROOT / page).write_text(text, encoding="utf-8")
    assert block.findall(text) == [wanted], "out of date; CONTRIBUTING.md says how to write it anew"


def test_the_layers_are_the_lists_of_a_set():
    """No list is forgotten."""
    marks = onrecord.load()["cbc-ppe-dispute"].marks
    assert set(counts.LAYERS) == {name for name, value in msgspec.structs.asdict(marks).items() if type(value) is tuple}


def test_counting_json_is_counting_objects():
    """For every set of the corpus, and whatever the order of its keys."""
    for document in onrecord.load().values():
        for marks in document.sets.values():
            value = msgspec.to_builtins(marks)
            wanted = {layer: len(value[layer]) for layer in counts.LAYERS}
            assert counts.layer_counts(msgspec.json.encode(marks)) == wanted
            assert counts.layer_counts(msgspec.json.encode(dict(reversed(value.items())))) == wanted


def test_a_row_for_each_real_text_one_for_synthetic_ones_of_a_split_and_all():
    """Counted by hand: two real texts, one of them not marked, and two synthetic ones."""
    article = onrecord.load()["cbc-ppe-dispute"]
    real, unmarked, one, two = (
        msgspec.structs.replace(
            article,
            record=msgspec.structs.replace(article.record, id=id, split=split, synthetic=synthetic, zones=()),
            text="x" * chars,
            sets={} if id == "unmarked" else article.sets,
            annotator="pass-a",
        )
        for id, split, synthetic, chars in (
            ("real", "test", False, 1), ("unmarked", "test", False, 20), ("one", "train", True, 300),
            ("two", "train", True, 4000),
        )
    )  # fmt: skip
    rows = [line.split(" | ") for line in counts.counts_table(Corpus((real, unmarked, one, two))).splitlines()]
    quotes = rows[0].index("quotes")
    assert [(row[0], row[1], row[2], row[3], row[quotes]) for row in rows[2:]] == [
        ("| `real` (`test`)", "1", "1", "0", "20"),
        ("| `unmarked` (`test`)", "1", "20", "0", "0"),
        ("| synthetic (`train`)", "2", "4,300", "0", "40"),
        ("| all", "4", "4,321", "0", "60"),
    ]


def test_the_card_counts_every_set_that_is_published():
    """A row for each annotator that has sets, whoever's marks the configs show; none for one that has no set."""
    corpus = onrecord.load(annotator="pass-a")
    made = dict(build.build(map(entry, corpus.values()), corpus.annotators, {}))
    rows = re.findall(r"^\| `([a-z-]+)` ((?:\| [0-9,]+ ){9})\|$", made["README.md"].decode(), re.M)
    sets = {}
    for document in corpus.values():
        for annotator, marks in document.sets.items():
            sets.setdefault(annotator, []).append(marks)
    wanted = [
        (who, [len(some), *(sum(len(getattr(marks, layer)) for marks in some) for layer in counts.LAYERS)])
        for who, some in sorted(sets.items())
    ]
    assert [(who, [int(cell.replace(",", "")) for cell in cells.split("|")[1:]]) for who, cells in rows] == wanted
    assert "baseline" not in sets and "`baseline`, kind" in made["README.md"].decode()


def test_agreement_shows_means_of_pairs_and_what_is_undefined():
    """Of three annotators the mean, of two their only pair; "-" is undefined; labels that count are named."""

    def coefficient(kind, value, pair=None, label=None, layer="negatives"):
        return Coefficient(layer, kind, label, pair, value, 7, "", "", "")

    several = [
        coefficient("u_alpha", None, label="reason"),
        *(coefficient("f1", value, pair) for value, pair in ((0.1, ("a", "b")), (0.3, ("a", "c")), (0.2, None))),
        *(coefficient("agr_mean", value, pair) for value, pair in ((0.5, ("a", "b")), (0.7, ("a", "c")), (0.6, None))),
    ]
    two = [
        coefficient("u_alpha", -0.014, label="reason"), coefficient("f1", 1.0, ("d", "e"), "reason"),
        coefficient("agr_mean", 0.996, ("d", "e")),
    ]  # fmt: skip
    assert counts.agreement_table({"news": several, "stories": two}).split("\n\n")[0].splitlines() == [
        "| layer | news: alpha | exact F1 | overlap | spans | stories: alpha | exact F1 | overlap | spans |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        "| `negatives` (reason) | - | 0.20 | 0.60 | 7 | -0.01 | 1.00 | 1.00 | 7 |",
    ]
