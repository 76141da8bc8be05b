"""Figures of a site for those who look at it: its ground, its zones, its hours of light."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from shapely import contains_xy
from shapely.geometry import MultiPolygon

from missionplanner.airspace.zones import HardZone, ZoneKind
from missionplanner.model.places import Position
from missionplanner.operations.site import Site
from missionplanner.planning.scenario import Scenario
from missionplanner.terrain.dem import Terrain, load_terrain
from missionplanner.terrain.slope import slope_deg
from missionplanner.weather.local_time import zone_name, zone_of
from missionplanner.weather.sun import windows

ShownGround = Terrain
"""The terrain that a map shows, of a site or of one to be."""

_SHOWN_MARGIN_M = 1500.0
_SHOWN_CELL_M = 5.0
_LIGHT_DAYS = 8


@dataclass(frozen=True, eq=False)
class GroundFigures:
    """The ground inside the outlines of a survey area.

    Attributes
    ----------
    outer_m : MultiPolygon
        The outlines in the site's frame, holes not taken out.
    height_range_m : tuple of float
        Lowest and highest, m EGM96.
    mean_slope_deg : float
    """

    outer_m: MultiPolygon
    height_range_m: tuple[float, float]
    mean_slope_deg: float


@dataclass(frozen=True)
class LightWindow:
    """When light is right for a kind of sensor; local time of the site.

    `kind`: `day` or `night`, as a sensor asks for it, or `daylight`, from sunrise to sunset.
    """

    kind: str
    start: datetime
    end: datetime


def ground_figures(scenario: Scenario) -> GroundFigures:
    """Return what the terrain is like where it is to be surveyed."""
    terrain = scenario.terrain
    outer = terrain.frame.project(scenario.area.outer)
    inside = _within(terrain, outer)
    heights = terrain.height_m[inside]
    return GroundFigures(
        outer,
        (float(heights.min()), float(heights.max())),
        float(np.nanmean(slope_deg(terrain)[inside])),
    )


def surroundings(site: Site) -> ShownGround:
    """Return more terrain than planning needs, so that a map does not end beside the area.

    Raises
    ------
    InputError
        See `terrain.dem.load_terrain`.
    """
    project, terrain = site.project, site.terrain
    wide = load_terrain(
        project.dem_paths,
        project.area.outer,
        margin_m=_SHOWN_MARGIN_M,
        vertical_datum=project.document.vertical_datum,
        unit=project.document.dem_unit,
        cell_m=max(terrain.cell_m, _SHOWN_CELL_M),
    )
    return wide if wide.frame == terrain.frame else terrain


def known_threat(scenario: Scenario) -> NDArray[np.float32]:
    """Return the threat index (rows, cols) float32, 0 to 1; NaN where the terrain is not known."""
    known = np.isfinite(scenario.terrain.height_m)
    return np.where(known, scenario.threat, np.nan).astype(np.float32)


def no_fly_zones(scenario: Scenario) -> tuple[HardZone, ...]:
    """Return the zones that keep aircraft out, without what power lines and holes add."""
    return tuple(zone for zone in scenario.zones if zone.kind is ZoneKind.ZONE)


def clock_of(place: Position) -> str:
    """Return the name of the time zone of a place."""
    return zone_name(place.lon_deg, place.lat_deg)


def light_windows(place: Position, zone: str, now: datetime) -> tuple[LightWindow, ...]:
    """Return the windows of light of a week, from the site's today on.

    Parameters
    ----------
    place : Position
    zone : str
        Name of the clock of the site.
    now : datetime
        With its zone.
    """
    today = now.astimezone(zone_of(zone)).date()
    return tuple(
        LightWindow(kind, start, end)
        for day in (today + timedelta(days=n) for n in range(_LIGHT_DAYS))
        for kind in ("day", "night", "daylight")
        for start, end in windows(place.lon_deg, place.lat_deg, day, zone, kind)
    )


def _within(terrain: Terrain, outer: MultiPolygon) -> NDArray[np.bool_]:
    rows, cols = terrain.height_m.shape
    x = terrain.x0_m + terrain.cell_m * np.arange(cols)
    y = terrain.y0_m + terrain.cell_m * np.arange(rows)
    inside: NDArray[np.bool_] = contains_xy(outer, *np.meshgrid(x, y))
    return inside & np.isfinite(terrain.height_m)
