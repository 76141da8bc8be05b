"""The map view as a picture or on paper, with scale bar and what it shows."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QWidget

from missionplanner.errors import OutputError
from missionplanner.storage.atomic import write_whole
from missionplanner.ui.style.fonts import font

PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".pdf")
_PAPER_DPI = 150
_HEAD = 0.06
_MARGIN_MM = 10.0


class SeenMap(Protocol):
    """A map that can be drawn; `controls` are there to be clicked, and on no picture of it."""

    def grab(self) -> QPixmap:
        """Return it as it is seen."""
        ...

    def controls(self) -> Sequence[QWidget]:
        """Return what floats over the map and is no part of it."""
        ...


def picture_of(view: SeenMap) -> QPixmap:
    """Return a map as it is seen, without what is there to be clicked."""
    focus = QApplication.focusWidget()
    hidden = [part for part in view.controls() if not part.isHidden()]
    for part in hidden:
        part.hide()
    try:
        return view.grab()
    finally:
        for part in hidden:
            part.show()
        if focus is not None and any(p is focus or p.isAncestorOf(focus) for p in hidden):
            focus.setFocus()


def save_sheet(view: SeenMap, path: Path, title: str) -> None:
    """Write a view to a picture, or to a PDF with its title.

    Raises
    ------
    OutputError
        It cannot be written, or its name ends like no picture that is.
    """
    ending = path.suffix.lower()
    if ending not in PICTURE_ENDINGS:
        raise OutputError("window.no_picture_ending", str(path))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if ending == ".pdf":
        _to_pdf(picture_of(view), buffer, title)
    else:
        picture_of(view).save(buffer, "PNG" if ending == ".png" else "JPEG")
    buffer.close()
    write_whole(path, bytes(data.data()))


def print_dialog(view: SeenMap, title: str, parent: QWidget) -> QPrintDialog:
    """Return the dialog that prints a view when it is accepted."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    picture = picture_of(view)

    def put(_printer: QPrinter) -> None:
        painter = QPainter(printer)
        _paint(painter, picture, QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), title)
        painter.end()

    dialog.accepted.connect(put)
    return dialog


def _to_pdf(picture: QPixmap, buffer: QBuffer, title: str) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_PAPER_DPI)
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    _paint(painter, picture, QRectF(0, 0, writer.width(), writer.height()), title)
    painter.end()


def _paint(painter: QPainter, picture: QPixmap, page: QRectF, title: str) -> None:
    """Put a picture on a page below its title, as large as it fits."""
    head = _HEAD * page.height()
    painter.setFont(font(round(0.5 * head), 600))
    line = QRectF(0, 0, page.width(), head)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    room = QRectF(0, head, page.width(), page.height() - head)
    share = min(room.width() / picture.width(), room.height() / picture.height())
    width, height = picture.width() * share, picture.height() * share
    target = QRectF((room.width() - width) / 2, head, width, height)
    painter.drawPixmap(target, picture, QRectF(picture.rect()))
