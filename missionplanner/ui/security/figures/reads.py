"""Reads and writes of the table of figures, run in a thread; the window never imports this."""

from collections.abc import Sequence
from pathlib import Path

from missionplanner.ecology.district_figures.draft import FigureColumn, FigureDraft
from missionplanner.ecology.district_figures.layout import PastedFigures
from missionplanner.ecology.district_figures.names import Names
from missionplanner.model.security import IndexSystem
from missionplanner.model.study import Study
from missionplanner.operations.district_figures import (
    DistrictsRead,
    FiguresOpened,
    districts_of,
    open_figures,
    read_figures,
    write_figures,
)
from missionplanner.tasks.progress import Progress


def opened(study: Study, folder: Path, system: IndexSystem, progress: Progress) -> FiguresOpened:
    """Return the figures that a study has, from wherever it has them."""
    progress.check()
    return open_figures(study, folder, system)


def districts(
    study: Study, folder: Path, path: Path, attribute: str | None, progress: Progress
) -> DistrictsRead:
    """Return the districts in a file, and which of them lie on the study's ground."""
    progress.check()
    return districts_of(study, folder, path, attribute)


def read(
    table: Path, columns: Sequence[FigureColumn], names: Names | None, progress: Progress
) -> PastedFigures:
    """Read figures in a file."""
    progress.check()
    return read_figures(table, columns, names)


def write(path: Path, draft: FigureDraft, progress: Progress) -> Path:
    """Write a draft as CSV."""
    progress.check()
    write_figures(path, draft)
    return path
