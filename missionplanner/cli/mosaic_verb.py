"""The verb `mosaic`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.photo_tables import show_findings
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.messages.message import message
from missionplanner.operations.summary import finding_summary

if TYPE_CHECKING:
    from missionplanner.operations.mosaic import QuickMap


@click.command("mosaic")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--sensor", "key", required=True, help="Key of the sensor that took the photos.")
@click.option("--photos", type=click.Path(path_type=Path), help="Default: photos in PROJECT.")
@click.option("--cell", type=float, help="Metres; default: a pixel on the ground.")
@click.option("--untied", is_flag=True, help="Take poses as told; look for no tie points.")
@click.option("--unbalanced", is_flag=True, help="Brightness as each photo has it.")
@click.option("--picture", is_flag=True, help="Brightness as it is: no temperature, reflectance.")
@click.option("--panel", type=click.Path(path_type=Path), help="Capture of the panel, or folder.")
@click.option("--panel-reflectance", help="0.49, or blue=0.49,nir=0.47; default: as it tells.")
@click.option("--emissivity", type=float, help="Of the ground, 0.1 to 1; default: the photos'.")
@click.option("--air", type=float, help="Temperature of the air, C; default: the photos'.")
@click.option("--humidity", type=float, help="Of the air, 0 to 100; default: the photos'.")
@click.option("--reflected", type=float, help="Temperature of the sky as mirrored, C.")
@click.option("--thermal-tool", type=click.Path(path_type=Path), help="DJI's dji_irp.")
@click.option("--out", type=click.Path(path_type=Path), help="GeoTIFF; default: in the results.")
@json_option
def command(
    project: Path,
    key: str,
    photos: Path | None,
    cell: float | None,
    untied: bool,
    unbalanced: bool,
    picture: bool,
    panel: Path | None,
    panel_reflectance: str | None,
    emissivity: float | None,
    air: float | None,
    humidity: float | None,
    reflected: float | None,
    thermal_tool: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Lay the photos of one sensor on PROJECT's DEM: a quick map (COG), no photogrammetry.

    Poses are those of the photos, bettered by control points (`control --marks`) and by tie points
    between neighbours; each cell is from the photo that sees it most from above. Radiometric
    thermal photos become temperatures, MicaSense captures reflectance, where their files tell how.
    """
    from missionplanner.operations.mosaic import MosaicAsked, quick_map
    from missionplanner.operations.mosaic_measure import MeasureAsked

    share = None if humidity is None else humidity / 100.0
    measure = MeasureAsked(
        picture, emissivity, share, air, reflected, thermal_tool, panel, panel_reflectance
    )
    asked = MosaicAsked(key, photos, cell, not untied, out, measure, not unbalanced)
    with progress_bar() as progress:
        done = quick_map(project, asked, progress)
    summary = _summary(done, key)
    tell(as_json, summary, lambda: _show(summary))


def _summary(done: "QuickMap", key: str) -> dict[str, Any]:
    return {
        "sensor": key,
        "cell_m": done.cell_m,
        "photos": done.photos,
        "control_photos": done.aligned.photos.fitted,
        "tie_points": done.tie_points,
        "tied_pairs": done.tied_pairs,
        "tie_before_px": done.aligned.before_px,
        "tie_after_px": done.aligned.after_px,
        "shown_share": done.shown_share,
        "holds": done.holds,
        "brightness_off": None
        if done.balance is None
        else {"before": done.balance.before, "after": done.balance.after},
        "band_shifts_px": [list(shift) for shift in done.band_shifts_px],
        "seconds": round(done.seconds, 2),
        "findings": [finding_summary(finding) for finding in done.findings],
        "files": [str(done.file)],
    }


def _show(summary: dict[str, Any]) -> None:
    echo(
        message(
            "cli.mosaic",
            n=summary["photos"],
            cell_m=summary["cell_m"],
            share=100 * summary["shown_share"],
            file=quoted(Path(summary["files"][0])),
        )
    )
    if summary["tie_after_px"] is not None:
        before, after = summary["tie_before_px"], summary["tie_after_px"]
        echo(message("cli.mosaic_ties", n=summary["tie_points"], before=before, after=after))
    show_findings(summary)
