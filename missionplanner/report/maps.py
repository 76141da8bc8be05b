"""Map sheets (PNG or PDF) and map panels of the report."""

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.ecology.legends import Legend, Limits
from missionplanner.errors import InputError
from missionplanner.geo.vertical import read_crs
from missionplanner.messages.language import Language
from missionplanner.raster.overviews import Overview, picture
from missionplanner.report import map_parts as furniture
from missionplanner.report.charts.style import MM_PER_INCH
from missionplanner.report.fonts import ERROR, MUTED, TEXT, drawable, look
from missionplanner.report.ground import coloured
from missionplanner.report.inline import DPI
from missionplanner.report.lookup import Words, words, wrapped
from missionplanner.report.outlines import DrawnZone
from missionplanner.report.relief import relief_under
from missionplanner.storage.atomic import write_whole

A4_MM = (297.0, 210.0)
_MAP = (17.0, 17.0, 201.0, 166.0)  # left, bottom, width, height of the map's frame, mm
HALF_MM = 83.0
"""Width of a map that stands beside another in the report."""
FRONT_MM = 72.0
"""Width of the map on the first page."""
RELATIVE = "relative"
"""Unit of a soil loss of which a factor is absent, as results tell it."""
_SIDE = 227.0  # left of the column of legend and notes, mm
_HATCHED_MM = 4.5  # room for the word on hatched colours


@dataclass(frozen=True)
class MapSheet:
    """What a map sheet says and shows beside the raster.

    Attributes
    ----------
    title, subtitle : str
    language : 'en' or 'zh'
    outlines : sequence of DrawnZone
        Zones, in the raster's coordinates.
    dem : Path or None
        Relief to be seen through the raster.
    limits : (low, high) or None
        Ends of a ramp; None: from the data.
    method, source : str
        Lines at the foot.
    made : date or None
        None: today.
    dpi : float
        Of a PNG.
    hatched : str
        What the legend says of hatched colours; empty: they are plain.
    longest : int
        Most cells read along the longer side; a larger raster is read shrunk.
    """

    title: str
    subtitle: str = ""
    language: Language = "en"
    outlines: Sequence[DrawnZone] = ()
    dem: Path | None = None
    limits: Limits | None = None
    method: str = ""
    source: str = ""
    made: datetime.date | None = None
    dpi: float = 200.0
    longest: int = 2400
    hatched: str = ""


@dataclass(frozen=True, eq=False)
class MapPanel:
    """One small map among others."""

    title: str
    picture: Overview


def in_unit(shown: Legend, unit: str) -> Legend:
    """Return a legend in the unit a result tells: a soil loss without R, K or LS has none."""
    if unit != RELATIVE:
        return shown
    return replace(shown, units=(words("en")("relative"), words("zh")("relative")))


def write_map(out: Path, raster: Path, legend: Legend, sheet: MapSheet) -> Path:
    """Write a raster as an A4 landscape map sheet.

    Parameters
    ----------
    out : Path
        NAME.png or NAME.pdf; its folder must exist.
    raster : Path
        Of codes or values that `legend` paints.

    Raises
    ------
    InputError
        The ending of `out` is another, or the raster cannot be read or is in degrees.
    OutputError
        The file cannot be written.
    """
    kind = out.suffix.lower().lstrip(".")
    if kind not in ("png", "pdf"):
        raise InputError("report.map_format", str(out))
    seen = picture(raster, sheet.longest)
    if read_crs(seen.crs_wkt).geographic:
        raise InputError("report.map_in_degrees", str(raster))
    with look():
        drawn = _sheet(seen, raster, legend, sheet)
        _save(drawn, out, kind, sheet.dpi)
    return out


def panels(
    shown: Sequence[MapPanel],
    legend: Legend,
    language: Language = "en",
    outlines: Sequence[DrawnZone] = (),
    columns: int = 2,
    limits: Limits | None = None,
    tones: NDArray[np.float64] | None = None,
    width_mm: float = 170.0,
    hatched: str = "",
) -> Figure:
    """Return maps side by side that share one legend, below them; one scale bar, in the first.

    Parameters
    ----------
    limits : (low, high), optional
        Ends of a ramp; None: from all panels together.
    tones : (rows, cols) float64, optional
        Grey relief of the same extent.
    width_mm : float
        Of the whole figure; narrow ones carry the scale bar below the legend.
    hatched : str
        What the legend says of hatched colours; empty: they are plain.
    """
    together = np.concatenate([panel.picture.values.ravel()[::7] for panel in shown])
    limits = limits or legend.limits(together)
    columns = min(columns, len(shown))
    down = -(-len(shown) // columns)
    wide = width_mm / columns - 4
    west, south, east, north = shown[0].picture.bounds
    tall = min(wide * (north - south) / (east - west), 150.0)
    below = (13.0 if width_mm > HALF_MM else 22.0) + (_HATCHED_MM if hatched else 0.0)
    total = down * (tall + 9) + below
    drawn = Figure(figsize=(width_mm / MM_PER_INCH, total / MM_PER_INCH))
    for i, panel in enumerate(shown):
        left = (i % columns) * (wide + 4) + 2
        bottom = total - (i // columns + 1) * (tall + 9) + 2
        axes = drawn.add_axes((left / width_mm, bottom / total, wide / width_mm, tall / total))
        _map(axes, panel.picture, legend, limits, tones)
        if hatched:
            furniture.hatch(axes, panel.picture.bounds)
        furniture.zones(axes, outlines if columns < 3 else _unnamed(outlines), 6.5)
        axes.set_xticks([])
        axes.set_yticks([])
        furniture.box(axes, 0.6)
        axes.set_title(panel.title, pad=4)
    foot = _millimetres(drawn, (0, 0, width_mm, below - 1), (width_mm, total))
    if hatched:
        below -= _HATCHED_MM
        furniture.hatched_swatch(foot, 2, below + 2.6, hatched)
    scale = (width_mm - 42, 3.5) if below < 20 else (2.0, 1.5)
    furniture.scale_bar(foot, *scale, 26, (east - west) / wide)
    furniture.north_arrow(foot, width_mm - 5, 2, 5)
    room = width_mm - 50 if below < 20 else width_mm - 10
    furniture.key_in_a_row(foot, legend, limits, below - 9, room, language)
    return drawn


def _sheet(seen: Overview, raster: Path, legend: Legend, sheet: MapSheet) -> Figure:
    language = drawable(sheet.language)
    told = words(language)
    limits = sheet.limits or legend.limits(seen.values)
    drawn = Figure(figsize=(A4_MM[0] / MM_PER_INCH, A4_MM[1] / MM_PER_INCH))
    page = _millimetres(drawn, (0, 0, *A4_MM), A4_MM)
    left, bottom, width, height = _frame(seen.bounds)
    axes = drawn.add_axes((left / A4_MM[0], bottom / A4_MM[1], width / A4_MM[0], height / A4_MM[1]))
    tones = relief_under(sheet.dem, raster) if sheet.dem else None
    _map(axes, seen, legend, limits, tones, max(sheet.dpi, DPI))
    axes.set_facecolor("#F4F5F6")
    _air(axes, seen.bounds, width / height)
    if sheet.hatched:
        furniture.hatch(axes, seen.bounds)
    furniture.zones(axes, sheet.outlines)
    furniture.frame_ticks(axes)
    size = min(17.0, 17.0 * 70 / max(len(sheet.title), 1))
    page.text(left, 199.5, sheet.title, fontsize=size, fontweight=700, va="center")
    page.text(left, 192, sheet.subtitle, fontsize=9, color=MUTED, va="center")
    metres = read_crs(seen.crs_wkt).unit_m
    unit_m = (axes.get_xlim()[1] - axes.get_xlim()[0]) * metres / width
    _side(page, legend, limits, sheet, told)
    furniture.scale_bar(page, _SIDE, 74, 44, unit_m)
    furniture.north_arrow(page, 281, 72, 9)
    page.text(_SIDE, 69, _ratio(unit_m), fontsize=7.5, color=MUTED, va="top")
    _notes(page, seen, sheet, told)
    return drawn


def _side(page: Axes, legend: Legend, limits: Limits, sheet: MapSheet, told: Words) -> None:
    top = 183.0
    for line in wrapped(legend.title(told.language), 30):
        page.text(_SIDE, top, line, fontsize=10, fontweight=700, va="top")
        top -= 5.5
    top -= 2.5
    end = furniture.key(page, legend, limits, _SIDE, top, told.language) - 2
    furniture.swatch(page, _SIDE, end, "#F4F5F6", told("map_nodata"))
    end -= 6.2
    if sheet.hatched:
        furniture.hatched_swatch(page, _SIDE, end, sheet.hatched, 8.0)
        end -= 6.2
    if sheet.outlines:
        page.plot([_SIDE, _SIDE + 8], [end - 2.3] * 2, color=TEXT, linewidth=1.0)
        page.text(_SIDE + 10, end - 2.4, told("map_zone"), va="center", fontsize=8)
        end -= 6.2
    if any(zone.warned for zone in sheet.outlines):
        page.plot([_SIDE, _SIDE + 8], [end - 2.3] * 2, color=ERROR, linewidth=1.8)
        page.text(_SIDE + 10, end - 2.4, told("map_warned"), va="center", fontsize=8)
        page.plot(_SIDE + 4, end - 2.3, "^", color=ERROR, markeredgecolor="white", markersize=8)
        end -= 6.2


def _notes(page: Axes, seen: Overview, sheet: MapSheet, told: Words) -> None:
    made = sheet.made or datetime.date.today()
    lines = [
        (told("map_method"), sheet.method),
        (told("map_source"), sheet.source),
        (told("map_crs"), crs_name(seen.crs_wkt)),
        (told("map_made"), f"{made.isoformat()}, Osprey Mission Planner"),
        ("", told("map_no_chinese") if told.language != sheet.language else ""),
    ]
    y = 62.0
    for head, text in lines:
        if not text:
            continue
        if head:
            page.text(_SIDE, y, head, fontsize=6.8, fontweight=700, va="top")
            y -= 3.4
        for line in wrapped(text, 48):
            page.text(_SIDE, y, line, fontsize=6.8, color=MUTED, va="top")
            y -= 3.3
        y -= 1.6


def _map(
    axes: Axes,
    seen: Overview,
    legend: Legend,
    limits: Limits,
    tones: NDArray[np.float64] | None,
    dpi: float = DPI,
) -> None:
    west, south, east, north = seen.bounds
    inches = axes.get_window_extent().width / axes.figure.dpi
    painted = coloured(seen.values, legend, limits, tones, max(2, round(inches * dpi)))
    axes.imshow(painted, extent=(west, east, south, north), interpolation="none")


def _frame(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return left, bottom, width, height in mm of a frame shaped as the raster, at the top left."""
    west, south, east, north = bounds
    left, bottom, width, height = _MAP
    shape = (east - west) / (north - south)
    fitted = max(min(width, height * shape), width / 2), max(min(height, width / shape), height / 2)
    return left, bottom + height - fitted[1], *fitted


def _air(axes: Axes, bounds: tuple[float, float, float, float], shape: float) -> None:
    """Widen the view to the frame's shape, the raster in the middle with some air around it."""
    west, south, east, north = bounds
    width, height = (east - west) * 1.03, (north - south) * 1.03
    width, height = max(width, height * shape), max(height, width / shape)
    x, y = (west + east) / 2, (south + north) / 2
    axes.set_xlim(x - width / 2, x + width / 2)
    axes.set_ylim(y - height / 2, y + height / 2)


def _millimetres(
    drawn: Figure, place: tuple[float, float, float, float], page: tuple[float, float]
) -> Axes:
    """Return empty axes whose unit is the millimetre, over a part of the page."""
    left, bottom, width, height = place
    axes = drawn.add_axes(
        (left / page[0], bottom / page[1], width / page[0], height / page[1]), zorder=-1
    )
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    axes.axis("off")
    axes.set_autoscale_on(False)
    return axes


def crs_name(crs_wkt: str) -> str:
    """Return a coordinate system's name and code as 'WGS 84 / UTM zone 50N (EPSG:32650)'."""
    name = re.search(r'CRS\["([^"]+)"', crs_wkt)
    codes = re.findall(r'ID\["EPSG",(\d+)\]', crs_wkt)
    told = name.group(1) if name else ""
    return f"{told} (EPSG:{codes[-1]})" if codes else told


def _ratio(unit_m: float) -> str:
    """Return the scale on paper to three digits."""
    exact = unit_m * 1000
    size = 10 ** max(0, math.floor(math.log10(exact)) - 2)
    return f"1 : {round(exact / size) * size:,.0f} (A4)".replace(",", " ")


def _unnamed(outlines: Sequence[DrawnZone]) -> list[DrawnZone]:
    return [DrawnZone("", zone.rings, zone.place, zone.warned) for zone in outlines]


def _save(drawn: Figure, out: Path, kind: str, dpi: float) -> None:
    page = BytesIO()
    drawn.savefig(page, format=kind, dpi=dpi)
    write_whole(out, page.getbuffer())
