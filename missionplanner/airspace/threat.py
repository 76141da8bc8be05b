"""The threat-index field: how unpleasant each place is to fly over, 0 to 1."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from shapely.geometry.base import BaseGeometry

from missionplanner.airspace.cells import touched
from missionplanner.airspace.unheard import unheard_share
from missionplanner.airspace.zones import HardZone
from missionplanner.model.airspace import RiskRaster, Threats
from missionplanner.raster.files import read_onto
from missionplanner.terrain.dem import Terrain

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ThreatRule:
    """Parameters of the threat index.

    The first paper asks for a threat index but gives neither formula nor numbers; these are our
    choice, made so that each part alone stays below the hardest soft risk (1).

    Attributes
    ----------
    risk, people, slope, lee, nearness, wires, link : float
        Greatest value each part can give, 0 to 1; see `ThreatParts`.
    calm_slope_deg, full_slope_deg : float
        Slope at which the slope part begins and at which it is full.
    lee_drop_deg : float
        Descent along the wind at which the lee part is full; flow separates behind slopes
        steeper than about 20-30 deg.
    strong_wind_mps : float
        Wind at which the lee part is full.
    nearness_m : float
        Distance from a zone or line over which its part falls to 1/e.
    smoothing_m : float
        Standard deviation of the Gaussian by which terrain is smoothed first: benches and
        boulders make no weather.
    low_agl_m, high_agl_m : float
        Flight band above ground; zones that cannot meet it count for nothing.
    """

    risk: float = 1.0
    people: float = 1.0
    slope: float = 0.3
    lee: float = 0.4
    nearness: float = 0.6
    wires: float = 0.6
    link: float = 0.0
    calm_slope_deg: float = 15.0
    full_slope_deg: float = 45.0
    lee_drop_deg: float = 30.0
    strong_wind_mps: float = 12.0
    nearness_m: float = 60.0
    smoothing_m: float = 25.0
    low_agl_m: float = 0.0
    high_agl_m: float = 150.0


DEFAULT_RULE = ThreatRule()

# What the name of a soft risk says that it is of people below.
_PEOPLE = re.compile(r"people|person|population|crowd|worker|village|settlement|人口|人员|居民|村")


@dataclass(frozen=True)
class ThreatParts:
    """What the threat index is made of, each weighted, float64 (rows, cols), 0 to 1.

    Attributes
    ----------
    soft : soft risk rasters
    people : those of them that are named after people on the ground
    slope : steep ground below
    lee : turbulence and downdraught behind ridges, for the wind
    zones, wires : nearness of hard zones, and of power lines
    link : share of radio packets lost on the way to the nearest station
    """

    soft: Floats
    people: Floats
    slope: Floats
    lee: Floats
    zones: Floats
    wires: Floats
    link: Floats

    @property
    def index(self) -> Floats:
        """The threat index of `threat_index`, where the ground is known."""
        free = np.ones(self.slope.shape)
        near = np.maximum(self.zones, self.wires)
        risk = np.maximum(self.soft, self.people)
        for part in (risk, self.slope, self.lee, near, self.link):
            free *= 1.0 - np.clip(part, 0.0, 1.0)
        return np.asarray(1.0 - free)


def threat_index(
    terrain: Terrain,
    threats: Threats,
    zones: Sequence[HardZone],
    wind: tuple[float, float],
    rule: ThreatRule = DEFAULT_RULE,
    stations_m: Sequence[tuple[float, float]] = (),
) -> Floats:
    """Return the threat index of the site.

    With R the highest soft risk (of people or others), S the slope part, L the lee part, N the
    nearer of zone and power line, and U the part of places without a link (by default nil),

        threat = 1 - (1 - R) (1 - S) (1 - L) (1 - N) (1 - U)

    as if the parts were independent chances of trouble: it stays in 0-1, grows with every part,
    and a second threat at a bad place adds less than at a good one.

    S rises linearly with slope, since over steep ground heights are least certain and there is
    nowhere to land. L is the descent of the smoothed ground along the wind times the wind's
    strength: rotor and downdraught lie behind a ridge, not before it. N is exp(-d / nearness_m)
    for the distance d to the nearest hard zone or power line: a detour that shaves a zone is a
    worse one than its length tells. U is the share of packets lost; see `unheard.unheard_share`.

    Parameters
    ----------
    terrain : Terrain
    threats : Threats
        Its soft risk rasters and power lines are used.
    zones : sequence of HardZone
    wind : (float, float)
        Wind towards east and towards north, m/s.
    rule : ThreatRule
    stations_m : sequence of (float, float)
        Where somebody listens, site metres; without any there is no U.

    Returns
    -------
    ndarray of float64, shape of the terrain grid, 0 to 1, row 0 in the south. Cells of unknown
    ground have 1.

    Raises
    ------
    InputError
        A risk raster cannot be read.
    """
    parts = threat_parts(terrain, threats, zones, wind, rule, stations_m)
    return np.where(np.isnan(terrain.height_m), 1.0, parts.index)


def threat_parts(
    terrain: Terrain,
    threats: Threats,
    zones: Sequence[HardZone],
    wind: tuple[float, float],
    rule: ThreatRule = DEFAULT_RULE,
    stations_m: Sequence[tuple[float, float]] = (),
) -> ThreatParts:
    """Return the parts of the threat index, each times its weight; arguments as `threat_index`.

    Raises
    ------
    InputError
        A risk raster cannot be read.
    """
    east, north = _gradient(terrain, rule.smoothing_m)
    people = [risk for risk in threats.risks if _PEOPLE.search(risk.name.lower())]
    others = [risk for risk in threats.risks if risk not in people]
    lines = [terrain.frame.project(power_line.line) for power_line in threats.power_lines]
    relevant = [z.polygon_m for z in zones if z.blocks(terrain, rule.low_agl_m, rule.high_agl_m)]
    return ThreatParts(
        soft=rule.risk * _risk(others, terrain),
        people=rule.people * _risk(people, terrain),
        slope=rule.slope * _slope_part(east, north, rule),
        lee=rule.lee * _lee_part(east, north, wind, rule),
        zones=rule.nearness * _nearness(relevant, terrain, rule),
        wires=rule.wires * _nearness(lines, terrain, rule),
        link=_link_part(terrain, rule, stations_m),
    )


def _link_part(
    terrain: Terrain, rule: ThreatRule, stations_m: Sequence[tuple[float, float]]
) -> Floats:
    if rule.link == 0.0 or not stations_m:  # a profile to each cell: only where it is asked for
        return np.zeros(terrain.height_m.shape)
    return rule.link * unheard_share(terrain, stations_m)


def _gradient(terrain: Terrain, smoothing_m: float) -> tuple[Floats, Floats]:
    """Return the rise of smoothed ground per metre east and north; 0 where unknown."""
    height = terrain.height_m
    known = ~np.isnan(height)
    sigma = smoothing_m / terrain.cell_m
    # Normalised convolution: nodata weighs nothing instead of pulling heights to 0.
    weight = ndimage.gaussian_filter(known.astype(np.float64), sigma)
    level = float(height[known].mean()) if known.any() else 0.0
    total = ndimage.gaussian_filter(np.where(known, height - level, 0.0), sigma)
    smooth = np.divide(total, weight, out=np.zeros_like(total), where=weight > 1e-6)
    north, east = np.gradient(smooth, terrain.cell_m)
    return np.where(known, east, 0.0), np.where(known, north, 0.0)


def _risk(risks: Sequence[RiskRaster], terrain: Terrain) -> Floats:
    rows, cols = terrain.height_m.shape
    highest = np.zeros((rows, cols))
    for risk in risks:
        values = read_onto(
            (risk.path,),
            terrain.frame.epsg,
            terrain.x0_m,
            terrain.y0_m,
            terrain.cell_m,
            rows,
            cols,
            "bilinear",
        )
        highest = np.fmax(highest, np.clip(values, 0.0, 1.0))
    return highest


def _slope_part(east: Floats, north: Floats, rule: ThreatRule) -> Floats:
    slope_deg = np.degrees(np.arctan(np.hypot(east, north)))
    span_deg = rule.full_slope_deg - rule.calm_slope_deg
    return np.clip((slope_deg - rule.calm_slope_deg) / span_deg, 0.0, 1.0)


def _lee_part(east: Floats, north: Floats, wind: tuple[float, float], rule: ThreatRule) -> Floats:
    speed_mps = float(np.hypot(*wind))
    if speed_mps == 0.0:
        return np.zeros(east.shape)
    drop = -(east * wind[0] + north * wind[1]) / speed_mps
    steepness = np.clip(drop / np.tan(np.radians(rule.lee_drop_deg)), 0.0, 1.0)
    return np.asarray(steepness * min(speed_mps / rule.strong_wind_mps, 1.0))


def _nearness(shapes: Sequence[BaseGeometry], terrain: Terrain, rule: ThreatRule) -> Floats:
    occupied = np.zeros(terrain.height_m.shape, dtype=np.bool_)
    for shape in shapes:
        window, mask = touched(terrain, shape)
        if mask.any():
            occupied[window.slices] |= mask
    if not occupied.any():
        return np.zeros(occupied.shape)
    distance_m = ndimage.distance_transform_edt(~occupied) * terrain.cell_m
    return np.exp(-np.asarray(distance_m, dtype=np.float64) / rule.nearness_m)
