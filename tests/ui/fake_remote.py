"""Stands in for `missionplanner.ui.plan.open` in the worker: the same names, no planning."""

import os
import threading
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry import MultiPolygon, box

from missionplanner.errors import ChangedElsewhere, DatumUnknown, InputError, Undecided
from missionplanner.messages.message import text
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.edits import PlanEdit
from missionplanner.model.flown import FlownPlan
from missionplanner.model.plan import PlanSoFar, SensorPlan
from missionplanner.model.timetable import Crew
from missionplanner.operations.recovery import recovered_begun
from missionplanner.project.document import Project
from missionplanner.project.edits import set_terrain, set_threats, set_weather
from missionplanner.project.outlines import closed_over
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.edited_site import edited_site
from missionplanner.ui.plan.timetable_views import SlotView, TimetableView
from missionplanner.ui.plan.views import Opened, ProjectEdit, ResultView, SiteView
from missionplanner.weather.read import weather_of_text
from tests.own_words import SAID, WRONG
from tests.ui import factory


def open_site(folder: Path, progress: Progress) -> Opened:
    progress.report(0.5, "operations.reading_terrain")
    if folder.name.startswith("moved"):
        gone = folder / "dem.tif"
        raise InputError("operations.dem_gone", str(gone), document=folder / "project.json")
    if folder.name.startswith("broken"):
        raise InputError(
            WRONG, str(folder), what="not a project", remedy="choose a folder ending in .mplan"
        )
    return factory.opened(folder, planned=False)


def pack(folder: Path, out: Path, progress: Progress) -> tuple[Path, ...]:
    out.write_bytes(b"packed")
    return (out,)


def unpack(path: Path, into: Path, progress: Progress) -> Opened:
    return open_site(into / f"{path.stem}.mplan", progress)


def site_of(project: Project, progress: Progress) -> SiteView:
    """Look at an edited project: its figures are known again; home must lie in no zone."""
    home = project.document.home
    names = closed_over(project, home.lon_deg, home.lat_deg) if home else ()
    if names:
        raise InputError(WRONG, "home", what=f"lies in {names[0]}", remedy="move it")
    while (project.folder / "slow").exists():
        progress.check()
        threading.Event().wait(0.01)
    site = edited_site(factory.site(project.folder), factory.project(project.folder), project)
    wanted = site.outer_m.area - sum(hole.polygon_m.area for hole in site.holes)
    threat = np.full_like(site.threat, 0.25)
    return replace(
        site, wanted_m2=wanted, height_range_m=(600, 700), mean_slope_deg=20.5, threat=threat
    )


def create(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    if folder.name.startswith("village") and request.get("inner") is None:
        raise Undecided(SAID, "area.kml", "--inner", ("holes", "areas"), what="B lies inside A")
    if folder.name.startswith("village") and request.get("area_crs") is None:
        raise Undecided(
            SAID, "area.kml", "--area-crs", ("EPSG:NUMBER",), what="names no coordinate system"
        )
    if request["vertical_datum"] is None:
        raise DatumUnknown(
            WRONG, "dem.tif", what="its vertical datum is not known", remedy="name it"
        )
    return factory.opened(folder, planned=False)


def begin(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    made = factory.project(folder)
    bare = replace(made, area=SurveyArea("New", MultiPolygon()), threats=Threats())
    site = replace(
        factory.site(folder),
        outer_m=MultiPolygon(), holes=(), zones=(), lines=(), wanted_m2=float("nan"),
    )  # fmt: skip
    return Opened(site, bare, None, begun=True)


def resume(home: Path, progress: Progress) -> Opened:
    kept = recovered_begun(home)
    assert kept is not None
    return replace(begin(kept.project.folder, {}, progress), project=kept.project)


def open_located(folder: Path, moved: dict[Path, Path], progress: Progress) -> Opened:
    opened = factory.opened(folder, planned=False)
    return replace(opened, located=locate(opened.project, moved, progress).project)


def take(project: Project, request: dict[str, Any], progress: Progress) -> ProjectEdit:
    """Take files in: empty ones are refused, `feet.*` asks for a unit, zones are named after."""
    threats = tuple(request.get("threats", ()))
    for path in (*threats, *request.get("dem", ())):
        if path.is_file() and path.stat().st_size == 0:
            raise InputError(WRONG, str(path), what="the file is empty", remedy="copy it again")
        if path.stem == "feet" and request.get("threat_unit") is None:
            raise Undecided(SAID, str(path), "--threat-unit", ("m", "ft"), what="names no unit")
        if path.stem == "datum" and request.get("vertical_datum") is None:
            raise DatumUnknown(WRONG, str(path), what="no datum", remedy="name it")
    made = project
    if request.get("dem"):
        paths = (*project.dem_paths, *request["dem"])
        made = set_terrain(made, paths, request.get("vertical_datum"))
    if request.get("weather_text") is not None:
        made = set_weather(made, weather_of_text(request["weather_text"]))
    square = MultiPolygon([box(111.99, 37.79, 111.991, 37.791)])
    zones = (*made.threats.zones, *(Zone(path.stem, square) for path in threats))
    made = set_threats(made, replace(made.threats, zones=zones))
    return ProjectEdit(made, tuple(text(f"read {path.name}") for path in threats))


def locate(project: Project, moved: dict[Path, Path], progress: Progress) -> ProjectEdit:
    paths = tuple(moved.get(path, path) for path in project.dem_paths)
    return ProjectEdit(set_terrain(project, paths, project.document.vertical_datum))


def demo(site: str, out: Path, progress: Progress) -> Opened:
    return factory.opened(out / f"{site}.mplan", planned=False)


def save(project: Project, progress: Progress) -> None:
    if project.is_bare:
        raise InputError("project.no_area", str(project.folder))
    if (project.folder / "changed").exists():
        raise ChangedElsewhere(
            WRONG, str(project.folder), what="was changed by another program", remedy="open again"
        )
    project.folder.mkdir(exist_ok=True)
    (project.folder / "saved.txt").write_text(str(project.document.intent.seed))


def plan(project: Project, progress: Progress) -> ResultView:
    seed = project.document.intent.seed
    for event in factory.convergence("p1-35"):
        progress.event(event)
    if seed == 7:
        os._exit(7)
    if seed == 8:
        progress.event(PlanSoFar(factory.result().plans[0]))
    while seed == 8:
        progress.report(0.3, "planning.tried", sensor="p1-35", n=20)
        threading.Event().wait(0.01)
    progress.report(1.0, "operations.plan_saved")
    return factory.result(project.document.sensors)


def save_as(project: Project, folder: Path, progress: Progress) -> Opened:
    return factory.opened(folder, planned=False)


def verify(folder: Path, accept: bool, progress: Progress) -> ResultView:
    return (
        factory.result() if accept else replace(factory.result(), changed=(text("the home moved"),))
    )


def export(
    folder: Path,
    names: tuple[str, ...],
    out: Path,
    options: dict[str, dict[str, str]],
    progress: Progress,
) -> tuple[Path, ...]:
    lost = options.get("wpml", {}).get("rc-lost", "")
    stem = f"sortie-1-{lost}" if lost == "continue" else "sortie-1"
    return tuple(out / f"{stem}.{name}" for name in names)


def tables(folder: Path, out: Path, progress: Progress) -> tuple[Path, ...]:
    return (out / "sensors.csv",)


def flown(project: Project, plan: SensorPlan, begins: datetime, progress: Progress) -> FlownPlan:
    return factory.flown(plan)


def edited(
    project: Project, edits: tuple[tuple[str, PlanEdit], ...], progress: Progress
) -> ResultView:
    """Sorties that lose their first strip for every strip skipped; raising is refused."""
    if any(edit.kind == "raise" for _, edit in edits):
        raise InputError(WRONG, "sortie 2", what="is locked", remedy="unlock it")
    result = factory.result()
    return replace(result, seconds=float(len(edits)))


def keep(
    project: Project, edits: tuple[tuple[str, PlanEdit], ...], progress: Progress
) -> ResultView:
    (project.folder / "kept.txt").write_text(str(len(edits)))
    return factory.result()


def brief(
    folder: Path, out: Path, language: str, options: dict[str, str], progress: Progress
) -> tuple[Path, ...]:
    return (out,)


def timetable(
    folder: Path, crew: Crew, day: date | None, ics: Path | None, progress: Progress
) -> TimetableView:
    """Flights an hour apart, by as many sets as there are; 99 sets are refused."""
    if crew.battery_sets == 99:
        raise InputError(WRONG, str(folder), what="too many sets", remedy="take fewer")
    first = datetime.combine(day or factory.MOMENT.date(), time(9), factory.SHANXI)
    slots = tuple(
        SlotView(
            f"Small pit-p1-35-S0{n + 1}", ("p1-35",), "home", first + timedelta(hours=n),
            first + timedelta(hours=n, minutes=20), n % crew.battery_sets + 1,
            text("light") if n else None,
        )
        for n in range(3)
    )  # fmt: skip
    files = (ics,) if ics else ()
    return TimetableView(first.date(), "Asia/Shanghai", slots, (text("All is flown."),), files)
