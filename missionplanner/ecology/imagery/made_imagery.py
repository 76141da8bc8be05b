"""Made imagery of the demo mine: what six bands and a thermal camera would see over thirteen years.

It is drawn from a seed, not real, and says so. The ground is mixed of forest, grass, bare soil,
rock and water, with reflectances typical of each at the top of the atmosphere. The story: the pit
grows until 2018; the tailings beach dries and spreads; the dump north of the pit is grown over from
2018 on; grass and forest elsewhere vary a little with the year's rain.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from missionplanner.model.study import Band
from missionplanner.terrain.synthetic import CELL_M, PIT, POND, Ellipse, Floats

YEARS = (2013, 2014, 2016, 2018, 2020, 2022, 2025)
BANDS = (Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)
DUMP = Ellipse(1130.0, 2010.0, 300.0, 190.0, -20.0)
PLACES = {"Pit": PIT, "North dump": DUMP, "Tailings": POND}

# Top-of-atmosphere reflectance of BANDS, and temperature above shaded forest, K.
_COVERS = {
    "forest": ((0.085, 0.070, 0.050, 0.330, 0.150, 0.070), 0.0),
    "grass": ((0.095, 0.095, 0.085, 0.280, 0.230, 0.130), 4.0),
    "soil": ((0.120, 0.130, 0.160, 0.230, 0.330, 0.270), 9.0),
    "rock": ((0.140, 0.145, 0.155, 0.185, 0.230, 0.210), 8.0),
    "water": ((0.110, 0.095, 0.065, 0.035, 0.015, 0.010), -2.0),
}
_FOREST_K = 297.0
_NOISE, _NOISE_K = 0.004, 0.4
_LIGHT, _WARMTH_K = 0.012, 0.6

Single = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class MadeEpoch:
    """One year's imagery.

    Attributes
    ----------
    year : int
    reflectance : (6, rows, cols) float32
        In the order of `BANDS`, 0 to 1; row 0 in the SOUTH, as the terrain.
    brightness_k : (rows, cols) float32
        At-sensor brightness temperature, K.
    """

    year: int
    reflectance: Single
    brightness_k: Single


def made_epochs(height_m: Floats, seed: int = 7) -> tuple[MadeEpoch, ...]:
    """Return the imagery of `YEARS` on every other cell of the made mine.

    Parameters
    ----------
    height_m : (rows, cols) float64
        `terrain.synthetic.mine_dem`, row 0 in the south, 5 m cells.
    seed : int
        Same seed, same imagery.

    Returns
    -------
    tuple of MadeEpoch
        On cells of 10 m: half as many rows and columns.
    """
    random = np.random.default_rng(seed)
    ground = height_m[::2, ::2]
    patches = ndimage.gaussian_filter(random.standard_normal(ground.shape), 6)
    patches /= patches.std()
    return tuple(_epoch(year, ground, patches, random) for year in YEARS)


def _epoch(year: int, ground: Floats, patches: Floats, random: np.random.Generator) -> MadeEpoch:
    shares = _shares(year, ground.shape, patches)
    light, warmth = 1 + random.normal(0, _LIGHT), random.normal(0, _WARMTH_K)
    colours = np.array([colour for colour, _ in _COVERS.values()])
    warmer = np.array([kelvin for _, kelvin in _COVERS.values()])
    seen = np.tensordot(colours.T, shares, 1) * light * _shade(ground)
    seen += random.normal(0, _NOISE, seen.shape)
    cooler = 0.0065 * (ground - ground.mean())
    heat = _FOREST_K + warmth + np.tensordot(warmer, shares, 1) - cooler
    heat += random.normal(0, _NOISE_K, heat.shape)
    return MadeEpoch(year, np.clip(seen, 0.001, 1).astype(np.float32), heat.astype(np.float32))


def _shares(year: int, shape: tuple[int, ...], patches: Floats) -> Floats:
    """Return what the ground is made of, (5 covers, rows, cols), adding up to 1."""
    rows, cols = shape
    y_m, x_m = np.mgrid[0:rows, 0:cols] * (2 * CELL_M)
    forest = 1 / (1 + np.exp(-(patches + 0.35 + 0.15 * np.sin(year)) * 2.5))
    soil = 0.12 * (1 - forest)
    shares = np.stack([forest, 1 - forest - soil, soil, 0 * soil, 0 * soil])
    grown = np.clip((year - 2009) / 9, 0.4, 1.0)
    _put(shares, _inside(PIT, x_m, y_m, grown), (0, 0.02, 0.28, 0.70, 0))
    spread = np.clip((year - 2005) / 20, 0.5, 1.0)
    _put(shares, _inside(POND, x_m, y_m, spread), (0, 0.03, 0.85, 0.12, 0))
    _put(shares, _inside(POND, x_m, y_m, 0.35), (0, 0, 0.02, 0, 0.98))
    green = np.clip((year - 2016) / 9, 0.0, 0.85)
    grassy = (0.25 * green, 0.75 * green, 0.75 * (1 - green), 0.25 * (1 - green), 0)
    _put(shares, _inside(DUMP, x_m, y_m, 1.0), grassy)
    return shares


def _put(shares: Floats, weight: Floats, covers: tuple[float, ...]) -> None:
    shares *= 1 - weight
    shares += weight * np.array(covers)[:, None, None]


def _inside(place: Ellipse, x_m: Floats, y_m: Floats, size: float) -> Floats:
    """Return 1 inside a place drawn `size` times as large, 0 outside, a soft edge between."""
    radius, _ = place.polar(x_m, y_m)
    return np.asarray(1 / (1 + np.exp(np.minimum((radius / size - 1) * 25, 50.0))))


def _shade(ground: Floats) -> Floats:
    """Return the light that a slope gets from the sun in the south-east, about 1."""
    down, right = np.gradient(ground, 2 * CELL_M)
    return np.asarray(np.clip(1 + 0.10 * (down - right), 0.8, 1.2))
