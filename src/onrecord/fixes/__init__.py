"""Mending annotation sets without human judgement: fixes are functions from a set to changes, listed here by hand.

Safe fixes keep every mark on its words. The others, "unsafe", move marks or write what follows from other marks: they
are right unless something else in the file is wrong too, so someone should look at what they did.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onrecord.fixes import quotes, spans
from onrecord.fixes.base import Change, Fix, laid
from onrecord.rules import SET_RULES, STRICT_RULES, SetContext, run
from onrecord.rules.base import set_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import AnnotationSet
    from onrecord.problems import Path
    from onrecord.rules import Rule

FIXES: tuple[Fix, ...] = spans.FIXES + quotes.FIXES

SPLIT = 200
"""Of more changes than this by one fix, all are made or none: to try them apart would take too long."""


class Left(NamedTuple):
    """How many changes of a fix were not made, and the codes of the problems they would have brought."""

    fix: str
    number: int
    codes: tuple[str, ...]


class Mending(NamedTuple):
    """What came of a set.

    Attributes:
        marks: the set as it now is; the same object where nothing was done.
        done: how many changes each fix made, by its name.
        left: what was not done, since it would have added a problem.
        solved: how many problems are gone; those that only the strict rules find are not counted.
    """

    marks: AnnotationSet
    done: dict[str, int]
    left: tuple[Left, ...]
    solved: int


def fixable(code: str) -> str:
    """The option of `onrecord check` that may mend a problem: "--fix", "--unsafe-fixes" or "no".

    >>> fixable("SP203"), fixable("CL504"), fixable("QT402")
    ('--fix', '--unsafe-fixes', 'no')
    """
    safe = [fix.safe for fix in FIXES if code in fix.codes]
    return "no" if not safe else "--fix" if any(safe) else "--unsafe-fixes"


def page(code: str) -> str:
    """What may mend a problem, in Markdown: the option, and every fix with what it changes and why it may.

    >>> page("QT402")
    '**Mended by** no fix; it takes a human judgement.'
    """
    import inspect

    if fixable(code) == "no":
        return "**Mended by** no fix; it takes a human judgement."
    fixes = [f"`{fix.name}`: {inspect.getdoc(fix.find)}" for fix in FIXES if code in fix.codes]
    return "\n\n".join([f"**Mended by** `onrecord check {fixable(code)}`", *fixes])


def mend(context: SetContext, unsafe: bool = False) -> Mending:
    """Apply every fix that has something to do, until none has; those that are not safe only if `unsafe`.

    Afterwards no mark has a problem that it did not have, by the strict rules neither. Mending what is mended changes
    nothing. Marks of a set that was made on another text are not moved.
    """
    found = before = _found(context)
    allowed = unsafe and context.document.sha256 == context.marks.text_sha256
    fixes = [fix for fix in FIXES if fix.safe or allowed]
    done: Counter[str] = Counter()
    again = True
    while again:
        again, left = False, list[Left]()
        for fix in fixes:
            changes = list(fix.find(context)) if any([code in fix.codes for code, _ in found.plain]) else []
            context, found, refused = _admit(context, found, changes)
            dropped = sum([len(some) for some, _ in refused])
            if dropped:
                left.append(Left(fix.name, dropped, tuple(sorted({code for _, codes in refused for code in codes}))))
            done[fix.name] += len(changes) - dropped
            again = again or dropped < len(changes)
    solved = before.plain.total() - found.plain.total()
    return Mending(context.marks, {name: count for name, count in done.items() if count}, tuple(left), solved)


Places = Counter[tuple[str, "Path"]]
"""How often each code is found in each mark, which is named by the keys and indices that lead to its spans."""


class _Found(NamedTuple):
    """What the rules find in a set, and what more the strict rules do."""

    plain: Places
    strict: Places


Refused = list[tuple["Sequence[Change]", "tuple[str, ...]"]]
"""Changes that cannot be made together with those that were, and the codes they would have brought."""


def _admit(context: SetContext, found: _Found, changes: Sequence[Change]) -> tuple[SetContext, _Found, Refused]:
    """The context with as many of `changes` as leave fewer problems and bring none; what it then has; the rest."""
    if not changes:
        return context, found, []
    marks = laid(context.marks, changes)
    fresh = set_context(marks, context.document, context.stem, context.folder, context.annotators)
    now = _found(fresh)
    if now.plain < found.plain and now.strict <= found.strict:
        return fresh, now, []
    if not 1 < len(changes) <= SPLIT:
        brought = now.plain - found.plain + (now.strict - found.strict)
        return context, found, [(changes, tuple([code for code, _ in brought]))]
    half = len(changes) // 2
    context, found, first = _admit(context, found, changes[:half])
    context, found, second = _admit(context, found, changes[half:])
    return context, found, first + second


def _found(context: SetContext) -> _Found:
    return _Found(_places(SET_RULES, context), _places(STRICT_RULES, context))


def _places(rules: Sequence[Rule], context: SetContext) -> Places:
    return Counter((code, _mark(finding.path)) for code, finding in run(rules, context))


def _mark(path: Path) -> Path:
    """A path without what is below a mark's spans: they may be sorted."""
    return path[: next((i for i, key in enumerate(path) if key in ("spans", "signal")), len(path))]


__all__ = ["FIXES", "Change", "Fix", "Left", "Mending", "fixable", "mend", "page"]
