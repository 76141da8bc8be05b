"""Temperatures of a thermal camera's photos, by whatever their files tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.imagery.radiometry.dji_tool import (
    DISTANCE_M,
    dji_celsius,
    find_tool,
    is_dji_radiometric,
)
from missionplanner.imagery.radiometry.fff import FlirFrame, flir_frame
from missionplanner.imagery.radiometry.flir import ThermalSetting, surface_c
from missionplanner.imagery.radiometry.measure import Measure, Measured
from missionplanner.imagery.radiometry.picture import opened
from missionplanner.imagery.xmp import number, packet_of, read_xmp
from missionplanner.messages.message import Message, message

_ABSOLUTE_K = 273.15
# DJI's tool where a photo does not tell: the SDK's own defaults.
_DJI = ThermalSetting(emissivity=1.0, distance_m=5.0, reflected_c=23.0, air_c=23.0, humidity=0.7)
_LIMITS = {
    "emissivity": (0.1, 1.0),
    "humidity": (0.0, 1.0),
    "air": (-60.0, 80.0),
    "reflected": (-100.0, 500.0),
}


class ThermalKind(StrEnum):
    """How a photo keeps its temperatures."""

    FLIR = "flir"  # raw counts and constants in a JPEG
    DJI = "dji"  # DJI's own, for the maker's tool
    LINEAR = "linear"  # 16 bits, each count the same share of a kelvin
    NONE = "none"  # a picture


@dataclass(frozen=True)
class ThermalAsked:
    """What is known of the air and the ground; None: as the photos tell.

    Attributes
    ----------
    emissivity, humidity : float or None
        0 to 1.
    air_c, reflected_c : float or None
    tool : Path or None
        The maker's program for DJI's own files; None: looked for on the program path.
    """

    emissivity: float | None = None
    humidity: float | None = None
    air_c: float | None = None
    reflected_c: float | None = None
    tool: Path | None = None

    def check(self) -> None:
        """Raise InputError where a value cannot be."""
        for name, (least, most) in _LIMITS.items():
            value = getattr(self, name if hasattr(self, name) else f"{name}_c")
            if value is not None and not least <= value <= most:
                raise InputError("radiometry.no_such_air", f"--{name}", least=least, most=most)

    def setting(self, told: ThermalSetting, above_m: float) -> ThermalSetting:
        """Return what lies between the ground and a camera that much above it."""

        def chosen(mine: float | None, other: float) -> float:
            return other if mine is None else mine

        return ThermalSetting(
            emissivity=chosen(self.emissivity, told.emissivity),
            distance_m=above_m if np.isfinite(above_m) else told.distance_m,
            reflected_c=chosen(self.reflected_c, told.reflected_c),
            air_c=chosen(self.air_c, told.air_c),
            humidity=chosen(self.humidity, told.humidity),
        )


def temperature_measure(
    files: Sequence[Path], above_m: NDArray[np.float64], asked: ThermalAsked
) -> Measure | Message:
    """Return how photos are read as temperatures, or why they cannot be.

    Parameters
    ----------
    files : sequence of Path
        n photos of one camera.
    above_m : float64 (n,)
        Their heights above the ground: so much air lies between.
    asked : ThermalAsked

    Raises
    ------
    InputError
        What is asked of the air cannot be, a file cannot be read, or the tool is no program.
    """
    asked.check()
    kind, step = _kind(files[0])
    if kind is ThermalKind.NONE:
        return message("radiometry.no_temperatures")
    if kind is ThermalKind.LINEAR:
        told = message("radiometry.linear", step=step)
        return _measure(lambda k: _linear_c(files[k], step), told, "counts of a share of a kelvin")
    if kind is ThermalKind.DJI:
        return _by_tool(files, above_m, asked)
    first = asked.setting(_setting(_frame(files[0])), float(np.nanmedian(above_m)))

    def read(k: int) -> NDArray[np.float32]:
        frame = _frame(files[k])
        return surface_c(frame, asked.setting(_setting(frame), float(above_m[k])))

    return _measure(read, _told("radiometry.by_flir", first), "FLIR's measurement formula")


def _measure(read: Callable[[int], NDArray[np.float32]], told: Message, method: str) -> Measure:
    def layered(k: int) -> Measured:
        return read(k)[..., None]

    tags = {"METHOD": f"photos laid on the DEM; temperatures by {method}"}
    return Measure(layered, ("Temperature",), "degC", (told,), tags)


def _by_tool(
    files: Sequence[Path], above_m: NDArray[np.float64], asked: ThermalAsked
) -> Measure | Message:
    tool = find_tool(asked.tool)
    if tool is None:
        return message("radiometry.dji_without_tool")
    first = asked.setting(_DJI, min(float(np.nanmedian(above_m)), DISTANCE_M[1]))

    def read(k: int) -> NDArray[np.float32]:
        setting = asked.setting(_DJI, float(above_m[k]))
        return dji_celsius(tool, files[k], _shape(files[k]), setting)

    told = _told("radiometry.by_tool", first, tool=str(tool))
    return _measure(read, told, "the maker's tool")


def _told(code: str, setting: ThermalSetting, **more: str) -> Message:
    return message(
        code,
        emissivity=setting.emissivity,
        distance=setting.distance_m,
        air=setting.air_c,
        reflected=setting.reflected_c,
        humidity=100.0 * setting.humidity,
        **more,
    )


def _kind(path: Path) -> tuple[ThermalKind, float]:
    """Return how a photo keeps temperatures, and kelvin a count where these are linear."""
    if flir_frame(path) is not None:
        return ThermalKind.FLIR, 0.0
    if is_dji_radiometric(path):
        return ThermalKind.DJI, 0.0
    with opened(path) as image:
        if not image.mode.startswith("I;16"):
            return ThermalKind.NONE, 0.0
        words = read_xmp(packet_of(image))
    # An XT2 whose TLinear is on tells its step; MicaSense's thermal band is in kelvin / 100.
    step = number(words, "flir:TlinearGain") or 0.0
    if step <= 0.0 and words.get("camera:BandName", "").upper() == "LWIR":
        step = 0.01 if words.get("micasense:CaptureId") else 0.0
    return (ThermalKind.LINEAR, step) if 0.0 < step < 1.0 else (ThermalKind.NONE, 0.0)


def _frame(path: Path) -> FlirFrame:
    frame = flir_frame(path)
    if frame is None:
        raise InputError("radiometry.mixed", str(path))
    return frame


def _setting(frame: FlirFrame) -> ThermalSetting:
    return ThermalSetting(
        frame.emissivity, frame.distance_m, frame.reflected_c, frame.air_c, frame.humidity
    )


def _shape(path: Path) -> tuple[int, int]:
    with opened(path) as image:
        return image.height, image.width


def _linear_c(path: Path, step: float) -> NDArray[np.float32]:
    with opened(path, "imagery.cut_off") as image:
        counts = np.asarray(image, np.float32)
    return np.where(counts > 0.0, counts * np.float32(step) - np.float32(_ABSOLUTE_K), np.nan)
