"""Bands of files that have several, each taken out into a raster of its own.

Whatever shows, colours or hands on a raster reads one band of it: a file of its own cannot be
mistaken for its first band anywhere.
"""

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import platformdirs

from missionplanner.model.raster_source import BandChosen
from missionplanner.raster.files import RasterWriter, info, read_window
from missionplanner.raster.grid import blocks
from missionplanner.storage.folders import made
from missionplanner.tasks.progress import Progress

_BLOCK = 1024
_MOST_KEPT = 40
_ODD = re.compile(r"[^\w.-]+")


def bands_folder() -> Path:
    """Return where bands are kept for the next time; what lies there can be made anew."""
    return Path(platformdirs.user_cache_path("osprey", appauthor=False)) / "bands"


def taken_out(
    chosen: Sequence[BandChosen], folder: Path, progress: Progress
) -> tuple[tuple[str, str, Path], ...]:
    """Return (name, legend, file) of each band chosen; a band of several in a file of its own.

    Such a file is float32 with NaN where there is no value, scale and offset applied, on the
    lattice of its source; it is made anew where the source has changed. Dates in a band's
    description stand in its name, before those of its source.

    Raises
    ------
    InputError
        A source cannot be read.
    OutputError
        `folder` cannot be written.
    """
    found = []
    for place, one in enumerate(chosen):
        part = progress.nth(place, len(chosen))
        path = one.path if one.single else _taken(one, folder, part)
        found.append((one.name, one.legend, path))
    if any(not one.single for one in chosen):
        _forget_old(folder, {path for *_, path in found})
    return tuple(found)


def _taken(one: BandChosen, folder: Path, progress: Progress) -> Path:
    about = one.path.stat()
    told = f"{one.path.resolve()}|{about.st_size}|{about.st_mtime_ns}|{one.band}"
    digest = hashlib.sha256(told.encode()).hexdigest()[:12]
    words = _ODD.sub("_", f"{one.words or f'band{one.band}'}_{one.path.stem}")[:80]
    out = made(folder / digest) / f"{words}.tif"
    if out.is_file():
        return out
    grid = info(one.path).grid
    with RasterWriter(out, grid) as writer:
        for block in blocks(grid.height, grid.width, _BLOCK):
            share = (block.row * grid.width + block.column) / (grid.height * grid.width)
            progress.report(share, "operations.reading_rasters")
            window = (block.row, block.column, block.rows, block.columns)
            writer.write(block, read_window(one.path, *window, one.band).astype(np.float32))
    return out


def _forget_old(folder: Path, wanted: set[Path]) -> None:
    kept = sorted(folder.glob("*/*.tif"), key=_used, reverse=True)
    for path in kept[_MOST_KEPT:]:
        if path not in wanted:
            path.unlink(missing_ok=True)
            with suppress(OSError):
                path.parent.rmdir()


def _used(path: Path) -> float:
    about = path.stat()
    return max(about.st_atime, about.st_mtime)
