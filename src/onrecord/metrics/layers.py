"""What is compared: the marks of each layer of an annotation set, as pieces of text with labels.

A layer here is one kind of mark with one role: the mentions, the three parts of quotes, the negatives, the claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.errors import unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.model import AnnotationSet, Claim, Span

Piece = tuple[int, int]
"""Half-open code points of one text."""


class Mark(NamedTuple):
    """One mark: where it stands, and its labels.

    Attributes:
        id: of the mention, quote, negative or claim it belongs to.
        pieces: in text order, neither overlapping nor touching; at least one.
        labels: a value for each attribute of the layer, in the order of `Layer.attributes`.
    """

    id: str
    pieces: tuple[Piece, ...]
    labels: tuple[str, ...] = ()


class Layer(NamedTuple):
    """A kind of mark.

    Attributes:
        name: as users write it.
        attributes: names of its labels; the first is the one that strict scores and kappa go by.
        marks: takes an annotation set.
    """

    name: str
    attributes: tuple[str, ...]
    marks: Callable[[AnnotationSet], Iterator[Mark]]

    @property
    def needs(self) -> tuple[str, ...]:
        """What a set must cover for this to be compared: layers of annotation sets.

        >>> chosen(["quotes.cue"])[0].needs
        ('quotes',)
        """
        return (self.name.partition(".")[0],)


def pieces(spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The text that spans cover, in as few pieces as it takes.

    >>> from onrecord.model import Span
    >>> pieces([Span(5, 7, "cd"), Span(0, 2, "ab"), Span(2, 3, " ")])
    ((0, 3), (5, 7))
    """
    found: list[Piece] = []
    for start, end in sorted((span.start, span.end) for span in spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def mentions(marks: AnnotationSet) -> Iterator[Mark]:
    """Every mention, with its entity's type and its level."""
    types = {entity.id: entity.type for entity in marks.entities}
    for mention in marks.mentions:
        yield Mark(mention.id, pieces(mention.spans), (types.get(mention.entity, ""), mention.level))


def sources(marks: AnnotationSet) -> Iterator[Mark]:
    """The words that name the source of a quote; no mark for a quote without."""
    for quote in marks.quotes:
        if quote.source:
            yield Mark(quote.id, pieces(quote.source.spans))


def cues(marks: AnnotationSet) -> Iterator[Mark]:
    """The words that report; no mark for a quote without."""
    for quote in marks.quotes:
        if quote.cue:
            yield Mark(quote.id, pieces(quote.cue.spans))


def contents(marks: AnnotationSet) -> Iterator[Mark]:
    """What was said, with the quote's mode and type."""
    for quote in marks.quotes:
        yield Mark(quote.id, pieces(quote.content.spans), (quote.mode, quote.type))


def negatives(marks: AnnotationSet) -> Iterator[Mark]:
    """What looks like a quote and is none, with the reason."""
    for negative in marks.negatives:
        yield Mark(negative.id, pieces(negative.spans), (negative.reason,))


def claims(marks: AnnotationSet) -> Iterator[Mark]:
    """Every claim, standing where it is made: all words of all its realizations."""
    contents = {quote.id: quote.content.spans for quote in marks.quotes}
    for claim in marks.claims:
        words = pieces(realized(claim, contents))
        if words:
            yield Mark(claim.id, words)


def realized(claim: Claim, contents: dict[str, tuple[Span, ...]]) -> Iterator[Span]:
    """The spans in which a claim is made; those of a quote stand for the quote."""
    for realization in claim.realizations:
        yield from contents.get(realization.quote or "", ()) or realization.spans


LAYERS = (
    Layer("mentions", ("type", "level"), mentions),
    Layer("quotes.source", (), sources),
    Layer("quotes.cue", (), cues),
    Layer("quotes.content", ("mode", "type"), contents),
    Layer("negatives", ("reason",), negatives),
    Layer("claims", (), claims),
)


def chosen(names: Sequence[str]) -> tuple[Layer, ...]:
    """The layers of these names, or all where none is given; raises `UsageError` for one that does not exist.

    >>> [layer.name for layer in chosen(["claims"])]
    ['claims']
    """
    known = {layer.name: layer for layer in LAYERS}
    for name in names:
        if name not in known:
            raise unknown("layer", name, known)
    return tuple(layer for layer in LAYERS if not names or layer.name in names)
