"""Re-anchoring: marks and zones of a text carried to a corrected one, each span with a verdict. No disk is touched."""

from onrecord.anchors.anchoring import CHANGED, KEPT, LOST, MOVED, PLACES, VERDICTS, Anchors, Carried, Places
from onrecord.anchors.losses import Fallen
from onrecord.anchors.sets import CarriedSet, Row, carry_set
from onrecord.anchors.zones import BODY, CarriedZone, carry_zones, covered

__all__ = [
    "BODY",
    "CHANGED",
    "KEPT",
    "LOST",
    "MOVED",
    "PLACES",
    "VERDICTS",
    "Anchors",
    "Carried",
    "CarriedSet",
    "CarriedZone",
    "Fallen",
    "Places",
    "Row",
    "carry_set",
    "carry_zones",
    "covered",
]
