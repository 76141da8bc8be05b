"""The findings on single sorties: terrain, zones, energy and motion."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from missionplanner.aircraft.energy import usable_wh
from missionplanner.aircraft.payloads import payload_kg
from missionplanner.geo.frames import geodesic_distances_m
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import Ceiling, Home, SensorPlan, Sortie, Waypoints
from missionplanner.model.verification import SortieFigures
from missionplanner.planning.scenario import Scenario, at_station, kind_name
from missionplanner.planning.verify.airspeed import in_wind, wind_of
from missionplanner.planning.verify.clearance import Clearance, clearance_of, farthest
from missionplanner.planning.verify.consistency import disagreements
from missionplanner.planning.verify.energy import Effort, effort_of, landing_ground_m
from missionplanner.planning.verify.limits import CLEARANCE_M, ZONE_M, clearance_limit_m
from missionplanner.planning.verify.motion import RELATIVE, breaches, turns_of
from missionplanner.planning.verify.path import Legs, Samples, legs_of, samples
from missionplanner.planning.verify.too_high import slope_around, why_too_high
from missionplanner.planning.verify.track import SampledTrack, track_of
from missionplanner.planning.verify.ways_home import WaysHome, ways_home
from missionplanner.planning.verify.wires import below_floor_m
from missionplanner.planning.verify.zones import Intrusion, intrusions

#: From this share of the service ceiling on it is told, with the propellers it needs.
NEAR_CEILING = 0.6
#: Distance between looked-at points of a path, metres.
STEP_M = 4.0


@dataclass(frozen=True)
class Flight:
    """One sortie as measured."""

    sortie: Sortie
    legs: Legs
    track: SampledTrack
    path: Samples
    clearance: Clearance
    intrusions: tuple[Intrusion, ...]
    wire_m: float
    wire_at: int
    home: WaysHome
    effort: Effort
    length_m: float
    distance_max_m: float
    turns: int

    @property
    def zone_m(self) -> float:
        """Metres inside zones and kept-out holes."""
        return sum(i.metres for i in self.intrusions)

    @property
    def climb_m(self) -> float:
        """Sum of the legs' gains in height, take-off left out, metres."""
        return float(self.legs.rise_m.clip(min=0.0).sum())

    def fastest_mps(self, *, up: bool) -> float:
        """Return the highest rate of climb or of descent on a leg, m/s, never negative."""
        return float((self.legs.climb_mps if up else -self.legs.climb_mps).max(initial=0.0))


def measure(sortie: Sortie, plan: SensorPlan, scenario: Scenario) -> Flight:
    """Measure one sortie, as it is flown, on the terrain of the scenario."""
    scenario = at_station(scenario, plan, sortie)
    points, terrain = sortie.waypoints, scenario.terrain
    legs = legs_of(points)
    wind = wind_of(scenario)
    track = track_of(in_wind(points, plan.aircraft, wind), plan.aircraft.turn_acceleration_mps2)
    curve = track.places_m
    path = samples(curve[:, 0], curve[:, 1], curve[:, 2], STEP_M)
    # The vertical parts at home belong to the flight as far as zones go.
    home = scenario.home
    x, y = (np.pad(a, 1, mode="edge") for a in curve.T[:2])
    end_m = landing_ground_m(points, home)
    z = np.concatenate(([home.ground_egm96_m], curve[:, 2], [end_m]))
    wire_m, wire_at = below_floor_m(path, scenario.floor_m, terrain)
    level = geodesic_distances_m(points.lon_deg, points.lat_deg)
    return Flight(
        sortie=sortie,
        legs=legs,
        track=track,
        path=path,
        clearance=clearance_of(path, terrain.height_m, terrain.x0_m, terrain.y0_m, terrain.cell_m),
        intrusions=intrusions(x, y, z, scenario.zones, terrain),
        wire_m=wire_m,
        wire_at=wire_at,
        home=ways_home(path, scenario),
        effort=effort_of(
            points,
            track,
            home,
            plan.aircraft,
            payload_kg(plan.carried),
            wind,
        ),
        length_m=float(np.hypot(level, legs.rise_m).sum() - legs.length_m.sum()) + track.length_m,
        distance_max_m=_farthest_m(points, home),
        turns=turns_of(legs),
    )


def _farthest_m(points: Waypoints, home: Home) -> float:
    """Return the greatest distance from home; on straight legs it lies at a waypoint."""
    place = home.position
    lon = np.column_stack((np.full(len(points), place.lon_deg), points.lon_deg)).ravel()
    lat = np.column_stack((np.full(len(points), place.lat_deg), points.lat_deg)).ravel()
    return float(geodesic_distances_m(lon, lat)[::2].max())


def figures_of(flight: Flight, plan: SensorPlan, photos: int) -> SortieFigures:
    """Return what is told of one sortie."""
    near = flight.clearance
    return SortieFigures(
        number=flight.sortie.number,
        name=flight.sortie.name,
        length_m=flight.length_m,
        climb_m=flight.climb_m,
        turns=flight.turns,
        photos=photos,
        energy_wh=flight.effort.energy_wh,
        energy_limit_wh=_limit_wh(flight, plan),
        duration_s=flight.effort.duration_s,
        clearance_min_m=near.space_m,
        agl_min_m=near.agl_m,
        agl_max_m=near.highest_m,
        distance_max_m=flight.distance_max_m,
        zone_m=flight.zone_m,
        max_climb_mps=flight.fastest_mps(up=True),
        max_descent_mps=flight.fastest_mps(up=False),
        return_height_m=flight.home.height_m,
        return_clear_m=_known(flight.home.clear_m),
        return_agl_max_m=_known(flight.home.agl_max_m),
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def height_findings(
    flights: Sequence[Flight], plan: SensorPlan, scenario: Scenario
) -> Iterator[Finding]:
    """Yield what is to be said of a plan's greatest heights and distances."""
    yield from _over_legal_ceiling(flights, plan, scenario)
    yield from _too_far(flights, scenario)
    yield from _returning(flights, scenario)
    yield from _near_service_ceiling(flights, plan.aircraft, scenario)


def _over_legal_ceiling(
    flights: Sequence[Flight], plan: SensorPlan, scenario: Scenario
) -> Iterator[Finding]:
    """Yield where a plan is highest above ground, if over what is allowed."""
    most_m = scenario.intent.legal_agl_m
    if most_m is None:
        return
    heights = [(*_height_that_counts(f, most_m, scenario), f) for f in flights]
    top_m, at, worst = max(heights, key=lambda found: found[0])
    if top_m <= most_m + CLEARANCE_M:
        return
    x, y = float(worst.path.x_m[at]), float(worst.path.y_m[at])
    where, intent = _where(worst, scenario, x, y), scenario.intent
    kept_m = clearance_limit_m(plan.sensor, plan.intent)
    off_m = (top_m - most_m) / intent.max_climb_gradient
    rise = slope_around(scenario.terrain, x, y, off_m)
    why, ask = why_too_high(intent, plan.sensor, plan.aircraft, kept_m, rise)
    values = {"agl_m": top_m, "ceiling_m": most_m}
    nearest = intent.ceiling is Ceiling.NEAREST
    if why and nearest:
        told = message("intent.above_ceiling_nearest_why", why=why, ask=ask, **values)
    elif why:
        told = message("intent.above_ceiling_why", why=why, ask=ask, **values)
    elif nearest:
        told = message("intent.above_ceiling_nearest", **values)
    else:
        told = message("intent.above_ceiling", **values)
    yield Finding("VERIFY-AGL-MAX", Severity.ERROR, where, told)


def _height_that_counts(flight: Flight, most_m: float, scenario: Scenario) -> tuple[float, int]:
    """Return the greatest height above ground as the intent counts it, m, and its sample."""
    near = flight.clearance
    if scenario.intent.ceiling is not Ceiling.NEAREST:
        return near.highest_m, near.highest_at
    return _nearest_ground_m(flight, most_m, scenario)


def _nearest_ground_m(flight: Flight, most_m: float, scenario: Scenario) -> tuple[float, int]:
    """Return the greatest distance to the nearest ground, m, and its sample."""
    near, path, terrain = flight.clearance, flight.path, scenario.terrain
    if near.highest_m <= most_m:  # the nearest ground is never farther than that straight below
        return near.highest_m, near.highest_at
    return farthest(
        path.x_m, path.y_m, path.z_m, most_m, terrain.height_m, terrain.x0_m, terrain.y0_m,
        terrain.cell_m,
    )  # fmt: skip


def _too_far(flights: Sequence[Flight], scenario: Scenario) -> Iterator[Finding]:
    """Yield where a plan is farthest from the launch place, if over what is allowed."""
    most_m = scenario.intent.max_distance_m
    worst = max(flights, key=lambda f: f.distance_max_m)
    if most_m is None or worst.distance_max_m <= most_m * (1.0 + RELATIVE):
        return
    told = message("intent.too_far", distance_m=worst.distance_max_m, most_m=most_m)
    yield Finding("VERIFY-DISTANCE", Severity.ERROR, worst.sortie.name, told)


def _returning(flights: Sequence[Flight], scenario: Scenario) -> Iterator[Finding]:
    """Yield ways home that a return height cannot clear, and the one farthest over the ceiling."""
    most_m, least_m = scenario.intent.legal_agl_m, scenario.intent.min_clearance_m
    for flight in flights:
        home = flight.home
        if home.clear_m < least_m - CLEARANCE_M:
            said = message(
                "planning.return_low",
                height_m=home.height_m,
                clear_m=home.clear_m,
                least_m=least_m,
            )
            yield Finding("VERIFY-RETURN-LOW", Severity.WARNING, flight.sortie.name, said)
    if most_m is None:
        return
    over = [flight for flight in flights if flight.home.agl_max_m > most_m + CLEARANCE_M]
    if over:
        # In hills it is nearly every flight: the same sentence for each would drown the others.
        worst = max(over, key=lambda flight: flight.home.agl_max_m)
        said = message(
            "planning.ways_home_high",
            n=len(over),
            of=len(flights),
            height_m=worst.home.height_m,
            agl_m=worst.home.agl_max_m,
            ceiling_m=most_m,
        )
        yield Finding("VERIFY-RETURN-HIGH", Severity.NOTE, worst.sortie.name, said)


def _near_service_ceiling(
    flights: Sequence[Flight], aircraft: Aircraft, scenario: Scenario
) -> Iterator[Finding]:
    """Yield what the aircraft's ceiling is and needs, where the plan comes near to it."""
    tops = [(float(f.sortie.waypoints.egm96_m.max()), f) for f in flights]
    top_m, worst = max(tops, key=lambda pair: pair[0], default=(0.0, None))
    if worst is None or top_m < NEAR_CEILING * aircraft.service_ceiling_m:
        return
    source = aircraft.sources.get("service_ceiling_m")
    shared = {
        "top_m": top_m,
        "aircraft": aircraft.name,
        "ceiling_m": aircraft.service_ceiling_m,
    }
    said = message("planning.near_ceiling", **shared)
    if source:
        said = message("planning.near_ceiling_by", source=source.text, **shared)
    points = worst.sortie.waypoints
    at = int(points.egm96_m.argmax())
    where = _where(worst, scenario, float(points.x_m[at]), float(points.y_m[at]))
    yield Finding("VERIFY-CEILING-NEAR", Severity.NOTE, where, said)


def findings_of(flight: Flight, plan: SensorPlan, scenario: Scenario) -> Iterator[Finding]:
    """Yield what is wrong with one sortie."""
    yield from _terrain(flight, plan, scenario)
    yield from _zones(flight, scenario)
    yield from _energy(flight, plan)
    points = flight.sortie.waypoints
    found = [
        *breaches(points, flight.legs, plan.aircraft, plan.intent.max_climb_gradient),
        *disagreements(points, scenario.terrain),
    ]
    for breach in found:
        place = points.x_m[breach.at], points.y_m[breach.at]
        where = (
            _where(flight, scenario, *place),
            message("planning.waypoint", number=breach.at + 1),
        )
        yield Finding(breach.code, Severity.ERROR, where, breach.told)


def _terrain(flight: Flight, plan: SensorPlan, scenario: Scenario) -> Iterator[Finding]:
    near, path = flight.clearance, flight.path
    limit = clearance_limit_m(plan.sensor, plan.intent)
    if near.space_m < limit - CLEARANCE_M:
        where = _where(flight, scenario, path.x_m[near.space_at], path.y_m[near.space_at])
        said = message("planning.clearance", space_m=near.space_m, limit=limit)
        yield Finding("VERIFY-CLEARANCE", Severity.ERROR, where, said)
    if near.unknown_m > 0:
        said = message("planning.unknown_ground", unknown_m=near.unknown_m)
        yield Finding("VERIFY-TERRAIN", Severity.ERROR, flight.sortie.name, said)
    if flight.wire_m > 0:
        where = _where(flight, scenario, path.x_m[flight.wire_at], path.y_m[flight.wire_at])
        said = message("planning.wire", wire_m=flight.wire_m)
        yield Finding("VERIFY-WIRE", Severity.ERROR, where, said)


def _zones(flight: Flight, scenario: Scenario) -> Iterator[Finding]:
    for found in flight.intrusions:
        if found.metres > ZONE_M:
            where = _where(flight, scenario, found.x_m, found.y_m)
            said = message(
                "planning.in_zone",
                metres=found.metres,
                kind=kind_name(found.zone),
                name=found.zone.name,
            )
            yield Finding("VERIFY-ZONE", Severity.ERROR, where, said)


def _energy(flight: Flight, plan: SensorPlan) -> Iterator[Finding]:
    limit = _limit_wh(flight, plan)
    if flight.effort.energy_wh > limit:
        said = message("planning.energy", needed=flight.effort.energy_wh, limit=limit)
        yield Finding("VERIFY-ENERGY", Severity.ERROR, flight.sortie.name, said)


def _limit_wh(flight: Flight, plan: SensorPlan) -> float:
    usable = usable_wh(plan.aircraft, plan.intent.reserve_share)
    return min(usable, flight.sortie.energy_limit_wh)


def _where(flight: Flight, scenario: Scenario, x_m: float, y_m: float) -> Message:
    lon, lat = scenario.terrain.frame.inverse(x_m, y_m)
    return message("planning.at", name=flight.sortie.name, lon=float(lon), lat=float(lat))
