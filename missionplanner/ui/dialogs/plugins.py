"""Plugins: what is there, whose it is, what it adds, why one is left out; each can be switched."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import known, sentence, told
from missionplanner.messages.message import Message
from missionplanner.model.plugin import PluginLook, PluginSource, source_told, state_told
from missionplanner.settings import understood_settings
from missionplanner.tasks.runner import Failed, Job, Where
from missionplanner.ui.style.fonts import font
from missionplanner.ui.widgets.kit import Elided, button, column, label, row, rule
from missionplanner.ui.widgets.panel import clear
from missionplanner.ui.widgets.roomy import roomy
from missionplanner.ui.work.errands import Errands

# Named, not imported: plugins bring the readers and writers of all formats.
_READS = "missionplanner.ui.dialogs.plugin_reads"
_SIZE = (680, 560)
_INDENT_PX = 24
_BOLD = 600


class PluginsDialog(QDialog):
    """Looks for plugins when it is opened; what is switched is kept at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Plugins"))
        self.resize(*_SIZE)
        self.boxes: dict[str, QCheckBox] = {}
        self._found: Sequence[PluginLook] = ()
        self.errands = Errands(self)
        self.errands.failed.connect(self._show_failure)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        self.busy = label(self.tr("Looking for plugins…"), "muted")
        self._rows = column(gap=10)
        self.open_folder = button(self.tr("Open the folder of my plugins"), "", "folder-open")
        self.again = button(self.tr("Look again"))
        self.close_it = button(self.tr("Close"))
        self._lay_out()
        self.open_folder.clicked.connect(self._on_folder)
        self.again.clicked.connect(self.look)
        self.close_it.clicked.connect(self.accept)
        self.look()

    def look(self) -> None:
        """Look for plugins again, as after one was put into the folder."""
        self._ask(Job(f"{_READS}:look", where=Where.THREAD))

    def switch(self, name: str, on: bool) -> None:
        """Switch a plugin on or off, for good."""
        self._ask(Job(f"{_READS}:switch", name, on, where=Where.THREAD))

    def show_plugins(self, found: Sequence[PluginLook]) -> None:
        """List what is there: first what was left out, then what others made."""
        clear(self._rows)
        self._found, self.boxes = found, {}
        for place, plugin in enumerate(sorted(found, key=_rank)):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(plugin))
        self.busy.hide()

    def done(self, code: int) -> None:
        """Forget what is still looked for."""
        self.errands.clear()
        super().done(code)

    def _lay_out(self) -> None:
        box, foot = roomy(self)
        words = self.tr(
            "A plugin adds mission formats. It is a program that runs with your rights: take one "
            "only from people you trust. Plugins are never loaded from a project."
        )
        box.addWidget(label(words, wrap=True))
        box.addWidget(self.busy)
        box.addLayout(self._rows)
        box.addStretch()
        foot.addWidget(self.problem)
        hint = self.tr(
            "What you switch is kept, and holds at once. A project that is open offers other "
            "formats when it is opened again."
        )
        foot.addWidget(label(hint, "small", wrap=True))
        line = row(gap=8)
        line.addWidget(self.open_folder)
        line.addWidget(self.again)
        line.addStretch()
        line.addWidget(self.close_it)
        self.close_it.setDefault(True)
        foot.addLayout(line)

    def _row(self, plugin: PluginLook) -> QWidget:
        made = QWidget()
        box = column(made, gap=2)
        tick = QCheckBox(_title(plugin).replace("&", "&&"))  # one & would underline a letter
        tick.setFont(font(12, _BOLD))
        tick.setChecked(plugin.enabled and not plugin.clash)
        tick.setEnabled(not plugin.clash)
        tick.setToolTip(plugin.place)
        tick.toggled.connect(partial(self.switch, plugin.name))
        if not plugin.clash:
            self.boxes[plugin.name] = tick
        box.addWidget(tick)
        for words, role in ((self._facts(plugin), "small"), (self._adds(plugin), "small")):
            if words:
                line = Elided(role)
                line.setText(words)
                line.setContentsMargins(_INDENT_PX, 0, 0, 0)
                box.addWidget(line)
        state = told(state_told(plugin))
        if state.remedy:
            said = sentence_case(state.what)
            words = self.tr("{0}. To do: {1}").format(said, state.remedy)
            stands = label(words, "error", wrap=True)
            stands.setContentsMargins(_INDENT_PX, 0, 0, 0)
            stands.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            stands.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.addWidget(stands)
        return made

    def _facts(self, plugin: PluginLook) -> str:
        parts = [
            f"{plugin.name} {plugin.version}".strip(),
            self.tr("by {0}").format(plugin.author) if plugin.author else "",
            sentence(source_told(plugin)),
            self.tr("made for plugin interface {0}").format(plugin.api) if plugin.api else "",
        ]
        return "  ·  ".join(part for part in parts if part)

    def _adds(self, plugin: PluginLook) -> str:
        names = _names(plugin)
        endings = [word for word in plugin.offers if word.startswith(".")]
        shown = "  ·  ".join(", ".join(words) for words in (names, endings) if words)
        return self.tr("Formats and endings: {0}").format(shown) if shown else ""

    def _ask(self, job: Job) -> None:
        self.problem.hide()
        for tick in self.boxes.values():
            tick.setEnabled(False)
        self.busy.show()
        self.errands.ask("plugins", lambda: job, self._on_found)

    def _on_found(self, value: object) -> None:
        if isinstance(value, tuple):
            self.show_plugins(value)
        _, trouble = understood_settings()
        if trouble is not None:
            self._show_problem(trouble.line())

    def _show_problem(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _on_folder(self) -> None:
        job = Job(f"{_READS}:make_folder", where=Where.THREAD)
        self.errands.ask("folder", lambda: job, _open)

    def _show_failure(self, failure: Failed) -> None:
        self._show_problem(failure.line())
        self.show_plugins(self._found)  # as they stood before it was tried


def _rank(plugin: PluginLook) -> tuple[bool, bool]:
    return plugin.problem is None, plugin.source is PluginSource.SHIPPED


def _title(plugin: PluginLook) -> str:
    """Return the title, in the window's language where the plugin has words for its one format."""
    names = _names(plugin)
    code = f"{plugin.name}.title.{names[0]}" if len(names) == 1 else ""
    return sentence(Message(code)) if code and known(code) else plugin.title


def _names(plugin: PluginLook) -> list[str]:
    return [word for word in plugin.offers if not word.startswith(".")]


def _open(folder: object) -> None:
    if isinstance(folder, Path):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
