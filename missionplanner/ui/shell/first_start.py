"""The first start on a computer: inner loops are compiled beside the work, and the window says so.

What is compiled is kept. Whoever plans meanwhile only waits for what that plan needs.
"""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from missionplanner.operations.kernels import kernels_ready
from missionplanner.tasks.runner import Failed, Job, Where, Work
from missionplanner.ui.widgets.kit import Elided, button, filled, label, row
from missionplanner.ui.widgets.work_bar import WorkBar
from missionplanner.ui.work.session import WorkSession

COMPILE = "missionplanner.precompile:compile_all"


class FirstStart(WorkSession):
    """Compiles in a process of its own; stopped, it goes on at the next start."""

    def begin(self, work: Work = COMPILE, where: Where = Where.PROCESS) -> None:
        """Start, without waiting for it."""
        self._start("kernels", Job(work, where=where))


class KernelStrip(QToolBar):
    """At the foot of the window; there while something is compiled, or to tell why it cannot be."""

    def __init__(self, session: FirstStart) -> None:
        super().__init__()
        self._session = session
        self.setObjectName("first_start")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.toggleViewAction().setVisible(False)
        panel = filled("bar")
        line = row(panel, (12, 4, 12, 4), 20)
        self._hint = label("", "small")
        self.bar = WorkBar(session)
        self.trouble = Elided()
        self.close_button = button("", "text")
        self._working: tuple[QWidget, ...] = (self._hint, self.bar)
        self._told: tuple[QWidget, ...] = (self.trouble, self.close_button)
        self._failure: Failed | None = None
        line.addWidget(self._hint)
        line.addWidget(self.bar, 1)
        line.addWidget(self.trouble, 1)
        line.addWidget(self.close_button)
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(False)  # its room is for what went wrong
        self.bar.setSizePolicy(policy)
        for widget in self._told:
            widget.hide()
        self.addWidget(panel)
        self._speak()
        self.hide()
        self.close_button.clicked.connect(self.hide)
        session.stepped.connect(self._show_work)
        session.work_changed.connect(self._hide_idle)
        session.failed.connect(self._show_failure)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._speak()
        super().changeEvent(event)

    def _speak(self) -> None:
        self._hint.setText(self.tr("First start: you can work meanwhile"))
        self.bar.cancel.setText(self.tr("Later"))
        self.close_button.setText(self.tr("Close"))
        self.trouble.setText(self._failure.line() if self._failure else "")

    def _show_work(self, *_: object) -> None:
        self.setVisible(self._session.busy)

    def _hide_idle(self) -> None:
        if not self._session.busy:
            self.hide()

    def _show_failure(self, failure: Failed) -> None:
        """Tell why every start compiles anew, until it is closed."""
        self._failure = failure
        self._speak()
        for widget in self._working:
            widget.hide()
        for widget in self._told:
            widget.show()
        self.show()


def compile_beside(
    window: QMainWindow, work: Work = COMPILE, where: Where = Where.PROCESS
) -> FirstStart | None:
    """Compile what this computer has not yet, and show it at the foot of the window.

    Returns
    -------
    FirstStart or None
        None: all was compiled at an earlier start.
    """
    if kernels_ready():
        return None
    session = FirstStart(window)
    window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, KernelStrip(session))
    app = QCoreApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(session.close)
    session.begin(work, where)
    return session
