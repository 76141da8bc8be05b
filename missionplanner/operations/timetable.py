"""When each flight of the saved plan is flown: by light, weather, battery sets and crew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.places import Position
from missionplanner.model.timetable import Crew, FlightSlot, Timetable, ToFly
from missionplanner.model.weather import Go, Weather
from missionplanner.operations.calendar_file import Event, calendar
from missionplanner.operations.flights import PlannedFlight, flights_of
from missionplanner.operations.no_time import DaysAsked, reason_of
from missionplanner.operations.results import PlanResult, current_plan
from missionplanner.planning.timetable import Hours, Span, timetable
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.report.brief.content import flight_day
from missionplanner.report.brief.schedule import LightSlot, light_slot
from missionplanner.storage.atomic import write_whole
from missionplanner.tasks.progress import Progress
from missionplanner.weather.evidence import Standing
from missionplanner.weather.limits import Judgement, judge_all
from missionplanner.weather.local_time import zone_at
from missionplanner.weather.sun import windows

NIGHT = "night"
_NOON = 12


@dataclass(frozen=True)
class Timed:
    """A timetable with what it is told by.

    Attributes
    ----------
    zone : tzinfo
        Of the site's clock; all times have it.
    day : date
        The first day, by that clock.
    flights : dict from name to PlannedFlight
    known : frozenset of str
        Names of the flights in whose hours the weather is known.
    why : dict from name to Message
        Why each flight that is left found no time.
    told_until : datetime or None
        Until when the weather is told; None: it tells nothing now.
    files : tuple of Path
        Written.
    """

    table: Timetable
    zone: tzinfo
    day: date
    flights: dict[str, PlannedFlight]
    known: frozenset[str]
    why: dict[str, Message]
    told_until: datetime | None
    files: tuple[Path, ...] = ()


def timed(
    folder: Path,
    crew: Crew,
    progress: Progress,
    day: date | None = None,
    ics: Path | None = None,
) -> Timed:
    """Return the timetable of a project's saved plan, and write it as a calendar where asked.

    Parameters
    ----------
    folder : Path
        A project folder with a saved plan.
    day : date, optional
        The first day by the site's clock; default: that of the first weather that still speaks,
        else today.
    ics : Path, optional
        iCalendar file to write.

    Raises
    ------
    InputError
        Not planned yet.
    PlanRefused
        The plan is out of date.
    OutputError
        The file cannot be written.
    """
    result = current_plan(folder, progress.part(0.0, 0.5))
    project = load(folder)
    home = result.plans[0].home.position
    zone, now = zone_at(home.lon_deg, home.lat_deg), datetime.now(UTC)
    first = day or _first_day(project.weather, now, zone)
    done = placed(result, project, crew, first, now if day is None else None)
    progress.report(1.0, "operations.timetable_made")
    if ics is None:
        return done
    write_whole(ics, calendar(_events(done, project.document.title)))
    return replace(done, files=(ics,))


def placed(
    result: PlanResult,
    project: Project,
    crew: Crew,
    first: date,
    not_before: datetime | None = None,
) -> Timed:
    """Return the timetable of a plan from a day on; the same questions have the same answer.

    Parameters
    ----------
    result : PlanResult
    project : Project
        Its weather forbids hours, and its aircraft tells which.
    crew : Crew
    first : date
        By the site's clock.
    not_before : datetime, optional
        With its zone; nothing starts before it.
    """
    if crew.swap_minutes is None:
        crew = crew.model_copy(update={"swap_minutes": result.intent.swap_minutes})
    home = result.plans[0].home.position
    zone = zone_at(home.lon_deg, home.lat_deg)
    begin = datetime.combine(first, time(), zone)
    if not_before is not None:
        begin = max(begin, not_before.astimezone(zone))
    flights = {flight.name: flight for flight in flights_of(result)}
    craft = aircraft(project.document.aircraft)
    judged = _spoken(project.weather, craft, begin, zone)
    spoken = [
        (one.evidence.start, one.evidence.end, one.go)
        for one in judged
        if one.evidence.start is not None and one.evidence.end is not None
    ]
    light = {kind: _light(home, first, zone, kind, crew) for kind in _kinds(flights.values())}
    hours = Hours(light, [(start, end) for start, end, go in spoken if go is Go.NO_GO], begin)
    table = timetable([_to_fly(flight) for flight in flights.values()], hours, crew)
    known = frozenset(s.flight.name for s in table.slots if _is_known(s, spoken))
    asked = DaysAsked(home, zone, first, crew.days, light, judged)
    why = {one.flight.name: reason_of(one, asked) for one in table.unplaced}
    until = max((end for _, end, _ in spoken), default=None)
    return Timed(table, zone, first, flights, known, why, until)


def lit_slots(
    result: PlanResult, project: Project, crew: Crew, day: date | None
) -> tuple[date, dict[str, LightSlot]]:
    """Return the first day, and for paper the times of all flights, or why they have none, by name.

    Parameters
    ----------
    day : date or None
        None: `flight_day`, which is never today's.
    """
    home = result.plans[0].home.position
    zone = zone_at(home.lon_deg, home.lat_deg)
    first = day or flight_day(project, result.planned_at, zone)
    done = placed(result, project, crew, first)
    lit = {slot.flight.name: light_slot(slot, home, zone) for slot in done.table.slots}
    return first, lit | {name: LightSlot(why=why) for name, why in done.why.items()}


def _to_fly(flight: PlannedFlight) -> ToFly:
    return ToFly(flight.name, flight.duration_s, flight.station, flight.light)


def _kinds(flights: Iterable[PlannedFlight]) -> set[str]:
    return {flight.light for flight in flights}


def _first_day(weather: Weather, now: datetime, zone: tzinfo) -> date:
    """Return the day of the first dated weather that is not over, else today."""
    coming = (h.time for h in weather.hours if h.time is not None and h.time >= now)
    return min(coming, default=now).astimezone(zone).date()


def _light(place: Position, first: date, zone: tzinfo, kind: str, crew: Crew) -> list[Span]:
    """Return the windows of light of all days; the night's only near dawn and after sunset."""
    found = [
        span
        for n in range(crew.days)
        for span in windows(place.lon_deg, place.lat_deg, first + timedelta(days=n), zone, kind)
    ]
    if kind != NIGHT:
        return found
    near = timedelta(hours=crew.night_hours)
    return [_near_the_sun(span, near) for span in found]


def _near_the_sun(night: Span, near: timedelta) -> Span:
    """Return the part of a night's window that ends at dawn, or begins at sunset."""
    start, end = night
    before_noon = start.hour < _NOON
    return (max(start, end - near), end) if before_noon else (start, min(end, start + near))


def _spoken(
    weather: Weather, craft: Aircraft, begin: datetime, zone: tzinfo
) -> tuple[Judgement, ...]:
    """Return the verdicts on the hours that the weather speaks for."""
    return tuple(
        one
        for one in judge_all(weather, craft, begin, zone=zone)
        if one.evidence.standing is Standing.CURRENT
    )


def _is_known(slot: FlightSlot, spoken: list[tuple[datetime, datetime, Go]]) -> bool:
    at = slot.start
    for start, end, _ in sorted(spoken, key=lambda one: one[0]):
        if start <= at < end:
            at = end
    return at >= slot.end


def _events(done: Timed, title: str) -> list[Event]:
    return [
        Event(
            uid=f"{slot.flight.name}@{title}",
            start=slot.start,
            end=slot.end,
            summary=sentence(
                message(
                    "operations.timetable_summary",
                    flight=slot.flight.name,
                    sensors=list(done.flights[slot.flight.name].sensors),
                    number=slot.battery_set,
                )
            ),
            place=slot.flight.station,
        )
        for slot in done.table.slots
    ]
