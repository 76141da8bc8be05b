"""Stands in for `missionplanner.ui.plan.rest_run` in the worker: the same names, no planning."""

import threading
from datetime import UTC, datetime
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.tasks.progress import Progress
from missionplanner.ui.plan.rest_views import AskedRest, RestView
from tests.ui import factory

YESTERDAY = datetime(2026, 5, 31, 9, 0, tzinfo=UTC)


def resume(folder: Path, asked: AskedRest, progress: Progress) -> RestView:
    """Sorties from the one that broke off on; the last one lies off its way, a slow track waits."""
    if asked.sortie == 5:
        where = message("planning.sortie", number=5)
        raise InputError("planning.rest.off_way", where, away_m=300.0)
    while asked.track is not None and asked.track.stem == "slow":
        progress.report(0.5, "operations.writing", name="x")
        progress.check()
        threading.Event().wait(0.01)
    left = 5 - (asked.sortie or 1) + 1
    judged = factory.verification(asked.sensor, count=left)
    plans = (factory.plan(asked.sensor, left),)
    return RestView(plans, (judged,), None, None, 0.4, 5200.0, asked.at)


def earlier(folder: Path, progress: Progress) -> RestView:
    plans, judged = (factory.plan("xt2", 1),), (factory.verification("xt2", count=1),)
    return RestView(plans, judged, planned_at=YESTERDAY)


def discard(folder: Path, before: object, progress: Progress) -> None:
    progress.check()


def write(folder: Path, names: tuple[str, ...], out: Path, progress: Progress) -> tuple[Path, ...]:
    return tuple(out / f"rest-1.{name}" for name in names)
