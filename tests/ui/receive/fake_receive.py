"""Stands in for `missionplanner.ui.receive.run` in the worker: the same names, no photos."""

import threading
from datetime import UTC, datetime
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.model.survey_state import SurveyState
from missionplanner.tasks.progress import Progress
from missionplanner.ui.receive.views import GapView
from tests.ui import factory
from tests.ui.receive import survey_factory


def read(folder: Path, card: Path, looked: bool, progress: Progress) -> SurveyState:
    if card.name == "empty":
        raise InputError("imagery.no_photos", str(card))
    return survey_factory.survey()


def watch(folder: Path, card: Path | None, looked: bool, progress: Progress) -> None:
    one = survey_factory.sensor(to_come=20, missing_m=survey_factory.sensor().missing_m[:1])
    progress.event(survey_factory.survey(one, live=True))
    while True:
        progress.check()
        threading.Event().wait(0.01)


def gap(folder: Path, card: Path, looked: bool, progress: Progress) -> tuple[SurveyState, GapView]:
    plans, judged = (factory.plan("xt2", 1),), (factory.verification("xt2", count=1),)
    return survey_factory.survey(), GapView(plans, judged)


def earlier(folder: Path, progress: Progress) -> GapView:
    plans, judged = (factory.plan("xt2", 1),), (factory.verification("xt2", count=1),)
    return GapView(plans, judged, planned_at=datetime(2026, 5, 30, 9, 0, tzinfo=UTC))


def take_back(folder: Path, before: object, progress: Progress) -> None:
    progress.check()


def write(folder: Path, names: tuple[str, ...], out: Path, progress: Progress) -> tuple[Path, ...]:
    return tuple(out / f"gap-1.{name}" for name in names)
