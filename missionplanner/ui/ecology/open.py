"""Studies: opening, making, analysing; run in the worker process.

Answers are the light values of `ecology_views`; the window itself never imports this.
"""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from missionplanner.ecology.imagery.looks import first_file
from missionplanner.errors import PlannerError
from missionplanner.messages.message import text
from missionplanner.model.raster_source import BandChosen
from missionplanner.model.study import Epoch, Study
from missionplanner.operations import study_contents
from missionplanner.operations.ecology import analyse as analyse_study
from missionplanner.operations.ecology import load_results
from missionplanner.operations.foreign_bands import bands_folder, taken_out
from missionplanner.operations.foreign_rasters import day_of, frame_of, index_of
from missionplanner.operations.measurements import limit_of, measurements
from missionplanner.operations.new_studies import Period, SceneChoices, make_study
from missionplanner.operations.studies import OpenStudy, save_study
from missionplanner.operations.studies import open_study as read_opened
from missionplanner.operations.study_edits import StudyEdit, edited
from missionplanner.raster.overviews import outline
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology.views import (
    EpochView,
    Found,
    LayerKey,
    MeasuredView,
    SceneView,
    StudyView,
    ZoneOutline,
)
from missionplanner.ui.map.ground import Ground


def open_study(path: Path, epsg: int | None, progress: Progress) -> StudyView:
    """Open a study file or a project's study, for a map in a frame (None: the study's own)."""
    progress.report(0.0, "window.reading_study")
    return _view(read_opened(path), epsg, progress)


def make(path: Path, request: dict[str, Any], epsg: int | None, progress: Progress) -> StudyView:
    """Make a study and open it.

    `request` holds epochs, sensor, scale, dem, zones, title, level, composite, corrections.
    """
    asked = dict(request)
    level, composite = asked.pop("level"), asked.pop("composite")
    choices = SceneChoices(
        level, Period(composite) if composite else None, asked.pop("corrections")
    )
    told = progress.part(0.0, 0.6)
    opened = make_study(path, **asked, choices=choices, over=True, progress=told)
    return _view(opened, epsg, progress.part(0.6, 1.0))


def edit(path: Path, study: Study, request: dict[str, Any], progress: Progress) -> Study:
    """Return a study with what it stands on changed, not written; `request` as `StudyEdit`."""
    progress.report(0.0, "window.reading_study")
    opened = read_opened(path)
    return edited(OpenStudy(opened.path, study, opened.place), StudyEdit(**request))


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
    groups = study_contents.grouped_scenes(paths)
    found = []
    for place, group in enumerate(groups):
        progress.report(place / len(groups), "operations.looking_at_scenes")
        found.append(_scene(group, key, scale))
    return tuple(sorted(found, key=lambda s: s.epoch.date if s.epoch else datetime.date.max))


def measure(path: Path, table: Path, request: dict[str, Any], progress: Progress) -> MeasuredView:
    """Map a table of measurements; `request` holds limits as typed, power, check."""
    opened = read_opened(path)
    limits = dict(limit_of(text) for text in request["limits"])
    power, check = request["power"], request["check"]
    return MeasuredView(
        measurements(opened, table, limits, power, check, progress), opened.place.out
    )


def take_bands(
    chosen: tuple[BandChosen, ...], progress: Progress
) -> tuple[tuple[str, str, Path], ...]:
    """Return (name, legend, file) of bands; those of files with several are taken out of them."""
    return taken_out(chosen, bands_folder(), progress)


def open_rasters(
    given: tuple[tuple[str, str, Path], ...], epsg: int | None, progress: Progress
) -> StudyView:
    """Open rasters made elsewhere, (name, legend, file) each, as if they were a study's results.

    The dates are those in the files' names; of a year alone, its first of July.
    """
    progress.report(0.0, "operations.reading_rasters")
    first = given[0][2]
    frame = epsg or frame_of(first)
    days = [day_of(path) for _, _, path in given]
    files: dict[LayerKey, Path] = {
        (name, day): path for (_, name, path), day in zip(given, days, strict=True) if day
    }
    indices = {day: path for (name, day), path in files.items() if name == "irsei" and day}
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


def _scene(paths: tuple[Path, ...], key: str | None, scale: str | None) -> SceneView:
    try:
        return SceneView(paths, _epoch(study_contents.scene_contents(paths, key, scale)))
    except PlannerError as error:
        return SceneView(paths, None, error)


def _view(opened: OpenStudy, epsg: int | None, progress: Progress) -> StudyView:
    study, folder, out = opened.study, opened.place.folder, opened.place.out
    first = first_file(folder, study.epochs[0])
    frame = epsg or study_contents.study_frame(study, first)
    saved = load_results(out)
    found = Found(saved.indicators, saved.index, saved.trend, saved.zones)
    files = rasters(found, out)
    files |= {("look", epoch.date): first for epoch in study.epochs}
    shown = next((path for (name, _), path in files.items() if name == "irsei"), first)
    outlines = study_contents.zone_outlines(study, folder, frame)
    return StudyView(
        path=opened.path,
        folder=folder,
        out=out,
        study=study,
        epsg=frame,
        rect=outline(shown, frame)[0],
        epochs=_epochs(study, folder, progress),
        zones=tuple(ZoneOutline(name, polygon_m) for name, polygon_m in outlines),
        found=found,
        files=files,
        ground=None if epsg else _ground(study, folder, frame),
    )


def _epochs(study: Study, folder: Path, progress: Progress) -> tuple[EpochView, ...]:
    epochs = []
    for place, epoch in enumerate(study.epochs):
        progress.report(place / len(study.epochs), "window.reading_epochs")
        epochs.append(_epoch(study_contents.epoch_contents(epoch, study, folder)))
    return tuple(epochs)


def rasters(found: Found, out: Path) -> dict[LayerKey, Path]:
    """Return the rasters of results by legend and date, those that are still there."""
    parts = (found.indicators, found.index, found.trend)
    return study_contents.present_rasters([part.files for part in parts if part], out)


def _epoch(held: study_contents.EpochContents) -> EpochView:
    return EpochView(
        date=held.date,
        sensor=held.sensor,
        bands=held.bands,
        missing=held.missing,
        look=held.look.rgba if held.look else None,
        false_colour=bool(held.look and held.look.false_colour),
        scale=held.scale,
    )


def _ground(study: Study, folder: Path, epsg: int) -> Ground | None:
    held = study_contents.study_ground(study, folder, epsg)
    if held is None:
        return None
    return Ground(held.x0_m, held.y0_m, held.cell_m, held.height_m, epsg, text(""), (held.source,))
