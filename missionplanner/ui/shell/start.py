"""What is seen when nothing is open: the demo, a new project, recent ones."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.icons import mark
from missionplanner.ui.widgets.kit import Elided, button, column, filled, label, row
from missionplanner.ui.widgets.work_bar import WorkBar
from missionplanner.ui.work.memory import Memory

_WIDTH = 440


class StartView(QWidget):
    """`demo_asked(str)`, `new_asked`, `open_asked`, `study_asked(str)`, `recent_asked(Path)`."""

    demo_asked = Signal(str)
    new_asked = Signal()
    open_asked = Signal()
    study_asked = Signal(str)
    recent_asked = Signal(object)

    def __init__(self, session: Session, ecology: EcologySession) -> None:
        super().__init__()
        self._session, self._ecology = session, ecology
        panel = filled("start")
        column(self).addWidget(panel)
        outer = column(panel)
        inside = QWidget()
        inside.setFixedWidth(_WIDTH)
        outer.addStretch(2)
        outer.addWidget(inside, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self._box = column(inside, gap=8)
        self._heading()
        self._buttons()
        self.work = WorkBar(session)
        self._box.addWidget(self.work)
        self.study_work = WorkBar(ecology)
        keeps = self.study_work.sizePolicy()
        keeps.setRetainSizeWhenHidden(False)
        self.study_work.setSizePolicy(keeps)
        self._box.addWidget(self.study_work)
        self._recent(session.memory)
        for source in (session, ecology):
            source.work_changed.connect(self._on_work)

    def _heading(self) -> None:
        line = row(gap=16)
        picture = QLabel()
        picture.setPixmap(mark(48))
        line.addWidget(picture)
        words = column(gap=2)
        words.addWidget(label("Osprey Mission Planner", "big"))
        words.addWidget(label(self.tr("Verified survey missions over steep ground"), "muted"))
        line.addLayout(words, 1)
        self._box.addLayout(line)
        self._box.addSpacing(20)

    def _buttons(self) -> None:
        self.demo = button(self.tr("Open the demo"), "primary", "play")
        self.demo.clicked.connect(self._on_mine)
        self.demo.setToolTip(self.tr("A steep mine, made from a seed"))
        self.other_demo = button(self.tr("Demo on real terrain: Jacksboro"), "", "map-trifold")
        self.other_demo.clicked.connect(self._on_jacksboro)
        self.new = button(self.tr("New project"), "", "plus")
        self.new.clicked.connect(self.new_asked)
        self.open = button(self.tr("Open a project"), "", "folder-open")
        self.open.clicked.connect(self.open_asked)
        self._box.addWidget(self.demo)
        self._box.addWidget(self.other_demo)
        line = row(gap=8)
        line.addWidget(self.new, 1)
        line.addWidget(self.open, 1)
        self._box.addLayout(line)
        self._box.addLayout(self._studies())
        self._box.addSpacing(4)
        self._box.addWidget(
            label(
                self.tr("Or drop a project folder, a study, or terrain and area files, in here."),
                "small",
            )
        )

    def _studies(self) -> QHBoxLayout:
        line = row(gap=8)
        self.new_study = button(self.tr("New ecological study"), "", "leaf")
        self.open_study = button(self.tr("Open a study…"), "", "folder-open")
        for made, key in ((self.new_study, "new_study"), (self.open_study, "open_study")):
            made.setProperty("action", key)
            made.clicked.connect(self._on_study)
            line.addWidget(made, 1)
        return line

    def _on_study(self) -> None:
        self.study_asked.emit(str(self.sender().property("action")))

    def _recent(self, memory: Memory) -> None:
        self.recent = []
        entries = memory.recent
        if not entries:
            return
        self._box.addSpacing(8)
        self._box.addWidget(label(self.tr("Recent projects"), "head"))
        listed = column(gap=2)
        self._box.addLayout(listed)
        for folder, title in entries[:5]:
            entry = button("", "recent")
            lines = column(entry, (10, 5, 10, 5), 1)
            for words, role in ((title, ""), (_short(folder), "small")):
                told = Elided(role)
                told.setText(words)
                told.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                lines.addWidget(told)
            entry.setAccessibleName(f"{title}, {folder}")
            entry.setToolTip(str(folder))
            entry.setProperty("folder", str(folder))
            entry.clicked.connect(self._on_recent)
            self.recent.append(entry)
            listed.addWidget(entry)

    def _on_mine(self) -> None:
        self.demo_asked.emit("mine")

    def _on_jacksboro(self) -> None:
        self.demo_asked.emit("jacksboro")

    def _on_recent(self) -> None:
        self.recent_asked.emit(Path(str(self.sender().property("folder"))))

    def _on_work(self) -> None:
        studies = (self.new_study, self.open_study)
        for entry in (self.demo, self.other_demo, self.new, self.open, *studies, *self.recent):
            entry.setEnabled(not self._session.busy and not self._ecology.busy)


def _short(folder: Path) -> str:
    """Return a path with ~ for the user's own folder."""
    home = Path.home()
    return f"~/{folder.relative_to(home).as_posix()}" if home in folder.parents else str(folder)
