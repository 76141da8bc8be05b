"""The list of photos: a small picture, a name, and what is wrong with it, newest first."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from missionplanner.model.survey_state import PhotoEntry
from missionplanner.ui.receive.kinds import more_of, state_of
from missionplanner.ui.receive.thumb_list import RADIUS, Index, ThumbList, ThumbRows
from missionplanner.ui.receive.thumbs import Thumbnails
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens

_ROW_PX, _WIDE, _HIGH = 48, 56, 40
_STAGES, _BAR, _BAR_GAP = 3, 8, 4
_ENTRY = Qt.ItemDataRole.UserRole


class PhotoModel(QAbstractListModel):
    """Photos in the order shown."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[PhotoEntry] = []

    def show_entries(self, entries: Sequence[PhotoEntry]) -> None:
        """Replace what is listed."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a photo, its words for those who listen, or its tip."""
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.name}, {state_of(entry)[2]}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{escape(entry.name)}<br>{escape(more_of(entry))}</p>"
        return None


class PhotoList(ThumbList):
    """`chosen(PhotoEntry)` when a row is picked by hand."""

    chosen = Signal(object)

    def __init__(self, thumbs: Thumbnails) -> None:
        super().__init__()
        self.photos = PhotoModel()
        self.set_up(self.photos, thumbs, PhotoRows(thumbs, _ROW_PX, self))
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photos"))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_entries(self, entries: Sequence[PhotoEntry], chosen: PhotoEntry | None) -> None:
        """List photos; the one chosen stands out, and what was in sight stays so."""
        before = self.verticalScrollBar().value()
        if not _same(entries, self.photos.entries):
            self.photos.show_entries(entries)
            self.verticalScrollBar().setValue(before)
        self.choose(chosen)

    def choose(self, chosen: PhotoEntry | None) -> None:
        """Let a photo stand out, without a signal."""
        entries = self.photos.entries
        self.stand_out(next((k for k, e in enumerate(entries) if e is chosen), None))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.photos.entries[index.row()])


class PhotoRows(ThumbRows):
    """Paints photos of a survey."""

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a row."""
        entry = index.data(_ENTRY)
        frame = QRectF(area.left() + 4, area.top() + 4, _WIDE, _HIGH)
        self._draw_picture(painter, frame, entry)
        _draw_words(painter, area.adjusted(_WIDE + 12, 4, -6, -4), entry)

    def _draw_picture(self, painter: QPainter, frame: QRectF, entry: PhotoEntry) -> None:
        picture = self._thumbs.of(entry.file)
        path = QPainterPath()
        path.addRoundedRect(frame, RADIUS, RADIUS)
        if picture is None:
            painter.fillPath(path, QColor(tokens().raised))
        else:
            painter.setClipPath(path)
            whole = QRectF(picture.rect())
            scale = max(frame.width() / whole.width(), frame.height() / whole.height())
            part = QRectF(0, 0, frame.width() / scale, frame.height() / scale)
            part.moveCenter(whole.center())
            painter.drawPixmap(frame, picture, part)
            painter.setClipping(False)
        if entry.announced:
            pen = QPen(QColor(tokens().link), 1.6)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)


def _draw_words(painter: QPainter, area: QRectF, entry: PhotoEntry) -> None:
    glyph, role, words = state_of(entry)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    upper = QRectF(area.left(), area.top(), area.width(), area.height() / 2)
    lower = upper.translated(0, upper.height())
    hue = getattr(tokens(), role)
    painter.setFont(font(11))
    painter.setPen(QColor(hue))
    taken = painter.fontMetrics().horizontalAdvance(words)
    painter.drawText(upper, int(right), words)
    mark = pixmap(glyph, hue, 14)
    painter.drawPixmap(int(upper.right() - taken - 19), int(upper.center().y() - 7), mark)
    end = Qt.TextElideMode
    painter.setFont(font(12, 600))
    painter.setPen(QColor(tokens().text))
    room = upper.width() - taken - 26
    name = painter.fontMetrics().elidedText(entry.name, end.ElideMiddle, int(room))
    painter.drawText(upper, int(left), name)
    painter.setFont(font(11))
    painter.setPen(QColor(tokens().muted))
    bars = _STAGES * (_BAR + _BAR_GAP) if entry.announced else 0
    told = painter.fontMetrics().elidedText(
        more_of(entry), end.ElideRight, int(lower.width() - bars)
    )
    painter.drawText(lower, int(left), told)
    if entry.announced:
        _draw_stage(painter, lower, entry.stage)


def _draw_stage(painter: QPainter, area: QRectF, stage: int) -> None:
    """Draw how good a preview is: three bars, filled as better ones come."""
    painter.setPen(Qt.PenStyle.NoPen)
    for k in range(_STAGES):
        painter.setBrush(QColor(tokens().link if k < stage else tokens().border))
        x = area.right() - (_STAGES - k) * (_BAR + _BAR_GAP) + _BAR_GAP
        painter.drawRoundedRect(QRectF(x, area.center().y() - 2, _BAR, 4), 2, 2)


def _same(some: Sequence[PhotoEntry], others: Sequence[PhotoEntry]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))
