"""The sheet for laying and measuring control points: a map, and a table to write in."""

from dataclasses import dataclass
from io import BytesIO

import shapely
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from missionplanner import __version__
from missionplanner.model.places import ControlPoint
from missionplanner.planning.scenario import Scenario
from missionplanner.project.document import Project
from missionplanner.report.brief.chart_map import (
    PaperMap,
    clipped,
    draw_area,
    draw_edge,
    draw_ground,
    draw_names,
    draw_wires,
    frame_around,
)
from missionplanner.report.brief.codes import draw_code, geo_uri
from missionplanner.report.brief.content import GroundMark, ground_mark
from missionplanner.report.brief.sheet import FOOT, LEFT, NOTE, RIGHT, SOFT, Sheet
from missionplanner.report.brief.wording import w

_MAP = (LEFT, 31.0, RIGHT - LEFT, 150.0)
_ROW, _FIRST_ROWS, _ROWS = 15.0, 5, 15
_COLUMNS = (0.0, 24.0, 66.0, 82.0, 106.0, 130.0, 154.0)


@dataclass(frozen=True)
class ControlSheet:
    """What stands on it.

    Attributes
    ----------
    scenario : Scenario
    project : Project
        Its control points are those of the sheet.
    grid : tuple of (str, str)
        East and north of each point in the grid that is measured in, as written; empty: none.
    grid_name : str
    """

    scenario: Scenario
    project: Project
    grid: tuple[tuple[str, str], ...] = ()
    grid_name: str = ""

    @property
    def points(self) -> tuple[ControlPoint, ...]:
        """All of the project's."""
        return self.project.document.control_points

    @property
    def control(self) -> tuple[GroundMark, ...]:
        """The points as drawn."""
        return tuple(ground_mark(point, self.scenario) for point in self.points)


def control_pdf(told: ControlSheet) -> bytes:
    """Return the sheets as one PDF: a map with the first five points, then fifteen a sheet."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(f"{told.project.document.title} · {w('control_sheet.title')}")
    canvas.setCreator(f"Osprey Mission Planner {__version__}")
    sheet = Sheet(canvas)
    numbers = list(range(len(told.points)))
    rest = numbers[_FIRST_ROWS:]
    leaves = [numbers[:_FIRST_ROWS], *(rest[i : i + _ROWS] for i in range(0, len(rest), _ROWS))]
    for n, leaf in enumerate(leaves):
        y = _title(sheet, told, n + 1, len(leaves))
        if n == 0:
            _map(sheet, told)
            y = _MAP[1] + _MAP[3] + 6.0
        _table(sheet, told, leaf, y)
        _foot(sheet)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _title(sheet: Sheet, told: ControlSheet, leaf: int, leaves: int) -> float:
    sheet.text(LEFT, 18.6, told.project.document.title, size=17, weight=700, room=116)
    checks = sum(point.checks for point in told.points)
    under = w("control_sheet.under", n=len(told.points), checks=checks)
    sheet.text(LEFT, 24.2, under, room=130)
    sheet.text(RIGHT, 18.6, w("control_sheet.title"), weight=700, align="right")
    words = w("brief.leaf", n=leaf, of=leaves)
    sheet.text(RIGHT, 24.2, words, size=NOTE, colour=SOFT, align="right")
    sheet.rule(28.0, width=0.5)
    return 33.0


def _map(sheet: Sheet, told: ControlSheet) -> None:
    marks = shapely.multipoints([(mark.x_m, mark.y_m) for mark in told.control])
    frame: PaperMap = frame_around(told.scenario, [marks], _MAP)
    sheet.canvas.saveState()
    clipped(sheet, frame)
    draw_ground(sheet, frame, told)
    draw_area(sheet, frame, told)
    draw_wires(sheet, frame, told)
    draw_names(sheet, frame, told)
    sheet.canvas.restoreState()
    draw_edge(sheet, frame)


def _table(sheet: Sheet, told: ControlSheet, numbers: list[int], y: float) -> None:
    heads = ("point", "place", "", "east", "north", "height", "by")
    for x, key in zip(_COLUMNS, heads, strict=True):
        if key:
            sheet.text(LEFT + x, y, w(f"control_sheet.{key}"), size=NOTE, weight=700)
    sheet.rule(y + 1.6, width=0.4)
    y += 5.4
    for number in numbers:
        _row(sheet, told, number, y)
        y += _ROW


def _row(sheet: Sheet, told: ControlSheet, number: int, y: float) -> None:
    point = told.points[number]
    at = [LEFT + x for x in _COLUMNS]
    sheet.text(at[0], y + 1.0, point.name, size=11, weight=700, room=22)
    if point.checks:
        sheet.text(at[0], y + 5.4, w("control_sheet.check"), size=NOTE, colour=SOFT, room=22)
    sheet.text(at[1], y, f"{point.lat_deg:.7f}°, {point.lon_deg:.7f}°", size=NOTE, room=41)
    if told.grid:
        east, north = told.grid[number]
        sheet.text(at[1], y + 4.0, f"E {east}  N {north}", size=NOTE, room=41)
        sheet.text(at[1], y + 8.0, told.grid_name, size=6.6, colour=SOFT, room=41)
    draw_code(sheet, at[2], y - 3.2, 12.0, geo_uri(point.lon_deg, point.lat_deg))
    for left, right in zip(at[3:], [*at[4:], RIGHT], strict=True):
        sheet.line([(left, y + 6.0), (right - 2.0, y + 6.0)], width=0.23)
    sheet.rule(y + _ROW - 5.0)


def _foot(sheet: Sheet) -> None:
    sheet.paragraph(LEFT, FOOT - 5.0, RIGHT - LEFT, w("control_sheet.how"), size=NOTE, most=2)
