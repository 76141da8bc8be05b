"""Plan until the DEM confirms the overlap and the GSD that were asked for.

On steep ground, crests between strips lose sidelap, and where the climb limit keeps the aircraft
high above a hollow the GSD coarsens; at the edge of an area, and in all of a narrow one, lines
beside it are missing. How much depends on the ground, so spacing, margin and height are found from
the verifier: quick plans are judged, the margin widened where it is the edge that lacks overlap,
else the spacing tightened, and the height lowered within the range the first paper allows
(Table 2); only then is the full search spent.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import ndimage

from missionplanner.aircraft.camera import gsd_m, speed_limit_mps
from missionplanner.model.plan import PlanSoFar, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.intent import Choice, choice_of
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.problem import MARGIN_SHARE
from missionplanner.planning.sample import sampled
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.overlap import needed
from missionplanner.tasks.progress import Progress

OVERLAP_WANTED = 0.95
SEEN_WANTED = 0.995
# Each step costs about its own share of extra route, so it is kept small.
TIGHTER = 0.95
# Two steps from `MARGIN_SHARE` to the whole margin.
WIDER = 0.35
# Share of what lacks overlap that lies at the edge, for the margin to be what helps.
EDGE_SHARE = 0.9
STEPS = 6
TRIAL_STEPS = 6
# The last plan has other angles than the trial; a little in hand saves planning it twice.
OVERLAP_IN_HAND = 0.004
GSD_IN_HAND = 0.02
TRIAL_EVALUATIONS = 8
# Heights and speeds are tried in steps of these shares, at most so many.
LOWER, SLOWER = 0.94, 0.88
TRIALS = 4


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
    """

    spacing_factor: float
    margin_share: float
    agl_m: float
    speed_mps: float


def plan_as_asked(
    scenario: Scenario, sensor: Sensor, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of `sensor` and its verification, tightened until it gives what was asked.

    Height and speed are those, within what the intent asks, whose quick plan costs least. The last
    plan is returned, with its true figures, where `STEPS` changes do not suffice. Raises what
    `choice_of`, `plan_sensor` and `verify` raise.
    """
    choice = choice_of(scenario.intent, sensor, scenario.aircraft)
    setting = _chosen(scenario, sensor, choice, progress.part(0.0, 0.3))
    share = progress.part(0.3, 1.0)
    for step in range(STEPS):
        part = share.part(1.0 - 0.5**step, 1.0 - 0.5 ** (step + 1))
        plan, verification = _judged(scenario, sensor, setting, part)
        better = turned(setting, choice.sensor, verification)
        if better == setting:
            break
        setting = better
    return plan, verification


def turned(
    setting: Setting,
    sensor: Sensor,
    found: Verification,
    overlap_in_hand: float = 0.0,
    gsd_in_hand: float = 0.0,
) -> Setting:
    """Return the setting to try next; the same one where the plan gives what was asked.

    The height is left alone where even the lowest one allowed misses the GSD on flat ground: that
    sensor is told to be the wrong one instead.
    """
    if found.overlap_ok_share < OVERLAP_WANTED + overlap_in_hand or found.seen_share < SEEN_WANTED:
        if setting.margin_share < 1.0 and edge_lacks(found, sensor):
            wider = min(1.0, setting.margin_share + WIDER)
            setting = replace(setting, margin_share=wider)
        else:
            setting = replace(setting, spacing_factor=setting.spacing_factor * TIGHTER)
    asked = sensor.acquisition
    limit_m = asked.gsd_limit_m * (1.0 - gsd_in_hand)
    if found.gsd_p95_m <= limit_m or gsd_m(sensor.camera, asked.agl_min_m) > limit_m:
        return setting
    lower_m = setting.agl_m * (limit_m / found.gsd_p95_m) * (1.0 - GSD_IN_HAND)
    return replace(setting, agl_m=min(setting.agl_m, max(asked.agl_min_m, lower_m)))


def edge_lacks(found: Verification, sensor: Sensor) -> bool:
    """Return whether what lacks overlap lies almost all at the edge of the wanted ground.

    At the edge: within the reach of the lines that the margin could add.
    """
    views, asked = found.rasters, needed(sensor.acquisition)
    lacking = (views.strips < asked.strips) | (views.images < asked.images)
    lacking &= views.wanted
    inside = np.pad(views.wanted, 1)
    depth_m = ndimage.distance_transform_edt(inside)[1:-1, 1:-1] * views.cell_m
    camera = sensor.camera
    reach_m = 0.5 * camera.sensor_width_mm / camera.focal_mm * sensor.acquisition.agl_m
    at_edge = lacking & (depth_m <= reach_m)
    return bool(at_edge.sum() >= EDGE_SHARE * max(1, lacking.sum()))


def _chosen(scenario: Scenario, sensor: Sensor, choice: Choice, progress: Progress) -> Setting:
    """Return the setting whose quick plan costs least.

    From the greatest height downwards as long as that pays: fewer lines higher up, but where the
    greatest height above ground is near, crests take more overlap. Then more slowly.
    """
    low_m, high_m = choice.agl_m
    setting = Setting(1.0, MARGIN_SHARE, high_m, choice.speed_mps[1])
    best, least = _tried(scenario, choice.sensor, sensor, setting, progress.nth(0, 2 * TRIALS))
    for k in range(1, TRIALS):
        if best.agl_m * LOWER < low_m:
            break
        lower = replace(setting, agl_m=best.agl_m * LOWER)
        lower = replace(lower, speed_mps=_fastest(scenario, choice, lower.agl_m))
        part = progress.nth(k, 2 * TRIALS)
        found, price = _tried(scenario, choice.sensor, sensor, lower, part)
        if price >= least:
            break
        best, least = found, price
    for k in range(1, TRIALS):
        if best.speed_mps * SLOWER < choice.speed_mps[0]:
            break
        slower = replace(best, speed_mps=best.speed_mps * SLOWER)
        part = progress.nth(TRIALS + k, 2 * TRIALS)
        plan, _ = _judged(scenario, sensor, slower, part, TRIAL_EVALUATIONS)
        if _price(plan) >= least:
            break
        best, least = slower, _price(plan)
    return best


def _fastest(scenario: Scenario, choice: Choice, agl_m: float) -> float:
    """Return the highest speed asked for that a height allows, m/s."""
    limit_mps = speed_limit_mps(choice.sensor, scenario.aircraft, agl_m=agl_m)
    return min(choice.speed_mps[1], limit_mps)


def _price(plan: SensorPlan) -> float:
    """Return J without the price of resolution: that the verifier sees to."""
    return plan.cost.j - plan.cost.resolution


def _tried(
    scenario: Scenario, asked: Sensor, sensor: Sensor, setting: Setting, progress: Progress
) -> tuple[Setting, float]:
    for step in range(TRIAL_STEPS):
        part = progress.nth(step, TRIAL_STEPS)
        plan, found = _judged(scenario, sensor, setting, part, TRIAL_EVALUATIONS)
        better = turned(setting, asked, found, OVERLAP_IN_HAND, GSD_IN_HAND)
        if better == setting:
            break
        setting = better
    return setting, _price(plan)


def _judged(
    scenario: Scenario,
    sensor: Sensor,
    setting: Setting,
    progress: Progress,
    evaluations: int | None = None,
) -> tuple[SensorPlan, Verification]:
    asked, scenario = scenario, scenario if evaluations is None else sampled(scenario)
    plan = plan_sensor(
        scenario,
        sensor,
        progress.part(0.0, 0.85),
        spacing_factor=setting.spacing_factor,
        margin_share=setting.margin_share,
        agl_m=setting.agl_m,
        speed_mps=setting.speed_mps,
        evaluations=evaluations,
    )
    if scenario is asked:  # of a sample there is nothing to look at
        progress.event(PlanSoFar(plan))
    return plan, verify(plan, scenario, progress.part(0.85, 1.0))
