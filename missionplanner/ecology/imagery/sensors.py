"""What is known of each sensor: bands, tasseled cap, thermal constants, solar irradiance.

One TOML file a sensor in `resources/ecology/sensors`, each number with its source; a user's own
file of the same layout serves by its path. `docs/formats/study.md` describes the keys.
"""

import difflib
from collections.abc import Collection
from functools import lru_cache, reduce
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import Field, ValidationError, model_validator

from missionplanner import assets
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message, text
from missionplanner.model.places import Frozen
from missionplanner.model.study import Band, Level
from missionplanner.storage.saved import first_complaint, read_toml

_ALIKE = (
    frozenset({"landsat8-oli", "landsat9-oli2"}),
    frozenset({"landsat4-tm", "landsat5-tm"}),
)
"""Sensors of the same bands: a change between them is not the sensor's."""

TOLERANCE = 1e-3
"""How far rows of a tasseled cap may be from orthonormal, where their file names no other."""


class BandNote(Frozen):
    """One band of a sensor."""

    name: str = Field(description="The sensor's own name of the band, as in file names")
    wavelength_um: float = Field(gt=0, description="Centre, um")
    esun: float | None = Field(
        default=None, gt=0, description="Mean solar irradiance above the atmosphere, W m-2 um-1"
    )


class TasseledCap(Frozen):
    """Coefficients of reflectance (0 to 1) for the first three components."""

    bands: tuple[Band, ...]
    brightness: tuple[float, ...]
    greenness: tuple[float, ...]
    wetness: tuple[float, ...]
    source: str
    note: str = Field(default="", description="What has to be told with a result; empty: nothing")
    note_zh: str = Field(default="", description="The same in Chinese")
    tolerance: float = Field(
        default=TOLERANCE, gt=0, description="Accepted departure from orthonormality"
    )

    @property
    def rows(self) -> tuple[tuple[float, ...], ...]:
        """Brightness, greenness, wetness."""
        return self.brightness, self.greenness, self.wetness

    @property
    def remark(self) -> Message | None:
        """What has to be told with a result; None: nothing."""
        return text(self.note, self.note_zh) if self.note else None

    def departure(self) -> float:
        """Return the largest error of an inner product of two rows against 1 or 0."""
        rows = np.array(self.rows)
        return float(np.abs(rows @ rows.T - np.eye(3)).max())

    @model_validator(mode="after")
    def _orthonormal(self) -> Self:
        if any(len(row) != len(self.bands) for row in self.rows):
            raise ValueError(message("ecology.sensor.row_length", n=len(self.bands)))
        if (off := self.departure()) > self.tolerance:
            raise ValueError(message("ecology.sensor.not_orthonormal", off=off))
        return self


class ThermalNote(Frozen):
    """The thermal band used for land surface temperature."""

    name: str
    wavelength_um: float = Field(gt=0, description="Effective wavelength, um")
    k1: float | None = Field(default=None, gt=0, description="W m-2 sr-1 um-1")
    k2: float | None = Field(default=None, gt=0, description="K")


class Fallback(Frozen):
    """Which level's table stands in for a level without one of its own."""

    use: Level
    note: str
    note_zh: str = ""
    without: tuple[Band, ...] = Field(default=(), description="Bands the product does not hold")


class SpectralSensor(Frozen):
    """A sensor.

    `tasseled` holds a table for each level the sensor can be used at; where that is another
    level's, its `note` says so, and the list of methods must print it.
    """

    key: str
    title: str
    bands: dict[Band, BandNote]
    tasseled: dict[Level, TasseledCap] = Field(default_factory=dict)
    fallback: dict[Level, Fallback] = Field(default_factory=dict)
    thermal: ThermalNote | None = None
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for table in self.tasseled.values():
            if lost := [band for band in table.bands if band not in self.bands]:
                raise ValueError(message("ecology.sensor.no_such_band", band=lost[0]))
        for level, other in self.fallback.items():
            if other.use not in self.tasseled:
                raise ValueError(message("ecology.sensor.no_fallback", level=level, use=other.use))
            self.tasseled.setdefault(level, _substitute(self.tasseled[other.use], other))
        return self


def sensor(key: str, folder: Path | None = None) -> SpectralSensor:
    """Return a sensor by its key, or by the path of a user's own TOML file.

    Parameters
    ----------
    key : str
    folder : Path, optional
        What a relative path is relative to.

    Raises
    ------
    InputError
        No such sensor (near matches are named), or its file cannot be used.
    """
    if key.endswith(".toml"):
        return _read(str((folder or Path()) / key))
    shipped = sensor_keys()
    if key in shipped:
        return _read(str(_folder() / f"{key}.toml"))
    near = difflib.get_close_matches(key.lower(), shipped, n=3, cutoff=0.4)
    if near:
        first, *others = (text(one) for one in near)
        raise InputError("ecology.no_sensor_but_near", name=key, near=reduce(_or, others, first))
    raise InputError("ecology.no_sensor", name=key, known=shipped)


def _or(first: Message, second: Message) -> Message:
    return message("ecology.either", first=first, second=second)


def alike(keys: Collection[str]) -> bool:
    """Return whether sensors have the same bands, so that a change between them is not theirs."""
    return len(set(keys)) < 2 or any(set(keys) <= group for group in _ALIKE)


def sensor_keys() -> tuple[str, ...]:
    """Return the keys of the sensors that ship, sorted."""
    return tuple(sorted(path.stem for path in _folder().glob("*.toml")))


def _folder() -> Path:
    return assets.resources() / "ecology" / "sensors"


def _substitute(table: TasseledCap, other: Fallback) -> TasseledCap:
    kept = [i for i, band in enumerate(table.bands) if band not in other.without]
    picked = {
        name: tuple(getattr(table, name)[i] for i in kept)
        for name in ("bands", "brightness", "greenness", "wetness")
    }
    return table.model_copy(update={**picked, "note": other.note, "note_zh": other.note_zh})


@lru_cache(maxsize=64)
def _read(path: str) -> SpectralSensor:
    data = read_toml(Path(path), message("ecology.give_sensor_table"))
    try:
        return SpectralSensor.model_validate(data)
    except ValidationError as error:
        reason = first_complaint(error)
        raise InputError("ecology.sensor_wrong", path, reason=reason) from error
