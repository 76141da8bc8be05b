"""Handing an analysis on: reports, map sheets, rasters; run in the worker process.

Apart from `remote_ecology`, because the library that draws takes a while to import.
"""

import shutil
from pathlib import Path
from typing import Literal

from missionplanner.ecology.legends import legend
from missionplanner.ecology.studies import at
from missionplanner.errors import OutputError
from missionplanner.operations.ecology_report import report as write_report
from missionplanner.operations.studies import open_study
from missionplanner.report.maps import Sheet, write_map
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology_views import LayerKey


def report(path: Path, out: Path, language: str, progress: Progress) -> tuple[Path, ...]:
    """Write the report."""
    return (write_report(open_study(path), out, language, progress),)


def export(
    path: Path,
    key: LayerKey,
    raster: Path,
    out: Path,
    language: Literal["en", "zh"],
    progress: Progress,
) -> tuple[Path, ...]:
    """Write a raster as GeoTIFF, or as a map sheet (PNG, PDF)."""
    progress.report(0.1, "Writing the map")
    if out.suffix.lower() in (".tif", ".tiff"):
        try:
            shutil.copyfile(raster, out)
        except OSError as error:
            remedy = "choose a folder with room that you may use"
            raise OutputError(f"cannot be written ({error})", str(out), remedy) from error
        return (out,)
    opened, (name, day) = open_study(path), key
    shown = legend(name)
    title = shown.title(language) if day is None else f"{shown.title(language)} {day}"
    dem = opened.study.dem
    sheet = Sheet(
        title,
        subtitle=opened.study.title or opened.path.stem,
        language=language,
        dem=at(opened.place.folder, dem.path) if dem else None,
    )
    return (write_map(out, raster, shown, sheet),)
