"""What is open: layers, map, dock, the stage's panel, the rail, and the status bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from missionplanner.ui.dock.dock import Dock
from missionplanner.ui.dock.ecology_dock import EcologyDock
from missionplanner.ui.ecology_session import EcologySession
from missionplanner.ui.ecology_verbs import Shown
from missionplanner.ui.map.frame import MapFrame
from missionplanner.ui.map.scene import Looks
from missionplanner.ui.panels.check import CheckPanel
from missionplanner.ui.panels.ecology import EcologyPanel
from missionplanner.ui.panels.export import ExportPanel
from missionplanner.ui.panels.layers import LayerPanel
from missionplanner.ui.panels.panel import Panel
from missionplanner.ui.panels.phrases import step_phrase
from missionplanner.ui.panels.plan import PlanPanel
from missionplanner.ui.panels.rail import Rail, Stage
from missionplanner.ui.panels.sensors import SensorsPanel
from missionplanner.ui.panels.site import SitePanel
from missionplanner.ui.panels.states import StageState, stage_states, study_state
from missionplanner.ui.panels.threats import ThreatsPanel
from missionplanner.ui.panels.weather import WeatherPanel
from missionplanner.ui.security.dock.dock import SecurityDock
from missionplanner.ui.security.panel import SecurityPanel
from missionplanner.ui.security.scene import SecurityScene
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.session import Session
from missionplanner.ui.status_bar import StatusBar
from missionplanner.ui.widgets.kit import column, row
from missionplanner.ui.widgets.minutes import Minutes

_WIDE = 1600
STUDIES = ("ecology", "security")
"""Stages that look at a study; the others need a site."""


class Workspace(QWidget):
    """`stage_changed(str)` when another stage is shown."""

    stage_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        ecology: EcologySession,
        security: SecuritySession,
        looks: Looks,
        stage: str,
    ) -> None:
        super().__init__()
        self._session, self._ecology, self._security = session, ecology, security
        self.map = MapFrame(session, ecology, looks)
        self.security_map = SecurityScene(self.map.canvas, security, self.map.swipe.place_px)
        self.map.scene.add(self.security_map)
        self.layers = LayerPanel(session, self.map.scene)
        self.dock, self.study_dock = Dock(session), EcologyDock(ecology)
        self.security_dock = SecurityDock(security)
        self.docks = QStackedWidget()
        self.status = StatusBar(session, ecology)
        self.minutes = Minutes(self)
        self.plan, self.export = PlanPanel(session), ExportPanel(session)
        self.ecology = EcologyPanel(session, ecology)
        self.security = SecurityPanel(session, security)
        self.panels = self._made_panels()
        self.rail = Rail(tuple(s for s in self._stages() if s.key in self.panels))
        self.stack = QStackedWidget()
        for panel in self.panels.values():
            self.stack.addWidget(panel)
        for dock in (self.dock, self.study_dock, self.security_dock):
            self.docks.addWidget(dock)
        self._lay_out()
        self._connect()
        self.dock.refresh()
        self.refresh()
        self.show_stage(stage)

    def _made_panels(self) -> dict[str, Panel]:
        """Make the stages; a study without a site has its own alone."""
        session = self._session
        if session.site is None:
            return {"ecology": self.ecology, "security": self.security}
        return {
            "site": SitePanel(session),
            "threats": ThreatsPanel(session),
            "weather": WeatherPanel(session),
            "sensors": SensorsPanel(session),
            "plan": self.plan,
            "check": CheckPanel(session),
            "export": self.export,
            "ecology": self.ecology,
            "security": self.security,
        }

    def show_stage(self, key: str) -> None:
        """Show a stage's panel, its dock, and its layers."""
        key = key if key in self.panels else next(iter(self.panels))
        self.rail.choose(key)
        docks: dict[str, QWidget] = {"ecology": self.study_dock, "security": self.security_dock}
        self.docks.setCurrentWidget(docks.get(key, self.dock))
        self._ecology.show_front(key in STUDIES)
        self._security.show_front(key == "security")
        scenes = {"ecology": self.map.scene.ecology, "security": self.security_map}
        self.map.scene.show_study(scenes.get(key))
        self.map.ecology.refresh()
        self.layers.refresh()
        self.panels[key].refresh()
        self.stack.setCurrentWidget(self.panels[key])
        self.stage_changed.emit(key)

    def refresh(self) -> None:
        """Show what has changed: the panel in front, and the marks on the rail."""
        panel = self.stack.currentWidget()
        if isinstance(panel, Panel):
            panel.refresh()
        self._show_marks()

    def _show_marks(self) -> None:
        states = stage_states(self._session)
        states["ecology"] = StageState(study_state(self._ecology))
        states["security"] = StageState(self._security.state)
        for key, button in self.rail.buttons.items():
            found = states.get(key, StageState(""))
            evidence = f"\n{found.evidence}" if found.evidence else ""
            tip = f"{button.stage.words}: {self._told(found.state)}{evidence}"
            button.show_state(found.state, tip)

    def shown_raster(self) -> Shown:
        """Return the study's raster on the map: its name, and where rasters of its kind are."""
        if self.map.scene.front is self.security_map:
            return self.security_map.exported()
        layer = self.map.scene.ecology.shown
        return layer.key if layer else "irsei", None

    def close_map(self) -> None:
        """End drawing in the background; before the workspace is thrown away."""
        self.map.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side panels and the dock more room on a wide screen."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.layers.setFixedWidth(256 if wide else 224)
        self.stack.setFixedWidth(340 if wide else 300)
        self.docks.setFixedHeight(236 if wide else 188)

    def _lay_out(self) -> None:
        upper = row(gap=1)
        upper.addWidget(self.layers)
        upper.addWidget(self.map, 1)
        left = column(gap=1)
        left.addLayout(upper, 1)
        left.addWidget(self.docks)
        middle = row(gap=1)
        middle.addLayout(left, 1)
        middle.addWidget(self.stack)
        middle.addWidget(self.rail)
        outer = column(self, gap=1)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)

    def _connect(self) -> None:
        session, canvas = self._session, self.map.canvas
        self.minutes.passed.connect(self._on_minute)
        self.rail.chosen.connect(self.show_stage)
        self.plan.check_asked.connect(self._open_check)
        self.dock.cursor_at.connect(self.map.scene.cursor.show_at)
        canvas.pointed.connect(self.status.show_place)
        canvas.moved.connect(self._show_scale)
        canvas.clicked.connect(self._on_click)
        for source in (session, self._ecology, self._security):
            source.stepped.connect(self._on_step)
            source.work_changed.connect(self._on_work)
        for writer in (session, self._ecology):
            writer.written.connect(self._on_written)
        session.project_changed.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        for signal in (
            session.result_changed,
            session.pick_changed,
            session.work_changed,
            session.written,
            self._ecology.study_changed,
            self._ecology.work_changed,
            self._ecology.edited,
            self._security.view_changed,
            self._security.work_changed,
        ):
            signal.connect(self.refresh)

    def _on_minute(self) -> None:
        # Only what ages: a panel being typed in is left alone.
        if "weather" in self.panels:
            self.panels["weather"].refresh()
        self._show_marks()

    def _on_step(self, share: float, message: str) -> None:
        self.status.show_remark(f"{step_phrase(message)}  {100 * share:.0f} %")

    def _on_work(self) -> None:
        self.status.show_remark("")

    def _on_click(self, x_m: float, y_m: float) -> None:
        if self._ecology.in_front:
            self._ecology.pick_pixel(x_m, y_m)

    def _on_written(self, files: object) -> None:
        if isinstance(files, tuple):
            self.status.show_remark(self.tr("{0} files written").format(len(files)))

    def _open_check(self) -> None:
        self.show_stage("check")

    def _show_scale(self) -> None:
        self.status.show_scale(self.map.canvas.scale_number())

    def _told(self, state: str) -> str:
        return {
            "ok": self.tr("ready"),
            "warn": self.tr("look at it"),
            "error": self.tr("must be mended"),
            "": self.tr("not begun"),
        }[state]

    def _stages(self) -> tuple[Stage, ...]:
        return (
            Stage("site", self.tr("Site"), "polygon"),
            Stage("threats", self.tr("Threats"), "warning"),
            Stage("weather", self.tr("Weather"), "wind"),
            Stage("sensors", self.tr("Sensors"), "camera"),
            Stage("plan", self.tr("Plan"), "path"),
            Stage("check", self.tr("Check"), "check-circle"),
            Stage("export", self.tr("Export"), "export"),
            Stage("ecology", self.tr("Ecology"), "leaf"),
            Stage("security", self.tr("Security"), "shield-check"),
        )
