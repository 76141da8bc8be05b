"""What the Receive stage shows; light, picklable, made in the worker process."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification


class AskedField(StrEnum):
    """Where in the panel something is asked, and may be wrong."""

    FOLDER = "folder"
    GAP = "gap"
    BEARER = "bearer"
    KEY = "key"
    EXPORT = "export"


@dataclass(frozen=True)
class GapView:
    """Flights that close the holes.

    Attributes
    ----------
    plans, verifications : tuple
        One of each a sensor, in the same order.
    gaps : int
    area_m2 : float
    again : int
        Images of the plan that are taken again.
    before : object
        What was kept in its place before, for `run.take_back`.
    """

    plans: tuple[SensorPlan, ...]
    verifications: tuple[Verification, ...]
    gaps: int
    area_m2: float
    again: int
    before: object = None

    @property
    def sorties(self) -> int:
        """Return how many flights there are; sensors that fly together share theirs."""
        return max((len(plan.sorties) for plan in self.plans), default=0)

    @property
    def duration_s(self) -> float:
        """Return how long the flights last, s."""
        return max(
            (sum(figures.duration_s for figures in one.sorties) for one in self.verifications),
            default=0.0,
        )


@dataclass(frozen=True)
class LinkEvent:
    """Something that happened while listening; see `operations.receive`."""

    name: str
    told: dict[str, Any]


@dataclass(frozen=True)
class ListenRequest:
    """Where to listen, as it was typed.

    Attributes
    ----------
    bearer : str
        `udp:HOST:PORT` or `serial:DEVICE:BAUD`.
    key : Path
    spreading : int or None
        Of a LoRa modem; None: a cable.
    region : str
        Rule of the band; empty: none.
    """

    bearer: str
    key: Path
    spreading: int | None = None
    region: str = ""
