"""Findings on photos, a line each."""

from typing import Any

import click

from missionplanner.cli.telling import severity
from missionplanner.errors import one_line


def show_findings(summary: dict[str, Any]) -> None:
    """Print the findings of a JSON object for people."""
    for finding in summary["findings"]:
        parts = (severity(finding["severity"]), finding["where"], finding["message"])
        click.echo(one_line("! " + ": ".join(part for part in parts if part)))
