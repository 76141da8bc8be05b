"""A DEM as metres: the unit its file names, and its holes where the file does not tag them."""

from pathlib import Path

from missionplanner.ecology.imagery.plausible import HEIGHT
from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.raster.files import info
from missionplanner.raster.files.scan import outlying
from missionplanner.units import FOOT_M


def heights(dem: BandFile, folder: Path) -> tuple[BandFile, tuple[Message, ...]]:
    """Return a DEM in metres with the stored numbers that are no height, and what to tell of it.

    Holes have to be known before anything is resampled, or one draws down what lies beside it.

    Parameters
    ----------
    dem : BandFile
    folder : Path
        What its path is relative to.

    Raises
    ------
    InputError
        It cannot be read, most of its numbers are no heights in metres, or its map is in feet and
        nobody says what its heights are.
    """
    path = folder / dem.path
    dem, unit_told = _in_metres(dem, path)
    found = outlying(path, dem.band, (HEIGHT.low, HEIGHT.high), (dem.scale, dem.offset), dem.fill)
    if not found.counts:
        return dem, unit_told
    cells = sum(found.counts.values())
    if found.whole or cells > found.cells / 2:
        raise InputError(
            "ecology.heights_beyond",
            str(path),
            low=found.least,
            high=found.greatest,
            least=HEIGHT.low,
            most=HEIGHT.high,
        )
    told = message(
        "ecology.no_heights",
        file=path.name,
        cells=cells,
        of=found.cells,
        numbers=[f"{number:g}" for number in sorted(found.counts)],
    )
    filled = dem.model_copy(update={"fill": (*dem.fill, *found.counts)})
    return filled, (*unit_told, told)


def _in_metres(dem: BandFile, path: Path) -> tuple[BandFile, tuple[Message, ...]]:
    """Return a DEM with the scale that makes metres of what the file says its heights are.

    As for a planner's terrain: a silent file has metres, unless its map is in feet.
    """
    if dem.scale is not None or dem.band != 1:
        return dem, ()
    says = info(path)
    plane = read_crs(says.grid.crs_wkt)
    if says.unit_m is None and not plane.geographic and plane.unit_m != 1.0:
        raise InputError("ecology.heights_of_feet_map", str(path), feet=FOOT_M)
    unit_m = says.unit_m or 1.0
    if unit_m == 1.0:
        return dem, ()
    offset = says.offset if dem.offset is None else dem.offset
    scaled = dem.model_copy(update={"scale": says.scale * unit_m, "offset": offset * unit_m})
    return scaled, (message("ecology.heights_scaled", file=path.name, unit=unit_m),)
