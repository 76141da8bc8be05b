"""The verb `gap`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.figures import show_result, show_sorties
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.messages.message import message
from missionplanner.operations.completeness import completeness_summary, holes_summary
from missionplanner.operations.gap import GapPlan, gap_project
from missionplanner.operations.summary import finding_summary, result_summary


@click.command("gap")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--photos", type=click.Path(path_type=Path), required=True, help="Folder or card.")
@click.option("--beaufort", type=int, help="Wind while it was flown; default: the project's.")
@click.option("--unseen-pixels", is_flag=True, help="Do not decode photos: sharpness unknown.")
@json_option
def command(
    project: Path, photos: Path, beaufort: int | None, unseen_pixels: bool, as_json: bool
) -> None:
    """Plan flights over what the photos leave out of PROJECT's plan, and save them beside it.

    Same sensors, same lines; they reach two images into what is there. Export: export --rest.
    """
    with progress_bar() as progress:
        done = gap_project(project, photos, progress, wind=beaufort, looked=not unseen_pixels)
    summary = _summary(done, project)
    tell(as_json, summary, lambda: _show(summary, project))


def _summary(done: GapPlan, project: Path) -> dict[str, Any]:
    gaps = [
        {"sensor": one.plan.sensor.key, **hole}
        for one, found in zip(done.judged.read.sensors, done.judged.judged, strict=True)
        for hole in holes_summary(found)
    ]
    return result_summary(done.result) | {
        "gaps": gaps,
        "again": done.again,
        "completeness": completeness_summary(done.judged),
        "photo_findings": [finding_summary(finding) for finding in done.judged.findings],
        "files": [str(project / "results" / "rest.json")],
    }


def _show(summary: dict[str, Any], project: Path) -> None:
    show_sorties(summary)
    show_result(summary, project.resolve().stem)
    area_m2 = sum(gap["area_m2"] for gap in summary["gaps"])
    echo(message("cli.gap", n=len(summary["gaps"]), hectares=area_m2 / 1e4, again=summary["again"]))
    out = quoted(project / "missions")
    echo(message("cli.export_rest", project=quoted(project), out=out))
