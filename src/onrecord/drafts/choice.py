"""Which of its places a draft's span means, and what the annotator is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.drafts.nearest import Nearest
    from onrecord.drafts.search import Hits

LISTED = 100
"""At most this many places are listed where a draft may mean any of them."""

_SHOWN, _AROUND = 10, 24


class Wanted(NamedTuple):
    """Words to be found, without white space at their edges, and what stands before and after them ("": anything)."""

    words: str
    before: str
    after: str

    def __str__(self) -> str:
        """`right after 'in '`; empty where anything may stand around."""
        if self.before and self.after:
            return f"between {quoted(self.before, 40)} and {quoted(self.after, 40)}"
        if self.before:
            return f"right after {quoted(self.before, 40)}"
        return f"right before {quoted(self.after, 40)}" if self.after else ""


def chosen(search: Nearest, hits: Hits, wanted: Wanted, number: int | None) -> int | tuple[str, str]:
    """Where the words begin that are meant; or, where none or several would do, code and message.

    Args:
        hits: the places of what is wanted.
        number: which of them is meant, from 1; None where the draft does not say.
    """
    count, size, words = len(hits.starts), len(wanted.words), quoted(wanted.words, 40)
    if not count:
        return _nowhere(search, wanted)
    if number and number > count:
        fact = f"{words} has no place number {number:,}, it stands at {_listed(search, hits.starts, size)}"
        return "DR305", f"{fact}; give one of these numbers"
    if number or count == 1:
        return hits.starts[(number or 1) - 1]
    if str(wanted):
        fact = f"{words} stands {wanted} at {_listed(search, hits.starts, size, numbered=False)}"
        return "DR304", f'{fact}; give more of the words around, or "occurrence", counted among all places of the words'
    fact = f"{words} stands at {_listed(search, hits.starts, size)}"
    return "DR304", f'{fact}; add "occurrence" with the number of yours, or the words right "before" or "after" it'


def _nowhere(search: Nearest, wanted: Wanted) -> tuple[str, str]:
    elsewhere = search.hits(wanted.words).starts if str(wanted) else []
    if not elsewhere:
        return "DR303", search.sentence(wanted.words)
    where = _listed(search, elsewhere, len(wanted.words))
    fact = f"{quoted(wanted.words, 40)} stands nowhere {wanted}, but at {where}"
    return "DR306", f'{fact}; copy the words around from the text, or give the number as "occurrence" instead'


def _listed(search: Nearest, starts: list[int], size: int, numbered: bool = True) -> str:
    """How many places there are, with line and column, and of the first ones some words around."""
    places = []
    for number, start in enumerate(starts[:LISTED], 1):
        place = f"{number} at {search.place(start)}" if numbered else search.place(start)
        if number <= _SHOWN:
            around = search.text[max(0, start - _AROUND) : start + min(size, _AROUND) + _AROUND]
            place = f"{'number ' if numbered else ''}{place} {quoted('…' + ' '.join(around.split()) + '…')}"
        places.append(place)
    more = f", and {len(starts) - LISTED:,} more" if len(starts) > LISTED else ""
    return f"{len(starts):,} {'place' if len(starts) == 1 else 'places'}: {', '.join(places)}{more}"


def notes(search: Nearest, hits: Hits, text: str, start: int) -> tuple[str, ...]:
    """What to know of a span that was found at `start` for a draft's `text`, a clause each."""
    words = text.strip()
    told = list(_differing(words, search.text[start : start + len(words)]))
    if words != text:
        told.append("white space at its edge is left out")
    if hits.other is not None and hits.other < start:
        told.append(f"words that look alike, with other signs, count, too, first at {search.place(hits.other)}")
    return tuple(told)


def _differing(words: str, found: str) -> Iterator[str]:
    """Which signs the text has where the draft has others; both are of one length."""
    for own, mine in dict.fromkeys(pair for pair in zip(found, words, strict=True) if pair[0] != pair[1]):
        yield f"the text has {_sign(own)} where the draft has {_sign(mine)}"


def _sign(sign: str) -> str:
    if sign.isspace():
        return {" ": "a space", "\n": "a line break"}.get(sign, f"U+{ord(sign):04X}")
    return f"U+{ord(sign):04X} ({sign})"
