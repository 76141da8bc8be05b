"""When each sortie could take off: one aircraft, one after another, in its sensor's light."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from missionplanner.model.plan import Home
from missionplanner.model.sensor import Sensor
from missionplanner.weather.sun import Window, light_windows, sun_elevation_deg

#: So many days on are looked at for light; after a polar night of a week there is none to tell.
DAYS = 7


@dataclass(frozen=True)
class FlightTurn:
    """What is to be flown: a sensor, and how long from take-off to touch-down."""

    sensor: Sensor
    duration_s: float


@dataclass(frozen=True)
class LightSlot:
    """When a sortie is flown.

    Attributes
    ----------
    start, end : datetime or None
        With the site's zone; None: no light within a week.
    light : tuple of datetime or None
        The window it lies in.
    sun_deg : tuple of float
        Least and greatest height of the sun while it flies, degrees; empty without a time.
    """

    start: datetime | None = None
    end: datetime | None = None
    light: Window | None = None
    sun_deg: tuple[float, ...] = ()


def schedule(
    turns: Sequence[FlightTurn], home: Home, day: date, zone: tzinfo, swap: timedelta
) -> tuple[LightSlot, ...]:
    """Return a slot a sortie, in their order.

    Each takes the first time that is free in its light: thermal ones fly in the evening of the same
    day. One longer than its window is put at the window's start. Between two lies the change of
    batteries.
    """
    windows: dict[str, tuple[Window, ...]] = {}
    taken: list[Window] = []
    free: dict[str, datetime] = {}
    slots = []
    for turn in turns:
        kind = turn.sensor.acquisition.sun_window
        if kind not in windows:
            windows[kind] = tuple(_windows(turn.sensor, home, day, zone))
        # Never before its forerunner of the same light: payloads are changed seldom.
        after = [(max(start, free.get(kind, start)), end, start) for start, end in windows[kind]]
        slot = _slot(turn, after, taken, swap)
        if slot.start is not None and slot.end is not None:
            taken.append((slot.start, slot.end))
            free[kind] = slot.end + swap
        slots.append(_with_sun(slot, home))
    return tuple(slots)


def _windows(sensor: Sensor, home: Home, day: date, zone: tzinfo) -> Iterator[Window]:
    """Yield the windows from a day on; one that goes on over midnight is one.

    None begins at the first midnight: nobody takes off before the day's own evening.
    """
    place = home.position
    found = [
        window
        for n in range(DAYS)
        for window in light_windows(
            place.lon_deg, place.lat_deg, day + timedelta(days=n), zone, sensor
        )
    ]
    midnight = datetime.combine(day, datetime.min.time(), zone)
    joined: list[Window] = []
    for start, end in found:
        if joined and (start - joined[-1][1]) <= timedelta(minutes=1):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    yield from (window for window in joined if window[0] > midnight or len(joined) == 1)


def _slot(
    turn: FlightTurn,
    windows: Sequence[tuple[datetime, datetime, datetime]],
    taken: Sequence[Window],
    swap: timedelta,
) -> LightSlot:
    """Return the first time in the windows at which nothing else flies, nor is made ready.

    `windows` are from when a sortie may begin, the window's end, and its true start.
    """
    long = timedelta(seconds=turn.duration_s)
    for free, end, start in windows:
        last = max(end - long, start)
        begin = _on_the_minute(free)
        for busy_from, busy_to in sorted(taken):
            if begin + long + swap > busy_from and begin < busy_to + swap:
                begin = _on_the_minute(busy_to + swap)
        if begin <= last:
            return LightSlot(begin, begin + long, (start, end))
    return LightSlot()


def _on_the_minute(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)


def _with_sun(slot: LightSlot, home: Home) -> LightSlot:
    if slot.start is None or slot.end is None:
        return slot
    middle = slot.start + (slot.end - slot.start) / 2
    place = home.position
    sun = sun_elevation_deg(place.lon_deg, place.lat_deg, [slot.start, middle, slot.end])
    return LightSlot(slot.start, slot.end, slot.light, (float(sun.min()), float(sun.max())))
