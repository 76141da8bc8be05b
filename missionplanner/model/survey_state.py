"""Where a survey stands while its photos come home: what a map, a gauge and a list show of it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from missionplanner.messages.message import Message
from missionplanner.model.completed import Completed, least_seen, verdict
from missionplanner.model.finding import Finding

Places = NDArray[np.float64]
UNSEEN, SEEN, SEEN_OFTEN = 0, 1, 2


def _no_places() -> Places:
    return np.empty((0, 2))


@dataclass(frozen=True, eq=False)
class PhotoEntry:
    """One photo as a list shows it.

    Attributes
    ----------
    name : str
    file : Path or None
        What a small picture can be made of.
    announced : bool
        Only a preview of it has come.
    flaws : tuple of str
        What is wrong with it; values of `imagery.flaws.Flaw`.
    blind : bool
        Something is wrong with it so that it shows nothing that counts.
    place_m : (x, y) or None
        Site metres; None: nobody knows.
    outline_m : float32 (n, 2) or None
        The ground it shows, site metres, not closed.
    taken : datetime or None
        By the camera's clock.
    size_bytes : int
    stage : int
        Of a preview: how good it is.
    trouble : Message or None
        Why it could not be used at all.
    """

    name: str
    file: Path | None = None
    announced: bool = False
    flaws: tuple[str, ...] = ()
    blind: bool = False
    place_m: tuple[float, float] | None = None
    outline_m: NDArray[np.float32] | None = None
    taken: datetime | None = None
    size_bytes: int = 0
    stage: int = 0
    trouble: Message | None = None


@dataclass(frozen=True, eq=False)
class GapShape:
    """A hole on the map: its area, its outline in site metres, and a place in it."""

    area_m2: float
    outline_m: BaseGeometry
    place_m: tuple[float, float]


@dataclass(frozen=True, eq=False)
class SeenRaster:
    """What photos show of the wanted ground.

    Attributes
    ----------
    x0_m, y0_m, cell_m : float
        Centre of the south-west cell, and the side of a cell.
    level : uint8 (rows, cols)
        `UNSEEN` (or not wanted), `SEEN`, `SEEN_OFTEN`; row 0 in the south.
    """

    x0_m: float
    y0_m: float
    cell_m: float
    level: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class SensorState:
    """Where the photos of one planned sensor stand; shares from 0 to 1.

    Attributes
    ----------
    sensor, name : str
        Key, and what people call it.
    planned, matched : int
        Images of the plan, and how many of these there are.
    seen, both : float
        Of the wanted ground, by photos that are there and sharp: at all, and often enough.
    expected_seen : float
        With what previews have announced.
    promised_both : float
        By the plan.
    gsd_p50_m : float
        NaN: nothing is seen.
    raster : SeenRaster
    entries : tuple of PhotoEntry
        Latest first.
    gaps : tuple of GapShape
        Largest first.
    announced_m, missing_m : float64 (n, 2)
        Places of images of the plan, site metres: announced; passed over and not heard of.
    announced_outline_m : MultiPolygon
        The ground that announced images show.
    not_flown_m : tuple of float64 (n, 2)
        Strips of the plan that were left out.
    to_come : int
        Images of the plan that are still to be taken.
    """

    sensor: str
    name: str
    planned: int
    matched: int
    seen: float
    both: float
    expected_seen: float
    promised_both: float
    gsd_p50_m: float
    raster: SeenRaster
    entries: tuple[PhotoEntry, ...] = ()
    gaps: tuple[GapShape, ...] = ()
    announced_m: Places = field(default_factory=_no_places)
    missing_m: Places = field(default_factory=_no_places)
    announced_outline_m: BaseGeometry = field(default_factory=MultiPolygon)
    not_flown_m: tuple[Places, ...] = ()
    to_come: int = 0

    @property
    def not_flown(self) -> int:
        """Return how many images lie on strips that were left out."""
        return sum(len(strip) for strip in self.not_flown_m)

    def verdict(self, beaufort: int | None) -> Completed:
        """Return whether this sensor's survey may go home, by the wind while it was flown."""
        return verdict(self.seen, self.both, self.promised_both, least_seen(beaufort))


@dataclass(frozen=True, eq=False)
class SurveyState:
    """Where the photos of a whole survey stand.

    Attributes
    ----------
    sensors : tuple of SensorState
        In the order of the plan.
    beaufort : int or None
        Wind that the verdict follows; None: not known, and the stricter limit holds.
    findings : tuple of Finding
    strays : tuple of PhotoEntry
        Photos that belong to no planned sensor, and files that could not be read.
    photos : int
        Photos that were read.
    live : bool
        Photos still come: what was not passed yet is not missing.
    """

    sensors: tuple[SensorState, ...]
    beaufort: int | None
    findings: tuple[Finding, ...]
    strays: tuple[PhotoEntry, ...] = ()
    photos: int = 0
    live: bool = False
