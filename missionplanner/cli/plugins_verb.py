"""The verb `plugins`."""

from typing import Any

import click

from missionplanner.cli.telling import json_option, tell
from missionplanner.extensions import formats, titles
from missionplanner.messages.catalogue import sentence


@click.command("plugins")
@json_option
def command(as_json: bool) -> None:
    """List the mission formats at hand."""
    told = titles()
    found = [
        {
            "format": f.name,
            "title": sentence(told[f.name]),
            "suffix": f.suffix,
            "options": {o.name: list(o.choices) for o in f.options},
        }
        for f in formats().all()
    ]
    tell(as_json, {"formats": found}, lambda: click.echo("\n".join(map(_lines, found))))


def _lines(found: dict[str, Any]) -> str:
    options = [f"{'':20}--option {k}={'|'.join(v)}" for k, v in found["options"].items()]
    head = f"{found['format']:10}{found['suffix']:10}{found['title']}"
    return "\n".join([head, *options])
