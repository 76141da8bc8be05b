"""Eleven years of a real Landsat 5 scene, with damage and repair put in where it is known.

Base: `multispectral/landsat5_1988` of the data folder (1988-08-14; TM, 287 x 310 pixels of 30 m,
forest, river and clearings), calibrated to top-of-atmosphere reflectance and brightness
temperature. Every July from 2014 to 2024 it is changed so, from one seed:

* A fraction m(t) of a pixel turns into bare ground: reflectance (1-m) scene + m ground, and
  8 K x m warmer. `pit` grows to m = 0.9, `tailings` to 0.6, `buffer` (a ring around the pit) to
  0.30; m rises in a straight line from the year the place is reached, which moves outward from the
  middle of each place. `reclaimed` begins at m = 0.8 and heals to 0.1. Elsewhere m is 0.
* Each year has its own haze and light: all bands times 1 + N(0, 0.01), temperature + N(0, 0.5 K).
* Each pixel has noise: reflectance + N(0, 0.004), temperature + N(0, 0.3 K).

The truth of a pixel is the change of m from the first year to the last. Water is left as it is.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.warp import transform

YEARS = tuple(range(2014, 2025))
GROUND = np.array([0.115, 0.125, 0.165, 0.235, 0.330, 0.285])
"""Top-of-atmosphere reflectance of bare mine ground, TM 1-5 and 7: a bright dry soil under haze."""

WARMER_K = 8.0
_SCENE = Path("multispectral") / "landsat5_1988"
_NAME = "LT52240631988227CUB02_B{0}.TIF"
_GAIN = (0.671, 1.322, 1.044, 0.876, 0.120, 0.055, 0.066)
_BIAS = (-2.19134, -4.16220, -2.21398, -2.38602, -0.49035, 1.18243, -0.21555)
_ESUN = (1983.0, 1796.0, 1536.0, 1031.0, 220.0, 83.44)
_SUN_AU, _SUN_ELEVATION_DEG = 1.01288, 49.75588889
_SCALE = 1e-4
_LAND_NDVI = 0.2

# Middle (column, row) and half axes of each place, in pixels of the scene.
PLACES = {
    "pit": ((95, 190), (26, 20), 0.9),
    "tailings": ((30, 190), (14, 18), 0.6),
    "reclaimed": ((60, 245), (16, 12), -0.7),
    "buffer": ((95, 190), (44, 36), 0.30),
}


@dataclass(frozen=True)
class Series:
    """A study of the series, and what was done to the ground.

    Attributes
    ----------
    study : Path
    change : (rows, cols) float32
        Change of the bare fraction, first to last year: above 0 damaged, below 0 healed.
    zone : (rows, cols) uint8
        Number of the place in `PLACES` from 1; 0 elsewhere.
    """

    study: Path
    change: NDArray[np.float32]
    zone: NDArray[np.uint8]


def write_series(folder: Path, data_dir: Path, seed: int = 2024) -> Series:
    """Write eleven epochs, the DEM, the zones and the study to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    reflectance, kelvin, profile = _scene(data_dir)
    rows, cols = kelvin.shape
    land = (reflectance[3] - reflectance[2]) / (reflectance[3] + reflectance[2]) > _LAND_NDVI
    zone, bare = _places(rows, cols, land)
    random = np.random.default_rng(seed)
    for t, year in enumerate(YEARS):
        light, warmth = 1 + random.normal(0, 0.01), random.normal(0, 0.5)
        m = bare[t]
        mixed = (1 - m) * reflectance + m * GROUND[:, None, None]
        seen = mixed * light + random.normal(0, 0.004, mixed.shape)
        heat = kelvin + WARMER_K * m + warmth + random.normal(0, 0.3, kelvin.shape)
        stored = np.clip(np.round(seen / _SCALE), 1, 65535).astype(np.uint16)
        _write(folder / f"reflectance_{year}.tif", stored, profile | {"nodata": 0})
        _write(folder / f"thermal_{year}.tif", heat[None].astype(np.float32), profile)
    _copy_dem(folder / "dem.tif", data_dir)
    (folder / "zones.geojson").write_text(json.dumps(_zones(profile)), encoding="utf-8")
    study = folder / "study.json"
    study.write_text(json.dumps(_study(), indent=1), encoding="utf-8")
    return Series(study, (bare[-1] - bare[0]).astype(np.float32), zone)


def _scene(data_dir: Path) -> tuple[NDArray[np.float64], NDArray[np.float64], dict]:
    bands = []
    for number in range(1, 8):
        with rasterio.open(data_dir / _SCENE / _NAME.format(number)) as file:
            bands.append(file.read(1).astype(np.float64))
            profile = {key: file.profile[key] for key in ("width", "height", "crs", "transform")}
    radiance = [g * dn + b for g, b, dn in zip(_GAIN, _BIAS, bands, strict=True)]
    kelvin = 1260.56 / np.log(607.76 / radiance[5] + 1)
    high = np.sin(np.radians(_SUN_ELEVATION_DEG))
    reflective = [radiance[i] for i in (0, 1, 2, 3, 4, 6)]
    reflectance = [
        np.pi * one * _SUN_AU**2 / (esun * high)
        for one, esun in zip(reflective, _ESUN, strict=True)
    ]
    return np.array(reflectance), kelvin, profile


def _places(
    rows: int, cols: int, land: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Return the place of each pixel and its bare fraction in each year."""
    row, col = np.mgrid[:rows, :cols]
    zone = np.zeros((rows, cols), np.uint8)
    bare = np.zeros((len(YEARS), rows, cols))
    for number, ((c, r), (a, b), change) in enumerate(PLACES.values(), 1):
        apart = np.hypot((col - c) / a, (row - r) / b)
        inside = (apart <= 1) & (zone == 0) & land
        zone[inside] = number
        reached = 4 * apart[inside] if change > 0 else 0.0
        for t in range(len(YEARS)):
            share = np.clip((t - reached) / (len(YEARS) - 1 - reached), 0, 1)
            bare[t][inside] = change * share + (0.0 if change > 0 else 0.8)
    return zone, bare


def _write(path: Path, values: NDArray, profile: dict) -> None:
    made = profile | {"driver": "GTiff", "count": len(values), "dtype": values.dtype.name}
    with rasterio.open(path, "w", **made, tiled=True, compress="deflate") as file:
        file.write(values)


def _copy_dem(path: Path, data_dir: Path) -> None:
    with rasterio.open(data_dir / _SCENE / "srtm.tif") as file:
        profile = {key: file.profile[key] for key in ("width", "height", "crs", "transform")}
        _write(path, file.read().astype(np.float32), profile)


def _zones(profile: dict) -> dict:
    angle = np.linspace(0, 2 * np.pi, 73)
    features = []
    for name, ((c, r), (a, b), _) in PLACES.items():
        to = profile["transform"]
        xs = to.c + to.a * (c + 0.5 + a * np.cos(angle))
        ys = to.f + to.e * (r + 0.5 + b * np.sin(angle))
        lon, lat = transform(profile["crs"], CRS.from_epsg(4326), xs, ys)
        ring = [[round(x, 8), round(y, 8)] for x, y in zip(lon, lat, strict=True)]
        features.append(
            {
                "type": "Feature",
                "properties": {"name": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _study() -> dict:
    names = ("blue", "green", "red", "nir", "swir1", "swir2")
    return {
        "title": "Landsat 5 scene with known disturbance, 2014-2024",
        "epochs": [
            {
                "date": f"{year}-07-15",
                "sensor": "landsat5-tm",
                "level": "toa",
                "bands": {
                    name: {"path": f"reflectance_{year}.tif", "band": i, "scale": _SCALE}
                    for i, name in enumerate(names, 1)
                },
                "thermal": {
                    "file": {"path": f"thermal_{year}.tif"},
                    "quantity": "brightness",
                    "wavelength_um": 11.457,
                },
            }
            for year in YEARS
        ],
        "dem": {"path": "dem.tif"},
        "zones": "zones.geojson",
        "trend": {"stable_per_year": 0.002},
    }
