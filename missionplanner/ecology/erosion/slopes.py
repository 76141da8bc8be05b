"""Slope length and steepness, L and S of the USLE, from a DEM (row 0 = north, square cells).

Sources: S by McCool et al. (1987), Trans. ASAE 30:1387-1396, from 10 degrees upward by Liu et al.
(1994), Trans. ASAE 37:1835-1840; the exponent m by McCool et al. (1989), Trans. ASAE 32:1571-1576;
L of a grid cell by Desmet & Govers (1996), J. Soil Water Conserv. 51:427-433.
"""

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.compiled import kernel
from missionplanner.ecology.erosion.flow import Flow, accumulate, flood
from missionplanner.ecology.erosion.gradient import Gradient, horn, zevenbergen_thorne

Floats = NDArray[np.floating[Any]]
Length = Literal["desmet-govers", "one-cell"]
Steepness = Literal["mccool", "mccool-liu"]

UNIT_PLOT_M = 22.13
"""Length of the USLE's unit plot, metres."""

LONGEST_M = 305.0
"""Slope length (1000 ft) beyond which the USLE's plots say nothing: water gathers in channels."""

_LIU_FROM_RAD = math.radians(10.0)


@dataclass(frozen=True)
class SlopeFactors:
    """Slope and the two factors that follow from it.

    Attributes
    ----------
    slope_rad, length, steepness : (rows, cols) float64
        Slope in radians, L and S without unit; NaN where the DEM has no value.
    """

    slope_rad: NDArray[np.float64]
    length: NDArray[np.float64]
    steepness: NDArray[np.float64]

    @property
    def ls(self) -> NDArray[np.float64]:
        """L times S."""
        return self.length * self.steepness


def slope_factors(
    height_m: Floats,
    cell_m: float,
    *,
    length_method: Length = "desmet-govers",
    steepness: Steepness = "mccool-liu",
    flow: Flow = "multiple",
    longest_m: float | None = LONGEST_M,
) -> SlopeFactors:
    """Return L and S of a DEM held in memory.

    Parameters
    ----------
    height_m : (rows, cols)
        NaN is nodata.
    cell_m : float
        Side of a cell, in the unit of the heights.
    length_method : {'desmet-govers', 'one-cell'}
        L from the area that drains into the cell, or as if each cell were a slope of its own.
    steepness : {'mccool', 'mccool-liu'}
    flow : {'multiple', 'd8'}
        For 'desmet-govers', see `ecology.flow.accumulate`.
    longest_m : float or None
        For 'desmet-govers', see there.

    Raises
    ------
    InputError
        Where no cell has a height.
    """
    if length_method == "one-cell":
        return one_cell(horn(height_m, cell_m), cell_m, steepness)
    cells = accumulate(flood(height_m), flow).cells
    inlet_m2 = (cells - 1.0) * cell_m**2
    ground = zevenbergen_thorne(height_m, cell_m)
    return desmet_govers(ground, inlet_m2, cell_m, steepness, longest_m)


def one_cell(ground: Gradient, cell_m: float, steepness: Steepness) -> SlopeFactors:
    """Return L and S of cells that each are a slope of their own.

    L = (cell / cos(slope) / 22.13)^m, as many studies have it that accumulate no flow. It knows
    neither what comes from above nor where water gathers.
    """
    length, steep = np.empty(ground.slope_rad.shape), np.empty(ground.slope_rad.shape)
    _one_cell(
        ground.slope_rad.reshape(-1),
        cell_m,
        steepness == "mccool-liu",
        length.reshape(-1),
        steep.reshape(-1),
    )
    return SlopeFactors(ground.slope_rad, length, steep)


def desmet_govers(
    ground: Gradient,
    inlet_m2: Floats,
    cell_m: float,
    steepness: Steepness,
    longest_m: float | None = LONGEST_M,
) -> SlopeFactors:
    """Return L and S of cells by the area that drains into them.

    L = [(A + D^2)^(m+1) - A^(m+1)] / [D^(m+2) x^m 22.13^m] (Desmet & Govers 1996, equation 9) with
    the cell's side D, x = |sin aspect| + |cos aspect|, and m = beta / (1 + beta), beta =
    (sin(slope) / 0.0896) / (3 sin(slope)^0.8 + 0.56) (McCool 1989, rill as strong as interrill).

    Parameters
    ----------
    ground : Gradient
        Slope and width of flow x.
    inlet_m2 : (rows, cols)
        A: area above the cell, WITHOUT the cell itself, m2.
    cell_m : float
    steepness : {'mccool', 'mccool-liu'}
    longest_m : float or None
        Longest slope length: A is cut so that (A + D^2) / (D x) does not exceed it. None: no limit
        (then valley floors and channels rule the result).
    """
    length, steep = np.empty(ground.slope_rad.shape), np.empty(ground.slope_rad.shape)
    _desmet_govers(
        ground.slope_rad.reshape(-1),
        ground.flow_width.reshape(-1),
        np.ascontiguousarray(inlet_m2).reshape(-1),
        cell_m,
        math.inf if longest_m is None else longest_m,
        steepness == "mccool-liu",
        length.reshape(-1),
        steep.reshape(-1),
    )
    return SlopeFactors(ground.slope_rad, length, steep)


@kernel
def _steepness(slope: float, liu: bool) -> float:
    """Return S: 10.8 sin + 0.03 below 9 %, 16.8 sin - 0.5; Liu: 21.91 sin - 0.96 from 10 degrees.

    Liu's line does not meet McCool's: at 10 degrees S steps from 2.42 to 2.84.
    """
    if math.tan(slope) < 0.09:
        return 10.8 * math.sin(slope) + 0.03
    if liu and slope >= _LIU_FROM_RAD:
        return 21.91 * math.sin(slope) - 0.96
    return 16.8 * math.sin(slope) - 0.5


@kernel
def _exponent(slope: float) -> float:
    sine = math.sin(slope)
    beta = (sine / 0.0896) / (3.0 * math.pow(sine, 0.8) + 0.56)
    return beta / (1.0 + beta)


@kernel
def _one_cell(slope: Floats, cell_m: float, liu: bool, length: Floats, steep: Floats) -> None:
    for i in range(slope.size):
        along_m = cell_m / math.cos(slope[i])
        length[i] = (along_m / UNIT_PLOT_M) ** _exponent(slope[i])
        steep[i] = _steepness(slope[i], liu)


@kernel
def _desmet_govers(
    slope: Floats,
    width: Floats,
    inlet_m2: Floats,
    cell_m: float,
    longest_m: float,
    liu: bool,
    length: Floats,
    steep: Floats,
) -> None:
    cell_m2 = cell_m * cell_m
    for i in range(slope.size):
        m = _exponent(slope[i])
        most_m2 = max(0.0, longest_m * cell_m * width[i] - cell_m2)
        area_m2 = np.float64(inlet_m2[i])
        if area_m2 > most_m2:
            area_m2 = most_m2
        grown = (area_m2 + cell_m2) ** (m + 1.0) - area_m2 ** (m + 1.0)
        length[i] = grown / (cell_m ** (m + 2.0) * width[i] ** m * UNIT_PLOT_M**m)
        steep[i] = _steepness(slope[i], liu)
