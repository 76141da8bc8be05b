"""Landsat 4, 5, 7, 8 and 9 scenes with their MTL file: Level 1 and 2, all collections.

Level 1 numbers become reflectance at the top of the atmosphere. With REFLECTANCE_MULT, ADD (USGS,
Using the USGS Landsat Level-1 Data Product): rho = (M Q + A) / sin(sun elevation). Without them
(Chander et al. 2009, equation 2): rho = pi (M Q + A) d^2 / (ESUN sin(sun elevation)), M and A being
those of radiance. Both are affine in Q, so a study states them as scale and offset.
"""

import datetime
import math
from pathlib import Path

from missionplanner.ecology.imagery.scenes.mtl import Mtl, read_mtl
from missionplanner.ecology.imagery.scenes.scales import FILL
from missionplanner.ecology.imagery.scenes.source import (
    SceneFiles,
    absent,
    affine,
    chosen_sensor,
    dated,
    near,
)
from missionplanner.ecology.imagery.sensors import SpectralSensor, sensor
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

SENSORS = {
    "4": "landsat4-tm",
    "5": "landsat5-tm",
    "7": "landsat7-etm",
    "8": "landsat8-oli",
    "9": "landsat9-oli2",
}

_PRODUCT = ("PRODUCT_CONTENTS", "PRODUCT_METADATA")
_IMAGE = ("IMAGE_ATTRIBUTES", "PRODUCT_METADATA")
_RESCALING = ("LEVEL1_RADIOMETRIC_RESCALING", "RADIOMETRIC_RESCALING")
_CONSTANTS = ("LEVEL1_THERMAL_CONSTANTS", "TIRS_THERMAL_CONSTANTS", "THERMAL_CONSTANTS")
_REFLECTANCE_2 = "LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"
_TEMPERATURE_2 = "LEVEL2_SURFACE_TEMPERATURE_PARAMETERS"
NOT_SURFACE = message("scenes.level_1")
_SLC_OFF = datetime.date(2003, 5, 31)


def from_mtl(path: Path, given: SceneFiles) -> Epoch:
    """Return the epoch of a scene with an MTL file.

    Parameters
    ----------
    path : Path
        The MTL file; the bands lie beside it.
    given : SceneFiles

    Raises
    ------
    InputError
        Not one of these missions, no gains in the file, or no band beside it.
    """
    mtl = read_mtl(path)
    key = chosen_sensor(given, _sensor_key(mtl))
    known = sensor(key)
    level2 = (mtl.text("PROCESSING_LEVEL", "PRODUCT_CONTENTS") or "L1").startswith("L2")
    day, notes = dated(given, _date(mtl))
    bands = _bands(mtl, known, level2, day)
    if lost := [b for b in known.bands if b not in bands and b is not Band.CIRRUS]:
        notes += (absent(lost, path.name),)
    if key == SENSORS["7"] and day >= _SLC_OFF:
        notes += (message("scenes.scan_lines"),)
    if not level2:
        notes += (NOT_SURFACE,)
    thermal, told = _thermal_2(mtl) if level2 else _thermal_1(mtl, known)
    mask, unmasked = _mask(mtl, bands)
    return Epoch(
        date=day,
        sensor=key,
        level=Level.SURFACE if level2 else Level.TOA,
        bands=bands,
        thermal=thermal,
        mask=mask,
        sun=_sun(mtl),
        notes=(*notes, *told, *unmasked),
    )


def distance_au(day: datetime.date) -> float:
    """Return the Earth's distance from the sun at noon, astronomical units.

    Astronomical Almanac's low-precision formula, good to 1e-4.
    """
    days = (day - datetime.date(2000, 1, 1)).days
    anomaly = math.radians(357.528 + 0.9856003 * days)
    return 1.00014 - 0.01671 * math.cos(anomaly) - 0.00014 * math.cos(2 * anomaly)


def _sun(mtl: Mtl) -> Sun | None:
    elevation = mtl.number("SUN_ELEVATION", *_IMAGE)
    azimuth = mtl.number("SUN_AZIMUTH", *_IMAGE)
    if elevation is None or azimuth is None or not 0.0 < elevation <= 90.0:
        return None
    return Sun(elevation_deg=elevation, azimuth_deg=azimuth % 360.0)


def _sensor_key(mtl: Mtl) -> str | None:
    craft = mtl.text("SPACECRAFT_ID", *_IMAGE) or ""
    if (mtl.text("SENSOR_ID", *_IMAGE) or "").upper() == "MSS":
        return None  # Landsat 4 and 5 carried it beside TM
    return SENSORS.get(craft[-1:]) if craft.upper().startswith("LANDSAT") else None


def _date(mtl: Mtl) -> datetime.date | None:
    text = mtl.text("DATE_ACQUIRED", *_IMAGE)
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _bands(
    mtl: Mtl, known: SpectralSensor, level2: bool, day: datetime.date
) -> dict[Band, BandFile]:
    bands = {}
    for band, note in known.bands.items():
        number = note.name.removeprefix("B")
        if path := _file(mtl, f"FILE_NAME_BAND_{number}"):
            scale, offset = _surface(mtl, number) if level2 else _toa(mtl, number, note.esun, day)
            bands[band] = affine(path, scale, offset, fill=FILL)
    if not bands:
        raise InputError("scenes.mtl_without_bands", str(mtl.path))
    return bands


def _file(mtl: Mtl, key: str) -> Path | None:
    name = mtl.text(key, *_PRODUCT)
    return near(mtl.path.parent, name) if name else None


def _surface(mtl: Mtl, number: str) -> tuple[float, float]:
    scale = mtl.number(f"REFLECTANCE_MULT_BAND_{number}", _REFLECTANCE_2)
    offset = mtl.number(f"REFLECTANCE_ADD_BAND_{number}", _REFLECTANCE_2)
    if scale is None or offset is None:
        raise _no_gain(mtl, number)
    return scale, offset


def _toa(mtl: Mtl, number: str, esun: float | None, day: datetime.date) -> tuple[float, float]:
    elevation = mtl.number("SUN_ELEVATION", *_IMAGE)
    if elevation is None or elevation <= 0:
        raise InputError("scenes.no_sun", str(mtl.path))
    high = math.sin(math.radians(elevation))
    scale = mtl.number(f"REFLECTANCE_MULT_BAND_{number}", *_RESCALING)
    offset = mtl.number(f"REFLECTANCE_ADD_BAND_{number}", *_RESCALING)
    if scale is not None and offset is not None:
        return scale / high, offset / high
    scale = mtl.number(f"RADIANCE_MULT_BAND_{number}", *_RESCALING)
    offset = mtl.number(f"RADIANCE_ADD_BAND_{number}", *_RESCALING)
    if scale is None or offset is None or esun is None:
        raise _no_gain(mtl, number)
    far = mtl.number("EARTH_SUN_DISTANCE", *_IMAGE) or distance_au(day)
    factor = math.pi * far**2 / (esun * high)
    return scale * factor, offset * factor


def _no_gain(mtl: Mtl, number: str) -> InputError:
    return InputError("scenes.no_gain", str(mtl.path), band=number)


def _thermal_1(mtl: Mtl, known: SpectralSensor) -> tuple[Thermal | None, tuple[Message, ...]]:
    """Return the thermal band as radiance; of ETM+'s two the low gain, which hardly saturates."""
    if known.thermal is None:
        return None, ()
    number = known.thermal.name.removeprefix("B")
    for name in (number, f"{number}_VCID_1", f"{number}_VCID_2"):
        scale = mtl.number(f"RADIANCE_MULT_BAND_{name}", *_RESCALING)
        offset = mtl.number(f"RADIANCE_ADD_BAND_{name}", *_RESCALING)
        path = _file(mtl, f"FILE_NAME_BAND_{name}")
        if path is None or scale is None or offset is None:
            continue
        thermal = Thermal(
            file=affine(path, scale, offset, fill=FILL),
            quantity=ThermalQuantity.RADIANCE,
            k1=mtl.number(f"K1_CONSTANT_BAND_{name}", *_CONSTANTS) or known.thermal.k1,
            k2=mtl.number(f"K2_CONSTANT_BAND_{name}", *_CONSTANTS) or known.thermal.k2,
            wavelength_um=known.thermal.wavelength_um,
        )
        two = "VCID" in name
        return thermal, (message("scenes.of_two_gains", band=f"B{name}"),) if two else ()
    return None, (message("scenes.no_thermal_beside"),)


def _thermal_2(mtl: Mtl) -> tuple[Thermal | None, tuple[Message, ...]]:
    for name in ("ST_B10", "ST_B6"):
        scale = mtl.number(f"TEMPERATURE_MULT_BAND_{name}", _TEMPERATURE_2)
        offset = mtl.number(f"TEMPERATURE_ADD_BAND_{name}", _TEMPERATURE_2)
        path = _file(mtl, f"FILE_NAME_BAND_{name}")
        if path and scale is not None and offset is not None:
            file = affine(path, scale, offset, fill=FILL)
            return Thermal(file=file, quantity=ThermalQuantity.SURFACE, unit="K"), ()
    return None, (message("scenes.no_surface_temperature"),)


def _mask(mtl: Mtl, bands: dict[Band, BandFile]) -> tuple[Mask | None, tuple[Message, ...]]:
    kinds = {
        "FILE_NAME_QUALITY_L1_PIXEL": MaskKind.QA_PIXEL,
        "FILE_NAME_BAND_QUALITY": MaskKind.QA_C1,
    }
    for key, kind in kinds.items():
        if path := _file(mtl, key):
            return Mask(file=BandFile(path=path.as_posix()), kind=kind), ()
    fill = bands.get(Band.RED) or next(iter(bands.values()))
    # Landsat stores 0 where nothing was seen, and older files have no nodata tag.
    mask = Mask(file=BandFile(path=fill.path), kind=MaskKind.VALID)
    return mask, (message("scenes.no_quality_band"),)
