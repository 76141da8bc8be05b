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
    """

    x0_m: float
    y0_m: float
    cell_m: float
    images: NDArray[np.uint16]
    strips: NDArray[np.uint8]
    gsd_m: NDArray[np.float32]
    wanted: NDArray[np.bool_]


@dataclass(frozen=True)
class Verification:
    """Figures of one sensor's plan, measured on the DEM.

    `seen_share` and `overlap_ok_share` are shares of `flyable_m2`; `zone_m` counts metres of
    route in zones and in kept-out holes; `clearance_min_m` is the least 3-D distance to ground
    from the first to the last survey or transit point above safe height, `agl_min_m` the least
    height straight above ground there.
    """

    sensor: str
    area_m2: float
    flyable_m2: float
    seen_share: float
    overlap_ok_share: float
    gsd_p50_m: float
    gsd_p95_m: float
    clearance_min_m: float
    agl_min_m: float
    zone_m: float
    length_m: float
    climb_m: float
    turns: int
    photos: int
    energy_wh: float
    duration_s: float
    max_climb_mps: float
    max_descent_mps: float
    findings: tuple[Finding, ...]
    rasters: ViewRasters

    @property
    def ok(self) -> bool:
        """True where no finding is an error."""
        return all(f.severity is not Severity.ERROR for f in self.findings)
