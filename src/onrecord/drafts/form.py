"""What a draft is: an annotation set where a span may be words, and what tells which of their places is meant."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from onrecord.model.base import MAX_OFFSET, MAX_STRING
from onrecord.problems import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from onrecord.problems import Path

CONTEXT = ("before", "after")
HELP = ("occurrence", *CONTEXT)
PLACE = ("start", "end")
KEYS = ("text", *HELP, *PLACE)

_SPAN_LISTS = ("spans", "signal")


def mapped(value: Any, change: Callable[[Path, dict[str, Any]], Any], path: Path = ()) -> Any:
    """Plain JSON `value` with `change(path, span)` in the place of every object that stands where a span belongs.

    >>> mapped({"negatives": [{"spans": [{"text": "a"}]}]}, lambda path, span: path)
    {'negatives': [{'spans': [('negatives', 0, 'spans', 0)]}]}
    """
    if isinstance(value, list):
        return [mapped(item, change, (*path, i)) for i, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    result = {}
    for key, inner in value.items():
        here = (*path, key)
        if key in _SPAN_LISTS and isinstance(inner, list):
            result[key] = [change((*here, i), s) if isinstance(s, dict) else s for i, s in enumerate(inner)]
        else:
            result[key] = mapped(inner, change, here)
    return result


def is_draft(span: Mapping[str, Any]) -> bool:
    """Whether a span is still to be found: it says less than both its offsets, or more that helps to find it.

    >>> is_draft({"text": "a"}), is_draft({"start": 0, "end": 1, "text": "a"})
    (True, False)
    """
    return not all(key in span for key in PLACE) or any(key in span for key in HELP)


def fault(span: Mapping[str, Any]) -> str | None:
    """What is wrong with the form of a draft's span, and what to do; None where it can be looked for.

    >>> fault({"text": "Ottawa", "occurrence": 0})
    '"occurrence" must be a whole number from 1, without quotation marks'
    """
    unknown = sorted(set(span) - set(KEYS))
    if unknown:
        return f"unknown key {quoted(unknown[0])}; there is: {', '.join(KEYS)}"
    if len([key for key in PLACE if key in span]) == 1:
        return '"start" and "end" go together; give both, or leave both out and let the words be found'
    words = span.get("text")
    if not isinstance(words, str) or not words.strip():
        return 'key "text" is missing or holds no words; write the words to be marked'
    for key in CONTEXT:
        if key in span and (not isinstance(span[key], str) or not span[key]):
            return f'"{key}" holds no words; write some, or leave the key out'
    number = span.get("occurrence", 1)
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        return '"occurrence" must be a whole number from 1, without quotation marks'
    given = [key for key in HELP if key in span]
    if given and "start" in span:
        return f'"start" and "end" say already where the words are; leave out "{given[0]}", or these two'
    if given[0:1] == ["occurrence"] and len(given) > 1:
        return f'give "occurrence" or the words around ("before", "after"), not both; leave out "{given[1]}"'
    return None


def draft_schema(annotation_set: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of drafts, made from that of annotation sets: only the spans may say less."""
    made = copy.deepcopy(annotation_set)
    name = "../../schema/draft.schema.json"
    made |= {"$id": "urn:onrecord:schema:draft:1", "title": "Draft of an annotation set", "description": _ABOUT}
    made["properties"]["$schema"] |= {"const": name, "examples": [name]}
    full = made["$defs"]["span"]
    made["$defs"]["span"] = full | {
        "description": _SPAN,
        "required": ["text"],
        "properties": _HELPFUL | {key: full["properties"][key] for key in PLACE},
        "dependentRequired": {"start": ["end"], "end": ["start"]},
        "dependentSchemas": {"start": _without(HELP), "occurrence": _without(CONTEXT)},
    }
    return made


def _without(keys: tuple[str, ...]) -> dict[str, Any]:
    return {"not": {"anyOf": [{"required": [key]} for key in keys]}}


def _words(description: str, example: str) -> dict[str, Any]:
    told = f"{description} 1 to {MAX_STRING} code points."
    return {"description": told, "type": "string", "minLength": 1, "maxLength": MAX_STRING, "examples": [example]}


_ABOUT = (
    "All marks of one annotator on one document, where a span may be its words alone: "
    "`onrecord resolve` finds their places in the text and makes an annotation set of the file."
)
_SPAN = (
    'A piece of the text. Words that stand in it once: {"text": "Ottawa"}. One of several places, by its number: '
    '{"text": "Ottawa", "occurrence": 2}; or by what stands right before or after it: '
    '{"text": "Ottawa", "before": "in ", "after": ","}. '
    'With "start" and "end", the words at these code points, half-open.'
)
_HELPFUL: dict[str, dict[str, Any]] = {
    "text": _words("The words to be marked: whole words, as they stand in the text.", "Ottawa"),
    "occurrence": {
        "description": "Which place of the words in the text is meant, counted from 1, from the text's beginning; "
        "places with other white space, quotation marks or dashes count, those inside a longer word do not. "
        "Not with `before` or `after`.",
        "type": "integer",
        "minimum": 1,
        "maximum": MAX_OFFSET,
        "examples": [2],
    },
    "before": _words("What stands right before the words, without `occurrence`; a space between is no matter.", "in "),
    "after": _words(
        "What stands right after the words, without `occurrence`; a space between is no matter.", ", where"
    ),
}
