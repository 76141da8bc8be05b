"""The stages of the window, in the order of the work: each is data, one tuple says which.

Whoever adds a stage writes its session, panel, dock and scene in a folder of its own and names
them here. Rail, workspace, actions, scene and main window walk the tuple.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, SignalInstance
from PySide6.QtWidgets import QWidget

from missionplanner.ui.ecology.dock import EcologyDock
from missionplanner.ui.ecology.panel import EcologyPanel
from missionplanner.ui.ecology.raster_scene import RasterScene
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.ecology.state import study_state
from missionplanner.ui.map.front_marks import FrontMarks
from missionplanner.ui.plan import states
from missionplanner.ui.plan.check import CheckPanel
from missionplanner.ui.plan.dock import Dock
from missionplanner.ui.plan.export import ExportPanel
from missionplanner.ui.plan.plan import PlanPanel
from missionplanner.ui.plan.sensors import SensorsPanel
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.shapes_dock import ShapesDock
from missionplanner.ui.plan.site import SitePanel
from missionplanner.ui.plan.threats import ThreatsPanel
from missionplanner.ui.plan.weather import WeatherPanel
from missionplanner.ui.receive.dock import ReceiveDock
from missionplanner.ui.receive.marks import ReceiveMarks
from missionplanner.ui.receive.panel import ReceivePanel
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.receive.state import receive_state
from missionplanner.ui.security.dock.dock import SecurityDock
from missionplanner.ui.security.panel import SecurityPanel
from missionplanner.ui.security.scene import SecurityScene
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.shell.map_frame import MapFrame
from missionplanner.ui.shell.sessions import MakeSession, Sessions, Signals
from missionplanner.ui.widgets.panel import AnyPanel
from missionplanner.ui.widgets.stage_state import StageState

translate = QCoreApplication.translate  # a name that lupdate finds
MakeDock = Callable[[Sessions, MapFrame], QWidget]

_NUMBERED = 10  # Ctrl+1 to Ctrl+9, and Ctrl+0 for the tenth: a keyboard has no more such keys


@dataclass(frozen=True)
class Stage:
    """A stage of the window. Whatever it shows is made when it is first looked at.

    Attributes
    ----------
    key : str
        Stable name.
    words : callable
        Its name in the window's language.
    glyph : str
        Name of its icon.
    session : callable
        Makes what the stage works on; stages with the same factory share one session.
    changes : callable
        Signals after which the panel in front and the mark on the rail are shown anew.
    state : callable
        Where the stage stands, and the evidence for it.
    panel : callable
        Makes the panel at the right.
    dock : callable
        Makes what stands below the map; stages with the same factory share one dock.
    scene : callable or None
        Makes the rasters the stage puts in front of the map. A stage with rasters looks at a study
        and needs no site; one without (None) shows the site's own layers and needs a site.
    marks : callable or None
        Makes what a stage without rasters of its own draws over the site's layers.
    ages : bool
        What the panel shows grows old by itself: it is shown anew every minute.
    """

    key: str
    words: Callable[[], str]
    glyph: str
    session: MakeSession
    changes: Signals
    state: Callable[[Sessions], StageState]
    panel: Callable[[Sessions], AnyPanel]
    dock: MakeDock
    scene: Callable[[Sessions, MapFrame], RasterScene] | None = None
    marks: Callable[[Sessions, MapFrame], FrontMarks] | None = None
    ages: bool = False

    @property
    def of_study(self) -> bool:
        """True where the stage looks at a study."""
        return self.scene is not None


def site_session(sessions: Sessions) -> Session:
    """Return the session of the project that is open."""
    return sessions.site


def receive_session(sessions: Sessions) -> ReceiveSession:
    """Make the session of the photos that come home."""
    made = ReceiveSession(sessions.site, sessions.parent)
    made.study_asked.connect(sessions.of(study_session).open)
    return made


def study_session(sessions: Sessions) -> EcologySession:
    """Make the session of the study that is open."""
    return EcologySession(sessions.parent)


def security_session(sessions: Sessions) -> SecuritySession:
    """Make the session of the study's security."""
    study = sessions.of(study_session)
    return SecuritySession(study, study.edit_study, sessions.parent)


def site_changes(sessions: Sessions) -> tuple[SignalInstance, ...]:
    """Return what tells of changes in the plan of the site; edits are told apart, later."""
    site = sessions.site
    return site.result_changed, site.pick_changed, site.work_changed, site.written, site.site_seen


def receive_changes(sessions: Sessions) -> tuple[SignalInstance, ...]:
    """Return what tells of photos that come, and of the plan that they are held against."""
    receive, site = sessions.of(receive_session), sessions.site
    return receive.changed, receive.work_changed, site.result_changed, site.work_changed


def study_changes(sessions: Sessions) -> tuple[SignalInstance, ...]:
    """Return what tells of changes in the study."""
    study = sessions.of(study_session)
    return study.study_changed, study.work_changed, study.edited


def security_changes(sessions: Sessions) -> tuple[SignalInstance, ...]:
    """Return what tells of changes in the study's security."""
    security = sessions.of(security_session)
    return security.view_changed, security.work_changed


def site_dock(sessions: Sessions, _frame: MapFrame) -> QWidget:
    """Make the dock of a plan."""
    made = Dock(sessions.site)
    made.refresh()
    return made


def drawing_dock(sessions: Sessions, _frame: MapFrame) -> QWidget:
    """Make the dock of the stages that draw."""
    return ShapesDock(sessions.site)


def _of_site(
    key: str,
    words: Callable[[], str],
    glyph: str,
    state: Callable[[Session], StageState],
    panel: Callable[[Session], AnyPanel],
    *,
    ages: bool = False,
    dock: MakeDock | None = None,
) -> Stage:
    """Return a stage that works on the site."""
    return Stage(
        key, words, glyph,
        session=site_session,
        changes=site_changes,
        state=lambda sessions: state(sessions.site),
        panel=lambda sessions: panel(sessions.site),
        dock=dock or site_dock,
        ages=ages,
    )  # fmt: skip


FIRST_SHOWN = "plan"
"""Key of the stage that a window begins with."""

WRITES_MISSIONS = "export"
"""Key of the stage where missions are written."""

STAGES: tuple[Stage, ...] = (
    _of_site(
        "site",
        lambda: translate("Workspace", "Site"),
        "polygon",
        states.site_state,
        SitePanel,
        dock=drawing_dock,
    ),
    _of_site(
        "threats",
        lambda: translate("Workspace", "Threats"),
        "warning",
        states.threats_state,
        ThreatsPanel,
        dock=drawing_dock,
    ),
    _of_site(
        "weather",
        lambda: translate("Workspace", "Weather"),
        "wind",
        states.weather_state,
        WeatherPanel,
        ages=True,
    ),
    _of_site(
        "sensors",
        lambda: translate("Workspace", "Sensors"),
        "camera",
        states.sensors_state,
        SensorsPanel,
    ),
    _of_site("plan", lambda: translate("Workspace", "Plan"), "path", states.plan_state, PlanPanel),
    _of_site(
        "check",
        lambda: translate("Workspace", "Check"),
        "check-circle",
        states.check_state,
        CheckPanel,
    ),
    _of_site(
        "export",
        lambda: translate("Workspace", "Export"),
        "export",
        states.export_state,
        ExportPanel,
    ),
    Stage(
        "receive",
        lambda: translate("Workspace", "Receive"),
        "broadcast",
        session=receive_session,
        changes=receive_changes,
        state=lambda sessions: receive_state(sessions.of(receive_session)),
        panel=lambda sessions: ReceivePanel(sessions.of(receive_session)),
        dock=lambda sessions, _frame: ReceiveDock(sessions.of(receive_session)),
        marks=lambda sessions, frame: ReceiveMarks(frame.canvas, sessions.of(receive_session)),
    ),
    Stage(
        "ecology",
        lambda: translate("Workspace", "Ecology"),
        "leaf",
        session=study_session,
        changes=study_changes,
        state=lambda sessions: study_state(sessions.of(study_session)),
        panel=lambda sessions: EcologyPanel(sessions.of(study_session)),
        dock=lambda sessions, _frame: EcologyDock(sessions.of(study_session)),
        scene=lambda _sessions, frame: frame.scene.ecology,
    ),
    Stage(
        "security",
        lambda: translate("Workspace", "Security"),
        "shield-check",
        session=security_session,
        changes=security_changes,
        state=lambda sessions: StageState(sessions.of(security_session).state),
        panel=lambda sessions: SecurityPanel(sessions.of(security_session)),
        dock=lambda sessions, _frame: SecurityDock(sessions.of(security_session)),
        scene=lambda sessions, frame: SecurityScene(
            frame.canvas, sessions.of(security_session), frame.swipe.place_px
        ),
    ),
)


def shortcuts_of(stages: tuple[Stage, ...]) -> dict[str, str]:
    """Return the keys that go to each stage; empty from the eleventh on, which has none."""
    return {
        stage.key: f"Ctrl+{place % _NUMBERED}" if place <= _NUMBERED else ""
        for place, stage in enumerate(stages, 1)
    }
