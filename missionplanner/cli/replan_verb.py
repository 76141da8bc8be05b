"""The verb `replan`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result, show_sorties
from missionplanner.cli.places import place
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.operations.replan import FlownUntil, replan_project
from missionplanner.operations.summary import result_summary


@click.command("replan")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--from-sortie", "sortie", type=int, help="Number of the sortie that broke off.")
@click.option("--at", help="LON,LAT where it broke off.")
@click.option(
    "--minutes",
    type=float,
    help="About how long after its first waypoint, where strips lie over each other.",
)
@click.option("--flown", type=click.Path(path_type=Path), help="Track of what was flown: CSV, GPX.")
@click.option("--sensor", help="Key of the sensor flown; needed where several were planned.")
@click.option("--rest", is_flag=True, help="It was the saved rest that broke off, not the plan.")
@json_option
def command(
    project: Path,
    sortie: int | None,
    at: str | None,
    minutes: float | None,
    flown: Path | None,
    sensor: str | None,
    rest: bool,
    as_json: bool,
) -> None:
    """Plan what remains of PROJECT's interrupted plan, as the wind is now, and save it beside it.

    Nothing that was flown is flown again, save a seam of two images where a strip was broken off.
    """
    if (flown is None) == (sortie is None) or (sortie is None) != (at is None):
        raise InputError("cli.replan_what")
    told = FlownUntil(sortie, place(at, "--at") if at else None, flown, minutes)
    with progress_bar() as progress:
        done = replan_project(project, told, progress, sensor, again=rest)
    summary = result_summary(done.result) | {
        "flown_share": done.flown_share,
        "remaining_m": done.remaining_m,
        "seam_m": done.seam_m,
        "files": [str(project / "results" / "rest.json")],
    }
    tell(as_json, summary, lambda: _show(summary, project))


def _show(summary: dict[str, Any], project: Path) -> None:
    show_sorties(summary)
    show_result(summary, project.resolve().stem)
    echo(
        message(
            "cli.replanned", share=100 * summary["flown_share"],
            km=summary["remaining_m"] / 1000, seam_m=summary["seam_m"],
        )
    )  # fmt: skip
    out = quoted(project / "missions")
    echo(message("cli.export_rest", project=quoted(project), out=out))
