"""The index of one epoch in memory, against the same in plain vectorised numpy, in one run.

Bands to grades: six reflectances, brightness temperature and R K L S P become five indicators,
min-max scaling, principal components, the index of two components and of one, and grades. Both ways
leave out what is masked. Numpy's is single precision but for np.cov; ours adds in double precision.

A third way is xarray on dask, where both can be imported. Ours is told twice: `irsei_of_bands`,
which hands the functions of the stages chunks that stay in a core's cache, and the passes of the
stage itself (`benchmarks.irsei_stages`), with masks, counts and the tenths that the verdict rests
on. Told are the clock and the CPU of all threads: beside other work only the latter says something.

`python -m benchmarks.irsei_memory [--megapixels 4] [--rounds 7]`
"""

import argparse
import importlib
import importlib.util
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.ecology.index.in_memory import BandContext, Bands, irsei_of_bands

Image = NDArray[np.float32]
Codes = NDArray[np.uint8]

SENSOR = sensor("landsat8-oli", Path())
assert SENSOR.thermal is not None
RECIPE = BandContext(SENSOR.tasseled["toa"].wetness, SENSOR.thermal.wavelength_um, 0.05, 0.8)
RHO_UM_K = 14380.0


def made_up_bands(pixels: int) -> Bands:
    """Return a seeded scene: three covers in patches, noise on every band, a tenth masked."""
    random = np.random.default_rng(3)
    side = int(np.sqrt(pixels))
    covers = np.array(
        [  # blue, green, red, NIR, SWIR1, SWIR2: forest, bare soil, grass
            [0.03, 0.05, 0.04, 0.35, 0.16, 0.07],
            [0.10, 0.13, 0.17, 0.24, 0.32, 0.27],
            [0.05, 0.08, 0.07, 0.28, 0.22, 0.13],
        ],
        np.float32,
    )
    patches = random.integers(0, 3, (side // 16 + 1, side // 16 + 1))
    cover = np.kron(patches, np.ones((16, 16), np.int64))[:side, :side]
    noise = random.normal(1.0, 0.12, (6, side, side)).astype(np.float32).clip(0.5, 1.5)
    blue, green, red, nir, swir1, swir2 = (covers[cover, band] * noise[band] for band in range(6))
    red[: side // 10] = np.nan  # water, cloud
    brightness = random.normal(300.0, 3.0, (side, side)).astype(np.float32)
    base = random.gamma(2.0, 400.0, (side, side)).astype(np.float32)
    return Bands(blue, green, red, nir, swir1, swir2, brightness, base)


def numpy_indicators(b: Bands, where: Any = np.where, stack: Any = np.stack) -> Any:
    """Return the five indicators, shape (5, rows, cols), one expression each."""
    ndvi = (b.nir - b.red) / (b.nir + b.red)
    six = (b.blue, b.green, b.red, b.nir, b.swir1, b.swir2)
    wet = sum(np.float32(c) * band for c, band in zip(RECIPE.wetness, six, strict=True))
    bare, grown = b.swir1 + b.red, b.nir + b.blue
    si = (bare - grown) / (bare + grown)
    p = 2 * b.swir1 / (b.swir1 + b.nir)
    q = b.nir / (b.nir + b.red) + b.green / (b.green + b.swir1)
    dry = ((p - q) / (p + q) + si) / 2
    pv = ((ndvi - 0.2) / 0.3) ** 2
    mixed = 0.986 * pv + 0.973 * (1 - pv) + 0.004
    emitted = where(ndvi < 0.2, np.float32(0.973), where(ndvi > 0.5, np.float32(0.99), mixed))
    factor = RECIPE.wavelength_um / RHO_UM_K
    heat = b.brightness_k / (1 + factor * b.brightness_k * np.log(emitted))
    cover = (ndvi - RECIPE.soil_ndvi) / (RECIPE.full_ndvi - RECIPE.soil_ndvi)
    percent = 100 * np.clip(cover, 0, 1)
    by_cover = 0.6508 - 0.3436 * np.log10(np.maximum(percent, 0.0963))
    c = where(percent <= 0.0963, 1, where(percent > 78.3, 0, np.clip(by_cover, 0, 1)))
    return stack([ndvi, wet, dry, heat, b.erosion_base * c.astype(np.float32)])


def numpy_grades(raw: Image, valid: NDArray[np.bool_]) -> tuple[Image, NDArray[np.uint8]]:
    """Return the raw index of valid pixels scaled to 0..1, and its grades, as images."""
    index = np.full(valid.shape, np.nan, np.float32)
    codes = np.zeros(valid.shape, np.uint8)
    share = (raw - raw.min()) / (raw.max() - raw.min())
    index[valid] = share
    codes[valid] = np.digitize(share, (0.2, 0.4, 0.6, 0.8)) + 1
    return index, codes


def numpy_irsei(bands: Bands) -> tuple[Image, NDArray[np.uint8], Image, NDArray[np.uint8]]:
    """Return index and grades by two components and by one, as plain numpy makes them."""
    stack = numpy_indicators(bands)
    valid = np.logical_and.reduce(np.isfinite(stack))
    lines = stack[:, valid]
    low, high = lines.min(axis=1, keepdims=True), lines.max(axis=1, keepdims=True)
    scaled = (lines - low) / (high - low)
    values, vectors = np.linalg.eigh(np.cov(scaled))
    values, vectors = values[::-1], vectors[:, ::-1]
    vectors = vectors * np.where(np.array([1, 1, -1, -1, -1]) @ vectors < 0, -1, 1)
    centred = scaled - scaled.mean(axis=1, keepdims=True)
    scores = vectors[:, :2].T.astype(np.float32) @ centred
    share = (values / values.sum()).astype(np.float32)
    both = share[0] * scores[0] + share[1] * scores[1]
    return numpy_grades(both, valid) + numpy_grades(scores[0], valid)


def spent(task: Callable[[], object]) -> tuple[float, float]:
    """Return how long one call takes, by the clock and of the processors."""
    clock, cpu = time.perf_counter(), time.process_time()
    task()
    return time.perf_counter() - clock, time.process_time() - cpu


def report_differences(bands: Bands, others: dict[str, Callable[[], Any]]) -> None:
    """Print how far other ways are from ours."""
    _, ours = irsei_of_bands(bands, RECIPE)
    for name, other in others.items():
        index, codes, index_pc1, codes_pc1 = other()
        apart = max(
            np.nanmax(np.abs(ours.index - index)), np.nanmax(np.abs(ours.index_pc1 - index_pc1))
        )
        assert np.array_equal(np.isnan(ours.index), np.isnan(index))
        off = np.mean(ours.grades != codes) + np.mean(ours.grades_pc1 != codes_pc1)
        print(f"{name}: largest difference of an index {apart:.1e}; other grades {off / 2:.1e}")


def main() -> None:
    """Time all ways in turn and print the best of each and their ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--megapixels", type=float, default=4.0)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    stages = importlib.import_module("benchmarks.irsei_stages").stages
    bands = made_up_bands(round(chosen.megapixels * 2**20))
    megapixels, cores = bands.red.size / 1e6, os.cpu_count() or 1
    ends = (RECIPE.soil_ndvi, RECIPE.full_ndvi)
    peers: dict[str, Callable[[], Any]] = {"plain numpy": lambda: numpy_irsei(bands)}
    if all(importlib.util.find_spec(name) for name in ("xarray", "dask")):
        lazily = importlib.import_module("benchmarks.irsei_xarray").xarray_irsei
        peers["xarray + dask"] = lambda: lazily(bands)
    passes = {f"the stage's passes, {cores} threads": lambda: stages(bands, ends, cores)}
    report_differences(bands, {**peers, **passes})
    ways: dict[str, Callable[[], object]] = {
        **peers,
        "ours, 1 thread": lambda: irsei_of_bands(bands, RECIPE, workers=1),
        f"ours, {cores} threads": lambda: irsei_of_bands(bands, RECIPE),
        **passes,
    }
    times = [[spent(task) for task in ways.values()] for _ in range(chosen.rounds)]
    best = 1e3 * np.min(times, axis=0) / megapixels
    print(f"{megapixels:.1f} Mpx float32, best of {chosen.rounds}, in turn; ms a megapixel")
    for name, (clock, cpu) in zip(ways, best, strict=True):
        print(
            f"{name:32} clock {clock:7.1f} ({best[0][0] / clock:5.1f} x)   "
            f"CPU {cpu:7.1f} ({best[0][1] / cpu:5.1f} x)"
        )


if __name__ == "__main__":
    main()
