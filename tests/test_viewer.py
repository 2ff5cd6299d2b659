"""What a reader sees: the whole text, nothing a page would obey."""

import re
from html import unescape
from html.parser import HTMLParser

import msgspec

import onrecord
from onrecord.viewer import claim_lines, text_lines, to_html


def document():
    """The shipped article."""
    return onrecord.load()["cbc-ppe-dispute"]


def test_the_notebook_shows_every_zone_word_for_word():
    """The text content of the HTML is the zones' text, in order."""
    doc = document()
    shown = unescape(re.sub("<[^>]*>", "", doc._repr_html_()))
    assert shown == "".join(doc.text[z.start : z.end] for z in doc.zones)


def test_data_cannot_become_markup():
    """Hostile names leave the same elements as harmless ones."""

    def tags(name):
        doc = document()
        entities = tuple(msgspec.structs.replace(e, name=name, type=name) for e in doc.entities)
        marks = msgspec.structs.replace(doc.marks, entities=entities)
        seen = []
        parser = HTMLParser()
        parser.handle_starttag = lambda tag, attrs: seen.append((tag, tuple(key for key, _ in attrs)))
        parser.feed(to_html(type(doc)(doc.record, doc.text, {"gold": marks})))
        return seen

    assert tags('"><script>alert(1)</script><a href="x') == tags("harmless")


def test_a_document_without_marks_is_shown_plain():
    """No annotation set: text and no marks, no contested claim."""
    doc = document()
    bare = type(doc)(doc.record, doc.text, {})
    assert "<mark" not in to_html(bare)
    assert list(claim_lines(bare))[0].endswith("0 contested of 0 claims")
    assert len(list(text_lines(bare))) > len(doc.zones)
