"""Files that the user chooses, put into the study's words."""

import datetime
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from missionplanner.model.raster_source import BandFile
from missionplanner.model.security_inputs import SecurityInputs

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(\d\d)?[-_]?(\d\d)?(?!\d)")


def with_raster(
    inputs: SecurityInputs,
    key: str,
    files: Sequence[Path],
    dates: Sequence[datetime.date],
    folder: Path,
) -> dict[str, Any]:
    """Return `layers` and `layers_by_date` with rasters in place of an indicator.

    One file serves all epochs; several are told apart by the date or the year in their names, and
    those that name no epoch are left out. No file: the indicator is computed again.
    """
    layers = {name: file for name, file in inputs.layers.items() if name != key}
    dated = {
        day: {name: file for name, file in own.items() if name != key}
        for day, own in inputs.layers_by_date.items()
    }
    if len(files) == 1:
        layers[key] = BandFile(path=told(files[0], folder))
    else:
        for day, path in matched(files, dates).items():
            dated.setdefault(day, {})[key] = BandFile(path=told(path, folder))
    return {"layers": layers, "layers_by_date": {day: own for day, own in dated.items() if own}}


def matched(files: Sequence[Path], dates: Sequence[datetime.date]) -> dict[datetime.date, Path]:
    """Return the file of each epoch, by the date in its name, else by the year."""
    found: dict[datetime.date, Path] = {}
    for path in files:
        for year, month, day in _DATE.findall(path.stem):
            whole = f"{year}-{month}-{day}" if month and day else ""
            for date in dates:
                if whole == date.isoformat() or (not whole and date.year == int(year)):
                    found.setdefault(date, path)
    return found


def told(path: Path, folder: Path) -> str:
    """Return a path as the study tells it: relative where it lies in its folder."""
    try:
        return path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
