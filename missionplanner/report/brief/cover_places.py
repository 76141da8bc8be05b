"""The map of the cover, what stands beside it, and the lists below."""

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.report.brief.chart_map import (
    PaperMap,
    badge,
    clipped,
    draw_area,
    draw_edge,
    draw_names,
    draw_strips,
    draw_wires,
)
from missionplanner.report.brief.checklists import before_leaving, end_of
from missionplanner.report.brief.codes import draw_code, geo_uri
from missionplanner.report.brief.content import Brief, SortiePage
from missionplanner.report.brief.near import wires_near, zones_near
from missionplanner.report.brief.sheet import INK, LEFT, NOTE, OTHERS, RIGHT, SOFT, Sheet
from missionplanner.report.brief.wording import w


def map_and_places(sheet: Sheet, brief: Brief, frame: PaperMap, top: float) -> float:
    """Draw the map, beside it places, zones and what happens without a link; return its foot."""
    canvas = sheet.canvas
    canvas.saveState()
    clipped(sheet, frame)
    canvas.doForm("cover-map")
    first = brief.plans[0]
    shown = [page for page in brief.pages if page.plan.sensor.key == first.sensor.key]
    for page in shown:
        draw_strips(sheet, frame, page, INK if len(brief.plans) == 1 else OTHERS)
    draw_area(sheet, frame, brief)
    draw_wires(sheet, frame, brief)
    draw_names(sheet, frame, brief)
    for page in shown:
        badge(sheet, *frame.at(*_middle(page)), page.label, 2.3)
    if len(brief.plans) > 1:
        note = w("brief.strips_of", sensor=first.sensor.name)
        sheet.text(frame.left + 2.5, frame.top + 4, note, size=NOTE, halo=True)
    canvas.restoreState()
    draw_edge(sheet, frame)
    _places(sheet, brief, frame)
    return frame.top + frame.high


def _middle(page: SortiePage) -> tuple[float, float]:
    """Return the middle of the middle strip of a sortie, site metres."""
    points = page.sortie.waypoints
    on = [i for i in range(len(points)) if points.strip[i] >= 0] or [0]
    strip = points.strip[on[len(on) // 2]]
    same = [i for i in on if points.strip[i] == strip]
    at = same[len(same) // 2]
    return float(points.x_m[at]), float(points.y_m[at])


def _places(sheet: Sheet, brief: Brief, frame: PaperMap) -> None:
    x, y, room = frame.left + frame.wide + 4.5, frame.top, RIGHT - frame.left - frame.wide - 4.5
    home = brief.scenario.home
    place = home.position
    draw_code(sheet, x, y, 21, geo_uri(place.lon_deg, place.lat_deg))
    sheet.text(x + 10.5, y + 24.6, w("brief.code_place"), size=NOTE, align="centre")
    aside = x + 24.5
    sheet.text(aside, y + 3.2, w("brief.home"), weight=700)
    lat = w("brief.north_of" if place.lat_deg >= 0 else "brief.south_of", deg=abs(place.lat_deg))
    lon = w("brief.east_of" if place.lon_deg >= 0 else "brief.west_of", deg=abs(place.lon_deg))
    height = w("brief.home_height", height_m=home.ground_egm96_m)
    for i, words in enumerate((lat, lon, height)):
        sheet.text(aside, y + 8.0 + 4.2 * i, words)
    y = sheet.head(x, y + 30.6, w("brief.zones"))
    zones = zones_near(brief.scenario)
    wires = wires_near(brief.scenario, brief.project.threats.power_lines)
    pairs = [(f"**{z.name}", sentence(z.heights)) for z in zones]
    pairs += [(wire.name, f"{wire.height_m:g} m") for wire in wires]
    shown = pairs[:6] if len(pairs) > 7 else pairs
    y = sheet.rows(x, y, room, shown or [(w("brief.no_zone"), "")])
    if len(shown) < len(pairs):
        sheet.text(x, y, w("brief.more_zones", n=len(pairs) - len(shown)), size=NOTE, colour=SOFT)
        y += 4
    y = sheet.head(x, y + 1.8, w("brief.lost_link"))
    ending = brief.ending
    told = (Message(f"report.brief.lost_{ending.lost_link}"), end_of(ending.finish))
    sheet.paragraph(x, y, room, "".join(map(sentence, told)).strip(), most=7)


def lists(sheet: Sheet, brief: Brief, y: float) -> float:
    """Write control points and what is done before leaving; return the foot."""
    half = 116.0
    left_foot = right_foot = y
    if brief.control:
        left_foot = _control(sheet, brief, y)
        x = half
    else:
        x = LEFT
    items = [sentence(told) for told in before_leaving(brief)]
    top = sheet.head(x, y, w("brief.before_leaving"))
    if brief.control:
        right_foot = sheet.ticks(x, top, RIGHT - x, items)
    else:
        cut = -(-len(items) // 2)
        right_foot = sheet.ticks(x, top, 96, items[:cut])
        sheet.ticks(half, top, RIGHT - half, items[cut:])
    return max(left_foot, right_foot) + 1.0


def _control(sheet: Sheet, brief: Brief, y: float) -> float:
    y = sheet.head(LEFT, y, w("brief.control"), w("brief.control_note", frame=_frame(brief)))
    columns = ((LEFT, "left"), (48.0, "right"), (74.0, "right"), (87.0, "right"), (110.0, "right"))
    heads = ("brief.column.point", "brief.column.east", "brief.column.north",
             "brief.column.height", "brief.column.measured")  # fmt: skip
    for (x, align), code in zip(columns, heads, strict=True):
        sheet.text(x, y, w(code), size=NOTE, colour=SOFT, align=align)
    sheet.rule(y + 1.4, LEFT, 110.0, 0.45)
    y += 4.9
    shown = brief.control[:12]
    for mark in shown:
        height = f"{mark.height_m:.0f}" if mark.height_m == mark.height_m else "–"
        words = (mark.name, f"{mark.x_m:,.1f}".replace(",", " "),
                 f"{mark.y_m:,.1f}".replace(",", " "), height, "")  # fmt: skip
        for n, ((x, align), cell) in enumerate(zip(columns, words, strict=True)):
            sheet.text(x, y, cell, weight=400 if n else 700, align=align)
        sheet.rule(y + 1.4, LEFT, 110.0)
        y += 4.9
    if len(shown) < len(brief.control):
        more = w("brief.more_points", n=len(brief.control) - len(shown))
        sheet.text(LEFT, y, more, size=NOTE, colour=SOFT)
        y += 4
    return y


def _frame(brief: Brief) -> str:
    epsg = brief.scenario.terrain.frame.epsg
    return f"WGS 84 / UTM {epsg % 100}{'N' if epsg < 32700 else 'S'}"
