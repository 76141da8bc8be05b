"""A plan judged on the DEM from its waypoints alone."""

from dataclasses import replace

import numpy as np
from shapely.geometry import MultiPolygon

from missionplanner.aircraft.overlap import needed, shares_of
from missionplanner.errors import PlanRefused
from missionplanner.model.plan import SensorPlan
from missionplanner.model.verification import SortieFigures, Verification, ViewRasters
from missionplanner.planning.intent import as_flown
from missionplanner.planning.scenario import Scenario, of_sensor, polygons_of
from missionplanner.planning.verify.airspeed import airspeed_findings
from missionplanner.planning.verify.coverage import (
    coverage_findings,
    density_findings,
    density_m2,
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
from missionplanner.planning.verify.pattern_shares import (
    cell_for,
    pattern_findings,
    pattern_shares,
)
from missionplanner.planning.verify.photos import Photos, photos_of
from missionplanner.planning.verify.sight import Sight
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
    scenario : Scenario
        The site it was planned for; `wanted` is what must be seen.
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
    plan, scenario = _as_judged(plan, scenario)
    flights = _flights(plan, scenario, progress.part(0.0, 0.4))
    sight = _sight(plan, scenario, cell_m, progress.part(0.4, 1.0))
    findings = (
        *(f for flight in flights for f in findings_of(flight, plan, scenario)),
        *height_findings(flights, plan, scenario),
        *airspeed_findings(plan, scenario),
        *sight.findings,
    )
    thin, usual = density_m2(sight.rasters, (5, 50))
    progress.report(1.0, "planning.verified")
    return Verification(
        sensor=plan.sensor.key,
        area_m2=_area_m2(scenario),
        flyable_m2=sight.flyable_m2,
        seen_share=sight.seen_share,
        overlap_ok_share=sight.overlap_ok_share,
        gsd_p50_m=sight.gsd_p50_m,
        gsd_p95_m=sight.gsd_p95_m,
        sorties=_figures(flights, plan, sight.photos),
        findings=findings,
        rasters=sight.rasters,
        unreached_m2=sight.unreached_m2,
        density_p5_m2=thin,
        density_p50_m2=usual,
        promised=sight.promised,
    )


def sight_of(plan: SensorPlan, scenario: Scenario, progress: Progress, cell_m: float) -> Sight:
    """Return what the images of a plan see: of `verify` the part that needs no flight measured.

    Raises what `verify` raises.
    """
    return _sight(*_as_judged(plan, scenario), cell_m, progress)


def _as_judged(plan: SensorPlan, scenario: Scenario) -> tuple[SensorPlan, Scenario]:
    if not plan.sorties:
        raise PlanRefused("planning.no_sortie", plan.sensor.name)
    return replace(plan, sensor=as_flown(plan)), of_sensor(scenario, plan.sensor.key)


def _sight(plan: SensorPlan, scenario: Scenario, cell_m: float | None, progress: Progress) -> Sight:
    wanted = polygons_of(scenario.wanted.difference(out_of_reach := unreached(plan)))
    photos, views = _seen(plan, scenario, wanted, cell_m, progress)
    promised = pattern_shares(plan, scenario.terrain, photos, views, wanted)
    shares = shares_of(views, asked := needed(plan.sensor.acquisition))
    p50, p95 = _gsd(views)
    findings = (
        *unreached_findings(plan, out_of_reach, scenario),
        *coverage_findings(views, shares, asked, scenario),
        *image_findings(plan, photos, p95),
        *density_findings(plan, views),
        *pattern_findings(plan, promised),
    )
    return Sight(
        flyable_m2=float(wanted.area),
        unreached_m2=float(out_of_reach.area),
        seen_share=shares.seen,
        overlap_ok_share=shares.both,
        gsd_p50_m=p50,
        gsd_p95_m=p95,
        photos=photos,
        rasters=views,
        promised=promised,
        findings=findings,
    )


def _seen(
    plan: SensorPlan,
    scenario: Scenario,
    wanted: MultiPolygon,
    cell_m: float | None,
    progress: Progress,
) -> tuple[Photos, ViewRasters]:
    """Return where images are taken, and what each cell gets of them."""
    cell_m = cell_for(plan, scenario.terrain, cell_m)
    turn_mps2, lidar = plan.aircraft.turn_acceleration_mps2, plan.sensor.lidar
    # At the speeds asked for: slower in the wind, images only lie closer.
    photos = photos_of(plan.sorties, plan.settings, plan.sensor.trigger, turn_mps2, plan.aims)
    pulses = lidar.rate_hz * plan.settings.interval_s if lidar else 0.0
    terrain = scenario.terrain
    return photos, view_rasters(photos, plan.sensor, terrain, wanted, cell_m, progress, pulses)


def _flights(plan: SensorPlan, scenario: Scenario, progress: Progress) -> list[Flight]:
    flights = []
    for k, sortie in enumerate(plan.sorties):
        progress.report(k / len(plan.sorties), "planning.measuring")
        flights.append(measure(sortie, plan, scenario))
    return flights


def _figures(flights: list[Flight], plan: SensorPlan, photos: Photos) -> tuple[SortieFigures, ...]:
    counts = np.bincount(photos.sorties, minlength=len(flights))
    if plan.sensor.lidar:  # the frames of a scan are no photos
        counts[:] = 0
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
