"""A page for every problem code, and their index, in Markdown: what `onrecord rule CODE` says, to be read elsewhere."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from onrecord import fixes
from onrecord.codes import CODES

if TYPE_CHECKING:
    from onrecord.problems import Code

INDEX = "README.md"

FAMILIES = {
    "FS1": ("Files", "Is every file there, one that can be read, and one that a document uses?"),
    "JS1": ("JSON", "The first gate: is the file strict JSON? A file that fails a gate is not offered to the next."),
    "SC1": (
        "Schema",
        "The second gate: does the file have the keys, types, labels and forms of its schema in `schema/`?",
    ),
    "DR1": ("Document records", "Does `corpus/<id>.json` tell the truth about its text?"),
    "DR3": ("Drafts", "Does every draft span lead to one place of the text? `onrecord resolve` answers."),
    "SP2": ("Spans", "Do offsets and words agree, and does a mark begin and end where it may?"),
    "EN3": ("Entities and mentions", "Is every entity in the text, and every place one mention?"),
    "QT4": ("Quotes", "Do mode, cue, content and parent agree with each other and with the quotation marks?"),
    "CL5": ("Claims", "Is every claim made somewhere, by whom it says, as it says?"),
    "RC6": ("Records and relations", "Do states, times and evidence fit each other?"),
    "ID7": ("Ids and references", "Does every id name one thing, and every reference lead to one?"),
    "CV8": ("Coverage", "Does a set keep to the layers and zones that it says it covers?"),
    "ST9": ("Strict", "What gold must hold beyond a valid set; found by `onrecord check --strict` only."),
    "CO8": ("Names in a corpus", "Can the files be checked out everywhere, and is everyone listed who marked?"),
    "EV9": ("Outside evidence", "Does `evidence/<id>.json` bear on claims that gold has?"),
}
"""What the codes that begin alike have in common: a title, and the question they answer."""


def pages() -> dict[str, str]:
    """The text of every page by its file name; the pages link each other, so they belong in one folder."""
    return {f"{code.code}.md": _page(code) for code in CODES} | {INDEX: _index()}


def told(code: Code) -> str:
    """What is to be said of a code, here and in the terminal: its name, its page, and what may mend it.

    >>> print(told(CODES[3]))
    # FS104 unexpected-file
    <BLANKLINE>
    A file that no document uses.
    <BLANKLINE>
    **Fix** Move it out of the corpus folders.
    <BLANKLINE>
    **Mended by** no fix; it takes a human judgement.
    """
    return f"# {code.code} {code.name}\n\n{code.page}\n\n{fixes.page(code.code)}"


def _family(code: Code) -> str:
    return code.code[:3]


def _page(code: Code) -> str:
    title, _ = FAMILIES[_family(code)]
    return f"{told(code)}\n\n[{title}]({INDEX}#{title.lower().replace(' ', '-')}), [all codes]({INDEX})\n"


def _index() -> str:
    parts = [_HEAD]
    for family, codes in groupby(CODES, _family):
        title, question = FAMILIES[family]
        parts.append(
            f"\n## {title}\n\n{question}\n\n| code | name | what it is about | mended by |\n|---|---|---|---|\n"
        )
        for code in codes:
            about = code.page.partition("\n\n")[0].replace("\n", " ").replace("|", "\\|")
            sentence = about.partition(". ")[0].removesuffix(".")
            option = fixes.fixable(code.code)
            mended = "hand" if option == "no" else f"`{option}`"
            parts.append(f"| [{code.code}]({code.code}.md) | {code.name} | {sentence} | {mended} |\n")
    return "".join(parts)


_HEAD = """\
# Problem codes

One page for each; `onrecord rule CODE` says the same. Made by `onrecord.pages` from the docstrings of the rules; a test
holds it to them. What `--fix` mends keeps every mark on its words; look at what `--unsafe-fixes` did.
"""
