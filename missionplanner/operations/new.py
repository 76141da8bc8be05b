"""Start a project from the files a pilot has."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from shapely.geometry.base import BaseGeometry

from missionplanner.aircraft.catalogue import aircraft, check_mount, sensor
from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Frozen, Position
from missionplanner.model.plan import MOST_SITES, PlanIntent
from missionplanner.model.reading import (
    HeightUnit,
    InnerPolygons,
    LengthUnit,
    ReadChoices,
    ReadReport,
    all_read,
)
from missionplanner.model.weather import CALM, Weather
from missionplanner.operations.site import SiteFiles, assemble
from missionplanner.planning.scenario import Scenario, storm
from missionplanner.project.document import Project
from missionplanner.project.store import Beginning, create
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.outline import terrain_outline
from missionplanner.vector.area import AreaRead
from missionplanner.vector.files import READABLE, layer_names
from missionplanner.vector.inverted_bands import inverted_bands
from missionplanner.vector.read import check_granted, merged, read_area, read_zones
from missionplanner.weather.elsewhere import held_against
from missionplanner.weather.read import read_weather

DEFAULT_SENSORS = ("p1-35", "rededge-m", "xt2")
ZONE_MARGIN_M = 20.0
"""Ground about a zone of a study that is seen too: its edge lies between cells of the imagery."""

_LISTED = 10


class NewProject(Frozen):
    """What a new project is made of."""

    dem: tuple[Path, ...] = Field(min_length=1, description="One or more elevation files")
    area: Path | None = Field(
        default=None, description="Polygons of the survey area; None: it is given as a `KnownArea`"
    )
    threats: tuple[Path, ...] = Field(default=(), description="Zones, power lines, OpenAir")
    weather: Path | None = Field(default=None, description="METAR, TAF, JSON or CSV")
    station: str | None = Field(default=None, description="ICAO station of METAR and TAF reports")
    home: Position | None = Field(default=None, description="Take-off place; None: chosen")
    launch_sites: tuple[Position, ...] = Field(
        default=(), max_length=MOST_SITES, description="Launch places beside home"
    )
    vertical_datum: str | None = Field(default=None, description="See `terrain.dem.load_terrain`")
    dem_unit: HeightUnit | None = Field(
        default=None, description="Unit of the DEM's heights, where its file does not say it"
    )
    layer: tuple[str, ...] = Field(
        default=(), description="Layers of GeoPackages to read; empty: all that fit"
    )
    area_crs: str | None = Field(
        default=None, description="Coordinate system of the area where its file names none"
    )
    inner: InnerPolygons | None = Field(
        default=None, description="Polygons inside another one: holes, or parts of the area"
    )
    threat_unit: LengthUnit | None = Field(
        default=None, description="Unit of heights of threats that name none"
    )
    granted: tuple[str, ...] = Field(
        default=(), description="Zones whose authorisation is granted, by name or identifier"
    )
    threat_layer: tuple[str, ...] = Field(
        default=(), description="Layers of the threats' files alone; empty: as `layer`"
    )
    aircraft: str = "m300-rtk"
    sensors: tuple[str, ...] = DEFAULT_SENSORS
    title: str = ""


@dataclass(frozen=True)
class KnownArea:
    """A survey area that is known and in no file of its own, with what was told of it.

    `threats` come to those of the files.
    """

    area: SurveyArea
    threats: Threats
    told: tuple[Message, ...]


def new_project(
    folder: Path,
    request: NewProject,
    progress: Progress,
    *,
    over: bool = False,
    known: KnownArea | None = None,
) -> Project:
    """Create `folder` (NAME.mplan) from `request`, after trying that everything in it fits.

    With `over` a project that is there already is replaced; `known` takes the place of the file
    of the area.

    Raises
    ------
    InputError
        A file cannot be used, or does not fit the others; no folder is left behind.
    OutputError
        The folder cannot be made or written.
    """
    _can_be_carried(request)
    progress.report(0.1, "operations.reading_area")
    choices = ReadChoices(
        layer=request.layer,
        inner=request.inner,
        crs=request.area_crs,
        threat_unit=request.threat_unit,
        granted=request.granted,
    )
    _check_layers(request)
    near = terrain_outline(request.dem)
    area = _area(request, known, choices, near)
    around = near or area.area.outer
    of_threats = choices.model_copy(update={"layer": request.threat_layer or request.layer})
    threats = [read_zones(path, of_threats, around) for path in request.threats]
    check_granted(request.granted, threats)
    site = SiteFiles(
        dem=request.dem,
        vertical_datum=_anchored(request.vertical_datum),
        dem_unit=request.dem_unit,
        area=area.area,
        threats=merged((*([known.threats] if known else []), *(p.threats for p in threats))),
        weather=_weather(request, area.area.outer),
        home=request.home,
        aircraft=request.aircraft,
    )
    # Tried before anything is written: a project that cannot be opened must not come to be.
    intent = _intent(request)
    scenario = assemble(site, intent, progress.part(0.2, 0.9))
    noticed = ReadReport(told=_noticed(site, scenario))
    read = all_read((area.report, *(part.report for part in threats), noticed))
    given = _beginning(folder, request, site, scenario, intent, read)
    return create(folder, given, over=over)


def _weather(request: NewProject, site: BaseGeometry) -> Weather:
    if not request.weather:
        return CALM
    return held_against(read_weather(request.weather, request.station), site)


def _beginning(
    folder: Path,
    request: NewProject,
    site: SiteFiles,
    scenario: Scenario,
    intent: PlanIntent,
    read: ReadReport,
) -> Beginning:
    return Beginning(
        title=request.title or folder.stem,
        dem=site.dem,
        vertical_datum=site.vertical_datum,
        dem_unit=site.dem_unit,
        area=site.area,
        threats=site.threats,
        weather=site.weather,
        home=scenario.home.position,
        aircraft=request.aircraft,
        sensors=request.sensors,
        intent=intent,
        read=read,
    )


def _area(
    request: NewProject, known: KnownArea | None, choices: ReadChoices, near: BaseGeometry | None
) -> AreaRead:
    if known is not None:
        area = known.area
        return AreaRead(
            area,
            ReadReport(
                areas=len(area.outer.geoms),
                holes=len(area.holes),
                zones=len(known.threats.zones),
                power_lines=len(known.threats.power_lines),
                risks=len(known.threats.risks),
                told=known.told,
            ),
        )
    if request.area is None:
        raise InputError("operations.no_area_file", "--area")
    return read_area(request.area, choices, near)


def _intent(request: NewProject) -> PlanIntent:
    """Return what is asked: who gives no place leaves it to the planner where, and how many."""
    none = request.home is None and not request.launch_sites
    return PlanIntent(launch_sites=request.launch_sites, propose_sites=none)


def _noticed(ground: SiteFiles, scenario: Scenario) -> tuple[Message, ...]:
    """Return what is to be told of a site once it has been put together."""
    inverted = _inverted(ground.threats, scenario.terrain.height_m)
    windy = storm(ground.weather, scenario.aircraft)
    more = (message("operations.no_plan_in_wind", wind=windy),) if windy else ()
    told = (*scenario.terrain.told, *inverted, *ground.weather.told, *more)
    return tuple(told)


def _check_layers(request: NewProject) -> None:
    """Raise `InputError` for a layer that no file has: one of two files may lack it."""
    area = (request.area,) if request.area else ()
    asked = {
        "--layer": (request.layer, (*area, *request.threats)),
        "--threat-layer": (request.threat_layer, request.threats),
    }
    for option, (names, files) in asked.items():
        if not names:
            continue
        there = [name for file in files if _is_vector(file) for name in layer_names(file)]
        for name in names:
            if name not in there:
                known = message("operations.leave_out")
                if there:
                    known = message("operations.there_are", layers=there[:_LISTED])
                raise InputError("operations.no_layer", option, name=name, help=known)


def _is_vector(file: Path) -> bool:
    return file.suffix.lower() in READABLE


def _inverted(threats: Threats, height_m: NDArray[np.float64]) -> tuple[Message, ...]:
    low_m, high_m = float(np.nanmin(height_m)), float(np.nanmax(height_m))
    return inverted_bands(threats, low_m, high_m)


def _can_be_carried(request: NewProject) -> None:
    craft = aircraft(request.aircraft)
    if not request.sensors:
        raise InputError("operations.no_sensor", "--sensor")
    for key in request.sensors:
        check_mount(sensor(key), craft)


def _anchored(datum: str | None) -> str | None:
    # A grid is named from where the user stands; the project may be opened from anywhere.
    name, equals, path = (datum or "").partition("=")
    return f"{name}={Path(path).resolve()}" if equals and Path(path).is_file() else datum
