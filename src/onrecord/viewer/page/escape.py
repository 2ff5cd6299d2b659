"""Words of strangers made harmless for each place of a page: text and attributes, links, JSON in a script element."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Collection

# In a page a carriage return would be read as a line feed, and U+0000 as nothing: every offset after it would be off.
_LOST = str.maketrans({"\r": "&#13;", "\0": "\ufffd"})
_JSON = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def text(words: object) -> str:
    """Text for the content of an element or between the quotation marks of an attribute; read again it is the same.

    Only U+0000, which no page can hold, becomes U+FFFD.

    >>> text("<b>&")
    '&lt;b&gt;&amp;'
    """
    return html.escape(str(words)).translate(_LOST)


def label(words: object, limit: int = 200) -> str:
    """Text for places that cannot keep the direction of other words apart: what would turn it is spelt out."""
    return text(shown(words, limit))


def classes(*names: str) -> str:
    """A class attribute, or nothing where there is no name.

    >>> classes("zone", ""), classes("")
    (' class="zone"', '')
    """
    found = " ".join(filter(None, names))
    return f' class="{text(found)}"' if found else ""


def link(url: str | None, words: object) -> str:
    """A link that leads out of the page if `url` is an address of the web, else the words alone.

    >>> link("javascript:alert(1)", "here")
    'here'
    """
    if not url or not _of_the_web(url):
        return text(words)
    rel = 'rel="noopener noreferrer nofollow" referrerpolicy="no-referrer"'
    return f'<a href="{text(url)}" {rel}>{text(words)}</a>'


def to(anchor: str, words: str, known: Collection[str], name: str = "") -> str:
    """A link to a place of the page if that place is known, else the words alone; `words` are escaped already."""
    if anchor not in known:
        return f"<span{classes(name)}>{words}</span>"
    return f'<a href="#{text(anchor)}"{classes(name)}>{words}</a>'


def json(raw: bytes) -> str:
    """JSON for a script element: nothing in it can end the element, begin a comment, or break a line of script."""
    return raw.decode().translate(_JSON)


def _of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not any(c <= " " for c in url)
