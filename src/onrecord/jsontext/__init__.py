"""JSON as text: strict reading with the place of every fault, and the places of values."""

from onrecord.jsontext.codes import CODES
from onrecord.jsontext.places import locate
from onrecord.jsontext.strict import MAX_DEPTH, MAX_FILE, Fault, read

__all__ = ["CODES", "MAX_DEPTH", "MAX_FILE", "Fault", "locate", "read"]
