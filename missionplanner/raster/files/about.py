"""What a raster file says of itself."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rasterio.enums import ColorInterp, MaskFlags
from rasterio.transform import Affine

from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs
from missionplanner.raster.files.opened import crs_of, gdal_name, opened
from missionplanner.raster.grid import Grid
from missionplanner.raster.mosaic import MosaicTile

_UNITS_M = {
    "m": 1.0,
    "mm": 0.001,
    "cm": 0.01,
    "dm": 0.1,
    "km": 1000.0,
    "metre": 1.0,
    "meter": 1.0,
    "metres": 1.0,
    "meters": 1.0,
    "ft": 0.3048,
    "foot": 0.3048,
    "feet": 0.3048,
    "us survey foot": 1200.0 / 3937.0,
    "us-ft": 1200.0 / 3937.0,
    "ftus": 1200.0 / 3937.0,
}


@dataclass(frozen=True)
class RasterInfo:
    """What a raster file says of itself.

    Attributes
    ----------
    path : Path
    grid : Grid
    count : int
        Bands.
    dtype : str
        Of the first band, as stored.
    nodata : float or None
    vertical : str or None
        Vertical datum named by the file ('egm96', 'ellipsoid', another name) or None.
    unit_m : float or None
        Metres in one vertical unit, None where the file is silent.
    tags : mapping
    scale, offset : float
        value = stored * scale + offset.
    masked : bool
        True where a mask or alpha band says what is valid.
    coloured : bool
        True where the values are the numbers of colours in a table.
    name : str
        How GDAL may open it, see `opened.gdal_name`.
    """

    path: Path
    grid: Grid
    count: int
    dtype: str
    nodata: float | None
    vertical: str | None
    unit_m: float | None
    tags: Mapping[str, str] = field(default_factory=dict)
    scale: float = 1.0
    offset: float = 0.0
    masked: bool = False
    coloured: bool = False
    name: str = ""

    @property
    def tile(self) -> MosaicTile:
        """The file as a piece of a mosaic."""
        return MosaicTile(
            self.path,
            self.grid,
            self.nodata,
            self.scale,
            self.offset,
            self.masked,
            name=self.name,
        )


def info(path: Path) -> RasterInfo:
    """Read what a raster says of itself, without its values.

    Raises
    ------
    InputError
        Where the file is absent, is no raster, or names no coordinate system.
    """
    with opened(path) as data:
        crs_wkt = crs_of(data, path)
        if not crs_wkt:
            raise InputError("raster.no_crs", str(path))
        try:
            vertical, unit_m = _vertical(data, crs_wkt)
        except InputError as error:
            raise InputError(error.message, str(path)) from error
        _check_lattice(data.transform, path)
        masked = MaskFlags.per_dataset in data.mask_flag_enums[0]
        return RasterInfo(
            path=Path(path),
            grid=Grid(data.transform, data.width, data.height, crs_wkt),
            count=data.count,
            dtype=data.dtypes[0],
            nodata=data.nodata,
            vertical=vertical,
            unit_m=unit_m,
            tags=data.tags(),
            scale=float(data.scales[0]),
            offset=float(data.offsets[0]),
            masked=masked,
            coloured=data.colorinterp[0] is ColorInterp.palette,
            name=gdal_name(path),
        )


_FARTHEST = 1e9


def _check_lattice(transform: Affine, path: Path) -> None:
    numbers = tuple(transform)[:6]
    turned = transform.a * transform.e - transform.b * transform.d
    # One cell in a billion of a degree, or of a metre, is no cell; nor lies one farther away than
    # the Earth is round in any unit.
    on_earth = all(math.isfinite(number) and abs(number) < _FARTHEST for number in numbers)
    if not on_earth or abs(turned) < 1e-18:
        raise InputError("raster.no_cells", str(path))


def _vertical(data: Any, crs_wkt: str) -> tuple[str | None, float | None]:
    """Return datum and unit as told by driver, CRS, band unit and our own tag, in that order."""
    says = read_crs(crs_wkt)
    unit = _UNITS_M.get((data.units[0] or "").strip().lower(), says.vertical_unit_m)
    if data.driver == "SRTMHGT":
        return "egm96", 1.0  # SRTM documentation: heights refer to EGM96
    return says.datum or data.tags().get("VERTICAL_DATUM"), unit
