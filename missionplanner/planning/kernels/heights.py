"""Reading rasters at points."""

from missionplanner.compiled import kernel
from missionplanner.planning.kernels.types import Floats, Ground


@kernel
def bilinear(grid: Floats, column: float, row: float) -> float:
    """Return the bilinear value at fractional cell indices, clamped to the raster."""
    column = min(max(column, 0.0), grid.shape[1] - 1.001)
    row = min(max(row, 0.0), grid.shape[0] - 1.001)
    j, i = int(column), int(row)
    a, b = column - j, row - i
    low = grid[i, j] * (1.0 - a) + grid[i, j + 1] * a
    high = grid[i + 1, j] * (1.0 - a) + grid[i + 1, j + 1] * a
    return float(low * (1.0 - b) + high * b)


@kernel
def survey_height(ground: Ground, x: float, y: float) -> float:
    """Return the lowest height allowed on a strip, EGM96 m."""
    return bilinear(
        ground.survey_m, (x - ground.x0_m) * ground.per_cell, (y - ground.y0_m) * ground.per_cell
    )


@kernel
def transit_height(ground: Ground, x: float, y: float) -> float:
    """Return the lowest height allowed on a transit leg, EGM96 m."""
    return bilinear(
        ground.transit_m, (x - ground.x0_m) * ground.per_cell, (y - ground.y0_m) * ground.per_cell
    )


@kernel
def ceiling_height(ground: Ground, x: float, y: float) -> float:
    """Return the greatest height allowed, EGM96 m."""
    return bilinear(
        ground.ceiling_m, (x - ground.x0_m) * ground.per_cell, (y - ground.y0_m) * ground.per_cell
    )


@kernel
def threat_at(ground: Ground, x: float, y: float) -> float:
    """Return the threat index of the nearest cell."""
    j = int((x - ground.x0_m) * ground.per_cell + 0.5)
    i = int((y - ground.y0_m) * ground.per_cell + 0.5)
    j = min(max(j, 0), ground.threat.shape[1] - 1)
    i = min(max(i, 0), ground.threat.shape[0] - 1)
    return float(ground.threat[i, j])
