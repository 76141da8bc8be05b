"""The page of one sortie, in the order of use."""

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message, message
from missionplanner.model.plan import Ceiling
from missionplanner.report.brief.chart_map import (
    PaperMap,
    badge,
    clipped,
    draw_area,
    draw_edge,
    draw_names,
    draw_route,
    draw_wires,
)
from missionplanner.report.brief.chart_profile import draw_profile
from missionplanner.report.brief.checklists import (
    after_landing,
    before_take_off,
    by_hand,
    camera_rows,
    end_of,
    sortie_not_verified,
    storage_gb,
)
from missionplanner.report.brief.codes import draw_code, geo_uri, hash_uri
from missionplanner.report.brief.content import Brief, SortiePage
from missionplanner.report.brief.days import clock, day_words, window_words
from missionplanner.report.brief.near import CLOSE_M
from missionplanner.report.brief.sheet import (
    BODY,
    LEFT,
    LINE,
    MM,
    NOTE,
    RIGHT,
    ROW,
    SOFT,
    Sheet,
)
from missionplanner.report.brief.stands_on import fingerprint, foot_lines
from missionplanner.report.brief.typeface import shortened, wrapped
from missionplanner.report.brief.wording import w

MAP = (LEFT, 41.5, 116.0, 91.0)  # left, top, width, height on this page, mm
_ASIDE, _HALF = LEFT + MAP[2] + 4.5, 108.0


def draw_sortie(sheet: Sheet, page: SortiePage, brief: Brief, frame: PaperMap, leaf: str) -> None:
    """Draw a sortie's page; the ground of its map is the form `sortie-map` of the canvas."""
    _title(sheet, page, brief)
    _figures(sheet, page)
    _map(sheet, page, brief, frame)
    _aside(sheet, page, brief)
    y = frame.top + frame.high + 5.2
    least, most = page.figures.agl_min_m, page.figures.agl_max_m
    legal = page.plan.intent.legal_agl_m
    note = message("report.brief.profile_note", least_m=least, most_m=most,
                   low_m=page.plan.intent.min_clearance_m)  # fmt: skip
    if legal is not None:
        note = message(
            "report.brief.profile_note_band", least_m=least, most_m=most,
            low_m=page.plan.intent.min_clearance_m, high_m=legal,
        )  # fmt: skip
    sheet.head(LEFT, y, w("brief.profile"), sentence(note))
    draw_profile(sheet, page, LEFT, y + 2.5, RIGHT - LEFT, 28.0)
    _camera(sheet, page, y + 36.6)
    _lists(sheet, page, y + 36.6 + 44.2)
    _foot(sheet, page, brief, leaf)


def _title(sheet: Sheet, page: SortiePage, brief: Brief) -> None:
    badge(sheet, LEFT + 6.3, 18.5, page.label, 6.3)
    title = message("report.brief.sortie_of", n=page.place, of=len(brief.pages))
    sheet.text(LEFT + 16, 19.6, sentence(title), size=19, weight=700)
    under = message("report.brief.sortie_with", sensor=page.sensor_names, n=page.battery_set)
    sheet.text(LEFT + 16, 24.6, sentence(under), size=BODY, room=100)
    sheet.text(RIGHT, 15.6, brief.title, weight=700, align="right", room=74)
    day = page.slot.start.date() if page.slot.start else brief.day
    sheet.text(RIGHT, 20.0, day_words(day, page.slot.start, brief.zone), align="right")
    sheet.text(RIGHT, 24.4, page.file.name, size=NOTE, colour=SOFT, align="right", room=80)
    sheet.rule(27.2, width=0.7)


def _figures(sheet: Sheet, page: SortiePage) -> None:
    told, slot = page.figures, page.slot
    minutes, seconds = divmod(round(told.duration_s), 60)
    cells = (
        ("brief.key.take_off", clock(slot.start), ""),
        ("brief.key.landing", clock(slot.end), ""),
        ("brief.key.time", f"{minutes}:{seconds:02d}", w("brief.unit.minutes")),
        ("brief.key.length", f"{told.length_m / 1000:.1f}", "km"),
        ("brief.key.speed", f"{page.plan.settings.speed_mps:.1f}", "m/s"),
        ("brief.key.photos", f"{told.photos:,}", ""),
        ("brief.key.battery", f"{100 * page.home_share:.0f}", "%"),
        ("brief.key.return", f"{page.mission.rth_height_m:.0f}", w("brief.unit.over_home")),
    )
    widths = (21.0, 21.0, 26.5, 22.5, 22.5, 19.5, 24.5, 28.5)
    top, x = 30.0, LEFT
    sheet.frame(LEFT, top, RIGHT - LEFT, 10.0)
    for (code, value, unit), wide in zip(cells, widths, strict=True):
        if x > LEFT:
            sheet.line([(x, top), (x, top + 10)], width=0.2)
        sheet.text(x + 2, top + 3.7, w(code), size=7.6, room=wide - 2.5)
        long = sheet.text(x + 2, top + 8.5, value, size=12.5, weight=700)
        sheet.text(x + 3 + long, top + 8.5, unit, size=7.6, room=wide - long - 3)
        x += wide


def _map(sheet: Sheet, page: SortiePage, brief: Brief, frame: PaperMap) -> None:
    canvas = sheet.canvas
    canvas.saveState()
    clipped(sheet, frame)
    canvas.doForm("sortie-map")
    canvas.doForm(f"strips-{page.plan.sensor.key}")
    draw_area(sheet, frame, brief)
    draw_route(sheet, frame, page)
    draw_wires(sheet, frame, brief)
    draw_names(sheet, frame, brief, page.mission.home)
    canvas.restoreState()
    draw_edge(sheet, frame)


def _aside(sheet: Sheet, page: SortiePage, brief: Brief) -> None:
    x, room = _ASIDE, RIGHT - _ASIDE
    y = draw_go(sheet, x, MAP[1] + 0.2, room, page) + 4.6
    floor = MAP[1] + MAP[3]
    y = sheet.head(x, y, w("brief.zones_nearest"))
    pairs = []
    for zone in page.zones[:5]:
        mark = "**" if (zone.nearest_m or 0.0) < CLOSE_M else ""
        name = mark + shortened(zone.name, BODY, 23 * MM)
        near = w("brief.nearest", name=name, m=zone.nearest_m or 0.0)
        pairs.append((near, sentence(zone.heights)))
    for wire in page.wires[:2]:
        crossed = message("report.brief.crossed", name=wire.name, n=wire.crossed or 0)
        pairs.append((sentence(crossed), f"{wire.height_m:g} m"))
    y = sheet.rows(x, y, room, pairs or [(w("brief.no_zone"), "")])
    if len(page.zones) > 5:
        more = message("report.brief.more_zones", n=len(page.zones) - 5)
        sheet.text(x, y, sentence(more), size=NOTE, colour=SOFT)
        y += 4
    y = sheet.head(x, y + 1.6, w("brief.return"))
    y = sheet.paragraph(x, y, room, return_words(page), most=8)
    if page.control and y < floor - 8:
        y = sheet.head(x, y + 1.6, w("brief.control_here"))
        names = message("report.brief.control_names", names=[c.name for c in page.control])
        sheet.paragraph(x, y, room, sentence(names), most=3)


def draw_go(sheet: Sheet, x: float, y: float, room: float, page: SortiePage) -> float:
    """Draw the box of go or no go; return its lower edge."""
    light = sentence(window_words(page.slot))
    lines = [*map(sentence, page.go.lines[:3]), light, f"**{sentence(page.go.age)}**"]
    word = sentence(page.go.word)
    left = 19.0
    made = [line for words in lines for line in wrapped(words, 8.2, (room - left - 3) * MM)]
    high = max(16.0, 4.2 + LINE * len(made))
    sheet.frame(x, y, room, high, width=0.7)
    size = 17 if len(word) < 3 else 13
    sheet.text(
        x + left / 2, y + high / 2 + size * 0.13, word, size=size, weight=700, align="centre"
    )
    foot = y + 4.9
    for line in made:
        sheet.rich(x + left, foot, line, size=8.2)
        foot += LINE
    return y + high


def return_words(page: SortiePage) -> str:
    """Return what happens when the link is lost, the route ends or the battery is low."""
    mission, told = page.mission, page.figures
    parts = [message("report.brief.return_at", height_m=mission.rth_height_m)]
    if told.return_clear_m is not None:
        # Measured at the least height that is safe: from a greater one it is at least as much.
        higher = mission.rth_least_m is not None and mission.rth_height_m > mission.rth_least_m
        code = "report.brief.return_clear_least" if higher else "report.brief.return_clear"
        parts.append(message(code, clear_m=told.return_clear_m))
    agl = mission.rth_agl_max_m
    if agl is not None:
        legal = page.plan.intent.legal_agl_m
        over = legal is not None and agl > legal
        if over and page.plan.intent.ceiling is not Ceiling.NONE:
            parts.append(message("report.brief.return_over", agl_m=agl, ceiling_m=legal))
        else:
            parts.append(message("report.brief.return_agl", agl_m=agl))
    parts.append(Message(f"report.brief.link_{mission.lost_link}"))
    parts.append(end_of(mission.finish))
    parts.append(message("report.brief.return_end", percent=100 * page.plan.intent.reserve_share))
    return "".join(sentence(part) for part in parts).strip()


def _camera(sheet: Sheet, page: SortiePage, y: float) -> None:
    foot = sheet.head(LEFT, y, w("brief.camera"), w("brief.camera_note"))
    rows = [(sentence(a), sentence(b)) for a, b in camera_rows(page.plan)]
    gb = storage_gb(page)
    photos = page.figures.photos
    takes = w("brief.row.storage_is", n=photos, mb=1000 * gb / max(photos, 1), gb=gb)
    if page.beside:
        takes = f"{gb:.1f} GB"
    rows.append((w("brief.row.storage"), takes))
    for plan, _ in page.beside:
        settings = plan.settings
        words = w("brief.row.beside_is", gsd_cm=100 * settings.gsd_m, s=settings.interval_s)
        rows.append((f"**{plan.sensor.name}", words))
    sheet.rows(LEFT, foot, 91.0, rows, step=ROW if len(rows) < 8 else 34.0 / len(rows))
    sheet.frame(_HALF, y - 4.2, RIGHT - _HALF, 43.2, width=0.7)
    foot = sheet.head(_HALF + 3, y + 0.6, w("brief.by_hand"))
    sheet.ticks(_HALF + 3, foot, RIGHT - _HALF - 5, [sentence(m) for m in by_hand(page)], y + 37.9)


def _lists(sheet: Sheet, page: SortiePage, y: float) -> None:
    foot = sheet.head(LEFT, y, w("brief.before_take_off"))
    sheet.ticks(LEFT, foot, 91.0, [sentence(m) for m in before_take_off(page)], y + 31)
    foot = sheet.head(_HALF, y, w("brief.after_landing"))
    foot = sheet.ticks(
        _HALF, foot, RIGHT - _HALF, [sentence(m) for m in after_landing(page)], y + 21.2
    )
    blanks = [(w(code), "") for code in (
        "brief.blank.take_off", "brief.blank.landing", "brief.blank.photos", "brief.blank.battery",
    )]  # fmt: skip
    sheet.blanks(_HALF, foot + 0.8, RIGHT - _HALF, 2, blanks)


def _foot(sheet: Sheet, page: SortiePage, brief: Brief, leaf: str) -> None:
    top = 255.5
    sheet.rule(top, width=0.35)
    y = sheet.head(LEFT, top + 4.8, w("brief.not_verified"))
    for told in sortie_not_verified(page, brief):
        if y > 276.5:
            break
        sheet.text(LEFT + 0.6, y, "?", weight=700)
        y = sheet.paragraph(LEFT + 4, y, 128, sentence(told), size=8.2, most=2) + 0.4
    y = 279.2
    for line in foot_lines(brief, fingerprint(page.file.sha256), leaf):
        sheet.text(LEFT, y + 2, line, size=NOTE, colour=SOFT, room=134)
        y += 3.6
    place = page.plan.home_of(page.sortie).position
    side = 20.5
    for right, words, code in (
        (RIGHT - side - 4.5, geo_uri(place.lon_deg, place.lat_deg), "brief.code_place"),
        (RIGHT, hash_uri(page.file.sha256), "brief.code_file"),
    ):
        draw_code(sheet, right - side, top + 2.6, side, words)
        sheet.text(right - side / 2, top + side + 6.2, w(code), size=NOTE, align="centre")
