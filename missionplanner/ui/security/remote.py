"""Security of a study: loading, analysing, detecting; run in the worker process.

Answers are the light values of `views`; the window itself never imports this.
"""

import datetime
from pathlib import Path
from typing import Any

from missionplanner.ecology.geodetector.detect import Asked
from missionplanner.ecology.geodetector.discretise import Method
from missionplanner.model.geodetector import Convention, GeodetectorResult
from missionplanner.model.security import SecurityResult
from missionplanner.model.study import Study
from missionplanner.operations.geodetector import Question, detect_in_study, load_detected
from missionplanner.operations.security import load_layers, load_security, security
from missionplanner.operations.studies import OpenStudy, save_study
from missionplanner.operations.studies import open_study as read_opened
from missionplanner.tasks.progress import Progress
from missionplanner.ui.ecology_views import LayerKey
from missionplanner.ui.remote_ecology import layer_key
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
    asked = Asked(
        Method(request["method"]), int(request["classes"]), Convention(request["convention"])
    )
    return detect_in_study(opened, question, asked, progress)


def _saved(path: Path, study: Study) -> OpenStudy:
    opened = read_opened(path)
    opened = OpenStudy(opened.path, study, opened.place)
    save_study(opened)
    return opened


def _view(path: Path, out: Path, found: SecurityResult | None) -> SecurityView:
    names = dict(found.files) if found else {}
    layers = load_layers(out)
    names |= layers.files if layers else {}
    files: dict[LayerKey, Path] = {
        layer_key(name): out / place for name, place in names.items() if (out / place).is_file()
    }
    return SecurityView(path, found, load_detected(out), files)
