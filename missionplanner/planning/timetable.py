"""Give every flight a start and an end: one crew, one aircraft, its battery sets and chargers.

Flights are placed one after the other. Of those left, the one that can start first is taken, in
the order of the plan where several can: the crew must be back and have changed the batteries (and
moved, where the flight leaves from elsewhere), a charged set must be there, and the whole flight
must lie in a window of its light while the weather allows it. A flown set goes to the charger that
is free first. What holds the finish up is found by placing all flights again without it; without
having to wait for light means that no window ends.

Reckoned in UTC: a difference between two moments of one clock is wrong where that clock is changed.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from missionplanner.model.timetable import (
    Crew,
    FlightSlot,
    Holdup,
    NoTime,
    TimeLack,
    Timetable,
    ToFly,
)

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """When it may be flown.

    Attributes
    ----------
    light : mapping from kind of light to spans, in order of time
        Spans of one kind do not overlap.
    forbidden : sequence of spans
        In which the weather forbids to fly.
    begin : datetime
        Before it nothing starts.
    """

    light: Mapping[str, Sequence[Span]]
    forbidden: Sequence[Span]
    begin: datetime


def timetable(flights: Sequence[ToFly], hours: Hours, crew: Crew) -> Timetable:
    """Return when each flight is flown, and what holds the finish up."""
    clock = hours.begin.tzinfo or UTC
    hours = _in_utc(hours)
    day = _Day(hours.begin, [hours.begin] * crew.battery_sets, [hours.begin] * crew.chargers, clock)
    slots, left = _placed(flights, hours, crew, frozenset(), deepcopy(day))
    local = [
        replace(s, start=s.start.astimezone(clock), end=s.end.astimezone(clock)) for s in slots
    ]
    done = Timetable(tuple(local), left, {})
    finish = done.finish
    if left or finish is None:
        return done
    sooner = {}
    for holdup in Holdup:
        freed, remaining = _placed(flights, hours, crew, frozenset({holdup}), deepcopy(day))
        end = max(slot.end for slot in freed) if freed and not remaining else finish
        sooner[holdup] = max(timedelta(), finish - end)
    return replace(done, sooner=sooner)


@dataclass
class _Day:
    """Where the crew is, and which sets and chargers are free when."""

    free: datetime
    sets: list[datetime]
    chargers: list[datetime]
    clock: tzinfo
    station: str | None = None
    flown: list[FlightSlot] = field(default_factory=list)


def _in_utc(hours: Hours) -> Hours:
    def moved(spans: Sequence[Span]) -> list[Span]:
        return [(start.astimezone(UTC), end.astimezone(UTC)) for start, end in spans]

    return Hours(
        light={kind: moved(spans) for kind, spans in hours.light.items()},
        forbidden=_joined(moved(hours.forbidden)),
        begin=hours.begin.astimezone(UTC),
    )


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those that touch as one: a forecast of weeks has an hour each."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _placed(
    flights: Sequence[ToFly],
    hours: Hours,
    crew: Crew,
    without: frozenset[Holdup],
    day: "_Day",
) -> tuple[tuple[FlightSlot, ...], tuple[NoTime, ...]]:
    remaining = list(flights)
    left: list[NoTime] = []
    while remaining:
        slots = [_next(flight, day, hours, crew, without) for flight in remaining]
        lost = (f for f, slot in zip(remaining, slots, strict=True) if slot is None)
        left += [_no_time(flight, day, hours, crew) for flight in lost]
        found = [slot for slot in slots if slot is not None]
        if not found:
            break
        first = min(found, key=lambda slot: slot.start)
        _fly(day, first, crew)
        remaining = [slot.flight for slot in found if slot is not first]
    return tuple(day.flown), tuple(left)


def _next(
    flight: ToFly, day: _Day, hours: Hours, crew: Crew, without: frozenset[Holdup]
) -> FlightSlot | None:
    """Return when a flight could be flown next; None: never in the hours given."""
    duration = timedelta(seconds=flight.duration_s)
    crew_at = day.free + (timedelta() if Holdup.CREW in without else _between(flight, day, crew))
    number = _first_set(day)
    set_at = hours.begin if Holdup.BATTERIES in without else day.sets[number]
    ready = max(crew_at, set_at)
    forbidden = () if Holdup.WIND in without else hours.forbidden
    light = hours.light.get(flight.light, ())
    if Holdup.LIGHT in without and light:
        light = [(light[0][0], ready + timedelta(days=366))]
    start = _fitting(ready, duration, light, forbidden)
    if start is None:
        return None
    waited: Holdup | None = None
    if start > ready:
        calm = _fitting(ready, duration, light, ())
        waited = Holdup.WIND if calm is not None and calm < start else Holdup.LIGHT
    elif set_at > crew_at:
        waited = Holdup.BATTERIES
    elif day.flown:
        waited = Holdup.CREW
    return FlightSlot(flight, start, start + duration, number + 1, waited)


def _no_time(flight: ToFly, day: _Day, hours: Hours, crew: Crew) -> NoTime:
    """Return why a flight can be flown no more; what keeps it from the beginning on comes first."""
    duration = timedelta(seconds=flight.duration_s)
    ahead = [
        (max(begin, hours.begin), end)
        for begin, end in hours.light.get(flight.light, ())
        if end > hours.begin
    ]
    longest = max((end - begin for begin, end in ahead), default=timedelta())
    if not ahead:
        return NoTime(flight, TimeLack.LIGHT)
    if longest < duration:
        return NoTime(flight, TimeLack.LENGTH, longest)
    if _fitting(hours.begin, duration, ahead, hours.forbidden) is None:
        return NoTime(flight, TimeLack.WEATHER, longest)
    charged, crew_at = day.sets[_first_set(day)], day.free + _between(flight, day, crew)
    return NoTime(
        flight, TimeLack.TURN, longest, Holdup.BATTERIES if charged > crew_at else Holdup.CREW
    )


def _first_set(day: _Day) -> int:
    """Return the place of the set that is charged first."""
    return min(range(len(day.sets)), key=lambda k: (day.sets[k], k))


def _between(flight: ToFly, day: _Day, crew: Crew) -> timedelta:
    """Return what the crew does before a flight: nothing before the first one."""
    if day.station is None:
        return timedelta()
    move = day.station != flight.station
    return timedelta(minutes=(crew.swap_minutes or 0.0) + (crew.move_minutes if move else 0.0))


def _fitting(
    ready: datetime, duration: timedelta, light: Sequence[Span], forbidden: Sequence[Span]
) -> datetime | None:
    """Return the first moment from which a flight lies in light and in no forbidden hour."""
    for begin, end in light:
        start = max(ready, begin)
        moved = True
        while moved and start + duration <= end:
            moved = False
            for bad, over in forbidden:
                if start < over and bad < start + duration:
                    start, moved = over, True
        if start + duration <= end:
            return start
    return None


def _fly(day: _Day, slot: FlightSlot, crew: Crew) -> None:
    day.free, day.station = slot.end, slot.flight.station
    day.flown.append(slot)
    charge = timedelta(minutes=crew.charge_minutes)
    if not day.chargers:
        # Charged where the crew sleeps: full again when the next day begins.
        tomorrow = slot.end.astimezone(day.clock).date() + timedelta(days=1)
        midnight = datetime.combine(tomorrow, time(), day.clock).astimezone(UTC)
        day.sets[slot.battery_set - 1] = max(midnight, slot.end + charge)
        return
    place = min(range(len(day.chargers)), key=lambda k: (day.chargers[k], k))
    charged = max(day.chargers[place], slot.end) + charge
    day.chargers[place] = day.sets[slot.battery_set - 1] = charged
