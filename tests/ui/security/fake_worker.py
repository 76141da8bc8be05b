"""Stands in for `remote`: the same names, no files, no analysis; light, for its own process."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from missionplanner.errors import InputError
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.study import Study
from missionplanner.tasks.progress import Progress
from missionplanner.ui.security.views import SecurityView
from tests.own_words import WRONG
from tests.ui.security import sec_factory


def load(path: Path, out: Path, progress: Progress) -> SecurityView:
    return SecurityView(path) if path.stem == "fresh" else sec_factory.view(path)


def analyse(path: Path, study: Study, progress: Progress) -> SecurityView:
    assert study.security is not None
    options = study.security.options
    if options.weights.alpha == 9:
        raise InputError(
            WRONG, "weights", what="the weights sum to 0.9", remedy="divide each by the sum"
        )
    while options.grades.method == "natural":
        progress.report(0.4, "window.reading_epochs")
        threading.Event().wait(0.01)
    return replace(sec_factory.view(path, options), made_from=study.security.made_from)


def detect(
    path: Path, study: Study, request: dict[str, Any], progress: Progress
) -> GeodetectorResult:
    return sec_factory.drivers(request["response"], tuple(request["factors"]))
