"""Stands in for `remote_ecology` and `remote_rasters`: the same names, no files, no analysis."""

import datetime
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from missionplanner.errors import InputError
from missionplanner.model.raster_source import BandChosen, BandFile, BandFound
from missionplanner.model.study import Epoch, Study
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology.views import (
    LayerKey,
    MeasuredView,
    Picture,
    SceneView,
    Series,
    StudyView,
)
from tests.own_words import WRONG
from tests.ui import eco_factory


def open_study(path: Path, epsg: int | None, progress: Progress) -> StudyView:
    if path.name.startswith("broken"):
        raise InputError(WRONG, str(path), what="is not JSON", remedy="correct that line")
    saved = path.read_text() if path.is_file() else ""
    study = Study.model_validate_json(saved) if '"sensor"' in saved else None
    return eco_factory.view(path, analysed=False, asked=study, alone=epsg is None)


def edit(path: Path, study: Study, request: dict[str, Any], progress: Progress) -> Study:
    if request.get("dem") == Path("broken.tif"):
        raise InputError(WRONG, "broken.tif", what="holds no heights", remedy="choose another")
    index = {"indicators": request.get("indicators", study.index.indicators)}
    dem = {"dem": BandFile(path=str(request["dem"]))} if "dem" in request else {}
    title = {"title": request["title"]} if "title" in request else {}
    return study.model_copy(update=dem | title | {"index": study.index.model_copy(update=index)})


def make(path: Path, request: dict[str, Any], epsg: int | None, progress: Progress) -> StudyView:
    if request["title"] == "twice":
        raise InputError(
            WRONG, str(path), what="two epochs have the date 2013-07-12", remedy="keep one of them"
        )
    return eco_factory.view(path, analysed=False, alone=epsg is None)


def analyse(path: Path, study: Study, epsg: int | None, progress: Progress) -> StudyView:
    while study.index.paper_literal:
        progress.report(0.4, "window.reading_epochs")
        threading.Event().wait(0.01)
    return eco_factory.view(path, asked=study, alone=epsg is None)


def report(path: Path, out: Path, language: str, progress: Progress) -> tuple[Path, ...]:
    out.write_text(language)
    return (out,)


def export(
    path: Path, key: LayerKey, raster: Path, out: Path, language: str, progress: Progress
) -> tuple[Path, ...]:
    out.write_text(f"{key[0]} {raster.name}")
    return (out,)


def look_at(
    paths: Sequence[Path], sensor: str | None, scale: str | None, progress: Progress
) -> tuple[SceneView, ...]:
    return eco_factory.scenes()


def picture(path: Path, epsg: int, name: str, progress: Progress) -> Picture:
    stem, _, day = path.stem.rpartition("_")
    known = stem and day[:4].isdigit()
    return eco_factory.picture((stem, datetime.date.fromisoformat(day)) if known else (name, None))


def scale(paths: Sequence[Path], epsg: int, name: str, progress: Progress) -> tuple[float, float]:
    return 295.0, 315.0


def difference(
    path: Path | None,
    days: tuple[datetime.date, datetime.date],
    rasters: tuple[Path, Path],
    out: Path,
    language: str,
    progress: Progress,
) -> tuple[Path, ...]:
    out.write_text(" ".join(raster.name for raster in rasters))
    return (out,)


def look_picture(folder: Path, epoch: Epoch, epsg: int, progress: Progress) -> Picture:
    return eco_factory.picture(("look", epoch.date))


def series(
    rasters: Sequence[Path],
    trend: Sequence[Path],
    days: Sequence[datetime.date],
    place: tuple[int, float, float],
    progress: Progress,
) -> Series:
    return eco_factory.series(place[1], place[2])


def bands_of(paths: Sequence[Path], progress: Progress) -> tuple[BandFound, ...]:
    found = []
    for path in paths:
        if "stack" in path.stem:
            found += [BandFound(path, 1, 2, "B1", "", "", 0.4), BandFound(path, 2, 2, "LST")]
        else:
            found.append(BandFound(path, legend="heat" if "lst" in path.stem else ""))
    return tuple(found)


def take_bands(
    chosen: Sequence[BandChosen], progress: Progress
) -> tuple[tuple[str, str, Path], ...]:
    return tuple((one.name, one.legend, one.path.with_name(f"{one.band}.tif")) for one in chosen)


def save(path: Path, study: Study, progress: Progress) -> None:
    path.write_text(study.model_dump_json())


def open_rasters(
    given: tuple[tuple[str, str, Path], ...], epsg: int | None, progress: Progress
) -> StudyView:
    view = eco_factory.view(given[0][2].parent, analysed=False, alone=epsg is None)
    files: dict[LayerKey, Path] = {
        (given[0][1], day): Path(f"{given[0][1]}_{day}.tif") for day in eco_factory.DATES
    }
    return replace(view, files=files, made_elsewhere=True)


def measure(path: Path, table: Path, request: dict[str, Any], progress: Progress) -> MeasuredView:
    if table.name == "broken.csv":
        raise InputError(WRONG, str(table), what="no column value", remedy="name the columns")
    return MeasuredView(eco_factory.measurements(request["limits"]), path.parent)
