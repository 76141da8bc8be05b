"""Room between the lines, paragraphs, list items and table cells of a page of the manual.

Markdown comes into a `QTextDocument` set solid, with tables of bare words: made for a screen full
of text, not for somebody who looks up one thing between two flights.
"""

from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from missionplanner.ui.style.fonts import font
from missionplanner.ui.style.theme import tokens

_TEXT_PX, _LINES_PERCENT, _INDENT_PX = 13, 142, 22.0
_HOLLOW = (QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
_PARAGRAPH_PX, _ITEM_PX, _CELL_PX = 10.0, 4.0, 7.0
_HEADINGS_PX = {1: (0.0, 12.0), 2: (22.0, 8.0), 3: (16.0, 6.0)}  # above and below, by level
_CODE_PX = 12.0
_PROPORTIONAL = int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)


def loosen(document: QTextDocument) -> None:
    """Set a document that was read from Markdown for reading; its text stays as it is."""
    document.setDefaultFont(font(_TEXT_PX))
    document.setIndentWidth(_INDENT_PX)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for table in _tables(document):
        _set_table(table)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(_format_of(block, in_cell=cursor.currentTable() is not None))
        bullets = _list_of(block)
        if bullets is not None and bullets.format().style() in _HOLLOW:
            shape = bullets.format()
            shape.setStyle(QTextListFormat.Style.ListDisc)
            bullets.setFormat(shape)
        block = block.next()
    cursor.endEditBlock()


def _format_of(block: QTextBlock, *, in_cell: bool) -> QTextBlockFormat:
    made, own = QTextBlockFormat(), block.blockFormat()
    level = own.headingLevel()
    if level:
        above, below = _HEADINGS_PX.get(level, _HEADINGS_PX[3])
        made.setTopMargin(above)
        made.setBottomMargin(below)
        return made
    made.setLineHeight(_LINES_PERCENT, _PROPORTIONAL)
    if in_cell:
        made.setTopMargin(0.0)
        made.setBottomMargin(0.0)
    elif own.hasProperty(QTextFormat.Property.BlockCodeLanguage) or own.nonBreakableLines():
        made.setLeftMargin(_CODE_PX)
        made.setBackground(QBrush(QColor(tokens().raised)))
    else:
        made.setTopMargin(0.0)
        among = _list_of(block) is not None and _list_of(block.next()) is not None
        made.setBottomMargin(_ITEM_PX if among else _PARAGRAPH_PX)
    return made


def _list_of(block: QTextBlock) -> QTextList | None:
    return block.textList()  # its own type leaves out that most blocks are in none


def _tables(document: QTextDocument) -> list[QTextTable]:
    frames = document.rootFrame().childFrames()
    return [frame for frame in frames if isinstance(frame, QTextTable)]


def _set_table(table: QTextTable) -> None:
    shape = table.format()
    shape.setBorder(1.0)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(QColor(tokens().border)))
    shape.setBorderCollapse(True)
    shape.setCellPadding(_CELL_PX)
    shape.setCellSpacing(0.0)
    shape.setTopMargin(4.0)
    shape.setBottomMargin(_PARAGRAPH_PX + 4.0)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100.0))
    table.setFormat(shape)
    head = QTextCharFormat()
    head.setBackground(QBrush(QColor(tokens().raised)))
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        mixed = cell.format()
        mixed.merge(head)
        mixed.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        cell.setFormat(mixed)
