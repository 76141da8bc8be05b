"""What the DEM says about a plan: the judge's word, not the optimiser's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.model.finding import Finding, Severity


@dataclass(frozen=True)
class ViewRasters:
    """What each cell of the verification grid gets.

    Row 0 lies in the SOUTH; cell centres are at (x0_m + col * cell_m, y0_m + row * cell_m) of the
    site frame.

    Attributes
    ----------
    images : uint16 (rows, cols), images that see the cell, with occlusion
    strips : uint8 (rows, cols), different strips that see it
    gsd_m : float32 (rows, cols), finest ground sample distance, along the ground in the direction
        in which a pixel is longest; NaN where unseen
    wanted : bool (rows, cols), area - kept-out and other holes - hard zones, no margin taken off
    density_m2 : float32 (rows, cols), points of a laser scanner on a square metre of the map, of
        all passes, where every pulse comes back once; None: the sensor is none
    """

    x0_m: float
    y0_m: float
    cell_m: float
    images: NDArray[np.uint16]
    strips: NDArray[np.uint8]
    gsd_m: NDArray[np.float32]
    wanted: NDArray[np.bool_]
    density_m2: NDArray[np.float32] | None = None


@dataclass(frozen=True)
class SortieFigures:
    """One sortie as measured on its waypoints; what is shown and written of it comes from here.

    Attributes
    ----------
    number, name : int, str
        Of the sortie.
    length_m, climb_m : float
        Way in space on the ellipsoid, and the sum of its gains in height; take-off left out.
    turns, photos : int
    energy_wh, energy_limit_wh, duration_s : float
        From take-off to touch-down; what one battery set gives.
    clearance_min_m : float
        Least distance to the ground in space, from the first to the last waypoint.
    agl_min_m, agl_max_m : float
        Least and greatest height straight above ground there.
    distance_max_m : float
        Greatest distance from home on the map.
    zone_m : float
        Metres in zones and in kept-out holes.
    max_climb_mps, max_descent_mps : float
    return_height_m : float or None
        Above home: clears the ground on every way home; None: measured before it was.
    return_clear_m, return_agl_max_m : float or None
        Least and greatest height straight above ground on the ways home; None: not known.
    """

    number: int
    name: str
    length_m: float
    climb_m: float
    turns: int
    photos: int
    energy_wh: float
    energy_limit_wh: float
    duration_s: float
    clearance_min_m: float
    agl_min_m: float
    agl_max_m: float
    distance_max_m: float
    zone_m: float
    max_climb_mps: float
    max_descent_mps: float
    return_height_m: float | None = None
    return_clear_m: float | None = None
    return_agl_max_m: float | None = None


@dataclass(frozen=True)
class PatternShares:
    """What only some patterns promise; each is measured where it is promised.

    Attributes
    ----------
    square, fine : float or None
        Shares of faces that are looked at within 30 degrees of their normal, and that are seen as
        finely as asked; 0 without any.
    sides : tuple of float
        Shares of the ground that are seen with each aim of an oblique set.
    """

    square: float | None = None
    fine: float | None = None
    sides: tuple[float, ...] = ()


@dataclass(frozen=True)
class Verification:
    """Figures of one sensor's plan, measured on the DEM.

    `seen_share` and `overlap_ok_share` are shares of `flyable_m2`, which is what can be reached;
    `unreached_m2` beside it cannot. `density_p5_m2` and `density_p50_m2` are percentiles of a laser
    scanner's points on a square metre, None for a camera. What sorties add up to, and
    their extremes, is worked out from `sorties`: no figure stands twice.
    """

    sensor: str
    area_m2: float
    flyable_m2: float
    seen_share: float
    overlap_ok_share: float
    gsd_p50_m: float
    gsd_p95_m: float
    sorties: tuple[SortieFigures, ...]
    findings: tuple[Finding, ...]
    rasters: ViewRasters
    unreached_m2: float = 0.0
    density_p5_m2: float | None = None
    density_p50_m2: float | None = None
    promised: PatternShares = PatternShares()

    @property
    def ok(self) -> bool:
        """True where no finding is an error."""
        return all(f.severity is not Severity.ERROR for f in self.findings)

    @property
    def length_m(self) -> float:
        """Way of all sorties, metres."""
        return sum(s.length_m for s in self.sorties)

    @property
    def climb_m(self) -> float:
        """Gains in height of all sorties, metres."""
        return sum(s.climb_m for s in self.sorties)

    @property
    def turns(self) -> int:
        """Waypoints of all sorties that change the heading."""
        return sum(s.turns for s in self.sorties)

    @property
    def photos(self) -> int:
        """Images of all sorties."""
        return sum(s.photos for s in self.sorties)

    @property
    def energy_wh(self) -> float:
        """Energy of all sorties, Wh."""
        return sum(s.energy_wh for s in self.sorties)

    @property
    def duration_s(self) -> float:
        """Time in the air of all sorties, s."""
        return sum(s.duration_s for s in self.sorties)

    @property
    def zone_m(self) -> float:
        """Metres of all sorties in zones and in kept-out holes."""
        return sum(s.zone_m for s in self.sorties)

    @property
    def clearance_min_m(self) -> float:
        """Least distance to the ground in space, metres."""
        return min(s.clearance_min_m for s in self.sorties)

    @property
    def agl_min_m(self) -> float:
        """Least height straight above ground, metres."""
        return min(s.agl_min_m for s in self.sorties)

    @property
    def agl_max_m(self) -> float:
        """Greatest height straight above ground, metres."""
        return max(s.agl_max_m for s in self.sorties)

    @property
    def distance_max_m(self) -> float:
        """Greatest distance from home on the map, metres."""
        return max(s.distance_max_m for s in self.sorties)

    @property
    def max_climb_mps(self) -> float:
        """Highest rate of climb on a leg, m/s."""
        return max(s.max_climb_mps for s in self.sorties)

    @property
    def max_descent_mps(self) -> float:
        """Highest rate of descent on a leg, m/s."""
        return max(s.max_descent_mps for s in self.sorties)
