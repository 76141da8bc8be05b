"""The verb `photos`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.photo_tables import show_findings
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message
from missionplanner.operations.follow_photos import follow_photos
from missionplanner.operations.photos import PhotosRead, photos_summary, read_photos
from missionplanner.operations.summary import finding_summary


@click.command("photos")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--follow", is_flag=True, help="Go on while photos arrive, until nothing comes.")
@click.option("--patience", default=60.0, help="With --follow: seconds without a new photo.")
@click.option("--unseen-pixels", is_flag=True, help="Do not decode photos: sharpness unknown.")
@json_option
def command(
    project: Path, folder: Path, follow: bool, patience: float, unseen_pixels: bool, as_json: bool
) -> None:
    """Read the photos in FOLDER and hold them against PROJECT's plan: what is missing, and why.

    Missing, double, blurred, badly exposed, too high or low, with the horizon, a wrong clock.
    """
    with progress_bar() as progress:
        if follow:
            read = follow_photos(
                project, folder, progress, patience, _tell_on, looked=not unseen_pixels
            )
        else:
            read = read_photos(project, folder, progress, looked=not unseen_pixels)
    summary = _summary(read)
    tell(as_json, summary, lambda: _show(summary))


def _summary(read: PhotosRead) -> dict[str, Any]:
    findings = [finding_summary(finding) for finding in read.findings]
    return {**photos_summary(read), "findings": findings}


def _tell_on(read: PhotosRead) -> None:
    for one in _summary(read)["sensors"]:
        click.echo(f"{one['sensor']}: {one['photos']} / {one['planned']}", err=True)


def _show(summary: dict[str, Any]) -> None:
    for one in summary["sensors"]:
        echo(
            message(
                "cli.photos_of",
                sensor=one["sensor"],
                n=one["photos"],
                matched=one["matched"],
                planned=one["planned"],
            )
        )
    show_findings(summary)
