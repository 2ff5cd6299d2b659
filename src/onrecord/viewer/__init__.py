"""Showing a document: marked text in a terminal, plain HTML in a notebook, the claim graph as a list."""

from onrecord.viewer.claimview import claim_lines
from onrecord.viewer.html import to_html
from onrecord.viewer.terminal import text_lines

__all__ = ["claim_lines", "text_lines", "to_html"]
