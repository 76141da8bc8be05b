"""Plan until the DEM confirms the overlap that was asked for.

On steep ground, crests between strips lose sidelap (measured: 2-6 % of the area at the flat-ground
spacing), so the spacing that satisfies the verifier is found from the verifier: a quick plan is
judged, the spacing tightened where it falls short, and only then is the full search spent.
"""

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
# The last plan has another angle than the trial; a little in hand saves planning it twice.
IN_HAND = 0.004
TRIAL_EVALUATIONS = 8


def plan_as_asked(
    scenario: Scenario, sensor: Sensor, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of `sensor` and its verification, tightened until the overlap is reached.

    The best plan is returned, with its true figures, where `STEPS` tightenings do not suffice.
    Raises what `plan_sensor` and `verify` raise.
    """
    factor = _trial_factor(scenario, sensor, progress.part(0.0, 0.2))
    share = progress.part(0.2, 1.0)
    for step in range(STEPS):
        part = share.part(1.0 - 0.5**step, 1.0 - 0.5 ** (step + 1))
        plan = plan_sensor(scenario, sensor, part.part(0.0, 0.85), spacing_factor=factor)
        verification = verify(plan, scenario, part.part(0.85, 1.0))
        if reached(verification):
            break
        factor *= TIGHTER
    return plan, verification


def reached(verification: Verification, in_hand: float = 0.0) -> bool:
    """Tell whether the plan sees enough, often enough."""
    return (
        verification.overlap_ok_share >= OVERLAP_WANTED + in_hand
        and verification.seen_share >= SEEN_WANTED
    )


def _trial_factor(scenario: Scenario, sensor: Sensor, progress: Progress) -> float:
    factor = 1.0
    for step in range(STEPS):
        part = progress.nth(step, STEPS)
        trial = plan_sensor(
            scenario,
            sensor,
            part.part(0.0, 0.8),
            spacing_factor=factor,
            evaluations=TRIAL_EVALUATIONS,
        )
        if reached(verify(trial, scenario, part.part(0.8, 1.0)), IN_HAND):
            break
        factor *= TIGHTER
    return factor
