"""The verb `grid`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.photo_tables import show_findings
from missionplanner.cli.telling import echo, json_option, quoted, tell
from missionplanner.messages.message import message
from missionplanner.operations.summary import finding_summary

if TYPE_CHECKING:
    from missionplanner.operations.mine_grid import CalibratedGrid


@click.command("grid")
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--common",
    type=click.Path(path_type=Path),
    required=True,
    help="CSV of common points: name, lon, lat, ellipsoid, east, north, height.",
)
@click.option(
    "--parameters",
    type=click.Choice(["4", "7"]),
    default="4",
    show_default=True,
    help="4: plane and heights apart; 7: in space, with both heights of every point.",
)
@click.option("--name", help="What the grid is called.")
@json_option
def command(project: Path, common: Path, parameters: str, name: str | None, as_json: bool) -> None:
    """Calibrate the mine's own grid from at least three common points, and save it in PROJECT.

    From then on `--crs site` means it (control, export --option crs=site); the WKT file beside is
    what `new --area-crs` and QGIS read.
    """
    from missionplanner.operations.mine_grid import calibrate_grid

    done = calibrate_grid(project, common, int(parameters), name)
    summary = _summary(done)
    tell(as_json, summary, lambda: _show(summary, done.file))


def _summary(done: "CalibratedGrid") -> dict[str, Any]:
    return {
        "grid": done.grid.model_dump(exclude={"points"}),
        "points": [point.model_dump() for point in done.grid.points],
        "findings": [finding_summary(finding) for finding in done.findings],
        "files": [str(done.file)],
    }


def _show(summary: dict[str, Any], file: Path) -> None:
    for one in summary["points"]:
        name, east, north = one["name"], one["east_m"], one["north_m"]
        echo(message("cli.grid_point", name=name, east=east, north=north))
    grid = summary["grid"]
    echo(
        message(
            "cli.grid",
            name=grid["name"],
            n=len(summary["points"]),
            rms=grid["rms_m"],
            ppm=grid["scale_ppm"],
            turned=grid["turned_deg"],
        )
    )
    echo(message("cli.grid_file", file=quoted(file)))
    show_findings(summary)
