"""Where values stand in JSON text that is known to be valid."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.problems import Path

Ways = dict[str | int, "Ways"]
"""Where to go on below a container: by key or index; empty where nothing below is wanted."""

_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
# C speed: skips a value.
_scan = cast("Callable[[str, int], tuple[Any, int]]", json.JSONDecoder().scan_once)  # type: ignore[attr-defined]


def locate(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """Offset (code points) of each value named by `paths` in valid JSON `text`.

    A path that leads nowhere gets the offset of the nearest container that exists. One pass: containers on
    no path are skipped by the C scanner, and what comes after the last place is not read.

    >>> locate('{"a": [1, 22]}', [("a", 1), ("b",)])
    {('a', 1): 10, ('b',): 0}
    """
    wanted = list(paths)
    ways: Ways = {}
    for path in wanted:
        way = ways
        for key in path:
            way = way.setdefault(key, {})
    found: dict[Path, int] = {}
    everything = len({path[:i] for path in wanted for i in range(len(path) + 1)})
    _walk(text, _end(_SPACE, text, 0), (), ways, found, everything)
    return {path: found[next(path[:i] for i in range(len(path), -1, -1) if path[:i] in found)] for path in wanted}


def extent(text: str, at: int, most: int = 200) -> int:
    """Offset after the value at `at` in valid JSON `text`, or `at` itself where the value is longer than `most`.

    >>> extent('{"a": [1, 22]}', 6), extent('{"a": [1, 22]}', 6, most=3)
    (13, 6)
    """
    try:
        return at + _scan(text[at : at + most], 0)[1]
    except (StopIteration, ValueError):  # cut within
        return at


def _walk(text: str, at: int, path: Path, ways: Ways, found: dict[Path, int], everything: int) -> int:
    """Note the places of `path` and what is wanted below it; return the offset after the value.

    Once `found` holds `everything`, the offset returned is that of no value's end, and nobody asks for it.
    """
    found[path] = at
    opening = text[at]
    if opening not in "{[" or not ways:
        return _scan(text, at)[1]
    at, key = _end(_SPACE, text, at + 1), -1
    while len(found) < everything and text[at] not in "}]":
        if opening == "{":
            key, at = _scan(text, at)
            at = _end(_COLON, text, at)
        else:
            key += 1
        way = ways.get(key)
        at = _scan(text, at)[1] if way is None else _walk(text, at, (*path, key), way, found, everything)
        at = _end(_COMMA, text, at)
    return at + 1


def _end(form: re.Pattern[str], text: str, at: int) -> int:
    return form.match(text, at).end()  # type: ignore[union-attr]
