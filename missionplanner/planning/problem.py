"""One sensor over one scenario, in the form the search works on."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Point

from missionplanner.aircraft.camera import flight_settings
from missionplanner.aircraft.energy import PowerTable, usable_wh
from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import FlightSettings, Home
from missionplanner.model.sensor import Acquisition, Sensor
from missionplanner.planning.cost.resolution import room_m
from missionplanner.planning.coverage.contour import SlopeField, beneath, slope_field
from missionplanner.planning.coverage.detours import KeepOut, keep_out
from missionplanner.planning.coverage.strips import LEAST_M
from missionplanner.planning.flight import flight_of, lift_wh, route_gradient, table_for
from missionplanner.planning.heights import ground_of, without_gaps
from missionplanner.planning.intent import as_asked, at_height
from missionplanner.planning.kernels.heights import transit_height
from missionplanner.planning.kernels.profile import TRANSIT_SLACK_M
from missionplanner.planning.kernels.types import Flight, Ground
from missionplanner.planning.scenario import Scenario, blocking, polygons_of, wanted_at

Floats = NDArray[np.float64]
NOTHING = MultiPolygon()

# Share of the usable energy the search plans with: its sums differ a little from the final
# heights', which are judged against the whole.
PLANNED_SHARE = 0.97
# Share of the usable energy the final flight may draw by our reckoning; the rest is for rounding
# and for air a little thinner than reckoned.
FLOWN_SHARE = 0.985
# Share of the margin that all of the edge would need; see `edge_margin_m`.
MARGIN_SHARE = 0.35


@dataclass(frozen=True)
class Problem:
    """What a search over geometries needs; local metres have their origin in the area.

    Attributes
    ----------
    origin : (x, y), site metres
    covered : MultiPolygon
        What strips must cover, edge margin included, local metres.
    blocking : MultiPolygon
        Zones and holes with their margin, site metres.
    gradient : float
        Steepest gradient of the route, m per m.
    step_m : float
        Distance between terrain samples while geometries are compared.
    planned_share : float
        Share of `usable_wh` the search plans with.
    unreached : MultiPolygon
        What no sortie from home can cover, taken out of `covered`, local metres.
    """

    scenario: Scenario
    sensor: Sensor
    settings: FlightSettings
    table: PowerTable
    origin: tuple[float, float]
    covered: MultiPolygon
    keep_out: KeepOut
    blocking: MultiPolygon
    ground: Ground
    flight: Flight
    slopes: SlopeField
    home: tuple[float, float]
    gradient: float
    usable_wh: float
    step_m: float
    planned_share: float = PLANNED_SHARE
    unreached: MultiPolygon = NOTHING

    @property
    def capacity_wh(self) -> float:
        """Energy the search gives a sortie, Wh."""
        return self.planned_share * self.usable_wh


def edge_margin_m(acquisition: Acquisition, settings: FlightSettings) -> float:
    """Return how far strips must reach over the edge, for all ground there to be seen enough.

    With n = floor(1 / (1 - sidelap)) views asked and lanes a spacing s wide, the outermost line
    lies up to s / 2 inside of the covered edge; ground at a distance m inside of that edge is in
    the swath w of n lines when (n - 1/2) s - w / 2 <= m. Along the line the same holds with
    images a trigger distance apart and the footprint's length, the first at the strip's end.

    Only a share of that is taken, `MARGIN_SHARE` where the verifier does not ask for more: the
    whole of it lengthens routes by 5-7 % for 1-2 % of the area (measured on three sites of 2-3.5
    km2). Narrow areas, which are all edge, need the whole.
    """
    side = math.floor(1.0 / (1.0 - acquisition.sidelap) + 1e-9)
    front = math.floor(1.0 / (1.0 - acquisition.frontlap) + 1e-9)
    across = (side - 0.5) * settings.spacing_m - 0.5 * settings.swath_m
    along = (front - 0.5) * settings.trigger_distance_m - 0.5 * settings.footprint_along_m
    return max(0.0, across, along)


def _before_faces(
    scenario: Scenario, sensor: Sensor, settings: FlightSettings
) -> tuple[Sensor, FlightSettings]:
    """Return sensor and settings as they are; before faces, of a camera that looks across."""
    if scenario.intent.pattern is not Pattern.FACE:
        return sensor, settings
    return at_height(sensor, settings.agl_m), turned_aside(settings)


def turned_aside(settings: FlightSettings) -> FlightSettings:
    """Return the settings of a camera that looks across its strips.

    The long side of its frame lies along the strip then, the short one up the face.
    """
    long_m, short_m = settings.swath_m, settings.footprint_along_m
    trigger_m = settings.trigger_distance_m * long_m / short_m
    return replace(
        settings,
        swath_m=short_m,
        footprint_along_m=long_m,
        spacing_m=settings.spacing_m * short_m / long_m,
        trigger_distance_m=trigger_m,
        interval_s=settings.interval_s * long_m / short_m,
    )


def problem_of(
    scenario: Scenario,
    sensor: Sensor,
    spacing_factor: float = 1.0,
    margin_share: float = MARGIN_SHARE,
    agl_m: float | None = None,
    also: frozenset[str] = frozenset(),
    speed_mps: float | None = None,
    trigger_factor: float = 1.0,
    gradient: float = np.inf,
) -> Problem:
    """Prepare the planning of one sensor.

    Parameters
    ----------
    spacing_factor, trigger_factor : float
        Below 1: strips, and images along them, closer together than flat ground needs.
    margin_share : float
        How far beyond the wanted ground strips reach, as a share of `edge_margin_m`.
    agl_m, speed_mps : float, optional
        Height above ground, m, and survey speed; default as of `camera.flight_settings`.
    also : frozenset of str
        Names of zones to keep out of although the asked height passes under or over them.
    gradient : float
        The route is never steeper, m per m, whatever the intent allows.
    """
    sensor = as_asked(sensor, scenario.intent)
    settings = flight_settings(
        sensor, scenario.aircraft, agl_m=agl_m, spacing_factor=spacing_factor,
        trigger_factor=trigger_factor, speed_mps=speed_mps,
    )  # fmt: skip
    sensor, settings = _before_faces(scenario, sensor, settings)
    wanted = wanted_at(scenario, agl_m := settings.agl_m, also)
    origin = (round(wanted.centroid.x), round(wanted.centroid.y))
    room = _room_m(sensor.acquisition, settings)
    zones = blocking(scenario, agl_m, also)
    barrier = keep_out(zones, origin, _usable(scenario))
    margin_m = margin_share * edge_margin_m(sensor.acquisition, settings)
    gradient = min(gradient, route_gradient(scenario.intent, settings, room))
    ground = ground_of(scenario, sensor, agl_m, room, origin)
    home = (scenario.home.x_m - origin[0], scenario.home.y_m - origin[1])
    lift_m = _over_home_m(ground, home) - scenario.home.ground_egm96_m
    table = table_for(scenario, sensor, agl_m)
    return Problem(
        scenario=scenario,
        sensor=sensor,
        settings=settings,
        table=table,
        origin=origin,
        covered=_covered(scenario, wanted, barrier, margin_m, origin),
        keep_out=barrier,
        blocking=zones,
        ground=ground,
        flight=flight_of(scenario, table, settings, gradient, room, lift_m),
        slopes=_slopes(scenario, ground),
        home=home,
        gradient=gradient,
        usable_wh=usable_wh(scenario.aircraft, scenario.intent.reserve_share),
        step_m=max(10.0, scenario.terrain.cell_m),
    )


def from_place(problem: Problem, place: Home, ground: MultiPolygon) -> Problem:
    """Return the problem of covering some of its ground from a launch place.

    Parameters
    ----------
    ground : MultiPolygon
        Part of `problem.covered`, local metres.

    Raises
    ------
    PlanRefused
        Nothing of it lies within the greatest distance from there.
    """
    scenario, origin = replace(problem.scenario, home=place), problem.origin
    home = (place.x_m - origin[0], place.y_m - origin[1])
    seen, unseen = _in_sight(scenario, ground, origin, problem.settings.spacing_m)
    barrier, slopes = problem.keep_out, problem.slopes
    if ground is not problem.covered:
        slopes = beneath(slopes, ground)
    if scenario.intent.max_distance_m is not None and place != problem.scenario.home:
        barrier = keep_out(problem.blocking, origin, _usable(scenario))
    lift_m = _over_home_m(problem.ground, home) - place.ground_egm96_m
    flight = problem.flight._replace(sortie_wh=lift_wh(problem.table, scenario.aircraft, lift_m))
    return replace(
        problem,
        scenario=scenario,
        home=home,
        covered=seen,
        unreached=unseen,
        keep_out=barrier,
        flight=flight,
        slopes=slopes,
    )


def _room_m(asked: Acquisition, settings: FlightSettings) -> float:
    return room_m(settings.agl_m, settings.gsd_m, asked.gsd_limit_m, asked.agl_max_m)


def _over_home_m(ground: Ground, home: tuple[float, float]) -> float:
    """Return the height of the first and the last waypoint, EGM96 m."""
    return transit_height(ground, *home) + 0.5 * TRANSIT_SLACK_M


def _slopes(scenario: Scenario, ground: Ground) -> SlopeField:
    terrain = scenario.terrain
    return slope_field(without_gaps(terrain.height_m), ground.x0_m, ground.y0_m, terrain.cell_m)


def _covered(
    scenario: Scenario,
    wanted: MultiPolygon,
    barrier: KeepOut,
    margin_m: float,
    origin: tuple[float, float],
) -> MultiPolygon:
    """Return the wanted ground with its margin, less what is blocked and what the DEM lacks."""
    wide = wanted.buffer(margin_m, join_style="mitre", mitre_limit=1.5).simplify(1.0)
    wide = wide.union(wanted).difference(barrier.blocked) if margin_m > 0 else wanted
    bounds = scenario.terrain.bounds
    on_dem = polygons_of(wide.intersection(shapely.box(*bounds).buffer(-5.0)))
    local = translate(on_dem, -origin[0], -origin[1])
    return polygons_of(local)


def _in_sight(
    scenario: Scenario, covered: MultiPolygon, origin: tuple[float, float], spacing_m: float
) -> tuple[MultiPolygon, MultiPolygon]:
    """Return what strips may cover within the greatest distance from home, and what not.

    Strips reach a little beyond the ground they cover.

    Raises
    ------
    PlanRefused
        Nothing lies within it.
    """
    most_m = scenario.intent.max_distance_m
    if most_m is None:
        return covered, NOTHING
    place = Point(scenario.home.x_m - origin[0], scenario.home.y_m - origin[1])
    disc = place.buffer(max(1.0, most_m - 0.5 * spacing_m - LEAST_M), quad_segs=32)
    seen = polygons_of(covered.intersection(disc))
    if seen.is_empty:
        raise PlanRefused("intent.out_of_sight", scenario.area.name, most_m=most_m)
    return seen, polygons_of(covered.difference(disc))


def _usable(scenario: Scenario) -> Callable[[Floats, Floats], NDArray[np.bool_]]:
    """Return what tells where detours may turn: on the DEM, and no farther than is allowed."""
    home, most_m = scenario.home, scenario.intent.max_distance_m or np.inf

    def known(x: Floats, y: Floats) -> NDArray[np.bool_]:
        near = np.hypot(x - home.x_m, y - home.y_m) <= most_m
        return np.asarray(near & np.isfinite(scenario.terrain.height_at(x, y)))

    return known
