"""The map view as a picture or on paper, with scale bar and what it shows."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from missionplanner.storage.atomic import write_whole
from missionplanner.ui.style.fonts import font

PICTURE_ENDINGS = (".png", ".jpg", ".pdf")
_PAPER_DPI = 150
_HEAD = 0.06
_MARGIN_MM = 10.0


def save_sheet(view: QWidget, path: Path, title: str) -> None:
    """Write a view to a picture, or to a PDF with its title.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if path.suffix.lower() == ".pdf":
        _to_pdf(view, buffer, title)
    else:
        view.grab().save(buffer, "PNG" if path.suffix.lower() == ".png" else "JPEG")
    buffer.close()
    write_whole(path, bytes(data.data()))


def print_dialog(view: QWidget, title: str, parent: QWidget) -> QPrintDialog:
    """Return the dialog that prints a view when it is accepted."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    picture = view.grab()

    def put(_printer: QPrinter) -> None:
        painter = QPainter(printer)
        _paint(painter, picture, QRectF(printer.pageRect(QPrinter.Unit.DevicePixel)), title)
        painter.end()

    dialog.accepted.connect(put)
    return dialog


def _to_pdf(view: QWidget, buffer: QBuffer, title: str) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(_PAPER_DPI)
    writer.setPageOrientation(QPageLayout.Orientation.Landscape)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    painter = QPainter(writer)
    _paint(painter, view.grab(), QRectF(0, 0, writer.width(), writer.height()), title)
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
