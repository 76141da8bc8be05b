"""Forms: names of fields to the left of them, each field named for screen readers too."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from missionplanner.ui.widgets.kit import field_name


class Form(QFormLayout):
    """A form as wide apart as all of the window's are."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self.setHorizontalSpacing(16)
        self.setVerticalSpacing(gap)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def add(self, words: str, field: QWidget, wide_px: int = 0) -> None:
        """Add a field under its name; `wide_px`: the name is at least so wide."""
        field.setAccessibleName(words)
        self.addRow(field_name(words, wide_px), field)
