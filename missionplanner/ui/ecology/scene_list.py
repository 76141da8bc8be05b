"""Scenes found for a new study: quick look, date, sensor, bands, what is missing, a tick each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from missionplanner.ui.ecology.epoch_list import listed, quick_look
from missionplanner.ui.ecology.views import SceneView
from missionplanner.ui.widgets.kit import Elided, column, label, row
from missionplanner.ui.widgets.panel import clear

_LOOK_PX = 56


class SceneList(QWidget):
    """`changed()` when a tick is set or taken away."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._scenes: list[tuple[SceneView, QCheckBox]] = []
        self.setObjectName("inside")
        self._rows = column(self, gap=4)
        self.show_scenes([])

    @property
    def count(self) -> int:
        """Scenes listed."""
        return len(self._scenes)

    def chosen(self) -> list[SceneView]:
        """Return the scenes that are ticked."""
        return [scene for scene, tick in self._scenes if tick.isChecked()]

    def show_scenes(self, scenes: Sequence[SceneView]) -> None:
        """List scenes; of two with one date the first is ticked."""
        clear(self._rows)
        self._scenes = []
        dates = set()
        for scene in scenes:
            tick = QCheckBox()
            day = scene.epoch.date if scene.epoch else None
            tick.setEnabled(day is not None)
            tick.setChecked(day is not None and day not in dates)
            tick.setAccessibleName(scene.name)
            dates.add(day)
            tick.toggled.connect(self.changed)
            self._scenes.append((scene, tick))
            self._rows.addWidget(self._row(scene, tick))
        if not scenes:
            told = self.tr("Drop a folder of scenes in here: Landsat, Sentinel-2, drone mosaics")
            self._rows.addWidget(label(told, "muted"))
        self._rows.addStretch()
        self.changed.emit()

    def _row(self, scene: SceneView, tick: QCheckBox) -> QWidget:
        made = QWidget()
        made.setToolTip("\n".join(str(path) for path in scene.paths))
        line = row(made, (4, 4, 8, 4), 12)
        line.addWidget(tick)
        line.addWidget(quick_look(scene.epoch, _LOOK_PX))
        words = column(gap=2)
        words.addStretch()
        for role, text in self._told(scene):
            shown = Elided(role)
            shown.setText(text)
            words.addWidget(shown)
        words.addStretch()
        line.addLayout(words, 1)
        return made

    def _told(self, scene: SceneView) -> list[tuple[str, str]]:
        epoch = scene.epoch
        if epoch is None:
            return [("head", scene.name), ("error", scene.problem)]
        told = [
            ("head", f"{epoch.date:%Y-%m-%d}  ·  {epoch.sensor}"),
            ("small", ", ".join(epoch.bands)),
        ]
        if epoch.missing:
            told.append(
                (
                    "small",
                    self.tr("missing: {0}").format(listed(epoch.missing)),
                )
            )
        return told
