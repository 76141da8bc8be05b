"""The verb `repeat`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result, show_sorties
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message
from missionplanner.operations.repeat import repeat_project
from missionplanner.operations.summary import result_summary


@click.command("repeat")
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--from", "other", type=click.Path(path_type=Path), required=True, help="Project flown before."
)
@json_option
def command(project: Path, other: Path, as_json: bool) -> None:
    """Fly the plan of another project again for PROJECT: the same camera stations, judged anew.

    Its terrain, zones, weather, aircraft and limits are PROJECT's; the take-off place is that of
    before.
    """
    with progress_bar() as progress:
        done = repeat_project(project, other, progress)
    summary = result_summary(done.result) | {
        "stations": done.stations,
        "station_off_m": done.off_m,
        "station_turned_deg": done.turned_deg,
        "files": [str(project / "results" / "plan.json")],
    }
    tell(as_json, summary, lambda: _show(summary, project))


def _show(summary: dict[str, Any], project: Path) -> None:
    show_sorties(summary)
    show_result(summary, project.resolve().stem)
    echo(
        message(
            "cli.repeated", n=summary["stations"], off_cm=100 * summary["station_off_m"],
            deg=summary["station_turned_deg"],
        )
    )  # fmt: skip
