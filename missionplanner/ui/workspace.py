"""An open project: layers, map, dock, the stage's panel, the rail, and the status bar."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from missionplanner.ui.dock.dock import Dock
from missionplanner.ui.map.frame import MapFrame
from missionplanner.ui.map.scene import Looks
from missionplanner.ui.panels.check import CheckPanel
from missionplanner.ui.panels.export import ExportPanel
from missionplanner.ui.panels.layers import LayerPanel
from missionplanner.ui.panels.panel import Panel
from missionplanner.ui.panels.phrases import step_phrase
from missionplanner.ui.panels.plan import PlanPanel
from missionplanner.ui.panels.rail import Rail, Stage
from missionplanner.ui.panels.sensors import SensorsPanel
from missionplanner.ui.panels.site import SitePanel
from missionplanner.ui.panels.states import stage_states
from missionplanner.ui.panels.threats import ThreatsPanel
from missionplanner.ui.panels.weather import WeatherPanel
from missionplanner.ui.session import Session
from missionplanner.ui.status_bar import StatusBar
from missionplanner.ui.widgets.kit import column, row

_WIDE = 1600


class Workspace(QWidget):
    """`stage_changed(str)` when another stage is shown."""

    stage_changed = Signal(str)

    def __init__(self, session: Session, looks: Looks, stage: str) -> None:
        super().__init__()
        self._session = session
        self.map = MapFrame(session, looks)
        self.layers = LayerPanel(session, self.map.scene)
        self.dock = Dock(session)
        self.status = StatusBar(session)
        self.plan, self.export = PlanPanel(session), ExportPanel(session)
        self.panels: dict[str, Panel] = {
            "site": SitePanel(session),
            "threats": ThreatsPanel(session),
            "weather": WeatherPanel(session),
            "sensors": SensorsPanel(session),
            "plan": self.plan,
            "check": CheckPanel(session),
            "export": self.export,
        }
        self.rail = Rail(self._stages())
        self.stack = QStackedWidget()
        for panel in self.panels.values():
            self.stack.addWidget(panel)
        self._lay_out()
        self._connect()
        self.dock.refresh()
        self.refresh()
        self.show_stage(stage)

    def show_stage(self, key: str) -> None:
        """Show a stage's panel."""
        self.rail.choose(key)
        self.panels[key].refresh()
        self.stack.setCurrentWidget(self.panels[key])
        self.stage_changed.emit(key)

    def refresh(self) -> None:
        """Show what has changed: the panel in front, and the marks on the rail."""
        panel = self.stack.currentWidget()
        if isinstance(panel, Panel):
            panel.refresh()
        states = stage_states(self._session)
        for key, button in self.rail.buttons.items():
            state = states.get(key, "")
            button.show_state(state, f"{button.stage.words}: {self._told(state)}")

    def close_map(self) -> None:
        """End drawing in the background; before the workspace is thrown away."""
        self.map.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side panels and the dock more room on a wide screen."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.layers.setFixedWidth(256 if wide else 224)
        self.stack.setFixedWidth(340 if wide else 300)
        self.dock.setFixedHeight(236 if wide else 188)

    def _lay_out(self) -> None:
        upper = row(gap=1)
        upper.addWidget(self.layers)
        upper.addWidget(self.map, 1)
        left = column(gap=1)
        left.addLayout(upper, 1)
        left.addWidget(self.dock)
        middle = row(gap=1)
        middle.addLayout(left, 1)
        middle.addWidget(self.stack)
        middle.addWidget(self.rail)
        outer = column(self, gap=1)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)

    def _connect(self) -> None:
        session, canvas = self._session, self.map.canvas
        self.rail.chosen.connect(self.show_stage)
        self.plan.check_asked.connect(self._open_check)
        self.dock.cursor_at.connect(self.map.scene.cursor.show_at)
        canvas.pointed.connect(self.status.show_place)
        canvas.moved.connect(self._show_scale)
        session.stepped.connect(self._on_step)
        session.written.connect(self._on_written)
        session.work_changed.connect(self._on_work)
        session.project_changed.connect(self.refresh, Qt.ConnectionType.QueuedConnection)
        for signal in (
            session.result_changed,
            session.pick_changed,
            session.work_changed,
            session.written,
        ):
            signal.connect(self.refresh)

    def _on_step(self, share: float, message: str) -> None:
        self.status.show_remark(f"{step_phrase(message)}  {100 * share:.0f} %")

    def _on_work(self) -> None:
        self.status.show_remark("")

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
        )
