"""A day in the field: what a crew has at hand, and when each flight is flown."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from missionplanner.model.places import Frozen


class Crew(Frozen):
    """What a crew has, and how long its work between flights takes."""

    battery_sets: int = Field(default=4, ge=1, le=1000, description="Battery sets at hand")
    chargers: int = Field(
        default=1,
        ge=0,
        le=100,
        description="Sets charged at a time in the field; 0: all are charged overnight",
    )
    charge_minutes: float = Field(
        default=60.0, ge=0, le=2880, description="Time to charge a flown set, minutes"
    )
    swap_minutes: float | None = Field(
        default=None,
        ge=0,
        le=1000,
        description="Time between two flights, minutes; None: what the plan was asked for with",
    )
    move_minutes: float = Field(
        default=20.0, ge=0, le=2880, description="Time to move to another launch site, minutes"
    )
    night_hours: float = Field(
        default=3.0,
        gt=0,
        le=24,
        description="How long before dawn and after sunset flights of the night are flown, hours",
    )
    days: int = Field(default=14, ge=1, le=366, description="Days looked at")


#: What is reckoned with where nobody says otherwise.
ORDINARY = Crew()


class Holdup(StrEnum):
    """What a flight waits for."""

    BATTERIES = "batteries"
    LIGHT = "light"
    WIND = "wind"  # and what else the weather forbids
    CREW = "crew"  # changing batteries, moving


@dataclass(frozen=True)
class ToFly:
    """A flight to be given a time: `light` is the kind of window it wants."""

    name: str
    duration_s: float
    station: str
    light: str


@dataclass(frozen=True)
class FlightSlot:
    """When a flight is flown.

    Attributes
    ----------
    flight : ToFly
    start, end : datetime
        Take-off and touch-down, with their zone.
    battery_set : int
        Number of the set it is flown with, from 1.
    waited_for : Holdup or None
        What kept it from starting earlier; None: it is the first one and starts at once.
    """

    flight: ToFly
    start: datetime
    end: datetime
    battery_set: int
    waited_for: Holdup | None


class TimeLack(StrEnum):
    """Why a flight found no time on the days looked at."""

    LIGHT = "light"  # none of its light is left on them
    LENGTH = "length"  # it takes longer than its light lasts on any
    WEATHER = "weather"  # forbidden whenever its light would do
    TURN = "turn"  # batteries, crew and the flights before it leave no light to it


@dataclass(frozen=True)
class NoTime:
    """A flight that found no time.

    Attributes
    ----------
    flight : ToFly
    lack : TimeLack
    longest : timedelta
        The longest light of its kind on the days looked at.
    waits_for : Holdup or None
        What kept it until its light was over, where that is what it lacks.
    """

    flight: ToFly
    lack: TimeLack
    longest: timedelta = timedelta()
    waits_for: Holdup | None = None


@dataclass(frozen=True)
class Timetable:
    """All flights with their times.

    Attributes
    ----------
    slots : tuple of FlightSlot
        In the order of their starts.
    unplaced : tuple of NoTime
        What found no time on the days looked at, and why.
    sooner : dict from Holdup to timedelta
        How much sooner all would be done if nothing had to be waited for it. Where flights are
        left, none.
    """

    slots: tuple[FlightSlot, ...]
    unplaced: tuple[NoTime, ...]
    sooner: dict[Holdup, timedelta]

    @property
    def left(self) -> tuple[ToFly, ...]:
        """What found no time."""
        return tuple(one.flight for one in self.unplaced)

    @property
    def finish(self) -> datetime | None:
        """When the last flight has landed; None where nothing could be placed."""
        return max((slot.end for slot in self.slots), default=None)

    @property
    def held_up_by(self) -> Holdup | None:
        """What keeps the finish most; None: nothing does."""
        most = max(self.sooner, key=lambda h: self.sooner[h], default=None)
        return most if most is not None and self.sooner[most] > timedelta() else None
