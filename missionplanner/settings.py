"""What a person has set for themselves on this machine; nothing of it belongs to a project."""

import json
import os
from contextlib import suppress
from pathlib import Path

from platformdirs import user_config_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made
from missionplanner.storage.saved import as_model, read_object

_VARIABLE = "MISSIONPLANNER_SETTINGS"


class PaperNames(BaseModel):
    """Who stands on a printed brief; empty: a blank to write on."""

    model_config = ConfigDict(frozen=True, extra="allow")

    operator: str = Field(default="", max_length=120, description="Who is responsible for flying")
    pilot: str = Field(default="", max_length=120, description="Remote pilot")
    observer: str = Field(default="", max_length=120, description="Who watches the airspace")
    customer: str = Field(default="", max_length=120, description="For whom it is flown")
    registration: str = Field(default="", max_length=120, description="Of operator and aircraft")
    insurance: str = Field(default="", max_length=120, description="Policy")
    logo: str = Field(default="", max_length=4096, description="PNG or JPEG of the operator")


class Settings(BaseModel):
    """The saved settings.

    Unknown keys are kept as they are: a newer version has written them, and reads them again.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    disabled_plugins: tuple[str, ...] = Field(
        default=(), description="Names of the plugins that are switched off"
    )
    paper: PaperNames = Field(default=PaperNames(), description="Who stands on a printed brief")

    def switched(self, plugin: str, on: bool) -> "Settings":
        """Return the settings with one plugin switched on or off."""
        others = tuple(name for name in self.disabled_plugins if name != plugin)
        return self.model_copy(
            update={"disabled_plugins": others if on else tuple(sorted({*others, plugin}))}
        )


def settings_path() -> Path:
    """Return the settings file; the variable MISSIONPLANNER_SETTINGS names another."""
    named = os.environ.get(_VARIABLE)
    return Path(named) if named else user_config_path("osprey", appauthor=False) / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Return the saved settings, or the defaults where none were saved.

    Raises
    ------
    InputError
        The file is there and cannot be understood.
    """
    path = path or settings_path()
    if not path.exists():
        return Settings()
    remedy = message("settings.correct_or_delete")
    try:
        return as_model(read_object(path, remedy), Settings, path, remedy)
    except InputError as error:
        raise InputError("settings.unreadable", str(path), reason=error.message) from error


def understood_settings(path: Path | None = None) -> tuple[Settings, InputError | None]:
    """Return of the saved settings what can be understood, and why not all of it.

    A value that does not fit is that of no setting; the others hold. For whoever has to go on:
    `load_settings` is for whoever writes them back.
    """
    try:
        return load_settings(path), None
    except InputError as error:
        return _fitting(path or settings_path()), error


def _fitting(path: Path) -> Settings:
    try:
        raw = read_object(path)
    except InputError:
        return Settings()
    fitting = {}
    for key in Settings.model_fields.keys() & raw.keys():
        with suppress(ValidationError):
            Settings.model_validate_json(json.dumps({key: raw[key]}))
            fitting[key] = raw[key]
    return Settings.model_validate_json(json.dumps(fitting))


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Write the settings; what was saved before stays whole until the new file is complete.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    path = path or settings_path()
    made(path.parent)
    text = json.dumps(settings.model_dump(mode="json"), indent=2) + "\n"
    write_whole(path, text.encode())
