"""Several sensors on one aircraft: one geometry for all, planned as if they were one sensor.

Footprints, trigger distances, speed limits and ground sample distances all grow in proportion to
the height, so one sensor asks for the closest lines at every height: it leads, and lends its camera
to the set. The set may be flown as high as all of them allow, at the speed of the slowest, with the
mass of all. What each of them then gives is verified for itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from missionplanner.aircraft.camera import (
    agl_for_gsd_m,
    flight_settings,
    footprint_m,
    gsd_m,
    gsd_notes,
)
from missionplanner.aircraft.payloads import misfit, payload_kg
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import JOIN, FlightSettings, PlanIntent, SensorPlan
from missionplanner.model.sensor import Acquisition, Sensor, SensorKind
from missionplanner.model.verification import Verification
from missionplanner.planning.intent import Choice, as_asked, choice_of
from missionplanner.planning.plan_as_asked import Prospect, prospect_of, searched
from missionplanner.planning.plan_notes import wider_notes
from missionplanner.planning.scenario import Scenario, of_sensor
from missionplanner.planning.trigger import DENSEST, densest, factor_of, notes_of
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import Progress

# Where another sensor than the leading one lacks overlap, all lines move closer by this, so often.
CLOSER, TRIES = 0.95, 3
_LACKS, _COARSE = frozenset({"VERIFY-OVERLAP", "VERIFY-UNSEEN"}), "VERIFY-GSD"
# Each sensor sees other ground from the same place, so that a GSD of one says a little less than
# this of that of another, as a share.
GSD_IN_HAND = 0.01
# What a leading sensor that exposes by itself is taken to expose for, where its speed is bounded.
SHUTTER_S = 1e-3

# Notes on the flights themselves: as true of each sensor as of the set.
_OF_ALL = frozenset({"planning.bent", "planning.slowed_by_wind"})

Judged = tuple[SensorPlan, Verification]


@dataclass(frozen=True)
class Set:
    """Sensors that fly together.

    Attributes
    ----------
    sensors : tuple of Sensor
        As in the catalogue; the first one fires its shutter by the aircraft, where one does.
    as_one : Sensor
        What the planner plans for.
    intent : PlanIntent
        What is asked of that one: all wishes of single sensors are in its acquisition.
    """

    sensors: tuple[Sensor, ...]
    as_one: Sensor
    intent: PlanIntent


def set_of(
    sensors: Sequence[Sensor], intent: PlanIntent, aircraft: Aircraft
) -> tuple[Set | None, Message | None]:
    """Return sensors as a set to be flown together, or why they cannot be.

    Raises
    ------
    PlanRefused
        What is asked of one of them cannot be, alone or not.
    """
    if why := misfit(sensors, aircraft):
        return None, why
    choices = [choice_of(intent, sensor, aircraft) for sensor in sensors]
    low_m = _lowest_m(choices, intent)
    high_m = min(choice.agl_m[1] for choice in choices)
    if low_m > high_m:
        return None, message("planning.no_common_height")
    speeds = {intent.of(sensor.key).speed_mps for sensor in sensors} - {None}
    if len(speeds) > 1:
        return None, message("planning.no_common_speed")
    bare = PlanIntent.model_validate(
        intent.model_dump()
        | dict.fromkeys(("agl_from_m", "agl_to_m", "gsd_m", "frontlap", "sidelap"))
        | {"each": (), "speed_mps": next(iter(speeds), None)}
    )
    return Set(tuple(sensors), _as_one(choices, low_m, high_m), bare), None


def prospect_together(scenario: Scenario, carried: Set, progress: Progress) -> Prospect:
    """Return what quick plans say of the flights of a set; raises what `plan_as_asked` raises."""
    one = replace(of_sensor(scenario, carried.sensors[0].key), intent=carried.intent)
    return prospect_of(one, carried.as_one, progress)


def plan_together(
    scenario: Scenario, carried: Set, prospect: Prospect, progress: Progress
) -> list[Judged]:
    """Plan the flights of a set and judge them for each of its sensors, in their order.

    Lines move closer where a sensor lacks overlap in them that the leading one has, and lower where
    it is not as sharp as asked. Raises what `plan_as_asked` raises.
    """
    for attempt in range(TRIES):
        part = progress.nth(attempt, TRIES)
        plan, _ = searched(prospect, part.part(0.3, 0.8))
        share = part.part(0.8, 1.0)
        judged = [
            _judged(scenario, carried, plan, i, share.nth(i, len(carried.sensors)))
            for i in range(len(carried.sensors))
        ]
        better = _turned(carried.as_one, judged)
        if better == carried.as_one or attempt + 1 == TRIES:
            break
        carried = replace(carried, as_one=better)
        prospect = prospect_together(scenario, carried, progress.nth(attempt + 1, TRIES))
    return judged


def _turned(one: Sensor, judged: Sequence[Judged]) -> Sensor:
    """Return what is planned for next; the same where no sensor lacks what a change could give."""
    codes = {finding.code for _, found in judged for finding in found.findings}
    asked = one.acquisition
    if codes & _LACKS:
        sidelap = 1.0 - CLOSER * (1.0 - asked.sidelap)
        asked = asked.model_copy(update={"sidelap": sidelap})
    if _COARSE in codes:
        shares = (
            as_asked(plan.sensor, plan.intent).acquisition.gsd_limit_m / found.gsd_p95_m
            for plan, found in judged
        )
        limit_m = asked.gsd_limit_m * (1.0 - GSD_IN_HAND) * min(1.0, *shares)
        if limit_m >= gsd_m(one.camera, asked.agl_min_m):
            asked = asked.model_copy(update={"gsd_limit_m": limit_m})
    return one.model_copy(update={"acquisition": asked})


def _judged(
    scenario: Scenario, carried: Set, plan: SensorPlan, index: int, progress: Progress
) -> Judged:
    sensor = carried.sensors[index]
    own = for_sensor(scenario, carried, plan, sensor)
    found = verify(own, scenario, progress)
    if not _LACKS & {finding.code for finding in found.findings}:
        return own, found
    close = for_sensor(scenario, carried, plan, sensor, DENSEST)
    if close.settings == own.settings:
        return own, found
    return close, verify(close, scenario, progress)


def for_sensor(
    scenario: Scenario, carried: Set, plan: SensorPlan, sensor: Sensor, trigger: float = 1.0
) -> SensorPlan:
    """Return the flights of the set as the plan of one of its sensors.

    Its images lie as close together as those of the set, or by the factor `trigger` closer than
    asked where that is less, as far as its camera bears it.
    """
    asked = as_asked(sensor, scenario.intent)
    count = len(plan.sorties)
    sorties = tuple(
        replace(sortie, name=f"{sensor.key} {sortie.number} of {count}", flight=sortie.name)
        for sortie in plan.sorties
    )
    own = replace(
        plan,
        sensor=sensor,
        intent=scenario.intent,
        settings=_settings(asked, plan, trigger),
        sorties=sorties,
        evaluations=plan.evaluations if sensor is carried.sensors[0] else 0,
        beside=tuple(other for other in carried.sensors if other is not sensor),
    )
    return replace(
        own,
        notes=(
            *gsd_notes(sensor),
            *(note for note in plan.notes if note.code in _OF_ALL),
            *wider_notes(own.settings, asked.acquisition.sidelap),
            *notes_of(own, asked),
        ),
    )


def _settings(sensor: Sensor, plan: SensorPlan, trigger: float) -> FlightSettings:
    flown = plan.settings
    trigger = min(trigger, factor_of(flown, plan.sensor.acquisition.frontlap))
    lane_m = footprint_m(sensor.camera, flown.agl_m)[0] * (1.0 - sensor.acquisition.sidelap)
    return flight_settings(
        sensor,
        plan.aircraft,
        agl_m=flown.agl_m,
        speed_mps=flown.speed_mps,
        spacing_factor=flown.spacing_m / lane_m,
        trigger_factor=densest(sensor, flown.agl_m, flown.speed_mps, trigger),
    )


def _lowest_m(choices: Sequence[Choice], intent: PlanIntent) -> float:
    """Return the least height above ground of a set, m.

    Where nobody asked for a height, a sensor may be flown lower than its own range: its pictures
    only become finer.
    """
    asked = [c.agl_m[0] for c in choices if intent.of(c.sensor.key).agl_from_m is not None]
    return max(asked, default=min(c.agl_m[0] for c in choices))


def _as_one(choices: Sequence[Choice], low_m: float, high_m: float) -> Sensor:
    asked = [choice.sensor for choice in choices]
    lead = min(asked, key=lane_per_m)
    return lead.model_copy(
        update={
            "key": JOIN.join(sensor.key for sensor in asked),
            "name": " + ".join(sensor.name for sensor in asked),
            "kind": _kind(asked),
            "mass_kg": payload_kg(asked),
            "max_blur_px": _blur_px(asked, lead),
            "acquisition": _acquisition(asked, lead, low_m, high_m),
            "better": None,
        }
    )


def _blur_px(asked: Sequence[Sensor], lead: Sensor) -> float:
    """Return the blur of the leading sensor at the speed that all of them bear.

    So their intervals hold that speed, while images may lie as close as the leading one bears.
    """
    shutter_s = lead.acquisition.shutter_s or SHUTTER_S
    return min(map(_fastest_per_m, asked)) * shutter_s / _pixel_per_m(lead)


def lane_per_m(sensor: Sensor) -> float:
    """Return the distance between lines over flat ground for each metre of height, m per m."""
    return footprint_m(sensor.camera, 1.0)[0] * (1.0 - sensor.acquisition.sidelap)


def _kind(asked: Sequence[Sensor]) -> SensorKind:
    kinds = [sensor.kind for sensor in asked]
    return SensorKind.VISIBLE if SensorKind.VISIBLE in kinds else kinds[0]


def _acquisition(asked: Sequence[Sensor], lead: Sensor, low_m: float, high_m: float) -> Acquisition:
    sharp_m = [agl_for_gsd_m(s.camera, s.acquisition.gsd_limit_m) for s in asked]
    # One that never is as sharp as asked is told so, and holds the others to nothing.
    limit_m = min((m for m in sharp_m if m >= low_m), default=max(sharp_m))
    changes = {
        "agl_min_m": low_m,
        "agl_max_m": high_m,
        "agl_m": high_m,
        "gsd_limit_m": (1.0 - GSD_IN_HAND) * gsd_m(lead.camera, limit_m),
        "shutter_s": lead.acquisition.shutter_s or SHUTTER_S,
    }
    return lead.acquisition.model_copy(update=changes)


def _image_per_m(sensor: Sensor) -> float:
    """Return the trigger distance for each metre of height, m per m."""
    return footprint_m(sensor.camera, 1.0)[1] * (1.0 - sensor.acquisition.frontlap)


def _fastest_per_m(sensor: Sensor) -> float:
    """Return the speed that interval and blur allow, for each metre of height, 1/s."""
    by_interval = _image_per_m(sensor) / sensor.min_interval_s
    shutter_s = sensor.acquisition.shutter_s
    if shutter_s is None:
        return by_interval
    return min(by_interval, sensor.max_blur_px * _pixel_per_m(sensor) / shutter_s)


def _pixel_per_m(sensor: Sensor) -> float:
    return footprint_m(sensor.camera, 1.0)[1] / sensor.camera.height_px
