"""A list whose rows show a small picture each."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from missionplanner.ui.receive.thumbs import Thumbnails
from missionplanner.ui.style.theme import tokens

Index = QModelIndex | QPersistentModelIndex
RADIUS = 4


class ThumbRows(QStyledItemDelegate):
    """Rows of one height; the current one stands out. Subclasses draw what is in them."""

    def __init__(self, thumbs: Thumbnails, high_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbs, self._high_px = thumbs, high_px

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of every row."""
        return QSize(100, self._high_px)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        area, view = QRectF(option.rect), self.parent()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(view, QListView) and index == view.currentIndex():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().tint))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), RADIUS, RADIUS)
        self.draw(painter, area, index)
        painter.restore()

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw what is in a row."""


class ThumbList(QListView):
    """Scrolls by pixels; what stands out may be set without a signal."""

    def set_up(self, listed: QAbstractItemModel, thumbs: Thumbnails, rows: ThumbRows) -> None:
        """Show a model, whose pictures come a moment later, in rows of two at the least."""
        listed.setParent(self)
        self.setModel(listed)
        self.setItemDelegate(rows)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(2 * rows.sizeHint(QStyleOptionViewItem(), QModelIndex()).height())
        thumbs.made.connect(self.viewport().update)

    def stand_out(self, place: int | None) -> None:
        """Let a row stand out, without a signal; None: no row."""
        index = QModelIndex() if place is None else self.model().index(place, 0)
        if index == self.currentIndex():
            return
        chosen = self.selectionModel()
        chosen.blockSignals(True)
        chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        chosen.blockSignals(False)
        if place is not None:
            self.scrollTo(index)
        self.viewport().update()
