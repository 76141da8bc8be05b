"""Mark control points in photos: the photos of a point, the photo itself, points and residuals."""

import numpy as np
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.model.control import Sighting
from missionplanner.ui.receive.marking.dock import ResidualDock
from missionplanner.ui.receive.marking.inset import InsetMap, MarkingGround
from missionplanner.ui.receive.marking.photo_strip import PhotoStrip, StripPhoto
from missionplanner.ui.receive.marking.photo_view import PhotoView
from missionplanner.ui.receive.marking.suspects import SuspectRows
from missionplanner.ui.receive.marking.work import LEAST_POINTS, MarkingWork, MarkKey
from missionplanner.ui.widgets.data_table import DataTable
from missionplanner.ui.widgets.kit import Elided, button, column, label, row
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.roomy import FitsScreen
from missionplanner.ui.widgets.tiles import Figure, Tiles
from missionplanner.ui.widgets.work_bar import WorkBar

_STRIP_PX, _SIDE_PX = 212, 308


class MarkingDialog(QDialog):
    """Everything about the marks of one sensor's photos; it closes at any time, marks are kept.

    ground : what the inset map shows; None: there is no such map.
    """

    def __init__(
        self, work: MarkingWork, parent: QWidget, ground: MarkingGround | None = None
    ) -> None:
        super().__init__(parent)
        self.work = work
        work.setParent(self)
        self.setWindowTitle(self.tr("Control points in photos"))
        self.resize(1320, 720)
        FitsScreen(self)
        self.view = PhotoView()
        self.inset = InsetMap(ground, self.view) if ground else None
        self.points, self.photos = DataTable(self.tr("Control points")), PhotoStrip()
        self.head, self.listed = Elided("muted"), Elided("head")
        self.counted = label("", "small")
        self.next, self.gone = (
            button(self.tr("Next photo"), "primary", "crosshair"),
            button(self.tr("Remove mark")),
        )
        self.adjust, self.close_ = button(self.tr("Adjust")), button(self.tr("Close"))
        self.said, self.tiles = label("", "error", wrap=True), Tiles()
        self._remark = ""
        self.suspects = SuspectRows(work)
        self.bar, self.dock = WorkBar(work), ResidualDock(work)
        self._lay_out()
        self._connect()
        work.look()
        self.refresh()

    def refresh(self) -> None:
        """Show points, photos and marks."""
        work = self.work
        self._show_points()
        self._show_photos()
        self._show_photo()
        self._show_inset()
        self.dock.refresh()
        why = self._why_not()
        self.adjust.setEnabled(not why)
        self.adjust.setToolTip(why)
        told = work.trouble or self._remark
        self.said.setText(told)
        self.said.setVisible(bool(told))
        self.suspects.refresh()
        self.tiles.show_figures(self._figures())

    def done(self, result: int) -> None:
        """Close; marks that wait to be kept are kept first."""
        self.photos.thumbs.clear()
        self.work.close()
        super().done(result)

    def _on_said(self, told: Message | str) -> None:
        """Tell what was refused, until the work that refuses it has ended."""
        self._remark = sentence(told) if isinstance(told, Message) else told
        self.refresh()

    def _on_work(self) -> None:
        self._remark = ""
        self.refresh()

    def _why_not(self) -> str:
        work = self.work
        if work.busy:
            return self.tr("Wait until the work is done")
        ready = work.ready()
        if ready >= LEAST_POINTS:
            return ""
        words = self.tr("Mark at least five control points in two photos each; there are {0}")
        return words.format(ready)

    def _figures(self) -> list[Figure]:
        work = self.work
        if work.fit is None:
            return []
        names = {
            "control": (self.tr("RMSE plan, control"), self.tr("RMSE height, control")),
            "check": (self.tr("RMSE plan, check"), self.tr("RMSE height, check")),
        }
        found = []
        for key, (plan, height) in names.items():
            off = work.rmse.get(key)
            if off is not None:
                found.append(Figure(plan, number(100 * float(np.hypot(*off[:2])), 1), "cm"))
                found.append(Figure(height, number(100 * off[2], 1), "cm"))
        found.append(Figure(self.tr("In the photos"), number(work.fit.sigma_px, 2), "px"))
        return found

    def _show_points(self) -> None:
        work = self.work
        fitted = {one.name: one for one in work.fit.points} if work.fit else {}
        heads = (self.tr("Point"), self.tr("Photos"), "E, cm", "N, cm", "H, cm")
        rows = []
        for name, point in work.points.items():
            one = fitted.get(name)
            off = (one.east_m, one.north_m, one.up_m) if one else (None, None, None)
            cells = [_signed(value) for value in off]
            shape = "×" if name in work.points_out else "△" if point.checks else "▲"
            rows.append((f"{shape} {name}", number(work.count(name)), *cells))
        chosen = next((cells[0] for cells in rows if cells[0][2:] == work.point), "")
        self.points.show_rows(heads, rows, chosen)

    def _show_photos(self) -> None:
        work = self.work
        own = [self._listed(one) for one in work.seen.get(work.point, ())]
        self.photos.show_photos(own, work.photo)
        self.listed.setText(self.tr("Photos of {0}").format(work.point) if work.point else "")
        marked = sum(one.off_px is not None for one in own)
        words = self.tr("{0} of {1} marked").format(number(marked), number(len(own)))
        self.counted.setText(words if own else "")

    def _listed(self, one: Sighting) -> StripPhoto:
        mark = self.work.marks.get(MarkKey(self.work.point, one.photo))
        x_px, y_px = mark or (one.x_px, one.y_px)
        off_px = float(np.hypot(x_px - one.x_px, y_px - one.y_px)) if mark else None
        wide_px, high_px = self.work.size_px
        return StripPhoto(
            one.photo, one.file, (x_px / wide_px, y_px / high_px), one.nadir_deg, off_px
        )

    def _show_photo(self) -> None:
        work, one = self.work, self.work.sighting
        for action in (self.next, self.gone):
            action.setEnabled(one is not None)
        self.gone.setEnabled(work.mark is not None)
        self.view.show_mark(work.mark)
        if one is None:
            empty = work.point and not work.seen.get(work.point)
            self.head.setText(self.tr("No photo shows {0}").format(work.point) if empty else "")
            return
        self.view.show_expected(one.x_px, one.y_px, one.doubt_px)
        words = self.tr("{0} in {1}  ·  {2}° off the plumb line  ·  expected within {3} px")
        off = number(one.nadir_deg)
        self.head.setText(words.format(work.point, one.photo, off, number(one.doubt_px)))

    def _show_inset(self) -> None:
        if self.inset is not None:
            seeing = [one.photo for one in self.work.seen.get(self.work.point, ())]
            self.inset.show_state(self.work.point, self.work.photo, seeing, self.work.suspect)

    def _on_chosen(self) -> None:
        self.view.clear()
        self.refresh()

    def _on_point(self, words: str) -> None:
        self.work.choose(words[2:])

    def _on_photo(self, name: str) -> None:
        self.work.choose(self.work.point, name)

    def _connect(self) -> None:
        work = self.work
        work.changed.connect(self.refresh)
        work.work_changed.connect(self._on_work)
        work.said.connect(self._on_said)
        work.chosen.connect(self._on_chosen)
        work.pictured.connect(self.view.show_photo)
        self.points.picked.connect(self._on_point)
        self.photos.chosen.connect(self._on_photo)
        if self.inset is not None:
            self.inset.chosen.connect(work.choose)
        self.view.marked.connect(work.set_mark)
        self.view.confirmed.connect(work.next_photo)
        self.next.clicked.connect(work.next_photo)
        self.gone.clicked.connect(work.remove_mark)
        self.adjust.clicked.connect(work.adjust)
        self.close_.clicked.connect(self.accept)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, work.undo),
            (QKeySequence.StandardKey.Redo, work.redo),
            (QKeySequence.StandardKey.Delete, work.remove_mark),
            (QKeySequence.StandardKey.MoveToNextPage, lambda: self.photos.step(1)),
            (QKeySequence.StandardKey.MoveToPreviousPage, lambda: self.photos.step(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _lay_out(self) -> None:
        strip, side = QWidget(), QWidget()
        strip.setFixedWidth(_STRIP_PX)
        left = column(strip, gap=4)
        left.addWidget(self.listed)
        left.addWidget(self.counted)
        left.addWidget(self.photos, 1)
        left.addWidget(
            label(self.tr("Nearest to the middle of the photo first"), "small", wrap=True)
        )
        middle = column(gap=8)
        middle.addWidget(self.head)
        middle.addWidget(self.view, 1)
        tip = self.tr(
            "A click marks, arrows move the mark by a tenth of a pixel, Enter goes on. Page Up and "
            "Page Down step through the photos, Delete removes the mark"
        )
        middle.addWidget(label(tip, "small", wrap=True))
        side.setFixedWidth(_SIDE_PX)
        right = column(side, gap=8)
        right.addWidget(self.points, 1)
        for part in (self.said, self.suspects, self.next, self.gone, self.tiles, self.bar):
            right.addWidget(part)
        foot = row(gap=8)
        foot.addStretch()
        foot.addWidget(self.adjust)
        foot.addWidget(self.close_)
        right.addLayout(foot)
        upper, main = row(gap=16), column(gap=8)
        upper.addWidget(strip)
        upper.addLayout(middle, 1)
        main.addLayout(upper, 1)
        main.addWidget(self.dock)
        box = row(self, (16, 16, 16, 16), 16)
        box.addLayout(main, 1)
        box.addWidget(side)
        for action in (self.next, self.gone, self.adjust, self.close_):
            action.setAutoDefault(False)  # Enter is the photo's


def _signed(value_m: float | None) -> str:
    if value_m is None:
        return "–"
    shown = round(100 * value_m, 1) + 0.0  # no nought with a minus
    return ("+" if shown >= 0 else "") + number(shown, 1)
