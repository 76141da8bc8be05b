"""What is said of a timetable: what a flight waits for, and how it all ends."""

from collections.abc import Iterator
from datetime import datetime

from missionplanner.messages.message import Message, message
from missionplanner.model.timetable import Crew, Holdup
from missionplanner.operations.timetable import Timed
from missionplanner.weather.local_time import clock_words

HOLDUPS = {
    Holdup.BATTERIES: message("operations.timetable.batteries"),
    Holdup.LIGHT: message("operations.timetable.light"),
    Holdup.WIND: message("operations.timetable.wind"),
    Holdup.CREW: message("operations.timetable.crew"),
}


def day_number(done: Timed, moment: datetime) -> int:
    """Return which day of the timetable a moment is on, from 1."""
    return (moment.date() - done.day).days + 1


def outcome(done: Timed, crew: Crew) -> Iterator[Message]:
    """Tell when all is flown and what holds it up, what found no time, and what is not known."""
    table = done.table
    if table.finish:
        shared = {
            "moment": clock_words(table.finish, done.zone),
            "day": day_number(done, table.finish),
        }
        if held := table.held_up_by:
            minutes = table.sooner[held].total_seconds() / 60.0
            yield message(
                "operations.timetable.finish", holdup=HOLDUPS[held], minutes=minutes, **shared
            )
        elif not table.left:
            yield message("operations.timetable.finish_free", **shared)
    if table.left:
        names = [flight.name for flight in table.left]
        yield message("operations.timetable.left", days=crew.days, n=len(names), names=names)
        yield from _reasons(done)
    if unknown := len(table.slots) - len(done.known):
        until = done.told_until
        yield (
            message("operations.timetable.unknown", n=unknown)
            if until is None
            else message(
                "operations.timetable.unknown_after", n=unknown, until=clock_words(until, done.zone)
            )
        )


def _reasons(done: Timed) -> Iterator[Message]:
    """Tell why flights found no time, those of one reason together."""
    together: list[tuple[Message, list[str]]] = []
    for name, why in done.why.items():
        same = next((names for told, names in together if told == why), None)
        if same is None:
            together.append((why, [name]))
        else:
            same.append(name)
    for why, names in together:
        if len(together) == 1:
            yield message("operations.timetable.because", reason=why)
        else:
            yield message("operations.timetable.because_of", names=names, reason=why)
