"""The guidelines: their examples are right, their counter-examples wrong as they say, every label is explained."""

import re

import pytest

from onrecord.metrics.comparison import KINDS, compare
from onrecord.model.labels import labels
from onrecord.rules import DOCUMENT_RULES, RULES, SET_RULES, run
from onrecord.rules.base import DocumentContext, set_context
from tests.guidelines import FOLDER, Counter, Example, blocks, document

README = FOLDER / "README.md"
PAGES = [FOLDER / f"{name}.md" for name in ("zones", "mentions", "quotes", "claims", "relations")]
EXAMPLES, COUNTERS = ([block for path in PAGES for block in blocks(path)[which]] for which in (0, 1))
LABELS = {
    "zones": [("zone_type", "document")],
    "mentions": [("entity_type",), ("level",), ("identity",), ("certainty",)],
    "quotes": [("mode",), ("quote_type",), ("negative_reason",)],
    "claims": [("fidelity",), ("date_precision",), ("date_basis",)],
    "relations": [("relation_type",), ("timing",), ("independence",)],
}


def place(block):
    """Where a block stands: the id of its test."""
    return f"{block.page}:{block.line}"


def problems(doc):
    """The codes of what the checker finds in an example."""
    context = DocumentContext(doc.record, doc.text, doc.text.encode(), "example")
    found = run(DOCUMENT_RULES, context)
    found += run(SET_RULES, set_context(doc.marks, context, "example", "gold", {"gold": "1.0"}))
    return [code for code, _ in found]


def anchors(path):
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("example", EXAMPLES, ids=place)
def test_example(example):
    """The marks stand on their text and the checker finds nothing."""
    doc = document(example.lines)
    assert doc.marks.mentions
    assert problems(doc) == []


@pytest.mark.parametrize("counter", COUNTERS, ids=place)
def test_counter_example(counter):
    """The checker finds the stated code and no other; or it finds nothing, and the stated kind of difference shows."""
    right, wrong = document(counter.example.lines), document(counter.lines)
    assert wrong.text == right.text
    if counter.fault in KINDS:
        assert problems(wrong) == []
        assert counter.fault in [difference.kind for difference in compare(right.marks, wrong.marks)]
    else:
        assert counter.fault in [rule.code for rule in RULES]
        assert set(problems(wrong)) == {counter.fault}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_page_has_examples(path):
    """At least three examples and two counter-examples; every fence of a page is one of the two."""
    examples, counters = blocks(path)
    assert (len(examples) >= 3, len(counters) >= 2) == (True, True)
    assert path.read_text(encoding="utf-8").count("```") == 2 * (len(examples) + len(counters))


@pytest.mark.parametrize(("page", "lists"), LABELS.items(), ids=LABELS)
def test_labels_are_named(page, lists):
    """Every label of the schemas stands on its page, as code."""
    text = (FOLDER / f"{page}.md").read_text(encoding="utf-8")
    assert [label for one in lists for label in labels(*one) if f"`{label}`" not in text] == []


def test_all_pages_are_listed():
    """The folder holds the README and the pages tested here, and the README links each."""
    assert sorted(FOLDER.glob("*.md")) == sorted([README, *PAGES])
    assert [p.name for p in PAGES if f"]({p.name})" not in README.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize("path", [README, *PAGES], ids=lambda p: p.stem)
def test_links_lead_somewhere(path):
    """Every link is to a file that exists, and to a heading in it where it names one."""
    for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", path.read_text(encoding="utf-8")):
        file = (path.parent / target).resolve() if target else path
        assert file.is_file(), target
        assert not anchor or anchor in anchors(file), f"{target}#{anchor}"


@pytest.mark.parametrize("path", [README, *PAGES], ids=lambda p: p.stem)
def test_lines_are_short(path):
    """At most 140 columns."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [n for n, line in enumerate(lines, 1) if len(line) > 140] == []


def test_every_unclear_point_is_decided():
    """The README numbers the same points as the list in `decisions.md`, and each names its page."""
    decisions = (FOLDER.parents[1] / "annotations/decisions.md").read_text(encoding="utf-8")
    points = re.findall(r"^(\d+)\. ", decisions.split("## Guidelines unclear")[1], re.MULTILINE)
    changed = README.read_text(encoding="utf-8").split("## What changed from 1.0 to 1.1")[1]
    decided = re.findall(r"^(\d+)\. (?:.+\n +)*.*\]\(\w+\.md#[\w-]+\)$", changed, re.MULTILINE)
    assert decided == points


@pytest.mark.parametrize(
    "line",
    ["entiti x", "quote q1 direct assertion of x: - | - | words", "negative term: elsewhere", "negative new: words"],
)
def test_a_bad_line_is_refused(line):
    """An unknown keyword, option, word or label is an error, never left out."""
    with pytest.raises(ValueError):
        document(("body: Some words.", line))


@pytest.mark.parametrize("patch", [("- negative term: words",), ("negative term: Some",), ()])
def test_a_patch_that_does_not_fit_is_refused(patch):
    """A counter-example takes out only what the example has, says what it does with each line, and does something."""
    example = Example("page", 1, ("body: Some words.", "negative term: Some"))
    with pytest.raises(ValueError):
        _ = Counter("page", 9, example, "missing", "why", patch).lines
