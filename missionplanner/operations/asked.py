"""What follows at once from what is asked of a plan, for whoever asks while a pilot types."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isclose

from missionplanner.aircraft.camera import agl_for_gsd_m, flight_settings
from missionplanner.errors import PlannerError
from missionplanner.messages.message import Message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.plan import FlightSettings, PlanIntent
from missionplanner.model.sensor import Sensor
from missionplanner.planning.intent import choice_of

_HECTARE_M2 = 10_000.0


class SpeedLimit(StrEnum):
    """What bounds the survey speed."""

    AIRCRAFT = "aircraft"
    INTERVAL = "interval"
    BLUR = "blur"


@dataclass(frozen=True)
class Expected:
    """What a plan of one sensor will be flown with, known before there is one.

    Attributes
    ----------
    sensor : Sensor
        With the acquisition that is asked for.
    agl_m, speed_mps : (least, greatest)
        Heights above ground, m, and survey speeds, m/s, left to choose; equal: none.
    settings : FlightSettings
        At the greatest height and speed.
    sharp_m : float
        Greatest height above ground at which the accepted GSD is reached, m.
    speed_limit_mps : float
        Greatest survey speed at the greatest height, m/s.
    limited_by : SpeedLimit
        What that greatest speed comes from.
    photos_per_ha : float
        Photos a hectare of flat ground, turns and edges left out.
    told : tuple of Message
        What the pilot should know.
    """

    sensor: Sensor
    agl_m: tuple[float, float]
    speed_mps: tuple[float, float]
    settings: FlightSettings
    sharp_m: float
    speed_limit_mps: float
    limited_by: SpeedLimit
    photos_per_ha: float
    told: tuple[Message, ...]


def expected(intent: PlanIntent, sensor: Sensor, aircraft: Aircraft) -> Expected:
    """Return what a sensor will be flown with; no terrain is read, so it takes no time.

    Raises
    ------
    PlanRefused
        What is asked cannot be: it says why, and what would do.
    """
    choice = choice_of(intent, sensor, aircraft)
    fastest = flight_settings(
        choice.sensor, aircraft, agl_m=choice.agl_m[1], speed_mps=aircraft.max_speed_mps
    )
    settings = choice.settings
    return Expected(
        sensor=choice.sensor,
        agl_m=choice.agl_m,
        speed_mps=choice.speed_mps,
        settings=settings,
        sharp_m=agl_for_gsd_m(sensor.camera, choice.sensor.acquisition.gsd_limit_m),
        speed_limit_mps=fastest.speed_mps,
        limited_by=_limit(fastest, choice.sensor),
        photos_per_ha=_HECTARE_M2 / (settings.spacing_m * settings.trigger_distance_m),
        told=choice.messages,
    )


def refusals(
    intent: PlanIntent, sensors: Sequence[Sensor], aircraft: Aircraft
) -> tuple[PlannerError, ...]:
    """Return why what is asked cannot be, one error for each sensor that it cannot be for."""
    found = []
    for sensor in sensors:
        try:
            choice_of(intent, sensor, aircraft)
        except PlannerError as error:
            found.append(error)
    return tuple(found)


def _limit(fastest: FlightSettings, sensor: Sensor) -> SpeedLimit:
    if isclose(fastest.interval_s, sensor.min_interval_s, rel_tol=1e-6):
        return SpeedLimit.INTERVAL
    if fastest.blur_px is not None and isclose(fastest.blur_px, sensor.max_blur_px, rel_tol=1e-6):
        return SpeedLimit.BLUR
    return SpeedLimit.AIRCRAFT
