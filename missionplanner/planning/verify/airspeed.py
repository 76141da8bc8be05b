"""Whether the aircraft comes along in the wind as fast as a plan asks, and how fast it does.

Waypoints ask for speeds over the ground. Of each leg the velocity through the air is that over the
ground less the wind; where it is over what the aircraft flies at, the autopilot falls behind. Then
time and energy are those of the speed that is left, not of the one that is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from missionplanner.aircraft.headwind import held_on_legs, limit_mps
from missionplanner.messages.message import Value, message
from missionplanner.model.aircraft import HEADWAY_MPS, Aircraft
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.plan import SensorPlan, Sortie, Waypoints
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify.motion import RELATIVE

Floats = NDArray[np.float64]
Wind = tuple[float, float]

#: Wind weaker than this is none where no greatest airspeed is known, m/s.
CALM_MPS = 0.5


def wind_of(scenario: Scenario) -> Wind:
    """Return the wind that plans of a site are judged in, m/s blowing TOWARDS east and north."""
    return scenario.wind_east_mps, scenario.wind_north_mps


def in_wind(points: Waypoints, aircraft: Aircraft, wind_mps: Wind) -> Waypoints:
    """Return waypoints with the speeds that the wind leaves of those asked for, m/s."""
    held = _held_mps(points.x_m, points.y_m, limit_mps(aircraft), wind_mps)
    asked = points.speed_mps
    return replace(points, speed_mps=np.append(np.minimum(asked[:-1], held), asked[-1]))


def _held_mps(x_m: Floats, y_m: Floats, most_mps: float, wind_mps: Wind) -> Floats:
    # As copies: a kernel is compiled anew for arrays that may not be written to.
    return held_on_legs(np.array(x_m, np.float64), np.array(y_m, np.float64), *wind_mps, most_mps)


def sortie_in_wind(sortie: Sortie, plan: SensorPlan, scenario: Scenario) -> Sortie:
    """Return a sortie at the speeds that the wind leaves."""
    points = in_wind(sortie.waypoints, plan.aircraft, wind_of(scenario))
    return replace(sortie, waypoints=points)


@dataclass(frozen=True)
class Behind:
    """The leg of a route on which the aircraft falls farthest behind what is asked.

    Attributes
    ----------
    leg, number : int
        Index of the leg; how many legs are asked for too fast.
    air_mps, asked_mps, held_mps : float
        On it: the airspeed asked for, and the speeds over the ground asked for and left.
    """

    leg: int
    number: int
    air_mps: float
    asked_mps: float
    held_mps: float

    @property
    def severity(self) -> Severity:
        """An error where hardly any way is made."""
        return Severity.WARNING if self.held_mps >= HEADWAY_MPS else Severity.ERROR


def behind(
    x_m: Floats, y_m: Floats, speed_mps: Floats, aircraft: Aircraft, wind_mps: Wind
) -> Behind | None:
    """Return where the aircraft falls farthest behind on a route.

    Parameters
    ----------
    x_m, y_m : float64 (n,)
        Metres east and north.
    speed_mps : float64 (n,)
        Over the ground, of the leg that begins at each point; NaN: none is asked for.
    wind_mps : (east, north)
        Blowing TOWARDS.

    Returns
    -------
    Behind or None
        None: nowhere, or the aircraft's limit is not known.
    """
    most = aircraft.max_airspeed_mps
    if most is None:
        return None
    dx, dy, asked = np.diff(x_m), np.diff(y_m), speed_mps[:-1]
    share = asked / np.maximum(np.hypot(dx, dy), 1e-9)  # straight up and down goes nowhere
    air = np.hypot(share * dx - wind_mps[0], share * dy - wind_mps[1])
    fast = air > most * (1.0 + RELATIVE)
    if not fast.any():
        return None
    k = int(np.argmax(np.where(fast, air, 0.0)))
    held = float(_held_mps(x_m, y_m, most, wind_mps)[k])
    return Behind(k, int(fast.sum()), float(air[k]), float(asked[k]), min(held, float(asked[k])))


def airspeed_findings(plan: SensorPlan, scenario: Scenario) -> Iterator[Finding]:
    """Yield where a plan asks for more speed in the wind of the site than the aircraft has."""
    wind, aircraft = wind_of(scenario), plan.aircraft
    wind_mps = float(np.hypot(*wind))
    if aircraft.max_airspeed_mps is None:
        if wind_mps >= CALM_MPS:
            said = message("planning.airspeed_unknown", aircraft=aircraft.name, wind_mps=wind_mps)
            yield Finding("VERIFY-AIRSPEED-UNKNOWN", Severity.NOTE, plan.sensor.name, said)
        return
    found = []
    for sortie in plan.sorties:
        points = sortie.waypoints
        one = behind(points.x_m, points.y_m, points.speed_mps, aircraft, wind)
        if one:
            found.append((sortie, one))
    if not found:
        return
    sortie, worst = max(found, key=lambda pair: pair[1].air_mps)
    points, k = sortie.waypoints, worst.leg
    lon, lat = float(points.lon_deg[k]), float(points.lat_deg[k])
    where = (
        message("planning.at", name=sortie.name, lon=lon, lat=lat),
        message("planning.waypoint", number=k + 1),
    )
    worst = replace(worst, number=sum(one.number for _, one in found))
    values = values_of(worst, aircraft, wind_mps)
    if worst.severity is Severity.ERROR:
        said = message("planning.airspeed_no_way", **values)
    else:
        said = message("planning.airspeed", **values)
    yield Finding("VERIFY-AIRSPEED", worst.severity, where, said)


def values_of(worst: Behind, aircraft: Aircraft, wind_mps: float) -> dict[str, Value]:
    """Return what is told of a leg that is asked for too fast in wind of that speed."""
    return {
        "n": worst.number,
        "asked_mps": worst.asked_mps,
        "wind_mps": wind_mps,
        "air_mps": worst.air_mps,
        "aircraft": aircraft.name,
        "limit_mps": limit_mps(aircraft),
        "held_mps": worst.held_mps,
    }
