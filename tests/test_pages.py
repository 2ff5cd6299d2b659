"""docs/rules: a page for every code, current, the same as `onrecord rule`, and Markdown that renders."""

import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from onrecord.cli import run
from onrecord.codes import CODES
from onrecord.pages import INDEX, pages

FOLDER = Path(__file__).parents[1] / "docs/rules"
PAGES = pages()
MARKDOWN = MarkdownIt("commonmark").enable("table")


def tokens(name):
    """Every token of a page, those inside of lines included."""
    for token in MARKDOWN.parse(PAGES[name]):
        yield token
        yield from token.children or ()


def test_the_pages_are_current():
    """The folder holds what `pages` gives: none stale, missing or surplus; ONRECORD_WRITE=1 writes it anew."""
    if os.environ.get("ONRECORD_WRITE"):
        FOLDER.mkdir(exist_ok=True)
        for path in FOLDER.iterdir():
            path.unlink()
        for name, text in PAGES.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    assert {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()} == PAGES


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_terminal_says_the_same(code, capsys):
    """A page is what `onrecord rule CODE` prints, and a line of links."""
    assert run(["rule", code.code]) == 0
    said, links = PAGES[f"{code.code}.md"].rstrip("\n").rsplit("\n\n", 1)
    assert capsys.readouterr().out.rstrip("\n") == said
    assert re.fullmatch(rf"\[.+\]\({INDEX}#[a-z-]+\), \[all codes\]\({INDEX}\)", links)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_lost_in_rendering(name):
    """No sign is taken for HTML or for emphasis, and every mark of Markdown has found its other half."""
    words = "".join(token.content for token in tokens(name) if token.type == "text")
    assert not {token.type for token in tokens(name)} & {"html_block", "html_inline", "em_open", "code_block"}
    assert "**" not in words and "`" not in words and "](" not in words


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_page_has_its_parts(code):
    """One heading, and in bold, each beginning a paragraph: what is bad, what is good, the fix, what mends."""
    found = list(tokens(f"{code.code}.md"))
    assert [token.tag for token in found if token.type == "heading_open"] == ["h1"]
    bold = [token.content for before, token in zip(found, found[1:], strict=False) if before.type == "strong_open"]
    assert bold[-2:] == ["Fix", "Mended by"] and bold[:-2] in ([], ["Bad"], ["Bad", "Good"])
    assert len(bold) == len(re.findall(r"^\*\*", PAGES[f"{code.code}.md"], re.M))


def test_the_index_lists_every_code_once():
    """A table for each family, a row of four cells for each code, in the order of CODES."""
    found = list(tokens(INDEX))
    families = re.findall(r"^## (.+)$", PAGES[INDEX], re.M)
    assert len(set(families)) == len(families) == len([token for token in found if token.type == "table_open"])
    rows = re.findall(r"^\| \[(\w+)\]\(\1\.md\) \| ([\w-]+) \|", PAGES[INDEX], re.M)
    assert rows == [(code.code, code.name) for code in CODES]
    assert len([token for token in found if token.type == "td_open"]) == 4 * len(CODES)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    """Every link is to a page, and to a heading of it where it names one."""
    for token in tokens(name):
        if token.type == "link_open":
            page, _, anchor = token.attrs["href"].partition("#")
            headings = re.findall(r"^#+ (.+)$", PAGES[page], re.M)
            assert not anchor or anchor in [heading.lower().replace(" ", "-") for heading in headings]
