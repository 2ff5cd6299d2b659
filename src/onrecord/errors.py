"""Exceptions: what stops a command. What can be listed and gone on from is a `problems.Problem` instead.

OnRecordError
|- UsageError         wrong use: an unknown name, a path that is no corpus            exit 2
|  `- UnknownNameError  a KeyError too, since a Corpus is a mapping
|- MachineError       the machine failed us: disk, permission, lock                   exit 3
|- IntegrityError     bytes are not those that were recorded                          exit 4
|- InvalidDataError   a file that must be right before we go on is not; has .problems exit 1
|- OffsetError        a position that does not exist in a text, or lies inside a code point
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.problems import Problem


class OnRecordError(Exception):
    """Base of every exception this package raises on purpose."""

    exit_code = 1


class UsageError(OnRecordError):
    """The caller asked for something that does not exist; the message names what does."""

    exit_code = 2


class MachineError(OnRecordError):
    """The operating system refused: no permission, no space, a lock held by another process."""

    exit_code = 3


class IntegrityError(OnRecordError):
    """Bytes read are not the bytes that were recorded (SHA-256 differs)."""

    exit_code = 4


class InvalidDataError(OnRecordError):
    """Data that must be valid before work goes on is not.

    Attributes:
        problems: every problem found, in order; never empty.
    """

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        first, more = self.problems[0], len(self.problems) - 1
        rest = f" (and {more} more)" if more else ""
        return f"{first}{rest}; run `onrecord check` for the whole list"


class OffsetError(OnRecordError, ValueError):
    """A position that the text does not have: outside it, or inside one code point."""

    exit_code = 2


class UnknownNameError(UsageError, KeyError):
    """A name that does not exist, asked of something that is also a mapping; the message names what does."""

    __str__ = Exception.__str__


def unknown(what: str, name: object, choices: Iterable[str]) -> UnknownNameError:
    """The error for a name that does not exist; it lists the names that do.

    >>> str(unknown("config", "quote", ["quotes", "claims"]))
    "no config 'quote'; there is: claims, quotes"
    """
    return UnknownNameError(f"no {what} {name!r}; there is: {', '.join(sorted(choices)) or 'none'}")
