"""Threats: zones, power lines and soft risk, in longitude and latitude."""

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry import LineString, MultiPolygon

from missionplanner.model.forms import ShapeForm
from missionplanner.model.places import Altitude, Datum

GROUND = Altitude(value_m=0.0, datum=Datum.AGL)


@dataclass(frozen=True)
class Zone:
    """A volume the aircraft must not enter.

    Attributes
    ----------
    name : str
    polygon : MultiPolygon
        WGS 84, degrees. A cylinder is stored as its polygon, with `radius_m` kept for display.
    floor, ceiling : Altitude
        Vertical extent (AGL, EGM96 or ellipsoid); a `ceiling` of None has no upper end.
    radius_m : float or None
        Set when the zone came as a cylinder.
    form : ShapeForm or None
        What it was drawn as; believed only where it gives the polygon.
    """

    name: str
    polygon: MultiPolygon
    floor: Altitude = GROUND
    ceiling: Altitude | None = None
    radius_m: float | None = None
    form: ShapeForm | None = None


@dataclass(frozen=True)
class PowerLine:
    """A line with wires: fly above `height_m + clearance_m` within `clearance_m` of it.

    Attributes
    ----------
    name : str
    line : LineString
        WGS 84, degrees, longitude first.
    height_m : float
        Highest wire or tower top above ground, metres.
    clearance_m : float
        Distance kept from it, sideways and upwards, metres.
    """

    name: str
    line: LineString
    height_m: float
    clearance_m: float


@dataclass(frozen=True)
class RiskRaster:
    """A soft risk layer: a raster file with values 0 (no threat) to 1."""

    name: str
    path: Path


@dataclass(frozen=True)
class Threats:
    """All threat layers of a project."""

    zones: tuple[Zone, ...] = ()
    power_lines: tuple[PowerLine, ...] = ()
    risks: tuple[RiskRaster, ...] = ()
