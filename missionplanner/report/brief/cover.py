"""The cover: the day, its sorties, the map, who and what; two sheets where there are many."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from missionplanner.messages.catalogue import sentence
from missionplanner.report.brief.chart_map import (
    PaperMap,
)
from missionplanner.report.brief.checklists import not_verified
from missionplanner.report.brief.codes import draw_code, hash_uri
from missionplanner.report.brief.content import Brief, SortiePage
from missionplanner.report.brief.cover_places import lists, map_and_places
from missionplanner.report.brief.days import clock, day_words, window_words
from missionplanner.report.brief.logo import draw_logo
from missionplanner.report.brief.sheet import (
    ACCENT,
    BODY,
    LEFT,
    LIGHT,
    LINE,
    MM,
    NOTE,
    RIGHT,
    SOFT,
    Sheet,
)
from missionplanner.report.brief.stands_on import rows, together
from missionplanner.report.brief.typeface import wrapped
from missionplanner.report.brief.wording import w

#: More sorties than these, and the map goes to a sheet of its own.
FEW = 6
#: Rows of the table that one sheet takes, with the day above it and people below.
ROWS = 32
_MAP_ONE, _MAP_MANY = (108.0, 84.0), (120.0, 120.0)  # width and height, mm
_STEP = 5.0
_LAST_REASON_MM = 246.0  # below it stand the people
_GO_HIGH = 20.6  # of the boxes of weather: four lines
_COLUMNS = (
    ("brief.column.sortie", LEFT, "left"),
    ("brief.column.sensor", 24.0, "left"),
    ("brief.column.take_off", 83.0, "right"),
    ("brief.column.time", 96.0, "right"),
    ("brief.column.length", 112.0, "right"),
    ("brief.column.climb", 128.5, "right"),
    ("brief.column.photos", 141.5, "right"),
    ("brief.column.battery", 155.0, "right"),
    ("brief.column.home", 169.0, "right"),
    ("brief.column.return", 190.0, "right"),
    ("brief.column.done", RIGHT, "right"),
)


def sheets_of(brief: Brief) -> int:
    """Return how many sheets the cover takes."""
    if not _on_two(brief):
        return 1
    return 1 + -(-len(brief.pages) // ROWS)


def draw_cover(sheet: Sheet, brief: Brief, frame: PaperMap, leaves: int) -> None:
    """Draw all sheets of the cover and turn each over; `cover-map` is the ground of its map."""
    pages, many = brief.pages, _on_two(brief)
    chunks = [pages[i : i + ROWS] for i in range(0, len(pages), ROWS)]
    for n, chunk in enumerate(chunks):
        y = _title(sheet, brief, n + 1, leaves)
        if n == 0:
            y = _day_chart(sheet, brief, _weather(sheet, brief, y))
        y = _table(sheet, brief, chunk, y, last=n == len(chunks) - 1)
        if many:
            if n == len(chunks) - 1:
                _people(sheet, brief, min(_no_times(sheet, brief, y) + 4, 259))
            sheet.canvas.showPage()
    if many:
        y = _title(sheet, brief, len(chunks) + 1, leaves) + 1
    foot = map_and_places(sheet, brief, frame, y + 1.5)
    foot = lists(sheet, brief, foot + 5.5)
    if not many:
        _people(sheet, brief, foot)
        foot += 15.6
    _notes(sheet, foot + 5.0)
    _foot(sheet, brief)
    sheet.canvas.showPage()


def _no_times(sheet: Sheet, brief: Brief, y: float) -> float:
    """Say below the table why sorties have no time, those of one reason together."""
    places: dict[str, list[int]] = {}
    for place, page in enumerate(brief.pages):
        if page.slot.start is None and page.slot.why is not None:
            places.setdefault(sentence(window_words(page.slot)), []).append(place)
    for why, found in places.items():
        if y > _LAST_REASON_MM:
            break  # each sortie's own sheet tells it
        names = [brief.pages[place].label for place in found]
        in_a_row = len(found) > 2 and found[-1] - found[0] == len(found) - 1
        named = f"{names[0]}–{names[-1]}" if in_a_row else " ".join(names)
        y = sheet.paragraph(LEFT, y + 5.0, RIGHT - LEFT, f"**{named}** {why}", most=2) - LINE
    return y


def map_box(brief: Brief) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the cover's map, mm."""
    if _on_two(brief):
        return (LEFT, 31.5, *_MAP_MANY)
    rows_told = len(brief.pages) + (len(brief.pages) > 1)
    return (LEFT, 32.6 + _GO_HIGH + 29.6 + _STEP * rows_told, *_MAP_ONE)


def _on_two(brief: Brief) -> bool:
    """Tell whether map and lists take a sheet of their own."""
    return len(brief.pages) > FEW or (bool(brief.control) and len(brief.pages) > 1)


def _title(sheet: Sheet, brief: Brief, leaf: int, leaves: int) -> float:
    right = draw_logo(sheet, brief.names, RIGHT, 12.0)
    sheet.text(LEFT, 18.6, brief.title, size=19, weight=700, room=116)
    plans = brief.plans
    sensors = ", ".join(sensor.name for sensor in brief.sensors)
    area = max((v.area_m2 for v in brief.judged), default=0.0) / 1e6
    under = w(
        "brief.under", sensors=sensors, aircraft=plans[0].aircraft.name, km2=area,
        n=len(brief.pages),
    )  # fmt: skip
    first = wrapped(under, BODY, 126 * MM)
    for i, line in enumerate(first[:2]):
        sheet.text(LEFT, 23.2 + 3.6 * i, line, size=BODY)
    start = brief.pages[0].slot.start
    told = day_words(brief.day, start, brief.zone)
    sheet.text(right, 15.0, told, weight=700, align="right")
    sheet.text(right, 19.4, w("brief.local_time"), align="right")
    sheet.text(
        right, 23.6, w("brief.leaf", n=leaf, of=leaves), size=NOTE, colour=SOFT, align="right"
    )
    sheet.rule(28.6, width=0.5)
    return 28.6


def _weather(sheet: Sheet, brief: Brief, top: float) -> float:
    page = brief.pages[0]
    y, wide, aside = top + 2.6, 109.0, 125.0
    lines = [*map(sentence, page.go.lines[:3]), f"**{sentence(page.go.age)}**"]
    made = [line for words in lines for line in wrapped(words, BODY, (wide - 25) * MM)]
    limits = w(
        "brief.stop", wind=page.plan.aircraft.max_wind_mps, gust=page.plan.aircraft.max_gust_mps
    )
    stop = wrapped(limits, BODY, (RIGHT - aside - 5) * MM)
    made, stop, high = made[:4], stop[:4], _GO_HIGH
    sheet.frame(LEFT, y, wide, high, width=0.7)
    word = sentence(page.go.word)
    size = 17 if len(word) < 3 else 13
    sheet.text(LEFT + 11, y + high / 2 + size * 0.13, word, size=size, weight=700, align="centre")
    for i, line in enumerate(made):
        sheet.rich(LEFT + 22, y + 5.2 + LINE * i, line)
    sheet.frame(aside, y, RIGHT - aside, high)
    for i, line in enumerate(stop):
        sheet.rich(aside + 2.5, y + 5.2 + LINE * i, line)
    return y + high


def _day_chart(sheet: Sheet, brief: Brief, top: float) -> float:
    timed = _first_day(brief)
    y = top + 8.2
    if not timed:
        sheet.head(LEFT, top + 5.6, w("brief.the_day"))
        why = sentence(window_words(brief.pages[0].slot))
        return sheet.paragraph(LEFT, y + 4, RIGHT - LEFT, why, most=2) + 4
    light = w("brief.day_note", light=sentence(window_words(timed[0].slot)))
    sheet.head(LEFT, top + 5.6, w("brief.the_day"), light)
    starts = [p.slot.start for p in timed if p.slot.start]
    ends = [p.slot.end for p in timed if p.slot.end]
    first, last = _hour(min(starts), 0), _hour(max(ends), 1)
    hours = max(1, round((last - first).total_seconds() / 3600))
    left, wide = LEFT + 4, RIGHT - LEFT - 8

    def at(moment: datetime) -> float:
        share = (moment - first).total_seconds() / (last - first).total_seconds()
        return left + wide * min(max(share, 0.0), 1.0)

    for start, end in dict.fromkeys(p.slot.light for p in timed if p.slot.light):
        if end > first and start < last:
            sheet.frame(at(start), y, at(end) - at(start), 8.4, width=0.0, fill=LIGHT)
    for page in timed:
        if page.slot.start and page.slot.end:
            x0, x1 = at(page.slot.start), at(page.slot.end)
            sheet.frame(x0, y + 1.7, max(x1 - x0, 0.6), 5.0, width=0.0, fill=ACCENT)
            sheet.text(
                (x0 + x1) / 2, y + 5.2, page.label, size=8 if x1 - x0 > 5 else 5.6, weight=700,
                colour="#FFFFFF", align="centre",
            )  # fmt: skip
    sheet.line([(left, y + 8.4), (left + wide, y + 8.4)], width=0.4)
    every = next(s for s in (1, 2, 3, 4, 6, 12, 24, 48) if hours / s <= 14)
    for n in range(0, hours + 1, every):
        moment = first + timedelta(hours=n)
        x = at(moment)
        sheet.line([(x, y + 8.4), (x, y + 9.4)], width=0.25)
        sheet.text(x, y + 12.6, f"{moment:%H:%M}", size=7.4, align="centre")
    return y + 14.2


def _first_day(brief: Brief) -> list[SortiePage]:
    """Return the sorties of the day on which the first one flies, its night with it."""
    timed = [p for p in brief.pages if p.slot.start and p.slot.end]
    first = min((p.slot.start for p in timed if p.slot.start), default=None)
    if first is None:
        return []
    noon = _hour(first, 0).replace(hour=0) + timedelta(hours=30)
    return [p for p in timed if p.slot.start and p.slot.start < noon]


def _hour(moment: datetime, on: int) -> datetime:
    whole = moment.replace(minute=0, second=0, microsecond=0)
    return whole + timedelta(hours=on if on and whole != moment else 0)


def _table(
    sheet: Sheet, brief: Brief, pages: Sequence[SortiePage], top: float, *, last: bool
) -> float:
    y = top + 4.6
    for code, x, align in _COLUMNS:
        sheet.text(x, y, w(code), size=NOTE, colour=SOFT, align=align)
    sheet.rule(y + 1.4, width=0.45)
    y += _STEP
    for page in pages:
        _row(sheet, page, brief, y)
        sheet.rule(y + 1.4)
        y += _STEP
    if last and len(brief.pages) > 1:
        told = [p.figures for p in brief.pages]
        minutes = sum(f.duration_s for f in told) / 60
        cells = (
            w("brief.all"), "", "", w("brief.minutes", n=round(minutes)),
            f"{sum(f.length_m for f in told) / 1000:.1f} km",
            f"{sum(f.climb_m for f in told):,.0f} m", f"{sum(f.photos for f in told):,}",
            w("brief.sets", n=brief.battery_sets), "", "", "",
        )  # fmt: skip
        for (_, x, align), words in zip(_COLUMNS, cells, strict=True):
            sheet.text(x, y, words, weight=700, align=align)
        sheet.rule(y + 1.4)
        y += _STEP
    return y - _STEP + 1.4


def _row(sheet: Sheet, page: SortiePage, brief: Brief, y: float) -> None:
    told, slot = page.figures, page.slot
    minutes, seconds = divmod(round(told.duration_s), 60)
    start = clock(slot.start)
    days = (slot.start.date() - brief.day).days if slot.start else 0
    cells = (
        page.label, page.sensor_names, f"+{days} d {start}" if days else start,
        f"{minutes}:{seconds:02d}", f"{told.length_m / 1000:.1f} km", f"{told.climb_m:,.0f} m",
        f"{told.photos:,}", w("brief.set", n=page.battery_set), f"{100 * page.home_share:.0f} %",
        f"{page.mission.rth_height_m:.0f} m", "",
    )  # fmt: skip
    for n, ((_, x, align), words) in enumerate(zip(_COLUMNS, cells, strict=True)):
        room = 43.0 if n == 1 else None
        sheet.text(x, y, words, weight=400 if n else 700, align=align, room=room)
    sheet.frame(RIGHT - 3.4, y - 2.9, 3.4, 3.4, width=0.3)


def _people(sheet: Sheet, brief: Brief, y: float) -> None:
    names = brief.names
    cells = [
        (w("brief.who.operator"), names.operator), (w("brief.who.pilot"), names.pilot),
        (w("brief.who.observer"), names.observer), (w("brief.who.customer"), names.customer),
        (w("brief.who.registration"), names.registration),
        (w("brief.who.insurance"), names.insurance),
    ]  # fmt: skip
    sheet.frame(LEFT, y, RIGHT - LEFT, 15.6)
    sheet.blanks(LEFT + 2.5, y + 5.6, RIGHT - LEFT - 5, 3, cells)


def _notes(sheet: Sheet, y: float) -> None:
    """Rule what is left of the sheet to write on, where that is more than a line."""
    floor = 251.0
    if floor - y < 16:
        return
    sheet.text(LEFT, y, w("brief.notes"), weight=700)
    y += 8.5
    while y <= floor:
        sheet.rule(y)
        y += 7.5


def _foot(sheet: Sheet, brief: Brief) -> None:
    top = 255.0
    sheet.rule(top, width=0.35)
    y = sheet.head(LEFT, top + 4.8, w("brief.not_verified"))
    for told in not_verified(brief):
        sheet.text(LEFT + 0.6, y, "?", weight=700)
        y = sheet.paragraph(LEFT + 4, y, 76, sentence(told), size=7.8, most=2) + 0.4
        if y > 282:
            break
    x = 96.0
    y = sheet.head(x, top + 4.8, w("brief.stands_on"))
    sheet.rows(x, y, 76.0, rows(brief))
    files = together([page.file.sha256 for page in brief.pages])
    draw_code(sheet, RIGHT - 21, top + 2.6, 21, hash_uri(files))
    sheet.text(RIGHT - 10.5, top + 27.4, w("brief.code_files"), size=NOTE, align="centre")
