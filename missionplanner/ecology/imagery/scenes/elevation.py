"""Elevation that lies beside scenes: it is no scene, and is told."""

import re
from dataclasses import replace
from pathlib import Path

from missionplanner.ecology.imagery.scenes.source import RASTERS, SceneFiles
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.raster.files.layers import layers

_NAMES = re.compile(
    r"(?:^|[^a-z])(?:dem|dsm|dtm|dgm|mnt|srtm|aster[ _-]?gdem|nasadem|glo[ _-]?30|elevation|elev|"
    r"heights?)(?:$|[^a-z])",
    re.IGNORECASE,
)
_METRES = {"m", "metre", "meter", "metres", "meters"}


def is_elevation(path: Path) -> bool:
    """Return whether a raster is one of heights, by its name or the unit of its only band.

    A file that cannot be opened is not; what reads it as a scene tells what is wrong with it.
    """
    if path.suffix.lower() not in RASTERS:
        return False
    try:
        about = layers(path)
    except InputError:
        return False
    if len(about.names) != 1:
        return False
    unit = about.units[0].strip().lower()
    return bool(_NAMES.search(path.stem) or _NAMES.search(about.names[0])) or unit in _METRES


def without_elevation(given: SceneFiles) -> tuple[SceneFiles, tuple[Message, ...]]:
    """Return the files without those of heights, and a note of each; all where no more is left."""
    passed = [path for path in given.files if is_elevation(path)]
    left = tuple(path for path in given.files if path not in passed)
    if not passed or not any(path.suffix.lower() in RASTERS for path in left):
        return given, ()
    notes = tuple(message("scenes.elevation", file=path.name) for path in passed)
    return replace(given, files=left), notes
