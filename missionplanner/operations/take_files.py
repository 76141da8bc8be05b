"""Take files into a project that is open: terrain, area, threats, weather; nothing is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import Field

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import RiskRaster, Threats
from missionplanner.model.places import Frozen
from missionplanner.model.reading import (
    HeightUnit,
    InnerPolygons,
    LengthUnit,
    ReadChoices,
    ReadReport,
    all_read,
)
from missionplanner.model.weather import Weather
from missionplanner.project.document import Project
from missionplanner.project.edits import set_area, set_terrain, set_threats, set_weather
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.outline import terrain_outline
from missionplanner.vector.read import merged, read_area, read_zones
from missionplanner.weather.elsewhere import held_against
from missionplanner.weather.read import read_weather, weather_of_text


class GivenFiles(Frozen):
    """Files by what they are taken for, and what a user decides where they leave a question."""

    dem: tuple[Path, ...] = Field(default=(), description="Elevation files, beside those there are")
    dem_unit: HeightUnit | None = Field(default=None, description="Unit of their heights")
    vertical_datum: str | None = Field(default=None, description="What they are counted from")
    area: Path | None = Field(default=None, description="Takes the place of the survey area")
    threats: tuple[Path, ...] = Field(default=(), description="Zones and lines, beside the others")
    risks: tuple[Path, ...] = Field(default=(), description="Rasters of soft risk, 0 to 1")
    weather: Path | None = Field(default=None, description="Takes the place of the weather")
    weather_text: str | None = Field(default=None, description="Weather as it was pasted or typed")
    station: str | None = Field(default=None, description="ICAO station of METAR and TAF reports")
    layer: tuple[str, ...] = ()
    area_crs: str | None = None
    inner: InnerPolygons | None = None
    threat_unit: LengthUnit | None = None

    @property
    def choices(self) -> ReadChoices:
        """What is decided about the reading of shapes."""
        return ReadChoices(
            layer=self.layer, inner=self.inner, crs=self.area_crs, threat_unit=self.threat_unit
        )


@dataclass(frozen=True)
class Taken:
    """The project with what was read, and a message for each file."""

    project: Project
    told: tuple[Message, ...]


def take_files(project: Project, given: GivenFiles, progress: Progress) -> Taken:
    """Return the project with files taken into it.

    Raises
    ------
    InputError
        A file cannot be used; `Undecided` and its like where it leaves a question open. Then
        nothing is taken.
    """
    made, told = project, []
    progress.report(0.1, "operations.reading_files")
    if given.dem:
        made = _with_terrain(made, given)
        told += [message("operations.taken.dem", name=path.name) for path in given.dem]
    if given.area is not None:
        made, one = _with_area(made, given.area, given.choices)
        told.append(one)
    if given.threats:
        made, some = _with_threats(made, given, progress.part(0.2, 0.8))
        told += some
    for path in given.risks:
        made = _with_risk(made, path)
        told.append(message("operations.taken.risk", name=path.name))
    progress.report(0.8, "operations.reading_files")
    weather = _weather(given)
    if weather is not None:
        weather = held_against(weather, made.area.outer)
        made = set_weather(made, weather)
        told.append(message("operations.taken.weather", n=len(weather.hours)))
    return Taken(made, tuple(told))


def _with_terrain(project: Project, given: GivenFiles) -> Project:
    for path in given.dem:
        _must_hold(path)
    every = tuple(dict.fromkeys((*project.dem_paths, *(path.resolve() for path in given.dem))))
    datum = given.vertical_datum or project.document.vertical_datum
    unit = given.dem_unit or project.document.dem_unit
    return set_terrain(project, every, datum, unit)


def _with_area(project: Project, path: Path, choices: ReadChoices) -> tuple[Project, Message]:
    _must_hold(path)
    read = read_area(path, choices, terrain_outline(project.dem_paths))
    made = set_area(_with_report(project, (read.report,)), read.area)
    count, holes = len(read.area.outer.geoms), len(read.area.holes)
    return made, message("operations.taken.area", name=path.name, n=count, holes=holes)


def _with_threats(
    project: Project, given: GivenFiles, progress: Progress
) -> tuple[Project, list[Message]]:
    around = terrain_outline(project.dem_paths) or project.area.outer
    told, reads = [], []
    for number, path in enumerate(given.threats):
        progress.nth(number, len(given.threats)).report(0.0, "operations.reading_files")
        _must_hold(path)
        read = read_zones(path, given.choices, around)
        reads.append(read)
        told.append(_told_of(path, read.report))
    found = merged((project.threats, *(read.threats for read in reads)))
    made = set_threats(_with_report(project, [read.report for read in reads]), found)
    return made, told


def _told_of(path: Path, report: ReadReport) -> Message:
    return message(
        "operations.taken.threats",
        name=path.name,
        n=report.zones,
        lines=report.power_lines,
        left=sum(item.count for item in report.passed_over),
    )


def _with_risk(project: Project, path: Path) -> Project:
    _must_hold(path)
    threats = project.threats
    risk = RiskRaster(path.stem, path.resolve())
    known = tuple(one for one in threats.risks if one.path != risk.path)
    return set_threats(project, Threats(threats.zones, threats.power_lines, (*known, risk)))


def _weather(given: GivenFiles) -> Weather | None:
    if given.weather is not None:
        return read_weather(given.weather, given.station)
    if given.weather_text is not None:
        return weather_of_text(given.weather_text, station=given.station)
    return None


def _with_report(project: Project, reports: Sequence[ReadReport]) -> Project:
    known = (project.document.read,) if project.document.read else ()
    read = all_read((*known, *reports))
    return replace(project, document=project.document.model_copy(update={"read": read}))


def _must_hold(path: Path) -> None:
    """Raise `InputError` where a file is gone or empty: told alike, whatever it would have been."""
    try:
        empty = path.is_file() and path.stat().st_size == 0
    except OSError as error:
        raise InputError("operations.file_unread", str(path), reason=str(error)) from error
    if empty:
        raise InputError("operations.file_empty", str(path))
