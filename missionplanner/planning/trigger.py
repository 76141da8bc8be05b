"""How close together images lie along strips: closer than flat ground needs, where crests ask it.

What is lacking first on hilly ground is not lines but images: over a crest the aircraft is nearer
to the ground, and each frame is shorter there. Lines closer together would make up for that, at
their price; images closer together along a line cost no way at all. So plans are made with images
as close as camera and card bear, and in the end these are moved apart as far as what was asked
bears.
"""

from dataclasses import replace

from missionplanner.aircraft.camera import footprint_m
from missionplanner.messages.message import Message, message
from missionplanner.model.plan import FlightSettings, SensorPlan
from missionplanner.model.sensor import Sensor
from missionplanner.planning.intent import as_asked
from missionplanner.planning.scenario import Scenario
from missionplanner.planning.verify import Sight, sight_of
from missionplanner.tasks.progress import Progress, silent

# Images lie closer together by this factor at most: 80 % becomes 85 %. A third more of them a line
# is about made up by lines that may lie further apart.
DENSEST = 0.75
# How often it is looked how far apart they may be.
LOOKS = 3
# The cell of the last look is finer: a little in hand.
IN_HAND = 0.002
# Images that are closer together than asked by no more than this share are not told.
TOLD_SHARE = 0.005


def densest(asked: Sensor, agl_m: float, speed_mps: float, wanted: float = DENSEST) -> float:
    """Return the least factor of the trigger distance, not below `wanted`.

    That the camera's shortest interval bears at a height above ground, m, and a speed; 1 for a
    laser scanner, which takes no images. `asked` is the sensor as the intent asks for it.
    """
    if asked.lidar is not None:
        return 1.0
    along_m = footprint_m(asked.camera, agl_m)[1]
    interval_s = along_m * (1.0 - asked.acquisition.frontlap) / speed_mps
    return min(1.0, max(wanted, asked.min_interval_s / interval_s))


def factor_of(settings: FlightSettings, frontlap: float) -> float:
    """Return by which factor images lie closer together than the asked overlap says."""
    return settings.trigger_distance_m / (settings.footprint_along_m * (1.0 - frontlap))


def apart(plan: SensorPlan, factor: float) -> SensorPlan:
    """Return a plan with its images so many times as far apart, on the same way."""
    settings = replace(
        plan.settings,
        trigger_distance_m=factor * plan.settings.trigger_distance_m,
        interval_s=factor * plan.settings.interval_s,
    )
    return replace(plan, settings=settings)


def notes_of(plan: SensorPlan, asked: Sensor) -> tuple[Message, ...]:
    """Return what is told of images that lie closer together than the asked overlap says."""
    frontlap = asked.acquisition.frontlap
    laid = 1.0 - factor_of(plan.settings, frontlap) * (1.0 - frontlap)
    if laid <= frontlap + TOLD_SHARE:
        return ()
    return (message("planning.denser", laid=100 * laid, asked=100 * frontlap),)


def thinned(
    plan: SensorPlan, scenario: Scenario, overlap: float, seen: float, cell_m: float,
    progress: Progress,
) -> SensorPlan:  # fmt: skip
    """Return a plan with its images as far apart as what was asked bears, on the same way.

    Parameters
    ----------
    overlap, seen : float
        Shares of the ground that must have the asked overlap, and that must be seen.
    cell_m : float
        Of the grid that is looked at, m.
    """
    frontlap = as_asked(plan.sensor, scenario.intent).acquisition.frontlap
    widest = 1.0 / factor_of(plan.settings, frontlap)
    if widest <= 1.0 + 1e-9:
        return plan

    def enough(factor: float, number: int) -> bool:
        progress.report(number / LOOKS, "planning.verified")
        found: Sight = sight_of(apart(plan, factor), scenario, silent(), cell_m)
        return found.overlap_ok_share >= overlap + IN_HAND and found.seen_share >= seen

    low, high = 1.0, widest
    if enough(high, 0):
        return apart(plan, high)
    for number in range(1, LOOKS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if enough(middle, number) else (low, middle)
    return apart(plan, low)
