"""Problems: what is wrong in a file, where, and what to do. They accumulate; they are never raised."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

Path = tuple[str | int, ...]
"""Where a value stands in a JSON file: keys and indices from the root. `()` is the whole file."""

SHOWN = 80
"""At most this many code points of a file's own text are repeated in a message."""


@cache
def _unsafe() -> re.Pattern[str]:
    """Compiled when first needed: a run that finds nothing prints nothing of a file.

    Controls, line and paragraph separators, surrogates, what Unicode calls default ignorable (nothing is drawn for it),
    and the first sign of `##[`: GitHub's runner obeys that wherever in a line it stands.
    """
    return re.compile(
        "[\\x00-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
        "\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
        "|#(?=#\\[)"
    )


class Code(NamedTuple):
    """One kind of problem: a stable code ("SP201"), a name that says the fault, and its page (Markdown)."""

    code: str
    name: str
    page: str


class Excerpt(NamedTuple):
    """What stands in the line around a place, cut on both sides: words of strangers, to be escaped when printed.

    `end` is the 1-based line and column right after the place, or None where only its beginning is known.
    """

    before: str
    marked: str
    after: str
    end: tuple[int, int] | None = None


class Place(NamedTuple):
    """A place in an article's text: half-open code points, and the 1-based line and column of `start`.

    `file` names the text and `excerpt` holds the words around, where they are known.
    """

    start: int
    end: int
    line: int
    col: int
    file: str = ""
    excerpt: Excerpt | None = None


class Problem(NamedTuple):
    """One finding.

    Attributes:
        code: stable code of the rule, e.g. "SP202".
        name: the rule's name, e.g. "slice-mismatch".
        message: what is wrong, what was found, what to do; one line, safe to print.
        file: path as shown to the reader, "/" between parts.
        path: keys and indices that lead to the value in the file.
        line, col: 1-based, columns in code points; None until placed, or where the file has no lines.
        article: the words concerned in the article, or None.
        excerpt: the line of the file around the place, or None.
        steady: `path` with the id of an item in place of its index, where it has one: it outlives other items; `()`
            where it was not looked up.
    """

    code: str
    name: str
    message: str
    file: str = ""
    path: Path = ()
    line: int | None = None
    col: int | None = None
    article: Place | None = None
    excerpt: Excerpt | None = None
    steady: Path = ()

    @property
    def place(self) -> str:
        """`file:line:col`, or the file's name alone; safe to begin a line with."""
        return named(self.file) + (f":{self.line}:{self.col}" if self.line is not None else "")

    @property
    def pointer(self) -> str:
        """JSON Pointer (RFC 6901) to the value.

        >>> Problem("X", "x", "m", path=("a/b", 0)).pointer
        '/a~1b/0'
        """
        return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in self.path)

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.name}: {self.message}"


def named(file: str) -> str:
    """The name of a file, to begin a line with: one that looks like a command to GitHub's runner gets `./` before it.

    >>> named("::error::x.json")
    './::error::x.json'
    """
    return shown("./" + file if file.lstrip().startswith(":") else file, limit=400)


def shown(text: object, limit: int = SHOWN) -> str:
    """`text` made safe to print: cut to `limit` code points, nothing in it a terminal or a log would obey.

    C0 and C1 controls, line and paragraph separators, zero-width and bidi controls and lone
    surrogates become `\\xNN` or `\\uNNNN`; so does the first sign of `##[`, a command to GitHub's runner.

    >>> shown("a\\x1b[31m" + chr(0x202E))
    'a\\\\x1b[31m\\\\u202e'
    """
    text = str(text)
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return _unsafe().sub(_escaped, text)


def quoted(text: object, limit: int = SHOWN) -> str:
    """`shown` between quotation marks; U+00A0 is spelt out, since a reader cannot see it.

    >>> quoted("a" + chr(0xA0) + "b")
    "'a\\\\xa0b'"
    """
    return "'" + shown(text, limit).replace("\u00a0", "\\xa0") + "'"


def _escaped(match: re.Match[str]) -> str:
    number = ord(match.group())
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
