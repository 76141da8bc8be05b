"""A sensor's plan as it was asked for: what is flown chosen by price, then confirmed on the DEM."""

from dataclasses import dataclass, replace

import numpy as np

from missionplanner.errors import PlanRefused
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import PlanIntent, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.model.verification import Verification
from missionplanner.planning.choosing import bent_trial, straight_trial
from missionplanner.planning.face_distance import under_ceiling
from missionplanner.planning.intent import Choice, choice_of
from missionplanner.planning.sample import sampled
from missionplanner.planning.scenario import Scenario, of_sensor
from missionplanner.planning.tighten import Setting, Trial, judged, sound, turned
from missionplanner.tasks.progress import Progress

STEPS = 6
# Bent strips are searched where their quick plan costs less than this share of the straight one's:
# quick plans agree with searched ones within some hundredths, and a search in both kinds takes as
# long as both together.
WORTH_BENDING = 0.985


@dataclass(frozen=True)
class Prospect:
    """What quick plans of straight strips say of a sensor, before more is spent on it.

    Attributes
    ----------
    straight : Trial
        The best of straight strips.
    flights : int
        Of that quick plan; 0 where it was made for a part of the area.
    """

    scenario: Scenario
    sensor: Sensor
    choice: Choice
    straight: Trial
    flights: int

    @property
    def price(self) -> float:
        """J of the quick plan."""
        return self.straight.price


def plan_as_asked(
    scenario: Scenario, sensor: Sensor, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return the plan of `sensor` and its verification, tightened until it gives what was asked.

    Height, speed, spacing and the kind of strips are those, within what the intent asks, whose
    quick plan costs least; the full search is spent on these, and on straight strips where bent
    ones turn out to break a rule. The last plan is returned, with its true figures, where `STEPS`
    changes do not suffice. Raises what `choice_of`, `plan_sensor` and `verify` raise.
    """
    prospect = prospect_of(scenario, sensor, progress.part(0.0, 0.2))
    return searched(prospect, progress.part(0.2, 1.0))


def prospect_of(scenario: Scenario, sensor: Sensor, progress: Progress) -> Prospect:
    """Return what quick plans say; raises what `plan_as_asked` raises."""
    scenario = of_sensor(scenario, sensor.key)
    choice = choice_of(scenario.intent, sensor, scenario.aircraft)
    if scenario.intent.pattern is Pattern.FACE:
        choice = under_ceiling(scenario, choice)
    straight = straight_trial(scenario, sensor, choice, progress)
    flights = straight.flights if sampled(scenario) is scenario else 0
    return Prospect(scenario, sensor, choice, straight, flights)


def searched(prospect: Prospect, progress: Progress) -> tuple[SensorPlan, Verification]:
    """Return the plan that a prospect promised and its verification; see `plan_as_asked`."""
    settings = worth_searching(prospect, progress.part(0.0, 0.15))
    # Where gentle climbs turn out too gentle to keep a rule, the steepest may keep it.
    settings += [replace(s, gradient=np.inf) for s in settings if np.isfinite(s.gradient)]
    progress, count = progress.part(0.15, 1.0), len(settings)
    for k, setting in enumerate(settings):
        try:
            found = _settled(prospect, setting, progress.nth(k, count))
        except PlanRefused:
            if k + 1 == count:
                raise
            continue
        if sound(found[1]):
            break
    return found


def worth_searching(prospect: Prospect, progress: Progress) -> list[Setting]:
    """Return what is searched; what stands later only where what stands before breaks a rule.

    Bent strips are looked at here, and not for the prospect: what flies together or apart is
    decided first, and what is not flown in the end need not be bent.
    """
    straight, intent = prospect.straight, prospect.scenario.intent
    if not _may_bend(intent):
        return [straight.setting]
    try:
        bent = bent_trial(prospect.scenario, prospect.sensor, prospect.choice, straight, progress)
    except PlanRefused:  # a bent strip is longer, and may be beyond one battery's reach
        if intent.pattern is Pattern.CONTOUR:
            raise
        return [straight.setting]
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
    prospect: Prospect, setting: Setting, progress: Progress
) -> tuple[SensorPlan, Verification]:
    """Return a plan that gives what was asked, or the last of `STEPS`, and its verification."""
    for step in range(STEPS):
        part = progress.part(1.0 - 0.5**step, 1.0 - 0.5 ** (step + 1))
        plan, verification = judged(prospect.scenario, prospect.sensor, setting, part)
        better = turned(prospect.scenario, setting, prospect.choice.sensor, verification)
        if better == setting:
            break
        setting = better
    return plan, verification
