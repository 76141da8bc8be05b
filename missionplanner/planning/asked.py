"""Plan until the DEM confirms the overlap and the GSD that were asked for.

On steep ground, crests between strips lose sidelap, and where the climb limit keeps the aircraft
high above a hollow the GSD coarsens. How much depends on the ground, so spacing and height are
found from the verifier: quick plans are judged, the spacing tightened and the height lowered
within the range the first paper allows (Table 2), and only then is the full search spent.
"""

from dataclasses import dataclass, replace

from missionplanner.aircraft.camera import gsd_m
from missionplanner.model.plan import SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.run import plan_sensor
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import Progress

OVERLAP_WANTED = 0.95
SEEN_WANTED = 0.995
# Each step costs about its own share of extra route, so it is kept small.
TIGHTER = 0.95
STEPS = 4
# The last plan has other angles than the trial; a little in hand saves planning it twice.
OVERLAP_IN_HAND = 0.004
GSD_IN_HAND = 0.02
TRIAL_EVALUATIONS = 8


@dataclass(frozen=True)
class Setting:
    """What is turned to satisfy the verifier: strip spacing, and height above ground, m."""

    spacing_factor: float
    agl_m: float


def plan_as_asked(
    scenario: Scenario, sensor: Sensor, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of `sensor` and its verification, tightened until it gives what was asked.

    The last plan is returned, with its true figures, where `STEPS` changes do not suffice.
    Raises what `plan_sensor` and `verify` raise.
    """
    setting = _tried(scenario, sensor, progress.part(0.0, 0.2))
    share = progress.part(0.2, 1.0)
    for step in range(STEPS):
        part = share.part(1.0 - 0.5**step, 1.0 - 0.5 ** (step + 1))
        plan, verification = _judged(scenario, sensor, setting, part)
        better = turned(setting, sensor, verification)
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
        setting = replace(setting, spacing_factor=setting.spacing_factor * TIGHTER)
    asked = sensor.acquisition
    limit_m = asked.gsd_limit_m * (1.0 - gsd_in_hand)
    if found.gsd_p95_m <= limit_m or gsd_m(sensor.camera, asked.agl_min_m) > limit_m:
        return setting
    lower_m = setting.agl_m * (limit_m / found.gsd_p95_m) * (1.0 - GSD_IN_HAND)
    return replace(setting, agl_m=min(setting.agl_m, max(asked.agl_min_m, lower_m)))


def _tried(scenario: Scenario, sensor: Sensor, progress: Progress) -> Setting:
    setting = Setting(1.0, sensor.acquisition.agl_m)
    for step in range(STEPS):
        part = progress.nth(step, STEPS)
        _, found = _judged(scenario, sensor, setting, part, TRIAL_EVALUATIONS)
        better = turned(setting, sensor, found, OVERLAP_IN_HAND, GSD_IN_HAND)
        if better == setting:
            break
        setting = better
    return setting


def _judged(
    scenario: Scenario,
    sensor: Sensor,
    setting: Setting,
    progress: Progress,
    evaluations: int | None = None,
) -> tuple[SensorPlan, Verification]:
    plan = plan_sensor(
        scenario,
        sensor,
        progress.part(0.0, 0.85),
        spacing_factor=setting.spacing_factor,
        agl_m=setting.agl_m,
        evaluations=evaluations,
    )
    return plan, verify(plan, scenario, progress.part(0.85, 1.0))
