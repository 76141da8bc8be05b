"""The verb `verify`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result, show_sorties
from missionplanner.cli.telling import echo, json_option, moment, progress_bar, tell
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.operations.summary import result_summary
from missionplanner.operations.verify import verify_project


@click.command("verify")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the rasters.")
@click.option(
    "--accept",
    is_flag=True,
    help="Let the plan stand on the project as it is now, where it breaks no hard rule.",
)
@json_option
def command(project: Path, out: Path | None, accept: bool, as_json: bool) -> int:
    """Judge PROJECT's saved plan on its DEM: coverage, overlap, GSD, clearance, zones, energy.

    It is judged against the project, aircraft and sensors as they are now; what has changed since
    it was made is told.
    """
    with progress_bar() as progress:
        done = verify_project(project, progress, out, accept=accept)
    result = done.result
    summary = result_summary(result) | {
        "planned_at": result.planned_at.isoformat(),
        "stale": [sentence(told) for told in done.stale],
        "accepted": accept,
        "files": [str(path) for path in done.files],
    }
    tell(as_json, summary, lambda: _show(summary, project))
    return 0 if all(v.ok for v in result.verifications) else 1


def _show(summary: dict[str, Any], project: Path) -> None:
    show_sorties(summary)
    show_result(summary, project.resolve().stem)
    echo(message("cli.planned_at", moment=moment(summary["planned_at"])))
    if summary["stale"]:
        echo(message("cli.changed_since", names=summary["stale"]))
        accepted = message("cli.accepted")
        echo(accepted if summary["accepted"] else message("cli.judged_as_is"))
