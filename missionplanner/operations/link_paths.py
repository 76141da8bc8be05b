"""Radio paths by hand: one terrain profile from a file, one packet's time in the air."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from missionplanner.errors import InputError
from missionplanner.link.diffraction import diffraction_db
from missionplanner.link.free_space import free_space_db
from missionplanner.messages.message import message
from missionplanner.storage.saved import read_bytes

_MOST_BYTES = 20_000_000
_KM = 1000.0


@dataclass(frozen=True)
class PathLoss:
    """Losses of one path, dB; its length, m."""

    distance_m: float
    diffraction_db: float
    free_space_db: float

    @property
    def total_db(self) -> float:
        """Of both."""
        return self.diffraction_db + self.free_space_db


def profile_loss(path: Path, tx_m: float, rx_m: float, frequency_mhz: float) -> PathLoss:
    """Return the loss over the profile in a CSV file.

    Parameters
    ----------
    path : Path
        Two columns, distance and height in metres; distance in km where the heading says so.
    tx_m, rx_m : float
        Antennas above the ground at the ends, m.
    frequency_mhz : float

    Raises
    ------
    InputError
        The file holds no profile, or a value is none that can be.
    """
    distance, height = _read(path)
    try:
        loss = diffraction_db(distance, height, tx_m, rx_m, frequency_mhz)
    except InputError as error:
        error.place = error.place or str(path)
        raise
    return PathLoss(distance[-1], loss, free_space_db(distance[-1], frequency_mhz))


def _read(path: Path) -> tuple[list[float], list[float]]:
    try:
        text = read_bytes(path, at_most=_MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("link.no_profile", (str(path), message("link.line", number=1))) from error
    rows = [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    headed = bool(rows) and not _is_number(rows[0][0])
    scale = _KM if headed and "km" in rows[0][0].lower() else 1.0
    distance, height = [], []
    for number, row in enumerate(rows[headed:], 1 + headed):
        if len(row) < 2 or not (_is_number(row[0]) and _is_number(row[1])):
            raise InputError("link.no_profile", (str(path), message("link.line", number=number)))
        distance.append(float(row[0]) * scale)
        height.append(float(row[1]))
    return distance, height


def _is_number(cell: str) -> bool:
    try:
        return bool(np.isfinite(float(cell)))
    except ValueError:
        return False
