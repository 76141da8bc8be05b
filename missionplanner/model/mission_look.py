"""What a mission file of anybody's holds."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.finding import Finding


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
