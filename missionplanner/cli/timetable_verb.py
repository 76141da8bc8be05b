"""The verb `timetable`."""

from pathlib import Path
from typing import Any

import click
from rich.table import Table

from missionplanner.cli.crew_options import crew_of, crew_options
from missionplanner.cli.days import day_of
from missionplanner.cli.telling import echo, json_option, people, progress_bar, tell
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.model.timetable import Crew
from missionplanner.operations.timetable import Timed, timed
from missionplanner.operations.timetable_told import HOLDUPS, day_number, outcome


@click.command("timetable")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--day", metavar="YYYY-MM-DD", help="First day, by the site's clock.")
@crew_options
@click.option("--ics", type=click.Path(path_type=Path), help="iCalendar file to write.")
@json_option
def command(project: Path, day: str | None, ics: Path | None, as_json: bool, **words: Any) -> None:
    """Give every flight of PROJECT's saved plan a start and an end.

    Each lies in the light its sensors want, in no hour whose weather forbids to fly, and after a
    charged battery set and the crew are there. What does not fit goes to the next day.
    """
    crew = crew_of(words)
    first = day_of(day)
    with progress_bar() as progress:
        done = timed(project, crew, progress, first, ics)
    tell(as_json, _summary(done), lambda: _show(done, crew))


def _summary(done: Timed) -> dict[str, Any]:
    table = done.table
    return {
        "zone": str(done.zone),
        "day": done.day.isoformat(),
        "flights": [
            {
                "name": slot.flight.name,
                "sensors": list(done.flights[slot.flight.name].sensors),
                "station": slot.flight.station,
                "start": slot.start.isoformat(),
                "end": slot.end.isoformat(),
                "battery_set": slot.battery_set,
                "waited_for": slot.waited_for,
                "weather_known": slot.flight.name in done.known,
            }
            for slot in table.slots
        ],
        "not_placed": [flight.name for flight in table.left],
        "not_placed_why": {name: sentence(why) for name, why in done.why.items()},
        "finish": table.finish.isoformat() if table.finish else None,
        "days": day_number(done, table.finish) if table.finish else 0,
        "held_up_by": table.held_up_by,
        "sooner_minutes": {
            str(cause): round(gain.total_seconds() / 60.0, 1)
            for cause, gain in table.sooner.items()
        },
        "files": [str(path) for path in done.files],
    }


def _show(done: Timed, crew: Crew) -> None:
    table = Table(
        title=sentence(message("cli.timetable.title", zone=str(done.zone))),
        title_justify="left",
        header_style="bold",
    )
    for title in ("flight", "day", "start", "end", "set", "waited"):
        table.add_column(sentence(_TITLES[title]))
    for slot in done.table.slots:
        waited = sentence(HOLDUPS[slot.waited_for]) if slot.waited_for else ""
        start, end = slot.start, slot.end
        clock = f"{start:%H:%M}", f"{end:%H:%M}"
        name = slot.flight.name
        table.add_row(name, f"{start:%Y-%m-%d}", *clock, str(slot.battery_set), waited)
    people().print(table)
    for said in outcome(done, crew):
        echo(said)


_TITLES = {
    "flight": message("cli.timetable.flight"),
    "day": message("cli.timetable.day"),
    "start": message("cli.timetable.start"),
    "end": message("cli.timetable.end"),
    "set": message("cli.timetable.set"),
    "waited": message("cli.timetable.waited"),
}
