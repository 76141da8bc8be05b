"""What the timetable's dialog shows; light values that travel from the worker process."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from missionplanner.messages.message import Message


@dataclass(frozen=True)
class SlotView:
    """A flight with its time, by the clock of the site; `sensors` by their keys."""

    name: str
    sensors: tuple[str, ...]
    station: str
    start: datetime
    end: datetime
    battery_set: int
    waited_for: Message | None


@dataclass(frozen=True)
class TimetableView:
    """All flights that found a time; `told`: when all is flown, what holds it up, what is left."""

    day: date
    zone: str
    slots: tuple[SlotView, ...]
    told: tuple[Message, ...]
    files: tuple[Path, ...]
