"""Which sensors fit on one aircraft together: by mass, by what they hang on, and by light."""

from collections.abc import Sequence

from missionplanner.messages.message import Message, message
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.sensor import Mount, Sensor, TriggerMode


def payload_kg(sensors: Sequence[Sensor]) -> float:
    """Return the mass of all payloads, kg; sensors of one housing weigh once, as the heaviest."""
    heaviest: dict[str, float] = {}
    for sensor in sensors:
        name = housing(sensor)
        heaviest[name] = max(heaviest.get(name, 0.0), sensor.mass_kg)
    return sum(heaviest.values())


def housing(sensor: Sensor) -> str:
    """Return the name of what a sensor is built into, which is mounted as a whole."""
    return sensor.payload or sensor.key


def misfit(sensors: Sequence[Sensor], aircraft: Aircraft) -> Message | None:
    """Return why sensors cannot be flown together on an aircraft; None: they can.

    That each of them can be carried alone is told by `catalogue.check_mount`. The aircraft fires
    one shutter only: a mission file names the photos of one payload.
    """
    if any(s.lidar for s in sensors):
        return message("aircraft.scans_alone")
    if len({s.acquisition.sun_window for s in sensors}) > 1:
        return message("aircraft.other_light")
    firing = {housing(s) for s in sensors if s.trigger is not TriggerMode.SELF}
    if len(firing) > 1 or _shutters(sensors) > 1:
        return message("aircraft.one_shutter", aircraft=aircraft.name)
    for mount, places, code in (
        (Mount.GIMBAL, aircraft.gimbals, message("aircraft.gimbals", n=aircraft.gimbals)),
        (Mount.FIXED, aircraft.brackets, message("aircraft.brackets", n=aircraft.brackets)),
    ):
        if len({housing(s) for s in sensors if s.mount is mount}) > places:
            return code
    mass_kg = payload_kg(sensors)
    most_kg = min(aircraft.max_payload_kg, aircraft.max_takeoff_mass_kg - aircraft.mass_kg)
    if mass_kg > most_kg:
        return message("aircraft.too_heavy_together", mass_kg=mass_kg, most_kg=most_kg)
    return None


def _shutters(sensors: Sequence[Sensor]) -> int:
    return sum(1 for s in sensors if s.trigger is not TriggerMode.SELF)
