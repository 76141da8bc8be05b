"""The static part of the soil loss, R K L S P, on a study's lattice and block by block."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.erosion.factor_methods import (
    K_UNIT,
    LOSS_UNIT,
    R_UNIT,
    is_relative,
    methods,
)
from missionplanner.ecology.erosion.gradient import Gradient, horn, zevenbergen_thorne
from missionplanner.ecology.erosion.inlet import read_inlet_cells, spill_inlet_cells
from missionplanner.ecology.erosion.practice import practice_by_cover, practice_by_slope
from missionplanner.ecology.erosion.rain import rainfall_erosivity
from missionplanner.ecology.erosion.reading import StudyRasters
from missionplanner.ecology.erosion.slopes import desmet_govers, one_cell
from missionplanner.ecology.erosion.soil import erodibility
from missionplanner.errors import InputError
from missionplanner.messages.message import Message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Erosion, Study
from missionplanner.raster.grid import Block, Grid
from missionplanner.tasks.progress import Progress

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ErosionBase:
    """R, K, LS, slope, P and their product over any block of the lattice; small and picklable.

    Attributes
    ----------
    source : StudyRasters
        Folder, lattice and resampling.
    erosion : Erosion
    dem : BandFile or None
    cell_m : float
    inlet : Path or None
        Cells that drain into each cell (.npy in the scratch folder); None where not needed. On a
        cluster the workers must see that folder.
    """

    source: StudyRasters
    erosion: Erosion
    dem: BandFile | None
    cell_m: float
    inlet: Path | None

    @property
    def methods(self) -> tuple[Message, ...]:
        """What the factors are made of, one line each, with units and sources."""
        return methods(self.erosion, self.dem is not None)

    @property
    def relative(self) -> bool:
        """True where R, K or LS is absent and was taken as 1: the loss then has no unit."""
        return is_relative(self.erosion, self.dem is not None)

    @property
    def units(self) -> dict[str, str]:
        """Unit of each layer `block` gives; 'relative' for a base that lacks a factor."""
        unit = "relative" if self.relative else LOSS_UNIT
        layers = {"r": R_UNIT, "k": K_UNIT, "ls": "1", "slope": "rad", "p": "1", "base": unit}
        if self.dem is None:
            del layers["slope"]
        return layers

    def block(self, block: Block) -> dict[str, Floats]:
        """Return the factors over a block of the lattice.

        Returns
        -------
        'r', 'k', 'ls', 'p' and 'base' = r k ls p, with a DEM also 'slope' (radians): each (rows,
        columns) float64, NaN where a raster of the study has no value. Units: see `units`.

        Raises
        ------
        InputError
            Where a raster cannot be read, or holds what a factor cannot be made of.
        """
        slope_rad, ls = self._slope_and_ls(block)
        layers = {"r": self._r(block), "k": self._k(block), "ls": ls}
        layers["p"] = self._p(block, slope_rad)
        layers["base"] = layers["r"] * layers["k"] * layers["ls"] * layers["p"]
        if slope_rad is not None:
            layers["slope"] = slope_rad
        return layers

    def _r(self, block: Block) -> Floats:
        given = self.erosion.rainfall
        if given is None and self.erosion.rain_mm is not None:
            constant = self.erosion.rain_constant
            given = float(rainfall_erosivity(self.erosion.rain_mm, constant))
        return self.source.values(1.0 if given is None else given, block)

    def _k(self, block: Block) -> Floats:
        soil = self.erosion.soil
        if self.erosion.erodibility is not None or soil is None:
            return self.source.values(_or_one(self.erosion.erodibility), block)
        parts = (soil.sand, soil.silt, soil.clay, soil.organic_carbon)
        return erodibility(*self.source.all_of(parts, block))

    def _p(self, block: Block, slope_rad: Floats | None) -> Floats:
        if self.erosion.land_cover is not None:
            codes = self.source.codes(self.erosion.land_cover, block)
            return practice_by_cover(codes, self.erosion.practice_by_cover)
        practice = self.erosion.practice
        if not isinstance(practice, str):
            return self.source.values(practice, block)
        if slope_rad is None:
            raise _slope_without_dem()
        return practice_by_slope(slope_rad)

    def _slope_and_ls(self, block: Block) -> tuple[Floats | None, Floats]:
        if self.dem is None:
            return None, self.source.values(_or_one(self.erosion.slope_length), block)
        height_m = self.source.with_margin(self.dem, block, 1)
        if self.erosion.slope_length is not None:
            ground = _inner(horn(height_m, self.cell_m))
            return ground.slope_rad, self.source.values(self.erosion.slope_length, block)
        if self.inlet is None:
            ground = _inner(horn(height_m, self.cell_m))
            return ground.slope_rad, one_cell(ground, self.cell_m, self.erosion.steepness).ls
        ground = _inner(zevenbergen_thorne(height_m, self.cell_m))
        inlet_m2 = read_inlet_cells(self.inlet, block) * self.cell_m**2
        factors = desmet_govers(
            ground, inlet_m2, self.cell_m, self.erosion.steepness, self.erosion.longest_slope_m
        )
        return ground.slope_rad, factors.ls


def prepare(
    study: Study, folder: Path, grid: Grid, cell_m: float, scratch: Path, progress: Progress
) -> ErosionBase:
    """Decide how a study's static factors are made, and do once what needs the whole DEM.

    With LS as a raster, by 'one-cell', or without a DEM nothing is read here: a lattice of any
    size is worked on block by block. 'desmet-govers' routes water over the whole DEM in memory, up
    to `inlet.MOST_CELLS` cells.

    Parameters
    ----------
    study : Study
    folder : Path
        What the study's paths are relative to.
    grid : Grid
        The lattice, metric, north up, square cells.
    cell_m : float
        Side of a cell.
    scratch : Path
        Folder for the routed water, made where absent; it must belong to these inputs alone, since
        what lies there is used again.
    progress : Progress

    Raises
    ------
    InputError
        Where P is told twice or half, P by slope lacks a DEM, a constant cannot be, the DEM cannot
        be read, or the lattice is too large to route water on.
    """
    erosion = study.erosion
    _check(erosion, study.dem)
    source = StudyRasters(folder, grid, study.grid.resampling)
    inlet = None
    routed = erosion.slope_length is None and erosion.length_method == "desmet-govers"
    if study.dem is not None and routed:
        inlet = spill_inlet_cells(source, study.dem, erosion, cell_m, scratch, progress)
    return ErosionBase(source, erosion, study.dem, cell_m, inlet)


def _check(erosion: Erosion, dem: BandFile | None) -> None:
    where = "erosion.practice"
    if (erosion.land_cover is None) != (not erosion.practice_by_cover):
        raise InputError("erosion.cover_without_table", "erosion")
    if erosion.land_cover is not None and erosion.practice != 1.0:
        raise InputError("erosion.practice_twice", where)
    if erosion.practice == "slope" and dem is None:
        raise _slope_without_dem()
    if isinstance(erosion.practice, float) and not 0.0 <= erosion.practice <= 1.0:
        raise InputError("erosion.practice_beyond", where, value=erosion.practice)
    if erosion.rain_mm is not None:
        rainfall_erosivity(erosion.rain_mm, erosion.rain_constant)
    for name in ("rainfall", "erodibility"):
        value = getattr(erosion, name)
        if isinstance(value, float) and not (math.isfinite(value) and value > 0.0):
            raise InputError(
                "erosion.factor_not_positive", f"erosion.{name}", name=name, value=value
            )


def _slope_without_dem() -> InputError:
    return InputError("erosion.practice_needs_dem", "erosion.practice")


def _or_one(factor: float | BandFile | None) -> float | BandFile:
    return 1.0 if factor is None else factor


def _inner(ground: Gradient) -> Gradient:
    """Drop the halo of one cell."""
    part = (slice(1, -1), slice(1, -1))
    return Gradient(
        np.ascontiguousarray(ground.slope_rad[part]), np.ascontiguousarray(ground.flow_width[part])
    )
