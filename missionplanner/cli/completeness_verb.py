"""The verb `completeness`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.photo_tables import show_findings
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message
from missionplanner.model.completed import Completed
from missionplanner.operations.completeness import completeness, completeness_summary
from missionplanner.operations.photos import photos_summary
from missionplanner.operations.summary import finding_summary

_VERDICTS = {
    Completed.COMPLETE: message("imagery.verdict.complete"),
    Completed.THIN: message("imagery.verdict.thin"),
    Completed.INCOMPLETE: message("imagery.verdict.incomplete"),
}


@click.command("completeness")
@click.argument("project", type=click.Path(path_type=Path))
@click.argument("photos", type=click.Path(path_type=Path))
@click.option("--beaufort", type=int, help="Wind while it was flown; default: the project's.")
@click.option("--unseen-pixels", is_flag=True, help="Do not decode photos: sharpness unknown.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for rasters of what was seen.")
@json_option
def command(
    project: Path,
    photos: Path,
    beaufort: int | None,
    unseen_pixels: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Judge whether the photos in PHOTOS show all that PROJECT's plan wanted, before leaving.

    At least 98 % of the ground is to be seen up to 6 Beaufort, 95 % in stronger wind.
    """
    with progress_bar() as progress:
        done = completeness(
            project, photos, progress, wind=beaufort, looked=not unseen_pixels, out=out
        )
    summary = {
        **photos_summary(done.read),
        "beaufort": done.beaufort,
        "sensors": completeness_summary(done),
        "findings": [finding_summary(finding) for finding in done.findings],
        "files": [str(path) for path in done.files],
    }
    tell(as_json, summary, lambda: _show(summary))


def _show(summary: dict[str, Any]) -> None:
    for one in summary["sensors"]:
        echo(
            message(
                "cli.completeness",
                sensor=one["sensor"],
                verdict=_VERDICTS[one["verdict"]],
                seen=100 * one["seen_share"],
                overlap=100 * one["overlap_ok_share"],
                planned=100 * one["planned_overlap_ok_share"],
                n=len(one["gaps"]),
            )
        )
        seen, overlap = one["expected_seen_share"], one["expected_overlap_ok_share"]
        if (seen, overlap) != (one["seen_share"], one["overlap_ok_share"]):
            told = {"seen": 100 * seen, "overlap": 100 * overlap}
            echo(message("cli.expected", sensor=one["sensor"], **told))
    show_findings(summary)
