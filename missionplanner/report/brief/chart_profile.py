"""The height profile of a sortie: flown, ground, the band it is to keep, and the lowest place."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from missionplanner.report.brief.content import Floats, HeightLine, SortiePage
from missionplanner.report.brief.sheet import ACCENT, INK, PALE, RULE, SOFT, Point, Sheet
from missionplanner.report.brief.wording import w

_LABEL = 7.4
_MOST = 900  # points of a line; more are not seen at this width


@dataclass(frozen=True)
class _Axes:
    left: float
    top: float
    wide: float
    high: float
    far_m: float
    low_m: float
    high_m: float

    def at(self, along_m: float, height_m: float) -> Point:
        share = (height_m - self.low_m) / (self.high_m - self.low_m)
        return (
            self.left + self.wide * along_m / self.far_m,
            self.top + self.high * (1 - min(max(share, 0.0), 1.0)),
        )


def draw_profile(
    sheet: Sheet, page: SortiePage, left: float, top: float, wide: float, high: float
) -> None:
    """Draw the profile within a box; km below, metres EGM96 at the left."""
    line = _thinned(page.heights)
    ground, flown = line.ground_m, line.flown_m
    least_m, most_m = band_m(page)
    low, top_m = float(np.nanmin(ground, initial=flown.min())), float(flown.max())
    if most_m is not None and np.isfinite(ground).any():
        top_m = max(top_m, float(np.nanmax(ground)) + most_m)
    step = next((s for s in (10, 20, 50, 100, 200, 500) if (top_m - low) / s <= 4), 1000)
    axes = _Axes(
        left + 13, top, wide - 13, high - 5, max(float(line.distance_m[-1]), 1.0),
        low - 0.06 * (top_m - low + 1), top_m + 0.22 * (top_m - low + 10),
    )  # fmt: skip
    for n in range(math.ceil(axes.low_m / step), math.floor(axes.high_m / step) + 1):
        y = axes.at(0, n * step)[1]
        sheet.line([(axes.left, y), (axes.left + axes.wide, y)], width=0.15, colour=RULE)
        unit = " m" if (n + 1) * step > axes.high_m else ""
        sheet.text(axes.left - 1.5, y + 0.9, f"{n * step:,}{unit}", size=_LABEL, align="right")
    _ground(sheet, axes, line)
    for offset in (least_m, most_m):
        if offset is not None:
            for piece in _pieces(axes, line, ground + offset):
                sheet.line(piece, width=0.18, colour=SOFT, dash=(1.4, 1.0))
    for piece in _pieces(axes, line, flown):
        sheet.line(piece, width=0.7, colour=ACCENT)
    _along(sheet, axes)
    _lowest(sheet, axes, line)


def band_m(page: SortiePage) -> tuple[float, float | None]:
    """Return least and greatest height above ground allowed, m; None: no ceiling."""
    return page.plan.intent.min_clearance_m, page.plan.intent.legal_agl_m


def _thinned(line: HeightLine) -> HeightLine:
    """Return the lowest and highest of each stretch, so that no peak is lost."""
    n = len(line.distance_m)
    if n <= _MOST:
        return line
    above = np.where(np.isnan(line.ground_m), np.inf, line.flown_m - line.ground_m)
    parts = np.array_split(np.arange(n), _MOST // 3)
    keep = {0, n - 1}
    for part in parts:
        keep |= {int(part[np.argmin(above[part])]), int(part[np.argmax(line.flown_m[part])])}
        if np.isfinite(line.ground_m[part]).any():
            keep.add(int(part[np.nanargmax(line.ground_m[part])]))
    chosen = np.array(sorted(keep))
    return HeightLine(line.distance_m[chosen], line.flown_m[chosen], line.ground_m[chosen])


def _ground(sheet: Sheet, axes: _Axes, line: HeightLine) -> None:
    known = np.isfinite(line.ground_m)
    for run in _runs(known):
        top = [axes.at(line.distance_m[i], line.ground_m[i]) for i in run]
        foot = axes.top + axes.high
        sheet.line([(top[0][0], foot), *top, (top[-1][0], foot)], width=0.0, fill=PALE, close=True)
        sheet.line(top, width=0.35)


def _pieces(axes: _Axes, line: HeightLine, heights_m: Floats) -> Iterator[list[Point]]:
    for run in _runs(np.isfinite(heights_m)):
        if len(run) > 1:
            yield [axes.at(line.distance_m[i], heights_m[i]) for i in run]


def _runs(mask: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    places = np.flatnonzero(mask)
    return [r for r in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(r)]


def _along(sheet: Sheet, axes: _Axes) -> None:
    foot = axes.top + axes.high
    sheet.line([(axes.left, foot), (axes.left + axes.wide, foot)], width=0.35)
    km = axes.far_m / 1000
    step = next(s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50) if km / s <= 12)
    ticks = np.arange(step, km, step)
    for n, at in enumerate(ticks):
        x = axes.left + axes.wide * at / km
        sheet.line([(x, foot), (x, foot + 1)], width=0.25)
        words = f"{at:g} km" if n == len(ticks) - 1 else f"{round(at, 1):g}"
        sheet.text(x, foot + 4.2, words, size=_LABEL, align="centre")


def _lowest(sheet: Sheet, axes: _Axes, line: HeightLine) -> None:
    above = line.flown_m - line.ground_m
    if not np.isfinite(above).any():
        return
    at = int(np.nanargmin(above))
    along = float(line.distance_m[at])
    foot, tip = axes.at(along, line.ground_m[at]), axes.at(along, line.flown_m[at])
    sheet.line([foot, tip], width=0.6)
    for end, way in ((tip, 1), (foot, -1)):
        sheet.line(
            [end, (end[0] - 0.8, end[1] + way * 1.3), (end[0] + 0.8, end[1] + way * 1.3)],
            width=0.0, fill=INK, close=True,
        )  # fmt: skip
    words = w("brief.lowest", agl_m=float(above[at]), km=along / 1000)
    x = min(max(tip[0], axes.left + 24), axes.left + axes.wide - 24)
    sheet.text(
        x,
        max(tip[1] - 1.6, axes.top + 2),
        words,
        size=_LABEL,
        weight=700,
        align="centre",
        halo=True,
    )
