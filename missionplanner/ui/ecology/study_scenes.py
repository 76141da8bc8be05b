"""The scenes of an open study: a tick to keep each, and the scale of its reflectances."""

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from missionplanner.ui.ecology.scale_field import ScaleField
from missionplanner.ui.ecology.views import EpochView, StudyView


class StudyScenes(QWidget):
    """`changed` when a tick or a scale is another."""

    changed = Signal()

    def __init__(self, view: StudyView) -> None:
        super().__init__()
        self.ticks: dict[datetime.date, QCheckBox] = {}
        self.scales: dict[datetime.date, ScaleField] = {}
        self._before = {epoch.date: epoch.scale for epoch in view.epochs}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, epoch in enumerate(view.epochs):
            self._add(grid, line, epoch)

    @property
    def removed(self) -> tuple[datetime.date, ...]:
        """Dates of the scenes that are not to be kept."""
        return tuple(day for day, tick in self.ticks.items() if not tick.isChecked())

    @property
    def rescaled(self) -> dict[datetime.date, str]:
        """Scales that are another, of scenes that are kept; as `StudyEdit` takes them."""
        return {
            day: field.key()
            for day, field in self.scales.items()
            if self.ticks[day].isChecked() and self._before[day] not in (None, field.key())
        }

    def _add(self, grid: QGridLayout, line: int, epoch: EpochView) -> None:
        day = epoch.date
        tick = self.ticks[day] = QCheckBox(f"{day:%Y-%m-%d}  ·  {epoch.sensor}")
        tick.setChecked(True)
        tick.setToolTip(self.tr("Without its tick the scene is removed from the study; files stay"))
        field = self.scales[day] = ScaleField()
        field.setAccessibleName(self.tr("Scale of {0}").format(f"{day:%Y-%m-%d}"))
        field.choose(epoch.scale)
        if epoch.scale is None:
            field.setToolTip(self.tr("Its own files give each band its scale"))
        field.setEnabled(epoch.scale is not None)
        tick.toggled.connect(lambda on: field.setEnabled(on and epoch.scale is not None))
        tick.toggled.connect(self.changed)
        field.changed.connect(self.changed)
        field.editTextChanged.connect(self.changed)
        grid.addWidget(tick, line, 0)
        grid.addWidget(field, line, 1)
