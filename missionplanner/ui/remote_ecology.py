"""Studies: opening, making, analysing; run in the worker process.

Answers are the light values of `ecology_views`; the window itself never imports this.
"""

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from missionplanner.ecology.needs import why_missing
from missionplanner.ecology.scenes import recognise, resolve, scenes_in
from missionplanner.ecology.scenes.source import date_in
from missionplanner.ecology.sensors import sensor
from missionplanner.ecology.studies import at
from missionplanner.errors import InputError, PlannerError
from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.catalogue import sentence
from missionplanner.model.study import Epoch, Study
from missionplanner.operations.ecology import analyse as analyse_study
from missionplanner.operations.ecology import load_results
from missionplanner.operations.new_studies import make_study
from missionplanner.operations.studies import OpenStudy, save_study
from missionplanner.operations.studies import open_study as read_opened
from missionplanner.raster.files import metric_epsg, read_onto
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology_views import (
    Day,
    EpochView,
    Found,
    LayerKey,
    SceneView,
    StudyView,
    ZoneOutline,
)
from missionplanner.ui.looks import first_file, read_look
from missionplanner.ui.remote_foreign import index_of
from missionplanner.ui.remote_rasters import outline
from missionplanner.ui.views import Ground
from missionplanner.vector.polygons import read_polygons

_LOOK_CELLS = 128
_GROUND_CELLS = 800
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def open_study(path: Path, epsg: int | None, progress: Progress) -> StudyView:
    """Open a study file or a project's study, for a map in a frame (None: the study's own)."""
    progress.report(0.0, "Reading the study")
    return _view(read_opened(path), epsg, progress)


def make(path: Path, request: dict[str, Any], epsg: int | None, progress: Progress) -> StudyView:
    """Make a study and open it; `request` holds epochs, sensor, scale, dem, zones, title."""
    opened = make_study(path, **request, over=True, progress=progress.part(0.0, 0.6))
    return _view(opened, epsg, progress.part(0.6, 1.0))


def analyse(path: Path, study: Study, epsg: int | None, progress: Progress) -> StudyView:
    """Analyse a study with the options of the window; they are saved first."""
    opened = read_opened(path)
    opened = OpenStudy(opened.path, study, opened.place)
    save_study(opened)
    analyse_study(opened, progress.part(0.0, 0.95))
    return _view(opened, epsg, progress.part(0.95, 1.0))


def look_at(
    paths: Iterable[Path], key: str | None, scale: str | None, progress: Progress
) -> tuple[SceneView, ...]:
    """Find the scenes in folders and files, each with a quick look or what is wrong with it."""
    groups: list[tuple[Path, ...]] = []
    files = []
    for path in paths:
        if path.is_dir():
            groups += scenes_in(path)
        else:
            files.append(path)
    if files:
        groups.append(tuple(files))
    found = []
    for place, group in enumerate(groups):
        progress.report(place / len(groups), "Looking at the scenes")
        found.append(_scene(group, key, scale))
    return tuple(sorted(found, key=lambda s: s.epoch.date if s.epoch else datetime.date.max))


def open_rasters(
    given: tuple[tuple[str, str, Path], ...], epsg: int | None, progress: Progress
) -> StudyView:
    """Open rasters made elsewhere, (name, legend, file) each, as if they were a study's results.

    The dates are those in the files' names; of a year alone, its first of July.
    """
    progress.report(0.0, "Reading the rasters")
    frame = epsg or metric_epsg(given[0][2])
    days = [day_of(path) for _, _, path in given]
    files: dict[LayerKey, Path] = {
        (name, day): path for (_, name, path), day in zip(given, days, strict=True) if day
    }
    indices = {day: path for (name, day), path in files.items() if name == "irsei" and day}
    first = given[0][2]
    known = sorted({day for day in days if day}) or [
        datetime.date.fromtimestamp(first.stat().st_mtime)
    ]
    return StudyView(
        path=first.parent,
        folder=first.parent,
        out=first.parent,
        study=Study(title=first.parent.name, epochs=tuple(Epoch(date=d, sensor="") for d in known)),
        epsg=frame,
        rect=outline(first, frame)[0],
        epochs=tuple(EpochView(day, "", (), ()) for day in known),
        found=Found(index=index_of(indices, frame, progress)),
        files=files,
        made_elsewhere=True,
    )


def day_of(path: Path) -> Day | None:
    """Return the date in a file's name: 2016-07-01, 20160701, or a year alone; None: no date."""
    if found := date_in([path.stem]):
        return found
    year = _YEAR.search(path.stem)
    return datetime.date(int(year.group()), 7, 1) if year else None


def _scene(paths: tuple[Path, ...], key: str | None, scale: str | None) -> SceneView:
    try:
        epoch = recognise(*paths, sensor=key, scale=scale)
        study = Study(epochs=(epoch,))
        return SceneView(paths, _epoch(epoch, study, Path(paths[0].anchor)))
    except PlannerError as error:
        return SceneView(paths, None, str(error))


def _view(opened: OpenStudy, epsg: int | None, progress: Progress) -> StudyView:
    study, folder, out = opened.study, opened.place.folder, opened.place.out
    first = first_file(folder, study.epochs[0])
    frame = epsg or study.grid.epsg or metric_epsg(first)
    saved = load_results(out)
    found = Found(saved.indicators, saved.index, saved.trend, saved.zones)
    epochs = []
    for place, epoch in enumerate(study.epochs):
        progress.report(place / len(study.epochs), "Reading the epochs")
        epochs.append(_epoch(epoch, study, folder))
    files = rasters(found, out)
    files |= {("look", epoch.date): first for epoch in study.epochs}
    shown = next((path for (name, _), path in files.items() if name == "irsei"), first)
    return StudyView(
        path=opened.path,
        folder=folder,
        out=out,
        study=study,
        epsg=frame,
        rect=outline(shown, frame)[0],
        epochs=tuple(epochs),
        zones=_zones(study, folder, frame),
        found=found,
        files=files,
        ground=None if epsg else _ground(study, folder, frame),
    )


def rasters(found: Found, out: Path) -> dict[LayerKey, Path]:
    """Return the rasters of results by legend and date, those that are still there."""
    files: dict[LayerKey, Path] = {}
    for result in (found.indicators, found.index, found.trend):
        for name, path in (result.files if result else {}).items():
            if (out / path).is_file():
                files[layer_key(name)] = out / path
    return files


def layer_key(name: str) -> LayerKey:
    """Return a result's name as legend and date: irsei_2016-07-01."""
    stem, _, tail = name.rpartition("_")
    try:
        return stem, datetime.date.fromisoformat(tail)
    except ValueError:
        return name, None


def _epoch(epoch: Epoch, study: Study, folder: Path) -> EpochView:
    whole = resolve(epoch, folder)
    known = sensor(epoch.sensor, folder)
    missing = [why_missing(whole, name, study) for name in study.index.indicators]
    look = None
    try:
        file = first_file(folder, whole)
        look = read_look(folder, whole, metric_epsg(file), _LOOK_CELLS)
    except InputError:
        pass  # a study without its imagery still shows its results
    return EpochView(
        date=_day(epoch),
        sensor=known.title,
        bands=tuple(str(band) for band in whole.bands),
        missing=tuple(
            f"{name}: {sentence(why, 'en')}"
            for name, why in zip(study.index.indicators, missing, strict=True)
            if why
        ),
        look=look.rgba if look else None,
        false_colour=bool(look and look.false_colour),
    )


def _day(epoch: Epoch) -> Day:
    return epoch.date


def _zones(study: Study, folder: Path, epsg: int) -> tuple[ZoneOutline, ...]:
    if not study.zones:
        return ()
    frame = SiteFrame(epsg)
    found = read_polygons(at(folder, study.zones), study.zone_name)
    return tuple(ZoneOutline(zone.name, frame.project(zone.geometry)) for zone in found)


def _ground(study: Study, folder: Path, epsg: int) -> Ground | None:
    """Return the study's terrain for the map; only its shape is looked at, so no datum is asked."""
    if study.dem is None:
        return None
    path = at(folder, study.dem.path)
    (left, bottom, width, height), cell_m = outline(path, epsg)
    cell_m = max(cell_m, max(width, height) / _GROUND_CELLS)
    rows, cols = max(2, int(height / cell_m)), max(2, int(width / cell_m))
    start = (left + cell_m / 2, bottom + cell_m / 2)
    values = read_onto([path], epsg, *start, cell_m, rows, cols).astype(np.float32)
    return Ground(*start, cell_m, values, epsg, "", (path.name,))
