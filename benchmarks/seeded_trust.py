"""Small studies whose index is right, or wrong in a known way: what a verdict is tried on.

The ground is mixed of forest, grass, soil and rock with reflectances typical of each; a pit may
grow. Dates lie within 22 days of the middle of July, so within 44 of each other. A fault is planted
into one date (or into all of them, where that is how such faults come):

season
    a date between November and February: leaves down, snow in places, sun low, 20 to 30 K cooler
fill
    a corner or stripes of 2 to 15 % of the scene that no file names as fill: 0, -9999, or what a
    resampler leaves of it; of all bands or of heat alone
inversion
    red and near infrared taken for each other, or temperature the wrong way round
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin
from scipy import ndimage

from missionplanner.operations.new_studies import make_study
from missionplanner.operations.studies import OpenStudy
from missionplanner.tasks.progress import silent

FAULTS = ("season", "fill", "inversion")
CELLS, CELL_M = 60, 30.0
_NAMES = ("SR_B2", "SR_B3", "SR_B4", "SR_B5", "SR_B6", "SR_B7", "ST_B10")
_RED, _NIR, _HEAT = 2, 3, 6
# Surface reflectance of blue ... SWIR2, and kelvin above shaded forest.
_SUMMER = {
    "forest": (0.025, 0.045, 0.030, 0.360, 0.150, 0.065, 0.0),
    "grass": (0.040, 0.075, 0.070, 0.300, 0.240, 0.130, 4.5),
    "soil": (0.090, 0.125, 0.170, 0.240, 0.340, 0.280, 9.0),
    "rock": (0.110, 0.130, 0.150, 0.180, 0.230, 0.210, 8.0),
}
_WINTER = {
    "forest": (0.045, 0.060, 0.075, 0.140, 0.170, 0.110, 0.0),
    "grass": (0.070, 0.095, 0.130, 0.190, 0.260, 0.190, 0.5),
    "soil": (0.085, 0.115, 0.155, 0.215, 0.310, 0.260, 1.0),
    "rock": (0.105, 0.125, 0.145, 0.175, 0.225, 0.205, 1.5),
}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Seeded:
    """A made study and what is wrong with it: empty, or one of `FAULTS`."""

    opened: OpenStudy
    fault: str


def write_seeded(folder: Path, seed: int, fault: str = "") -> Seeded:
    """Write a study; the same seed and fault give the same one."""
    random = np.random.default_rng([seed, FAULTS.index(fault) + 1 if fault else 0])
    folder.mkdir(parents=True, exist_ok=True)
    count = int(random.integers(2, 7))
    dem, patches = _ground(random)
    _write(folder / "dem.tif", dem[None], ("",))
    days = [
        datetime.date(2012 + 2 * i, 7, 15) + datetime.timedelta(int(random.integers(-22, 23)))
        for i in range(count)
    ]
    # A one-off fault of a single date, or one that all files of a source have.
    ill = {int(random.integers(count))} if random.random() < 0.6 else set(range(count))
    if fault == "season":
        place = int(random.integers(count))
        ill = {place}
        start = datetime.date(days[place].year, 11, 1)
        days[place] = start + datetime.timedelta(int(random.integers(0, 115)))
    dug = random.random(), float(random.uniform(6, 14)), random.uniform(15, 45, 2)
    scenes = []
    for i, day in enumerate(sorted(days)):
        wrong = fault if days.index(day) in ill else ""
        bands = _scene(random, dem, patches, i / max(1, count - 1), dug, wrong == "season")
        if wrong == "fill":
            _fill(random, bands)
        elif wrong == "inversion":
            _invert(np.random.default_rng(seed), bands)
        path = folder / f"scene_{day}.tif"
        _write(path, bands, _NAMES)
        scenes.append((day, (path,)))
    opened = make_study(
        folder / "study.json", scenes, dem=folder / "dem.tif", over=True, progress=silent()
    )
    return Seeded(opened, fault)


def _ground(random: np.random.Generator) -> tuple[Floats, Floats]:
    shape = (CELLS, CELLS)
    rough = ndimage.gaussian_filter(random.standard_normal(shape), float(random.uniform(4, 9)))
    dem = 600 + float(random.uniform(60, 160)) * rough / rough.std()
    patches = ndimage.gaussian_filter(random.standard_normal(shape), float(random.uniform(2, 6)))
    patches /= patches.std()
    # Steep ground keeps more of its forest than level ground does.
    steep = np.hypot(*np.gradient(dem, CELL_M))
    patches += float(random.uniform(0, 0.6)) * (steep - steep.mean()) / steep.std()
    return dem, patches


def _scene(
    random: np.random.Generator, dem: Floats, patches: Floats, time: float,
    dug: tuple[float, float, Floats], winter: bool,
) -> Floats:  # fmt: skip
    """Return the bands of a date, `time` 0 at the first and 1 at the last."""
    forest = 1 / (1 + np.exp(-2.2 * (patches + random.normal(0.2, 0.1))))
    soil = 0.25 * (1 - forest)
    shares = np.stack([forest, 1 - forest - soil, soil, np.zeros_like(soil)])
    grows, radius, (row, column) = dug
    rows, columns = np.mgrid[:CELLS, :CELLS]
    radius *= 0.6 + 0.4 * time if grows < 0.5 else 1.0
    inside = 1 / (1 + np.exp((np.hypot(rows - row, columns - column) - radius) * 1.5))
    shares = shares * (1 - inside) + inside * np.array([0.0, 0.05, 0.35, 0.60])[:, None, None]
    table = np.array(list((_WINTER if winter else _SUMMER).values()))
    seen = np.tensordot(table.T, shares, 1)
    down, right = np.gradient(dem, CELL_M)
    light = np.clip(1 + (0.5 if winter else 0.12) * (down - right), 0.4, 1.6)
    seen[:_HEAT] *= light * (1 + random.normal(0, 0.015))
    seen[:_HEAT] += random.normal(0, 0.004, seen[:_HEAT].shape)
    if winter:
        snow = (dem > np.quantile(dem, random.uniform(0.7, 1.0))) & (inside < 0.5)
        seen[:4, snow] = 0.6
        seen[4:_HEAT, snow] = 0.08
    warmth = 297.0 + random.normal(0, 1.5) - (random.uniform(20, 30) if winter else 0.0)
    seen[_HEAT] += warmth - 0.0065 * (dem - dem.mean()) + (light - 1) * (8 if winter else 2)
    seen[_HEAT] += random.normal(0, 0.3, dem.shape)
    return np.maximum(seen, 0.001)


def _fill(random: np.random.Generator, bands: Floats) -> None:
    share = float(random.uniform(0.02, 0.15))
    gone = np.zeros((CELLS, CELLS), np.bool_)
    if random.random() < 0.5:
        side = round(CELLS * share**0.5)
        gone[:side, :side] = True
    else:
        gone[:: round(1 / share)] = True
    layers = slice(_HEAT, None) if random.random() < 0.3 else slice(None)
    kind = random.integers(3)
    bands[layers, gone] = (0.0, -9999.0, 0.0)[kind]
    if kind == 2:
        # Resampled once too often: fill has become a dark, cold, but plausible number.
        level = np.array([0.02] * _HEAT + [255.0])[layers]
        bands[layers, gone] = level[:, None]


def _invert(random: np.random.Generator, bands: Floats) -> None:
    if random.random() < 0.5:
        bands[[_RED, _NIR]] = bands[[_NIR, _RED]]
    else:
        bands[_HEAT] = 2 * bands[_HEAT].mean() - bands[_HEAT]


def _write(path: Path, layers: Floats, names: tuple[str, ...]) -> None:
    with rasterio.open(
        path, "w", driver="GTiff", width=CELLS, height=CELLS, count=len(layers), dtype="float32",
        crs="EPSG:32650", transform=from_origin(500_000, 4_000_000, CELL_M, CELL_M),
    ) as out:  # fmt: skip
        out.write(layers.astype(np.float32))
        for band, name in enumerate(names, 1):
            out.set_band_description(band, name)
