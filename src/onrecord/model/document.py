"""A document with its annotation sets, and the questions a reader asks of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import unknown
from onrecord.model.labels import labels

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onrecord.model.claims import Claim, Record, Relation, State
    from onrecord.model.evidence import Evidence
    from onrecord.model.files import AnnotationSet, DocumentRecord, Zone
    from onrecord.model.marks import Entity, Mention, Quote

T = TypeVar("T")


class Document(Struct, frozen=True, dict=True, weakref=True):
    """One text, its record and its annotation sets, seen through one annotator's eyes.

    Attributes:
        record: the facts about the document.
        text: the untouched text; every offset counts its code points.
        sets: annotation sets by annotator id; may be empty.
        annotator: whose marks `entities`, `quotes`, ... show; no such set means no marks.
        renderer: makes the notebook's HTML; None shows plain text.
        evidence: outside knowledge on the claims of gold: what others have published. No annotator has marked it.
    """

    record: DocumentRecord
    text: str
    sets: Mapping[str, AnnotationSet]
    annotator: str = "gold"
    renderer: Callable[[Document], str] | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def id(self) -> str:
        """The document's id: the stem of its files."""
        return self.record.id

    @property
    def title(self) -> str:
        """The headline, from the record."""
        return self.record.title

    @property
    def synthetic(self) -> bool:
        """Whether the text was invented for the corpus: no such people, places or events."""
        return self.record.synthetic

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Paragraphs and their roles, in text order."""
        return self.record.zones

    @property
    def marks(self) -> AnnotationSet | None:
        """The annotation set in view, or None where this annotator has not marked the document."""
        return self.sets.get(self.annotator)

    def by(self, annotator: str) -> Document:
        """The same document as `annotator` marked it; raises `UsageError` for one who did not."""
        if annotator not in self.sets:
            raise unknown("annotator", annotator, self.sets)
        return replace(self, annotator=annotator)

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Entities in file order."""
        return self.marks.entities if self.marks else ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Mentions in file order."""
        return self.marks.mentions if self.marks else ()

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Quotes in file order."""
        return self.marks.quotes if self.marks else ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims in file order."""
        return self.marks.claims if self.marks else ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Records (pages whose wording matters) in file order."""
        return self.marks.records if self.marks else ()

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Relations in file order."""
        return self.marks.relations if self.marks else ()

    @property
    def covered_layers(self) -> tuple[str, ...]:
        """The layers that the set in view covers: what one of them does not have is not in the text."""
        return tuple(layer for layer in labels("layer") if self.marks and self.marks.covers(layer))

    @property
    def covered_zones(self) -> tuple[int, ...]:
        """The zones that the set in view covers, by their place in `zones`."""
        if not self.marks:
            return ()
        return tuple(range(len(self.zones))) if self.marks.zones is None else self.marks.zones

    def entity(self, id: str) -> Entity:
        """The entity of that id; raises `UsageError` for an unknown one."""
        return _get("entity", self._entities, id)

    def quote(self, id: str) -> Quote:
        """The quote of that id; raises `UsageError` for an unknown one."""
        return _get("quote", {q.id: q for q in self.quotes}, id)

    def claim(self, id: str) -> Claim:
        """The claim of that id; raises `UsageError` for an unknown one."""
        return _get("claim", {c.id: c for c in self.claims}, id)

    def speaker(self, quote: Quote) -> Entity | None:
        """Who the quote is attributed to, or None where the text names no source."""
        return self._entities.get(quote.source.entity) if quote.source else None

    def claimant(self, claim: Claim) -> Entity | None:
        """Who makes the claim, or None for the writer of the story."""
        return self._entities.get(claim.claimant)

    def mentions_of(self, entity: Entity) -> tuple[Mention, ...]:
        """Every mention of `entity`, in file order."""
        return tuple(m for m in self.mentions if m.entity == entity.id)

    def quotes_of(self, entity: Entity) -> tuple[Quote, ...]:
        """Every quote whose source is `entity`, in file order."""
        return tuple(q for q in self.quotes if q.source and q.source.entity == entity.id)

    def relations_to(self, claim: Claim) -> tuple[Relation, ...]:
        """Every relation that bears on `claim`, in file order."""
        return tuple(r for r in self.relations if r.to == claim.id)

    def contested_claims(self) -> tuple[Claim, ...]:
        """Claims that something in the story speaks against; computed, never stored, and no verdict.

        A claim is contested if a `contradicts` relation touches it, at either end, or if both `supports` and
        `qualifies` relations bear on it (guidelines, section 4).
        """
        touched = {end for r in self.relations if r.type == "contradicts" for end in (r.from_, r.to)}
        return tuple(c for c in self.claims if c.id in touched or self._both_ways(c))

    def record_at(self, record: str, claim: Claim) -> State | None:
        """The state of `record` in force when `claim` was made, or None where the story does not tell.

        Raises `UsageError` for an unknown record id.
        """
        states = {s.id: s for s in _get("record", {r.id: r for r in self.records}, record).states}
        for relation in self.relations_to(claim):
            if relation.timing == "in_force_when_said" and relation.from_ in states:
                return states[relation.from_]
        return None

    @cached_property
    def _entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.entities}

    def _both_ways(self, claim: Claim) -> bool:
        return {"supports", "qualifies"} <= {r.type for r in self.relations_to(claim)}

    def _repr_html_(self) -> str | None:
        """What a notebook shows."""
        return self.renderer(self) if self.renderer else None

    def __str__(self) -> str:
        return f"{self.id}: {self.title}"


def _get(what: str, items: Mapping[str, T], id: str) -> T:
    if id not in items:
        raise unknown(what, id, items)
    return items[id]
