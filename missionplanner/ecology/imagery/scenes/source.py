"""The files a scene is looked for in, and what their names tell."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import InputError, Where
from missionplanner.messages.message import Message, message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Level

RASTERS = {".tif", ".tiff", ".jp2", ".vrt", ".img"}

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d)")

_DAY_OF_YEAR = re.compile(
    r"(?:\bA|(?<=[^a-z])A|doy|\.)((?:19|20)\d\d)([0-3]\d\d)(?=\D|\d{6}(?!\d)|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class SceneFiles:
    """What the user named.

    Attributes
    ----------
    named : tuple of Path
        Files and folders as given.
    files : tuple of Path
        The files among and in them, not those in folders of folders.
    sensor : str or None
        Key of a sensor table, where the user names it.
    day : date or None
        Where the user names it.
    scale : str or None
        What the user says of stored numbers (`scales.given_scale`).
    level : Level or None
        What the user says that reflectances are.
    composite : bool
        Scenes of several dates may be one epoch.
    """

    named: tuple[Path, ...]
    files: tuple[Path, ...]
    sensor: str | None = None
    day: datetime.date | None = None
    scale: str | None = None
    level: Level | None = None
    composite: bool = False

    @property
    def where(self) -> Where:
        """What was named, for a message."""
        first, more = [str(path) for path in self.named[:3]], len(self.named) - 3
        if more <= 0:
            return tuple(first)
        return (*first[:-1], message("scenes.path_and_more", path=first[-1], n=more))

    @property
    def rasters(self) -> tuple[Path, ...]:
        """The files that may be rasters, by their suffix."""
        return tuple(path for path in self.files if path.suffix.lower() in RASTERS)


def source(
    paths: Sequence[Path],
    sensor: str | None = None,
    day: datetime.date | None = None,
    scale: str | None = None,
    level: Level | None = None,
    composite: bool = False,
) -> SceneFiles:
    """Return the files among and in `paths`.

    Raises
    ------
    InputError
        One of them is not there.
    """
    files: list[Path] = []
    for path in paths:
        if not path.exists():
            raise InputError("scenes.no_such_path", str(path))
        files += (
            (child for child in sorted(path.iterdir()) if child.is_file())
            if path.is_dir()
            else [path]
        )
    return SceneFiles(
        tuple(paths), tuple(dict.fromkeys(files)), sensor, day, scale, level, composite
    )


def date_in(texts: Iterable[str]) -> datetime.date | None:
    """Return the first date in names, as 20240612, 2024-06-12 or 2024_06_12.

    Where none is there, the first day of a year, as NASA's names have it: A2024164, doy2024164 or
    .2024164T025012.
    """
    names = list(texts)
    for text in names:
        for match in _DATE.finditer(text):
            try:
                return datetime.date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
    days = (match for text in names for match in _DAY_OF_YEAR.finditer(text))
    return next((day for match in days if (day := _day_of_year(match))), None)


def _day_of_year(match: re.Match[str]) -> datetime.date | None:
    year, number = (int(part) for part in match.groups())
    day = datetime.date(year, 1, 1) + datetime.timedelta(number - 1)
    return day if number and day.year == year else None


def dated(
    given: SceneFiles, found: datetime.date | None
) -> tuple[datetime.date, tuple[Message, ...]]:
    """Return the date of a scene and a note where the user's differs from the scene's own.

    Raises
    ------
    InputError
        Neither is known.
    """
    if given.day is None and found is None:
        raise InputError("scenes.no_date", given.where)
    if given.day is None or found is None or given.day == found:
        return given.day or found or datetime.date.min, ()
    return given.day, (message("scenes.other_date", given=given.day, found=found),)


def chosen_sensor(given: SceneFiles, found: str | None) -> str:
    """Return the sensor a scene's metadata tells; a table of the user's own goes before it.

    Raises
    ------
    InputError
        Neither the metadata nor the user names a sensor that is known.
    """
    own = given.sensor is not None and given.sensor.endswith(".toml")
    key = (given.sensor if own else found) or given.sensor
    if key is None:
        raise InputError("scenes.sensor_without_table", given.where)
    return key


def affine(
    path: Path,
    scale: float | None,
    offset: float | None,
    band: int = 1,
    fill: tuple[float, ...] = (),
) -> BandFile:
    """Return a band of a file, value = stored * scale + offset; `fill` is stored and no value."""
    return BandFile(path=path.as_posix(), band=band, scale=scale, offset=offset, fill=fill)


def near(folder: Path, name: str) -> Path | None:
    """Return the file of a folder with this name, whatever the case of its letters."""
    try:
        if (folder / name).is_file():
            return folder / name
    except (OSError, ValueError):  # too long to be a name, or with a NUL
        return None
    wanted = name.lower()
    return next((child for child in folder.iterdir() if child.name.lower() == wanted), None)


def absent(bands: Iterable[Band], where: Message | str) -> Message:
    """Return a note about bands of the sensor whose files are not there."""
    return message("scenes.absent", where=where, bands=[band.told for band in bands])
