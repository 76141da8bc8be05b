"""Security of a study: loading, analysing, detecting; run in the worker process.

Answers are the light values of `views`; the window itself never imports this.
"""

import datetime
from pathlib import Path
from typing import Any

from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import SecurityResult
from missionplanner.model.study import Study
from missionplanner.operations.geodetector import Question, asked_by, detect_in_study, load_detected
from missionplanner.operations.security import load_layers, load_security, security
from missionplanner.operations.studies import OpenStudy, save_study
from missionplanner.operations.studies import open_study as read_opened
from missionplanner.operations.study_contents import present_rasters
from missionplanner.tasks.progress import Progress
from missionplanner.ui.security.views import SecurityView


def load(path: Path, out: Path, progress: Progress) -> SecurityView:
    """Read what was found before, as far as there is anything."""
    progress.check()
    return _view(path, out, load_security(out))


def analyse(path: Path, study: Study, progress: Progress) -> SecurityView:
    """Compute security with the options of the window; they are saved first."""
    opened = _saved(path, study)
    found = security(opened, progress)
    return _view(path, opened.place.out, found)


def detect(
    path: Path, study: Study, request: dict[str, Any], progress: Progress
) -> GeodetectorResult:
    """Ask what drives the response.

    `request` holds response, factors, date (ISO, or None), method, classes and convention.
    """
    opened = _saved(path, study)
    day = request["date"]
    question = Question(
        request["response"],
        tuple(request["factors"]),
        datetime.date.fromisoformat(day) if day else None,
    )
    asked = asked_by(request["method"], int(request["classes"]), request["convention"])
    return detect_in_study(opened, question, asked, progress)


def _saved(path: Path, study: Study) -> OpenStudy:
    opened = read_opened(path)
    opened = OpenStudy(opened.path, study, opened.place)
    save_study(opened)
    return opened


def _view(path: Path, out: Path, found: SecurityResult | None) -> SecurityView:
    layers = load_layers(out)
    parts = [part.files for part in (found, layers) if part]
    files, made_from = present_rasters(parts, out), layers.made_from if layers else None
    return SecurityView(path, found, load_detected(out), files, made_from)
