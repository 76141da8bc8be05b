"""Harmonized Landsat and Sentinel-2 (HLS): one file a band, all told by their names.

Source: NASA LP DAAC, Harmonized Landsat Sentinel-2 Product User Guide (product version 2.0): names
`HLS.L30.T50SKJ.2020197T025012.v2.0.B04.tif` with year and day of year; reflectance 0.0001 DN,
brightness temperature 0.01 DN in degrees Celsius, fill -9999; angles 0.01 DN degrees; S30 is
adjusted to the bands of OLI, its narrow NIR (B8A) being the one that compares with OLI's.
"""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from missionplanner.ecology.imagery.scenes.source import (
    SceneFiles,
    absent,
    affine,
    chosen_sensor,
    date_in,
    dated,
)
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import (
    Band,
    Epoch,
    Level,
    Mask,
    MaskKind,
    Sun,
    Thermal,
    ThermalQuantity,
)
from missionplanner.raster.files.layers import layers, typical

KEY = "landsat8-oli"

_NAME = re.compile(
    r"^(HLS\.(?P<kind>[LS]30)\.T\w{5}\.\d{7}T\d{6}\.v\d\.\d)(?:\.(?P<layer>\w+))?(?:\.subset)?$",
    re.IGNORECASE,
)
_L30 = {
    "B01": Band.COASTAL,
    "B02": Band.BLUE,
    "B03": Band.GREEN,
    "B04": Band.RED,
    "B05": Band.NIR,
    "B06": Band.SWIR1,
    "B07": Band.SWIR2,
    "B09": Band.CIRRUS,
}
_S30 = {
    "B01": Band.COASTAL,
    "B02": Band.BLUE,
    "B03": Band.GREEN,
    "B04": Band.RED,
    "B8A": Band.NIR,
    "B11": Band.SWIR1,
    "B12": Band.SWIR2,
    "B10": Band.CIRRUS,
}
_FILL = (-9999.0,)
_REFLECTANCE, _HUNDREDTHS = 0.0001, 0.01


def hls_name(path: Path) -> str | None:
    """Return the granule that a file belongs to, or None where its name is not HLS's."""
    match = _NAME.match(path.stem)
    return match[1].upper() if match else None


def from_hls(given: SceneFiles) -> Epoch | None:
    """Return the epoch of a granule's files; None where there are none.

    Raises
    ------
    InputError
        None of its bands is there, or no date is in its name.
    """
    files: dict[str, Path] = {}
    kind = ""
    for path in given.rasters:
        if (match := _NAME.match(path.stem)) and match["layer"]:
            kind = match["kind"].upper()
            files.setdefault(match["layer"].upper(), path)
    if not files:
        return None
    own = _L30 if kind == "L30" else _S30
    bands = {band: _stored(files[name]) for name, band in own.items() if name in files}
    if not bands:
        raise InputError("scenes.product_without_bands", given.where)
    day, notes = dated(given, date_in(path.name for path in files.values()))
    thermal = _thermal(files) if kind == "L30" else None
    mask = files.get("FMASK")
    lost = [band for band in own.values() if band not in bands and band is not Band.CIRRUS]
    return Epoch(
        date=day,
        sensor=chosen_sensor(given, KEY),
        level=Level.SURFACE,
        bands=bands,
        thermal=thermal,
        mask=Mask(file=BandFile(path=mask.as_posix()), kind=MaskKind.HLS_FMASK) if mask else None,
        sun=_sun(files),
        notes=(*notes, *_told(kind, lost, mask is not None)),
    )


def _told(kind: str, lost: Sequence[Band], masked: bool) -> tuple[Message, ...]:
    return (
        message("scenes.hls_l30") if kind == "L30" else message("scenes.hls_s30"),
        *((absent(lost, message("scenes.among_the_files")),) if lost else ()),
        *(() if masked else (message("scenes.no_quality_band"),)),
    )


def _stored(path: Path, factor: float = _REFLECTANCE) -> BandFile:
    """Return a band; of floating numbers without a scale: whoever wrote them applied it."""
    if layers(path).dtype.startswith("float"):
        return affine(path, None, None, fill=_FILL)
    return affine(path, factor, 0.0, fill=_FILL)


def _thermal(files: Mapping[str, Path]) -> Thermal | None:
    path = files.get("B10")
    if path is None:
        return None
    return Thermal(file=_stored(path, _HUNDREDTHS), quantity=ThermalQuantity.BRIGHTNESS, unit="C")


def _sun(files: Mapping[str, Path]) -> Sun | None:
    """Return where the sun stood, from the medians of the granule's angles; None without them."""
    if "SZA" not in files or "SAA" not in files:
        return None
    zenith, azimuth = (_degrees(files[name]) for name in ("SZA", "SAA"))
    if not (math.isfinite(zenith) and math.isfinite(azimuth) and 0.0 <= zenith < 90.0):
        return None
    return Sun(elevation_deg=90.0 - zenith, azimuth_deg=azimuth % 360.0)


def _degrees(path: Path) -> float:
    about, middle = layers(path), typical(path)
    whole = not about.scaled and not about.dtype.startswith("float")
    return middle * _HUNDREDTHS if whole else middle
