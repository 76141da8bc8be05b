"""The verb `brief`."""

from typing import TYPE_CHECKING

import click

from missionplanner.cli.paper_options import FieldAsked, asked_of, field_verb, paper_options
from missionplanner.cli.telling import echo, progress_bar, tell
from missionplanner.extensions import formats
from missionplanner.messages.message import message

if TYPE_CHECKING:
    from missionplanner.report.brief.content import SortiePage


@click.command("brief")
@paper_options
@field_verb("PDF to write.")
def command(asked: FieldAsked) -> None:
    """Print PROJECT's saved plan for the field: a cover and a page a sortie (PDF, A4).

    A plan that something has changed under is refused. The times are those of `timetable` with the
    same crew; the hashes are those of the files that `export` writes with the same --option.
    """
    from missionplanner.operations.brief import write_brief

    paper, options = asked_of(asked), asked.options
    with progress_bar() as progress:
        writer = formats().named("wpml")
        done = write_brief(asked.project, writer, asked.out, progress, paper, asked.choice, options)
    told = {
        "files": [str(done.file)],
        "day": done.brief.day.isoformat(),
        "sorties": [_sortie(page) for page in done.brief.pages],
    }
    said = message("cli.brief_written", out=str(done.file), n=len(done.brief.pages))
    tell(asked.as_json, told, lambda: echo(said))


def _sortie(page: "SortiePage") -> dict[str, object]:
    slot = page.slot
    return {
        "label": page.label,
        "name": page.sortie.name,
        "sensor": page.plan.sensor.key,
        "from": slot.start.isoformat() if slot.start else None,
        "to": slot.end.isoformat() if slot.end else None,
        "battery_set": slot.battery_set or None,
        "return_height_m": page.mission.rth_height_m,
        "file": page.file.name,
        "sha256": page.file.sha256,
    }
