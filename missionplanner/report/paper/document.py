"""The whole report as one PDF: the same content gives the same bytes."""

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
    Table,
)

from missionplanner.report.page import (
    Block,
    Bullets,
    Code,
    Page,
    Paragraph,
    Plate,
    PlateRow,
    Section,
    TileRow,
)
from missionplanner.report.page import Table as Tabled
from missionplanner.report.paper.first import first_sheet
from missionplanner.report.paper.flow import (
    BODY,
    CHROME,
    INK,
    MM,
    NOTE,
    SOFT,
    WARN,
    DrawnPlate,
    FlowingText,
    Listing,
    RuleLine,
    line_pt,
    rgb,
)
from missionplanner.report.paper.letters import write_line
from missionplanner.report.paper.tables import below, caption, table
from missionplanner.tasks.progress import Progress

_MARGIN_X, _TOP, _FOOT = 17 * MM, 13 * MM, 17 * MM
ROOM = A4[0] - 2 * _MARGIN_X
_HIGH = A4[1] - _TOP - _FOOT
_WHOLE = 40  # rows that one sheet holds
_APART = (Spacer, CondPageBreak)
_NEAR = 42 * MM
"""Room below a heading that it must have on its sheet."""


def report_pdf(page: Page, creator: str, progress: Progress) -> bytes:
    """Return the report as PDF, A4.

    Parameters
    ----------
    page : Page
    creator : str
        The program, as PDF files name it.
    progress : Progress
        Told of every sheet.

    Raises
    ------
    Cancelled
    """
    stream = BytesIO()
    document = BaseDocTemplate(
        stream, pagesize=A4, title=page.title, subject=page.subtitle, creator=creator,
        author="", invariant=1, pageCompression=1,
    )  # fmt: skip
    frame = Frame(_MARGIN_X, _FOOT, ROOM, _HIGH, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("sheet", [frame])])
    story = first_sheet(page, ROOM)
    for n, section in enumerate(page.sections):
        progress.report(n / (len(page.sections) + 1), "report.writing")
        story += _section(section)
    document.build(story, canvasmaker=_numbered(page.footer, progress))
    return stream.getvalue()


class _Together(KeepTogether):  # type: ignore[misc]
    """Parts that stand on one sheet."""

    def __init__(self, parts: list[Flowable]) -> None:
        super().__init__(parts)
        self.parts = parts


class _Heading(FlowingText):
    """The heading of a section, which the outline of the PDF names."""

    def __init__(self, key: str, title: str) -> None:
        super().__init__(f"**{title}**", 13.5, before=2, after=6)
        self.key, self.title = key, title

    def draw(self) -> None:
        """Write it and set a mark to go to."""
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.title, self.key, 0)
        super().draw()


def _section(section: Section) -> list[Flowable]:
    made: list[Flowable] = [
        CondPageBreak(_NEAR),
        Spacer(0, 10),
        RuleLine(),
        _Heading(section.key, section.title),
    ]
    for block in section.blocks:
        made += _block(block)
    # A heading stays with what it is the heading of.
    first = next((i for i in range(4, len(made)) if not isinstance(made[i], _APART)), None)
    if first is None:
        return made
    # One that holds others together cannot lie in another: it is opened.
    held = made[first]
    whole = held.parts if isinstance(held, _Together) else [held]
    return [made[0], _Together([*made[1:first], *whole]), *made[first + 1 :]]


def _block(block: Block) -> list[Flowable]:
    if isinstance(block, Paragraph):
        return [FlowingText(block.text, NOTE if block.quiet else BODY, SOFT if block.quiet else INK,
                      after=5)]  # fmt: skip
    if isinstance(block, Bullets):
        return _bullets(block)
    if isinstance(block, TileRow):
        return [_tiles(block)]
    if isinstance(block, Tabled):
        return _tabled(block)
    if isinstance(block, Plate):
        return [Spacer(0, 6), DrawnPlate(block), Spacer(0, 6)]
    if isinstance(block, PlateRow):
        return [Spacer(0, 6), _plates(block), Spacer(0, 6)]
    return _code(block)


def _bullets(block: Bullets) -> list[Flowable]:
    warn = block.tone == "warning"
    lines: list[Flowable] = [
        FlowingText(
            item, BODY, bullet="▲" if warn else "•", indent=10, after=2.5,
            bullet_colour=WARN if warn else INK,
        )
        for item in block.items
    ]  # fmt: skip
    if not block.head:
        return [*lines, Spacer(0, 4)]
    head = FlowingText(f"**{block.head}**", BODY + 0.8, before=8, after=3)
    return [_Together([head, *lines[:2]]), *lines[2:], Spacer(0, 4)]


def _tiles(block: TileRow) -> Table:
    cells = [
        [
            FlowingText(one.label, NOTE, SOFT),
            FlowingText(f"**{one.value}**", 14.0),
            FlowingText(one.note, NOTE, SOFT),
        ]
        for one in block.items
    ]
    made = Table([cells], [ROOM / len(cells)] * len(cells))
    made.setStyle([
        ("BACKGROUND", (0, 0), (-1, -1), CHROME),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("INNERGRID", (0, 0), (-1, -1), 5, "#FFFFFF"),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
    ])  # fmt: skip
    return made


def _tabled(block: Tabled) -> list[Flowable]:
    made, head = table(block, ROOM), caption(block.caption)
    note = [below(block.note)] if block.note else []
    if len(block.rows) <= _WHOLE:
        return [_Together([head, made, *note])]
    return [CondPageBreak(_NEAR), head, made, *note]


def _plates(block: PlateRow) -> Table:
    gap = 5 * MM
    each = (ROOM - gap * (len(block.items) - 1)) / max(len(block.items), 2)
    cells: list[Any] = []
    for plate in block.items:
        cells += [DrawnPlate(plate), ""]
    widths = [each, gap] * len(block.items)
    made = Table([cells[:-1]], widths[:-1])
    made.setStyle([
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ])  # fmt: skip
    made.hAlign = "LEFT"
    return made


def _code(block: Code) -> list[Flowable]:
    head = FlowingText(f"**{block.head}**", BODY, before=6, after=2)
    return [CondPageBreak(_NEAR), head, Listing(block.text.splitlines())]


def _numbered(footer: str, progress: Progress) -> type[Canvas]:
    """Return a canvas that writes 'n / all' at the foot of each sheet once it knows how many."""

    class _Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **given: Any) -> None:
            super().__init__(*args, **given)
            self._sheets: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            progress.report(0.9, "report.writing")
            self._sheets.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, sheet in enumerate(self._sheets, 1):
                self.__dict__.update(sheet)
                last = f"{number} / {len(self._sheets)}"
                soft, low = rgb(SOFT), 9 * MM
                write_line(self, _MARGIN_X, low, footer, NOTE, 400, soft)
                start = A4[0] - _MARGIN_X - line_pt(last, NOTE)
                write_line(self, start, low, last, NOTE, 400, soft)
                super().showPage()
            super().save()

    return _Numbered
