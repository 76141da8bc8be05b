"""Below the photo: how far each point is off, and each mark of the point looked at."""

from PySide6.QtWidgets import QWidget

from missionplanner.ui.receive.marking.mark_table import MarkTable
from missionplanner.ui.receive.marking.residual_bars import ResidualBars
from missionplanner.ui.receive.marking.work import MarkingWork
from missionplanner.ui.widgets.kit import Elided, column, label, row

_HIGH_PX = 168


class ResidualDock(QWidget):
    """What the adjustment leaves of each point, and of the marks of one."""

    def __init__(self, work: MarkingWork) -> None:
        super().__init__()
        self.work = work
        self.bars, self.marks = ResidualBars(), MarkTable(work)
        self.of_point = Elided("head")
        self.key, self.empty = Elided("small"), label("", "small", wrap=True)
        self.setMaximumHeight(_HIGH_PX)
        self.setMinimumHeight(104)
        left = column(gap=4)
        head = row(gap=8)
        head.addWidget(label(self.tr("Residuals of the points"), "head"))
        head.addWidget(self.key, 1)
        left.addLayout(head)
        left.addWidget(self.empty)
        left.addWidget(self.bars, 1)
        box = row(self, gap=16)
        right = column(gap=4)
        right.addWidget(self.of_point)
        right.addWidget(self.marks, 1)
        box.addLayout(left, 1)
        box.addLayout(right, 1)
        self.marks.picked.connect(lambda photo: work.choose(work.point, photo))
        self.refresh()

    def refresh(self) -> None:
        """Show what the last adjustment says."""
        work = self.work
        points = work.fit.points if work.fit else ()
        self.key.setText(self.tr("plan, height (pale); hollow: check") if points else "")
        self.empty.setText("" if points else self.tr("Adjust tells how far each point is off"))
        self.empty.setVisible(not points)
        self.bars.setVisible(bool(points))
        self.bars.show_points(points, work.point, work.suspect)
        words = self.tr("Marks of {0}").format(work.point) if work.point else ""
        self.of_point.setText(words)
        self.marks.refresh()
