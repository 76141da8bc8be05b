"""Small scenes written in the layout that their makers document, for tests of what reads them.

Each writer returns what has to be opened; `TRUTH` tells the reflectance that it wrote, constant by
band, and `water` or `cloud` the rows that its quality band marks.
"""

import datetime
import json
import math
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import ColorInterp

from missionplanner.model.study import Band

SIZE = 40
EPSG = 32648
WEST, NORTH = 500_000.0, 3_000_000.0
DAY = datetime.date(2020, 7, 8)
SUN_DEG = 55.0

TRUTH = {
    Band.COASTAL: 0.05,
    Band.BLUE: 0.06,
    Band.GREEN: 0.10,
    Band.RED: 0.12,
    Band.RED_EDGE: 0.20,
    Band.RED_EDGE_2: 0.28,
    Band.RED_EDGE_3: 0.32,
    Band.NIR: 0.35,
    Band.NIR_NARROW: 0.36,
    Band.WATER_VAPOUR: 0.30,
    Band.CIRRUS: 0.01,
    Band.SWIR1: 0.25,
    Band.SWIR2: 0.18,
}
TEMPERATURE_K = 300.0
WATER_ROWS, CLOUD_ROWS, FILL_ROWS = slice(0, 4), slice(4, 8), slice(8, 10)

_TM = {"1": "blue", "2": "green", "3": "red", "4": "nir", "5": "swir1", "7": "swir2"}
_OLI = {
    "1": "coastal",
    "2": "blue",
    "3": "green",
    "4": "red",
    "5": "nir",
    "6": "swir1",
    "7": "swir2",
    "9": "cirrus",
}
_SPACE = {
    4: ("LT04", "TM"),
    5: ("LT05", "TM"),
    7: ("LE07", "ETM"),
    8: ("LC08", "OLI_TIRS"),
    9: ("LC09", "OLI_TIRS"),
}
_K = {
    4: (671.62, 1284.3),
    5: (607.76, 1260.56),
    7: (666.09, 1282.71),
    8: (774.8853, 1321.0789),
    9: (799.0284, 1329.2405),
}
_QA = {2: (21824, 21952, 22280, 1), 1: (2720, 2720, 2800, 1)}  # clear, water, cloud, fill

S2_BANDS = {
    "B01": ("coastal", 60),
    "B02": ("blue", 10),
    "B03": ("green", 10),
    "B04": ("red", 10),
    "B05": ("red-edge", 20),
    "B06": ("red-edge-2", 20),
    "B07": ("red-edge-3", 20),
    "B08": ("nir", 10),
    "B8A": ("nir-narrow", 20),
    "B09": ("water-vapour", 60),
    "B10": ("cirrus", 60),
    "B11": ("swir1", 20),
    "B12": ("swir2", 20),
}


def raster(
    path: Path,
    values: np.ndarray,
    *,
    cell_m: float = 30.0,
    nodata: float | None = None,
    names: tuple[str, ...] = (),
    unit: str = "",
    alpha: bool = False,
) -> Path:
    """Write (bands, rows, cols) or (rows, cols) as a GeoTIFF."""
    stack = values if values.ndim == 3 else values[None]
    profile = {
        "driver": "GTiff",
        "count": len(stack),
        "height": stack.shape[1],
        "width": stack.shape[2],
        "dtype": stack.dtype.name,
        "crs": f"EPSG:{EPSG}",
        "transform": rasterio.Affine(cell_m, 0, WEST, 0, -cell_m, NORTH),
        "nodata": nodata,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with rasterio.open(path, "w", **profile) as data:
        if alpha:  # before the first value, or GDAL puts it in a file beside
            kinds = [ColorInterp.gray] + [ColorInterp.undefined] * (len(stack) - 2)
            data.colorinterp = (*kinds, ColorInterp.alpha)
        data.write(stack)
        for number, name in enumerate(names, 1):
            data.set_band_description(number, name)
        if unit:
            data.units = (unit,) * len(stack)
    return path


def landsat(
    folder: Path,
    mission: int = 8,
    *,
    collection: int = 2,
    level: int = 1,
    day: datetime.date = DAY,
    mtl: str = "txt",
    reflectance_gains: bool = True,
    seed: int = 0,
) -> Path:
    """Write a Landsat scene and return its folder.

    `mtl`: txt, json, xml or none. `reflectance_gains`: False as before 2012, radiance alone.
    """
    craft, instrument = _SPACE[mission]
    bands = _OLI if mission >= 8 else _TM
    kind = "L2SP" if level == 2 else "L1TP"
    scene = f"{craft}_{kind}_127045_{day:%Y%m%d}_{day:%Y%m%d}_{collection:02}_T1"
    groups = _image_groups(mission, day, kind, instrument, scene)
    product = groups["PRODUCT_CONTENTS" if collection == 2 else "PRODUCT_METADATA"]
    rescaling: dict[str, str] = {}
    rng = np.random.default_rng(seed)
    high = math.sin(math.radians(SUN_DEG))
    dtype = np.uint8 if mission < 8 and level == 1 else np.uint16
    for number, band in bands.items():
        name = f"{scene}_SR_B{number}.TIF" if level == 2 else f"{scene}_B{number}.TIF"
        if level == 2 and band == "cirrus":
            continue
        scale, offset = (0.0000275, -0.2) if level == 2 else _level1(dtype)
        # Level 1 stores what the sun's height still has to be divided out of.
        stored = (TRUTH[Band(band)] * (1.0 if level == 2 else high) - offset) / scale
        raster(folder / name, _noisy(rng, stored, dtype), nodata=0 if level == 2 else None)
        product[f"FILE_NAME_BAND_{number}"] = name
        if reflectance_gains:
            rescaling[f"REFLECTANCE_MULT_BAND_{number}"] = repr(scale)
            rescaling[f"REFLECTANCE_ADD_BAND_{number}"] = repr(offset)
        else:
            factor = _radiance_factor(mission, band, day)
            rescaling[f"RADIANCE_MULT_BAND_{number}"] = repr(scale * factor)
            rescaling[f"RADIANCE_ADD_BAND_{number}"] = repr(offset * factor)
    _thermal(folder, scene, mission, level, groups, product, rescaling)
    _quality(folder, scene, collection, product)
    if level == 2:
        groups["LEVEL2_SURFACE_REFLECTANCE_PARAMETERS"] = rescaling
        # Level 2 repeats the Level 1 keys with other values: a trap for who ignores groups.
        groups["LEVEL1_RADIOMETRIC_RESCALING"] = {
            f"REFLECTANCE_{part}_BAND_{number}": "9.9"
            for number in bands
            for part in ("MULT", "ADD")
        }
    else:
        groups["LEVEL1_RADIOMETRIC_RESCALING" if collection == 2 else "RADIOMETRIC_RESCALING"] = (
            rescaling
        )
    if mtl != "none":
        outer = "LANDSAT_METADATA_FILE" if collection == 2 else "L1_METADATA_FILE"
        (folder / f"{scene}_MTL.{mtl}").write_text(_MTL[mtl](outer, groups), encoding="utf-8")
    return folder


def sentinel2(
    parent: Path,
    level: str = "2A",
    *,
    day: datetime.date = datetime.date(2024, 8, 30),
    baseline: str = "05.11",
    offset: bool = True,
    suffix: str = "tif",
) -> Path:
    """Write a Sentinel-2 product and return its .SAFE folder; bands of 20 and 60 m are coarser."""
    taken, number = f"{day:%Y%m%d}T033529", f"N{baseline.replace('.', '')}"
    safe = parent / f"S2A_MSIL{level}_{taken}_{number}_R061_T48RUV_{taken}.SAFE"
    images = safe / "GRANULE" / f"L{level}_T48RUV_A047999_{taken}" / "IMG_DATA"
    add = -1000 if offset else 0
    surface = level == "2A"
    for name, (band, metres) in S2_BANDS.items():
        if surface and name == "B10":
            continue
        stored = np.full((SIZE * 10 // metres,) * 2, round(TRUTH[Band(band)] * 10000) - add)
        place = images / f"R{metres}m" if surface else images
        tail = f"_{metres}m" if surface else ""
        file = place / f"T48RUV_{taken}_{name}{tail}.{suffix}"
        raster(file, stored.astype(np.uint16), cell_m=metres)
        if surface and metres == 10:  # Level 2A holds them at 20 m once more
            coarse = images / "R20m" / f"T48RUV_{taken}_{name}_20m.{suffix}"
            raster(coarse, stored[::2, ::2].astype(np.uint16), cell_m=20)
    if surface:
        classes = np.full((SIZE // 2, SIZE // 2), 4, np.uint8)
        classes[:2], classes[2:4], classes[4:5] = 6, 9, 0
        raster(images / "R20m" / f"T48RUV_{taken}_SCL_20m.{suffix}", classes, cell_m=20)
    (safe / f"MTD_MSIL{level}.xml").write_text(_s2_xml(level, day, baseline, offset), "utf-8")
    return safe


def micasense(
    path: Path,
    camera: str = "rededge-m",
    *,
    named: bool = True,
    nir_last: bool = True,
    dtype: str = "uint16",
    alpha: bool = False,
    cell_m: float = 0.5,
) -> Path:
    """Write an orthomosaic and return it: 16 bit, 32768 a reflectance of 1; LWIR in K / 100."""
    order = [Band.BLUE, Band.GREEN, Band.RED]
    order += [Band.RED_EDGE, Band.NIR] if nir_last else [Band.NIR, Band.RED_EDGE]
    full = 32768 if dtype == "uint16" else 1
    layers = [np.full((SIZE, SIZE), TRUTH[band] * full) for band in order]
    names = [band.value.replace("-", " ").capitalize() for band in order]
    if camera in ("altum", "altum-pt"):
        layers.append(np.full((SIZE, SIZE), TEMPERATURE_K * 100))
        names.append("LWIR")
    if alpha:
        layers.append(np.full((SIZE, SIZE), 65535 if dtype == "uint16" else 1))
    values = np.round(np.stack(layers)) if dtype == "uint16" else np.stack(layers)
    stack = values.astype(dtype)
    stack[:, FILL_ROWS] = 0
    return raster(path, stack, cell_m=cell_m, names=tuple(names) if named else (), alpha=alpha)


def pix4d(folder: Path, project: str = "mine_20240612") -> Path:
    """Write Pix4Dmapper's reflectance maps, one float file a band, and return their folder."""
    for band in (Band.BLUE, Band.GREEN, Band.RED, Band.RED_EDGE, Band.NIR):
        name = f"{project}_transparent_reflectance_{band.value.replace('-', ' ')}.tif"
        values = np.full((SIZE, SIZE), TRUTH[band], np.float32)
        values[FILL_ROWS] = -10000
        raster(folder / name, values, cell_m=0.5, nodata=-10000)
    return folder


def thermal_camera(path: Path, unit: str = "C", *, tagged: bool = False) -> Path:
    """Write a camera's temperatures: 'C', 'K' or 'cK' (hundredths of a kelvin)."""
    value = {"C": TEMPERATURE_K - 273.15, "K": TEMPERATURE_K, "cK": TEMPERATURE_K * 100}[unit]
    dtype = np.uint16 if unit == "cK" else np.float32
    values = np.full((SIZE, SIZE), value).astype(dtype)
    return raster(path, values, cell_m=1.0, unit=unit if tagged else "")


def _noisy(rng: np.random.Generator, stored: float, dtype: type) -> np.ndarray:
    """Return numbers around `stored`; fill is 0."""
    values = stored + rng.integers(-1, 2, (SIZE, SIZE))
    values[FILL_ROWS] = 0
    return np.round(values).astype(dtype)


def _level1(dtype: type) -> tuple[float, float]:
    return (2.0e-3, -0.004) if dtype is np.uint8 else (2.0e-5, -0.1)


def _radiance_factor(mission: int, band: str, day: datetime.date) -> float:
    esun = {
        4: {"blue": 1983, "green": 1795, "red": 1539, "nir": 1028, "swir1": 219.8, "swir2": 83.49},
        5: {"blue": 1983, "green": 1796, "red": 1536, "nir": 1031, "swir1": 220, "swir2": 83.44},
        7: {"blue": 1997, "green": 1812, "red": 1533, "nir": 1039, "swir1": 230.8, "swir2": 84.9},
    }[mission][band]
    # Chander et al. 2009 tabulate the distance; this is the usual one-term form of it.
    number = (day - datetime.date(day.year, 1, 1)).days + 1
    far = 1 - 0.01672 * math.cos(math.radians(0.9856 * (number - 4)))
    return esun / (math.pi * far**2)


def _image_groups(
    mission: int, day: datetime.date, kind: str, instrument: str, scene: str
) -> dict[str, dict[str, str]]:
    image = {
        "SPACECRAFT_ID": f"LANDSAT_{mission}",
        "SENSOR_ID": instrument,
        "DATE_ACQUIRED": day.isoformat(),
        "SUN_ELEVATION": str(SUN_DEG),
        "SUN_AZIMUTH": "128.5",
    }
    if "_02_" in scene:
        product = {"LANDSAT_PRODUCT_ID": scene, "PROCESSING_LEVEL": kind}
        return {"PRODUCT_CONTENTS": product, "IMAGE_ATTRIBUTES": image}
    sun = {"SUN_ELEVATION": image.pop("SUN_ELEVATION")}
    return {
        "METADATA_FILE_INFO": {"LANDSAT_PRODUCT_ID": scene, "COLLECTION_NUMBER": "01"},
        "PRODUCT_METADATA": {"DATA_TYPE": kind, **image},
        "IMAGE_ATTRIBUTES": sun,
    }


def _thermal(
    folder: Path,
    scene: str,
    mission: int,
    level: int,
    groups: dict[str, dict[str, str]],
    product: dict[str, str],
    rescaling: dict[str, str],
) -> None:
    number = "10" if mission >= 8 else "6"
    if level == 2:
        name = f"{scene}_ST_B{number}.TIF"
        stored = np.full((SIZE, SIZE), (TEMPERATURE_K - 149.0) / 0.00341802)
        stored[FILL_ROWS] = 0
        raster(folder / name, np.round(stored).astype(np.uint16), nodata=0)
        product[f"FILE_NAME_BAND_ST_B{number}"] = name
        groups["LEVEL2_SURFACE_TEMPERATURE_PARAMETERS"] = {
            f"TEMPERATURE_MULT_BAND_ST_B{number}": "0.00341802",
            f"TEMPERATURE_ADD_BAND_ST_B{number}": "149.0",
        }
        return
    k1, k2 = _K[mission]
    radiance = k1 / (math.exp(k2 / TEMPERATURE_K) - 1)
    dtype, scale, offset = (np.uint16, 3.342e-4, 0.1) if mission >= 8 else (np.uint8, 0.067, -0.067)
    constants: dict[str, str] = {}
    for key in ("6_VCID_1", "6_VCID_2") if mission == 7 else (number,):
        name = f"{scene}_B{key}.TIF"
        values = np.full((SIZE, SIZE), round((radiance - offset) / scale)).astype(dtype)
        raster(folder / name, values)
        product[f"FILE_NAME_BAND_{key}"] = name
        rescaling[f"RADIANCE_MULT_BAND_{key}"] = repr(scale)
        rescaling[f"RADIANCE_ADD_BAND_{key}"] = repr(offset)
        constants |= {f"K1_CONSTANT_BAND_{key}": str(k1), f"K2_CONSTANT_BAND_{key}": str(k2)}
    if "_02_" in scene:
        groups["LEVEL1_THERMAL_CONSTANTS"] = constants
    else:
        groups["TIRS_THERMAL_CONSTANTS" if mission >= 8 else "THERMAL_CONSTANTS"] = constants


def _quality(folder: Path, scene: str, collection: int, product: dict[str, str]) -> None:
    clear, water, cloud, fill = _QA[collection]
    codes = np.full((SIZE, SIZE), clear, np.uint16)
    codes[WATER_ROWS], codes[CLOUD_ROWS], codes[FILL_ROWS] = water, cloud, fill
    tail, key = (
        ("QA_PIXEL", "FILE_NAME_QUALITY_L1_PIXEL")
        if collection == 2
        else ("BQA", "FILE_NAME_BAND_QUALITY")
    )
    raster(folder / f"{scene}_{tail}.TIF", codes)
    product[key] = f"{scene}_{tail}.TIF"


def _odl(outer: str, groups: dict[str, dict[str, str]]) -> str:
    lines = [f"GROUP = {outer}"]
    for group, entries in groups.items():
        lines.append(f"  GROUP = {group}")
        for key, value in entries.items():
            bare = value.replace(".", "").replace("-", "").replace("e", "").isdigit()
            lines.append(f"    {key} = {value if bare else chr(34) + value + chr(34)}")
        lines.append(f"  END_GROUP = {group}")
    return "\n".join([*lines, f"END_GROUP = {outer}", "END", ""])


def _as_json(outer: str, groups: dict[str, dict[str, str]]) -> str:
    return json.dumps({outer: groups}, indent=1)


def _as_xml(outer: str, groups: dict[str, dict[str, str]]) -> str:
    parts = "".join(
        f"<{group}>" + "".join(f"<{k}>{v}</{k}>" for k, v in entries.items()) + f"</{group}>"
        for group, entries in groups.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><{outer}>{parts}</{outer}>'


_MTL = {"txt": _odl, "json": _as_json, "xml": _as_xml}


def _s2_xml(level: str, day: datetime.date, baseline: str, offset: bool) -> str:
    names = [name.replace("B0", "B") for name in S2_BANDS]
    prefix, quantum = ("BOA", "BOA_") if level == "2A" else ("RADIO", "")
    offsets = "".join(
        f'<{prefix}_ADD_OFFSET band_id="{i}">-1000</{prefix}_ADD_OFFSET>' for i in range(13)
    )
    spectral = "".join(
        f'<Spectral_Information bandId="{i}" physicalBand="{name}"/>'
        for i, name in enumerate(names)
    )
    listed = f"<{prefix}_ADD_OFFSET_VALUES_LIST>{offsets}</{prefix}_ADD_OFFSET_VALUES_LIST>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<n1:Level-{level}_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/'
        f'User_Product_Level-{level}.xsd"><n1:General_Info><Product_Info>'
        f"<PRODUCT_START_TIME>{day}T03:35:29.024Z</PRODUCT_START_TIME>"
        f"<PROCESSING_BASELINE>{baseline}</PROCESSING_BASELINE></Product_Info>"
        "<Product_Image_Characteristics>"
        f'<{quantum}QUANTIFICATION_VALUE unit="none">10000</{quantum}QUANTIFICATION_VALUE>'
        f"{listed if offset else ''}"
        f"<Spectral_Information_List>{spectral}</Spectral_Information_List>"
        f"</Product_Image_Characteristics></n1:General_Info></n1:Level-{level}_User_Product>"
    )
