"""`missionplanner zones`: what became of each zone, block by block."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from missionplanner.ecology.change import alerts, zonal
from missionplanner.ecology.change.zonal import BlockSums, ZoneLayers, ZoneSums, part_sums
from missionplanner.ecology.change.zoning import ZonePolygon, ZoningTerms, zone_rows
from missionplanner.ecology.engine.bands.facts import ha
from missionplanner.ecology.engine.bands.lattice import Lattice
from missionplanner.ecology.engine.change.series import IndexSeries
from missionplanner.ecology.engine.change.trend import (
    TWO_DATES,
    of_index,
    of_two_dates,
    refuse_few_epochs,
    run_trend,
    series_of,
)
from missionplanner.ecology.engine.freshness import TAG
from missionplanner.ecology.engine.index.stage import run_index
from missionplanner.ecology.engine.passes import side_of
from missionplanner.ecology.engine.place import RunPlace
from missionplanner.ecology.engine.prepared import PreparedStudy
from missionplanner.ecology.engine.stage import AnalysisStage, Attempt, StageJob
from missionplanner.ecology.imagery.study_files import belonging
from missionplanner.ecology.imagery.zone_files import told_of, zones_file
from missionplanner.errors import InputError
from missionplanner.geo.frames import transform
from missionplanner.messages.message import Message, message
from missionplanner.model.ecology import IndexResult, TrendResult, ZoneRow, ZonesResult
from missionplanner.model.study import Study
from missionplanner.raster.files import (
    RasterWriter,
    burn,
    count_overlaps,
    info,
    read_aligned,
    read_codes,
)
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block, blocks
from missionplanner.tasks.progress import Progress
from missionplanner.vector.polygons import PolygonsRead, read_polygons_told

STAGE = AnalysisStage("zones", "zones.json", "zones", ZonesResult, message("engine.doing.zones"))
_MOST = 5
"""Pairs of zones that are named."""
FILES = {"zones": "zones/zones.tif"}


@dataclass(frozen=True)
class Zones:
    """The zones of a study, in the lattice's CRS.

    Attributes
    ----------
    names : tuple of str
    shapes : tuple of shapely geometries
        Metres.
    """

    names: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Numbers, from 0, of each two zones that have ground in common, the earlier first."""
        tree = shapely.STRtree(self.shapes)
        first, second = tree.query(self.shapes, predicate="intersects")
        found = sorted((int(a), int(b)) for a, b in zip(first, second, strict=True) if a < b)
        return tuple(
            (a, b) for a, b in found if self.shapes[a].intersection(self.shapes[b]).area > 0
        )


@dataclass(frozen=True)
class Rasters:
    """What is summed over the zones; small and picklable.

    Attributes
    ----------
    series : IndexSeries
        The index.
    grades : tuple of Path
        One an epoch.
    trend : dict
        Name -> raster of the trend.
    """

    series: IndexSeries
    grades: tuple[Path, ...]
    trend: dict[str, Path]

    def layers(self, block: Block) -> ZoneLayers:
        """Return all rasters over a block."""
        grid = self.series.grid
        return ZoneLayers(
            index=self.series.stack(block),
            grades=[read_codes(path, grid, block) for path in self.grades],
            slope=read_aligned(self.trend["slope"], grid, block),
            cv=read_aligned(self.trend["cv"], grid, block),
            direction=read_codes(self.trend["direction"], grid, block),
            significance=read_codes(self.trend["significance"], grid, block),
            abrupt=read_codes(self.trend["abrupt"], grid, block),
        )


def run_zones(study: PreparedStudy, progress: Progress) -> ZonesResult:
    """Sum up index and trend by zone; write `zones/zones.tif` and `zones.json`.

    Of two dates it is their change that is told, since no trend is to be had of them.

    Raises
    ------
    InputError
        No zones in the study, no polygon in their file, all of them off the rasters, or whatever
        `run_trend` raises.
    OutputError
        Results cannot be written.
    """
    return STAGE.run(of_two_dates(study), _job, progress)


def _job(study: PreparedStudy, progress: Progress) -> StageJob[ZonesResult]:
    refuse_few_epochs(study.study)
    path = zones_file(study.study, study.place.folder)
    read = read_polygons_told(path, study.study.zone_name)
    found = run_trend(study, progress.part(0.0, 0.7))
    settings = _settings(study.study, found, study.place)
    return StageJob(settings, belonging(path), partial(_work, study, found, path, read))


def _work(
    prepared: PreparedStudy,
    found: TrendResult,
    path: Path,
    read: PolygonsRead,
    attempt: Attempt,
    progress: Progress,
) -> ZonesResult:
    place, where = prepared.place, prepared.lattice
    index = run_index(prepared, progress.part(0.7, 0.75))  # looked at by now
    study = of_index(prepared.study, index)
    zones = Zones(
        tuple(polygon.name for polygon in read.polygons),
        tuple(_placed(polygon.geometry, where.grid.crs_wkt) for polygon in read.polygons),
    )
    pieces = list(blocks(where.grid.height, where.grid.width, side_of(place, 3 * found.n_epochs)))
    rasters = _rasters(study, place, where, found, index)
    sums = _summed(rasters, zones, pieces, place, progress.part(0.75, 0.95))
    if not sums.cells[1:].any():
        raise InputError("engine.zones_elsewhere", str(path))
    _write(place.out / FILES["zones"], where, zones, pieces, attempt.begin_writing())
    told = (*found.told, *told_of(path, read))
    return _result(study, found, where, zones, rasters, sums, told)


def _settings(study: Study, found: TrendResult, place: RunPlace) -> dict[str, object]:
    """Return what the table depends on: the trend's own fingerprint stands for index and trend."""
    return {
        "trend": study.trend.model_dump(),
        "zones": study.zones,
        "zone_name": study.zone_name,
        "of": info(place.out / found.files["slope"]).tags.get(TAG),
    }


def _placed(shape: BaseGeometry, crs_wkt: str) -> BaseGeometry:
    """Return a shape in degrees as one in the lattice's CRS."""

    def carried(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transform(points[:, 0], points[:, 1], "EPSG:4326", crs_wkt))

    placed: BaseGeometry = shapely.transform(shape, carried)
    return placed


def _rasters(
    study: Study, place: RunPlace, where: Lattice, found: TrendResult, index: IndexResult
) -> Rasters:
    out = place.out.resolve()  # the workers of a cluster have another current folder
    return Rasters(
        series=series_of(study, place, where, index),
        grades=tuple(out / index.files[f"grade_{epoch.date}"] for epoch in study.epochs),
        trend={name: out / file for name, file in found.files.items()},
    )


def _summed(
    rasters: Rasters, zones: Zones, pieces: Sequence[Block], place: RunPlace, progress: Progress
) -> ZoneSums:
    """Return the sums of all blocks, put together in their order."""
    parts = run_blocks(
        partial(_part, rasters, zones),
        pieces,
        scheduler=place.scheduler,
        workers=place.workers,
        progress=progress,
        words=STAGE.doing,
    )
    return zonal.merged(part.widened(len(zones.names)) for own in parts for part in own)


def _part(rasters: Rasters, zones: Zones, block: Block) -> list[BlockSums]:
    """Sum a block: each cell once for the first zone that holds it, and once more for each other.

    What lies in several zones is part of all of them; only what is outside every zone is counted
    of the whole block.
    """
    grid, layers = rasters.series.grid, rasters.layers(block)
    numbers = burn(zones.shapes, grid, block)
    several = count_overlaps(zones.shapes, grid, block) > 1
    parts = [part_sums(numbers, layers, int(several.sum()))]
    if several.any():
        for later in dict.fromkeys(b for _, b in zones.pairs):
            own = burn((zones.shapes[later],), grid, block) > 0
            if (lost := own & (numbers != later + 1)).any():
                parts.append(part_sums(np.where(lost, later + 1, 0), layers, 0).without_rest())
    return parts


def _write(
    path: Path, where: Lattice, zones: Zones, pieces: Sequence[Block], notes: dict[str, str]
) -> None:
    """Write the number of each cell's zone, from 1; 0 is none."""
    dtype = np.dtype(np.uint16 if len(zones.names) < 2**16 else np.uint32)
    with RasterWriter(path, where.grid, dtype.name, 0, notes) as writer:
        for block in pieces:
            writer.write(block, burn(zones.shapes, where.grid, block).astype(dtype))


def _result(
    study: Study,
    found: TrendResult,
    where: Lattice,
    zones: Zones,
    rasters: Rasters,
    sums: ZoneSums,
    told: tuple[Message, ...],
) -> ZonesResult:
    terms = ZoningTerms(
        years=np.array(found.years),
        cell_m2=where.cell_m2,
        options=study.trend,
        trust=found.trust,
        dates=[epoch.date for epoch in study.epochs],
        seasons=rasters.series.seasons,
    )
    ground = shapely.box(*where.grid.bounds)
    outlines = [
        ZonePolygon(name, float(shape.area), bool(shape.intersects(ground)))
        for name, shape in zip(zones.names, zones.shapes, strict=True)
    ]
    rows = zone_rows(outlines, sums, terms)
    return ZonesResult(
        grid=where.note,
        dates=tuple(epoch.date for epoch in study.epochs),
        trust=found.trust,
        zones=rows,
        outlines=study.zones,
        unassigned_m2=float(sums.trends[0]) * where.cell_m2,
        overlap_m2=sums.overlap * where.cell_m2,
        told=told,
        warnings=(
            *((TWO_DATES,) if found.n_epochs == 2 else ()),
            *_warnings(rows, sums, zones, where.cell_m2),
        ),
        files=FILES,
    )


def _warnings(
    rows: Sequence[ZoneRow], sums: ZoneSums, zones: Zones, cell_m2: float
) -> list[Message]:
    found = list(alerts.of_zones(rows))
    if sums.overlap:
        pairs = [
            message("engine.pair", a=zones.names[a], b=zones.names[b])
            for a, b in zones.pairs[:_MOST]
        ]
        more, area = len(zones.pairs) - _MOST, ha(sums.overlap * cell_m2)
        if more > 0:
            found.append(message("engine.overlap_more", area=area, pairs=pairs, more=more))
        else:
            found.append(message("engine.overlap", area=area, pairs=pairs))
    return found
