"""What a reader sees: the whole text, nothing a page or a terminal would obey."""

import os
import re
import struct
import subprocess
import sys
import unicodedata
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.cli import run
from onrecord.viewer import to_html
from onrecord.viewer.claimview import claim_lines
from onrecord.viewer.rows import line, printable, rows, safe
from onrecord.viewer.terminal import text_lines

ONRECORD = Path(sys.executable).with_name("onrecord")
CHARACTERS = [
    *"abc é—",
    *("中", "文", "。", "한", "\u3000", "\u00a0"),
    *("e\u0301", "n\u0303\u0323", "\u1112\u1161\u11ab", "\u0e01\u0e33", "\u0915\u093e", "ｶﾞ"),
    *("👩", "👍🏽", "❤\ufe0f", "🇨🇦", "\u202e", "\x1b[31m", "\u200d"),
]
HOSTILE = "[red]x[/red] :smile: \x1b[31m\x9b31m\r\n\x00\u202e\u200d 中文 e\u0301 " + "x" * 300


def document():
    """The shipped article."""
    return onrecord.load()["cbc-ppe-dispute"]


def renamed(name):
    """The article with `name` as the name and type of every entity and in every claim."""
    doc = document()
    entities = tuple(msgspec.structs.replace(e, name=name, type=name) for e in doc.entities)
    claims = tuple(msgspec.structs.replace(c, proposition=name) for c in doc.claims)
    marks = msgspec.structs.replace(doc.marks, entities=entities, claims=claims)
    return type(doc)(msgspec.structs.replace(doc.record, title=name), doc.text, {"gold": marks})


def columns(text):
    """Columns of a terminal, by Unicode's own tables: wide ones two, marks none, emoji style makes two."""
    width = 0
    for before, char in zip(" " + text, text, strict=False):
        if char == "\ufe0f":
            width += unicodedata.east_asian_width(before) not in "WF"
        elif unicodedata.category(char)[0] != "M":
            vowel_or_final = "\u1160" <= char <= "\u11ff" or "\U0001f3fb" <= char <= "\U0001f3ff"
            width += 0 if vowel_or_final else 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return width


def words(text):
    """The text without blanks: what wrapping must not change."""
    return "".join(text.split())


@given(st.lists(st.sampled_from(CHARACTERS), max_size=300), st.integers(20, 100))
def test_rows_hold_the_width_and_lose_nothing(characters, width):
    """Wide, combined, joined and hostile characters: no row is too wide, none begins inside a character."""
    text = "".join(characters)
    made = [row.plain for row in rows([line("q01  ", text)], width)]
    assert max(map(columns, made)) <= width
    assert words("".join(made)) == words("q01" + safe(text))
    whole = {safe(c)[0] for c in CHARACTERS} | {"\\", *"0123456789abcdefuxm[q"}
    assert all(row[5:6] in whole | {""} for row in made)
    assert all(len(re.findall("[\U0001f1e6-\U0001f1ff]", row)) % 2 == 0 for row in made)


def test_rows_break_between_words_only():
    """Words stay whole, no-break spaces hold, blanks go at a break, and later rows stand under the first."""
    made = [row.plain for row in rows([line("body: ", "one two\u00a0three four five")], 18)]
    assert made == ["body: one", "      two\u00a0three", "      four five"]
    made = [row.plain for row in rows([line("a long label: ", "one two three four")], 20)]
    assert made == ["  a long label: one", "  two three four"]


def test_styles_follow_their_words_over_a_break():
    """A mark that is wrapped has its style in each row and no other word has it."""
    made = rows([line("", "aaaa ", ("bbbb " * 8, "bold"), "cccc")], 20)
    styled = [row.plain[span.start : span.end] for row in made for span in row.spans if span.style == "bold"]
    assert words("".join(styled)) == "bbbb" * 8


def test_the_lines_hold_the_text_word_for_word():
    """Without the signs, which are dim, a zone's line is the zone's text."""
    doc = document()
    zones = [text for head, text in text_lines(doc) if head.rstrip(": ") in {z.type for z in doc.zones}]
    assert len(zones) == len(doc.zones)
    for zone, text in zip(doc.zones, zones, strict=True):
        signs = {n for span in text.spans if span.style == "dim" for n in range(span.start, span.end)}
        kept = "".join(char for n, char in enumerate(text.plain) if n not in signs)
        assert kept == safe(doc.text[zone.start : zone.end])


def test_the_lines_say_who_says_what():
    """Parts of a quote carry its id, pronouns their entity, and each quote is told once more in a row."""
    shown = "\n".join(row.plain for row in rows(text_lines(document()), 100))
    assert "<q19:\n" in shown and "_q19: said_ «q19: " in shown
    assert "[he|PERSON: Jared Kushner]" in shown and "[Kushner|PERSON]" in shown
    assert "\nq18  Jared Kushner | claimed | that the national stockpile" in shown
    assert "(inside q05)" in shown


def test_the_claims_say_who_says_what():
    """What bears on a claim is told in words, from either end of a relation."""
    doc = document()
    shown = " ".join(" ".join(row.plain.split()) for row in rows(claim_lines(doc), 100))
    assert "website, c40: The equipment in the national stockpile is meant to supplement" in shown
    assert "hhs-website-before, which ended when: Within 24 hours" in shown
    against = msgspec.structs.replace(doc.relations[0], type="contradicts", from_="c13", to="c02", signal=())
    marks = msgspec.structs.replace(doc.marks, relations=(against,))
    shown = [row.plain for row in rows(claim_lines(type(doc)(doc.record, doc.text, {"gold": marks})), 1000)]
    assert f"  - itself contradicts c02: {doc.claimant(doc.claim('c02'))}: {doc.claim('c02')}" in shown
    assert f"      the writer: {doc.claim('c13')}" in shown


@pytest.mark.parametrize("lines", [text_lines, claim_lines])
@pytest.mark.parametrize("width", [20, 33, 80, 100])
def test_hostile_names_stay_in_the_rows(lines, width):
    """Markup is text, controls are spelt out, long words are broken; no row is too wide."""
    made = [row.plain for row in rows(lines(renamed(HOSTILE)), width)]
    assert max(map(columns, made)) <= width
    assert words(safe(HOSTILE)) in words("".join(made))
    assert not re.search("[\\x00-\\x1f\\x7f-\\x9f\u200b-\u200f\u202a-\u202e]", "".join(made))


def test_only_our_own_escapes_reach_a_stream(monkeypatch, capsys):
    """Forced colours: what is no colour code of ours is printable; without: no escape at all."""
    hostile = renamed(HOSTILE)
    monkeypatch.setattr("onrecord.corpus.Corpus.__getitem__", lambda self, id: hostile)
    for force in ("1", ""):
        monkeypatch.setenv("FORCE_COLOR", force)
        for option in ([], ["--claims"]):
            assert run(["show", "any", *option]) == 0
            out, err = capsys.readouterr()
            plain = re.sub("\x1b\\[[0-9;]*m", "", out)
            assert not err and "[red]x[/red] :smile: \\x1b[31m" in plain
            assert not re.search("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u200b-\u200f\u202a-\u202e]", plain)
            assert ("\x1b[" in out) == bool(force)


@pytest.mark.parametrize(
    ("terminal", "colours", "expected"), [(60, {}, 60), (300, {}, 100), (60, {"NO_COLOR": "1"}, 60)]
)
def test_a_terminal_is_asked_for_its_width(terminal, colours, expected):
    """A real terminal: rows of its width, at most 100; NO_COLOR takes the colours away."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", 50, terminal, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR")}
    env |= {"TERM": "xterm-256color"} | colours
    command = [ONRECORD, "show", "cbc-ppe-dispute", "--claims"]
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env)
    os.close(slave)
    out = b""
    while chunk := _read(master):
        out += chunk
    os.close(master)
    assert child.wait() == 0
    made = re.sub("\x1b\\[[0-9;]*m", "", out.decode()).splitlines()
    assert expected - 10 <= max(map(columns, made)) <= expected
    assert bool(re.search(rb"\x1b\[[0-9;]*3[0-7]", out)) == (not colours)


def _read(master):
    try:
        return os.read(master, 65536)
    except OSError:  # Linux: the other end is closed
        return b""


def test_a_pipe_gets_a_fixed_width_without_colours():
    """Whatever COLUMNS says: at most 100 columns, no escape."""
    env = {k: v for k, v in os.environ.items() if k != "FORCE_COLOR"} | {"COLUMNS": "30"}
    out = subprocess.run(
        [ONRECORD, "show", "cbc-ppe-dispute"], capture_output=True, check=True, env=env
    ).stdout.decode()
    assert 90 <= max(map(columns, out.splitlines())) <= 100 and "\x1b" not in out


def test_an_old_encoding_gets_what_it_lacks_spelt_out():
    """Latin-1 has « but no …: the command still ends well."""
    env = os.environ | {"PYTHONIOENCODING": "latin-1"}
    done = subprocess.run([ONRECORD, "show", "cbc-ppe-dispute"], capture_output=True, check=True, env=env)
    assert "\\u2026" in done.stdout.decode("latin-1") and "«q01: " in done.stdout.decode("latin-1")


def test_the_notebook_shows_every_zone_word_for_word():
    """The text content of the HTML is the zones' text, in order."""
    doc = document()
    shown = unescape(re.sub("(?s)<style>.*?</style>|<[^>]*>", "", doc._repr_html_()))
    assert shown == "".join(doc.text[z.start : z.end] for z in doc.zones)


def test_data_cannot_become_markup():
    """Hostile names leave the same elements as harmless ones."""

    def tags(name):
        seen = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attrs: seen.append((tag, tuple(key for key, _ in attrs)))
        parser.feed(to_html(renamed(name)))
        return seen

    assert tags('"><script>alert(1)</script><a href="x') == tags("harmless")


def test_a_document_without_marks_is_shown_plain():
    """No annotation set: text and no marks, no contested claim."""
    doc = document()
    bare = type(doc)(doc.record, doc.text, {})
    assert "<mark" not in to_html(bare)
    assert [text.plain for _, text in claim_lines(bare)] == [f"{doc.title}: 0 contested of 0 claims"]
    assert len(list(text_lines(bare))) == 2 + 2 * len(doc.zones)


def test_a_synthetic_text_says_so():
    """Wherever a person looks: the terminal, the claims, the notebook; and nowhere for the article."""
    article = document()
    invented = msgspec.structs.replace(article, record=msgspec.structs.replace(article.record, synthetic=True))
    for view in (lambda d: printable(text_lines(d)), lambda d: printable(claim_lines(d)), to_html):
        assert "ynthetic: all of it is invented" in view(invented)
        assert "ynthetic" not in view(article)
