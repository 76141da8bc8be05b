"""Where the Receive stage stands, for its mark on the rail."""

from PySide6.QtCore import QCoreApplication

from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.widgets.numbers import number, percent
from missionplanner.ui.widgets.stage_state import StageState

translate = QCoreApplication.translate  # a name that lupdate finds


def receive_state(session: ReceiveSession) -> StageState:
    """Return whether everything was seen, and by how many photos that is known."""
    state = session.state
    if state is None or not state.sensors:
        return StageState("")
    words = translate("ReceiveState", "{0} photos read, {1} % seen")
    least = min(one.seen for one in state.sensors)
    return StageState(session.mark, words.format(number(state.photos), percent(least)))
