"""The verb `plugins`."""

import click

from missionplanner.cli.telling import json_option, tell
from missionplanner.extensions import formats


@click.command("plugins")
@json_option
def command(as_json: bool) -> None:
    """List the mission formats at hand."""
    found = [{"format": f.name, "title": f.title, "suffix": f.suffix} for f in formats().all()]
    lines = [f"{f['format']:10} {f['suffix']:9} {f['title']}" for f in found]
    tell(as_json, {"formats": found}, lambda: click.echo("\n".join(lines)))
