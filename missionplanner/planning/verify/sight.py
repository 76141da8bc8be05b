"""What the images of a plan see of the ground."""

from dataclasses import dataclass

from missionplanner.model.finding import Finding
from missionplanner.model.verification import PatternShares, ViewRasters
from missionplanner.planning.verify.photos import Photos


@dataclass(frozen=True)
class Sight:
    """What `verify` tells of images, with the same names, before any flight is measured.

    Attributes
    ----------
    flyable_m2, unreached_m2 : float
        Wanted ground within and beyond reach.
    seen_share, overlap_ok_share : float
        Of the wanted ground.
    gsd_p50_m, gsd_p95_m : float
        NaN where nothing is seen.
    photos : Photos
    rasters : ViewRasters
    promised : PatternShares
    findings : tuple of Finding
        Of coverage, images and pattern; none of how it is flown.
    """

    flyable_m2: float
    unreached_m2: float
    seen_share: float
    overlap_ok_share: float
    gsd_p50_m: float
    gsd_p95_m: float
    photos: Photos
    rasters: ViewRasters
    promised: PatternShares
    findings: tuple[Finding, ...]
