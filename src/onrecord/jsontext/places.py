"""Where values stand in JSON text that is known to be valid."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onrecord.problems import Path

_SPACE = re.compile(r"[ \t\n\r]*")
_scan = cast("Callable[[str, int], tuple[object, int]]", json.JSONDecoder().scan_once)  # type: ignore[attr-defined]  # C speed: skips a value


def locate(text: str, paths: Iterable[Path]) -> dict[Path, int]:
    """Offset (code points) of each value named by `paths` in valid JSON `text`.

    A path that leads nowhere gets the offset of the nearest container that exists. One pass: containers on
    no path are skipped by the C scanner.
    """
    wanted = set(paths)
    found: dict[Path, int] = {}
    ways = {path[:i] for path in wanted for i in range(len(path) + 1)}
    inner = {path[:i] for path in wanted for i in range(len(path))}
    _walk(text, _skip(text, 0), (), ways, inner, found)
    return {path: found[next(path[:i] for i in range(len(path), -1, -1) if path[:i] in found)] for path in wanted}


def _walk(text: str, at: int, path: Path, ways: set[Path], inner: set[Path], found: dict[Path, int]) -> int:
    """Note the places of `path` and what is wanted below it; return the offset after the value."""
    found[path] = at
    opening = text[at]
    if opening not in "{[" or path not in inner:
        return _scan(text, at)[1]
    index, at = 0, _skip(text, at + 1)
    while text[at] not in "}]":
        key: str | int = index
        if opening == "{":
            name, at = _scan(text, at)
            key = cast("str", name)
            at = _skip(text, _skip(text, at) + 1)
        child = (*path, key)
        at = _walk(text, at, child, ways, inner, found) if child in ways else _scan(text, at)[1]
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        index += 1
    return at + 1


def _skip(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]
