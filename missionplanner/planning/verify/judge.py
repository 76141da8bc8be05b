"""A plan judged on the DEM from its waypoints alone."""

from typing import TypedDict

import numpy as np

from missionplanner.errors import PlanRefused
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import Verification, ViewRasters
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify.coverage import coverage_findings, image_findings
from missionplanner.planning.verify.flights import Flight, findings_of, measure
from missionplanner.planning.verify.overlap import needed, shares_of
from missionplanner.planning.verify.photos import photos_of
from missionplanner.planning.verify.views import view_rasters
from missionplanner.tasks.progress import Progress


def verify(
    plan: SensorPlan, scenario: Scenario, progress: Progress, *, cell_m: float | None = None
) -> Verification:
    """Measure a plan on the DEM and say what breaks a rule.

    Only the waypoints, the trigger distance (or interval) and the sensor's and aircraft's data
    are read; no figure that the planner worked out itself is believed.

    Parameters
    ----------
    plan : SensorPlan
    scenario : Scenario
        The site it was planned for; `wanted` is what must be seen.
    progress : Progress
    cell_m : float, optional
        Cell of the verification grid, metres; default 5, coarser over 100 km2.

    Returns
    -------
    Verification
        `length_m` is measured in space on the ellipsoid, over every leg; `energy_wh` and
        `duration_s` include take-off, landing and turns.

    Raises
    ------
    PlanRefused
        The plan has no sortie.
    Cancelled
    """
    if not plan.sorties:
        raise PlanRefused("the plan has no sortie", plan.sensor.name, "plan again")
    flights = _flights(plan, scenario, progress.part(0.0, 0.4))
    photos = photos_of(plan.sorties, plan.settings, plan.sensor.trigger)
    views = view_rasters(
        photos, plan.sensor, scenario.terrain, scenario.wanted, cell_m, progress.part(0.4, 1.0)
    )
    asked = needed(plan.sensor.acquisition)
    shares = shares_of(views, asked)
    p50, p95 = _gsd(views)
    findings = [f for flight in flights for f in findings_of(flight, plan, scenario)]
    findings += coverage_findings(views, shares, asked, scenario)
    findings += image_findings(plan, photos, p95)
    progress.report(1.0, "verified")
    return Verification(
        sensor=plan.sensor.key,
        area_m2=_area_m2(scenario),
        flyable_m2=float(scenario.wanted.area),
        seen_share=shares.seen,
        overlap_ok_share=shares.both,
        gsd_p50_m=p50,
        gsd_p95_m=p95,
        photos=len(photos),
        findings=tuple(findings),
        rasters=views,
        **_totals(flights),
    )


class _Totals(TypedDict):
    """What the sorties add up to, under the names of `Verification`."""

    clearance_min_m: float
    agl_min_m: float
    zone_m: float
    length_m: float
    climb_m: float
    turns: int
    energy_wh: float
    duration_s: float
    max_climb_mps: float
    max_descent_mps: float


def _flights(plan: SensorPlan, scenario: Scenario, progress: Progress) -> list[Flight]:
    flights = []
    for k, sortie in enumerate(plan.sorties):
        progress.report(k / len(plan.sorties), "measuring sorties")
        flights.append(measure(sortie, plan, scenario))
    return flights


def _totals(flights: list[Flight]) -> _Totals:
    return {
        "clearance_min_m": min(f.clearance.space_m for f in flights),
        "agl_min_m": min(f.clearance.agl_m for f in flights),
        "zone_m": sum(f.zone_m for f in flights),
        "length_m": sum(f.length_m for f in flights),
        "climb_m": sum(f.climb_m for f in flights),
        "turns": sum(f.turns for f in flights),
        "energy_wh": sum(f.effort.energy_wh for f in flights),
        "duration_s": sum(f.effort.duration_s for f in flights),
        "max_climb_mps": max(f.fastest_mps(up=True) for f in flights),
        "max_descent_mps": max(f.fastest_mps(up=False) for f in flights),
    }


def _gsd(views: ViewRasters) -> tuple[float, float]:
    """Return median and 95th percentile of the GSD of wanted cells; NaN where none is seen."""
    seen = views.gsd_m[views.wanted & (views.images > 0)]
    if not seen.size:
        return float("nan"), float("nan")
    p50, p95 = np.percentile(seen, (50, 95))
    return float(p50), float(p95)


def _area_m2(scenario: Scenario) -> float:
    """Return the area without its holes, zones left in, in the metres of the site frame."""
    area = scenario.terrain.frame.project(scenario.area.outer)
    for hole in scenario.area.holes:
        area = area.difference(scenario.terrain.frame.project(hole.polygon))
    return float(area.area)
