"""A pilot's own sensor: what a form asks of it, kept as a file of the user's own catalogue."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field

from missionplanner.aircraft.catalogue import sensor, sensor_keys
from missionplanner.messages.message import Message
from missionplanner.model.places import Frozen
from missionplanner.model.sensor import Sensor, TriggerMode
from missionplanner.operations.own_entry import LONGEST_NAME, SOURCE, form_faults, keep_entry


class SensorForm(Frozen):
    """What is asked of a sensor; the rest is as of the one it is made from."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME, description="Shown to people")
    focal_mm: float = Field(gt=0, le=2000, description="Focal length, mm")
    sensor_width_mm: float = Field(gt=0, le=200, description="Long side of the detector, mm")
    sensor_height_mm: float = Field(gt=0, le=200, description="Short side of the detector, mm")
    width_px: int = Field(gt=0, le=100_000, description="Pixels along the long side")
    height_px: int = Field(gt=0, le=100_000, description="Pixels along the short side")
    mass_kg: float = Field(ge=0, le=50, description="Mass, kg")
    min_interval_s: float = Field(gt=0, le=60, description="Shortest time between images, s")
    trigger: TriggerMode = Field(description="Who fires the shutter")
    agl_m: float = Field(gt=0, le=1000, description="Usual height above ground, m")
    gsd_limit_m: float = Field(gt=0, le=100, description="Coarsest GSD accepted, m")
    frontlap: float = Field(ge=0, lt=0.95, description="Overlap along track, share")
    sidelap: float = Field(ge=0, lt=0.95, description="Overlap across track, share")


def form_of(made_from: Sensor, name: str) -> dict[str, Any]:
    """Return the fields of a form that begins as a sensor is."""
    camera, taken = made_from.camera.model_dump(), made_from.acquisition.model_dump()
    whole = {**taken, **camera, **made_from.model_dump(exclude={"camera", "acquisition"})}
    return {**{key: whole[key] for key in SensorForm.model_fields}, "name": name}


def faults_of(fields: Mapping[str, Any]) -> dict[str, Message]:
    """Return what is wrong with each field of a form; nothing where all is right."""
    return form_faults(SensorForm, fields)


def save_own_sensor(made_from: str, form: SensorForm, folder: Path | None = None) -> str:
    """Write a sensor to the user's own catalogue, where it is known from now on; returns its key.

    Made from one of the user's own under the same name it takes its place.

    Raises
    ------
    InputError
        There is another sensor of that name.
    OutputError
        The file cannot be written.
    """
    base = sensor(made_from).model_dump(mode="json", exclude_none=True)
    given = form.model_dump(mode="json")
    camera = {name: given[name] for name in base["camera"]}
    taken = {name: given.get(name, value) for name, value in base["acquisition"].items()}
    taken["agl_min_m"] = min(taken["agl_min_m"], form.agl_m)
    taken["agl_max_m"] = max(taken["agl_max_m"], form.agl_m)
    own = {
        **base,
        **{name: given[name] for name in ("name", "mass_kg", "min_interval_s", "trigger")},
        "camera": camera,
        "acquisition": taken,
        "sources": {"camera": {"text": SOURCE, "verified": False}},
    }
    return keep_entry("sensors", own, sensor_keys(), folder, anew=made_from)
