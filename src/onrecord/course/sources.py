"""Sources of exercises (percent scripts with nbgrader's solution marks) -> student versions and notebooks.

A source is a Python script whose cells begin with `# %%`, or `# %% [markdown]` for a cell of comment lines. What a
student is to write stands between `### BEGIN SOLUTION` and `### END SOLUTION`, each alone on its line.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SOLUTION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?^ *### END SOLUTION\n", re.M | re.S)
_CELL = re.compile(r"^# %%( \[markdown\])?\n", re.M)
_ANSWER = re.compile(r'^answer\("([0-9.]+)"', re.M)


class Cell(NamedTuple):
    """One cell of a notebook: markdown or code, its text, and the step that it answers, if any."""

    kind: str
    text: str
    step: str | None = None


def student(source: str) -> str:
    """A source without its solutions.

    >>> student("n = ...\\n### BEGIN SOLUTION\\nn = 1\\n### END SOLUTION\\nprint(n)\\n")
    'n = ...\\n# YOUR CODE HERE\\nprint(n)\\n'
    """
    return _SOLUTION.sub(r"\1# YOUR CODE HERE\n", source)


def cells(source: str) -> Iterator[Cell]:
    """The cells of a source, in order; what stands before the first is for tools.

    >>> list(cells('---\\n# %% [markdown]\\n# Hello\\n\\n# %%\\nanswer("1.1", n)\\n'))
    [Cell(kind='markdown', text='Hello', step=None), Cell(kind='code', text='answer("1.1", n)', step='1.1')]
    """
    _, *parts = _CELL.split(source)
    for markdown, text in zip(parts[::2], parts[1::2], strict=True):
        if markdown:
            yield Cell("markdown", re.sub(r"^# ?", "", text.strip(), flags=re.M))
        else:
            found = _ANSWER.search(text)
            yield Cell("code", text.strip(), found[1] if found else None)


def notebook(source: str, points: Mapping[str, int]) -> bytes:
    """A source as a Jupyter notebook (nbformat 4.5), with what nbgrader needs to know of its cells.

    Ids of cells are their numbers, so that equal sources give equal bytes.

    Args:
        points: of each step.
    """
    made = [_cell(number, cell, points) for number, cell in enumerate(cells(source), 1)]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    value = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def _cell(number: int, cell: Cell, points: Mapping[str, int]) -> dict[str, Any]:
    id = f"cell-{number:02}"
    metadata = {"nbgrader": grader} if (grader := _grader(id, cell, points)) else {}
    made = {"cell_type": cell.kind, "id": id, "metadata": metadata, "source": cell.text.splitlines(keepends=True)}
    return made | ({"execution_count": None, "outputs": []} if cell.kind == "code" else {})


def _grader(id: str, cell: Cell, points: Mapping[str, int]) -> dict[str, Any] | None:
    """nbgrader's metadata: cells to fill in, and cells that give points (`answer` returns them)."""
    head = {"grade_id": id, "schema_version": 3, "task": False}
    if cell.step:
        return head | {"grade": True, "locked": True, "points": points[cell.step], "solution": False}
    if cell.kind == "code" and ("### BEGIN SOLUTION" in cell.text or "# YOUR CODE HERE" in cell.text):
        return head | {"grade": False, "locked": False, "solution": True}
    return None
