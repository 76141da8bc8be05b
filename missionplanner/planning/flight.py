"""Speeds, powers, weights and limits of one sensor's flight, for the kernels."""

import numpy as np

from missionplanner.aircraft.camera import CRUISE_MPS
from missionplanner.aircraft.energy import PowerTable, power_table
from missionplanner.aircraft.headwind import limit_mps
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import CEILING_AGL_M, FlightSettings, PlanIntent
from missionplanner.model.sensor import Sensor
from missionplanner.planning.kernels.types import Flight
from missionplanner.planning.scenario import Scenario

# Legs too steep for their speed are flown slower, down to this, m/s.
SLOWEST_MPS = 1.5
# Sensors with this much room over the asked height, as a share of it, follow ground gently.
AMPLE_SHARE = 1.0
GENTLE_GRADIENT = 0.4
# Relief is never taken as less than this when altitudes are scaled, m.
LEAST_SPAN_M = 50.0


def swap_m(intent: PlanIntent) -> float:
    """Return what a change of batteries costs beside its energy, metre-equivalents.

    The way that is flown at cruise speed in the time it takes.
    """
    return 60.0 * intent.swap_minutes * CRUISE_MPS


def route_gradient(intent: PlanIntent, settings: FlightSettings, room_m: float) -> float:
    """Return the steepest gradient this sensor's routes use, m per m; never over the intent's.

    Following steep ground closely costs energy (a quarter more on a 36 deg slope, measured), so
    only sensors near their resolution limit do it; and ways along a face are as steep as it is.

    Parameters
    ----------
    room_m : float
        Height above the asked one that keeps the resolution limit, m.
    """
    if room_m >= AMPLE_SHARE * settings.agl_m and intent.pattern is not Pattern.FACE:
        return min(intent.max_climb_gradient, GENTLE_GRADIENT)
    return intent.max_climb_gradient


def steepest(gradient: float, aircraft: Aircraft, speed_mps: float) -> tuple[float, float]:
    """Return the steepest climb and descent of a leg asked for a speed, m per m.

    Steep legs may be flown slower, down to `SLOWEST_MPS`.
    """
    slow_mps = min(SLOWEST_MPS, speed_mps)
    up = min(gradient, aircraft.max_ascent_mps / slow_mps)
    down = min(gradient, aircraft.max_descent_mps / slow_mps)
    return up, down


def table_for(scenario: Scenario, sensor: Sensor, agl_m: float) -> PowerTable:
    """Return the power table at the mean height of the flight."""
    ground_m = float(np.nanmean(scenario.terrain.height_m))
    return power_table(scenario.aircraft, sensor.mass_kg, ground_m + agl_m)


def flight_of(
    scenario: Scenario,
    table: PowerTable,
    settings: FlightSettings,
    gradient: float,
    room_m: float,
    lift_m: float,
) -> Flight:
    """Gather what the kernels need.

    Parameters
    ----------
    table : PowerTable
        With the sensor's mass, at the flight's height.
    gradient : float
        Steepest gradient of the route, m per m.
    room_m : float
        Height above the asked one that keeps the resolution limit, m.
    lift_m : float
        Height of the first and last waypoint above home, m.
    """
    aircraft, intent = scenario.aircraft, scenario.intent
    fastest = max(settings.speed_mps, settings.transit_speed_mps)
    low_m = float(np.nanmin(scenario.terrain.height_m))
    top_m = float(np.nanmax(scenario.terrain.height_m)) + CEILING_AGL_M
    return Flight(
        level_w=np.ascontiguousarray(table.level_w, dtype=np.float64),
        survey_mps=float(settings.speed_mps),
        transit_mps=float(settings.transit_speed_mps),
        ascent_mps=float(aircraft.max_ascent_mps),
        descent_mps=float(aircraft.max_descent_mps),
        takeoff_mps=float(aircraft.takeoff_mps),
        landing_mps=float(aircraft.landing_mps),
        gradient=float(min(steepest(gradient, aircraft, fastest))),
        turn_mps2=float(aircraft.turn_acceleration_mps2),
        wind_east_mps=float(scenario.wind_east_mps),
        wind_north_mps=float(scenario.wind_north_mps),
        airspeed_mps=float(limit_mps(aircraft)),
        hover_w=float(table.hover_w),
        climb_w_per_mps=float(table.climb_w_per_mps),
        descent_w_per_mps=float(table.descent_w_per_mps),
        floor_share=float(table.floor_share),
        w_length=float(intent.weights.length),
        w_altitude=float(intent.weights.altitude),
        w_threat=float(intent.weights.threat),
        w_energy=float(intent.weights.energy),
        nominal_wh_per_m=_nominal_wh_per_m(table),
        low_m=low_m,
        span_m=float(max(top_m - low_m, LEAST_SPAN_M)),
        room_m=float(room_m),
        sortie_m=swap_m(intent),
        sortie_wh=lift_wh(table, aircraft, lift_m),
    )


def _nominal_wh_per_m(table: PowerTable) -> float:
    # At one speed whatever is flown: J of plans at different speeds must compare.
    return float(table.power_w(CRUISE_MPS)) / 3600.0 / CRUISE_MPS


def lift_wh(table: PowerTable, aircraft: Aircraft, lift_m: float) -> float:
    """Return the energy of take-off and landing, Wh."""
    up_mps, down_mps = aircraft.takeoff_mps, aircraft.landing_mps
    up_w = table.hover_w + table.climb_w_per_mps * up_mps
    return (up_w * lift_m / up_mps + table.hover_w * lift_m / down_mps) / 3600.0
