"""The verb `brief`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from missionplanner.cli.paper_options import asked_of, key_values, paper_options
from missionplanner.cli.plan_options import sensor_option, sortie_option
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.extensions import formats
from missionplanner.messages.message import message
from missionplanner.operations.results import SortieChoice

if TYPE_CHECKING:
    from missionplanner.report.brief.content import SortiePage


@click.command("brief")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="PDF to write.")
@sensor_option
@sortie_option
@paper_options
@json_option
def command(
    project: Path,
    out: Path,
    sensors: tuple[str, ...],
    sorties: tuple[int, ...],
    day: str | None,
    options: tuple[str, ...],
    remember: bool,
    as_json: bool,
    **names: str | None,
) -> None:
    """Print PROJECT's saved plan for the field: a cover and a page a sortie (PDF, A4).

    A plan that something has changed under is refused. The hashes are those of the files that
    `export` writes with the same --option.
    """
    from missionplanner.operations.brief import write_brief

    chosen = key_values(options)
    asked = asked_of(day, names, remember, chosen)
    with progress_bar() as progress:
        choice = SortieChoice(sensors, sorties)
        writer = formats().named("wpml")
        done = write_brief(project, writer, out, progress, asked, choice, chosen)
    told = {
        "files": [str(done.file)],
        "day": done.brief.day.isoformat(),
        "sorties": [_sortie(page) for page in done.brief.pages],
    }
    count = len(done.brief.pages)
    tell(as_json, told, lambda: echo(message("cli.brief_written", out=str(done.file), n=count)))


def _sortie(page: "SortiePage") -> dict[str, object]:
    slot = page.slot
    return {
        "label": page.label,
        "name": page.sortie.name,
        "sensor": page.plan.sensor.key,
        "from": slot.start.isoformat() if slot.start else None,
        "to": slot.end.isoformat() if slot.end else None,
        "return_height_m": page.mission.rth_height_m,
        "file": page.file.name,
        "sha256": page.file.sha256,
    }
