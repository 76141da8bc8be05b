"""Load everything a plan stands on: terrain, airspace, home, wind."""

from dataclasses import dataclass
from pathlib import Path

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.airspace.extent import ground_margin_m, ground_needed
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.reading import HeightUnit
from missionplanner.model.weather import Weather
from missionplanner.operations.parts import check_parts
from missionplanner.planning.scenario import Scenario, build_scenario
from missionplanner.project.document import Project
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.dem import Terrain, load_terrain


@dataclass(frozen=True)
class SiteFiles:
    """The files a site is made of, already read, and where its DEMs lie."""

    dem: tuple[Path, ...]
    vertical_datum: str | None
    dem_unit: HeightUnit | None
    area: SurveyArea
    threats: Threats
    weather: Weather
    home: Position | None
    aircraft: str
    stops: tuple[Position, ...] = ()


@dataclass(frozen=True)
class Site:
    """A project with its terrain and scenario, ready to be shown or planned."""

    project: Project
    scenario: Scenario

    @property
    def terrain(self) -> Terrain:
        """The terrain under the project."""
        return self.scenario.terrain


def load_site(
    project: Project,
    progress: Progress,
    intent: PlanIntent | None = None,
    stops: tuple[Position, ...] = (),
) -> Site:
    """Read a project's terrain and build its scenario; `intent` replaces the saved one.

    `stops` are places outside of the area that the terrain must lie under too.

    Raises
    ------
    InputError
        A DEM the project links to is gone, the catalogue lacks its aircraft or a sensor; and
        whatever `assemble` raises.
    """
    document = project.document
    check_parts(project)
    ground = SiteFiles(
        dem=project.dem_paths,
        vertical_datum=document.vertical_datum,
        dem_unit=document.dem_unit,
        area=project.area,
        threats=project.threats,
        weather=project.weather,
        home=document.home,
        aircraft=document.aircraft,
        stops=stops,
    )
    return Site(project, assemble(ground, intent or document.intent, progress))


def assemble(ground: SiteFiles, intent: PlanIntent, progress: Progress) -> Scenario:
    """Read the terrain under the area and build the scenario.

    Raises
    ------
    InputError, PlanRefused
        What `load_terrain` and `build_scenario` find wrong.
    """
    progress.report(0.1, "operations.reading_terrain")
    terrain = load_terrain(
        ground.dem,
        ground_needed(ground.area, ground.home, (*ground.stops, *intent.launch_sites)),
        margin_m=ground_margin_m(ground.area, ground.home, ground.threats),
        vertical_datum=ground.vertical_datum,
        unit=ground.dem_unit,
        progress=progress.part(0.1, 0.7),
    )
    progress.report(0.7, "operations.reading_airspace")
    scenario = build_scenario(
        terrain,
        ground.area,
        ground.threats,
        ground.weather,
        ground.home,
        aircraft(ground.aircraft),
        intent,
    )
    progress.report(1.0, "operations.site_read")
    return scenario
