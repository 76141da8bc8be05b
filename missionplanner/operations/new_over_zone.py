"""Start a project over a zone of a study: from what was found to the flight that looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from pydantic import Field
from shapely.geometry.base import BaseGeometry

from missionplanner.ecology.imagery.study_files import at
from missionplanner.ecology.imagery.zone_files import zones_file
from missionplanner.errors import InputError
from missionplanner.geo.frames import SiteFrame
from missionplanner.geo.shapes import filled, multi
from missionplanner.messages.message import Message, message
from missionplanner.model.airspace import Threats
from missionplanner.model.area import Hole, SurveyArea
from missionplanner.model.places import Frozen
from missionplanner.model.study import Indicator
from missionplanner.operations.ecology import load_results
from missionplanner.operations.new import (
    DEFAULT_SENSORS,
    ZONE_MARGIN_M,
    KnownArea,
    NewProject,
    new_project,
)
from missionplanner.operations.studies import OpenStudy, open_study
from missionplanner.project.document import Project
from missionplanner.project.store import load
from missionplanner.raster.files import info
from missionplanner.tasks.progress import Progress
from missionplanner.terrain.outline import terrain_outline
from missionplanner.vector.polygons import NamedPolygon, read_polygons

_SEES: dict[str, frozenset[Indicator]] = {
    "rededge-m": frozenset({Indicator.GREENNESS, Indicator.WETNESS, Indicator.DRYNESS}),
    "xt2": frozenset({Indicator.HEAT}),
}
"""Sensors by the indicators of the index that they can look at again."""

_LISTED = 10
_PIECE_M2 = 1.0  # what is left of a hole once the margin has grown into it, and is none any more


class ZoneAsked(Frozen):
    """A zone of a study, and how much ground about it."""

    study: Path = Field(description="STUDY.json, or a project with a study")
    name: str = Field(description="As the study's file of zones has it")
    margin_m: float = Field(default=ZONE_MARGIN_M, ge=0, le=1000, description="About the zone")


@dataclass(frozen=True)
class _Found:
    """The zone, and what stands beside it."""

    opened: OpenStudy
    zone: NamedPolygon
    host: Project | None


def zone_asked(text: str, margin_m: float = ZONE_MARGIN_M) -> ZoneAsked:
    """Return what STUDY:NAME names; STUDY may leave out its `.json`.

    Names of zones and paths may hold colons: it is cut at the first behind which a study lies.

    Raises
    ------
    InputError
        There is no colon, no name, or no study before any of them.
    """
    cuts = [i for i, sign in enumerate(text) if sign == ":" and text[i + 1 :].strip() and i]
    if not cuts:
        raise InputError("operations.zone_form", text)
    for cut in cuts:
        for study in (Path(text[:cut]), Path(text[:cut] + ".json")):
            if study.exists():
                return ZoneAsked(study=study, name=text[cut + 1 :].strip(), margin_m=margin_m)
    raise InputError("operations.zone_no_study", text[: cuts[-1]])


def new_over_zone(
    folder: Path, asked: ZoneAsked, given: Mapping[str, Any], progress: Progress
) -> Project:
    """Create a project whose area is a zone of a study, with some ground about it.

    What is not given comes from where the study lies: terrain from the study; terrain, its datum,
    aircraft and no-fly zones from the project that the study is part of. The sensors are those
    that can look at the study's indicators again.

    Parameters
    ----------
    folder : Path
        NAME.mplan, not there yet.
    asked : ZoneAsked
    given : mapping
        Fields of `operations.new.NewProject`; without an area.

    Raises
    ------
    InputError
        No such zone, no terrain, or see `operations.new.new_project`.
    OutputError
        The folder cannot be made or written.
    """
    found = _found(asked)
    fields = {key: value for key, value in given.items() if value not in (None, (), "")}
    whole = _defaults(found) | fields
    if not whole["dem"]:
        raise InputError("operations.zone_no_terrain", str(found.opened.path))
    request = NewProject.model_validate(whole)
    known = KnownArea(
        area=_area(found.zone, request.dem, asked.margin_m),
        threats=found.host.threats if found.host else Threats(),
        told=_told(found, asked),
    )
    return new_project(folder, request, progress, known=known)


def free_folder(study: Path, name: str) -> Path:
    """Return a project folder beside a study that is not there yet, named after a zone."""
    beside = study if study.is_dir() else study.parent
    if (beside / "project.json").is_file():
        beside = beside.parent
    plain = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name).strip()
    stem, number = plain or "zone", 1
    made = beside / f"{stem}.mplan"
    while made.exists():
        number += 1
        made = beside / f"{stem} {number}.mplan"
    return made


def _found(asked: ZoneAsked) -> _Found:
    opened = open_study(asked.study)
    path = zones_file(opened.study, opened.place.folder)
    zones = read_polygons(path, opened.study.zone_name)
    zone = next((one for one in zones if one.name == asked.name), None)
    if zone is None:
        close = [one for one in zones if one.name.casefold() == asked.name.casefold()]
        if len(close) != 1:
            names = [one.name for one in zones[:_LISTED]]
            raise InputError("operations.no_such_zone", str(path), name=asked.name, names=names)
        zone = close[0]
    host = opened.path.parent
    return _Found(opened, zone, load(host) if (host / "project.json").is_file() else None)


def _defaults(found: _Found) -> dict[str, Any]:
    study, host = found.opened.study, found.host
    wanted = set(study.index.indicators)
    sensors = tuple(key for key, sees in _SEES.items() if sees & wanted)
    title = f"{found.zone.name} · {study.title}" if study.title else found.zone.name
    fields: dict[str, Any] = {"title": title, "sensors": sensors or DEFAULT_SENSORS}
    if host is not None:
        document = host.document
        return fields | {
            "dem": host.dem_paths,
            "vertical_datum": document.vertical_datum,
            "dem_unit": document.dem_unit,
            "aircraft": document.aircraft,
        }
    if study.dem is None or study.dem.band != 1:
        return fields | {"dem": ()}
    return fields | {"dem": (at(found.opened.place.folder, study.dem.path),)}


def _area(zone: NamedPolygon, dem: tuple[Path, ...], margin_m: float) -> SurveyArea:
    """Return a zone with its margin, as far as there is terrain under the margin."""
    middle = shapely.centroid(zone.geometry)
    frame = SiteFrame.around(middle.x, middle.y)
    own = frame.project(zone.geometry)
    # A margin of many corners would be followed corner by corner.
    wide = shapely.simplify(shapely.buffer(own, margin_m, join_style="mitre"), margin_m / 10)
    terrain = terrain_outline(dem)
    if terrain is not None:
        ground = frame.project(terrain)
        cell_m = max(
            (ground.area / (grid.width * grid.height)) ** 0.5
            for grid in (info(path).grid for path in dem)
        )
        # Heights end with the middle of the outermost cells. A zone that lies beyond them is not
        # cut: whoever flies it must know.
        wide = shapely.union(own, shapely.intersection(wide, shapely.buffer(ground, -cell_m)))
    grown: BaseGeometry = frame.unproject(wide)
    parts = multi(grown)
    holes = [
        Hole(f"{zone.name} {number}", shapely.Polygon(ring))
        for number, ring in enumerate((r for p in parts.geoms for r in p.interiors), 1)
        if frame.project(shapely.Polygon(ring)).area > _PIECE_M2
    ]
    return SurveyArea(zone.name, filled(parts.geoms), tuple(holes))


def _told(found: _Found, asked: ZoneAsked) -> tuple[Message, ...]:
    """Return where the area comes from, and what the study warns of there."""
    opened, zone = found.opened, found.zone
    came = message(
        "operations.from_zone",
        zone=zone.name,
        study=opened.study.title or opened.path.name,
        file=opened.path.name,
        margin=asked.margin_m,
    )
    zones = load_results(opened.place.out).zones
    rows = [row for row in zones.zones if row.name == zone.name] if zones else []
    # Without trust in the index there is nothing to be warned of by it.
    warned = [warning for row in rows for warning in row.warnings]
    if zones is None or not zones.trust.trusted:
        warned = []
    host = found.host
    of_project = (message("operations.zone_host", project=host.document.title),) if host else ()
    return (
        came,
        *of_project,
        *(message("operations.zone_warned", why=warning) for warning in warned),
    )
