"""A pilot's own sensor: what a form asks of it, kept as a file of the user's own catalogue."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from missionplanner.aircraft.catalogue import forget, sensor, sensor_keys, user_folder
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.places import Frozen
from missionplanner.model.sensor import Sensor, TriggerMode
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.complaints import reason
from missionplanner.storage.folders import made
from missionplanner.storage.toml_text import toml_text

_LONGEST_NAME = 80
_SOURCE = "Typed in by its owner"
_OWN_PREFIX = "own-"


class SensorForm(Frozen):
    """What is asked of a sensor; the rest is as of the one it is made from."""

    name: str = Field(min_length=1, max_length=_LONGEST_NAME, description="Shown to people")
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
    nameless = {} if fields.get("name") else {"name": message("aircraft.name_missing")}
    try:
        SensorForm.model_validate(dict(fields))
    except ValidationError as error:
        found = {str(one["loc"][0]): reason(one) for one in error.errors() if one["loc"]}
        return {**found, **nameless}
    return nameless


def save_own_sensor(made_from: str, form: SensorForm, folder: Path | None = None) -> str:
    """Write a sensor to the user's own catalogue, where it is known from now on; returns its key.

    Raises
    ------
    InputError
        There is another sensor of that name.
    OutputError
        The file cannot be written.
    """
    key = _key(form.name)
    place = folder or user_folder("sensors")
    if key in sensor_keys() or (place / f"{key}.toml").exists():
        raise InputError("aircraft.there_already", form.name)
    base = sensor(made_from).model_dump(mode="json", exclude_none=True)
    given = form.model_dump(mode="json")
    camera = {name: given[name] for name in base["camera"]}
    taken = {name: given.get(name, value) for name, value in base["acquisition"].items()}
    taken["agl_min_m"] = min(taken["agl_min_m"], form.agl_m)
    taken["agl_max_m"] = max(taken["agl_max_m"], form.agl_m)
    own = {
        **base,
        **{name: given[name] for name in ("name", "mass_kg", "min_interval_s", "trigger")},
        "key": key,
        "camera": camera,
        "acquisition": taken,
        "sources": {"camera": {"text": _SOURCE, "verified": False}},
    }
    path = made(place) / f"{key}.toml"
    write_whole(path, toml_text(own).encode())
    forget()
    return key


def _key(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
    # Names in other scripts leave nothing of themselves in a key.
    letters = plain or "".join(f"{ord(sign):x}" for sign in name.strip())[:40]
    return f"{_OWN_PREFIX}{letters}"
