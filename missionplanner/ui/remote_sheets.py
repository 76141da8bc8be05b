"""Handing an analysis on: reports, map sheets, rasters; run in the worker process.

Apart from `remote_ecology`, because the library that draws takes a while to import.
"""

import shutil
from pathlib import Path
from typing import Literal

from missionplanner.ecology.legends import legend
from missionplanner.ecology.studies import at
from missionplanner.errors import OutputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.operations.ecology import load_results
from missionplanner.operations.ecology_report import report as write_report
from missionplanner.operations.studies import OpenStudy, open_study
from missionplanner.raster.files import metric_epsg
from missionplanner.report.maps import Sheet, write_map
from missionplanner.report.outlines import Outline, from_shapes
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology_views import LayerKey
from missionplanner.vector.polygons import read_polygons


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
        outlines=_outlines(opened, raster),
        dem=at(opened.place.folder, dem.path) if dem else None,
    )
    return (write_map(out, raster, shown, sheet),)


def _outlines(opened: OpenStudy, raster: Path) -> tuple[Outline, ...]:
    """Return the zones in the raster's coordinates; those to be warned of stand out."""
    study, found = opened.study, load_results(opened.place.out).zones
    if not study.zones:
        return ()
    frame = SiteFrame(metric_epsg(raster))
    warned = [row.name for row in found.zones if row.warnings] if found else []
    zones = read_polygons(at(opened.place.folder, study.zones), study.zone_name)
    return from_shapes([(zone.name, frame.project(zone.geometry)) for zone in zones], warned)
