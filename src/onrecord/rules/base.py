"""What a rule is, what it finds, and what it may look at. Contexts hold data only; no rule touches a disk."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.model import AnnotationSet, Annotators, Claim, DocumentRecord, Quote, Realization, Span

Path = tuple[str | int, ...]

AUTHOR = "author"
"""The claimant that is no entity: the writer of the story."""


class Finding(NamedTuple):
    """One fault: keys and indices that lead to it in the file, the sentence, the words in the article (or None)."""

    path: Path
    message: str
    span: tuple[int, int] | None = None


class Rule(NamedTuple):
    """A stable code, a name that says the fault, and the function that finds it; its docstring is the page."""

    code: str
    name: str
    find: Callable[[Any], Iterator[Finding]]

    @property
    def page(self) -> str:
        """The rule's page, in Markdown: why, bad, good, fix."""
        import inspect

        return inspect.getdoc(self.find) or ""


class DocumentContext(Struct, frozen=True, eq=False):
    """A document record with its text, the bytes of the text file, and the stem of both files."""

    record: DocumentRecord
    text: str
    raw: bytes
    stem: str


class CorpusContext(Struct, frozen=True, eq=False):
    """The names in a corpus root: stems of documents, the list of annotators (None: no such file), set folders."""

    documents: tuple[str, ...]
    annotators: Annotators | None
    folders: tuple[str, ...]


class SetContext(Struct, frozen=True, eq=False, dict=True):
    """An annotation set with the document it marks, and indexes that the rules share, each built at most once.

    Attributes:
        stem: stem of the set's file, or None for a loose file.
        folder: name of the annotator folder the file is in, or None.
        annotators: ids of all known annotators, or None where there is no list.
    """

    marks: AnnotationSet
    record: DocumentRecord
    text: str
    stem: str | None = None
    folder: str | None = None
    annotators: frozenset[str] | None = None

    @cached_property
    def chars(self) -> int:
        """Code points of the text."""
        return len(self.text)

    @cached_property
    def groups(self) -> list[tuple[Span, ...]]:
        """The spans of every part of every mark; negatives last. The same order as `paths`."""
        marks, groups = self.marks, [m.spans for m in self.marks.mentions]
        for q in marks.quotes:
            if q.source:
                groups.append(q.source.spans)
            if q.cue:
                groups.append(q.cue.spans)
            groups.append(q.content.spans)
        groups += [r.spans for c in marks.claims for r in c.realizations if r.spans]
        groups += [r.signal for r in marks.relations if r.signal]
        groups += [n.spans for n in marks.negatives]
        return groups

    @cached_property
    def paths(self) -> list[Path]:
        """The path of each of `groups`; only reports need it."""
        marks, paths = self.marks, list[Path]()
        paths += [("mentions", i, "spans") for i in range(len(marks.mentions))]
        for i, q in enumerate(marks.quotes):
            parts = (("source", q.source), ("cue", q.cue), ("content", q.content))
            paths += [("quotes", i, name, "spans") for name, part in parts if part]
        for i, c in enumerate(marks.claims):
            paths += [("claims", i, "realizations", k, "spans") for k, r in enumerate(c.realizations) if r.spans]
        paths += [("relations", i, "signal") for i, r in enumerate(marks.relations) if r.signal]
        paths += [("negatives", i, "spans") for i in range(len(marks.negatives))]
        return paths

    @cached_property
    def spans(self) -> list[tuple[Path, Span]]:
        """Every span with its path; only reports need it."""
        pairs = zip(self.paths, self.groups, strict=True)
        return [((*path, i), span) for path, group in pairs for i, span in enumerate(group)]

    @cached_property
    def flat(self) -> list[Span]:
        """Every span, negatives last."""
        return list(chain.from_iterable(self.groups))

    @cached_property
    def negative_spans(self) -> int:
        """How many of `flat`, at its end, belong to negatives."""
        return sum([len(n.spans) for n in self.marks.negatives])

    @cached_property
    def starts(self) -> list[int]:
        """Start of every span."""
        return [s.start for s in self.flat]

    @cached_property
    def ends(self) -> list[int]:
        """End of every span."""
        return [s.end for s in self.flat]

    @cached_property
    def texts(self) -> list[str]:
        """Text of every span, as the file states it."""
        return [s.text for s in self.flat]

    @cached_property
    def exact(self) -> bool:
        """Whether every span is in the text and `text` is its slice."""
        text, chars = self.text, self.chars
        found = [text[s:e] for s, e in zip(self.starts, self.ends, strict=True)]
        return found == self.texts and (not found or max(self.ends) <= chars)

    @cached_property
    def zone_starts(self) -> list[int]:
        """Starts of the zones, ascending."""
        return sorted([z.start for z in self.record.zones])

    @cached_property
    def zone_of(self) -> list[int]:
        """For every span the index of the zone it starts in; -1 before the first zone."""
        zones = self.zone_starts
        return [bisect_right(zones, start) - 1 for start in self.starts]

    @cached_property
    def entity_ids(self) -> set[str]:
        """Ids of all entities."""
        return {e.id for e in self.marks.entities}

    @cached_property
    def quotes_by_id(self) -> dict[str | None, Quote]:
        """Quotes by id."""
        return {q.id: q for q in self.marks.quotes}

    @cached_property
    def realizations(self) -> list[tuple[int, int, Claim, Realization, Quote | None]]:
        """Every realization with the index of its claim and its own, its claim and its quote, if there is one."""
        quote, claims = self.quotes_by_id.get, self.marks.claims
        return [(i, k, c, r, quote(r.quote)) for i, c in enumerate(claims) for k, r in enumerate(c.realizations)]

    @cached_property
    def claim_ids(self) -> set[str]:
        """Ids of all claims."""
        return {c.id for c in self.marks.claims}

    @cached_property
    def states(self) -> dict[str, tuple[int, int]]:
        """For every state's id: index of its record, and index of the state in it."""
        return {s.id: (i, k) for i, r in enumerate(self.marks.records) for k, s in enumerate(r.states)}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """What each id of the set names ("entity", "state", ...); only reports need it."""
        marks = self.marks
        layers = (
            ("entity", marks.entities),
            ("mention", marks.mentions),
            ("quote", marks.quotes),
            ("negative", marks.negatives),
            ("claim", marks.claims),
            ("record", marks.records),
            ("state", [s for r in marks.records for s in r.states]),
            ("relation", marks.relations),
        )
        return {item.id: kind for kind, items in layers for item in items}

    @cached_property
    def sound(self) -> bool:
        """Whether every reference leads to a thing of the right kind."""
        to, entities, claims = self.marks.references, self.entity_ids, self.claim_ids
        return (
            to.mentioned <= entities
            and to.entities <= entities | {None}
            and to.claimants <= entities | {AUTHOR}
            and to.quotes <= self.quotes_by_id.keys() | {None}
            and to.claims <= claims | {None}
            and to.grounds <= claims | self.states.keys()
        )


def extent(spans: tuple[Span, ...]) -> tuple[int, int] | None:
    """From the first code point of `spans` to the last, or None for no spans."""
    return (spans[0].start, max(spans[0].start, spans[-1].end)) if spans else None


def keys(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    """Where `spans` are, for comparing marks."""
    return tuple([(s.start, s.end) for s in spans])


def contains(outer: tuple[Span, ...], inner: tuple[Span, ...]) -> bool:
    """Whether every span of `inner` lies inside one span of `outer`."""
    return all([any([o.start <= i.start and i.end <= o.end for o in outer]) for i in inner])
