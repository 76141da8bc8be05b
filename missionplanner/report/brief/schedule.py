"""The light that a flight of the timetable is flown in, as a page tells it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from missionplanner.messages.message import Message
from missionplanner.model.places import Position
from missionplanner.model.timetable import FlightSlot
from missionplanner.weather.sun import Window, sun_elevation_deg, windows


@dataclass(frozen=True)
class LightSlot:
    """When a sortie is flown.

    Attributes
    ----------
    start, end : datetime or None
        With the site's zone; None: it found no time.
    light : tuple of datetime or None
        The window of light that it lies in; a night that goes on over midnight is one.
    sun_deg : tuple of float
        Least and greatest height of the sun while it flies, degrees; empty without a time.
    battery_set : int
        Number of the set it is flown with, from 1; 0: nobody has said.
    why : Message or None
        Why it found no time; None: it has one, or nobody looked.
    """

    start: datetime | None = None
    end: datetime | None = None
    light: Window | None = None
    sun_deg: tuple[float, ...] = ()
    battery_set: int = 0
    why: Message | None = None


def light_slot(slot: FlightSlot, place: Position, zone: tzinfo) -> LightSlot:
    """Return a flight's time in the timetable with its light and the sun's height."""
    middle = slot.start + (slot.end - slot.start) / 2
    sun = sun_elevation_deg(place.lon_deg, place.lat_deg, [slot.start, middle, slot.end])
    return LightSlot(
        start=slot.start,
        end=slot.end,
        light=next((w for w in _around(slot, place, zone) if w[0] <= slot.start <= w[1]), None),
        sun_deg=(float(sun.min()), float(sun.max())),
        battery_set=slot.battery_set,
    )


def _around(slot: FlightSlot, place: Position, zone: tzinfo) -> Iterator[Window]:
    """Yield the windows of the day before to the day after; one over midnight is one."""
    joined: list[Window] = []
    for n in (-1, 0, 1):
        day = slot.start.astimezone(zone).date() + timedelta(days=n)
        for start, end in windows(place.lon_deg, place.lat_deg, day, zone, slot.flight.light):
            if joined and (start - joined[-1][1]) <= timedelta(minutes=1):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
    yield from joined
