"""A sensor's plan as it was asked for: what is flown chosen by price, then confirmed on the DEM."""

from dataclasses import replace

from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.choosing import bent_trial, straight_trial
from missionplanner.planning.face_distance import under_ceiling
from missionplanner.planning.intent import Choice, choice_of
from missionplanner.planning.scenario import Scenario, of_sensor
from missionplanner.planning.tighten import Setting, Trial, judged, price_told, sound, turned
from missionplanner.tasks.progress import Progress

STEPS = 6
# Quick plans compare within these: bent strips that are cheaper by the first are searched alone,
# those that are dearer by the second are not searched.
SURELY, HARDLY = 0.94, 1.01


def plan_as_asked(
    scenario: Scenario, sensor: Sensor, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of `sensor` and its verification, tightened until it gives what was asked.

    Height, speed, spacing and the kind of strips are those, within what the intent asks, whose
    quick plan costs least; the full search is spent on these, and on both kinds of strips where
    quick plans do not tell which is cheaper. The last plan is returned, with its true figures,
    where `STEPS` changes do not suffice. Raises what `choice_of`, `plan_sensor` and `verify` raise.
    """
    scenario = of_sensor(scenario, sensor.key)
    choice = choice_of(scenario.intent, sensor, scenario.aircraft)
    if scenario.intent.pattern is Pattern.FACE:
        choice = under_ceiling(scenario, choice)
    settings = _worth_searching(scenario, sensor, choice, progress.part(0.0, 0.3))
    if len(settings) > 1:
        scenario = replace(scenario, intent=_halved(scenario.intent))
    share = progress.part(0.3, 1.0)
    found = [
        _settled(scenario, sensor, choice, setting, share.nth(k, len(settings)))
        for k, setting in enumerate(settings)
    ]
    _, plan, verification = min(found, key=lambda one: (not one[0], price_told(one[1])))
    return plan, verification


def _worth_searching(
    scenario: Scenario, sensor: Sensor, choice: Choice, progress: Progress
) -> list[Setting]:
    intent = scenario.intent
    straight = straight_trial(scenario, sensor, choice, progress.part(0.0, 0.6))
    if not _may_bend(intent):
        return [straight.setting]
    bent = bent_trial(scenario, sensor, choice, straight, progress.part(0.6, 1.0))
    if intent.pattern is Pattern.CONTOUR:
        return [bent.setting]
    return _near(straight, bent)


def _may_bend(intent: PlanIntent) -> bool:
    """Tell whether strips may be bent: not where they are asked straight or in one direction."""
    free = intent.pattern is Pattern.AUTO and intent.direction_deg is None
    return free or intent.pattern is Pattern.CONTOUR


def _near(straight: Trial, bent: Trial) -> list[Setting]:
    if bent.price > HARDLY * straight.price:
        return [straight.setting]
    if bent.enough and bent.price < SURELY * straight.price:
        return [bent.setting]
    return [straight.setting, bent.setting]


def _halved(intent: PlanIntent) -> PlanIntent:
    """Return the intent with half of its time, where it has one, for each kind of strips."""
    return (
        intent
        if intent.budget_s is None
        else intent.model_copy(update={"budget_s": 0.5 * intent.budget_s})
    )


def _settled(
    scenario: Scenario, sensor: Sensor, choice: Choice, setting: Setting, progress: Progress
) -> tuple[bool, SensorPlan, Verification]:
    """Return whether a plan gives what was asked, the plan, and its verification."""
    for step in range(STEPS):
        part = progress.part(1.0 - 0.5**step, 1.0 - 0.5 ** (step + 1))
        plan, verification = judged(scenario, sensor, setting, part)
        better = turned(setting, choice.sensor, verification)
        if better == setting:
            return sound(verification), plan, verification
        setting = better
    return False, plan, verification
