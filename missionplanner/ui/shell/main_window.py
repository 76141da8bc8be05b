"""The main window: builds what is seen from the session, and connects verbs to it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow
from shiboken6 import delete

from missionplanner.errors import PlannerError
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.reading import PACKED_ENDING
from missionplanner.tasks.runner import Failed, failed_by
from missionplanner.ui.dialogs.files import openable
from missionplanner.ui.dialogs.message import AboutBox, ChangedBox, FailureBox, RecoverBox
from missionplanner.ui.ecology.verbs import EcologyVerbs
from missionplanner.ui.plan.compare.dialog import CompareDialog
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.security.figures.dialog import FiguresDialog
from missionplanner.ui.shell.actions import Actions, stage_key
from missionplanner.ui.shell.leaving import Leaving
from missionplanner.ui.shell.looks import Looks
from missionplanner.ui.shell.project_verbs import ProjectVerbs
from missionplanner.ui.shell.sessions import Analysing, Sessions
from missionplanner.ui.shell.stages import (
    FIRST_SHOWN,
    STAGES,
    WRITES_MISSIONS,
    Stage,
    security_session,
    site_session,
    study_session,
)
from missionplanner.ui.shell.start import StartView
from missionplanner.ui.shell.top_bar import TopBar
from missionplanner.ui.shell.view_verbs import ViewVerbs
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.style.language import apply_language, other_language
from missionplanner.ui.style.theme import apply_theme, tokens
from missionplanner.ui.widgets.kit import column, filled
from missionplanner.ui.widgets.takes_files import FileDrops
from missionplanner.ui.work.memory import demo_folder
from missionplanner.weather.local_time import clock_words

_STUDY = "study.json"


class MainWindow(QMainWindow):
    """One window, one project. Theme and language rebuild what is in it."""

    def __init__(
        self,
        app: QApplication,
        session: Session,
        demo_out: Path | None = None,
        stages: tuple[Stage, ...] = STAGES,
    ) -> None:
        super().__init__()
        self._app, self.session, self.stages = app, session, stages
        session.setParent(self)  # what is open goes with the window
        self.sessions = Sessions(session, self)
        self.ecology = self.sessions.of(study_session)
        self.security = self.sessions.of(security_session)
        self._works = self.sessions.all_of((site_session, *(s.session for s in stages)))
        self.studies = EcologyVerbs(self, self.ecology, self._open)
        self.leaving = Leaving(self, session, tuple(self._works[1:]), self._open, self.save)
        self.projects = ProjectVerbs(
            self, session, self.ecology, self.leaving, self._open, demo_out or demo_folder()
        )
        self.views = ViewVerbs(
            self, session, self._open, lambda: self.workspace, lambda: self.actions_
        )
        self.views.set_up.connect(self.rebuild)
        self.projects.backdrops_asked.connect(self.views.take_backdrops)
        self._stage = FIRST_SHOWN
        self._looks = Looks()
        self._study_shown: object = None
        self.actions_ = Actions(self.sessions, stages, self)
        self.workspace: Workspace | None = None
        self.start: StartView | None = None
        self.dialog: QDialog | None = None
        self.setMinimumSize(940, 500)  # 1920 x 1080 at 200 %, with a frame around it
        self.resize(1366, 768)
        FileDrops(self, self.take_files, lambda: not self.session.busy)
        session.site_changed.connect(self._on_site)
        session.project_changed.connect(self._on_project)
        self.ecology.study_changed.connect(self._on_study)
        for work in self._works:
            work.work_changed.connect(self._on_work)
            work.failed.connect(self.show_failure)
            work.said.connect(self._on_said)
        self.rebuild()

    # ---- what is seen

    def rebuild(self) -> None:
        """Make everything in the window anew: for another project, theme or language."""
        if self.workspace:
            self.workspace.close_map()
        self.workspace = self.start = None
        old, self.actions_ = self.actions_, Actions(self.sessions, self.stages, self)
        for action in self.actions_.by_key.values():
            self.addAction(action)
        self._connect()
        # In its place before it is filled: a widget that moves tells all in it of style and font.
        root = filled("root", self)
        box = column(root, gap=1)
        box.addWidget(TopBar(self.session, self.ecology, self.actions_))
        if self.session.site or self.ecology.view:
            self.workspace = Workspace(self.sessions, self.stages, self._looks, self._stage, root)
            self.workspace.stage_changed.connect(self._on_stage)
            self.workspace.asked.connect(self._on_asked)
            self.workspace.map.asked.connect(self._on_asked)
            self.workspace.map.backdrops.failed.connect(self.show_failure)
            self.studies.serve(self.workspace.shown_raster, self.workspace.show_study)
            box.addWidget(self.workspace, 1)
        else:
            self.start = self._start_view()
            box.addWidget(self.start, 1)
        root.resize(self.size())  # else all of it is laid out twice, for no size of its own first
        self.setCentralWidget(root)
        root.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        root.show()  # what is hidden keeps no focus for later, below a dialog
        root.setFocus()  # no button wears a focus ring before the user asks for one by Tab
        for action in old.by_key.values():
            self.removeAction(action)
        old.retire()
        self.views.find_anew()
        self._on_project()

    def _take_down(self) -> None:
        """Delete what is seen but the bar on top; how the map was set up is kept.

        Before a change of theme or language: whatever is still there then is restyled and told of
        it, which costs more than making it anew. Only actions do this, and none of their buttons,
        menus and keys lives in what is deleted.
        """
        self._settle()
        if self.workspace:
            self.workspace.close_map()
        for part in (self.workspace, self.start):
            if part is not None:
                delete(part)
        self.workspace = self.start = None

    def show_failure(self, failure: Failed) -> None:
        """Show an error; in the dialog it came from where that is still open."""
        self.leaving.stay()
        if self.session.failed_here is not None:
            self.session.failed_here(failure)
            return
        if self.projects.show_failure(failure) or self.studies.show_failure(failure):
            return
        if self.projects.ask_located(failure):
            return
        if failure.kind == "ChangedElsewhere":
            self._open(ChangedBox(failure, self.projects.reload, self.projects.save_as, self))
            return
        told = self.dialog
        if not (isinstance(told, FailureBox) and told.shows(failure)):  # a fault can come often
            self._open(FailureBox(failure, self))

    def _start_view(self) -> StartView:
        start = StartView(self.session, self.ecology)
        start.demo_asked.connect(self.projects.demo)
        start.new_asked.connect(self.projects.new)
        start.open_asked.connect(self.projects.choose)
        start.recent_asked.connect(self.open_path)
        start.study_asked.connect(self.studies.do)
        return start

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # some dialogs of Qt have an `open` of their own that needs a receiver

    # ---- verbs

    def open_path(self, path: Path) -> None:
        """Open a project folder, or a study's file."""
        if path.suffix.lower() == PACKED_ENDING:
            self.projects.unpack(path)
        elif path.is_file() or (
            not (path / "project.json").is_file() and (path / _STUDY).is_file()
        ):
            self.ecology.open(path)
        else:
            self.projects.open(path)

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        name = "light" if tokens().is_dark else "dark"
        self.session.memory.keep(theme=name)
        self._take_down()
        apply_theme(self._app, name)
        self.rebuild()

    def toggle_language(self) -> None:
        """Change between English and Chinese."""
        try:
            name = other_language()
        except PlannerError as error:
            self.show_failure(failed_by(error))
            return
        self.session.memory.keep(language=name)
        self._take_down()
        apply_language(self._app, name)
        self.rebuild()

    def save(self) -> None:
        """Save, with what is still being typed."""
        self._settle()
        self.session.save()

    def plan(self) -> None:
        """Plan, with what is still being typed."""
        self._settle()
        self.session.plan()

    def _settle(self) -> None:
        # A field gives its number when it loses the focus. A button that is disabled while it has
        # the focus would hand it on to whatever comes next, even to Cancel.
        root = self.centralWidget()
        if root is not None:
            root.setFocus()

    def _on_work(self) -> None:
        self._settle() if self.leaving.working else self.leaving.work_ended()

    def show_stage(self, key: str, _checked: bool = False) -> None:
        """Go to a stage."""
        if self.workspace:
            self.workspace.show_stage(key)

    def compare(self) -> None:
        """Show plans made since the opening side by side."""
        self._open(CompareDialog(self.session, self._looks.relief.get(tokens().name), self))

    def about(self) -> None:
        """Say what this is."""
        self._open(AboutBox(self))

    def _connect(self) -> None:
        session = self.session
        for key, act in {
            "new": self.projects.new,
            "open": self.projects.choose,
            "demo": partial(self.projects.demo, "mine"),
            "save": self.save,
            "save_as": self.projects.save_as,
            "pack": self.projects.pack,
            "unpack": self.projects.choose_packed,
            "close": self.projects.close,
            "quit": self.close,
            "undo": self.actions_.undo,
            "redo": self.actions_.redo,
            "theme": self.toggle_theme,
            "language": self.toggle_language,
            "plan": self.plan,
            "cancel": self._on_cancel,
            "verify": session.verify,
            "compare": self.compare,
            "export": partial(self.show_stage, WRITES_MISSIONS),
            "tables": self.projects.write_tables,
            "about": self.about,
            "district_figures": lambda: self._open(FiguresDialog(self.security, self)),
            **self.studies.table(),
            **self.views.table(),
            "analyse": self._on_analyse,
            **{tool.value: partial(self.draw, tool) for tool in Tool},
            **{stage_key(stage): partial(self.show_stage, stage.key) for stage in self.stages},
        }.items():
            self.actions_[key].triggered.connect(act)

    def _on_cancel(self) -> None:
        for work in self._works:
            work.cancel()

    def _on_asked(self, key: str) -> None:
        if key in tuple(Tool):
            self.draw(Tool(key))
        elif key in self.views.table():
            self.views.table()[key]()
        else:
            self.studies.do(key)

    def draw(self, tool: Tool, _checked: bool = False) -> None:
        """Begin to draw on the map."""
        if self.workspace:
            self.workspace.draw(tool)

    def _on_analyse(self) -> None:
        stage = next((s for s in self.stages if s.key == self._stage and s.of_study), None)
        front = self.sessions.of(stage.session) if stage else self.ecology
        (front if isinstance(front, Analysing) else self.ecology).analyse()

    # ---- what happens

    def _on_site(self) -> None:
        self._stage = FIRST_SHOWN if self.projects.made() else self._stage
        if self.workspace:
            self.workspace.close_map()
            self.workspace = None
        self._forget_map()
        site = self.session.site
        if site is None:
            self.ecology.follow(None, None)  # else its study would be shown for a moment
        self.rebuild()
        # In a turn of its own: starting a process takes as long as half of what is seen.
        QTimer.singleShot(0, self, self._follow)
        if self.session.project is not None and self.session.project.is_bare:
            self.draw(Tool.AREA)
        if self.session.trouble:
            self._open(FailureBox(failed_by(self.session.trouble), self))
        elif self.session.recovered is not None:
            kept = clock_words(self.session.recovered.kept, site_zone(self.session))
            self._open(RecoverBox(kept, self._recover, self.session.discard, self))

    def _follow(self) -> None:
        site = self.session.site
        if site is not None and not self._leaving:
            self.ecology.follow(site.folder, site.ground.epsg, site.seen_m)

    def _recover(self) -> None:
        self.session.take_recovered(self.tr("Recover unsaved changes"))

    def _on_study(self) -> None:
        # On a site's map a study takes its place beside the plan; alone it is the window.
        view = self.ecology.view
        path = view.path if view and not view.made_elsewhere else None
        # Terrain of its own, once given, is drawn by another map.
        shown = (path, view.study.dem if view else None)
        again = path is not None and shown == self._study_shown and self.workspace is not None
        self._study_shown = shown
        if self.session.site is None and not again:
            if view and path:
                self.session.memory.add_recent(view.path, view.title)
            if self.workspace:
                self.workspace.close_map()
                self.workspace = None
            self._forget_map()
            self.rebuild()

    def _forget_map(self) -> None:
        self._looks = Looks(visible=self._looks.visible, opacity=self._looks.opacity)

    def _on_stage(self, key: str) -> None:
        self._stage = key

    def _on_said(self, told: Message | str) -> None:
        if self.workspace:  # what the window itself says is in its language already
            words = sentence(told) if isinstance(told, Message) else told
            self.workspace.status.show_remark(words)

    def _on_project(self) -> None:
        shown = self.session.site or self.ecology.view
        title = f"{shown.title}[*] – " if shown else ""
        self.setWindowTitle(f"{title}Osprey Mission Planner{'' if shown else '[*]'}")
        self.setWindowModified(self.session.unsaved)

    # ---- dropping files in, and leaving

    def take_files(self, paths: list[Path]) -> None:
        """Open a project folder or a study, or offer the files to the project, open or new."""
        if self.workspace and self.workspace.take_files(paths):
            return
        found = openable(paths)
        if found is not None and not self.projects.making:
            self.open_path(found)
            return
        if not self.views.tell_what(paths):
            self.projects.offer(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave; asks first where work is running or something is not saved."""
        if not self._leaving and not self.leaving.may_close(self.leave):
            event.ignore()
            return
        if self.workspace:
            self.workspace.close_map()
        self.leaving.autosave.close()
        self.views.close()
        for work in self._works:
            work.close()
        for timer in self.findChildren(QTimer):  # what waits for a later turn waits no more
            timer.stop()
        event.accept()

    _leaving = False

    def leave(self) -> None:
        """Close the window without asking."""
        self._leaving = True
        self.close()
