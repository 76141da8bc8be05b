"""Where the stage of the index stands, for the mark on the rail."""

from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.widgets.stage_state import StageState


def study_state(ecology: EcologySession) -> StageState:
    """Return whether the index is there, and made with the options as they are."""
    view = ecology.view
    if view is None or view.found.index is None:
        return StageState("")
    return StageState("warn" if ecology.stale else "ok")
