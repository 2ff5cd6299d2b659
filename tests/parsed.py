"""A page as a parser reads it."""

import json
from html.parser import HTMLParser

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """What a parser finds: elements with their attributes, the text of each zone, of each script and style."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.elements, self.zones, self.raw = [], [], {}
        self._open = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        """An element begins, perhaps a zone."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
        if "data-zone" in dict(attrs):
            self.zones.append([dict(attrs), "", len(self._open)])

    def handle_startendtag(self, tag, attrs):
        """An element without content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """An element ends: the one that began last."""
        assert self._open.pop() == tag
        if self.zones and len(self._open) < self.zones[-1][2]:
            self.zones[-1][2] = 10**6

    def handle_data(self, data):
        """Text, or what stands in a script or style sheet."""
        if self._open and self._open[-1] in ("script", "style", "title"):
            self.raw.setdefault(self._open[-1], []).append(data)
        if self.zones and self.zones[-1][2] <= len(self._open):
            self.zones[-1][1] += data

    def values(self, name):
        """All values of one attribute."""
        return [attrs[name] for _, attrs in self.elements if name in attrs]


def data(found):
    """The JSON for the script."""
    return json.loads(found.raw["script"][0])
