"""A document and the differences of two annotators as HTML for a notebook: the page's text, without script and lists.

What a page is made with is loaded when something is shown: a corpus is loaded far more often.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.metrics.comparison import Difference
    from onrecord.model import Document


def to_html(document: Document) -> str:
    """The whole text by zones, with its marks; the text content of each zone's element equals the zone's text.

    Above a synthetic text stands that it is one.
    """
    from onrecord.viewer.page.marks import page_marks
    from onrecord.viewer.page.prose import prose

    return _framed(document, "".join(passage.html for passage in prose(document, page_marks(document)).passages))


def differences_to_html(document: Document, other: str, found: Sequence[Difference]) -> str:
    """Each zone with a difference as both have marked it, side by side, and the list of all differences.

    Args:
        document: seen through the annotator on the left.
        other: who is on the right.
    """
    from onrecord.viewer.page.compared import difference_list, pairs

    both, _ = pairs(document, other, found, whole=False)
    return _framed(document, both + difference_list(document, other, found))


def _framed(document: Document, inner: str) -> str:
    from onrecord.viewer.page.escape import text
    from onrecord.viewer.page.frame import asset

    notice = "<p><small>Synthetic: all of it is invented.</small></p>" if document.synthetic else ""
    language = text(document.record.language)
    return f'<div class="onrecord note" lang="{language}"><style>{asset("prose.css")}</style>{notice}{inner}</div>'
