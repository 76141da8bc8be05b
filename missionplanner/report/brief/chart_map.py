"""The map of a brief: a round scale, grid, contours, zones, wires; drawn once, routes over it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely
from contourpy import contour_generator
from reportlab.lib.colors import HexColor
from shapely.geometry.base import BaseGeometry

from missionplanner.messages.catalogue import sentence
from missionplanner.model.plan import Home, LegKind, Waypoints
from missionplanner.planning.scenario import Scenario
from missionplanner.project.document import Project
from missionplanner.report.brief.content import Brief, GroundMark, SortiePage
from missionplanner.report.brief.near import heights_told
from missionplanner.report.brief.sheet import ACCENT, HEIGHT, INK, MM, OTHERS, Point, Sheet
from missionplanner.report.brief.typeface import width_pt
from missionplanner.report.brief.wording import w

_ROUND = (1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 5, 6, 7.5, 8)
_FINEST, _PAD_MM = 500, 6.0
_CONTOURS = (5, 10, 20, 25, 50, 100, 200)
_SMALL = 7.4


class Mapped(Protocol):
    """What the ground of a map is drawn from."""

    @property
    def scenario(self) -> Scenario:
        """The site."""

    @property
    def project(self) -> Project:
        """Whose site it is."""

    @property
    def control(self) -> tuple[GroundMark, ...]:
        """Marks on the ground."""


@dataclass(frozen=True)
class PaperMap:
    """Where a map lies on the sheet (mm) and which ground it shows (site metres)."""

    left: float
    top: float
    wide: float
    high: float
    centre_x_m: float
    centre_y_m: float
    scale: int

    def at(self, x_m: float, y_m: float) -> Point:
        """Return a place of the site on the sheet, mm."""
        unit = 1000.0 / self.scale
        return (
            self.left + self.wide / 2 + (x_m - self.centre_x_m) * unit,
            self.top + self.high / 2 - (y_m - self.centre_y_m) * unit,
        )

    @property
    def bounds_m(self) -> tuple[float, float, float, float]:
        """West, south, east, north of the ground shown."""
        half_x, half_y = self.wide * self.scale / 2000, self.high * self.scale / 2000
        return (
            self.centre_x_m - half_x,
            self.centre_y_m - half_y,
            self.centre_x_m + half_x,
            self.centre_y_m + half_y,
        )


def frame_for(brief: Brief, left: float, top: float, wide: float, high: float) -> PaperMap:
    """Return the frame, at the largest round scale that shows area, home and routes."""
    shapes: list[BaseGeometry] = [
        shapely.multipoints(np.column_stack((p.sortie.waypoints.x_m, p.sortie.waypoints.y_m)))
        for p in brief.pages
    ]
    return frame_around(brief.scenario, shapes, (left, top, wide, high))


def frame_around(
    scenario: Scenario, more: Sequence[BaseGeometry], box: tuple[float, float, float, float]
) -> PaperMap:
    """Return the frame, at the largest round scale that shows area, home and more.

    Parameters
    ----------
    scenario : Scenario
    more : sequence of geometry
        Site metres.
    box : left, top, width and height on the sheet, mm
    """
    left, top, wide, high = box
    home = scenario.home
    shapes = [scenario.terrain.frame.project(scenario.area.outer), *more]
    west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
    west, east = min(west, home.x_m), max(east, home.x_m)
    south, north = min(south, home.y_m), max(north, home.y_m)
    needed = 1000 * max(
        (east - west) / (wide - 2 * _PAD_MM), (north - south) / (high - 2 * _PAD_MM)
    )
    return PaperMap(
        left, top, wide, high, (west + east) / 2, (south + north) / 2, _round_scale(needed)
    )


def _round_scale(least: float) -> int:
    power = 10 ** math.floor(math.log10(max(least, _FINEST)))
    steps = [round(step * power * factor) for factor in (1, 10) for step in _ROUND]
    return int(next(step for step in steps if step >= least))


def draw_ground(sheet: Sheet, frame: PaperMap, brief: Mapped) -> None:
    """Draw what lies under the routes: contours, holes, zones and the grid's crosses."""
    _contours(sheet, frame, brief)
    scenario = brief.scenario
    project = scenario.terrain.frame.project
    for hole in scenario.area.holes:
        for ring in _rings(project(hole.polygon)):
            _shape(sheet, frame, ring, fill="#E9E9E9", width=0.3, dash=(1.2, 0.8))
    for zone in scenario.zones:
        for polygon in _polygons(zone.polygon_m):
            _hatched(sheet, frame, polygon)
    _crosses(sheet, frame)


def draw_area(sheet: Sheet, frame: PaperMap, brief: Mapped) -> None:
    """Draw the outline of the survey area, over strips that end at it."""
    for ring in _rings(brief.scenario.terrain.frame.project(brief.scenario.area.outer)):
        _shape(sheet, frame, ring, width=0.6)


def draw_wires(sheet: Sheet, frame: PaperMap, brief: Mapped) -> None:
    """Draw power lines, over the routes: nobody may overlook one."""
    for wire in brief.project.threats.power_lines:
        line = brief.scenario.terrain.frame.project(wire.line)
        points = [frame.at(x, y) for x, y in shapely.get_coordinates(line)]
        if len(points) < 2:
            continue
        sheet.line(points, width=0.35)
        for x, y in points:
            sheet.frame(x - 0.65, y - 0.65, 1.3, 1.3, width=0.25, fill="#FFFFFF")


def draw_names(sheet: Sheet, frame: PaperMap, brief: Mapped, home: Home | None = None) -> None:
    """Write zones' names and heights, control points, and H at the launch place (the home's)."""
    for zone in brief.scenario.zones:
        west, _, east, north = zone.polygon_m.bounds
        x, y = frame.at((west + east) / 2, north)
        words = f"{zone.name} {sentence(heights_told(zone.floor, zone.ceiling))}"
        _inside(sheet, frame, x, y - 1.2, words)
    for mark in brief.control:
        x, y = frame.at(mark.x_m, mark.y_m)
        sheet.line([(x - 1.2, y + 1), (x + 1.2, y + 1), (x, y - 1.2)], fill=INK, close=True)
        sheet.text(x, y + 3.8, mark.name, size=_SMALL, weight=600, align="centre", halo=True)
    home = home or brief.scenario.home
    x, y = frame.at(home.x_m, home.y_m)
    sheet.disc(x, y, 2.3, fill="#FFFFFF", width=0.6)
    sheet.text(x, y + 1.05, "H", size=8.2, weight=700, align="centre")


def draw_edge(sheet: Sheet, frame: PaperMap) -> None:
    """Draw the frame with figures of the grid, the scale and north."""
    step = _grid_step(frame)
    west, south, east, north = frame.bounds_m
    for x_m in np.arange(math.ceil(west / step) * step, east, step):
        x = frame.at(float(x_m), south)[0]
        if frame.left + 14 < x < frame.left + frame.wide - 46:
            sheet.text(
                x, frame.top + frame.high - 1.2, f"{_grouped(x_m)} E", size=6.6, align="centre",
                halo=True,
            )  # fmt: skip
    for y_m in np.arange(math.ceil(south / step) * step, north, step):
        y = frame.at(west, float(y_m))[1]
        if frame.top + 12 < y < frame.top + frame.high - 14:
            _upright(sheet, frame.left + 2.8, y, f"{_grouped(y_m)} N")
    _north(sheet, frame.left + frame.wide - 6.5, frame.top + 3)
    _bar(sheet, frame)
    sheet.frame(frame.left, frame.top, frame.wide, frame.high, width=0.5)


def draw_route(sheet: Sheet, frame: PaperMap, page: SortiePage) -> None:
    """Draw one sortie as the page's own: strips bold, ways between them dashed, arrows."""
    points = page.sortie.waypoints
    home = page.plan.home_of(page.sortie)
    place = [frame.at(x, y) for x, y in zip(points.x_m, points.y_m, strict=True)]
    base = frame.at(home.x_m, home.y_m)
    for leg in ([base, place[0]], [place[-1], base]):
        sheet.line(leg, width=0.45, colour=ACCENT, dash=(1.6, 1.0))
    for first, last, kind in _stretches(points):
        dash = () if kind == LegKind.SURVEY else (1.6, 1.0)
        width = 0.75 if kind == LegKind.SURVEY else 0.45
        sheet.line(place[first : last + 1], width=width, colour=ACCENT, dash=dash)
    for n, (first, last, kind) in enumerate(_stretches(points)):
        if kind == LegKind.SURVEY and n % 4 < 2:
            _arrow(sheet, place[first], place[last], ACCENT)
    for first, last, kind in (*_stretches(points)[:1], *_stretches(points)[-1:]):
        if kind != LegKind.SURVEY:
            _arrow(sheet, place[first], place[last], ACCENT)
    start = next((f for f, _, k in _stretches(points) if k == LegKind.SURVEY), 0)
    badge(sheet, *place[start], page.label, 2.7)


def draw_strips(sheet: Sheet, frame: PaperMap, page: SortiePage, colour: str = OTHERS) -> None:
    """Draw the strips of a sortie thin, as one of the others."""
    points = page.sortie.waypoints
    for first, last, kind in _stretches(points):
        if kind == LegKind.SURVEY:
            line = [frame.at(points.x_m[i], points.y_m[i]) for i in range(first, last + 1)]
            sheet.line(line, width=0.16 if colour == OTHERS else 0.3, colour=colour)


def badge(sheet: Sheet, x: float, y: float, label: str, radius: float) -> None:
    """Draw a disc with a sortie's label."""
    canvas = sheet.canvas
    canvas.setFillColor(HexColor(ACCENT))
    canvas.setStrokeColor(HexColor("#FFFFFF"))
    canvas.setLineWidth(0.35 * MM)
    canvas.setDash([])
    canvas.circle(x * MM, (HEIGHT - y) * MM, radius * MM, stroke=1, fill=1)
    size = radius * 2 * MM * (0.58 if len(label) < 2 else 0.46 if len(label) < 3 else 0.36)
    sheet.text(
        x, y + size * 0.36 / MM, label, size=size, weight=700, colour="#FFFFFF", align="centre"
    )


def clipped(sheet: Sheet, frame: PaperMap) -> None:
    """Draw nothing beyond the frame until the canvas's state is restored."""
    path = sheet.canvas.beginPath()
    path.rect(
        frame.left * MM, (HEIGHT - frame.top - frame.high) * MM, frame.wide * MM, frame.high * MM
    )
    sheet.canvas.clipPath(path, stroke=0, fill=0)


def _stretches(points: Waypoints) -> list[tuple[int, int, int]]:
    """Return first and last waypoint and kind of each run of legs of one kind and strip."""
    found: list[tuple[int, int, int]] = []
    for i in range(len(points) - 1):
        kind = int(points.leg[i])
        same = found and found[-1][2] == kind and points.strip[i] == points.strip[i - 1]
        if same:
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


def _contours(sheet: Sheet, frame: PaperMap, brief: Mapped) -> None:
    terrain = brief.scenario.terrain
    east, north = terrain.centres()
    west, south, right, upper = frame.bounds_m
    cols = np.flatnonzero((east >= west - terrain.cell_m) & (east <= right + terrain.cell_m))
    rows = np.flatnonzero((north >= south - terrain.cell_m) & (north <= upper + terrain.cell_m))
    if len(cols) < 3 or len(rows) < 3:
        return
    # Half a millimetre on paper is as fine as a line can be told from the next.
    skip = max(1, round(0.5 * frame.scale / 1000 / terrain.cell_m))
    cols, rows = cols[::skip], rows[::skip]
    heights = np.ma.masked_invalid(terrain.height_m[np.ix_(rows, cols)])
    if heights.count() == 0:
        return
    low, high = float(heights.min()), float(heights.max())
    step = contour_step_m(low, high)
    lines = contour_generator(east[cols], north[rows], heights)
    for n in range(math.ceil(low / step), math.floor(high / step) + 1):
        for line in lines.lines(n * step):
            drawn = shapely.get_coordinates(
                shapely.simplify(shapely.linestrings(line), frame.scale / 1000 * 0.12)
            )
            if len(drawn) > 1:
                width = 0.2 if n % 5 == 0 else 0.09
                colour = "#777777" if n % 5 == 0 else "#A8A8A8"
                sheet.line([frame.at(x, y) for x, y in drawn], width=width, colour=colour)


def contour_step_m(low_m: float, high_m: float) -> float:
    """Return the interval between contours: at most 25 of them."""
    return float(next((s for s in _CONTOURS if (high_m - low_m) / s <= 25), 500))


def _crosses(sheet: Sheet, frame: PaperMap) -> None:
    step = _grid_step(frame)
    west, south, east, north = frame.bounds_m
    for x_m in np.arange(math.ceil(west / step) * step, east, step):
        for y_m in np.arange(math.ceil(south / step) * step, north, step):
            x, y = frame.at(float(x_m), float(y_m))
            sheet.line([(x - 1.3, y), (x + 1.3, y)], width=0.18)
            sheet.line([(x, y - 1.3), (x, y + 1.3)], width=0.18)


def _grid_step(frame: PaperMap) -> float:
    return next(s for s in (50, 100, 200, 500, 1000, 2000, 5000, 10000) if s / frame.scale > 0.016)


def _hatched(sheet: Sheet, frame: PaperMap, polygon: BaseGeometry) -> None:
    outline = [frame.at(x, y) for x, y in shapely.get_coordinates(polygon.exterior)]
    sheet.line(outline, width=0.0, fill="#F2F2F2", close=True)
    xs, ys = zip(*outline, strict=True)
    left, right, top, foot = min(xs), max(xs), min(ys), max(ys)
    shape = shapely.polygons(outline)
    for start in np.arange(left - (foot - top), right, 1.5):
        line = shapely.linestrings([(start, foot), (start + foot - top, top)])
        for part in shapely.get_parts(shapely.intersection(shape, line)):
            ends = shapely.get_coordinates(part)
            if len(ends) > 1:
                sheet.line([(float(x), float(y)) for x, y in ends], width=0.22)
    sheet.line(outline, width=0.5, close=True)


def _shape(
    sheet: Sheet,
    frame: PaperMap,
    ring: Sequence[Point],
    *,
    fill: str = "",
    width: float,
    dash: Sequence[float] = (),
) -> None:
    sheet.line([frame.at(x, y) for x, y in ring], width=width, fill=fill, dash=dash, close=True)


def _polygons(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    return (p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon")


def _rings(geometry: BaseGeometry) -> Iterable[list[Point]]:
    for polygon in _polygons(geometry):
        for ring in (polygon.exterior, *polygon.interiors):
            yield [(float(x), float(y)) for x, y in shapely.get_coordinates(ring)]


def _arrow(sheet: Sheet, start: Point, end: Point, colour: str) -> None:
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = math.hypot(dx, dy)
    if long < 4:
        return
    ux, uy = dx / long, dy / long
    x, y = start[0] + dx * 0.55, start[1] + dy * 0.55
    tip = (x + 1.3 * ux, y + 1.3 * uy)
    sides = [(x - 1.1 * ux + s * 0.85 * uy, y - 1.1 * uy - s * 0.85 * ux) for s in (1, -1)]
    sheet.line([tip, *sides], width=0.0, colour=colour, fill=colour, close=True)


def _inside(sheet: Sheet, frame: PaperMap, x: float, y: float, words: str) -> None:
    """Write a name over a place, moved as far as it must to lie in the frame."""
    half = len(words) * 0.65
    if not (frame.left < x < frame.left + frame.wide and frame.top < y < frame.top + frame.high):
        return
    x = min(max(x, frame.left + half + 4), frame.left + frame.wide - half - 2)
    y = min(max(y, frame.top + 4), frame.top + frame.high - 8)
    sheet.text(x, y, words, size=_SMALL, weight=600, align="centre", halo=True)


def _upright(sheet: Sheet, x: float, y: float, words: str) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    canvas.translate(x * MM, (HEIGHT - y) * MM)
    canvas.rotate(90)
    canvas.translate(0, -HEIGHT * MM)
    sheet.text(0, 0, words, size=6.6, align="centre", halo=True)
    canvas.restoreState()


def _north(sheet: Sheet, x: float, y: float) -> None:
    sheet.frame(x - 4.4, y - 2, 8.8, 14.5, width=0.0, fill="#FFFFFF")
    sheet.line(
        [(x, y), (x + 2.4, y + 7), (x, y + 5.2), (x - 2.4, y + 7)], width=0.2, fill=INK, close=True
    )
    sheet.text(x, y + 10.6, w("brief.north"), size=8.2, weight=700, align="centre")


def _bar(sheet: Sheet, frame: PaperMap) -> None:
    room_m = 34 * frame.scale / 1000
    steps = [s * 10**p for p in range(1, 5) for s in (1, 2, 5)]
    length_m = max(s for s in steps if s <= room_m)
    long = length_m * 1000 / frame.scale
    right, foot = frame.left + frame.wide - 4, frame.top + frame.high - 3.4
    words = f"{_grouped(length_m)} m · 1:{frame.scale:,}"
    wide = max(long, width_pt(words, _SMALL, 700) / MM)
    sheet.frame(right - wide - 1.5, foot - 5.4, wide + 3, 7.0, width=0.0, fill="#FFFFFF")
    ends = [(right - long, foot - 1.2), (right - long, foot), (right, foot), (right, foot - 1.2)]
    sheet.line(ends, width=0.5)
    sheet.text(right, foot - 2.2, words, size=_SMALL, weight=700, align="right")


def _grouped(value: float) -> str:
    return f"{value:,.0f}".replace(",", " ")
