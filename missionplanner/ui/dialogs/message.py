"""Errors: one line for the user, the traceback of a fault of ours behind a button."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget
from shiboken6 import isValid

from missionplanner.errors import where_told
from missionplanner.tasks.runner import Failed
from missionplanner.ui.style.icons import mark, pixmap
from missionplanner.ui.style.theme import tokens

_MARK_PX = 32


class MarkedBox(QMessageBox):
    """A message with a mark of the window's own at its left.

    Parameters
    ----------
    glyph : str
        `warning`, `question` or `info`; empty: the program's mark.
    """

    def __init__(self, glyph: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        hue = tokens().warn if glyph == "warning" else tokens().link
        self.setIconPixmap(pixmap(glyph, hue, _MARK_PX) if glyph else mark(_MARK_PX))


class FailureBox(MarkedBox):
    """Opens without blocking; the window behind it stays as it was."""

    def __init__(self, failure: Failed, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent)
        self.setWindowTitle(self.tr("That did not work"))
        self.setText(failure.line())
        if failure.detail:
            self.setInformativeText(
                self.tr("This is a fault of the program. Please report it with the details.")
            )
            self.setDetailedText(failure.detail)
        self.setStandardButtons(QMessageBox.StandardButton.Ok)

    def shows(self, failure: Failed) -> bool:
        """Tell whether this is open and says the same."""
        return isValid(self) and self.isVisible() and self.text() == failure.line()


class GoneBox(MarkedBox):
    """The terrain of a project is not where it was: `locate` asks where it is (by Enter)."""

    def __init__(
        self, failure: Failed, locate: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("warning", parent)
        self.setWindowTitle(self.tr("Terrain not found"))
        told = failure.error.told().what if failure.error else failure.message
        where = where_told(failure.error.place) if failure.error else ""
        self.setText(f"{told}: {where}")
        self.setInformativeText(
            self.tr("It was moved, renamed or deleted. Show where it is now; nothing else changes.")
        )
        find = self.addButton(self.tr("Locate…"), QMessageBox.ButtonRole.AcceptRole)
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Cancel))
        self.setDefaultButton(find)
        find.clicked.connect(locate)


class AboutBox(MarkedBox):
    """What this is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setWindowTitle(self.tr("About"))
        self.setText("Osprey Mission Planner")
        self.setInformativeText(
            self.tr("Verified survey missions over steep ground. Free software, GPL 3 or later.")
        )


class LeaveBox(MarkedBox):
    """Asks before what was changed is lost: `save` (by Enter), `leave`, or neither (by Esc)."""

    def __init__(
        self, save: Callable[[], None], leave: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("question", parent)
        self.setWindowTitle(self.tr("Not saved"))
        self.setText(self.tr("What you changed is not saved. Save it before leaving?"))
        keep = self.addButton(self.tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        lose = self.addButton(
            self.tr("Leave without saving"), QMessageBox.ButtonRole.DestructiveRole
        )
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Cancel))
        self.setDefaultButton(keep)
        keep.clicked.connect(save)
        lose.clicked.connect(leave)


class ChangedBox(MarkedBox):
    """The project on disk is no longer the one that was opened: open that, or save elsewhere."""

    def __init__(
        self,
        failure: Failed,
        reload: Callable[[], None],
        save_as: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("warning", parent)
        self.setWindowTitle(self.tr("Not saved"))
        self.setText(failure.line())
        self.setInformativeText(self.tr("Opening it again loses what you changed here."))
        away = self.addButton(self.tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
        again = self.addButton(self.tr("Open again"), QMessageBox.ButtonRole.DestructiveRole)
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Cancel))
        self.setDefaultButton(away)
        away.clicked.connect(save_as)
        again.clicked.connect(reload)


class RecoverBox(MarkedBox):
    """Offers what was edited and never saved, and when it was kept; Esc leaves it for later."""

    def __init__(
        self,
        kept: str,
        recover: Callable[[], None],
        discard: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("question", parent)
        self.setWindowTitle(self.tr("Changes that were not saved"))
        words = self.tr("Changes of {0} were kept and never saved. Take them over?")
        self.setText(words.format(kept))
        self.setInformativeText(self.tr("Taking them over can be undone."))
        take = self.addButton(self.tr("Recover"), QMessageBox.ButtonRole.AcceptRole)
        drop = self.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        self.setEscapeButton(self.addButton(self.tr("Later"), QMessageBox.ButtonRole.RejectRole))
        self.setDefaultButton(take)
        take.clicked.connect(recover)
        drop.clicked.connect(discard)


class HeldBox(MarkedBox):
    """Says that another window has the project open; it may be looked at all the same."""

    def __init__(self, who: str, since: str, parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self.setWindowTitle(self.tr("Open in another window"))
        words = self.tr("This project is open in another window: {0}, since {1}.")
        self.setText(
            words.format(who, since) if who else self.tr("This project is open in another window.")
        )
        self.setInformativeText(
            self.tr(
                "You may look at it. What you change here is kept only once you save it, and is "
                "lost where this window ends before; what the other has not saved is left to it."
            )
        )
        self.setDefaultButton(self.addButton(self.tr("Look"), QMessageBox.ButtonRole.AcceptRole))


class BegunBox(MarkedBox):
    """Offers a project that was begun and never saved; Esc leaves it for later."""

    def __init__(
        self,
        title: str,
        kept: str,
        resume: Callable[[], None],
        discard: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("question", parent)
        self.setWindowTitle(self.tr("A project that was not saved"))
        self.setText(self.tr("{0} was begun and never saved. Go on with it?").format(title))
        self.setInformativeText(self.tr("It was kept at {0}.").format(kept))
        take = self.addButton(self.tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
        drop = self.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        self.setEscapeButton(self.addButton(self.tr("Later"), QMessageBox.ButtonRole.RejectRole))
        self.setDefaultButton(take)
        take.clicked.connect(resume)
        drop.clicked.connect(discard)


class PlanOverBox(MarkedBox):
    """Asks before a new plan takes the place of changes by hand; keeping them is Enter and Esc."""

    def __init__(self, go_on: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("question", parent)
        self.setWindowTitle(self.tr("Changes by hand"))
        self.setText(self.tr("A new plan takes the place of what you changed by hand. Go on?"))
        self.setInformativeText(
            self.tr(
                "The changed plan can be compared with the new one until the project is closed."
            )
        )
        go = self.addButton(self.tr("Plan again"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(self.tr("Keep my changes"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        go.clicked.connect(go_on)


class StopBox(MarkedBox):
    """Asks before running work is stopped; going on is what Enter and Esc do."""

    def __init__(self, stop: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("question", parent)
        self.setWindowTitle(self.tr("Work is running"))
        self.setText(self.tr("Something is still being worked on. Stop it and leave?"))
        self.setInformativeText(self.tr("What was saved stays as it is; this work is lost."))
        end = self.addButton(self.tr("Stop and leave"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        end.clicked.connect(stop)


class DropEntryBox(MarkedBox):
    """Asks before an entry is taken out of the user's catalogue; keeping it is Enter and Esc."""

    def __init__(self, name: str, drop: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("question", parent)
        self.setWindowTitle(self.tr("Delete from your catalogue"))
        self.setText(self.tr("Delete {0}?").format(name))
        self.setInformativeText(
            self.tr("It is no longer offered. A project that flies it asks for another one.")
        )
        gone = self.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        gone.clicked.connect(drop)
