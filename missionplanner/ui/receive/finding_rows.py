"""What was found on the photos, a row each: mark, how many, what it means, where to look."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from missionplanner.messages.catalogue import sentence
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.survey_state import SensorState, SurveyState
from missionplanner.ui.receive.kinds import STRAY, flaw_glyph, flaw_words, kinds_there, more_of
from missionplanner.ui.receive.session import ReceiveSession
from missionplanner.ui.style.icons import pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import (
    Elided,
    button,
    column,
    elided,
    filled,
    label,
    row,
    scrolled,
)
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.numbers import number
from missionplanner.ui.widgets.panel import clear

translate = QCoreApplication.translate  # a name that lupdate finds
_ROW_PX, _NAME_PX, _COUNT_PX = 26, 132, 64
_LEVEL = {Severity.ERROR: ("x-circle", "error"), Severity.WARNING: ("warning", "warn")}
# Told by the gauge, the map and rows of their own.
_TOLD = ("COMPLETE-", "PHOTO-MISSING")


@dataclass(frozen=True)
class FoundRow:
    """A row: icon and colour's token, name, how many, what it means, a verb and what it does."""

    glyph: str
    role: str
    name: str
    count: str
    means: str
    verb: str = ""
    act: Callable[[], None] | None = None


class FindingRows(QWidget):
    """The gravest first; without any, that there is none."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self._shown: object = None
        inside = filled("inside")
        self._box = column(inside, (12, 0, 8, 8))
        column(self).addWidget(scrolled(inside))

    def refresh(self) -> None:
        """Show what was found on the sensor shown."""
        now = (self._session.state, self._session.sensor)
        if now == self._shown:
            return
        self._shown = now
        clear(self._box)
        rows = found_on(self._session)
        for one in rows:
            self._box.addWidget(_row(one))
        if not rows:
            none = self._session.state is not None
            words = self.tr("No finding") if none else self.tr("Nothing is read yet")
            self._box.addWidget(label(words, "muted"))
        self._box.addStretch()


class WorstFound(QWidget):
    """The gravest finding in one line, for a panel's foot; hidden where there is none."""

    def __init__(self, session: ReceiveSession) -> None:
        super().__init__()
        self._session = session
        self._box = column(self)

    def refresh(self) -> None:
        """Show it."""
        clear(self._box)
        rows = [found for found in found_on(self._session) if found.role in ("error", "warn")]
        self.setVisible(bool(rows))
        if rows:
            first = rows[0]
            named = (first.name, first.count) if first.count else (first.name,)
            self._box.addWidget(_row(first, " ".join(named)))


def found_on(session: ReceiveSession) -> list[FoundRow]:
    """Return what there is to tell of the sensor shown, the gravest first."""
    state, one = session.state, session.sensor_shown
    if state is None or one is None:
        return []
    rows = [*_of_plan(session, one), *_of_photos(session, state, one)]
    rows += [_plain(f) for f in state.findings if _is_own(f, state, one)]
    order = {"error": 0, "warn": 1}
    return sorted(rows, key=lambda found: order.get(found.role, 2))


def _of_plan(session: ReceiveSession, one: SensorState) -> list[FoundRow]:
    rows = []
    if one.gaps:
        area = measures_of(session.site.memory).area_words(sum(g.area_m2 for g in one.gaps))
        act = partial(session.look_at, *one.gaps[0].place_m)
        said = translate("FindingRows", "Holes on the ground; the largest is Gap 1")
        name = translate("FindingRows", "Gaps")
        rows.append(FoundRow("selection", "warn", name, area, said, _show(), act))
    if len(one.missing_m):
        act = partial(session.look_at, *_middle(one.missing_m))
        said = translate("FindingRows", "Triggers passed, and no photo is there")
        name = translate("FindingRows", "Missing")
        rows.append(FoundRow("x", "error", name, number(len(one.missing_m)), said, _show(), act))
    if one.not_flown:
        act = partial(session.look_at, *_middle(one.not_flown_m[0]))
        said = translate("FindingRows", "Strips of the plan that were left out")
        name = translate("FindingRows", "Not flown")
        rows.append(FoundRow("path", "warn", name, number(one.not_flown), said, _show(), act))
    if one.to_come:
        said = translate("FindingRows", "Images of the plan that are still ahead")
        name = translate("FindingRows", "To come")
        rows.append(FoundRow("airplane-tilt", "muted", name, number(one.to_come), said))
    return rows


def _of_photos(session: ReceiveSession, state: SurveyState, one: SensorState) -> list[FoundRow]:
    told = {f.code.removeprefix("PHOTO-").lower(): f for f in state.findings}
    rows = []
    for kind, count in kinds_there(state, one).items():
        glyph, role = flaw_glyph(kind)
        said = sentence(told[kind].told) if kind in told else ""
        if kind == STRAY:
            reasons = {more_of(stray): None for stray in state.strays}
            said = "; ".join(reasons)
        verb = translate("FindingRows", "List")
        act = partial(session.pick_kind, kind)
        rows.append(FoundRow(glyph, role, flaw_words(kind), number(count), said, verb, act))
    return rows


def _is_own(finding: Finding, state: SurveyState, one: SensorState) -> bool:
    """Tell whether a finding has no row yet, and is not another sensor's."""
    if finding.code.startswith(_TOLD):
        return False
    if finding.code.removeprefix("PHOTO-").lower() in kinds_there(state, one):
        return False
    others = [other.name for other in state.sensors if other is not one]
    return finding.where not in others


def _plain(finding: Finding) -> FoundRow:
    glyph, role = _LEVEL.get(finding.severity, ("info", "muted"))
    return FoundRow(glyph, role, finding.place(), "", finding.said())


def _show() -> str:
    return translate("FindingRows", "Show")


def _middle(places: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> tuple[float, float]:
    """Return the place that is nearest to the middle of all."""
    away = np.hypot(*(places - np.median(places, axis=0)).T)
    x, y = places[int(np.argmin(away))].tolist()
    return x, y


def _row(one: FoundRow, brief: str = "") -> QWidget:
    """Return a row in columns; `brief`: one without, that begins so."""
    made = QWidget()
    made.setFixedHeight(_ROW_PX)
    line = row(made, gap=8)
    mark = QLabel()
    mark.setPixmap(pixmap(one.glyph, getattr(tokens(), one.role), 16))
    line.addWidget(mark)
    means = Elided("" if brief else "muted")
    means.setText(f"{brief} · {one.means}" if brief and one.means else brief or one.means)
    if not brief:
        name, count = label(""), label(one.count, right=True)
        name.setText(elided(one.name, name, _NAME_PX))
        name.setToolTip(one.name)
        name.setFixedWidth(_NAME_PX)
        count.setFixedWidth(_COUNT_PX)
        line.addWidget(name)
        line.addWidget(count)
    line.addWidget(means, 1)
    if one.act is not None:
        link = button(one.verb, "text")
        link.clicked.connect(one.act)
        line.addWidget(link)
    return made
