"""What the numbers of a scene mean, where its files do not say it: `new-study --scale`."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox


class ScaleField(QComboBox):
    """`changed` when another scale is chosen, or one was typed: a factor, or FACTOR,OFFSET."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(self.tr("Scale"))
        self.setToolTip(self.tr("Or type a factor, as 0.0001, or factor and offset, as 1e-4,-0.1"))
        for words, key in (
            (self.tr("As the files say"), ""),
            (self.tr("Landsat Collection 2, Level 2"), "collection-2"),
            (self.tr("Ten-thousandths"), "1e-4"),
        ):
            self.addItem(words, key)
        self.activated.connect(self._tell)
        line = self.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._tell)
        self._told = self.value()

    def value(self) -> str | None:
        """Return what `operations.new_studies.make_study` takes; None: as the files say."""
        typed = self.currentText().strip()
        place = self.findText(typed)
        return (str(self.itemData(place)) if place >= 0 else typed) or None

    def _tell(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.changed.emit()
