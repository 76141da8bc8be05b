"""A flown photo as its file tells of it, before anything is believed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from missionplanner.model.places import Altitude


class Pointing(StrEnum):
    """What the angles of an attitude belong to."""

    GIMBAL = "gimbal"  # the camera itself: pitch -90 looks straight down
    BODY = "body"  # the aircraft, below which the camera looks straight down at pitch 0


class RtkSolution(StrEnum):
    """How a place was found."""

    FIXED = "fixed"  # centimetres
    FLOATING = "floating"  # decimetres
    SINGLE = "single"  # metres
    NONE = "none"  # no solution
    UNTOLD = "untold"  # the file says nothing of it


@dataclass(frozen=True)
class Attitude:
    """Angles in degrees, of axes north-east-down turned by yaw, pitch, roll in this order.

    Attributes
    ----------
    yaw_deg : float
        Clockwise from true north.
    pitch_deg : float
        Up is positive.
    roll_deg : float
        Right side down is positive.
    """

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    of: Pointing = Pointing.GIMBAL


@dataclass(frozen=True)
class Photo:
    """One image, or one capture of a camera of several bands.

    Attributes
    ----------
    path : Path
        The file; of a capture its first band.
    files : tuple of Path
        All its bands.
    make, model : str
        As the file names the camera; empty: it does not.
    width_px, height_px : int
    focal_mm : float or None
    taken : datetime or None
        By the camera's clock; without a zone where none is told.
    satellite_time : datetime or None
        By the satellites' clock, UTC.
    lon_deg, lat_deg : float or None
    altitude : Altitude or None
        With its datum.
    above_home_m : float or None
    attitude : Attitude or None
    rtk : RtkSolution
    accuracy_m : tuple of float or None
        Standard deviations east, north, up, m.
    exposure_s, f_number, iso : float or None
    irradiance : float or None
        Of the light sensor, W/m2/nm.
    capture : str
        Name shared by the bands of a capture; empty: it is alone.
    """

    path: Path
    files: tuple[Path, ...]
    make: str
    model: str
    width_px: int
    height_px: int
    focal_mm: float | None = None
    taken: datetime | None = None
    satellite_time: datetime | None = None
    lon_deg: float | None = None
    lat_deg: float | None = None
    altitude: Altitude | None = None
    above_home_m: float | None = None
    attitude: Attitude | None = None
    rtk: RtkSolution = RtkSolution.UNTOLD
    accuracy_m: tuple[float, float, float] | None = None
    exposure_s: float | None = None
    f_number: float | None = None
    iso: float | None = None
    irradiance: float | None = None
    capture: str = ""

    @property
    def name(self) -> str:
        """Name of its file."""
        return self.path.name

    @property
    def placed(self) -> bool:
        """True where the file says over which place it was taken."""
        return self.lon_deg is not None and self.lat_deg is not None
