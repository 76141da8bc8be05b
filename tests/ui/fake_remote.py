"""Stands in for `missionplanner.ui.plan.open` in the worker: the same names, no planning."""

import os
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from missionplanner.errors import ChangedElsewhere, DatumUnknown, InputError, Undecided
from missionplanner.messages.message import text
from missionplanner.model.edits import PlanEdit
from missionplanner.model.flown import FlownPlan
from missionplanner.model.plan import SensorPlan
from missionplanner.project.document import Project
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.views import Opened, ResultView
from tests.own_words import SAID, WRONG
from tests.ui import factory


def open_site(folder: Path, progress: Progress) -> Opened:
    progress.report(0.5, "operations.reading_terrain")
    if folder.name.startswith("broken"):
        raise InputError(
            WRONG, str(folder), what="not a project", remedy="choose a folder ending in .mplan"
        )
    return factory.opened(folder, planned=False)


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


def demo(site: str, out: Path, progress: Progress) -> Opened:
    return factory.opened(out / f"{site}.mplan", planned=False)


def save(project: Project, progress: Progress) -> None:
    if (project.folder / "changed").exists():
        raise ChangedElsewhere(
            WRONG, str(project.folder), what="was changed by another program", remedy="open again"
        )
    (project.folder / "saved.txt").write_text(str(project.document.intent.seed))


def plan(project: Project, progress: Progress) -> ResultView:
    seed = project.document.intent.seed
    for event in factory.convergence("p1-35"):
        progress.event(event)
    if seed == 7:
        os._exit(7)
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


def export(folder: Path, names: tuple[str, ...], out: Path, progress: Progress) -> tuple[Path, ...]:
    return tuple(out / f"sortie-1.{name}" for name in names)


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


def brief(folder: Path, out: Path, language: str, progress: Progress) -> tuple[Path, ...]:
    return (out,)
