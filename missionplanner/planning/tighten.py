"""What is turned until the DEM confirms the overlap and the GSD that were asked for.

On steep ground, crests between strips lose sidelap, and where the climb limit keeps the aircraft
high above a hollow the GSD coarsens; at the edge of an area, and in all of a narrow one, lines
beside it are missing. How much depends on the ground, so spacing, margin and height are found from
the verifier: plans are judged, the margin widened where it is the edge that lacks overlap, else the
spacing tightened, and the height lowered within the range the first paper allows (Table 2). Where
there is more than was asked, lanes are laid further apart.
"""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.aircraft.camera import gsd_m
from missionplanner.aircraft.overlap import needed
from missionplanner.model.finding import Severity
from missionplanner.model.plan import PlanSoFar, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification, ViewRasters
from missionplanner.planning.intent import as_asked
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.sample import sampled
from missionplanner.planning.scenario import Scenario, blocking
from missionplanner.planning.trigger import densest, notes_of, thinned
from missionplanner.planning.verify import Sight, sight_of, verify
from missionplanner.tasks.progress import Progress

Bools = NDArray[np.bool_]

OVERLAP_WANTED = 0.95
SEEN_WANTED = 0.995
# Each step costs about its own share of extra route, so it is kept small: a twentieth tighter sees
# about a hundredth more of the area.
TIGHTER, LEAST_STEP, PER_LACK = 0.05, 0.015, 5.0
# Two steps from `MARGIN_SHARE` to the whole margin, two more for lines beside an area so narrow
# that it is too few lines that it lacks.
WIDER, WIDEST = 0.35, 1.7
# Share of what lacks overlap that lies at the edge, for the margin to be what helps.
EDGE_SHARE = 0.9
TRIAL_STEPS, BENT_TRIAL_STEPS = 6, 2
# The last plan has other angles than the trial; a little in hand saves planning it twice.
OVERLAP_IN_HAND = 0.004
GSD_IN_HAND = 0.02
TRIAL_EVALUATIONS = 8
# Cell of the verifier's grid in trials, m.
TRIAL_CELL_M = 10.0


@dataclass(frozen=True)
class Setting:
    """What is turned to satisfy the verifier, and what the flight is chosen to be.

    Attributes
    ----------
    spacing_factor : float
        Of the strip spacing that flat ground needs.
    margin_share : float
        Of the margin that all of the edge needs; see `problem.edge_margin_m`.
    agl_m, speed_mps : float
        Height above ground, m, and survey speed, m/s.
    bent : bool
        Whether strips are bent along the slope.
    gradient : float
        The route is never steeper, m per m, whatever the intent allows.
    """

    spacing_factor: float
    margin_share: float
    agl_m: float
    speed_mps: float
    bent: bool = False
    gradient: float = np.inf


@dataclass(frozen=True)
class Trial:
    """A setting with J and flights of its quick plan, and whether that gives what was asked.

    `resolution` is the price of strips that are flown higher than asked; it is not in `price`.
    """

    setting: Setting
    price: float
    enough: bool
    flights: int = 0
    resolution: float = 0.0


def turned(
    scenario: Scenario,
    setting: Setting,
    sensor: Sensor,
    found: Verification | Sight,
    overlap_in_hand: float = 0.0,
    gsd_in_hand: float = 0.0,
) -> Setting:
    """Return the setting to try next; the same one where the plan gives what was asked.

    The height is left alone where even the lowest one allowed misses the GSD on flat ground: that
    sensor is told to be the wrong one instead.
    """
    if found.overlap_ok_share < OVERLAP_WANTED + overlap_in_hand or found.seen_share < SEEN_WANTED:
        if setting.margin_share < WIDEST and edge_lacks(scenario, setting, sensor, found):
            wider = min(WIDEST, setting.margin_share + WIDER)
            setting = replace(setting, margin_share=wider)
        else:
            closer = setting.spacing_factor * (1.0 - _step(found, overlap_in_hand))
            setting = replace(setting, spacing_factor=closer)
    asked = sensor.acquisition
    limit_m = asked.gsd_limit_m * (1.0 - gsd_in_hand)
    if found.gsd_p95_m <= limit_m or gsd_m(sensor.camera, asked.agl_min_m) > limit_m:
        return setting
    lower_m = setting.agl_m * (limit_m / found.gsd_p95_m) * (1.0 - GSD_IN_HAND)
    return replace(setting, agl_m=min(setting.agl_m, max(asked.agl_min_m, lower_m)))


def _step(found: Verification | Sight, in_hand: float) -> float:
    """Return by which share lanes are laid closer together."""
    if found.seen_share < SEEN_WANTED:
        return TIGHTER
    lack = OVERLAP_WANTED + in_hand - found.overlap_ok_share
    return min(TIGHTER, LEAST_STEP + PER_LACK * lack)


def edge_lacks(
    scenario: Scenario, setting: Setting, sensor: Sensor, found: Verification | Sight
) -> bool:
    """Return whether what lacks overlap lies almost all at an edge that a wider margin helps.

    At the edge: within the reach of the lines that the margin could add. Where no line may lie
    beyond the edge, in a zone or off the DEM, none is added.
    """
    views, asked = found.rasters, needed(sensor.acquisition)
    lacking = (views.strips < asked.strips) | (views.images < asked.images)
    lacking &= views.wanted
    beyond = ~np.pad(views.wanted, 1)
    beyond[beyond] = _free(scenario, setting.agl_m, views, beyond)
    if not beyond.any():
        return False
    depth_m = ndimage.distance_transform_edt(~beyond)[1:-1, 1:-1] * views.cell_m
    camera = sensor.camera
    reach_m = 0.5 * camera.sensor_width_mm / camera.focal_mm * sensor.acquisition.agl_m
    at_edge = lacking & (depth_m <= reach_m)
    return bool(at_edge.sum() >= EDGE_SHARE * max(1, lacking.sum()))


def _free(scenario: Scenario, agl_m: float, views: ViewRasters, asked: Bools) -> Bools:
    """Tell of asked cells, marked in rasters with a rim of one cell, where lines may lie; (n,)."""
    row, col = np.nonzero(asked)
    x = views.x0_m + (col - 1) * views.cell_m
    y = views.y0_m + (row - 1) * views.cell_m
    west, south, east, north = scenario.terrain.bounds
    free = (x > west) & (x < east) & (y > south) & (y < north)
    zones = blocking(scenario, agl_m)
    shapely.prepare(zones)
    return np.asarray(free & ~shapely.contains_xy(zones, x, y))


def tried(
    scenario: Scenario, asked: Sensor, sensor: Sensor, setting: Setting, progress: Progress
) -> Trial:
    """Return a quick plan from a setting on, turned until it gives what was asked."""
    steps = BENT_TRIAL_STEPS if setting.bent else TRIAL_STEPS
    for step in range(steps):
        plan, found = quick(scenario, sensor, setting, progress.nth(step, steps))
        better = turned(scenario, setting, asked, found, OVERLAP_IN_HAND, GSD_IN_HAND)
        enough = better == setting and sound(found)
        trial = trial_of(setting, plan, enough)
        if better == setting:
            break
        setting = better
    return trial


def trial_of(setting: Setting, plan: SensorPlan, enough: bool) -> Trial:
    """Return the trial of a setting by its quick plan."""
    return Trial(setting, price_told(plan), enough, len(plan.sorties), plan.cost.resolution)


def sound(found: Verification | Sight) -> bool:
    """Return whether a plan breaks no rule."""
    return all(finding.severity is not Severity.ERROR for finding in found.findings)


def price_told(plan: SensorPlan) -> float:
    """Return J without the price of resolution: that the verifier sees to."""
    return plan.cost.j - plan.cost.resolution


def judged(
    scenario: Scenario, sensor: Sensor, setting: Setting, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of a setting and what the verifier finds.

    Its images lie as far apart as gives what was asked.
    """
    plan = _planned(scenario, sensor, setting, progress.part(0.0, 0.8), None)
    look = progress.part(0.8, 0.9)
    plan = thinned(plan, scenario, OVERLAP_WANTED, SEEN_WANTED, TRIAL_CELL_M, look)
    told = notes_of(plan, as_asked(sensor, scenario.intent))
    plan = replace(plan, notes=(*plan.notes, *told))
    progress.event(PlanSoFar(plan))
    return plan, verify(plan, scenario, progress.part(0.9, 1.0))


def quick(
    scenario: Scenario, sensor: Sensor, setting: Setting, progress: Progress
) -> tuple[SensorPlan, Sight]:
    """Return a quick plan of a setting, or of a sample of its area, and what that sees, coarsely.

    How it is flown is not judged: that a plan keeps the rules is the planner's own work.
    """
    plan, part = _quick(scenario, sensor, setting, progress.part(0.0, 0.85))
    return plan, sight_of(plan, part, progress.part(0.85, 1.0), TRIAL_CELL_M)


def quick_judged(
    scenario: Scenario, sensor: Sensor, setting: Setting, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return as `quick`, with how it is flown: where the setting decides whether rules are kept."""
    plan, part = _quick(scenario, sensor, setting, progress.part(0.0, 0.8))
    return plan, verify(plan, part, progress.part(0.8, 1.0), cell_m=TRIAL_CELL_M)


def _quick(
    scenario: Scenario, sensor: Sensor, setting: Setting, progress: Progress
) -> tuple[SensorPlan, Scenario]:
    """Return a quick plan, and the scenario it is of."""
    asked, scenario = scenario, sampled(scenario)
    plan = _planned(scenario, sensor, setting, progress, TRIAL_EVALUATIONS)
    if scenario is asked:  # of a sample there is nothing to look at
        progress.event(PlanSoFar(plan))
    return plan, scenario


def _planned(
    scenario: Scenario, sensor: Sensor, setting: Setting, progress: Progress,
    evaluations: int | None,
) -> SensorPlan:  # fmt: skip
    asked = as_asked(sensor, scenario.intent)
    return plan_sensor(
        scenario,
        sensor,
        progress,
        spacing_factor=setting.spacing_factor,
        margin_share=setting.margin_share,
        agl_m=setting.agl_m,
        speed_mps=setting.speed_mps,
        evaluations=evaluations,
        bent=setting.bent,
        trigger_factor=densest(asked, setting.agl_m, setting.speed_mps),
        gradient=setting.gradient,
    )
