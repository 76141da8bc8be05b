"""`trend` of rasters as they lie in a folder: their dates, what is abrupt, where results go."""

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from missionplanner.ecology.engine.change.stack import RasterOfDate, stack_trend
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.errors import InputError
from missionplanner.model.stack import StackTrendResult
from missionplanner.model.study import TrendOptions
from missionplanner.operations.foreign_rasters import day_of
from missionplanner.operations.studies import option_wrong
from missionplanner.raster.files import info, metric_epsg
from missionplanner.raster.overviews import coarse_onto
from missionplanner.storage.complaints import complaint
from missionplanner.tasks.progress import Progress

_COARSE_CELLS = 200
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


def trend_of_files(
    files: Sequence[Path],
    dates: str,
    options: Mapping[str, Any],
    out: Path | None,
    scheduler: str | None,
    progress: Progress,
) -> StackTrendResult:
    """Find how rasters change: one file a date, or one file with a band a date.

    Parameters
    ----------
    files : sequence of Path
    dates : str
        'DATE,DATE,...' in the order of files or bands (2016, 2016-07 or 2016-07-15); empty: read
        from the files' names.
    options : mapping
        Of `TrendOptions`; None: its default. Steps are looked for by default only in rasters
        between -1 and 1, as NDVI and indices are: 0.2 of a temperature is nothing.
    out : Path, optional
        Folder of results; None: 'trend-results' beside the first file.
    scheduler : str, optional
    progress : Progress

    Raises
    ------
    InputError
        A date is missing or cannot be read, an option is out of range; and see `stack_trend`.
    OutputError
    """
    rasters = _dated(files, dates)
    given = {key: value for key, value in options.items() if value is not None}
    try:
        asked = TrendOptions.model_validate(given)
    except ValidationError as err:
        key, what = complaint(err)
        raise option_wrong(what, f"trend.{key}") from err
    place = results_of(files[0], out, scheduler)
    abrupt = "abrupt_step" in given or _within_one(files[0])
    return stack_trend(rasters, asked, place, abrupt, progress)


def results_of(first: Path, out: Path | None, scheduler: str | None = None) -> RunPlace:
    """Return where the results of a stack go."""
    return RunPlace(first.parent, out or first.parent / "trend-results", scheduler)


def _dated(files: Sequence[Path], dates: str) -> list[RasterOfDate]:
    bands = info(files[0]).count if len(files) == 1 else 1
    layers = [(path, band) for path in files for band in range(1, bands + 1)]
    if dates:
        days = [_day(text.strip()) for text in dates.split(",") if text.strip()]
        if len(days) != len(layers):
            raise InputError(
                "operations.stack_dates", "--dates", dates=len(days), rasters=len(layers)
            )
        return [RasterOfDate(*layer, day) for layer, day in zip(layers, days, strict=True)]
    found = []
    for path, band in layers:
        day = day_of(path)
        if day is None or bands > 1:
            raise InputError("operations.stack_undated", str(path))
        found.append(RasterOfDate(path, band, day))
    return found


def _day(text: str) -> datetime.date:
    """Return a date; of a year its middle, of a month its fifteenth."""
    parts = _DATE.fullmatch(text)
    if parts:
        year, month, day = (int(part) if part else 0 for part in parts.groups())
        try:
            return datetime.date(year, month or 7, day or (15 if month else 1))
        except ValueError:
            pass
    raise InputError("operations.stack_date", "--dates", text=text)


def _within_one(path: Path) -> bool:
    values = coarse_onto(path, metric_epsg(path), _COARSE_CELLS)
    known = values[np.isfinite(values)]
    return bool(known.size) and bool(np.abs(known).max() <= 1.0)
