"""The stage's own passes over blocks that lie in memory: nothing is read, nothing is written.

What `EpochWork`, `Layers`, `ScaledMoments`, `RawIndex` and `Finished` do in a run of `irsei`, with
their files exchanged for arrays: masks, counts of what was seen, indicators, soil loss, moments,
components, raw index, index and grades, on blocks of 1024 and as many threads as in a run.
"""

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.engine.bands.computing import Computing, Layers
from missionplanner.ecology.engine.bands.reading import Reading
from missionplanner.ecology.engine.epoch_work import EpochWork, RawIndex, bounds_of
from missionplanner.ecology.engine.index.finishing import Finished
from missionplanner.ecology.engine.index.scaling import scaled
from missionplanner.ecology.engine.scratch import Counted, Made, Values, unpacked
from missionplanner.ecology.index.in_memory import Bands
from missionplanner.ecology.index.scores import Scorer
from missionplanner.ecology.statistics.moments import merged
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Indicator, Study, Thermal
from missionplanner.raster.files import epsg_wkt
from missionplanner.raster.grid import Block, Grid, blocks

SIDE = 1024
NAMES = ("blue", "green", "red", "nir", "swir1", "swir2")
Image = NDArray[np.float32]
Codes = NDArray[np.uint8]


def part_of(block: Block) -> tuple[slice, slice]:
    """Return the rows and columns of a block."""
    rows = slice(block.row, block.row + block.rows)
    return rows, slice(block.column, block.column + block.columns)


@dataclass
class Shelf:
    """Block files that are arrays."""

    kept: dict[Block, Values] = field(default_factory=dict)

    def once(self, block: Block, make: Callable[[Block], Made]) -> Counted:
        """Make a block and keep it."""
        values, counted = make(block)
        if values is not None:
            self.kept[block] = values
        return counted

    def put(self, block: Block, place: int, _layers: int, values: Values) -> None:
        """Write one layer of a block."""
        self.kept[block][place] = values

    def array(self, block: Block) -> Values:
        """Return a block."""
        return self.kept[block]


@dataclass(frozen=True)
class InMemory(Computing):
    """Bands that were read before the clock."""

    bands: Bands

    def over(self, block: Block) -> Layers:
        """Return the indicators over a block whose bands and mask are there."""
        layers = super().over(block)
        part = np.s_[
            block.row : block.row + block.rows, block.column : block.column + block.columns
        ]
        for name in NAMES:
            values = np.ascontiguousarray(getattr(self.bands, name)[part])
            layers.scene.read[Band(name)] = values
        heat = np.ascontiguousarray(self.bands.brightness_k[part])
        layers.scene.thermal = lambda: heat  # type: ignore[method-assign]
        return layers


@dataclass(frozen=True)
class Base:
    """R K L S P as an array."""

    values: Image

    def block(self, block: Block) -> dict[str, Any]:
        """Return it over a block."""
        return {"base": self.values[part_of(block)]}


@dataclass(frozen=True)
class Work(EpochWork):
    """An epoch whose passes leave nothing on the disk."""

    shelves: dict[str, Shelf] = field(default_factory=dict)

    def pass_(self, name: str) -> Any:
        """Return the arrays of a pass."""
        return self.shelves.setdefault(name, Shelf())

    def static_loss(self, block: Block) -> Values:
        """Return R K L S P of a block."""
        assert self.base is not None
        return self.base.block(block)["base"]


def work_of(bands: Bands, ends: tuple[float, float], limits: str) -> Work:
    """Return the epoch ready for its passes."""
    side = bands.red.shape[0]
    file = BandFile(path="in memory")
    epoch = Epoch(
        date=datetime.date(2020, 7, 1),
        sensor="landsat8-oli",
        bands={Band(name): file for name in NAMES},
        thermal=Thermal(file=file, quantity="brightness"),
    )
    study = Study.model_validate(
        {"epochs": [epoch], "index": {"limits": limits, "mask_water": False}}
    )
    grid = Grid.north_up(0.0, 0.0, 30.0, side, side, epsg_wkt(32616))
    reading = Reading(epoch, Path(), grid, "nearest", "float32")
    base: Any = Base(bands.erosion_base)
    return Work(InMemory(reading, study, bands), tuple(Indicator), Path(), base, ends)


def stages(
    bands: Bands, ends: tuple[float, float], workers: int, limits: str = "min-max"
) -> tuple[Image, Codes, Image, Codes]:
    """Return index and grades by two components and by one, (rows, cols) each."""
    work = work_of(bands, ends, limits)
    pieces = list(blocks(*bands.red.shape, SIDE))
    with ThreadPoolExecutor(workers) as pool:

        def over(task: Callable[[Block], Any], words: object = None) -> Sequence[Any]:
            return list(pool.map(task, pieces))

        over(work.first)
        moments = merged(unpacked(block["moments"]) for block in over(work.erosion))
        (scale,) = scaled([work], [moments], work.computing.study.index, over)
        scorer = Scorer.of(scale.limits, scale.components, 2)
        done = Finished(work, scale, bounds_of(over(RawIndex(work, scorer))))
        found = over(done.final)
    shape = bands.red.shape
    wholes = [np.empty(shape, part.dtype) for part in (found[0][0], found[0][2])]
    index, first, codes, codes_first = wholes[0], wholes[0].copy(), wholes[1], wholes[1].copy()
    for block, parts in zip(pieces, found, strict=True):
        part = np.s_[
            block.row : block.row + block.rows, block.column : block.column + block.columns
        ]
        index[part], first[part], codes[part], codes_first[part] = parts
    return index, codes, first, codes_first
