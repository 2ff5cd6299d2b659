"""`onrecord rule`."""

from __future__ import annotations

import click

from onrecord.codes import CODES
from onrecord.errors import unknown
from onrecord.pages import told


@click.command("rule")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain CODE (SP201, or its name span-out-of-range); without CODE, list all."""
    if code is None:
        for known in CODES:
            click.echo(f"{known.code}  {known.name}")
        return
    for known in CODES:
        if code.upper() == known.code or code == known.name:
            click.echo(told(known))
            return
    raise unknown("rule", code, (known.code for known in CODES))
