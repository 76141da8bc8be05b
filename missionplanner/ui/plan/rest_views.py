"""Flights that are kept beside a plan; light, picklable, made in the worker process."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from missionplanner.messages.message import Message
from missionplanner.model.places import Position
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification


@dataclass(frozen=True)
class KeptFlights:
    """Flights that are kept beside the plan, as its rest.

    Attributes
    ----------
    plans, verifications : tuple
        One of each a sensor, in the same order.
    before : object
        What was kept in their place before, to be put back.
    planned_at : datetime or None
        Of those that were found beside the plan; None: planned just now.
    changed : tuple of Message
        What has changed since they were judged.
    """

    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    before: object = None
    planned_at: datetime | None = None
    changed: tuple[Message, ...] = field(default=(), kw_only=True)

    @property
    def sorties(self) -> int:
        """Return how many flights there are; sensors that fly together share theirs."""
        return sum(len(plan.sorties) for plan, _ in self.loads())

    @property
    def duration_s(self) -> float:
        """Return how long the flights last, s."""
        return sum(figures.duration_s for _, judged in self.loads() for figures in judged.sorties)

    def loads(self) -> list[tuple[SensorPlan, Verification]]:
        """Return one plan a load, with its verdict: sensors that fly together share sorties."""
        loads = {
            frozenset(sensor.key for sensor in plan.carried): (plan, judged)
            for plan, judged in zip(self.plans, self.verifications, strict=True)
        }
        return list(loads.values())


@dataclass(frozen=True)
class RestView(KeptFlights):
    """What remains of a plan after a sortie broke off.

    Attributes
    ----------
    flown_share : float or None
        Share of the length of all strips that was flown; None: it was told on an earlier day.
    remaining_m : float
        Length of the strips of the rest, m.
    broke_off : Position or None
        Where, if a place told it.
    """

    flown_share: float | None = None
    remaining_m: float = 0.0
    broke_off: Position | None = None


@dataclass(frozen=True)
class AskedRest:
    """What was flown, as it is told in the window.

    Attributes
    ----------
    sensor : str
        Key.
    sortie, at : int, Position or None
        The sortie that broke off, counted from 1, and where.
    track : Path or None
        A file of what was flown, in place of sortie and place.
    minutes : float or None
        About how long after the first waypoint.
    again : bool
        It was the rest kept that broke off, not the plan.
    """

    sensor: str
    sortie: int | None = None
    at: Position | None = None
    track: Path | None = None
    minutes: float | None = None
    again: bool = False
