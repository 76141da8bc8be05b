"""What flight logs taught of aircraft: kept beside the user's settings, put over the catalogue."""

import json
import re
from pathlib import Path

from missionplanner.messages.message import message
from missionplanner.model.aircraft import Aircraft, FigureSource
from missionplanner.model.calibration import AircraftCalibration
from missionplanner.settings import settings_path
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made
from missionplanner.storage.saved import read_saved

_KEY = re.compile(r"[\w-]{1,200}")


def calibration_path(key: str) -> Path:
    """Return where the calibration of an aircraft is kept; it need not be there."""
    return settings_path().parent / "calibrations" / f"{key}.json"


def calibration_of(key: str) -> AircraftCalibration | None:
    """Return what is known of an aircraft from flight logs; None: nothing.

    Raises
    ------
    InputError
        The file is there and cannot be understood.
    """
    if not _KEY.fullmatch(key):
        return None
    return read_saved(
        calibration_path(key), AircraftCalibration, message("aircraft.log.calibrate_again")
    )


def keep(calibration: AircraftCalibration) -> Path:
    """Write a calibration in the user's folder, in place of an older one; return the file.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    path = calibration_path(calibration.aircraft)
    made(path.parent)
    text = json.dumps(calibration.model_dump(mode="json"), indent=2) + "\n"
    write_whole(path, text.encode())
    return path


def put_over(aircraft: Aircraft, known: AircraftCalibration) -> Aircraft:
    """Return an aircraft with its energy model and battery as a log showed them.

    Where the figures come from stands in its `sources`.
    """
    source = FigureSource(text=f"{known.log}, {known.made:%Y-%m-%d}")
    power = aircraft.power.model_copy(
        update={
            "reference_endurance_s": known.reference_endurance_s,
            "hover_endurance_ratio": known.hover_endurance_ratio,
            "reference_energy_wh": aircraft.power.reference_energy_wh or aircraft.battery.energy_wh,
        }
    )
    energy_wh = aircraft.battery.energy_wh * known.battery_health
    sources = {
        "power.reference_endurance_s": source,
        "power.hover_endurance_ratio": source,
        "battery.energy_wh": source,
    }
    return aircraft.model_copy(
        update={
            "power": power,
            "battery": aircraft.battery.model_copy(update={"energy_wh": energy_wh}),
            "sources": aircraft.sources | sources,
        }
    )
