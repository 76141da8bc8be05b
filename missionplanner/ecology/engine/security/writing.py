"""Rasters of the index: both kinds of weights, their difference and their levels."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.security.index_work import IndexWork
from missionplanner.ecology.engine.security.layers_stage import at_once
from missionplanner.ecology.legends import legend
from missionplanner.ecology.security.grades import grade_codes
from missionplanner.messages.message import message
from missionplanner.raster.files import RasterWriter
from missionplanner.raster.grid import Block
from missionplanner.tasks.progress import Progress

Make = Callable[[Values, tuple[float, ...]], NDArray[Any]]


def _constant(index: Values, breaks: tuple[float, ...]) -> NDArray[Any]:
    return np.asarray(index[0])


def _variable(index: Values, breaks: tuple[float, ...]) -> NDArray[Any]:
    return np.asarray(index[1])


def _difference(index: Values, breaks: tuple[float, ...]) -> NDArray[Any]:
    return np.asarray(index[1] - index[0])


def _grade_constant(index: Values, breaks: tuple[float, ...]) -> NDArray[Any]:
    return grade_codes(np.asarray(index[0]), breaks)


def _grade_variable(index: Values, breaks: tuple[float, ...]) -> NDArray[Any]:
    return grade_codes(np.asarray(index[1]), breaks)


RASTERS: dict[str, tuple[Make, bool]] = {
    "esi_cw": (_constant, False),
    "esi_vw": (_variable, False),
    "difference": (_difference, False),
    "grade_cw": (_grade_constant, True),
    "grade_vw": (_grade_variable, True),
}
"""Rasters of an epoch: what makes them of the index, and whether they are codes (0 nodata)."""


def files_of(days: Sequence[datetime.date]) -> dict[str, str]:
    """Return name -> path below the folder of results."""
    return {f"{name}_{day}": f"security/{name}_{day}.tif" for day in days for name in RASTERS}


def write_epochs(
    works: Sequence[IndexWork],
    pieces: Sequence[Block],
    place: RunPlace,
    notes: Mapping[str, str],
    progress: Progress,
) -> None:
    """Write all rasters of all epochs from their block files.

    Raises
    ------
    OutputError
        A raster cannot be written.
    """
    jobs = [partial(_write, work, name, pieces, place, notes) for work in works for name in RASTERS]
    at_once(jobs, place.workers, progress, message("engine.doing.security_rasters"))


def _write(
    work: IndexWork, name: str, pieces: Sequence[Block], place: RunPlace, notes: Mapping[str, str]
) -> None:
    make, codes = RASTERS[name]
    kind = ("uint8", 0.0) if codes else (place.dtype, float("nan"))
    path = place.out / "security" / f"{name}_{work.day}.tif"
    told = {**notes, "DATE": str(work.day)}
    colours = legend("security").by_code() if codes else None
    with RasterWriter(path, work.stacks.grid, *kind, told, colours) as writer:
        for block in pieces:
            values = make(work.scratch.array(block), work.breaks)
            writer.write(block, np.ascontiguousarray(values))
