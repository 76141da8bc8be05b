"""A mission file of anybody's: what it holds, and what the rules of its aircraft say of it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.geo.frames import geodesic_length_m
from missionplanner.missions.formats import Formats, ReadRoute
from missionplanner.model.finding import Finding
from missionplanner.operations.check import check
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True, eq=False)
class MissionLook:
    """What a mission file holds.

    Attributes
    ----------
    path : Path
    title : str
    waypoints : int
    length_m : float
        Along the ground, on the ellipsoid.
    height_m : tuple of float
        Lowest and highest, counted from `datum`.
    datum : str
    lonlat_deg : (n, 2) float64
        In flying order; empty where the file cannot be read as a route.
    findings : tuple of Finding
    """

    path: Path
    title: str
    waypoints: int
    length_m: float
    height_m: tuple[float, float]
    datum: str
    lonlat_deg: NDArray[np.float64]
    findings: tuple[Finding, ...]


def look_at_mission(path: Path, known: Formats, progress: Progress) -> MissionLook:
    """Read and check a mission file.

    Raises
    ------
    InputError
        It is no mission that is known, or cannot be read as one.
    """
    report = check((path,), known, progress).reports[0]
    route = known.recognising(path).read(path)
    return MissionLook(
        path=path,
        title=route.title,
        waypoints=len(route),
        length_m=geodesic_length_m(route.lon_deg, route.lat_deg),
        height_m=_ends(route),
        datum=str(route.datum),
        lonlat_deg=np.column_stack([route.lon_deg, route.lat_deg]),
        findings=report.findings,
    )


def _ends(route: ReadRoute) -> tuple[float, float]:
    if not len(route):
        return 0.0, 0.0
    return float(np.min(route.height_m)), float(np.max(route.height_m))
