"""A sensor's plan as it was asked for: what is flown chosen by price, then confirmed on the DEM."""

from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.choosing import bent_trial, straight_trial
from missionplanner.planning.face_distance import under_ceiling
from missionplanner.planning.intent import Choice, choice_of
from missionplanner.planning.scenario import Scenario, of_sensor
from missionplanner.planning.tighten import Setting, Trial, judged, sound, turned
from missionplanner.tasks.progress import Progress

STEPS = 6
# Bent strips are searched where their quick plan costs less than this share of the straight one's:
# quick plans agree with searched ones within some hundredths, and a search in both kinds takes as
# long as both together.
WORTH_BENDING = 0.97


def plan_as_asked(
    scenario: Scenario, sensor: Sensor, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of `sensor` and its verification, tightened until it gives what was asked.

    Height, speed, spacing and the kind of strips are those, within what the intent asks, whose
    quick plan costs least; the full search is spent on these, and on straight strips where bent
    ones turn out to break a rule. The last plan is returned, with its true figures, where `STEPS`
    changes do not suffice. Raises what `choice_of`, `plan_sensor` and `verify` raise.
    """
    scenario = of_sensor(scenario, sensor.key)
    choice = choice_of(scenario.intent, sensor, scenario.aircraft)
    if scenario.intent.pattern is Pattern.FACE:
        choice = under_ceiling(scenario, choice)
    settings = _worth_searching(scenario, sensor, choice, progress.part(0.0, 0.3))
    share = progress.part(0.3, 1.0)
    for k, setting in enumerate(settings):
        found = _settled(scenario, sensor, choice, setting, share.nth(k, len(settings)))
        if sound(found[1]):
            break
    return found


def _worth_searching(
    scenario: Scenario, sensor: Sensor, choice: Choice, progress: Progress
) -> list[Setting]:
    """Return what is searched; what stands later only where what stands before breaks a rule."""
    intent = scenario.intent
    straight = straight_trial(scenario, sensor, choice, progress.part(0.0, 0.6))
    if not _may_bend(intent):
        return [straight.setting]
    bent = bent_trial(scenario, sensor, choice, straight, progress.part(0.6, 1.0))
    if intent.pattern is Pattern.CONTOUR:
        return [bent.setting]
    return _ordered(straight, bent)


def _may_bend(intent: PlanIntent) -> bool:
    """Tell whether strips may be bent: not where they are asked straight or in one direction."""
    free = intent.pattern is Pattern.AUTO and intent.direction_deg is None
    return free or intent.pattern is Pattern.CONTOUR


def _ordered(straight: Trial, bent: Trial) -> list[Setting]:
    worth = bent.price < WORTH_BENDING * straight.price
    if worth and (bent.enough or not straight.enough):
        return [bent.setting, straight.setting]
    return [straight.setting]


def _settled(
    scenario: Scenario, sensor: Sensor, choice: Choice, setting: Setting, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return a plan that gives what was asked, or the last of `STEPS`, and its verification."""
    for step in range(STEPS):
        part = progress.part(1.0 - 0.5**step, 1.0 - 0.5 ** (step + 1))
        plan, verification = judged(scenario, sensor, setting, part)
        better = turned(setting, choice.sensor, verification)
        if better == setting:
            break
        setting = better
    return plan, verification
