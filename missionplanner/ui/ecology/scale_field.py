"""What the numbers of a scene mean, where its files do not say it: `new-study --scale`."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

TEN_THOUSANDTHS = "0.0001"
AS_FILES = "files"  # as ecology.imagery.scenes.rescale, which reads rasters


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
            (self.tr("Ten-thousandths"), TEN_THOUSANDTHS),
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

    def key(self) -> str:
        """Return what `operations.study_edits.StudyEdit` takes of a scene that is there."""
        return self.value() or AS_FILES

    def choose(self, key: str | None) -> None:
        """Show the scale of a scene that is there; None: as its files say."""
        place = self.findData("" if key in (None, AS_FILES) else key)
        if place >= 0:
            self.setCurrentIndex(place)
        else:
            self.setEditText(str(key))
        self._told = self.value()

    def _tell(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.changed.emit()
