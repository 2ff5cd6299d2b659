"""CO8xx: the names in a corpus root, and the list of annotators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.problems import quoted
from onrecord.rules.base import CorpusContext, Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)


def _names(context: CorpusContext) -> Iterator[tuple[str, str]]:
    yield from (("document", name) for name in context.documents)
    yield from (("annotator folder", name) for name in context.folders)


def collision(context: CorpusContext) -> Iterator[Finding]:
    """Names differ in more than capitals: on macOS and Windows such files are one file.

    **Bad** `corpus/ottawa.txt` and `corpus/Ottawa.txt`.

    **Good** `ottawa` and `ottawa-2`.

    **Fix** rename one.
    """
    seen: dict[tuple[str, str], str] = {}
    for what, name in _names(context):
        other = seen.setdefault((what, name.casefold()), name)
        if other != name:
            found = f"the names {quoted(other)} and {quoted(name)} ({what}) differ in capitals only"
            yield Finding((), f"{found}; rename one")


def bad_name(context: CorpusContext) -> Iterator[Finding]:
    """A document's stem and an annotator's folder are ids: a-z, 0-9 and "-", at most 64, not beginning with "-".

    **Bad** `corpus/Ottawa masks.txt`.

    **Good** `corpus/ottawa-masks.txt`.

    **Fix** rename the files.
    """
    for what, name in _names(context):
        if not _ID.fullmatch(name):
            found = f"the {what}'s name {quoted(name)} is no id"
            yield Finding((), f"{found}; use a-z, 0-9 and -, at most 64, and begin with a letter or digit")


def device_name(context: CorpusContext) -> Iterator[Finding]:
    """Windows keeps some names for devices; a file of that name cannot be checked out there.

    **Bad** `corpus/con.txt`.

    **Good** `corpus/con-2.txt`.

    **Fix** rename the files.
    """
    for what, name in _names(context):
        if _DEVICE.fullmatch(name):
            yield Finding((), f"the {what}'s name {quoted(name)} is a device on Windows; choose another")


def duplicate_annotator(context: CorpusContext) -> Iterator[Finding]:
    """Each annotator is listed once.

    **Bad** two entries with the id `gold`.

    **Good** one.

    **Fix** join the entries, or rename one and its folder.
    """
    seen: set[str] = set()
    for i, annotator in enumerate(context.annotators.annotators if context.annotators else ()):
        if annotator.id in seen:
            found = f"the annotator {quoted(annotator.id)} is listed twice"
            yield Finding(("annotators", i, "id"), f"{found}; keep one entry")
        seen.add(annotator.id)


def no_annotators(context: CorpusContext) -> Iterator[Finding]:
    """A corpus with annotation sets says who made them.

    **Bad** `annotations/gold/` without `annotations/annotators.json`.

    **Good** both.

    **Fix** write the list: id, kind, note, guidelines for each folder.
    """
    if context.annotators is None and context.folders:
        found = f"{quoted(context.folders[0])} holds annotation sets, but there is no annotations/annotators.json"
        yield Finding((), f"{found}; write it, one entry for each folder")


RULES = (
    Rule("CO801", "name-collision", collision),
    Rule("CO802", "bad-name", bad_name),
    Rule("CO803", "device-name", device_name),
    Rule("CO804", "duplicate-annotator", duplicate_annotator),
    Rule("CO805", "no-annotators", no_annotators),
)
