"""Who stands on a printed brief: a form of the settings that the command line has too."""

from pathlib import Path

from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QLineEdit, QWidget

from missionplanner.errors import PlannerError
from missionplanner.settings import PaperNames, load_settings, save_settings
from missionplanner.ui.dialogs.file_field import FileField, patterns
from missionplanner.ui.widgets.forms import Form
from missionplanner.ui.widgets.kit import column, field_name, label

_PICTURES = (".png", ".jpg", ".jpeg")
_LONGEST = 120
NAMES_PX = 150
"""How wide the names of fields are at least, so that several forms of a dialog line up."""


class PaperNamesForm(QWidget):
    """Begins as the saved settings are; an empty field is a blank to write on."""

    def __init__(self) -> None:
        super().__init__()
        titles = {
            "operator": self.tr("Operator"),
            "pilot": self.tr("Pilot"),
            "observer": self.tr("Observer"),
            "customer": self.tr("Customer"),
            "registration": self.tr("Registration"),
            "insurance": self.tr("Insurance"),
        }
        self.fields = {key: _line(title) for key, title in titles.items()}
        self.logo = FileField(self.tr("Logo (PNG or JPEG)"), patterns(_PICTURES))
        self.wrong = label("", "small", wrap=True)
        self.wrong.hide()
        rows = Form(6)
        for key, field in self.fields.items():
            rows.addRow(field_name(titles[key], NAMES_PX), field)
        rows.addRow(field_name(self.logo.line.accessibleName(), NAMES_PX), self.logo)
        box = column(self, gap=6)
        box.addLayout(rows)
        box.addWidget(self.wrong)
        self._show()

    def keep(self) -> bool:
        """Save what is typed; False where it cannot be, which is told below the fields."""
        logo = next(iter(self.logo.paths()), None)
        unread = logo is not None and not _is_picture(logo)
        self.logo.mark(unread)
        if unread:
            return self._told(self.tr("The logo is no PNG or JPEG that can be read."))
        typed = {key: field.text().strip() for key, field in self.fields.items()}
        now = PaperNames(**typed, logo=str(logo.resolve()) if logo else "")
        try:
            settings = load_settings()
            if now != settings.paper:
                save_settings(settings.model_copy(update={"paper": now}))
        except PlannerError as error:
            return self._told(error.line())
        return True

    def _show(self) -> None:
        try:
            names = load_settings().paper
        except PlannerError as error:
            self._told(error.line())
            return
        for key, field in self.fields.items():
            field.setText(getattr(names, key))
        self.logo.line.setText(names.logo)

    def _told(self, words: str) -> bool:
        self.wrong.setText(words)
        self.wrong.show()
        return False


def _line(title: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(title)
    made.setMaxLength(_LONGEST)
    return made


def _is_picture(path: Path) -> bool:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    return path.is_file() and bytes(reader.format().data()) in {b"png", b"jpeg"}
