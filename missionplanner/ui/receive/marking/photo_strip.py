"""The photos that should show a point: small pictures, where in them it lies, which are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPointF,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from missionplanner.ui.receive.thumb_list import RADIUS, Index, ThumbList, ThumbRows
from missionplanner.ui.receive.thumbs import Thumbnails
from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.numbers import number

_ROW_PX, _WIDE, _HIGH, _GLYPH, _DOT = 56, 64, 48, 16, 4.0
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class StripPhoto:
    """A photo that should show the point.

    Attributes
    ----------
    photo : str
        Name of its file.
    file : Path
    place : (float, float)
        Where the point is marked, else expected: shares of the width and the height from the upper
        left corner.
    nadir_deg : float
        Angle of the ray to the plumb line.
    off_px : float or None
        How far the mark lies from where the point is expected; None: not marked.
    """

    photo: str
    file: Path
    place: tuple[float, float]
    nadir_deg: float
    off_px: float | None


class StripModel(QAbstractListModel):
    """Photos in the order shown."""

    def __init__(self) -> None:
        super().__init__()
        self.photos: tuple[StripPhoto, ...] = ()

    def show_photos(self, photos: Sequence[StripPhoto]) -> None:
        """Replace what is listed; where only marks have changed, rows stay as they are."""
        same = [one.photo for one in photos] == [one.photo for one in self.photos]
        if not same:
            self.beginResetModel()
        self.photos = tuple(photos)
        if not same:
            self.endResetModel()
        elif photos:
            self.dataChanged.emit(self.index(0), self.index(len(photos) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a photo, or its words, which are also read to those who listen."""
        one = self.photos[index.row()]
        if role == _ENTRY:
            return one
        words = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in (*words, Qt.ItemDataRole.ToolTipRole):
            return f"{one.photo}   {number(one.nadir_deg)}° · {self.state_of(one)}"
        return None

    def state_of(self, one: StripPhoto) -> str:
        """Return whether a photo is marked; a mark unlike its neighbours' is seen at a glance."""
        if one.off_px is None:
            return self.tr("expected")
        return self.tr("marked, {0} px from expected").format(number(one.off_px, 1))


class PhotoStrip(ThumbList):
    """`chosen(str)`: the name of the photo picked by hand or key."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.listed, self.thumbs = StripModel(), Thumbnails(self)
        self.set_up(self.listed, self.thumbs, _StripRows(self.thumbs, _ROW_PX, self))
        self.setAccessibleName(self.tr("Photos of the point"))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_photos(self, photos: Sequence[StripPhoto], chosen: str) -> None:
        """List photos; the one chosen stands out and is in sight."""
        self.listed.show_photos(photos)
        self.stand_out(next((k for k, one in enumerate(photos) if one.photo == chosen), None))
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def step(self, by: int) -> None:
        """Choose the next photo (1) or the one before (-1); at the ends nothing happens."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.listed.rowCount():
            self.setCurrentIndex(self.listed.index(row))

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.listed.photos[index.row()].photo)


class _StripRows(ThumbRows):
    """Paints a photo's picture with the point in it, its name and angle, and a tick."""

    def draw(self, painter: QPainter, area: QRectF, index: Index) -> None:
        """Draw a row."""
        one, listed = index.data(_ENTRY), index.model()
        assert isinstance(one, StripPhoto) and isinstance(listed, StripModel)
        self._draw_picture(painter, QRectF(area.left() + 4, area.top() + 4, _WIDE, _HIGH), one)
        words = area.adjusted(_WIDE + 12, 6, -_GLYPH - 12, -6)
        _draw_words(painter, words, one, listed.state_of(one))
        glyph, role = ("crosshair", "muted") if one.off_px is None else ("check-circle", "ok")
        mark = pixmap(glyph, getattr(tokens(), role), _GLYPH)
        at = QPointF(area.right() - _GLYPH - 6, area.center().y() - _GLYPH / 2)
        painter.drawPixmap(at, mark)

    def _draw_picture(self, painter: QPainter, frame: QRectF, one: StripPhoto) -> None:
        picture, path = self._thumbs.of(one.file), QPainterPath()
        path.addRoundedRect(frame, RADIUS, RADIUS)
        painter.fillPath(path, QColor(tokens().raised))
        if picture is None:
            return
        whole = QRectF(picture.rect())  # all of it is shown: the point may lie at its edge
        scale = min(frame.width() / whole.width(), frame.height() / whole.height())
        shown = QRectF(0, 0, whole.width() * scale, whole.height() * scale)
        shown.moveCenter(frame.center())
        painter.setClipPath(path)
        painter.drawPixmap(shown, picture, whole)
        painter.setClipping(False)
        at = shown.topLeft() + QPointF(one.place[0] * shown.width(), one.place[1] * shown.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        hue = tokens().link if one.off_px is None else tokens().error
        for colour, wide in ((tokens().casing, 3.0), (hue, 1.6)):
            painter.setPen(QPen(QColor(colour), wide))
            painter.drawEllipse(at, _DOT, _DOT)


def _draw_words(painter: QPainter, area: QRectF, one: StripPhoto, state: str) -> None:
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    upper = QRectF(area.left(), area.top(), area.width(), area.height() / 2)
    lower = upper.translated(0, upper.height())
    told = f"{number(one.nadir_deg)}° · "
    told += state if one.off_px is None else f"{number(one.off_px, 1)} px"
    for box, words, face, hue in (
        (upper, one.photo, font(12, 600), tokens().text),
        (lower, told, font(11), tokens().muted),
    ):
        painter.setFont(face)
        painter.setPen(QColor(hue))
        mode = Qt.TextElideMode.ElideMiddle
        painter.drawText(box, left, painter.fontMetrics().elidedText(words, mode, int(box.width())))
