"""Sorting files that were dropped or chosen: which is terrain, area, threat or weather."""

from dataclasses import dataclass, field
from pathlib import Path

from missionplanner.model.reading import AIRSPACE_ENDINGS, PACKED_ENDING, SHAPE_ENDINGS

TERRAIN_ENDINGS = (
    ".tif", ".tiff", ".hgt", ".asc", ".vrt", ".img", ".dem", ".las", ".laz", ".bil"
)  # fmt: skip
"""Endings of elevation files, as the window offers them."""

WEATHER_ENDINGS = (".json", ".csv", ".txt", ".metar", ".taf")
"""Endings of files of weather, as the window offers them."""

_TERRAIN = frozenset(TERRAIN_ENDINGS)
_WEATHER = {".csv", ".metar", ".taf"}
_THREAT_WORDS = ("threat", "zone", "airspace", "power", "nofly", "no-fly", "no_fly", "obstacle")
_STUDY_HEAD = 20_000
_WEATHER_WORDS = ("weather", "wind", "metar", "forecast")


@dataclass
class Sorted:
    """Files by what they are for."""

    dem: list[Path] = field(default_factory=list)
    area: list[Path] = field(default_factory=list)
    threats: list[Path] = field(default_factory=list)
    weather: list[Path] = field(default_factory=list)


def sort_files(paths: list[Path], has_area: bool = False) -> Sorted:
    """Sort by ending, and by words in the name where the ending serves several uses.

    The first shape without a telling name is the area, unless there is one already.
    """
    found = Sorted()
    for path in paths:
        kind = kind_of(path)
        if kind == "shape":
            kind = "threats" if has_area or found.area else "area"
        if kind:
            getattr(found, kind).append(path)
    return found


def kind_of(path: Path) -> str:
    """Return dem, area, threats, weather, `shape` (either of two), or empty: not for us."""
    ending, name = path.suffix.lower(), path.stem.lower()
    if ending in _TERRAIN:
        return "dem"
    if ending in _WEATHER or (ending in {".json", ".txt"} and _has(name, _WEATHER_WORDS)):
        return "weather"
    if ending in AIRSPACE_ENDINGS:
        return "threats"
    if ending in SHAPE_ENDINGS:
        if _has(name, _THREAT_WORDS):
            return "threats"
        return "area" if "area" in name else "shape"
    return ""


def is_tiles(path: Path) -> bool:
    """Tell whether a file holds tiles of a map: it lies under one, and is nothing else."""
    return path.suffix.lower() == ".mbtiles"


def _has(name: str, words: tuple[str, ...]) -> bool:
    return any(word in name for word in words)


def openable(paths: list[Path]) -> Path | None:
    """Return the first project folder or study among files, or None."""
    for path in paths:
        if (
            path.suffix in (".mplan", PACKED_ENDING)
            or (path / "project.json").is_file()
            or is_study(path)
        ):
            return path
    return None


def is_study(path: Path) -> bool:
    """Tell whether a file is an ecological study: JSON that names epochs."""
    if path.suffix.lower() != ".json" or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:  # of a large file no more than is looked at
            return b'"epochs"' in stream.read(_STUDY_HEAD)
    except OSError:
        return False
