"""Whether a date's value is a real date in the form its precision asks for."""

from __future__ import annotations

import datetime
from functools import lru_cache

from onrecord.problems import quoted

_FORMS = {4: ("year", "YYYY", "-01-01"), 7: ("month", "YYYY-MM", "-01"), 10: ("day", "YYYY-MM-DD", "")}


@lru_cache(1024)  # the dates of a story are few
def fault(value: str, precision: str) -> str | None:
    """What is wrong with a date, or None.

    >>> fault("2020-04", "month"), fault("2020-02-30", "day")
    (None, "the date '2020-02-30' does not exist; write a real date as YYYY, YYYY-MM or YYYY-MM-DD")
    """
    form = _FORMS.get(len(value))
    try:
        if form is None or not value.isascii():
            raise ValueError
        if datetime.date.fromisoformat(value + form[2]).isoformat() != value + form[2]:
            raise ValueError
    except ValueError:
        return f"the date {quoted(value)} does not exist; write a real date as YYYY, YYYY-MM or YYYY-MM-DD"
    if form[0] != precision:
        return (
            f"the date {quoted(value)} has the form {form[1]}, but precision {quoted(precision)}; "
            f"say {form[0]!r}, or write the date as precise as it is known"
        )
    return None
