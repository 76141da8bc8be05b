"""Temperatures of DJI's own radiometric JPEG (H20T, M30T, Mavic 3T), by the maker's tool.

How DJI makes temperatures of what it stores beside the picture is not published. Its Thermal SDK
brings a program, dji_irp, that does: it is run where its user has put it, and that is told.
"""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from missionplanner.errors import InputError
from missionplanner.imagery.radiometry.fff import segments
from missionplanner.imagery.radiometry.flir import ThermalSetting

NAME = "dji_irp"
# What the tool takes, by the SDK's own manual: metres, and shares of one.
DISTANCE_M = (1.0, 25.0)
_HUMIDITY, _EMISSIVITY = (0.2, 1.0), (0.1, 1.0)
_PATIENCE_S = 120.0
_APP3, _APP4 = 0xE3, 0xE4


def is_dji_radiometric(path: Path) -> bool:
    """Return whether a JPEG holds DJI's thermal frame; raises InputError where it cannot be read.

    It stands in APP3 segments, its parameters in APP4 (measured on files of an H20T).
    """
    found = {marker for marker, _ in segments(path)}
    return {_APP3, _APP4} <= found


def find_tool(given: Path | None) -> Path | None:
    """Return the tool: as given, or on the program path; None: there is none.

    Raises
    ------
    InputError
        The one that is given is no program.
    """
    if given is None:
        found = shutil.which(NAME)
        return Path(found) if found else None
    program = shutil.which(str(given))
    if program is None:
        raise InputError("radiometry.no_tool", str(given))
    return Path(program)


def dji_celsius(
    tool: Path, path: Path, shape: tuple[int, int], setting: ThermalSetting
) -> NDArray[np.float32]:
    """Return temperatures that the tool tells, (rows, cols) degrees C.

    Parameters
    ----------
    tool, path : Path
        The program, and the photo.
    shape : (rows, cols)
        Of the picture.
    setting : ThermalSetting
        Brought into the limits of the tool: it takes no air of more than 25 m.

    Raises
    ------
    InputError
        The tool cannot be run, refuses, or gives no such frame.
    """
    with TemporaryDirectory(prefix="osprey-") as folder:
        out = Path(folder) / "celsius.raw"
        command = [
            str(tool), "-s", str(path.resolve()), "-a", "measure", "-o", str(out),
            "--measurefmt", "float32",
            "--distance", f"{_within(setting.distance_m, DISTANCE_M):.1f}",
            "--humidity", f"{100.0 * _within(setting.humidity, _HUMIDITY):.0f}",
            "--emissivity", f"{_within(setting.emissivity, _EMISSIVITY):.2f}",
            "--reflection", f"{setting.reflected_c:.1f}",
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, timeout=_PATIENCE_S, check=False
            )
            values = np.fromfile(out, "<f4") if out.is_file() else np.zeros(0, np.float32)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError("radiometry.tool_failed", str(path), tool=str(tool)) from error
    if done.returncode or values.size != shape[0] * shape[1]:
        raise InputError("radiometry.tool_failed", str(path), tool=str(tool))
    return values.reshape(shape).astype(np.float32)


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])
