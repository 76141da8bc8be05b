"""The verb `control`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.photo_tables import show_findings
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.operations.summary import finding_summary

if TYPE_CHECKING:
    from missionplanner.operations.control_fit import FittedControl
    from missionplanner.operations.control_points import ControlPoints


@click.command("control")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--suggest", type=int, help="Lay out control points until there are so many.")
@click.option("--measured", type=click.Path(path_type=Path), help="CSV of measured points.")
@click.option("--marks", type=click.Path(path_type=Path), help="CSV: photo, x, y, point (used).")
@click.option("--predict", is_flag=True, help="Write where points ought to lie in photos.")
@click.option("--photos", type=click.Path(path_type=Path), help="Folder of the photos.")
@click.option("--crs", help="Grid of --measured and of the sheet: a name, EPSG:N, or site.")
@click.option("--vertical-datum", help="Of measured heights: egm96, ellipsoid, NAME+METRES.")
@click.option(
    "--keep-off",
    type=click.Path(path_type=Path),
    multiple=True,
    help="Vector file of roads and the like, where no point may lie; may be repeated.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Folder for sheet and files.")
@json_option
def command(
    project: Path,
    suggest: int | None,
    measured: Path | None,
    marks: Path | None,
    predict: bool,
    photos: Path | None,
    crs: str | None,
    vertical_datum: str | None,
    keep_off: tuple[Path, ...],
    out: Path | None,
    as_json: bool,
) -> int:
    """Lay out control points for PROJECT, take their measured places, and adjust photos to them.

    --suggest and --measured save the points in the project and write a sheet for the field (PDF)
    and the points as CSV, GPX, KML and GeoJSON. --predict writes the table of marks as the photos'
    poses have it, to be corrected. --marks adjusts: exit code 1 where a point or a mark is off by
    more than three sigma.
    """
    from missionplanner.operations.control_files import control_project, write_control
    from missionplanner.operations.control_fit import fit_control
    from missionplanner.operations.control_points import suggest_control, take_measured

    if sum(given is not None for given in (suggest, measured, marks, predict or None)) != 1:
        raise InputError("control.one_of", "control")
    if predict:
        return _predict(project, photos, out, as_json)
    with progress_bar() as progress:
        if marks is not None:
            fitted = fit_control(project, marks, progress, photos)
            summary = _fitted(fitted)
            tell(as_json, summary, lambda: _show_fit(summary))
            return 0 if fitted.ok else 1
        part = progress.part(0.0, 0.8)
        if suggest is not None:
            done = suggest_control(project, suggest, part, keep_off)
        else:
            assert measured is not None
            done = take_measured(project, measured, part, crs, vertical_datum)
        files = write_control(done.site, progress.part(0.8, 1.0), out, crs)
    summary = _points(done) | {
        "points": control_project(done.project),
        "files": [str(file) for file in files],
    }
    tell(as_json, summary, lambda: _show_points(summary, files[0]))
    return 0


def _predict(project: Path, photos: Path | None, out: Path | None, as_json: bool) -> int:
    from missionplanner.operations.control_marks import predicted_marks, write_predicted

    with progress_bar() as progress:
        found = predicted_marks(project, photos, progress)
    file = write_predicted(project, found, out)
    summary = {"marks": len(found.marks), "unseen": list(found.unseen), "files": [str(file)]}
    tell(as_json, summary, lambda: _show_predicted(summary, file))
    return 0


def _show_predicted(summary: dict[str, Any], file: Path) -> None:
    echo(message("cli.control_predicted", n=summary["marks"], file=quoted(file)))
    if summary["unseen"]:
        echo(message("cli.control_unseen", names=summary["unseen"]))


def _points(done: "ControlPoints") -> dict[str, Any]:
    layout = done.layout
    return {
        "new": [point.name for point in done.new],
        "farthest_m": layout.farthest_m if layout else None,
        "findings": [finding_summary(finding) for finding in done.findings],
    }


def _show_points(summary: dict[str, Any], sheet: Path) -> None:
    for point in summary["points"]:
        click.echo(f"{point['name']:<12} {point['lon']:.7f}, {point['lat']:.7f}")
    show_findings(summary)
    echo(message("cli.control_written", n=len(summary["points"]), file=quoted(sheet)))


def _fitted(done: "FittedControl") -> dict[str, Any]:
    fit = done.fit
    return {
        "sensor": fit.sensor,
        "camera": fit.camera.model_dump(),
        "shift_m": list(fit.shift_m),
        "photos": [
            {key: getattr(one, key) for key in ("photo", "moved_m", "turned_deg", "rmse_px")}
            for one in fit.photos
        ],
        "points": [one.model_dump() for one in fit.points],
        "rmse_m": done.rmse_m,
        "check_rmse_m": done.check_rmse_m,
        "sigma_px": fit.sigma_px,
        "accepted": done.ok,
        "findings": [finding_summary(finding) for finding in done.findings],
        "files": [str(done.file)] if done.file else [],
    }


def _show_fit(summary: dict[str, Any]) -> None:
    for one in summary["points"]:
        if one["east_m"] is None:  # told among the findings
            continue
        echo(
            message(
                "cli.control_point",
                name=one["name"],
                n=one["photos"],
                east=one["east_m"],
                north=one["north_m"],
                up=one["up_m"],
                sigmas=one["sigmas"],
            )
        )
    for key, code in (("rmse_m", "cli.control_rmse"), ("check_rmse_m", "cli.control_check")):
        if summary[key]:
            east, north, up = summary[key]
            echo(message(code, **{"east": east, "north": north, "up": up}))
    show_findings(summary)
