"""Points and marks that do not fit the others, and those left out: what is to be done with each."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from missionplanner.model.finding import Finding, Severity
from missionplanner.ui.receive.marking.work import LEAST_POINTS, Keys, MarkingWork
from missionplanner.ui.widgets.kit import button, column, label, row

_MOST = 2


@dataclass(frozen=True)
class Misfit:
    """A point, or its mark in one photo, with what is said of it.

    Attributes
    ----------
    words : str
    point, photo : str
        Photo: empty where all of the point is meant.
    keys : frozenset of MarkKey
        Marks that are left out, or used again, with it.
    out : bool
        It is left out already.
    """

    words: str
    point: str
    photo: str
    keys: Keys
    out: bool


class SuspectRows(QWidget):
    """The gravest first; what has no room is counted."""

    def __init__(self, work: MarkingWork) -> None:
        super().__init__()
        self.work = work
        self.rows: list[Misfit] = []
        self._shown: object = None
        self._box = column(self, gap=2)
        self.refresh()

    def refresh(self) -> None:
        """Show what the adjustment says, and what is left out."""
        work = self.work
        self.rows = [*self._off(), *self._left_out()]
        state = (tuple(self.rows), work.busy, work.ready())
        if state == self._shown:
            return  # a link under the mouse stays what it is
        self._shown = state
        while (item := self._box.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in self.rows[:_MOST]:
            self._box.addWidget(self._row(one))
        more = len(self.rows) - _MOST
        if more > 0:
            self._box.addWidget(label(self.tr("{0} more").format(more), "small"))
        self.setVisible(bool(self.rows))

    def _row(self, one: Misfit) -> QWidget:
        made = QWidget()
        box, links = column(made), row(gap=12)
        box.addWidget(label(one.words, "muted" if one.out else "error", wrap=True))
        show = button(self.tr("Show"), "text")
        show.clicked.connect(lambda: self.work.choose(one.point, one.photo))
        leave = button(self.tr("Use it again") if one.out else self.tr("Leave it out"), "text")
        act = self.work.use_again if one.out else self.work.leave_out
        leave.clicked.connect(lambda: act(one.keys))
        why = self._why_not(one)
        leave.setEnabled(not why)
        leave.setToolTip(why)
        for link in (show, leave):
            link.setAutoDefault(False)
            link.setAccessibleDescription(one.words)
            links.addWidget(link)
        links.addStretch()
        box.addLayout(links)
        return made

    def _why_not(self, one: Misfit) -> str:
        if self.work.busy:
            return self.tr("Wait until the work is done")
        if one.out or self.work.ready(one.keys) >= LEAST_POINTS:
            return ""
        return self.tr("At least five control points must stay: mark or measure another first")

    def _off(self) -> Iterator[Misfit]:
        """Yield what the adjustment calls wrong and is still used."""
        work = self.work
        wrong = iter([key for key, fit in work.mark_fits.items() if fit.wrong])
        for found in work.findings:
            if found.severity is not Severity.ERROR:
                continue
            # Findings of marks stand in the order of the marks.
            key = next(wrong, None) if found.code == "CONTROL-MARK" else None
            point, photo = (key.point, key.photo) if key else (found.place(), "")
            keys = work.keys_of(point, photo)
            if keys - work.out:
                yield Misfit(_said(found), point, photo, keys, out=False)

    def _left_out(self) -> Iterator[Misfit]:
        work, whole = self.work, self.work.points_out
        for name in whole:
            words = self.tr("{0} is left out").format(name)
            yield Misfit(words, name, "", work.keys_of(name), out=True)
        for key in work.marks:
            if key in work.out and key.point not in whole:
                words = self.tr("The mark of {0} in {1} is left out").format(key.point, key.photo)
                yield Misfit(words, key.point, key.photo, frozenset({key}), out=True)


def _said(found: Finding) -> str:
    return f"{found.place()}: {found.said()}"
