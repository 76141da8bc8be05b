"""Named sets of what is asked of a flight, one file each, by sensor, in the user's own folder.

A preset can be handed on: its file holds its name and its sensor, and where it lies says nothing.
What belongs to a site (the direction) or to one run of the search (seed, evaluations, time) is not
kept.
"""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pydantic import Field

from missionplanner.aircraft.catalogue import sensor as known_sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.model.places import Frozen
from missionplanner.model.plan import PlanIntent
from missionplanner.settings import settings_path
from missionplanner.storage.atomic import remove, write_whole
from missionplanner.storage.folders import is_plain_file, made
from missionplanner.storage.saved import as_model, read_object

#: Fields of an intent that no preset holds.
LEFT_OUT = frozenset({"seed", "evaluations", "budget_s", "direction_deg"})
_HEIGHTS = frozenset({"agl_from_m", "agl_to_m"})
_LONGEST_NAME = 60
_MOST_BYTES = 100_000
_MOST_FILES = 500


class Preset(Frozen):
    """A saved preset; the fields of the intent that are left out keep what the project has."""

    name: str = Field(min_length=1, max_length=_LONGEST_NAME, description="What its owner calls it")
    sensor: str = Field(min_length=1, max_length=100, description="Key of the sensor it is for")
    intent: PlanIntent = PlanIntent()


@dataclass(frozen=True)
class Presets:
    """Those of one sensor by name, and why other files in the folder could not be read."""

    found: tuple[Preset, ...]
    unread: tuple[InputError, ...]


def presets_folder() -> Path:
    """Return the folder, beside the settings."""
    return settings_path().parent / "presets"


def presets_of(sensor: str, folder: Path | None = None) -> Presets:
    """Return what is kept for a sensor, in order of names; links and other files are passed by."""
    folder = folder or presets_folder()
    found: dict[str, Preset] = {}
    unread = []
    for path in sorted(folder.glob("*.json"))[:_MOST_FILES] if folder.is_dir() else ():
        if not is_plain_file(path):
            continue
        try:
            preset = read_preset(path)
        except InputError as error:
            unread.append(error)
            continue
        if preset.sensor == sensor:
            found[preset.name] = preset
    return Presets(tuple(found[name] for name in sorted(found, key=str.casefold)), tuple(unread))


def read_preset(path: Path) -> Preset:
    """Return the preset in a file, as someone may have handed it on.

    Raises
    ------
    InputError
        The file cannot be read, or is no preset.
    """
    remedy = message("presets.correct_or_delete")
    return as_model(read_object(path, remedy, _MOST_BYTES), Preset, path, remedy)


def save_preset(name: str, sensor: str, intent: PlanIntent, folder: Path | None = None) -> Path:
    """Keep what an intent asks of a flight under a name; one of that name is replaced.

    Raises
    ------
    InputError
        The name is empty or too long.
    OutputError
        The file cannot be written.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InputError("presets.no_name", name, most=_LONGEST_NAME)
    folder = made(folder or presets_folder())
    # All of it, also what stands at its default: a preset asks for the same wherever it is taken.
    asked = PlanIntent.model_validate(intent.model_dump(exclude=set(LEFT_OUT)))
    kept = Preset(name=name, sensor=sensor, intent=asked)
    return write_whole(folder / _file_name(name, sensor), _text(kept))


def hand_on(preset: Preset, path: Path) -> Path:
    """Write a preset to a file, for somebody else.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    return write_whole(path, _text(preset))


def take_preset(path: Path, folder: Path | None = None) -> Preset:
    """Keep a preset that somebody handed on; where its name is taken, under one with a number.

    Raises
    ------
    InputError
        The file cannot be read, is no preset, or is for a sensor that nobody knows here.
    OutputError
        It cannot be kept.
    """
    preset = read_preset(path)
    known_sensor(preset.sensor)
    mine = {one.name: one for one in presets_of(preset.sensor, folder).found}
    name, number = preset.name, 2
    while name in mine and mine[name].intent != preset.intent:
        cut = preset.name[: _LONGEST_NAME - len(f" {number}")]
        name, number = f"{cut} {number}", number + 1
    kept = preset.model_copy(update={"name": name})
    folder = made(folder or presets_folder())
    write_whole(folder / _file_name(name, kept.sensor), _text(kept))
    return kept


def delete_preset(preset: Preset, folder: Path | None = None) -> None:
    """Remove every file that holds a sensor's preset of that name.

    Raises
    ------
    OutputError
        A file cannot be removed.
    """
    folder = folder or presets_folder()
    for path in sorted(folder.glob("*.json"))[:_MOST_FILES]:
        try:
            found = read_preset(path) if is_plain_file(path) else None
        except InputError:
            continue
        if found and (found.name, found.sensor) == (preset.name, preset.sensor):
            remove(path)


def asked_by(preset: Preset) -> dict[str, object]:
    """Return the fields of an intent that a preset sets: those its file holds."""
    asked = preset.intent.model_dump(exclude=set(LEFT_OUT), exclude_unset=True)
    if _HEIGHTS & asked.keys():  # one without the other may not fit the project's other one
        asked |= {name: getattr(preset.intent, name) for name in _HEIGHTS}
    return asked


def _text(preset: Preset) -> bytes:
    """Return the file of a preset: what it asks, and no more."""
    asked = preset.intent.model_dump(mode="json", exclude=set(LEFT_OUT), exclude_unset=True)
    whole = {"name": preset.name, "sensor": preset.sensor, "intent": asked}
    return f"{json.dumps(whole, indent=2)}\n".encode()


def _file_name(name: str, sensor: str) -> str:
    """Return a name for every disk: readable, and different for names that differ in any sign."""
    plain = re.sub(r"[^a-z0-9]+", "-", f"{sensor} {name}".lower()).strip("-")[:60]
    return f"{plain}-{sha256(f'{sensor}/{name}'.encode()).hexdigest()[:8]}.json"
