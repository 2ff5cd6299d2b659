"""Printing a report, one module a format: text for people, the rest for programs. Data is always escaped."""

from onrecord.report.github import as_github
from onrecord.report.json import as_json
from onrecord.report.sarif import as_sarif
from onrecord.report.text import as_lines, as_text

FORMATS = {"text": as_text, "lines": as_lines, "json": as_json, "github": as_github, "sarif": as_sarif}
"""What a report can be printed as, and the lines of each."""

__all__ = ["FORMATS", "as_github", "as_json", "as_lines", "as_sarif", "as_text"]
