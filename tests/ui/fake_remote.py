"""Stands in for `missionplanner.ui.remote` in the worker process: the same names, no planning."""

import os
import threading
from pathlib import Path
from typing import Any

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.project.document import Project
from missionplanner.tasks.progress import Progress
from missionplanner.ui.views import Opened, ResultView
from tests.ui import factory


def open_site(folder: Path, progress: Progress) -> Opened:
    progress.report(0.5, "Reading terrain")
    if folder.name.startswith("broken"):
        raise InputError("not a project", str(folder), "choose a folder ending in .mplan")
    return factory.opened(folder, planned=False)


def create(folder: Path, request: dict[str, Any], progress: Progress) -> Opened:
    if request["vertical_datum"] is None:
        raise DatumUnknown("its vertical datum is not known", "dem.tif", "name it")
    return factory.opened(folder, planned=False)


def demo(site: str, out: Path, progress: Progress) -> Opened:
    return factory.opened(out / f"{site}.mplan", planned=False)


def save(project: Project, progress: Progress) -> None:
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


def verify(folder: Path, progress: Progress) -> ResultView:
    return factory.result()


def export(folder: Path, names: tuple[str, ...], out: Path, progress: Progress) -> tuple[Path, ...]:
    return tuple(out / f"sortie-1.{name}" for name in names)


def tables(folder: Path, out: Path, progress: Progress) -> tuple[Path, ...]:
    return (out / "sensors.csv",)
