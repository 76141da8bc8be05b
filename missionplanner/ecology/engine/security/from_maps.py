"""Indicators that come from rasters, terrain, land cover, soil: a value a cell."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.reading import Values
from missionplanner.ecology.engine.security.epochs_over_block import EpochOverBlock
from missionplanner.ecology.erosion.gradient import horn
from missionplanner.ecology.erosion.reading import StudyRasters, widened
from missionplanner.ecology.indicators.productivity import SCALE, productivity
from missionplanner.ecology.indicators.soil_carbon import by_code, organic_matter
from missionplanner.ecology.landscape.metrics import Landscape, moving_window
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.raster.files import read_codes
from missionplanner.raster.grid import Block

Codes = NDArray[np.int32]
Metric = Literal["patch_density", "diversity", "fractal_dimension"]

GRAMS = 1000.0
"""g in a kg: the index system tells NPP in g C m-2 yr-1."""


@dataclass(frozen=True, eq=False)
class Given:
    """A raster of the user's that stands for an indicator."""

    file: BandFile
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """Its file."""
        return message("engine.security.method.raster", file=self.file.path)

    def over(self, here: EpochOverBlock) -> Values:
        """Return its values, (rows, columns)."""
        return here.reading.values(self.file, here.block)


@dataclass(frozen=True, eq=False)
class TerrainFigure:
    """Height, m, or slope, degrees, of the DEM."""

    dem: BandFile
    slope: bool
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """Whose formula."""
        if self.slope:
            return message("engine.security.method.slope")
        return message("engine.security.method.heights")

    def over(self, here: EpochOverBlock) -> Values:
        """Return heights or slopes, (rows, columns)."""
        reading = here.reading
        source = StudyRasters(reading.folder, reading.grid, reading.resampling)
        margin = int(self.slope)
        height_m = source.with_margin(self.dem, here.block, margin)
        if self.slope:
            height_m = np.degrees(horn(height_m, reading.grid.cell_m).slope_rad[1:-1, 1:-1])
        return height_m.astype(reading.dtype)


@dataclass(frozen=True, eq=False)
class SoilFigure:
    """The figure of each cell's soil unit."""

    codes: BandFile
    figures: dict[int, float]
    to_matter: bool
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """What of the soil."""
        if self.to_matter:
            return message("engine.security.method.soil_matter")
        return message("engine.security.method.soil")

    def over(self, here: EpochOverBlock) -> Values:
        """Return the figure, (rows, columns), NaN where a unit has none."""
        found = by_code(here.reading.codes(self.codes, here.block), self.figures)
        return (organic_matter(found) if self.to_matter else found).astype(here.reading.dtype)


@dataclass(frozen=True, eq=False)
class Productivity:
    """NPP, g C m-2 yr-1: MOD17's stored whole numbers, or a raster that names its own scale."""

    file: BandFile
    stored: bool
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """How it is read."""
        if self.stored:
            return message("engine.security.method.npp_stored", scale=SCALE)
        return message("engine.security.method.npp")

    def over(self, here: EpochOverBlock) -> Values:
        """Return the productivity, (rows, columns)."""
        if not self.stored:
            kg = here.reading.values(self.file, here.block)
        else:
            codes = here.reading.codes(self.file, here.block).astype(np.float64)
            kg = productivity(np.where(codes == -1, -40000, codes))
        return (kg * GRAMS).astype(here.reading.dtype)


@dataclass(frozen=True, eq=False)
class CoverMap:
    """Land cover of an epoch, read with the cells around a block.

    Attributes
    ----------
    file : BandFile
    classes : dict
        Codes known; empty: all.
    side : int
        Cells along the moving window, odd.
    """

    file: BandFile
    classes: dict[int, str]
    side: int

    def around(self, here: EpochOverBlock) -> Codes:
        """Return codes of the block and half a window around it, -1 nodata.

        Raises
        ------
        InputError
            Codes that the study does not know (named).
        """
        reach, block, reading = self.side // 2, here.block, here.reading
        wide = widened(reading.grid, reach)
        larger = Block(block.row, block.column, block.rows + 2 * reach, block.columns + 2 * reach)
        path = reading.folder / self.file.path
        codes = read_codes(path, wide, larger, self.file.band)
        if self.classes:
            met = np.unique(codes)
            unknown = [str(code) for code in met if code != -1 and int(code) not in self.classes]
            if unknown:
                raise InputError(
                    "engine.security.unknown_codes",
                    str(path),
                    codes=unknown[:8],
                    known=sorted(self.classes),
                )
        return codes

    def metrics(self, here: EpochOverBlock) -> Landscape:
        """Return the landscape metrics of the window about every cell of the block."""
        kept = here.ground.kept
        if id(self) not in kept:
            kept[id(self)] = self._metrics(here)
        found: Landscape = kept[id(self)]
        return found

    def _metrics(self, here: EpochOverBlock) -> Landscape:
        codes, reach = self.around(here), self.side // 2
        if not (codes >= 0).any():
            nothing = np.full(here.block.shape, np.nan)
            return Landscape(nothing, nothing, nothing)
        found = moving_window(codes, here.reading.grid.cell_m, self.side, nodata=-1)
        part = (slice(reach, -reach), slice(reach, -reach))
        return Landscape(
            found.patch_density[part], found.diversity[part], found.fractal_dimension[part]
        )


@dataclass(frozen=True, eq=False)
class MovingWindow:
    """A landscape metric in a moving window over land cover."""

    cover: CoverMap
    metric: Metric
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """With the window."""
        side = self.cover.side
        return Message(f"engine.security.method.window.{self.metric}", {"side": side})

    def over(self, here: EpochOverBlock) -> Values:
        """Return the metric, (rows, columns)."""
        values: Values = getattr(self.cover.metrics(here), self.metric)
        return values.astype(here.reading.dtype)


@dataclass(frozen=True, eq=False)
class Green:
    """Share of green land cover in the window about a cell."""

    cover: CoverMap
    green: tuple[int, ...]
    static: ClassVar[bool] = True

    @property
    def method(self) -> Message:
        """With codes and window."""
        side = self.cover.side
        return message("engine.security.method.green", codes=self.green, side=side)

    def over(self, here: EpochOverBlock) -> Values:
        """Return the share, (rows, columns), 0 to 1."""
        codes = self.cover.around(here)
        green = _boxed(np.isin(codes, self.green), self.cover.side)
        known = _boxed(codes >= 0, self.cover.side)
        reach = self.cover.side // 2
        middle = codes[reach:-reach, reach:-reach] >= 0
        share = np.where(middle, green / np.maximum(known, 1), np.nan)
        return share.astype(here.reading.dtype)


def _boxed(flags: NDArray[np.bool_], side: int) -> NDArray[np.int64]:
    """Return how many cells are set in the square window about each cell that has a whole one."""
    sums = np.zeros((flags.shape[0] + 1, flags.shape[1] + 1), np.int64)
    np.cumsum(np.cumsum(flags, axis=0, dtype=np.int64), axis=1, out=sums[1:, 1:])
    boxes: NDArray[np.int64] = (
        sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    )
    return boxes
