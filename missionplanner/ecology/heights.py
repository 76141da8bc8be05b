"""A DEM's holes where its file does not tag them."""

from pathlib import Path

from missionplanner.ecology.plausible import HEIGHT
from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandFile
from missionplanner.raster.files.scan import outlying


def heights(dem: BandFile, folder: Path) -> tuple[BandFile, tuple[str, ...]]:
    """Return a DEM with the stored numbers that are no height, and what to tell of them.

    They have to be known before anything is resampled, or a hole draws down what lies beside it.

    Parameters
    ----------
    dem : BandFile
    folder : Path
        What its path is relative to.

    Raises
    ------
    InputError
        It cannot be read, or most of its numbers are no heights in metres.
    """
    path = folder / dem.path
    found = outlying(path, dem.band, (HEIGHT.low, HEIGHT.high), (dem.scale, dem.offset), dem.fill)
    if not found.counts:
        return dem, ()
    cells = sum(found.counts.values())
    if found.whole or cells > found.cells / 2:
        raise InputError(
            f"heights from {found.least:g} to {found.greatest:g}: land lies within {HEIGHT}",
            str(path),
            "give heights in metres, or the scale of the file as dem.scale",
        )
    shown = ", ".join(f"{number:g}" for number in sorted(found.counts))
    told = f"{path.name}: {cells:,} of its {found.cells:,} cells hold {shown}, which is no height"
    return dem.model_copy(update={"fill": (*dem.fill, *found.counts)}), (f"{told}: no data",)
