"""The zones of a study, and what their file holds besides."""

from pathlib import Path

from missionplanner.ecology.studies import at
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
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
        raise InputError(
            "the study names no zones", "zones", "give a file of polygons: --zones FILE"
        )
    return at(folder, study.zones)


def zones_told(study: Study, folder: Path) -> tuple[str, ...]:
    """Return what reading the zones of a study tells, a line each.

    Raises
    ------
    InputError
        There is no polygon, or one that cannot be used.
    """
    path = zones_file(study, folder)
    return told_of(path, read_polygons_told(path, study.zone_name))


def told_of(path: Path, read: PolygonsRead) -> tuple[str, ...]:
    """Return how zones were understood, and what of their file was passed over."""
    lines = [f"{path.name}: {sentence(line, 'en')}" for line in read.report.told]
    for item in read.report.passed_over:
        count = f" ({item.count} of them)" if item.count > 1 else ""
        what, why = sentence(item.what, "en"), sentence(item.why, "en")
        lines.append(f"{path.name}: {what}{count}: {why}, passed over")
    return tuple(lines)
