"""The zones of a study, and what their file holds besides."""

from pathlib import Path

from missionplanner.ecology.imagery.study_files import at
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.reading import PassedOver
from missionplanner.model.study import Study
from missionplanner.vector.polygons import PolygonsRead, read_polygons_told


def zones_file(study: Study, folder: Path) -> Path:
    """Return the file of a study's zones.

    Raises
    ------
    InputError
        It names none.
    """
    if not study.zones:
        raise InputError("studies.no_zones", "zones")
    return at(folder, study.zones)


def zones_told(study: Study, folder: Path) -> tuple[Message, ...]:
    """Return what reading the zones of a study tells, a line each.

    Raises
    ------
    InputError
        There is no polygon, or one that cannot be used.
    """
    path = zones_file(study, folder)
    return told_of(path, read_polygons_told(path, study.zone_name))


def told_of(path: Path, read: PolygonsRead) -> tuple[Message, ...]:
    """Return how zones were understood, and what of their file was passed over."""
    lines = [message("studies.file_told", file=path.name, told=line) for line in read.report.told]
    return (*lines, *(_passed_over(path.name, item) for item in read.report.passed_over))


def _passed_over(file: str, item: PassedOver) -> Message:
    if item.count == 1:
        return message("studies.passed_over", file=file, what=item.what, why=item.why)
    return message(
        "studies.several_passed_over", file=file, what=item.what, n=item.count, why=item.why
    )
