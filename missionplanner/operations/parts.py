"""What a project names and does not hold: its DEMs, and entries of the catalogue."""

import os

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import InputError
from missionplanner.project.document import Project


def check_parts(project: Project) -> None:
    """Raise `InputError` where a DEM is gone, or the catalogue lacks the aircraft or a sensor.

    Told before anything else is done, so that nothing is half open when a part is first needed.
    """
    _in_catalogue(project)
    for path in project.dem_paths:
        # `Path.exists` raises where a name is too long.
        if not os.path.exists(path):  # noqa: PTH110
            where = project.folder / "project.json"
            raise InputError("operations.dem_gone", str(path), document=where)


def _in_catalogue(project: Project) -> None:
    document = project.document
    for name, find, keys in (
        ("aircraft", aircraft, (document.aircraft,)),
        ("sensors", sensor, document.sensors),
        ("sensors", sensor, tuple(k for part in project.area.parts for k in part.sensors)),
    ):
        for key in keys:
            try:
                find(key)
            except InputError as error:
                where = error.place or str(project.folder / "project.json")
                raise InputError(
                    "operations.part_unknown", where, what=error.message, key=name
                ) from error
