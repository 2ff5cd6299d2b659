"""JSON as text: strict reading with the place of every fault, and the places of values."""

from onrecord.jsontext.places import extent, locate
from onrecord.jsontext.strict import MAX_DEPTH, Fault, read

__all__ = ["MAX_DEPTH", "Fault", "extent", "locate", "read"]
