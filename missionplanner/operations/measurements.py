"""Point measurements of a mine: maps, trends, limits, and the index held against them."""

import datetime
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.indicators.stage import run_indicators
from missionplanner.ecology.engine.measured import FOLDER, measured
from missionplanner.ecology.engine.measured_maps import Way
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.measurements.reading import read_measurements
from missionplanner.ecology.measurements.series import Limits
from missionplanner.errors import InputError
from missionplanner.model.measurements import MeasurementsResult
from missionplanner.model.study import Indicator
from missionplanner.operations.studies import OpenStudy
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.cells import csv_bytes
from missionplanner.storage.folders import made_in
from missionplanner.tasks.progress import Progress

TABLE = f"{FOLDER}/places.csv"


def measurements(
    opened: OpenStudy,
    table: Path,
    limits: Mapping[str, Limits],
    power: float,
    check: bool,
    progress: Progress,
    way: Way = "auto",
) -> MeasurementsResult:
    """Map the measurements of a table on a study's lattice, and tell what their series say.

    Writes `measurements/QUANTITY_DATE.tif` and `measurements/places.csv`.

    Parameters
    ----------
    opened : OpenStudy
    table : Path
        CSV; see `read_measurements`.
    limits : mapping
        Quantity -> least and greatest value that is right.
    power : float
        Of the distance.
    check : bool
        Hold them against the index and the indicators of the study, which are made where they are
        not there or not fresh.
    progress : Progress
    way : {'auto', 'distance', 'kriging'}
        How maps are made between places; auto: of each date the way that meets places left out
        better.

    Raises
    ------
    InputError
        The table cannot be used, a limit is of a quantity that is not in it, or what `run_index`
        raises.
    OutputError
    Cancelled
    """
    if not 0.0 < power <= 10.0:
        raise InputError("ecology.measured.power", "--power", power=power)
    quantities, told = read_measurements(table)
    names = [one.name for one in quantities]
    for name in limits:
        if name not in names:
            raise InputError("ecology.measured.no_quantity", "--limit", name=name, known=names)
    run = PreparedStudy(opened.study, opened.place)
    rasters = _rasters(run, progress.part(0.0, 0.8)) if check else {}
    part = progress.part(0.8, 1.0)
    result = measured(run, quantities, limits, power, rasters, part, way)
    result = result.model_copy(update={"told": (*told, *result.told)})
    out = opened.place.out
    made_in(out, out / FOLDER)
    write_whole(out / TABLE, csv_bytes(list(_rows(result))))
    return result


def limit_of(text: str) -> tuple[str, Limits]:
    """Return quantity and limits of 'NAME=LOW..HIGH'; either may be left out.

    Raises
    ------
    InputError
        It is no such text, or the limits do not rise.
    """
    name, equals, span = text.rpartition("=")
    low, dots, high = span.partition("..")
    try:
        ends = (float(low) if low else None, float(high) if high else None)
    except ValueError:
        ends = (None, None)
    known = [end for end in ends if end is not None]
    wrong = not (name and equals and dots and known) or not all(map(math.isfinite, known))
    if wrong or known != sorted(known):
        raise InputError("ecology.measured.no_limit", "--limit", text=text)
    return name, ends


def _rasters(run: PreparedStudy, progress: Progress) -> dict[tuple[str, datetime.date], Path]:
    """Return the index and the indicators by epoch, fresh."""
    index = run_index(run, progress.part(0.0, 0.6))
    made = run_indicators(run, progress.part(0.6, 1.0))
    out = run.place.out
    found = {
        ("irsei", epoch.date): out / index.files[f"irsei_{epoch.date}"] for epoch in index.epochs
    }
    for name in Indicator:
        for epoch in index.epochs:
            if file := made.files.get(f"{name.value}_{epoch.date}"):
                found[name.value, epoch.date] = out / file
    return found


def _rows(result: MeasurementsResult) -> Sequence[Sequence[object]]:
    head = ("quantity", "unit", "place", "lon", "lat", "dates", "first", "last", "mean", "latest",
            "slope_per_year", "p", "beyond", "dates_beyond")  # fmt: skip
    rows: list[Sequence[object]] = [head]
    for one in result.quantities:
        for at in one.places:
            rows.append(
                (one.name, one.unit, at.place, at.lon_deg, at.lat_deg, at.n, at.first, at.last,
                 at.mean, at.latest, at.slope_per_year, at.p, at.beyond, at.beyond_dates)
            )  # fmt: skip
    return rows
