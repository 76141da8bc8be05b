"""A plan judged on the DEM from its waypoints alone."""

from dataclasses import replace

import numpy as np

from missionplanner.errors import PlanRefused
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import SortieFigures, Verification, ViewRasters
from missionplanner.planning.intent import as_flown
from missionplanner.planning.scenario import Scenario, of_sensor, polygons_of
from missionplanner.planning.verify.coverage import (
    coverage_findings,
    image_findings,
    unreached,
    unreached_findings,
)
from missionplanner.planning.verify.flights import (
    Flight,
    figures_of,
    findings_of,
    height_findings,
    measure,
)
from missionplanner.planning.verify.overlap import needed, shares_of
from missionplanner.planning.verify.photos import Photos, photos_of
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
        `length_m` is that of the curve flown; `energy_wh` includes take-off and landing.

    Raises
    ------
    PlanRefused
        The plan has no sortie.
    Cancelled
    """
    plan, scenario = replace(plan, sensor=as_flown(plan)), of_sensor(scenario, plan.sensor.key)
    if not plan.sorties:
        raise PlanRefused("planning.no_sortie", plan.sensor.name)
    flights = _flights(plan, scenario, progress.part(0.0, 0.4))
    wanted = polygons_of(scenario.wanted.difference(out_of_reach := unreached(plan)))
    turn_mps2 = plan.aircraft.turn_acceleration_mps2
    photos = photos_of(plan.sorties, plan.settings, plan.sensor.trigger, turn_mps2)
    views = view_rasters(
        photos, plan.sensor, scenario.terrain, wanted, cell_m, progress.part(0.4, 1.0)
    )
    asked = needed(plan.sensor.acquisition)
    shares = shares_of(views, asked)
    p50, p95 = _gsd(views)
    findings = [f for flight in flights for f in findings_of(flight, plan, scenario)]
    findings += height_findings(flights, plan.aircraft, scenario)
    findings += unreached_findings(plan, out_of_reach, scenario)
    findings += coverage_findings(views, shares, asked, scenario)
    findings += image_findings(plan, photos, p95)
    progress.report(1.0, "planning.verified")
    return Verification(
        sensor=plan.sensor.key,
        area_m2=_area_m2(scenario),
        flyable_m2=float(wanted.area),
        seen_share=shares.seen,
        overlap_ok_share=shares.both,
        gsd_p50_m=p50,
        gsd_p95_m=p95,
        sorties=_figures(flights, plan, photos),
        findings=tuple(findings),
        rasters=views,
        unreached_m2=float(out_of_reach.area),
    )


def _flights(plan: SensorPlan, scenario: Scenario, progress: Progress) -> list[Flight]:
    flights = []
    for k, sortie in enumerate(plan.sorties):
        progress.report(k / len(plan.sorties), "planning.measuring")
        flights.append(measure(sortie, plan, scenario))
    return flights


def _figures(flights: list[Flight], plan: SensorPlan, photos: Photos) -> tuple[SortieFigures, ...]:
    counts = np.bincount(photos.sorties, minlength=len(flights))
    return tuple(
        figures_of(flight, plan, int(count)) for flight, count in zip(flights, counts, strict=True)
    )


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
