"""What a pilot asks, and what follows from it at once: no terrain is needed to know that.

A plan's intent overrides the sensor's own acquisition. From both, and the aircraft, follow the
heights and speeds the search may choose from, and every number of the strip pattern; or the reason
why what is asked cannot be.
"""

from dataclasses import dataclass

from missionplanner.aircraft.camera import (
    CRUISE_MPS,
    agl_for_gsd_m,
    flight_settings,
    gsd_m,
    speed_limit_mps,
)
from missionplanner.errors import PlanRefused
from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import FlightSettings, PlanIntent, SensorPlan
from missionplanner.model.sensor import Mount, Sensor

# Legs lie up to this far above the height they are asked for, and curves a little beside them, m.
HEADROOM_M = 3.0
# Faces are flown at least this much farther off than is kept from the ground, m.
FACE_ROOM_M = 6.0


@dataclass(frozen=True)
class Choice:
    """What is left to choose, and what follows at its highest and fastest.

    Attributes
    ----------
    sensor : Sensor
        With the acquisition that is asked for.
    agl_m, speed_mps : (least, greatest)
        Heights above ground, m, and survey speeds, m/s; equal where nothing is left to choose.
    settings : FlightSettings
        GSD, spacing, trigger distance and interval at the greatest height and speed.
    messages : tuple of Message
        What the pilot should know.
    """

    sensor: Sensor
    agl_m: tuple[float, float]
    speed_mps: tuple[float, float]
    settings: FlightSettings
    messages: tuple[Message, ...]


def as_asked(sensor: Sensor, intent: PlanIntent) -> Sensor:
    """Return a sensor whose acquisition is what the intent asks for; its own where it is silent."""
    own, intent = sensor.acquisition, intent.of(sensor.key)
    low_m, high_m = _asked_agl_m(sensor, intent)
    changes = {
        "agl_min_m": low_m,
        "agl_max_m": high_m,
        "agl_m": min(max(own.agl_m, low_m), high_m),
        "frontlap": own.frontlap if intent.frontlap is None else intent.frontlap,
        "sidelap": own.sidelap if intent.sidelap is None else intent.sidelap,
        "gsd_limit_m": own.gsd_limit_m if intent.gsd_m is None else intent.gsd_m,
    }
    return sensor.model_copy(update={"acquisition": own.model_copy(update=changes)})


def as_flown(plan: SensorPlan) -> Sensor:
    """Return a plan's sensor with what was asked of it; flown with others, at the height of all.

    A share of that height is what its clearance is counted from; of a face, of the distance.
    """
    asked = as_asked(plan.sensor, plan.intent)
    own_height = not plan.beside and plan.intent.pattern is not Pattern.FACE
    if own_height or asked.acquisition.agl_m <= plan.settings.agl_m:
        return asked
    return at_height(asked, plan.settings.agl_m)


def at_height(sensor: Sensor, agl_m: float) -> Sensor:
    """Return a sensor whose own height is another."""
    other = sensor.acquisition.model_copy(update={"agl_m": agl_m})
    return sensor.model_copy(update={"acquisition": other})


def choice_of(intent: PlanIntent, sensor: Sensor, aircraft: Aircraft) -> Choice:
    """Return what an intent leaves to choose for a sensor, and what follows.

    Raises
    ------
    PlanRefused
        What is asked cannot be: it says why, and what would do.
    """
    intent = intent.of(sensor.key)
    check_gimbal(sensor, intent)
    asked = as_asked(sensor, intent)
    heights = _heights_m(intent, asked)
    speeds = _speeds_mps(intent, asked, aircraft, heights[1])
    settings = flight_settings(asked, aircraft, agl_m=heights[1], speed_mps=speeds[1])
    told = (*_sharper(intent, asked, heights[1]), *_higher(intent, asked, heights[1]))
    return Choice(asked, heights, speeds, settings, told)


def check_gimbal(sensor: Sensor, intent: PlanIntent) -> None:
    """Raise `PlanRefused` where the pattern tilts a camera that cannot be tilted so."""
    if intent.pattern not in (Pattern.OBLIQUE, Pattern.FACE):
        return
    if sensor.lidar is not None or sensor.mount is Mount.FIXED:
        raise PlanRefused("intent.no_gimbal", sensor.name, pattern=str(intent.pattern))
    if sensor.gimbal_range_deg is None:
        raise PlanRefused("intent.gimbal_unknown", sensor.name, pattern=str(intent.pattern))
    pitch_deg = intent.views.tilt_deg - 90.0
    low_deg, high_deg = sensor.gimbal_range_deg
    if intent.pattern is Pattern.OBLIQUE and not low_deg <= pitch_deg <= high_deg:
        raise PlanRefused(
            "intent.gimbal_range", sensor.name, pitch_deg=pitch_deg, low_deg=low_deg,
            high_deg=high_deg,
        )  # fmt: skip


def _asked_agl_m(sensor: Sensor, intent: PlanIntent) -> tuple[float, float]:
    own = sensor.acquisition
    low_m, high_m = intent.agl_from_m, intent.agl_to_m
    own_min_m = own.agl_min_m
    if intent.pattern is Pattern.FACE:  # the paper's heights are for looking straight down
        own_min_m = min(own_min_m, intent.min_clearance_m + FACE_ROOM_M)
    if low_m is None:
        low_m = own_min_m if high_m is None else min(own_min_m, high_m)
    if high_m is None:
        high_m = max(own.agl_max_m, low_m)
        if intent.gsd_m is not None:  # a GSD is a height, whatever the sensor's own range
            high_m = agl_for_gsd_m(sensor.camera, intent.gsd_m)
            low_m = min(low_m, high_m) if intent.agl_from_m is None else low_m
    return low_m, max(high_m, low_m)


def _heights_m(intent: PlanIntent, asked: Sensor) -> tuple[float, float]:
    own = asked.acquisition
    low_m, high_m = own.agl_min_m, own.agl_max_m
    least_m, legal_m = intent.min_clearance_m, intent.legal_agl_m
    if high_m < least_m:
        if intent.gsd_m is not None and intent.agl_to_m is None:
            raise PlanRefused(
                "intent.gsd_too_fine", asked.name, gsd_cm=100 * intent.gsd_m, agl_m=high_m,
                least_m=least_m, least_cm=100 * gsd_m(asked.camera, least_m),
            )  # fmt: skip
        raise PlanRefused("intent.too_low", asked.name, agl_m=high_m, least_m=least_m)
    if legal_m is not None:
        if low_m > legal_m - HEADROOM_M:
            raise PlanRefused(
                "intent.over_ceiling", asked.name, agl_m=low_m, ceiling_m=legal_m,
                most_m=legal_m - HEADROOM_M,
            )  # fmt: skip
        high_m = min(high_m, legal_m - HEADROOM_M)
    sharp_m = agl_for_gsd_m(asked.camera, own.gsd_limit_m)
    if intent.gsd_m is not None and intent.agl_from_m is not None and sharp_m < low_m:
        raise PlanRefused(
            "intent.gsd_not_at_height", asked.name, agl_m=low_m, gsd_cm=100 * intent.gsd_m,
            sharp_m=sharp_m, reached_cm=100 * gsd_m(asked.camera, low_m),
        )  # fmt: skip
    low_m = max(low_m, least_m)
    if sharp_m >= low_m:
        high_m = min(high_m, sharp_m)
    if not intent.searched and intent.agl_from_m is None and intent.agl_to_m is None:
        high_m = low_m = min(own.agl_m, high_m) if intent.gsd_m is None else high_m
    return low_m, high_m


def _speeds_mps(
    intent: PlanIntent, asked: Sensor, aircraft: Aircraft, agl_m: float
) -> tuple[float, float]:
    limit_mps = speed_limit_mps(asked, aircraft, agl_m=agl_m)
    if intent.speed_mps is not None:
        if intent.speed_mps > limit_mps * (1.0 + 1e-9):
            raise PlanRefused(
                "intent.too_fast", asked.name, speed_mps=intent.speed_mps, limit_mps=limit_mps,
                agl_m=agl_m,
            )  # fmt: skip
        return intent.speed_mps, intent.speed_mps
    if not intent.searched:
        return min(CRUISE_MPS, limit_mps), min(CRUISE_MPS, limit_mps)
    return min(0.5 * CRUISE_MPS, limit_mps), limit_mps


def _sharper(intent: PlanIntent, asked: Sensor, agl_m: float) -> tuple[Message, ...]:
    reached_m = gsd_m(asked.camera, agl_m)
    if intent.gsd_m is None or reached_m <= intent.gsd_m * (1.0 + 1e-9):
        return ()
    return (message("intent.coarser", gsd_cm=100 * reached_m, asked_cm=100 * intent.gsd_m),)


def _higher(intent: PlanIntent, asked: Sensor, agl_m: float) -> tuple[Message, ...]:
    """Tell where the GSD would allow a greater height than is flown, and its worth."""
    sharp_m = agl_for_gsd_m(asked.camera, asked.acquisition.gsd_limit_m)
    if sharp_m < 1.1 * agl_m or asked.acquisition.gsd_limit_m > 0.5:
        return ()
    gsd_cm = 100 * asked.acquisition.gsd_limit_m
    share = 100 * (1.0 - agl_m / sharp_m)
    if intent.legal_agl_m is not None and sharp_m > intent.legal_agl_m:
        return (message("intent.higher_with_permit", agl_m=sharp_m, gsd_cm=gsd_cm, share=share),)
    return (message("intent.higher", agl_m=sharp_m, gsd_cm=gsd_cm, share=share),)
