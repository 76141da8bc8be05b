"""What changed between two epochs, as a raster or a map sheet."""

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from missionplanner.errors import InputError
from missionplanner.messages.language import Language
from missionplanner.operations.maps import export_map
from missionplanner.operations.studies import OpenStudy
from missionplanner.raster.files import RasterWriter, info, read_window
from missionplanner.raster.grid import blocks
from missionplanner.tasks.progress import Progress


def export_difference(
    opened: OpenStudy | None,
    days: tuple[datetime.date, datetime.date],
    rasters: tuple[Path, Path],
    out: Path,
    language: Language,
    progress: Progress,
) -> Path:
    """Write the later epoch less the earlier one; the ending of `out` says as what.

    Parameters
    ----------
    opened : OpenStudy, optional
        The study they belong to; None: none.
    days, rasters : tuple
        The earlier and the later epoch, and a raster of each.
    out : Path
        GeoTIFF, PNG or PDF.
    language : str
    progress : Progress

    Raises
    ------
    InputError
        The two rasters are not on one lattice.
    OutputError
        It cannot be written.
    """
    about = f"{days[1]} − {days[0]}"
    with TemporaryDirectory() as folder:
        made = Path(folder) / "difference.tif"
        subtract(*rasters, made, progress)
        return export_map(opened, "difference", made, out, language, about)


def subtract(before: Path, after: Path, out: Path, progress: Progress) -> None:
    """Write `after` less `before` as a raster, block by block.

    Raises
    ------
    InputError
        The two rasters are not on one lattice.
    """
    grid = info(after).grid
    if info(before).grid != grid:
        raise InputError("ecology_operations.other_cells", str(before))
    with RasterWriter(out, grid) as writer:
        for block in blocks(grid.height, grid.width):
            progress.check()
            place = (block.row, block.column, block.rows, block.columns)
            change = read_window(after, *place) - read_window(before, *place)
            writer.write(block, change.astype(np.float32))
