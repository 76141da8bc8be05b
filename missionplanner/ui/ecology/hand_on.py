"""Handing an analysis on: reports, map sheets, rasters; run in the worker process.

Apart from `remote_ecology`, because the library that draws takes a while to import.
"""

from pathlib import Path

from missionplanner.messages.language import Language
from missionplanner.operations.difference_map import export_difference
from missionplanner.operations.ecology_report import report as write_report
from missionplanner.operations.maps import export_map
from missionplanner.operations.studies import open_study
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology.views import Day, LayerKey


def report(path: Path, out: Path, language: str, progress: Progress) -> tuple[Path, ...]:
    """Write the report."""
    return (write_report(open_study(path), out, language, progress),)


def export(
    path: Path | None,
    key: LayerKey,
    raster: Path,
    out: Path,
    language: Language,
    progress: Progress,
) -> tuple[Path, ...]:
    """Write a raster as GeoTIFF, or as a map sheet (PNG, PDF); `path` None: it has no study."""
    progress.report(0.1, "window.writing_map")
    opened = open_study(path) if path else None
    name, day = key
    return (export_map(opened, f"{name}_{day}" if day else name, raster, out, language),)


def difference(
    path: Path | None,
    days: tuple[Day, Day],
    rasters: tuple[Path, Path],
    out: Path,
    language: Language,
    progress: Progress,
) -> tuple[Path, ...]:
    """Write what changed between two epochs, the later one less the earlier one.

    Raises
    ------
    InputError
        The two rasters are not on one lattice.
    """
    progress.report(0.1, "window.writing_map")
    opened = open_study(path) if path else None
    return (export_difference(opened, days, rasters, out, language, progress),)
