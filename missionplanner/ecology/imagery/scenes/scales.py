"""What turns the numbers of a raster without metadata into reflectance, told from the numbers.

Landsat Collection 2 Level 2: reflectance = 2.75e-5 DN - 0.2, temperature = 0.00341802 DN + 149 K,
DN 0 is fill (USGS LSDS-1619, Landsat 8-9 Collection 2 Level 2 Science Product Guide). Land of 0.03
to 0.5 is then stored as 8 400 to 25 500, and as 300 to 5 000 where a reflectance of 1 is 10 000:
the two do not meet.
"""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from missionplanner.ecology.imagery.plausible import REFLECTANCE
from missionplanner.errors import InputError, Undecided
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band
from missionplanner.raster.files.layers import FileBands, typical
from missionplanner.raster.files.scan import outlying

C2_REFLECTANCE = (0.0000275, -0.2)
C2_TEMPERATURE = (0.00341802, 149.0)
C2_TOLD = message("scenes.collection_2")
FILL = (0.0,)
"""Digital number 0 is fill in every product of Landsat and Sentinel-2."""

OPTION = "--scale"
COLLECTION_2 = "collection-2"
TEN_THOUSANDTHS = 1e-4
_LEAST_DN, _MOST_TENTHS = 6500.0, 6500.0
_MOST_TENTHS_UNSIGNED = 4500.0
"""Level 1 numbers of OLI begin near 5000: below, and unsigned, they are ten-thousandths."""
_IN_TENTHS = ("sentinel2-msi", "modis")
_OFFSET_SINCE = datetime.date(2022, 1, 25)
"""Sentinel-2 products since then hold 1000 more (ESA, processing baseline 04.00)."""


@dataclass(frozen=True)
class Scale:
    """value = stored * factor + offset.

    Attributes
    ----------
    factor, offset : float or None
        None: what the file itself names, else 1 and 0.
    fill : tuple of float
        Stored numbers that are no value.
    note : Message or None
        What is told of it.
    """

    factor: float | None = None
    offset: float | None = None
    fill: tuple[float, ...] = ()
    note: Message | None = None

    def of(self, file: BandFile) -> BandFile:
        """Return a band with this scale."""
        new = {"scale": self.factor, "offset": self.offset, "fill": self.fill}
        return file.model_copy(update=new)


COLLECTION_2_SCALE = Scale(*C2_REFLECTANCE, FILL, C2_TOLD)


def given_scale(text: str) -> Scale:
    """Return the scale a user names: 'collection-2', 'FACTOR' or 'FACTOR,OFFSET'.

    Raises
    ------
    InputError
        It is neither.
    """
    if text.lower() == COLLECTION_2:
        return COLLECTION_2_SCALE
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2) or not all(map(math.isfinite, numbers)) or not numbers[0]:
        raise InputError("scenes.no_scale", OPTION, text=text, collection=COLLECTION_2)
    offset = numbers[1] if len(numbers) == 2 else 0.0
    if offset:
        sign = "-" if offset < 0 else "+"
        note = message("scenes.scale_given", factor=numbers[0], sign=sign, offset=abs(offset))
    else:
        note = message("scenes.factor_given", factor=numbers[0])
    return Scale(numbers[0], offset, (), note)


def scale_of(
    files: Mapping[Band, BandFile],
    about: FileBands,
    *,
    named_surface: bool,
    key: str,
    day: datetime.date,
) -> Scale:
    """Return what makes the bands of a satellite's raster reflectance.

    Parameters
    ----------
    files : mapping
        Its bands, not empty.
    about : FileBands
        Of the first file.
    named_surface : bool
        The bands are called SR_B1, ..., as Collection 2 calls surface reflectance.
    key : str
        Of the sensor.
    day : date

    Raises
    ------
    Undecided
        The numbers do not tell.
    """
    if about.scaled:
        return Scale()
    middles = {band: typical(Path(file.path), file.band) for band, file in files.items()}
    known = [value for value in middles.values() if math.isfinite(value)]
    middle = median(known) if known else math.nan
    floating = about.dtype.startswith("float")
    if not known or (floating and REFLECTANCE.low <= middle <= REFLECTANCE.high):
        return Scale(fill=FILL if named_surface and floating else ())
    where = Path(next(iter(files.values())).path)
    if named_surface and min(known) >= _LEAST_DN:
        note = message("scenes.digital_numbers", file=where.name, median=middle, product=C2_TOLD)
        return Scale(*C2_REFLECTANCE, FILL, note)
    most = _MOST_TENTHS
    if about.dtype.startswith("uint") and key not in _IN_TENTHS:
        most = _MOST_TENTHS_UNSIGNED
    if about.dtype != "uint8" and 30.0 <= middle < most:
        if key == "sentinel2-msi" and _may_hold_offset(files, where, day):
            raise Undecided("scenes.offset_or_not", str(where), OPTION, ("1e-4", "1e-4,-0.1"))
        note = message("scenes.ten_thousandths", file=where.name, median=middle)
        return Scale(TEN_THOUSANDTHS, 0.0, (), note)
    raise Undecided(
        "scenes.scale_unknown",
        str(where),
        OPTION,
        (COLLECTION_2, "1e-4", "FACTOR,OFFSET"),
        median=middle,
    )


def fill_told(files: Mapping[Band, BandFile]) -> tuple[dict[Band, BandFile], tuple[Message, ...]]:
    """Return bands with the stored numbers that are no reflectance as fill, and what to tell.

    The whole of each band is read. What is of many different values is left as it is: reading
    the bands tells of it.
    """
    bounds = (REFLECTANCE.low, REFLECTANCE.high)
    kept: dict[Band, BandFile] = {}
    told: dict[tuple[str, tuple[str, ...], int], list[Message]] = {}
    for band, file in files.items():
        path = Path(file.path)
        found = outlying(path, file.band, bounds, (file.scale, file.offset), file.fill)
        count = sum(found.counts.values())
        if not count or found.whole or count > found.cells / 2:
            kept[band] = file
            continue
        kept[band] = file.model_copy(update={"fill": (*file.fill, *found.counts)})
        numbers = tuple(f"{number:g}" for number in sorted(found.counts))
        told.setdefault((path.name, numbers, count), []).append(band.told)
    lines = (
        message("scenes.no_reflectance", file=name, numbers=numbers, cells=cells, bands=bands)
        for (name, numbers, cells), bands in told.items()
    )
    return kept, tuple(lines)


def _may_hold_offset(files: Mapping[Band, BandFile], where: Path, day: datetime.date) -> bool:
    """Return whether a Sentinel-2 export of this date may hold the offset of its products."""
    if day < _OFFSET_SINCE or "harmoni" in where.name.lower():
        return False
    darkest = min(
        outlying(Path(file.path), file.band, (1.0, math.inf)).least for file in files.values()
    )
    return darkest >= 1000.0 or darkest <= 0.0
