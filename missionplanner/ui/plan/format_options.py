"""What a mission format lets one choose when writing, folded under the list of formats."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from missionplanner.ui.plan.views import FormatChoice
from missionplanner.ui.widgets.fold import Fold
from missionplanner.ui.widgets.kit import column, label
from missionplanner.ui.widgets.panel import clear


class FormatOptions(QWidget):
    """Lists with what each format at hand offers; what it does without being asked is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[tuple[str, str], QComboBox] = {}
        self._fold = Fold(self.tr("What the aircraft does"), 4)
        self._parts: dict[str, QWidget] = {}
        column(self).addWidget(self._fold)

    def offer(self, choices: Sequence[FormatChoice]) -> None:
        """Replace what is offered."""
        clear(self._fold.box)
        self.boxes, self._parts = {}, {}
        words, values = self._names(), self._values()
        for choice in choices:
            if choice.format not in self._parts:
                self._parts[choice.format] = QWidget()
                column(self._parts[choice.format], gap=4)
                self._fold.box.addWidget(self._parts[choice.format])
            box, name = QComboBox(), words.get(choice.option, choice.option)
            for value in choice.values:
                box.addItem(values.get((choice.option, value), value), value)
            box.setCurrentIndex(max(0, box.findData(choice.default)))
            box.setAccessibleName(name)
            self.boxes[choice.format, choice.option] = box
            layout = self._parts[choice.format].layout()
            assert layout is not None
            layout.addWidget(label(name, "head"))
            layout.addWidget(box)

    def show_of(self, formats: Sequence[str]) -> None:
        """Show what belongs to the formats ticked."""
        for name, part in self._parts.items():
            part.setVisible(name in formats)
        self.setVisible(any(name in formats for name in self._parts))

    def chosen(self, formats: Sequence[str]) -> dict[str, dict[str, str]]:
        """Return the options of each format ticked, by its name."""
        found: dict[str, dict[str, str]] = {}
        for (name, option), box in self.boxes.items():
            if name in formats:
                found.setdefault(name, {})[option] = str(box.currentData())
        return found

    def _names(self) -> dict[str, str]:
        return {
            "rc-lost": self.tr("When the remote controller is lost"),
            "heights": self.tr("Heights in the file"),
            "trigger": self.tr("A photo is due"),
            "gimbal": self.tr("The gimbal is turned"),
            "focus": self.tr("Focus"),
            "payload": self.tr("Payload named in the file"),
            "position": self.tr("Where the payload hangs"),
            "point-cloud": self.tr("The laser records"),
            "wpmz-version": self.tr("Version of the format"),
        }

    def _values(self) -> dict[tuple[str, str], str]:
        catalogue = self.tr("As the catalogue says")
        return {
            ("rc-lost", "project"): self.tr("As the plan says"),
            ("rc-lost", "hover"): self.tr("It hovers where it is"),
            ("rc-lost", "go-back"): self.tr("It returns home"),
            ("rc-lost", "continue"): self.tr("It flies the route to its end"),
            ("heights", "egm96"): self.tr("Above sea level (EGM96)"),
            ("heights", "take-off"): self.tr("Above the take-off point"),
            ("trigger", "catalogue"): catalogue,
            ("trigger", "distance"): self.tr("Each so many metres"),
            ("trigger", "time"): self.tr("Each so many seconds"),
            ("gimbal", "photos"): self.tr("With every photo"),
            ("gimbal", "strips"): self.tr("Once where each strip begins"),
            ("focus", "leave"): self.tr("Left to the pilot"),
            ("focus", "first-point"): self.tr("By itself at the first waypoint"),
            ("focus", "calibrated"): self.tr("The calibrated focus"),
            ("payload", "catalogue"): catalogue,
            ("payload", "h20"): self.tr("An H20 in its place"),
            ("payload", "none"): self.tr("None: the camera's timer is set by hand"),
            ("position", "catalogue"): catalogue,
            ("position", "0"): self.tr("Front left"),
            ("position", "1"): self.tr("Front right"),
            ("position", "2"): self.tr("On top"),
            ("point-cloud", "on"): self.tr("From the first strip to the last"),
            ("point-cloud", "off"): self.tr("Nothing by itself"),
            ("wpmz-version", "1.0.6"): self.tr("1.0.6"),
            ("wpmz-version", "1.0.2"): self.tr("1.0.2, for controllers with old firmware"),
        }
