"""What a rule is, what it finds, and what it may look at. Contexts hold data only; no rule touches a disk."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from onrecord.model.claims import AUTHOR
from onrecord.spans import extends, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from onrecord.model import AnnotationSet, Annotators, Claim, DocumentRecord, EvidenceFile, Quote, Realization, Span

Path = tuple[str | int, ...]

_ASCII = bytes(range(128))

BOILERPLATE = "boilerplate"
"""The zone of site text, which is not the story."""


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


class DocumentContext(Struct, frozen=True, eq=False, dict=True):
    """A document record with its text, the bytes of the text file, the stem of both files, and what rules share."""

    record: DocumentRecord
    text: str
    raw: bytes
    stem: str

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the bytes of the text."""
        import hashlib

        return hashlib.sha256(self.raw).hexdigest()

    @cached_property
    def combining(self) -> bool:
        """Whether any sign of the text belongs to the one before it (`spans.extends`); none of ASCII does."""
        beyond = self.raw.translate(None, _ASCII).decode(errors="replace")
        return any(map(extends, set(beyond)))

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of every paragraph of the text."""
        return paragraphs(self.text)

    @cached_property
    def zones_fit(self) -> bool:
        """Whether the zones are the paragraphs, in text order."""
        return [(z.start, z.end) for z in self.record.zones] == self.paragraphs

    @cached_property
    def zone_starts(self) -> list[int]:
        """Starts of the zones, ascending."""
        return sorted([z.start for z in self.record.zones])

    @cached_property
    def zones_begin_lines(self) -> bool:
        """Whether a line feed stands before each zone but one at the beginning: then no line is in two zones."""
        text = self.text
        return all([text[at - 1 : at] == "\n" for at in self.zone_starts if at])

    @cached_property
    def site(self) -> list[tuple[int, int]]:
        """Start and end of every zone that is not the story, ascending."""
        return sorted([(z.start, z.end) for z in self.record.zones if z.type == BOILERPLATE])


class CorpusContext(Struct, frozen=True, eq=False):
    """The names in a corpus root: stems of documents, the list of annotators (None: no such file), set folders."""

    documents: tuple[str, ...]
    annotators: Annotators | None
    folders: tuple[str, ...]


class EvidenceContext(Struct, frozen=True, eq=False):
    """The evidence on a document, the stem of its file, and gold, or None where that has problems of its own."""

    file: EvidenceFile
    stem: str
    gold: AnnotationSet | None


class SetContext(Struct, frozen=True, eq=False, dict=True):
    """An annotation set with the document it marks, and indexes that the rules share; `set_context` makes them all.

    Attributes:
        document: the record and text of that document; sets of one document share it.
        stem: stem of the set's file, or None for a loose file.
        folder: name of the annotator folder the file is in, or None.
        annotators: for the id of every known annotator its version of the guidelines, or None where there is no list.
        text: of the document.
        groups: the spans of every part of every mark; mentions first, negatives last. The same order as `paths`.
        flat: every span, in the order of `groups`.
        starts, ends, texts: of every span, as the file states them.
        exact: whether every span is in the text and its text is that slice.
        quotes: by id.
        realizations: every realization with the index of its claim and its own, its claim and its quote, if any.
        states: for every state's id the index of its record, and of the state in it.
    """

    marks: AnnotationSet
    document: DocumentContext
    stem: str | None
    folder: str | None
    annotators: Mapping[str, str] | None
    text: str
    groups: list[tuple[Span, ...]]
    flat: list[Span]
    starts: list[int]
    ends: list[int]
    texts: list[str]
    exact: bool
    quotes: dict[str | None, Quote]
    realizations: list[tuple[int, int, Claim, Realization, Quote | None]]
    states: dict[str, tuple[int, int]]

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
    def zone_of(self) -> list[int]:
        """For every span the index of the zone it starts in, -1 before the first zone; only reports need it."""
        zones = self.document.zone_starts
        return [bisect_right(zones, start) - 1 for start in self.starts]

    @cached_property
    def _said(self) -> dict[str, list[tuple[int, int, Quote]]]:
        """Start and end of every piece of a quote's content, by whose it is; in the order of starts, the longest first.

        A quote without source is the writer's; in free indirect speech only a claim tells whose it is ("").
        """
        found: dict[str, list[tuple[int, int, Quote]]] = {}
        for quote in self.marks.quotes:
            who = quote.source.entity if quote.source else "" if quote.mode == "free_indirect" else AUTHOR
            found.setdefault(who, []).extend([(s.start, s.end, quote) for s in quote.content.spans])
        return {who: sorted(pieces, key=lambda p: (p[0], -p[1])) for who, pieces in found.items()}

    def quote_of(self, claimant: str, spans: tuple[Span, ...]) -> Quote | None:
        """The quote of a claimant around `spans`; of nested ones, the innermost."""
        for who in (claimant, "") if claimant != AUTHOR else (AUTHOR,):
            pieces = self._said.get(who, [])
            # Down from the last piece that begins before: only numbers are compared until one reaches far enough.
            for _, end, quote in reversed(pieces[: bisect_right(pieces, spans[0].start, key=itemgetter(0))]):
                if end >= spans[0].end and contains(quote.content.spans, spans):
                    return quote
        return None

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


def set_context(
    marks: AnnotationSet,
    document: DocumentContext,
    stem: str | None = None,
    folder: str | None = None,
    annotators: Mapping[str, str] | None = None,
) -> SetContext:
    """An annotation set with the indexes that every run of the rules needs, each built once."""
    text, claims = document.text, marks.claims
    groups = [m.spans for m in marks.mentions]
    groups += [part.spans for q in marks.quotes for part in (q.source, q.cue, q.content) if part]
    groups += [r.spans for c in claims for r in c.realizations if r.spans]
    groups += [r.signal for r in marks.relations if r.signal]
    groups += [n.spans for n in marks.negatives]
    flat = list(chain.from_iterable(groups))
    starts, ends, texts = [s.start for s in flat], [s.end for s in flat], [s.text for s in flat]
    slices = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    quotes: dict[str | None, Quote] = {q.id: q for q in marks.quotes}
    return SetContext(
        marks, document, stem, folder, annotators, text, groups, flat, starts, ends, texts,
        exact=slices == texts and max(ends, default=0) <= len(text),
        quotes=quotes,
        realizations=[
            (i, k, c, r, quotes.get(r.quote)) for i, c in enumerate(claims) for k, r in enumerate(c.realizations)
        ],
        states={s.id: (i, k) for i, r in enumerate(marks.records) for k, s in enumerate(r.states)},
    )  # fmt: skip


def extent(spans: tuple[Span, ...]) -> tuple[int, int] | None:
    """From the first code point of `spans` to the last, or None for no spans."""
    return (spans[0].start, max(spans[0].start, spans[-1].end)) if spans else None


def keys(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    """Where `spans` are, for comparing marks."""
    return tuple([(s.start, s.end) for s in spans])


def contains(outer: tuple[Span, ...], inner: tuple[Span, ...]) -> bool:
    """Whether every span of `inner` lies inside one span of `outer`."""
    return all([any([o.start <= i.start and i.end <= o.end for o in outer]) for i in inner])
