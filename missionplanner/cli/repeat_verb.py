"""The verb `repeat`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result, show_sorties
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.operations.repeat import repeat_project
from missionplanner.operations.repeat_photos import PhotosRepeated, repeat_photos
from missionplanner.operations.summary import result_summary
from missionplanner.project.store import DOCUMENT

_PATH = click.Path(path_type=Path)


@click.command("repeat")
@click.argument("project", type=_PATH)
@click.option("--from", "other", type=_PATH, help="Project flown before, or a folder of photos.")
@click.option("--from-photos", "card", type=_PATH, help="Folder of the photos taken before.")
@json_option
def command(project: Path, other: Path | None, card: Path | None, as_json: bool) -> None:
    """Take images from the same camera stations again for PROJECT, judged anew.

    Of the plan of another project, whose take-off place is kept; or of photos, whoever took them:
    place, height, and where the camera looked, flown from PROJECT's own take-off place. Terrain,
    zones, weather, aircraft and limits are PROJECT's.
    """
    if (other is None) == (card is None):
        raise InputError("cli.repeat_what")
    if other is not None and other.is_dir() and not (other / DOCUMENT).exists():
        other, card = None, other
    with progress_bar() as progress:
        if card is not None:
            summary = _of_photos(repeat_photos(project, card, progress))
        else:
            done = repeat_project(project, other or project, progress)
            summary = result_summary(done.result) | {
                "stations": done.stations,
                "station_off_m": done.off_m,
                "station_turned_deg": done.turned_deg,
            }
    summary |= {"files": [str(project / "results" / "plan.json")]}
    tell(as_json, summary, lambda: _show(summary, project))


def _of_photos(done: PhotosRepeated) -> dict[str, Any]:
    return result_summary(done.result) | {
        "stations": sum(one.stations for one in done.done),
        "station_off_m": max(one.off_m for one in done.done),
        "station_turned_deg": max(one.turned_deg for one in done.done),
        "stations_over_1_m": sum(one.over for one in done.done),
        "left_out": done.left_out,
        "heights_by_barometer": done.by_barometer,
        "repeated": [
            {
                "sensor": one.plan.sensor.key,
                "stations": one.stations,
                "images": one.images,
                "off_p95_m": one.off_p95_m,
                "off_max_m": one.off_m,
                "turned_p95_deg": one.turned_p95_deg,
                "turned_max_deg": one.turned_deg,
                "over_1_m": one.over,
            }
            for one in done.done
        ],
    }


def _show(summary: dict[str, Any], project: Path) -> None:
    show_sorties(summary)
    show_result(summary, project.resolve().stem)
    echo(
        message(
            "cli.repeated", n=summary["stations"], off_m=summary["station_off_m"],
            deg=summary["station_turned_deg"],
        )
    )  # fmt: skip
    for one in summary.get("repeated", ()):
        echo(
            message(
                "cli.repeated_photos", sensor=one["sensor"], p95_m=one["off_p95_m"],
                p95_deg=one["turned_p95_deg"],
                over=one["over_1_m"], images=one["images"],
            )
        )  # fmt: skip
    if summary.get("left_out"):
        echo(message("cli.photos_not_repeated", n=summary["left_out"]))
    if summary.get("heights_by_barometer"):
        echo(message("cli.repeated_by_barometer", n=summary["heights_by_barometer"]))
