"""Stands in for `missionplanner.ui.plan.open` in the worker: the same names, no planning."""

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from missionplanner.errors import ChangedElsewhere, DatumUnknown, InputError, Undecided
from missionplanner.messages.message import text
from missionplanner.project.document import Project
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.views import Opened, ResultView
from tests.ui import factory


def open_site(folder: Path, progress: Progress) -> Opened:
    progress.report(0.5, "Reading terrain")
    if folder.name.startswith("broken"):
        raise InputError("not a project", str(folder), "choose a folder ending in .mplan")
    return factory.opened(folder, planned=False)


def create(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    if folder.name.startswith("village") and request.get("inner") is None:
        raise Undecided("B lies inside A", "area.kml", "--inner", ("holes", "areas"))
    if folder.name.startswith("village") and request.get("area_crs") is None:
        raise Undecided("names no coordinate system", "area.kml", "--area-crs", ("EPSG:NUMBER",))
    if request["vertical_datum"] is None:
        raise DatumUnknown("its vertical datum is not known", "dem.tif", "name it")
    return factory.opened(folder, planned=False)


def demo(site: str, out: Path, progress: Progress) -> Opened:
    return factory.opened(out / f"{site}.mplan", planned=False)


def save(project: Project, progress: Progress) -> None:
    if (project.folder / "changed").exists():
        raise ChangedElsewhere("was changed by another program", str(project.folder), "open again")
    (project.folder / "saved.txt").write_text(str(project.document.intent.seed))


def plan(project: Project, progress: Progress) -> ResultView:
    seed = project.document.intent.seed
    for event in factory.convergence("p1-35"):
        progress.event(event)
    if seed == 7:
        os._exit(7)
    while seed == 8:
        progress.report(0.3, "p1-35: 20 plans tried")
        threading.Event().wait(0.01)
    progress.report(1.0, "Plan saved")
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
