"""For code scanning: SARIF 2.1.0, the static analysis results format of OASIS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.problems import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.check import Report
    from onrecord.problems import Code, Excerpt, Place, Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
"""The name of the format; nothing is fetched from there."""


def as_sarif(report: Report) -> Iterator[str]:
    """One run: the rules that found something, a result for each problem, and what was not shown as notifications.

    Columns and offsets count code points, as everywhere. Names of files are relative to the corpus root.
    """
    from onrecord import __version__
    from onrecord.report.json import dumped

    rules = _rules(report)
    run = {
        "tool": {"driver": {"name": "onrecord", "version": __version__, "rules": [_rule(code) for code in rules]}},
        "invocations": [
            {
                "executionSuccessful": report.exit_code in (0, 1),
                "exitCode": report.exit_code,
                "toolExecutionNotifications": list(_notifications(report)),
            }
        ],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "results": list(_results(report, {rule.code: k for k, rule in enumerate(rules)})),
        "properties": {"files": len(report.files), "problems": sum(file.total for file in report.files)},
    }
    yield dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(report: Report) -> list[Code]:
    found = {problem.code for problem in report.problems}
    if not found:
        return []
    from onrecord.codes import CODES  # here: it loads every rule

    return [code for code in CODES if code.code in found]


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.code,
        "name": code.name,
        "shortDescription": {"text": code.page.split("\n\n")[0].replace("\n", " ")},
        "help": {"text": code.page, "markdown": code.page},
        "defaultConfiguration": {"level": "error"},
    }


def _results(report: Report, rules: dict[str, int]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for problem in report.problems:
        known = _fingerprint(problem)
        seen[known] = seen.get(known, 0) + 1
        result = {
            "ruleId": problem.code,
            "ruleIndex": rules[problem.code],
            "level": "error",
            "message": _message(problem.message),
            "locations": [_location(problem.file, _region(problem.line, problem.col, problem.excerpt))],
            "partialFingerprints": {"onrecord/v1": f"{known}:{seen[known]}"},
            "properties": {"pointer": problem.pointer},
        }
        if problem.article:
            result["relatedLocations"] = [_words(problem.article)]
        yield result


def _fingerprint(problem: Problem) -> str:
    """What a finding is known by in the next run: its code, its file, and the ids on the way to the value.

    Neither line nor index is in it, which shift when a mark is added above; nor the message, which holds offsets and
    words, and is worded better one day. Lists whose items have no ids count by index, and are short: the spans of a
    mark, the realizations of a claim. Findings that are alike in all of this are numbered in their order. GitHub's
    upload action adds a hash of the line, which here is a mark.
    """
    import hashlib

    facts = (problem.code, problem.file, *problem.steady)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _notifications(report: Report) -> Iterator[dict[str, Any]]:
    """A file that the machine refused, or of which not every problem is among the results."""
    for file in report.files:
        where = [_location(file.name, {})]
        if file.skipped:
            yield {"level": "error", "message": _message(f"skipped: {file.skipped}"), "locations": where}
        if file.total > len(file.problems):
            more = f"{file.total - len(file.problems)} more of {file.total} problems not shown"
            facts = {"total": file.total, "shown": len(file.problems)}
            yield {"level": "warning", "message": {"text": more}, "locations": where, "properties": facts}


def _location(file: str, region: dict[str, int]) -> dict[str, Any]:
    import os
    from urllib.parse import quote

    place: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(file)), "uriBaseId": "%SRCROOT%"}}
    return {"physicalLocation": place | ({"region": region} if region else {})}


def _words(place: Place) -> dict[str, Any]:
    """The place in the article: by line and column, and by offset."""
    region = {"endLine": place.line, "endColumn": place.col} | _region(place.line, place.col, place.excerpt)
    region |= {"charOffset": place.start, "charLength": place.end - place.start}
    return {"id": 1, "message": {"text": "the words in the article"}, **_location(place.file, region)}


def _region(line: int | None, col: int | None, excerpt: Excerpt | None) -> dict[str, int]:
    if line is None or col is None:
        return {}
    region = {"startLine": line, "startColumn": col}
    if excerpt and excerpt.end:
        region["endLine"], region["endColumn"] = excerpt.end
    return region


def _message(text: str) -> dict[str, str]:
    """Text in which no words of a file make a link or a placeholder: in a message `[a](b)` is one, `{0}` the other.

    Braces are doubled, as the format asks; for brackets it has no escape, so a space comes between them.
    """
    return {"text": shown(text, limit=4000).replace("{", "{{").replace("}", "}}").replace("](", "] (")}
