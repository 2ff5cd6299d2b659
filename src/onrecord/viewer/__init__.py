"""Showing a document: plain HTML in a notebook, marked text and the claim graph in a terminal.

The modules for the terminal are imported by those who print, since they load rich.
"""

from onrecord.viewer.html import differences_to_html, to_html

__all__ = ["differences_to_html", "to_html"]
