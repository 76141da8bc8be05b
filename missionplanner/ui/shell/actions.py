"""Every verb of the window as data: key, words, icon, shortcut, and why it is not to be had."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.draw_buttons import glyph_of
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.sessions import Sessions
from missionplanner.ui.shell.stages import Stage, shortcuts_of, site_session, study_session
from missionplanner.ui.style.icons import icon
from missionplanner.ui.style.theme import tokens

Reason = Callable[[], str]


@dataclass(frozen=True)
class Verb:
    """One action; `why_not` returns why it is disabled, or nothing."""

    key: str
    menu: str
    words: str
    glyph: str
    shortcut: str
    why_not: Reason


def stage_key(stage: Stage) -> str:
    """Return the key of the action that goes to a stage."""
    return f"go_{stage.key}"


class Actions(QObject):
    """Makes the `QAction`s and keeps them enabled or not. Who handles them connects to them.

    Every stage has one that goes to it, under the key that `stage_key` gives.
    """

    def __init__(self, sessions: Sessions, stages: tuple[Stage, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._sessions, self._stages = sessions, stages
        self._session, self._ecology = sessions.site, sessions.of(study_session)
        self._works = sessions.all_of((site_session, *(stage.session for stage in stages)))
        self.verbs = {verb.key: verb for verb in (*self._table(), *self._stage_verbs())}
        self.by_key = {key: self._made(verb) for key, verb in self.verbs.items()}
        session = self._session
        for signal in (
            session.site_changed,
            session.project_changed,
            session.result_changed,
            session.work_changed,
            session.ask_changed,
            self._ecology.front_changed,
        ):
            signal.connect(self.refresh)
        own = dict.fromkeys(stage.changes for stage in stages if stage.of_study)
        for signal in (signal for changes in own for signal in changes(sessions)):
            signal.connect(self.refresh)
        self.refresh()

    _retired = False

    def __getitem__(self, key: str) -> QAction:
        return self.by_key[key]

    def retire(self) -> None:
        """Leave the window to others: what is made anew does not keep the old up to date."""
        self._retired = True
        self.deleteLater()

    def refresh(self) -> None:
        """Enable what can be done; a disabled action's tip says why."""
        if self._retired:
            return
        for key, action in self.by_key.items():
            verb = self.verbs[key]
            why_not = verb.why_not()
            action.setEnabled(not why_not)
            words = self._told(key, verb.words.rstrip("…"))
            shown = f"{words} ({verb.shortcut})" if verb.shortcut else words
            action.setToolTip(f"{words}: {why_not}" if why_not else shown)

    def _told(self, key: str, words: str) -> str:
        """Return an action's words, with what it would take back or do again."""
        past = self.history
        what = {"undo": past.undo_words, "redo": past.redo_words}.get(key)
        return f"{words}: {what}" if what else words

    @property
    def history(self) -> Session | EcologySession:
        """Whose edits *Undo* takes back: those of the stage in front."""
        return self._ecology if self._ecology.in_front else self._session

    def undo(self) -> None:
        """Take the last edit back, of the stage in front."""
        self.history.undo()

    def redo(self) -> None:
        """Make an edit again that was taken back."""
        self.history.redo()

    def _made(self, verb: Verb) -> QAction:
        action = QAction(icon(verb.glyph, tokens().text), verb.words, self)
        action.setObjectName(verb.key)
        if verb.shortcut:
            action.setShortcut(QKeySequence(verb.shortcut))
        return action

    def _table(self) -> tuple[Verb, ...]:
        always, idle, site = self._always, self._idle, self._needs_site
        return (
            Verb("new", "file", self.tr("New project…"), "plus", "Ctrl+N", idle),
            Verb("open", "file", self.tr("Open…"), "folder-open", "Ctrl+O", idle),
            Verb("demo", "file", self.tr("Open the demo"), "play", "Ctrl+D", idle),
            Verb("save", "file", self.tr("Save"), "floppy-disk", "Ctrl+S", self._needs_change),
            Verb("save_as", "file", self.tr("Save as…"), "floppy-disk", "Ctrl+Shift+S", site),
            Verb(
                "pack",
                "file",
                self.tr("Pack for another computer…"),
                "package",
                "",
                self._needs_saved,
            ),
            Verb("unpack", "file", self.tr("Open a packed project…"), "package", "", idle),
            Verb("close", "file", self.tr("Close project"), "x", "Ctrl+W", self._needs_map),
            Verb("quit", "file", self.tr("Quit"), "sign-out", "Ctrl+Q", always),
            Verb("undo", "edit", self.tr("Undo"), "arrow-u-up-left", "Ctrl+Z", self._needs_past),
            Verb(
                "redo",
                "edit",
                self.tr("Redo"),
                "arrow-u-up-right",
                "Ctrl+Shift+Z",
                self._needs_future,
            ),
            Verb(
                "fit",
                "view",
                self.tr("Show the whole area"),
                "corners-out",
                "Ctrl+Shift+F",
                self._needs_map,
            ),
            Verb("zoom_in", "view", self.tr("Zoom in"), "plus", "Ctrl++", self._needs_map),
            Verb("zoom_out", "view", self.tr("Zoom out"), "minus", "Ctrl+-", self._needs_map),
            Verb("theme", "view", self._theme_words(), self._theme_glyph(), "Ctrl+T", always),
            Verb("language", "view", self.tr("中文"), "translate", "Ctrl+L", always),
            Verb("plan", "plan", self.tr("Plan"), "path", "Ctrl+Return", self._needs_sense),
            Verb("cancel", "plan", self.tr("Cancel"), "x-circle", "Esc", self._needs_work),
            Verb(
                "verify", "plan", self.tr("Check again"), "check-circle", "Ctrl+J", self._needs_plan
            ),
            Verb(
                "compare",
                "plan",
                self.tr("Compare plans…"),
                "columns",
                "Ctrl+Shift+D",
                self._needs_two_plans,
            ),
            *self._hand_on_verbs(),
            *self._map_verbs(),
            *self._draw_verbs(),
            *self._study_verbs(),
            Verb("help", "help", self.tr("Manual"), "book-open", "F1", always),
            Verb("about", "help", self.tr("About"), "info", "", always),
        )

    def _hand_on_verbs(self) -> tuple[Verb, ...]:
        planned = self._needs_plan
        return (
            Verb("export", "plan", self.tr("Export"), "export", "Ctrl+E", planned),
            Verb("tables", "plan", self.tr("Write sensor tables"), "table", "", planned),
            Verb("timetable", "plan", self.tr("Timetable…"), "clock", "", planned),
            Verb(
                "resume",
                "plan",
                self.tr("Resume an interrupted sortie…"),
                "arrow-u-up-right",
                "",
                planned,
            ),
        )

    def _map_verbs(self) -> tuple[Verb, ...]:
        shown, always = self._needs_map, self._always
        layers, dock = self.tr("Layers: show or fold"), self.tr("Below the map: show or fold")
        panel = self.tr("Panel: show or fold")
        return (
            Verb("find", "view", self.tr("Find…"), "magnifying-glass", "Ctrl+K", always),
            Verb(
                "next_part",
                "view",
                self.tr("Next part of the window"),
                "arrows-left-right",
                "F6",
                always,
            ),
            Verb("measure", "view", self.tr("Measure"), "ruler", "Ctrl+M", shown),
            Verb("backdrop", "view", self.tr("Add a background…"), "image", "", shown),
            Verb(
                "save_view", "view", self.tr("Save the map view…"), "camera", "Ctrl+Shift+M", shown
            ),
            Verb("copy_view", "view", self.tr("Copy the map view"), "copy", "", shown),
            Verb("print_view", "view", self.tr("Print the map view…"), "printer", "Ctrl+P", shown),
            Verb("fold_layers", "view", layers, "stack", "F7", shown),
            Verb("fold_dock", "view", dock, "chart-line", "F8", shown),
            Verb("fold_panel", "view", panel, "sliders-horizontal", "F9", shown),
            Verb("settings", "file", self.tr("Settings…"), "gear", "Ctrl+,", always),
            Verb("plugins", "file", self.tr("Plugins…"), "puzzle-piece", "", always),
        )

    def _draw_verbs(self) -> tuple[Verb, ...]:
        words = {
            Tool.AREA: (self.tr("Draw the survey area"), "Ctrl+Shift+A"),
            Tool.RECTANGLE: (self.tr("Draw a rectangular survey area"), ""),
            Tool.ROUND: (self.tr("Draw a round survey area"), ""),
            Tool.BAND: (self.tr("Draw a survey area along a line"), ""),
            Tool.HOLE: (self.tr("Draw a hole"), "Ctrl+Shift+H"),
            Tool.HOME: (self.tr("Set home"), "Ctrl+H"),
            Tool.LAUNCH_SITE: (self.tr("Add a launch site"), ""),
            Tool.STATION: (self.tr("Add a ground station"), ""),
            Tool.CONTROL_POINT: (self.tr("Add a control point"), ""),
            Tool.ZONE: (self.tr("Draw a no-fly zone"), "Ctrl+Shift+P"),
            Tool.CIRCLE: (self.tr("Draw a round no-fly zone"), "Ctrl+Shift+C"),
            Tool.CORRIDOR: (self.tr("Draw a no-fly corridor"), "Ctrl+Shift+K"),
            Tool.LINE: (self.tr("Draw a power line"), "Ctrl+Shift+L"),
            Tool.FLIGHT_LINE: (self.tr("Draw a corridor's line"), ""),
        }
        return tuple(
            Verb(tool.value, "edit", told[0], glyph_of(tool), told[1], self._needs_edit)
            for tool, told in words.items()
        )

    def _study_verbs(self) -> tuple[Verb, ...]:
        idle, study, found = self._study_idle, self._needs_study, self._needs_index
        return (
            Verb("new_study", "ecology", self.tr("New study…"), "plus", "Ctrl+Shift+N", idle),
            Verb(
                "open_study", "ecology", self.tr("Open study…"), "folder-open", "Ctrl+Shift+O", idle
            ),
            Verb("edit_study", "ecology", self.tr("Change the study…"), "sliders", "", study),
            Verb("analyse", "ecology", self.tr("Analyse"), "leaf", "Ctrl+R", study),
            Verb("open_results", "ecology", self.tr("Open results…"), "stack", "", idle),
            Verb("measurements", "ecology", self.tr("Measurements…"), "flask", "", study),
            Verb(
                "district_figures", "ecology", self.tr("Figures of districts…"), "table", "", study
            ),
            Verb("report", "ecology", self.tr("Report…"), "file-text", "", found),
            Verb("export_map", "ecology", self.tr("Export map…"), "download-simple", "", found),
        )

    def _stage_verbs(self) -> list[Verb]:
        """Return a verb a stage, in the order of the rail: Ctrl+1 goes to the first."""
        keys = shortcuts_of(self._stages)
        return [
            Verb(
                stage_key(stage), "view", stage.words(), stage.glyph,
                keys[stage.key],
                self._needs_map if stage.of_study else self._needs_open,
            )
            for stage in self._stages
        ]  # fmt: skip

    def _theme_words(self) -> str:
        return self.tr("Light theme") if tokens().is_dark else self.tr("Dark theme")

    @staticmethod
    def _theme_glyph() -> str:
        return "sun" if tokens().is_dark else "moon"

    # ---- why something cannot be done now

    def _always(self) -> str:
        return ""

    def _idle(self) -> str:
        return self.tr("wait until the work is done") if self._session.busy else ""

    def _needs_open(self) -> str:
        return "" if self._session.site else self.tr("no project is open")

    def _needs_map(self) -> str:
        return "" if self._ecology.view else self._needs_open()

    def _study_idle(self) -> str:
        busy = any(work.busy for work in self._works)
        return self.tr("wait until the work is done") if busy else ""

    def _needs_study(self) -> str:
        view = self._ecology.view
        if view is not None and view.made_elsewhere:
            return self.tr("these results were made elsewhere")
        # While a study is read, none is open yet.
        return self._study_idle() or ("" if view else self.tr("no study is open"))

    def _needs_index(self) -> str:
        if why_not := self._needs_study():
            return why_not
        of_study = (stage for stage in self._stages if stage.of_study)
        found = any(stage.state(self._sessions).state for stage in of_study)
        return "" if found else self.tr("nothing is analysed yet")

    def _needs_site(self) -> str:
        return self._needs_open() or self._idle()

    def _needs_edit(self) -> str:
        locked = self.tr("wait until the work is done") if self._session.locked else ""
        return self._needs_open() or locked

    def _needs_change(self) -> str:
        if why_not := self._needs_site():
            return why_not
        return "" if self._session.unsaved else self.tr("nothing has changed")

    def _needs_saved(self) -> str:
        if why_not := self._needs_site():
            return why_not
        return self.tr("save the project first") if self._session.unsaved else ""

    def _needs_sense(self) -> str:
        return self._needs_site() or self._session.plan_refusal

    def _needs_two_plans(self) -> str:
        if self._session.result is None or self._session.site is None:
            return self._needs_plan()
        return "" if self._session.earlier else self.tr("Plan twice first")

    def _needs_plan(self) -> str:
        if why_not := self._needs_site():
            return why_not
        return "" if self._session.result else self.tr("nothing is planned yet")

    def _needs_work(self) -> str:
        return "" if any(work.busy for work in self._works) else self.tr("nothing is running")

    def _needs_history(self) -> str:
        return self._needs_study() if self._ecology.in_front else self._needs_site()

    def _needs_past(self) -> str:
        if why_not := self._needs_history():
            return why_not
        return "" if self.history.undo_words else self.tr("nothing to take back")

    def _needs_future(self) -> str:
        if why_not := self._needs_history():
            return why_not
        return "" if self.history.redo_words else self.tr("nothing was taken back")
