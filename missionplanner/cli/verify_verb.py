"""The verb `verify`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result, show_sorties
from missionplanner.cli.telling import json_option, progress_bar, tell
from missionplanner.operations.summary import result_summary
from missionplanner.operations.verify import verify_project


@click.command("verify")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the rasters.")
@json_option
def command(project: Path, out: Path | None, as_json: bool) -> int:
    """Judge PROJECT's saved plan on its DEM: coverage, overlap, GSD, clearance, zones, energy."""
    with progress_bar() as progress:
        result, files = verify_project(project, progress, out)
    summary = result_summary(result) | {"files": [str(path) for path in files]}
    tell(as_json, summary, lambda: _show(summary, project.resolve().stem))
    return 0 if all(v.ok for v in result.verifications) else 1


def _show(summary: dict[str, Any], title: str) -> None:
    show_sorties(summary)
    show_result(summary, title)
