"""Fit an aircraft's energy model to a flight log, and keep it for every plan to come."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.aircraft.calibrated import keep
from missionplanner.aircraft.calibrating import fit
from missionplanner.aircraft.catalogue import as_catalogued
from missionplanner.aircraft.catalogue import sensor as catalogue_sensor
from missionplanner.aircraft.flight_log import read_flight_log
from missionplanner.messages.message import Message
from missionplanner.model.calibration import AircraftCalibration
from missionplanner.tasks.progress import Progress


@dataclass(frozen=True)
class FlightFacts:
    """What is known of the flight beside its log.

    Attributes
    ----------
    sensor : str or None
        Key of what was carried; its mass counts beside `payload_kg`.
    payload_kg : float
        Mass carried, kg.
    wind : (east, north) or None
        Wind blowing TOWARDS there, m/s; None: as logged, or fitted.
    ground_m : float
        Height above sea level of what the log's heights count from, m.
    health : float or None
        Energy of the battery set as a share of nominal; None: measured where it can be, else 1.
    """

    sensor: str | None = None
    payload_kg: float = 0.0
    wind: tuple[float, float] | None = None
    ground_m: float = 0.0
    health: float | None = None


@dataclass(frozen=True)
class Calibrated:
    """What a log gave; `file` is None where nothing was kept."""

    calibration: AircraftCalibration
    told: tuple[Message, ...]
    file: Path | None


def calibrate(
    log: Path, key: str, asked: FlightFacts, progress: Progress, *, kept: bool = True
) -> Calibrated:
    """Fit the energy model of the aircraft `key` to a log, and keep it in the user's folder.

    Raises
    ------
    InputError
        No such aircraft or sensor, or the log does not serve.
    OutputError
        It cannot be kept.
    """
    craft = as_catalogued(key)
    mass_kg = asked.payload_kg
    if asked.sensor is not None:
        mass_kg += catalogue_sensor(asked.sensor).mass_kg
    progress.report(0.1, "aircraft.log.reading")
    read = read_flight_log(log)
    progress.report(0.4, "aircraft.log.fitting")
    found = fit(read, craft, mass_kg, wind=asked.wind, ground_m=asked.ground_m, health=asked.health)
    file = keep(found.calibration) if kept else None
    progress.report(1.0, "aircraft.log.fitted")
    return Calibrated(found.calibration, found.told, file)
