"""Tables on paper: as wide as their words ask, whole on a sheet where one holds them."""

from collections.abc import Sequence

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus import Flowable, Table

from missionplanner.report.page import Cell, Column
from missionplanner.report.page import Table as Tabled
from missionplanner.report.paper.flow import (
    BODY,
    INK,
    LINE,
    NOTE,
    SOFT,
    FlowingText,
    Swatch,
    line_pt,
)

_PAD = 4.0
_NARROWEST, _LONGEST = 38.0, 92.0  # a column of words gives way, but for its longest word
_SIZES = (8.2, 7.6, 7.0, 6.4, 5.8)
_SHADE = (29 / 255, 95 / 255, 209 / 255)

Row = Sequence[Cell | str]


def table(block: Tabled, room: float, *, small: bool = False) -> Table:
    """Return a table that repeats its heads on each sheet.

    Parameters
    ----------
    block : report.page.Table
    room : float
        Its width, points.
    small : bool
        Of the first page: quiet heads, less air.
    """
    size = next((s for s in _SIZES if _least(block, s) <= room), _SIZES[-1])
    size = min(size, 7.6) if small else size
    widths = _widths(block, size, room)
    head = [_head(column, size, quiet=small) for column in block.columns]
    body = [[_cell(one, block.columns[i], size) for i, one in enumerate(_spread(row))]
            for row in block.rows]  # fmt: skip
    made = Table([head, *body], widths, repeatRows=1)
    made.setStyle(_style(block, quiet=small))
    return made


def _head(column: Column, size: float, *, quiet: bool) -> list[Flowable]:
    align, words = "left" if column.words else "right", column.text
    colour = SOFT if quiet else INK
    parts: list[Flowable] = [FlowingText(words if quiet else _bold(words), size, colour, align)]
    if column.unit:
        parts.append(FlowingText(column.unit, size - 0.6, SOFT, align))
    return parts


def _bold(words: str) -> str:
    return f"**{words}**" if words else ""


def _cell(one: Cell | str, column: Column, size: float) -> Flowable:
    align = "left" if column.words else "right"
    if isinstance(one, str):
        return FlowingText(one, size, INK, align)
    return (
        Swatch(one.colour, one.text, size)
        if one.colour
        else FlowingText(one.text, size, INK, align)
    )


def _spread(row: Row) -> list[Cell | str]:
    """Return a row with empty cells where one takes several columns."""
    cells: list[Cell | str] = []
    for one in row:
        cells.append(one)
        if isinstance(one, Cell):
            cells += [""] * (one.span - 1)
    return cells


def _style(block: Tabled, *, quiet: bool) -> list[tuple[object, ...]]:
    high = 1.2 if quiet else 2.2
    style: list[tuple[object, ...]] = [
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), high),
        ("BOTTOMPADDING", (0, 0), (-1, -1), high),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, HexColor(LINE if quiet else INK)),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(LINE)),
        # The first and last two rows are not left alone on a sheet.
        ("NOSPLIT", (0, 0), (0, min(2, len(block.rows)))),
        ("NOSPLIT", (0, max(-3, -len(block.rows))), (0, -1)),
    ]
    if block.totals:
        style.append(("LINEABOVE", (0, -block.totals), (-1, -block.totals), 0.6, HexColor(INK)))
    for r, row in enumerate(block.rows, 1):
        for c, one in enumerate(_spread(row)):
            if isinstance(one, Cell) and one.shade > 0:
                tint = Color(*_SHADE, alpha=0.34 * one.shade)
                style.append(("BACKGROUND", (c, r), (c, r), tint))
            if isinstance(one, Cell) and one.span > 1:
                style.append(("SPAN", (c, r), (c + one.span - 1, r)))
    return style


def _natural(block: Tabled, size: float) -> list[float]:
    """Return how wide each column is where no line breaks."""
    widths = []
    for i, column in enumerate(block.columns):
        texts = [_text(_spread(row)[i]) for row in block.rows if len(_spread(row)) > i]
        # The words of a head may break, a number not.
        head = max((line_pt(f"**{word}**", size) for word in column.text.split()), default=0.0)
        head = max(head, line_pt(column.unit, size - 0.6))
        cells = max((line_pt(text, size) for text in texts), default=0.0)
        swatch = any(isinstance(_spread(row)[i], Cell) and _colour(_spread(row)[i])
                     for row in block.rows if len(_spread(row)) > i)  # fmt: skip
        widths.append(max(head, cells + (size * 1.5 if swatch else 0.0)) + 2 * _PAD + 1)
    return widths


def _text(one: Cell | str) -> str:
    return one if isinstance(one, str) else one.text if one.span == 1 else ""


def _colour(one: Cell | str) -> str:
    return one.colour if isinstance(one, Cell) else ""


def _floors(block: Tabled, size: float) -> list[float]:
    """Return how narrow each column can be: words break between them, numbers do not."""
    floors = _natural(block, size)
    for i, column in enumerate(block.columns):
        if not column.words:
            continue
        texts = [_text(_spread(row)[i]) for row in block.rows if len(_spread(row)) > i]
        words = [word for text in (*texts, column.text) for word in text.split()]
        longest = max((line_pt(word, size) for word in words), default=0.0) + 2 * _PAD + 1
        floors[i] = min(floors[i], max(_NARROWEST, min(longest, _LONGEST)))
    return floors


def _least(block: Tabled, size: float) -> float:
    return sum(_floors(block, size))


def _widths(block: Tabled, size: float, room: float) -> list[float]:
    widths = _natural(block, size)
    over = sum(widths) - room
    if over <= 0:
        return [width - over / len(widths) for width in widths]
    give = [w - floor for w, floor in zip(widths, _floors(block, size), strict=True)]
    total = sum(give)
    if total >= over:
        return [w - over * g / total for w, g in zip(widths, give, strict=True)]
    return [width * room / sum(widths) for width in widths]


def caption(words: str) -> FlowingText:
    """Return the heading of a table."""
    return FlowingText(f"**{words}**", BODY, after=2, before=7)


def below(words: str) -> FlowingText:
    """Return the note under a table."""
    return FlowingText(words, NOTE, SOFT, after=4, before=2)
