"""The first sheet: title, verdicts, what changed and where, how sure, what to do next."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer, Table

from missionplanner.report.page import CheckedLine, FrontPage, NextStep, Page, VerdictBox, parts
from missionplanner.report.paper.flow import (
    CHROME,
    ERROR,
    INK,
    LINE,
    MM,
    OK,
    SOFT,
    WARN,
    DrawnPlate,
    FlowingText,
    VerdictSign,
)
from missionplanner.report.paper.tables import table

_SMALL, _TINY, _CODE = 8.0, 7.0, 7.4
_GAP = 4 * MM
_TONES = {"trust": (OK, "#EAF5EE"), "look": (WARN, "#FDF4E6"), "do not trust": (ERROR, "#FCEAEA")}
_BARE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]

Style = list[Any]


def first_sheet(page: Page, room: float) -> list[Flowable]:
    """Return the first sheet; where there is no front page only title and verdicts."""
    made: list[Flowable] = [
        FlowingText(f"**{page.title}**", 19.0),
        FlowingText(page.subtitle, 10.5, SOFT),
        FlowingText(" · ".join(page.facts), _SMALL, SOFT, after=6),
    ]
    for box in page.verdicts:
        made += [verdict(box, room), Spacer(0, 6)]
    if page.front:
        made += [*_front(page.front, room), PageBreak()]
    return made


def verdict(box: VerdictBox, room: float) -> Table:
    """Return the box that says whether what follows can be believed."""
    own, tint = _TONES[box.mark]
    names = [
        cell
        for mark, words in box.names
        for cell in (
            VerdictSign(mark, 7.5),
            FlowingText(f"**{words}**" if mark == box.mark else words, _SMALL),
        )
    ]
    widths = [wide for _, words in box.names for wide in (11.0, 8.0 + 6.2 * _wide(words))]
    told: list[Flowable] = [FlowingText(f"**{box.title}**", 14.0), FlowingText(box.follows, _SMALL)]
    if box.about:
        told.insert(0, FlowingText(box.about, _TINY, SOFT))
    head = _row([[VerdictSign(box.mark, 26), told, _row([names], widths, middle=True)]],
                [36.0, room - 60 - sum(widths), sum(widths)], middle=True)  # fmt: skip
    rows: list[list[Any]] = [[head]]
    if box.reasons or box.checks:
        rows.append([_why(box, room - 24)])
    made = Table(rows, [room])
    style: Style = [
        ("BOX", (0, 0), (-1, -1), 1.4, HexColor(own)),
        ("BACKGROUND", (0, 0), (0, 0), HexColor(tint)),
        ("LEFTPADDING", (0, 0), (-1, -1), 12),
        ("RIGHTPADDING", (0, 0), (-1, -1), 12),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
    made.setStyle(style)
    return made


def _named(words: str, on: bool) -> str:
    return f"**{words}**" if on else words


def _wide(words: str) -> float:
    """Return how many small Latin letters words are wide."""
    return sum(1.6 if sign >= "\u2e80" else 0.85 for sign in words)


def _why(box: VerdictBox, room: float) -> Flowable:
    columns: list[Any] = []
    if box.reasons:
        columns.append([
            FlowingText(f"**{one.head}** {one.text}", _SMALL, bullet=f"{n}", indent=11, after=2)
            for n, one in enumerate(box.reasons, 1)
        ])  # fmt: skip
    count = 1 if box.reasons or len(box.checks) < 6 else 2
    columns += [(part,) for part in parts(box.checks, count)]
    each = (room - _GAP * (len(columns) - 1)) / len(columns)
    cells = [
        _checks(column[0], box.heads, each) if isinstance(column, tuple) else column
        for column in columns
    ]
    return _beside(cells, [each] * len(columns), _GAP)


def _checks(lines: Sequence[CheckedLine], heads: Sequence[str], room: float) -> Table:
    rows: list[list[Any]] = [
        [FlowingText(heads[0], _TINY, SOFT), FlowingText(heads[1], _TINY, SOFT, "right"),
         FlowingText(heads[2], _TINY, SOFT, "right"), ""]
    ]  # fmt: skip
    rows += [
        [FlowingText(one.name, _TINY + 0.4), FlowingText(one.found, _TINY + 0.4, INK, "right"),
         FlowingText(one.asked, _TINY + 0.4, SOFT, "right"), VerdictSign(one.mark, 7)]
        for one in lines
    ]  # fmt: skip
    made = Table(rows, [room - 96, 44, 38, 14])
    made.setStyle([
        *_BARE,
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (3, 0), (3, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 0.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(LINE)),
    ])  # fmt: skip
    return made


def _front(front: FrontPage, room: float) -> list[Flowable]:
    left = room * 0.41
    right = room - left - _GAP
    wide = right if front.map else room
    told: list[Flowable] = [_head(front.heads["changed"]), *_list(front.changed)]
    if front.where:
        told += [_head(front.heads["where"]), table(front.where, wide, small=True)]
        if front.where.note:
            told.append(FlowingText(front.where.note, _TINY, SOFT, before=2))
    made: list[Flowable] = []
    if front.map:
        made.append(_beside([DrawnPlate(front.map, caption_size=_TINY), told], [left, right], _GAP))
    else:
        made += told
    sure = [_head(front.heads["sure"]), *_list(front.sure)] if front.sure else []
    made.append(Spacer(0, 5))
    if front.chart:
        chart = [_head(front.heads["chart"]), DrawnPlate(front.chart, caption_size=_TINY)]
        made.append(_beside([chart, sure], [left, right], _GAP))
    else:
        made += sure
    if front.steps:
        box = _next(front.heads["next"], front.steps, room)
        made += [Spacer(0, 5), KeepTogether([box])]
    return [CondPageBreak(0), *made]


def _head(words: str) -> FlowingText:
    return FlowingText(f"**{words}**", 9.6, after=1)


def _list(items: Sequence[str]) -> list[Flowable]:
    return [FlowingText(item, _SMALL, bullet="•", indent=8, after=1.5) for item in items]


def _next(head: str, steps: Sequence[NextStep], room: float) -> Table:
    inner = room - 20
    shares = [2 if step.commands else 1 for step in steps]
    each = (inner - _GAP * (len(steps) - 1)) / max(3, sum(shares))
    cells: list[Any] = []
    for n, step in enumerate(steps, 1):
        cell: list[Flowable] = [
            FlowingText(f"**{step.head}**", _SMALL, bullet=str(n), indent=10),
            FlowingText(step.text, _SMALL, indent=10),
        ]
        cell += [FlowingText(command, _CODE, indent=10, before=2) for command in step.commands]
        cells.append(cell)
    boxed = Table([[_head(head)], [_beside(cells, [each * s for s in shares], _GAP)]], [room])
    boxed.setStyle([
        ("BACKGROUND", (0, 0), (-1, -1), HexColor(CHROME)),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("RIGHTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ])  # fmt: skip
    return boxed


def _beside(cells: Sequence[Any], widths: Sequence[float], gap: float) -> Table:
    """Return parts side by side with a gap between them."""
    row, wide = [], []
    for n, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        row += ([""] if n else []) + [cell]
        wide += ([gap] if n else []) + [width]
    return _row([row], wide)


def _row(rows: list[list[Any]], widths: Sequence[float], *, middle: bool = False) -> Table:
    made = Table(rows, list(widths))
    made.setStyle([*_BARE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")])
    made.hAlign = "LEFT"
    return made
