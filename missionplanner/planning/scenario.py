"""One site, ready for planning: everything in the site's metres, checked once."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from missionplanner.airspace.obstacles import height_floor_m
from missionplanner.airspace.threat import ThreatRule, threat_index
from missionplanner.airspace.zones import HardZone, ZoneKind, hard_zones
from missionplanner.errors import InputError, PlanRefused
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.patterns import Pattern
from missionplanner.model.places import Position
from missionplanner.model.plan import (
    CEILING_AGL_M,
    HOME_STATION,
    Home,
    PlanIntent,
    SensorPlan,
    Sortie,
    Station,
    ThreatWeights,
)
from missionplanner.model.weather import Weather, WeatherHour
from missionplanner.planning.home import choose_home, home_at
from missionplanner.planning.pattern_ground import pattern_ground, steepest_deg
from missionplanner.terrain.dem import Terrain
from missionplanner.weather.wind import wind_at

# Height above ground at which the wind is taken, m.
WIND_HEIGHT_M = 100.0
# How far terrain following may lift the aircraft above the asked height before zones are
# looked at again with the true heights, m.
BAND_MARGIN_M = 20.0


@dataclass(frozen=True)
class Scenario:
    """A site with its constraints; the same for every sensor.

    Attributes
    ----------
    terrain : Terrain
    area : SurveyArea
    zones : tuple of HardZone
        No-fly zones and kept-out holes, site metres.
    floor_m : float64 (rows, cols)
        Lowest allowed flight height, EGM96 m, over power lines; -inf elsewhere.
    threat : float64 (rows, cols)
        Threat index, 0 to 1.
    wind_east_mps, wind_north_mps : float
        Wind blowing TOWARDS east and north, 100 m above ground.
    home : Home
    aircraft : Aircraft
    intent : PlanIntent
    wanted : MultiPolygon
        Area - all holes - hard zones that reach below the legal ceiling, site metres, no margin
        taken off.
    sites : tuple of Station
        Launch places beside home, as given or proposed.
    within : MultiPolygon or None
        What a pattern leaves of the area, site metres; None: all of it.
    """

    terrain: Terrain
    area: SurveyArea
    zones: tuple[HardZone, ...]
    floor_m: NDArray[np.float64]
    threat: NDArray[np.float64]
    wind_east_mps: float
    wind_north_mps: float
    home: Home
    aircraft: Aircraft
    intent: PlanIntent
    wanted: MultiPolygon
    sites: tuple[Station, ...] = ()
    within: MultiPolygon | None = None


def polygons_of(geometry: BaseGeometry) -> MultiPolygon:
    """Return the polygons in a geometry; points and lines in it are left out."""
    parts = getattr(geometry, "geoms", [geometry])
    return MultiPolygon([p for p in parts if p.geom_type == "Polygon" and p.area > 0])


def blocking_zones(
    scenario: Scenario, agl_m: float, also: frozenset[str] = frozenset()
) -> tuple[HardZone, ...]:
    """Return the zones that a flight asked for `agl_m` above ground could enter.

    The band reaches from the least clearance (transit) to a little above the asked height; zones
    named in `also` count whatever their limits.
    """
    low_m = min(scenario.intent.min_clearance_m, agl_m)
    high_m = agl_m + BAND_MARGIN_M
    return tuple(
        z for z in scenario.zones if z.name in also or z.blocks(scenario.terrain, low_m, high_m)
    )


def blocking(scenario: Scenario, agl_m: float, also: frozenset[str] = frozenset()) -> MultiPolygon:
    """Return where a flight at `agl_m` must not be: blocking zones and holes with the margin.

    Parameters
    ----------
    agl_m : float
        Asked height above ground, m.
    also : frozenset of str
        Names of zones that block whatever their limits.

    Returns
    -------
    MultiPolygon
        Site metres, each zone widened by `intent.zone_margin_m`; empty when nothing blocks.
    """
    margin_m = scenario.intent.zone_margin_m
    parts = [
        z.polygon_m.buffer(margin_m, quad_segs=4) for z in blocking_zones(scenario, agl_m, also)
    ]
    return polygons_of(unary_union(parts))


def wanted_at(scenario: Scenario, agl_m: float, also: frozenset[str] = frozenset()) -> MultiPolygon:
    """Return what a flight at `agl_m` is to see: area - holes - zones that block that height."""
    zones = blocking_zones(scenario, agl_m, also)
    wanted = _wanted(scenario.terrain, scenario.area, zones)
    return wanted if scenario.within is None else polygons_of(wanted.intersection(scenario.within))


def of_sensor(scenario: Scenario, key: str) -> Scenario:
    """Return the scenario of one sensor: of the ground that is meant for it, and for the pattern.

    Raises
    ------
    PlanRefused
        Nothing of that ground is left.
    """
    return _of_pattern(_of_parts(scenario, key))


def _of_pattern(scenario: Scenario) -> Scenario:
    if scenario.within is not None:
        return scenario
    within = pattern_ground(scenario.terrain, scenario.wanted, scenario.intent)
    if within is None:
        return scenario
    wanted = polygons_of(scenario.wanted.intersection(within))
    if wanted.area < 1.0:
        asked = scenario.intent.views
        if scenario.intent.pattern is Pattern.FACE:
            raise PlanRefused(
                "planning.no_face", scenario.area.name, from_deg=asked.face_from_deg,
                steepest_deg=steepest_deg(scenario.terrain, scenario.wanted),
            )  # fmt: skip
        raise PlanRefused("planning.corridor_beside", scenario.area.name)
    return replace(scenario, within=within, wanted=wanted)


def _of_parts(scenario: Scenario, key: str) -> Scenario:
    if not scenario.area.parts:
        return scenario
    terrain, area = scenario.terrain, scenario.area.of(key)
    ground = tuple(z for z in scenario.zones if z.blocks(terrain, 0.0, CEILING_AGL_M))
    wanted = _wanted(terrain, area, ground)
    if wanted.area < 1.0:
        raise PlanRefused("planning.no_ground_for_sensor", area.name, key=key)
    return replace(scenario, area=area, wanted=wanted)


def build_scenario(
    terrain: Terrain,
    area: SurveyArea,
    threats: Threats,
    weather: Weather,
    home: Position | None,
    aircraft: Aircraft,
    intent: PlanIntent,
) -> Scenario:
    """Bring a site into the planner's form and refuse what cannot be planned.

    Parameters
    ----------
    home : Position or None
        Take-off place; None: a gentle place near the edge of the area is chosen.

    Raises
    ------
    InputError
        The DEM does not reach the area or the home, or the home lies in a zone.
    PlanRefused
        Zones swallow the area. That no hour of the weather can be flown in is told by `check_wind`.
    """
    zones = hard_zones(threats, area, terrain)
    wind_east, wind_north = _worst_flyable_wind(weather, aircraft) or _calmest(weather)[1:]
    ground = [z for z in zones if z.blocks(terrain, 0.0, CEILING_AGL_M)]
    wanted = _wanted(terrain, area, tuple(ground))
    _check_wanted(wanted, terrain, area, tuple(ground))
    if home is None:
        place = _chosen(terrain, wanted, zones, tuple(ground), intent.zone_margin_m)
    else:
        place = home_at(terrain, home)
    _check_home(place, tuple(ground), intent.zone_margin_m)
    sites = [home_at(terrain, position) for position in intent.launch_sites]
    for site in sites:
        _check_home(site, tuple(ground), intent.zone_margin_m)
    return Scenario(
        terrain=terrain,
        area=area,
        zones=zones,
        floor_m=height_floor_m(threats, terrain),
        threat=threat_index(
            terrain,
            threats,
            zones,
            (wind_east, wind_north),
            threat_rule(intent.threats),
            [(one.x_m, one.y_m) for one in (place, *sites)],
        ),
        wind_east_mps=wind_east,
        wind_north_mps=wind_north,
        home=place,
        aircraft=aircraft,
        intent=intent,
        wanted=wanted,
        sites=tuple(Station(f"site-{n}", site) for n, site in enumerate(sites, 2)),
    )


def with_home(scenario: Scenario, position: Position) -> Scenario:
    """Return the scenario with another take-off place.

    Raises
    ------
    InputError
        The DEM does not reach it, or it lies in a zone or too near to one.
    """
    place = home_at(scenario.terrain, position)
    ground = [z for z in scenario.zones if z.blocks(scenario.terrain, 0.0, CEILING_AGL_M)]
    _check_home(place, tuple(ground), scenario.intent.zone_margin_m)
    return replace(scenario, home=place)


def at_station(scenario: Scenario, plan: SensorPlan, sortie: Sortie) -> Scenario:
    """Return the scenario with the place that a sortie leaves from as its home."""
    if sortie.station == HOME_STATION:
        return scenario
    return replace(scenario, home=plan.home_of(sortie))


def threat_rule(weights: ThreatWeights) -> ThreatRule:
    """Return the rule of the threat index with the weights that are asked for."""
    return ThreatRule(
        risk=weights.soft,
        people=weights.people,
        slope=weights.slope,
        lee=weights.lee,
        nearness=weights.zones,
        wires=weights.wires,
        link=weights.link,
    )


def _chosen(
    terrain: Terrain,
    wanted: MultiPolygon,
    zones: tuple[HardZone, ...],
    ground: tuple[HardZone, ...],
    margin_m: float,
) -> Home:
    """Choose a home outside of all zones or, where one spans the site high above, of the low."""
    try:
        return choose_home(terrain, wanted, [z.polygon_m for z in zones], margin_m)
    except PlanRefused:
        if len(ground) == len(zones):
            raise
    return choose_home(terrain, wanted, [z.polygon_m for z in ground], margin_m)


def storm(weather: Weather, aircraft: Aircraft) -> Message | None:
    """Return why no hour of the weather is within the aircraft's wind limit; None: one is."""
    if _worst_flyable_wind(weather, aircraft) is not None:
        return None
    hour, east, north = _calmest(weather)
    return _wind_text(hour, float(np.hypot(east, north)), aircraft)


def check_wind(weather: Weather, aircraft: Aircraft) -> None:
    """Raise `PlanRefused` in a `storm`.

    The site can be looked at and prepared then, but no plan for it made or judged.
    """
    if why := storm(weather, aircraft):
        raise PlanRefused("planning.storm", message("planning.place.weather"), why=why)


def _wanted(terrain: Terrain, area: SurveyArea, zones: tuple[HardZone, ...]) -> MultiPolygon:
    outer = terrain.frame.project(area.outer)
    taken = [terrain.frame.project(hole.polygon) for hole in area.holes]
    taken += [zone.polygon_m for zone in zones]
    return polygons_of(outer.difference(unary_union(taken)))


def _check_wanted(
    wanted: MultiPolygon, terrain: Terrain, area: SurveyArea, zones: tuple[HardZone, ...]
) -> None:
    if wanted.area < 1.0:
        names = [z.name for z in zones] or message("planning.holes")
        raise PlanRefused("planning.nothing_left", area.name, zones=names)
    share = float(terrain.covers(wanted))
    if share < 0.999:
        raise InputError("planning.dem_too_small", area.name, share=100 * share)


def kind_name(zone: HardZone) -> Message:
    """Return what kind of zone it is."""
    return message("planning.hole") if zone.kind is ZoneKind.HOLE else message("planning.zone")


def _check_home(home: Home, zones: tuple[HardZone, ...], margin_m: float) -> None:
    point = Point(home.x_m, home.y_m)
    for zone in zones:
        distance = zone.polygon_m.distance(point)
        if distance <= 0.0:
            raise InputError(
                "planning.home_inside",
                message("planning.place.home"),
                kind=kind_name(zone),
                name=zone.name,
            )
        if distance < margin_m + 3.0:
            raise InputError(
                "planning.home_near",
                message("planning.place.home"),
                distance=distance,
                kind=kind_name(zone),
                name=zone.name,
                margin_m=margin_m + 3.0,
            )


def _worst_flyable_wind(weather: Weather, aircraft: Aircraft) -> tuple[float, float] | None:
    """Return the strongest wind, (east, north) m/s, of the hours the aircraft can bear, if any."""
    fit = [
        _wind(hour)
        for hour in weather.hours
        if np.hypot(*_wind(hour)) <= aircraft.max_wind_mps
        and (hour.gust_mps or 0.0) <= aircraft.max_gust_mps
    ]
    return max(fit, key=lambda wind: float(np.hypot(*wind)), default=None)


def _calmest(weather: Weather) -> tuple[WeatherHour, float, float]:
    winds = [(hour, *_wind(hour)) for hour in weather.hours]
    return min(winds, key=lambda wind: float(np.hypot(*wind[1:])))


def _wind(hour: WeatherHour) -> tuple[float, float]:
    east, north = wind_at(hour, WIND_HEIGHT_M)
    return float(east), float(north)


def _wind_text(hour: WeatherHour, speed_mps: float, aircraft: Aircraft) -> Message:
    if speed_mps > aircraft.max_wind_mps:
        return message(
            "planning.wind_over",
            speed_mps=speed_mps,
            height_m=WIND_HEIGHT_M,
            max_wind_mps=aircraft.max_wind_mps,
            aircraft=aircraft.name,
        )
    return message(
        "planning.gust_over",
        gust_mps=hour.gust_mps,
        max_gust_mps=aircraft.max_gust_mps,
        aircraft=aircraft.name,
    )
