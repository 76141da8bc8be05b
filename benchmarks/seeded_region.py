"""A study of five epochs and 21 indicators on a real DEM, with a driver and damage put in.

Terrain: `dem/jacksboro_fault_90m_wgs84.tif` of the data folder, warped to UTM 16 N at 90 m, the
inner 300 x 320 cells. Everything else is made from one seed, for 2000, 2005, 2010, 2016 and 2020:

* THE DRIVER. A smooth field, made of nothing else, is the share of ground without vegetation
  (0.02 to 0.75). Bare ground is brighter and less green, so it moves a pixel ALONG the line of
  albedo and NDVI: that is what P3, the degree of desertification, measures and what has the
  greatest weight of the system. ACROSS that line (greener and brighter at once) pixels are spread
  by a second field, from conifers to lush broadleaf, which P3 is nearly blind to and vegetation
  coverage, NDBSI, brightness and NPP are not; a third one, moisture, darkens SWIR, which wetness,
  NDBSI and brightness see and P3 nearly not. Heat also falls with height. So P3 must come first.
* THE DAMAGE. Six mine places open and grow, two that were bare in 2000 are reclaimed. In a place
  a share m of what grows there turns into bare ground; it rises (falls) in a straight line
  between the years in `PLACES`. The truth of a pixel is the change of its bare share, 2000 to 2020.
* Reflectance (ETM+, top of the atmosphere): plants and ground by their shares; each year has
  its own light, N(0, 0.01), and each pixel noise, N(0, 0.004). One cloud in 2010, told by a mask.
* Brightness temperature: 298 K at 400 m, -6.5 K a km, +9 K on bare ground, N(0, 0.6 K) a pixel and
  N(0, 0.5 K) a year.
* Land cover: forest, crops, grass, built-up, mine, by the same fields; built-up along roads.
* Twelve districts (Voronoi cells) with a yearbook of population, GDP, green space and pupils; a
  city in the south-east grows. Mine sites by year, two roads, thirty hazard points.
* Soil units as HWSD (900 m) with a table; NPP as stored MOD17 integers (450 m), less where bare.

`write_region` writes all of it with `truth.json`, `truth_bare_DATE.tif` and `truth_change.tif`.
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from numpy.typing import NDArray
from rasterio.crs import CRS
from rasterio.transform import Affine
from rasterio.warp import Resampling, reproject, transform, transform_bounds
from scipy.ndimage import gaussian_filter

DRIVER = "P3"
YEARS = (2000, 2005, 2010, 2016, 2020)
ROWS, COLS, CELL_M, EPSG = 300, 320, 90.0, 32616
LEAST_CHANGE = 0.3
"""Change of the bare share from which a pixel counts as damaged (or, negative, as healed)."""

_DEM = Path("dem") / "jacksboro_fault_90m_wgs84.tif"
_BANDS = ("blue", "green", "red", "nir", "swir1", "swir2")
_CONIFERS = np.array([0.060, 0.055, 0.045, 0.205, 0.115, 0.055])
_LUSH = np.array([0.062, 0.068, 0.036, 0.420, 0.180, 0.075])
_DRIER = 0.30
"""How much brighter SWIR is where the ground is dry, relative, from end to end of the field."""

_GROUND = np.array([0.125, 0.150, 0.190, 0.260, 0.340, 0.290])
_SCALE = 1e-4
_TREES, _CROPS, _MEADOW, _TOWN, _MINE = 10, 20, 30, 50, 60
_CODES = {_TREES: "forest", _CROPS: "crops", _MEADOW: "grass", _TOWN: "built-up", _MINE: "mine"}

# Middle (column, row) and half axes in cells; m at the first and at the last of two years.
PLACES: dict[str, tuple[tuple[int, int], tuple[int, int], tuple[float, float], tuple[int, int]]] = {
    "pit north": ((80, 60), (12, 9), (0.0, 0.95), (2000, 2016)),
    "pit east": ((255, 95), (10, 12), (0.0, 0.90), (2005, 2020)),
    "leach field": ((150, 130), (14, 8), (0.0, 0.90), (2000, 2010)),
    "tailings": ((60, 200), (9, 9), (0.0, 0.85), (2005, 2016)),
    "quarry": ((205, 235), (8, 10), (0.1, 0.95), (2000, 2020)),
    "new pit": ((280, 260), (9, 7), (0.0, 0.90), (2010, 2020)),
    "old field": ((120, 250), (12, 9), (0.9, 0.10), (2000, 2016)),
    "old pit": ((210, 40), (10, 8), (0.9, 0.15), (2005, 2020)),
}
_CONTROL = {"west ridge": (20, 110, 45, 140), "south ridge": (150, 270, 180, 290)}


@dataclass(frozen=True)
class Region:
    """The study, and what was done to the ground.

    Attributes
    ----------
    study : Path
    change : (rows, cols) float32
        Change of the bare share, 2000 to 2020.
    place : (rows, cols) uint8
        Number of the place in `PLACES` from 1; 0 elsewhere.
    """

    study: Path
    change: NDArray[np.float32]
    place: NDArray[np.uint8]

    @property
    def damaged(self) -> NDArray[np.bool_]:
        """Pixels of a mine place whose ground was laid bare."""
        return (self.place > 0) & (self.change >= LEAST_CHANGE)

    @property
    def healed(self) -> NDArray[np.bool_]:
        """Pixels of a mine place where vegetation came back."""
        return (self.place > 0) & (self.change <= -LEAST_CHANGE)


@dataclass(frozen=True)
class _Fields:
    """What stays the same over the years."""

    height_m: NDArray[np.float64]
    driver: NDArray[np.float64]
    lush: NDArray[np.float64]
    dry: NDArray[np.float64]
    towns: NDArray[np.bool_]
    place: NDArray[np.uint8]


def write_region(folder: Path, data_dir: Path, seed: int = 2024) -> Region:
    """Write the study, everything it names, and its truth to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(seed)
    to, height_m = _terrain(data_dir)
    place = _places()
    fields = _Fields(
        height_m,
        0.02 + 0.73 * _smooth(random, 14) ** 1.5,
        _smooth(random, 9),
        _smooth(random, 7),
        _towns(random),
        place,
    )
    _write(folder / "dem.tif", height_m.astype(np.float32), to)
    bare = {year: _bare(fields, year) for year in YEARS}
    for year in YEARS:
        _write_epoch(folder, to, fields, bare[year], year, random)
    _write_soil(folder, to, random)
    _write_districts(folder, to, random)
    _write_sites(folder, to, random)
    change = (bare[YEARS[-1]] - bare[YEARS[0]]).astype(np.float32)
    _write(folder / "truth_change.tif", change, to)
    study = folder / "study.json"
    study.write_text(json.dumps(_study(), indent=1), encoding="utf-8")
    region = Region(study, change, place)
    truth = {
        "seed": seed,
        "driver": DRIVER,
        "least_change": LEAST_CHANGE,
        "damaged_cells": int(region.damaged.sum()),
        "healed_cells": int(region.healed.sum()),
        "places": {name: {"m": rest[2], "years": rest[3]} for name, rest in PLACES.items()},
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=1), encoding="utf-8")
    return region


def _terrain(data_dir: Path) -> tuple[Affine, NDArray[np.float64]]:
    with rasterio.open(data_dir / _DEM) as file:
        west, south, east, north = transform_bounds(file.crs, CRS.from_epsg(EPSG), *file.bounds)
        x = round(((west + east) / 2 - COLS * CELL_M / 2) / CELL_M) * CELL_M
        y = round(((south + north) / 2 + ROWS * CELL_M / 2) / CELL_M) * CELL_M
        to = Affine(CELL_M, 0, x, 0, -CELL_M, y)
        height_m = np.full((ROWS, COLS), np.nan)
        reproject(
            file.read(1).astype(np.float64),
            height_m,
            src_transform=file.transform,
            src_crs=file.crs,
            dst_transform=to,
            dst_crs=CRS.from_epsg(EPSG),
            resampling=Resampling.bilinear,
            dst_nodata=np.nan,
        )
    assert np.isfinite(height_m).all()
    return to, height_m


def _smooth(random: np.random.Generator, cells: float) -> NDArray[np.float64]:
    """Return a smooth field whose values are spread evenly from 0 to 1."""
    field = gaussian_filter(random.normal(size=(ROWS, COLS)), cells, mode="wrap")
    ranks = np.empty(field.size)
    ranks[np.argsort(field, axis=None)] = np.arange(field.size) / (field.size - 1)
    return ranks.reshape(field.shape)


def _places() -> NDArray[np.uint8]:
    row, col = np.mgrid[:ROWS, :COLS]
    place = np.zeros((ROWS, COLS), np.uint8)
    for number, ((c, r), (a, b), *_) in enumerate(PLACES.values(), 1):
        place[np.hypot((col - c) / a, (row - r) / b) <= 1] = number
    return place


def _towns(random: np.random.Generator) -> NDArray[np.bool_]:
    row, col = np.mgrid[:ROWS, :COLS]
    towns = np.hypot(col - 270, row - 190) < 14
    for _ in range(25):
        c, r = random.integers(10, COLS - 10), random.integers(10, ROWS - 10)
        towns |= np.hypot(col - c, row - r) < random.uniform(1.5, 3.5)
    return towns


def _bare(fields: _Fields, year: int) -> NDArray[np.float64]:
    """Return the bare share: the driver's field, more (or less again) in the mine places."""
    bare = np.where(fields.towns, np.maximum(fields.driver, 0.5), fields.driver)
    for number, (_, _, (before, after), (start, end)) in enumerate(PLACES.values(), 1):
        share = np.clip((year - start) / (end - start), 0, 1)
        m = before + (after - before) * share
        inside = fields.place == number
        bare[inside] = bare[inside] + (1 - bare[inside]) * m
    return bare


def _write_epoch(
    folder: Path,
    to: Affine,
    fields: _Fields,
    bare: NDArray[np.float64],
    year: int,
    random: np.random.Generator,
) -> None:
    green = _CONIFERS[:, None, None] + (_LUSH - _CONIFERS)[:, None, None] * fields.lush
    mixed = (1 - bare) * green + bare * _GROUND[:, None, None]
    mixed[4:] *= 1 + _DRIER * (fields.dry - 0.5)
    seen = mixed * (1 + random.normal(0, 0.01)) + random.normal(0, 0.004, mixed.shape)
    kelvin = 298 - 0.0065 * (fields.height_m - 400) + 9 * bare
    kelvin += random.normal(0, 0.5) + random.normal(0, 0.6, kelvin.shape)
    cloud = np.zeros((ROWS, COLS), np.uint8)
    if year == 2010:
        row, col = np.mgrid[:ROWS, :COLS]
        cloud[np.hypot((col - 30) / 14, (row - 30) / 9) < 1] = 4
        seen[:, cloud == 4], kelvin[cloud == 4] = 0.65, 270.0
    stored = np.clip(np.round(seen / _SCALE), 1, 65535).astype(np.uint16)
    _write(folder / f"reflectance_{year}.tif", stored, to, nodata=0)
    _write(folder / f"thermal_{year}.tif", kelvin.astype(np.float32), to)
    _write(folder / f"mask_{year}.tif", cloud, to)
    _write(folder / f"cover_{year}.tif", _cover(fields, bare), to, nodata=0)
    _write(folder / f"truth_bare_{year}.tif", bare.astype(np.float32), to)
    npp = (7000 + 6000 * fields.lush) * (1 - bare) + random.normal(0, 250, bare.shape)
    coarse = npp.reshape(ROWS // 5, 5, COLS // 5, 5).mean(axis=(1, 3)).round().astype(np.int16)
    coarse[38:40, 53:55] = 32762  # MOD17's code of a town: there is no figure
    _write(folder / f"npp_{year}.tif", coarse, to * Affine.scale(5))


def _cover(fields: _Fields, bare: NDArray[np.float64]) -> NDArray[np.uint8]:
    cover = np.where(fields.lush > 0.6, _MEADOW, _TREES)
    cover[(fields.lush > 0.35) & (fields.height_m < 420)] = _CROPS
    cover[fields.towns] = _TOWN
    cover[(fields.place > 0) & (bare > 0.6)] = _MINE
    return cover.astype(np.uint8)


def _write_soil(folder: Path, to: Affine, random: np.random.Generator) -> None:
    codes = 11000 + (6 * _smooth(random, 20)[5::10, 5::10]).astype(np.int32)
    _write(folder / "soil.tif", codes, to * Affine.scale(10))
    rows = []
    for unit in range(11000, 11007):
        carbon = 0.7 + 0.25 * (unit - 11000)
        rows += [[unit, 70, round(carbon, 3)], [unit, 30, round(0.6 * carbon, 3)]]
    _table(folder / "soil.csv", ["MU_GLOBAL", "SHARE", "T_OC"], rows)


def _write_districts(folder: Path, to: Affine, random: np.random.Generator) -> None:
    col = (np.arange(4) + 0.5) * COLS / 4
    row = (np.arange(3) + 0.5) * ROWS / 3
    seeds = np.stack(np.meshgrid(col, row), axis=-1).reshape(-1, 2)
    seeds += random.uniform(-20, 20, seeds.shape)
    box = shapely.box(-2, -2, COLS + 2, ROWS + 2)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=box))
    shapes, rows = [], []
    for number, cell in enumerate(cells, 1):
        name = f"district {number}"
        shape = shapely.segmentize(shapely.intersection(cell, box), 20)
        shapes.append((name, shape))
        middle = shapely.get_coordinates(shape.centroid)[0]
        city = float(np.exp(-np.hypot(middle[0] - 270, middle[1] - 190) / 90))
        for step, year in enumerate(YEARS):
            people = (9000 + 60000 * city) * (1 + 0.10 * step * city) * random.uniform(0.97, 1.03)
            gdp = (3 + 20 * city) * (1 + 0.35 * step) * random.uniform(0.95, 1.05)
            park = (14 - 6 * city + 0.5 * step) * random.uniform(0.95, 1.05)
            pupils = 0.12 * people * random.uniform(0.95, 1.05)
            rows.append([name, year, round(people), round(gdp, 3), round(park, 3), round(pupils)])
    _geojson(folder / "districts.geojson", to, shapes)
    heads = ["district", "year", "population", "gdp", "green_m2", "pupils"]
    _table(folder / "yearbook.csv", heads, rows)


def _write_sites(folder: Path, to: Affine, random: np.random.Generator) -> None:
    for year in YEARS:
        open_ = []
        for name, ((c, r), (a, b), (before, after), (start, end)) in PLACES.items():
            # A place has more working points the more of it is bare.
            m = before + (after - before) * np.clip((year - start) / (end - start), 0, 1)
            for i in range(round(6 * m)):
                x, y = c + 0.6 * a * np.cos(i), r + 0.6 * b * np.sin(i)
                open_.append((f"{name} {i + 1}", shapely.Point(x, y)))
        _geojson(folder / f"sites_{year}.geojson", to, open_)
    roads = [
        ("valley road", shapely.LineString([(0, 180), (150, 170), (270, 190), (COLS, 210)])),
        ("ridge road", shapely.LineString([(270, 190), (230, 90), (200, 0)])),
    ]
    _geojson(folder / "roads.geojson", to, roads)
    points = random.uniform((0, 0), (COLS, ROWS), (30, 2))
    _geojson(
        folder / "hazards.geojson",
        to,
        [(f"slide {i}", shapely.Point(point)) for i, point in enumerate(points, 1)],
    )
    circles = [(name, _ellipse(middle, axes)) for name, (middle, axes, *_) in PLACES.items()] + [
        (name, shapely.box(*box)) for name, box in _CONTROL.items()
    ]
    _geojson(folder / "places.geojson", to, circles)


def _ellipse(middle: tuple[int, int], axes: tuple[int, int]) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, 49)
    ring = np.column_stack(
        [
            middle[0] + 0.5 + axes[0] * np.cos(angle),
            middle[1] + 0.5 + axes[1] * np.sin(angle),
        ]
    )
    return shapely.Polygon(ring)


def _geojson(path: Path, to: Affine, shapes: list[tuple[str, Any]]) -> None:
    """Write shapes given in cells from the north-west corner, in degrees."""

    def carried(cells: NDArray[np.float64]) -> NDArray[np.float64]:
        xs, ys = to * (cells[:, 0], cells[:, 1])
        return np.column_stack(transform(CRS.from_epsg(EPSG), CRS.from_epsg(4326), xs, ys))

    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": shapely.geometry.mapping(shapely.transform(shape, carried)),
        }
        for name, shape in shapes
    ]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection), encoding="utf-8")


def _table(path: Path, head: list[str], rows: list[list[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


def _write(path: Path, values: NDArray, to: Affine, **more: Any) -> None:
    cube = values if values.ndim == 3 else values[None]
    profile = {
        "driver": "GTiff",
        "count": len(cube),
        "height": cube.shape[1],
        "width": cube.shape[2],
        "dtype": cube.dtype.name,
        "crs": CRS.from_epsg(EPSG),
        "transform": to,
        "tiled": True,
        "compress": "deflate",
    }
    if min(cube.shape[1:]) < 16:
        profile["tiled"] = False
    with rasterio.open(path, "w", **profile, **more) as file:
        file.write(cube)


def _study() -> dict[str, Any]:
    days = {year: f"{year}-07-15" for year in YEARS}
    return {
        "title": "Seeded region on the Jacksboro DEM, 2000-2020",
        "epochs": [_epoch(year, day) for year, day in days.items()],
        "dem": {"path": "dem.tif"},
        "zones": "places.geojson",
        "heat": {"method": "mono-window", "transmittance": 0.85, "air_temperature_k": 298.0},
        "erosion": {
            "rain_mm": [60, 80, 130, 190, 230, 250, 150, 150, 90, 60, 50, 40],
            "erodibility": 0.032,
        },
        "security": {
            "land_cover": {
                "by_date": {day: {"path": f"cover_{year}.tif"} for year, day in days.items()},
                "classes": {str(code): name for code, name in _CODES.items()},
                "green": [_TREES, _MEADOW],
                "window_cells": 9,
            },
            "statistics": [_statistics()],
            "sites": {
                "path": f"sites_{YEARS[-1]}.geojson",
                "by_date": {day: f"sites_{year}.geojson" for year, day in days.items()},
                "radius_m": 3000.0,
            },
            "roads": {"path": "roads.geojson"},
            "hazards": {"path": "hazards.geojson"},
            "soil": {"codes": {"path": "soil.tif"}, "table": "soil.csv"},
            "npp": {day: {"path": f"npp_{year}.tif"} for year, day in days.items()},
            "report_sites": "places.geojson",
        },
    }


def _epoch(year: int, day: str) -> dict[str, Any]:
    return {
        "date": day,
        "sensor": "landsat7-etm",
        "level": "toa",
        "bands": {
            name: {"path": f"reflectance_{year}.tif", "band": i, "scale": _SCALE}
            for i, name in enumerate(_BANDS, 1)
        },
        "thermal": {"file": {"path": f"thermal_{year}.tif"}, "quantity": "brightness"},
        "mask": {"file": {"path": f"mask_{year}.tif"}, "kind": "fmask"},
    }


def _statistics() -> dict[str, Any]:
    return {
        "districts": "districts.geojson",
        "table": "yearbook.csv",
        "indicators": {
            "P2": {"column": "population", "spread": "area"},
            "R1": {"column": "gdp", "spread": "constant"},
            "M1": {"column": "green_m2", "spread": "inverse-distance"},
            "M2": {"column": "pupils", "spread": "pycnophylactic"},
        },
    }
