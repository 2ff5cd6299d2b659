"""CV8xx: what a set says it covers - `layers`, `zones` - against its marks and its document."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.model.labels import labels
from onrecord.problems import quoted
from onrecord.rules.base import Finding, Path, Rule, SetContext, extent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def uncovered_layer(context: SetContext) -> Iterator[Finding]:
    """A layer that is not covered is empty: what stands in it by chance says nothing of what is missing.

    Entities are no layer of their own; they stand wherever a mark refers to them.

    **Bad** `"layers": ["quotes"]` and a claim.

    **Good** `"layers": ["quotes", "claims"]`, if the whole story was read for claims, too.

    **Fix** name the layer in `layers` if it was marked in full, else empty it.
    """
    for layer in labels("layer") if context.marks.layers else ():
        many = len(getattr(context.marks, layer))
        if many and not context.marks.covers(layer):
            found = f"{many} in a layer that the set does not cover (it covers {', '.join(context.marks.layers or ())})"
            yield Finding((layer,), f"{found}; add {quoted(layer)} to layers, or empty the list")


def uncovered_zone(context: SetContext) -> Iterator[Finding]:
    """A mention, a quote's content, a negative and a claim's own words stand in a zone that the set covers.

    At least a piece of the mark does; source, cue and signal may be anywhere.

    **Bad** `"zones": [0, 1]` and a mention in zone 2.

    **Good** a quote that begins in zone 1 and goes on in zone 2.

    **Fix** add the zone to `zones` if all of it was read, else remove the mark.
    """
    if context.marks.zones is None:
        return
    starts, covered = context.document.zone_starts, set(context.marks.zones)
    for path, group in zip(context.paths, context.groups, strict=True):
        zones = [bisect_right(starts, span.start) - 1 for span in group]
        if covered.isdisjoint(zones) and not _leads_away(path):
            found = f"{quoted(group[0].text, 40)} stands in zone {zones[0]}, which the set does not cover"
            yield Finding(path, f"{found}; add the zone to zones, or remove the mark", extent(group))


def _leads_away(path: Path) -> bool:
    """Whether the path of spans is that of a part that need not stand where its mark does."""
    return path[-1] == "signal" or path[-2] in ("source", "cue")


def unknown_zone(context: SetContext) -> Iterator[Finding]:
    """`zones` counts the zones of the document's record, from 0.

    **Bad** `"zones": [1, 2, 3]` for a document of three zones.

    **Good** `"zones": [0, 1, 2]`.

    **Fix** count again, from 0.
    """
    many = len(context.document.record.zones)
    for i, zone in enumerate(context.marks.zones or ()):
        if zone >= many:
            found = f"there is no zone {zone}: the record has {many}, counted from 0"
            yield Finding(("zones", i), f"{found}; count again, or take it out")


def coverage_order(context: SetContext) -> Iterator[Finding]:
    """Each layer and each zone is named once, zones in ascending order.

    **Bad** `"zones": [2, 1]`; `"layers": ["quotes", "quotes"]`.

    **Good** `"zones": [1, 2]`; `"layers": ["quotes"]`.

    **Fix** sort the zones; take out what is named twice.
    """
    layers: Sequence[str] = context.marks.layers or ()
    for i, layer in enumerate(layers):
        if layer in layers[:i]:
            yield Finding(("layers", i), f"the layer {quoted(layer)} is named twice; name it once")
    zones = context.marks.zones or ()
    for i, (before, zone) in enumerate(zip(zones, zones[1:], strict=False), 1):
        if zone <= before:
            yield Finding(("zones", i), f"zone {zone} comes after zone {before}; sort the zones, each once")


RULES = (
    Rule("CV801", "layer-not-covered", uncovered_layer),
    Rule("CV802", "zone-not-covered", uncovered_zone),
    Rule("CV803", "unknown-zone", unknown_zone),
    Rule("CV804", "coverage-out-of-order", coverage_order),
)
