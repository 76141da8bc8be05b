"""Pure edits: each takes a project and returns a changed one; nothing is written."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.ending import RouteEnding
from missionplanner.model.mine_grid import MineGrid
from missionplanner.model.places import Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import HeightUnit
from missionplanner.model.weather import Weather
from missionplanner.project.document import Project, to_folder


def set_title(project: Project, title: str) -> Project:
    """Return the project under another title."""
    return _with_document(project, title=title)


def set_terrain(
    project: Project,
    dem: Sequence[Path],
    vertical_datum: str | None,
    unit: HeightUnit | None = None,
) -> Project:
    """Return the project on other elevation files; `unit` and datum None: the files say."""
    if not dem:
        raise InputError("project.no_dem")
    paths = tuple(to_folder(project.folder, path) for path in dem)
    return _with_document(project, dem=paths, vertical_datum=vertical_datum, dem_unit=unit)


def set_home(project: Project, home: Position | None) -> Project:
    """Return the project with another take-off place; None: the planner chooses."""
    return _with_document(project, home=home)


def set_aircraft(project: Project, key: str) -> Project:
    """Return the project with another aircraft, a key of the catalogue."""
    return _with_document(project, aircraft=key)


def set_sensors(project: Project, keys: Sequence[str]) -> Project:
    """Return the project with other sensors, keys of the catalogue; twice is once."""
    if not keys:
        raise InputError("project.no_sensor")
    return _with_document(project, sensors=tuple(dict.fromkeys(keys)))


def set_intent(project: Project, intent: PlanIntent) -> Project:
    """Return the project with something else asked of the planner."""
    return _with_document(project, intent=intent)


def set_ending(project: Project, ending: RouteEnding) -> Project:
    """Return the project with something else done at a route's end or without a link."""
    return _with_document(project, ending=ending)


def set_mine_grid(project: Project, grid: MineGrid | None) -> Project:
    """Return the project with another grid of the mine; None: with none."""
    return _with_document(project, mine_grid=grid)


def set_area(project: Project, area: SurveyArea) -> Project:
    """Return the project with another survey area."""
    return replace(project, area=area)


def set_threats(project: Project, threats: Threats) -> Project:
    """Return the project with other threats."""
    return replace(project, threats=threats)


def set_weather(project: Project, weather: Weather) -> Project:
    """Return the project with other weather."""
    return replace(project, weather=weather)


def _with_document(project: Project, **changed: object) -> Project:
    return replace(project, document=project.document.model_copy(update=changed))
