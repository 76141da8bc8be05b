"""Aircraft and sensors by key, from the catalogues that ship and from the user's own.

A catalogue is a folder of TOML files, one an entry, named KEY.toml. The user's folders,
`user_folder("aircraft")` and `user_folder("sensors")`, are read too; an entry there replaces the
shipped one of the same key. `docs/formats/catalogue.md` describes the keys.
"""

import difflib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
from pydantic import BaseModel, ValidationError

from missionplanner import assets
from missionplanner.aircraft.calibrated import calibration_of, put_over
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message, text
from missionplanner.model.aircraft import Aircraft
from missionplanner.model.sensor import Sensor
from missionplanner.storage.saved import first_complaint, read_toml

Entry = TypeVar("Entry", bound=BaseModel)
# Not a real payload: it gives benchmarks the camera of published comparisons.
_BENCHMARK = "generic"
_KINDS = {"aircraft": message("aircraft.aircraft"), "sensors": message("aircraft.sensor")}


def aircraft(key: str) -> Aircraft:
    """Return the aircraft called `key`, its energy model as a flight log showed it, if one did.

    Raises
    ------
    InputError
        No such key (near matches are named), or a file of it cannot be used.
    """
    own = as_catalogued(key)
    known = calibration_of(key)
    return put_over(own, known) if known else own


def as_catalogued(key: str) -> Aircraft:
    """Return the aircraft called `key` by the figures of its catalogue alone; as `aircraft`."""
    return _aircraft(*_dated(_path("aircraft", key)))


def sensor(key: str) -> Sensor:
    """Return the sensor called `key`; lines it does not give come from its kind's Table 2.

    Raises
    ------
    InputError
        No such key (near matches are named), or its file cannot be used.
    """
    return _sensor(*_dated(_path("sensors", key)))


def aircraft_keys() -> tuple[str, ...]:
    """Return the keys of all aircraft, sorted."""
    return tuple(sorted(_files("aircraft")))


def sensor_keys() -> tuple[str, ...]:
    """Return the keys of all sensors, sorted."""
    return tuple(sorted(_files("sensors")))


def user_folder(name: str) -> Path:
    """Return the user's own catalogue folder, `name` being 'aircraft' or 'sensors'."""
    return _user_data() / name


@lru_cache
def _user_data() -> Path:
    """Return the user's own data; it stays where it is, and the window asks a hundred times."""
    return Path(platformdirs.user_data_path("osprey", appauthor=False))


def forget() -> None:
    """Read every file again when it is next asked for (after the user changed a catalogue)."""
    _shipped.cache_clear()
    _aircraft.cache_clear()
    _sensor.cache_clear()


def unverified(entry: Aircraft | Sensor) -> tuple[str, ...]:
    """Return the fields of an entry whose source is a recollection or an assumption, sorted."""
    return tuple(sorted(name for name, source in entry.sources.items() if not source.verified))


def check_mount(sensor: Sensor, aircraft: Aircraft) -> None:
    """Raise InputError when the sensor cannot be carried by the aircraft."""
    remedy = message("aircraft.choose_another")
    if sensor.built_into and sensor.built_into != aircraft.name:
        raise InputError(
            "aircraft.built_in",
            sensor.name,
            of=sensor.built_into,
            aircraft=aircraft.name,
            help=remedy,
        )
    if sensor.mass_kg > aircraft.max_payload_kg:
        raise InputError(
            "aircraft.payload",
            sensor.name,
            mass_kg=sensor.mass_kg,
            most_kg=aircraft.max_payload_kg,
            aircraft=aircraft.name,
            help=remedy,
        )
    total_kg = aircraft.mass_kg + sensor.mass_kg
    if total_kg > aircraft.max_takeoff_mass_kg:
        raise InputError(
            "aircraft.take_off_mass",
            sensor.name,
            mass_kg=total_kg,
            most_kg=aircraft.max_takeoff_mass_kg,
            aircraft=aircraft.name,
            help=remedy,
        )


def mount_refusal(sensor: Sensor, aircraft: Aircraft) -> InputError | None:
    """Return why a sensor is not to be flown on an aircraft; None: it may be."""
    if sensor.key == _BENCHMARK:
        return InputError("aircraft.for_benchmarks", sensor.name)
    try:
        check_mount(sensor, aircraft)
    except InputError as error:
        return error
    return None


def readable_sensors() -> tuple[tuple[Sensor, ...], tuple[InputError, ...]]:
    """Return all sensors whose files can be used, by key, and why the others cannot."""
    found: list[Sensor] = []
    unread: list[InputError] = []
    for key in sensor_keys():
        try:
            found.append(sensor(key))
        except InputError as error:
            unread.append(error)
    return tuple(found), tuple(unread)


def payload_note(sensor: Sensor) -> Message:
    """Return what the catalogue notes of a payload; of a person's own entry as it is written."""
    note = sensor.wpml.note
    known = Message(f"aircraft.note.{sensor.key}")
    return known if sentence(known, "en") == note else text(note)


def unrecorded(sensor: Sensor) -> Message:
    """Return what a payload could record and no mission starts."""
    cloud = message("aircraft.point_cloud")
    return cloud if sensor.not_recorded == sentence(cloud, "en") else text(sensor.not_recorded)


def _files(folder: str) -> dict[str, Path]:
    own = user_folder(folder)
    return {**_shipped(assets.resources() / folder), **(_listed(own) if own.is_dir() else {})}


@lru_cache
def _shipped(folder: Path) -> dict[str, Path]:
    """Return the files that come with the product: the window asks a hundred times to open."""
    return _listed(folder)


def _listed(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def _path(folder: str, key: str) -> Path:
    files = _files(folder)
    if key in files:
        return files[key]
    begun = [name for name in sorted(files) if key and name.startswith(key.lower())]
    alike = difflib.get_close_matches(key.lower(), files, n=3, cutoff=0.4)
    near = list(dict.fromkeys([*begun, *alike]))[:3]
    remedy = message("aircraft.known", keys=sorted(files))
    if near:
        remedy = message("aircraft.did_you_mean", key=_either(near))
    raise InputError("aircraft.not_there", "", kind=_KINDS[folder], key=key, help=remedy)


def _either(keys: list[str]) -> Message | str:
    *others, last = keys
    return message("aircraft.or", others=_either(others), last=last) if others else last


def _dated(path: Path) -> tuple[Path, int]:
    """Return a file and when it was changed: another process may have written it anew."""
    with suppress(OSError):
        return path, path.stat().st_mtime_ns
    return path, 0


@lru_cache(maxsize=64)
def _aircraft(path: Path, _changed: int) -> Aircraft:
    data = _read(path)
    power, battery = data.get("power"), data.get("battery")
    if isinstance(power, dict) and isinstance(battery, dict) and "energy_wh" in battery:
        power.setdefault("reference_energy_wh", battery["energy_wh"])
    return _validated(Aircraft, data, path)


@lru_cache(maxsize=256)
def _sensor(path: Path, _changed: int) -> Sensor:
    data = _read(path)
    # TOML has no null: a payload that the file must not name has no enum.
    if isinstance(payload := data.setdefault("wpml", {}), dict):
        payload.setdefault("enum", None)
    defaults = assets.resources() / "sensors" / "defaults" / f"{data.get('kind')}.toml"
    if defaults.is_file():
        table2 = _read(defaults)
        for part in ("acquisition", "sources"):
            own = data.get(part, {})
            data[part] = {**table2[part], **own} if isinstance(own, dict) else own
    return _validated(Sensor, data, path)


def _read(path: Path) -> dict[str, Any]:
    return read_toml(path, message("aircraft.take_copy"))


def _validated(kind: type[Entry], data: dict[str, Any], path: Path) -> Entry:
    if data.get("key") != path.stem:
        raise InputError("aircraft.other_key", str(path), key=data.get("key"), name=path.stem)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        reason, more = first_complaint(error), error.error_count() - 1
        if more:
            raise InputError("aircraft.unfit_and_more", str(path), reason=reason, n=more) from error
        raise InputError("aircraft.unfit", str(path), reason=reason) from error
