"""How a project comes to be in the window: opened, made from files, or begun on bare ground."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from missionplanner.messages.message import message
from missionplanner.project.changes import Part, changes_between
from missionplanner.project.document import Project
from missionplanner.project.history import History
from missionplanner.tasks.runner import Job
from missionplanner.ui.plan.views import Opened

NO_AREA = message("window.draw_area_first")
# Fields of `operations.begin.BegunProject`.
_BEGINS_WITH = (
    *("dem", "threats", "weather", "home", "vertical_datum", "dem_unit"),
    *("aircraft", "sensors", "title"),
)


def making(remote: str, folder: Path, request: Mapping[str, Any]) -> Job:
    """Return the work that makes a project; without an area it is begun, to be drawn on."""
    if request.get("area") is not None:
        return Job(f"{remote}:create", folder, request)
    given = {key: value for key, value in request.items() if key in _BEGINS_WITH}
    return Job(f"{remote}:begin", folder, given)


def history_of(opened: Opened, words: str) -> History[Project, Part]:
    """Return the history that begins with an opened project; `words`: terrain was located."""
    history = History(opened.project, changes_between)
    if not opened.begun:
        history = history.mark_saved()
    if opened.located is not None:
        history, _ = history.apply(words, opened.located)
    return history
