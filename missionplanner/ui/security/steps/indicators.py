"""First step: what the index is made of, and where each indicator comes from."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from missionplanner.ecology.security.systems import copy_system, read_system
from missionplanner.model.security import IndexSystem, IndicatorSpec, Sign
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.security.inputs import told
from missionplanner.ui.security.names import layer_words
from missionplanner.ui.security.session import SecuritySession
from missionplanner.ui.security.steps.indicator_row import IndicatorRow
from missionplanner.ui.security.steps.lacking_box import LackingBox
from missionplanner.ui.security.steps.step import StepPage, abreast
from missionplanner.ui.style.language import short_language
from missionplanner.ui.widgets.kit import Elided, button, column, label, row
from missionplanner.ui.widgets.panel import clear

_RASTERS = "*.tif *.tiff *.vrt *.img *.asc *"


class IndicatorsStep(StepPage):
    """The index system by layer; rows are picked, the picked one is edited."""

    def __init__(self, session: SecuritySession) -> None:
        super().__init__(session)
        self.title, self.count = Elided("head"), label("", "small")
        line = row(gap=8)
        line.addWidget(self.title, 1)
        line.addWidget(self.count)
        self.box.addLayout(line)
        self.box.addSpacing(8)
        self.copy = button(self.tr("Copy…"), "", "copy")
        self.open = button(self.tr("Open…"), "", "folder-open")
        self.copy.setToolTip(self.tr("Copy the index system to a file of your own and change it"))
        self.open.setToolTip(self.tr("Open another index system (TOML)"))
        self.copy.clicked.connect(self.ask_copy)
        self.open.clicked.connect(self.ask_system)
        self.box.addLayout(abreast(self.copy, self.open))
        self.box.addSpacing(8)
        self.lacking = LackingBox(session)
        self.box.addWidget(self.lacking)
        inside = QWidget()
        self._list = column(inside)
        self.box.addWidget(inside)
        self.rows: dict[str, IndicatorRow] = {}
        self._shown: object = None

    def refresh(self) -> None:
        """Show the system; rows are made anew only where something in them differs."""
        session, system = self.session, self.session.system
        if system is None:
            return
        zh = short_language() == "zh" and bool(system.title_zh)
        self.title.setText(system.title_zh if zh else system.title)
        known = session.reader.sources
        ready = sum(1 for key in session.kept if key in known and not known[key].lacks)
        self.count.setText(self.tr("{0} of {1} ready").format(ready, len(session.kept)))
        self.lacking.refresh()
        for made in (self.copy, self.open):
            made.setEnabled(not session.busy)
        gone = session.left_out
        now = (system, tuple(known.items()), session.indicator, session.own_system, gone)
        if now != self._shown:
            self._shown = now
            self._fill(system)

    def _fill(self, system: IndexSystem) -> None:
        clear(self._list)
        self.rows = {}
        specs = {spec.key: spec for spec in system.indicators}
        for layer in system.layers:
            self._list.addSpacing(8)
            head = label(f"{layer.value}  {layer_words(layer)}", "small")
            head.setContentsMargins(8, 0, 0, 2)
            self._list.addWidget(head)
            for key in system.of(layer):
                self._list.addWidget(self._row(specs[key]))

    def _row(self, spec: IndicatorSpec) -> IndicatorRow:
        session = self.session
        note = session.reader.sources.get(spec.key)
        chosen, own = spec.key == session.indicator, session.own_system is not None
        out = spec.key in session.left_out
        made = IndicatorRow(spec, note, chosen=chosen, own=own, out=out)
        made.picked.connect(self._on_pick)
        made.asked.connect(self.ask_raster)
        made.cleared.connect(self._on_clear)
        made.left.connect(self._on_left)
        made.figures_asked.connect(self.lacking.ask_figures)
        made.signed.connect(self._on_sign)
        made.weighed.connect(self._on_weight)
        self.rows[spec.key] = made
        return made

    # ---- verbs

    def ask_raster(self, key: str) -> QFileDialog:
        """Ask for one raster, or one for each epoch; does not block."""
        dialog = QFileDialog(self, self.tr("Rasters for {0}").format(key), "", _RASTERS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_rasters(key, names))
        remembered(dialog, "rasters")
        dialog.open()
        return dialog

    def take_rasters(self, key: str, names: list[str]) -> None:
        """Let rasters stand for an indicator."""
        words = self.tr("Choose a raster for {0}").format(key)
        self.session.edit_raster(words, key, [Path(name) for name in names])

    def ask_copy(self) -> QFileDialog:
        """Ask where the copy of the system goes; does not block."""
        return self._ask_toml(self.tr("Copy the index system"), self.take_copy, save=True)

    def take_copy(self, name: str) -> None:
        """Copy the system and go on with the copy."""
        path = Path(name)
        own = self.session.own_system
        key = str(own) if own else self.session.options.system
        if self.session.attempt(lambda: copy_system(key, path)):
            self._use(path)

    def ask_system(self) -> QFileDialog:
        """Ask for another system; does not block."""
        return self._ask_toml(self.tr("Open an index system"), self.take_system, save=False)

    def take_system(self, name: str) -> None:
        """Go on with another system."""
        path = Path(name)
        if self.session.attempt(lambda: read_system(path)):
            self._use(path)

    def _use(self, path: Path) -> None:
        words, folder = self.tr("Change the index system"), self.session.folder
        gone = tuple(key for key in self.session.left_out if key in read_system(path).keys)
        self.session.edit_options(words, system=told(path, folder), leave_out=gone)

    def _ask_toml(self, title: str, then: Callable[[str], None], *, save: bool) -> QFileDialog:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        view = self.session.ecology.view
        place = str(view.folder if view else QStandardPaths.writableLocation(documents))
        dialog = QFileDialog(self, title, place, "*.toml")
        if save:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("toml")
        dialog.fileSelected.connect(then)
        remembered(dialog, "system")
        dialog.open()
        return dialog

    def _on_pick(self, key: str) -> None:
        self.session.pick(indicator=key)

    def _on_clear(self, key: str) -> None:
        words = self.tr("Take the raster of {0} away").format(key)
        self.session.edit_raster(words, key, [])

    def _on_left(self, key: str, out: bool) -> None:
        others = [one for one in self.session.left_out if one != key]
        words = self.tr("Leave {0} out") if out else self.tr("Take {0} in again")
        self.session.edit_left_out(words.format(key), [*others, key] if out else others)

    def _on_sign(self, key: str, sign: str) -> None:
        self._change(key, sign=Sign(sign))

    def _on_weight(self, key: str, weight: float) -> None:
        self._change(key, weight=weight)

    def _change(self, key: str, **fields: object) -> None:
        system = self.session.system
        if system is not None:
            changed = tuple(
                spec.model_copy(update=fields) if spec.key == key else spec
                for spec in system.indicators
            )
            self.session.change_system(system.model_copy(update={"indicators": changed}))
