"""A study whose index rasters are written by the test, so that every answer is known."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.index.irsei import grades
from missionplanner.model.ecology import IndexResult
from missionplanner.model.study import BandFile, Epoch, Indicator, Study
from missionplanner.model.trust import Trust, Verdict
from missionplanner.raster.files import RasterWriter, epsg_wkt
from missionplanner.raster.grid import Block, Grid

EPSG, CELL_M = 32648, 30.0
WEST, NORTH = 500_000.0, 3_000_000.0
ROWS, COLUMNS = 48, 64
WHOLE = Block(0, 0, ROWS, COLUMNS)
GRID = Grid.north_up(WEST, NORTH, CELL_M, COLUMNS, ROWS, epsg_wkt(EPSG))


def write(path: Path, values, nodata=np.nan):
    path.parent.mkdir(parents=True, exist_ok=True)
    with RasterWriter(path, GRID, values.dtype.name, nodata) as out:
        out.write(WHOLE, values)


def series(years=11, seed=1):
    """Return an index (years, rows, columns) float32: worse in the west, better in the east."""
    rng = np.random.default_rng(seed)
    slope = np.linspace(-0.04, 0.03, COLUMNS, dtype=np.float32)
    step = np.arange(years, dtype=np.float32)[:, None, None]
    index = 0.5 + slope * (step - years / 2) + rng.normal(0, 0.02, (years, ROWS, COLUMNS))
    index[rng.random(index.shape) < 0.05] = np.nan
    index[:, :3, :5] = np.nan
    return np.clip(index, 0, 1).astype(np.float32)


@dataclass
class Known:
    """A study with its place; `run_index` stands in for the stage of that name."""

    study: Study
    place: RunPlace
    index: np.ndarray
    pooled: bool = True
    trust: Trust = field(default=Trust(verdict=Verdict.TRUST))
    runs: int = 0

    def run_index(self, prepared, progress):
        self.runs += 1
        progress.report(1.0)
        days = [epoch.date for epoch in prepared.study.epochs]
        files = {f"irsei_{day}": f"irsei/irsei_{day}.tif" for day in days}
        files |= {f"grade_{day}": f"irsei/grade_{day}.tif" for day in days}
        return IndexResult(
            trust=self.trust,
            grid=prepared.lattice.note,
            indicators=(Indicator.GREENNESS,),
            pooled=self.pooled,
            paper_literal=False,
            limits={},
            epochs=(),
            transitions_m2=(),
            missing={},
            methods=(),
            warnings=(),
            files=files,
        )

    def changed(self, **options):
        """Return the study with other options of the trend."""
        trend = self.study.trend.model_copy(update=options)
        return self.study.model_copy(update={"trend": trend})


def known(folder: Path, index, block_cells=1024, **study) -> Known:
    """Write an index (years, rows, columns) with its grades, a July of each year from 2014."""
    place = RunPlace(folder, folder / "out", block_cells=block_cells, workers=2)
    days = [datetime.date(2014 + i, 7, 1 + i) for i in range(len(index))]
    write(folder / "ndvi.tif", np.zeros((ROWS, COLUMNS), np.float32))
    layers = {Indicator.GREENNESS: BandFile(path="ndvi.tif")}
    epochs = tuple(Epoch(date=day, sensor="landsat5-tm", layers=layers) for day in days)
    for day, values in zip(days, index, strict=True):
        write(place.out / f"irsei/irsei_{day}.tif", values)
        write(place.out / f"irsei/grade_{day}.tif", grades(values), nodata=0)
    return Known(Study(epochs=epochs, **study), place, index)
