"""Gate 1: bytes -> JSON value, by RFC 8259 and stricter, with every fault and its place."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from onrecord.model.base import MAX_OFFSET, MAX_STRING, MAX_VALUES
from onrecord.problems import Path, quoted

MAX_DEPTH = 64


class Fault(NamedTuple):
    """A fault of gate 1: its code, the offset in code points, what to say, and where the value stands."""

    code: str
    offset: int
    message: str
    path: Path = ()


_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?[0-9][0-9.eE+-]*|-|NaN|Infinity|-Infinity")
_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_RFC_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"')
_WORDS = {"true": True, "false": False, "null": None}
_BOMS = (
    (b"\xef\xbb\xbf", "UTF-8"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read(raw: bytes) -> tuple[str, Any, list[Fault]]:
    """(decoded text, value, faults). With faults the value is not to be used; offsets count the decoded text.

    Where the bytes are no UTF-8, the text is what could be decoded before the first bad byte.
    """
    if not raw.strip(b" \t\r\n"):
        return "", None, [Fault("JS103", 0, "the file is empty; it must hold one JSON object")]
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return (
                "",
                None,
                [Fault("JS102", 0, f"the file begins with a {name} byte order mark; save it as UTF-8 without one")],
            )
    if raw.count(b",") > MAX_VALUES:
        found = (
            f"the file has more than {MAX_VALUES:,} commas, so more values than any file of ours; divide the document"
        )
        return "", None, [Fault("JS111", 0, found)]
    if b"\x00" in raw[:4]:
        return "", None, [Fault("JS101", 0, "the file looks like UTF-16 or UTF-32; save it as UTF-8")]
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode()
        message = f"byte {error.start} (0x{raw[error.start]:02x}) is not UTF-8; save the file as UTF-8"
        return good, None, [Fault("JS101", len(good), message)]
    scanner = _Scanner(text)
    value = scanner.document()
    return text, value, scanner.faults


class _Stop(Exception):
    """The text is no JSON from here on."""


class _Scanner:
    """One pass over the text; faults that leave the structure readable are noted, others end the pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.faults: list[Fault] = []

    def document(self) -> Any:
        try:
            value, at = self._value(self._skip(0), (), 0)
            at = self._skip(at)
            if at < len(self.text):
                self._stop("JS103", at, "there is more after the JSON value; remove it", ())
        except _Stop:
            return None
        return value

    def _value(self, at: int, path: Path, depth: int) -> tuple[Any, int]:
        sign = self.text[at : at + 1]
        if sign in ("{", "["):
            if depth >= MAX_DEPTH:
                self._stop("JS108", at, f"nested more than {MAX_DEPTH} levels deep; no file of ours is", path)
            return (self._object if sign == "{" else self._array)(at + 1, path, depth + 1)
        if sign == '"':
            return self._string(at, path)
        for word, value in _WORDS.items():
            if self.text.startswith(word, at):
                return value, at + len(word)
        return self._number(at, path)

    def _object(self, at: int, path: Path, depth: int) -> tuple[dict[str, Any], int]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        at = self._skip(at)
        if self.text[at : at + 1] == "}":
            return result, at + 1
        while True:
            if self.text[at : at + 1] != '"':
                self._expected(at, "a key in double quotes", path)
            start = at
            key, at = self._string(at, path)
            if key in first:
                line = self.text.count("\n", 0, first[key]) + 1
                self._fault(
                    "JS104",
                    start,
                    f"key {quoted(key)} was given before, on line {line}; keep one of the two",
                    (*path, key),
                )
            first.setdefault(key, start)
            at = self._skip(at)
            if self.text[at : at + 1] != ":":
                self._expected(at, "':' after the key", path)
            result[key], at = self._value(self._skip(at + 1), (*path, key), depth)
            at = self._skip(at)
            if self.text[at : at + 1] == "}":
                return result, at + 1
            at = self._comma(at, "'}'", path)

    def _array(self, at: int, path: Path, depth: int) -> tuple[list[Any], int]:
        result: list[Any] = []
        at = self._skip(at)
        if self.text[at : at + 1] == "]":
            return result, at + 1
        while True:
            value, at = self._value(at, (*path, len(result)), depth)
            result.append(value)
            at = self._skip(at)
            if self.text[at : at + 1] == "]":
                return result, at + 1
            at = self._comma(at, "']'", path)

    def _comma(self, at: int, closing: str, path: Path) -> int:
        if self.text[at : at + 1] != ",":
            self._expected(at, f"',' or {closing}", path)
        after = self._skip(at + 1)
        if self.text[after : after + 1] in ("}", "]"):
            self._stop("JS103", at, "a comma before a closing bracket; remove it", path)
        return after

    def _string(self, at: int, path: Path) -> tuple[str, int]:
        match = _STRING.match(self.text, at)
        if not match:
            self._broken_string(at, path)
            raise _Stop
        value: str = json.loads(match.group())
        if len(value) > MAX_STRING:
            self._fault("JS110", at, f"a string of {len(value):,} code points; the limit is {MAX_STRING:,}", path)
        if "\\u" in match.group() and any("\ud800" <= c <= "\udfff" for c in value):
            self._fault("JS109", at, "half of a surrogate pair as an escape; write the character itself", path)
        return value, match.end()

    def _broken_string(self, at: int, path: Path) -> None:
        end = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*').match(
            self.text, at
        )
        stop = end.end() if end else at
        if stop >= len(self.text):
            self._stop("JS103", at, "this string never ends; close it with a double quote", path)
        if self.text[stop] == "\\":
            self._stop(
                "JS103",
                stop,
                f"no such escape: {quoted(self.text[stop : stop + 2])}; "
                'JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
                path,
            )
        self._stop(
            "JS103", stop, f"control character {quoted(self.text[stop])} inside a string; write it as an escape", path
        )

    def _number(self, at: int, path: Path) -> tuple[int | None, int]:
        match = _NUMBER.match(self.text, at) or re.compile("NaN|-?Infinity").match(self.text, at)
        if not match:
            self._expected(at, "a value", path)
            raise _Stop
        word = match.group()
        if word.endswith("-") and self.text.startswith("-Infinity", at):
            word = "-Infinity"
        end = at + len(word)
        if word in ("NaN", "Infinity", "-Infinity"):
            self._fault("JS105", at, f"{word} is not JSON; write a number", path)
        elif not _RFC_NUMBER.fullmatch(word):
            self._stop("JS103", at, f"{quoted(word)} is not a JSON number", path)
        elif not _INTEGER.fullmatch(word):
            self._fault(
                "JS106", at, f"{quoted(word)} is not a plain integer; every number here is one, such as 12", path
            )
        elif len(word) > 17 or abs(int(word)) > MAX_OFFSET:
            self._fault("JS107", at, f"{quoted(word, 24)} is over 2^53-1; offsets count code points of a text", path)
        else:
            return int(word), end
        return None, end

    def _skip(self, at: int) -> int:
        return _SPACE.match(self.text, at).end()  # type: ignore[union-attr]

    def _expected(self, at: int, what: str, path: Path) -> None:
        found = quoted(self.text[at]) if at < len(self.text) else "the end of the file"
        self._stop("JS103", min(at, len(self.text)), f"expected {what}, found {found}", path)

    def _fault(self, code: str, at: int, message: str, path: Path) -> None:
        self.faults.append(Fault(code, at, message, path))

    def _stop(self, code: str, at: int, message: str, path: Path) -> None:
        self._fault(code, at, message, path)
        raise _Stop


__all__ = ["MAX_DEPTH", "Fault", "read"]
