"""What floats over a plan's map: the card of what was clicked, and by what routes are coloured."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRect, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from missionplanner.geo.frames import SiteFrame
from missionplanner.model.edits import MoveStart
from missionplanner.model.places import Position
from missionplanner.ui.map.canvas import Canvas
from missionplanner.ui.plan.footprints import seen_from
from missionplanner.ui.plan.layers.route_set import RouteSet
from missionplanner.ui.plan.picked import Pickable, Picked, PickKind, pick, stepped
from missionplanner.ui.plan.route_card import RouteCard
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.sortie_bar import SortieBar, StripButtons
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import label, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.swatches import ramp

translate = QCoreApplication.translate  # a name that lupdate finds
_REACH_PX = 9.0
_EDGE = 12
_OFF_PX = 18


class PlanFloats(QObject):
    """Lives on the map's frame; `lay_out` after each change of its size."""

    def __init__(self, frame: QWidget, canvas: Canvas, session: Session, routes: RouteSet) -> None:
        super().__init__(frame)  # what it listens to outlives it
        self._frame, self._canvas, self._session = frame, canvas, session
        self._routes = routes
        self.picked: Picked | None = None
        self._room, self._in_front = frame.rect(), True
        self._of_plan = True  # the stage in front shows the site, not a study
        self._dimensions: QWidget | None = None
        self.card = RouteCard(frame)
        self.card.measures = measures_of(session.memory)
        self.colour = ColourBy(frame)
        self.bar, self.strip = SortieBar(frame, session), StripButtons(session)
        self.card.foot.addWidget(self.strip)
        self._then: Callable[[Position], None] | None = None
        self.bar.start_asked.connect(self._await_start)
        self.card.closed.connect(self.close_card)
        self.card.stepped.connect(self._step)
        self.colour.by_clearance.currentIndexChanged.connect(self._on_colour)
        canvas.moved.connect(self._place_card)
        session.pick_changed.connect(self._on_pick)
        session.result_changed.connect(self._on_result)
        session.flying.changed.connect(self._on_flown)
        session.project_changed.connect(self._show_offered)
        session.by_hand.changed.connect(self._place_bar)
        self._on_flown()

    def click(self, x_m: float, y_m: float) -> None:
        """Pick what lies under a click; nothing there: no sortie stands out."""
        session, plan = self._session, self._session.plan_shown
        if plan is None:
            return
        if self._then is not None:
            self._take_place(x_m, y_m)
            return
        shown = [
            Pickable(k, plan.sorties[k], course)
            for k, course in enumerate(session.flying.courses)
            if self._routes.routes[k].in_sight
        ]
        found = pick(
            shown,
            (x_m, y_m),
            _REACH_PX * self._canvas.metres_per_pixel(),
            kinds=self._routes.kinds_in_sight(),
            chosen=session.sortie if session.focused else None,
        )
        if found is None:
            self.close_card()
            session.pick_all()
            return
        self.picked = found
        session.pick_sortie(found.sortie)
        session.flying.move(found.along_m)
        self._show()

    def close_card(self) -> None:
        """Take the card away."""
        self.picked = None
        self.card.hide()
        self._routes.footprint.clear()

    def lay_out(self, map_room: QRect, dimensions: QWidget) -> None:
        """Put the floats at their places: over what the map has, left of `dimensions`."""
        self._room = map_room
        right = self._frame.width() - 60
        dimensions.adjustSize()
        dimensions.move(right - dimensions.width(), _EDGE + 3)
        self._dimensions = dimensions
        self._show_dimensions()
        self._place_colour()
        self._place_card()
        self._place_bar()

    def _place_bar(self) -> None:
        """Put the bar at the map's foot, in its middle."""
        self.bar.refresh()
        self.bar.setVisible(self._in_front and self.bar.wanted)
        x = max(_EDGE, (self._frame.width() - self.bar.width()) // 2)
        self.bar.move(x, self._frame.height() - self.bar.height() - _EDGE)
        self.bar.raise_()

    def _await_start(self) -> None:
        if self._then == self._start_at:  # asked for again: called off
            self.await_place("", None)
            return
        words = translate(
            "PlanFloats", "Click where all sorties are to start; Start again: call it off"
        )
        self.await_place(words, self._start_at)

    def await_place(self, words: str, then: Callable[[Position], None] | None) -> None:
        """Give the place of the next click to `then`; None: what was waited for is called off."""
        self._then = then
        if then is None:
            self._canvas.unsetCursor()
        else:
            self._canvas.setCursor(Qt.CursorShape.CrossCursor)
        self._session.said.emit(words)

    def _take_place(self, x_m: float, y_m: float) -> None:
        then, site = self._then, self._session.site
        self.await_place("", None)
        if then is not None and site is not None:
            lon, lat = SiteFrame(site.ground.epsg).inverse(x_m, y_m)
            then(Position(lon_deg=float(lon), lat_deg=float(lat)))

    def _start_at(self, place: Position) -> None:
        """Let all sorties start at a place."""
        words = translate("PlanFloats", "Move the start of all sorties")
        self._session.edit_plan(words, MoveStart(place=place))

    def _place_colour(self) -> None:
        self.colour.setVisible(self._in_front and self._room.width() > 0)
        self.colour.adjustSize()
        right = self._frame.width() - 60
        if self._dimensions is not None:
            right -= self._dimensions.width() + 8
        if self._room.width() >= self._frame.width():
            beside = right - self.colour.width()
            if beside >= _EDGE:
                self.colour.move(beside, _EDGE + 3)
            else:  # no room beside: below
                self.colour.move(max(_EDGE, self._frame.width() - self.colour.width() - 60), 60)
        else:
            self.colour.move(_EDGE, _EDGE)
        self.colour.raise_()

    def show_in_front(self, shown: bool) -> None:
        """Show the floats; another stage's map has none of them."""
        self._of_plan = shown
        self._in_front = shown and self._session.plan_shown is not None
        self._place_colour()
        self._place_bar()
        self._show_dimensions()
        if not shown:
            self.close_card()

    def _show_dimensions(self) -> None:
        if self._dimensions is not None:
            self._dimensions.setVisible(self._of_plan and self._session.site is not None)

    def _step(self, step: int) -> None:
        course = self._session.course
        if self.picked is not None and course is not None:
            self.picked = stepped(self.picked, course, step)
            self._session.flying.move(self.picked.along_m)
            self._show()

    def _show(self) -> None:
        session, picked = self._session, self.picked
        plan, course, site = session.plan_shown, session.course, session.site
        if picked is None or plan is None or course is None or site is None:
            return
        here = course.at_way(picked.along_m)
        seen = None
        if picked.kind is not PickKind.WAY:
            seen = seen_from(here, plan.sensor, site.ground, plan.aim_of(here.strip))
        self.strip.show_picked(picked)
        self.card.show_picked(picked, plan, course, seen)
        if seen is not None:
            self._routes.footprint.show_outline(seen.outline_m)
        else:
            self._routes.footprint.clear()
        self._place_card()
        self.card.raise_()

    def _place_card(self) -> None:
        """Put the card beside its place: at the side with more room, inside the map."""
        picked, course = self.picked, self._session.course
        if picked is None or course is None or self.card.isHidden():
            return
        here = course.at_way(picked.along_m)
        at = self._canvas.pixel_of(here.x_m, here.y_m)
        self.card.move(*self._beside(at))

    def _beside(self, at: QPointF) -> tuple[int, int]:
        wide, high = self.card.width(), self.card.height()
        right = at.x() < self._room.width() / 2
        x = at.x() + _OFF_PX if right else at.x() - _OFF_PX - wide
        y = at.y() - high / 2
        most = self._frame.width() - wide - _EDGE, self._frame.height() - high - _EDGE
        return int(min(max(x, _EDGE), most[0])), int(min(max(y, _EDGE), most[1]))

    def _on_pick(self) -> None:
        self._place_bar()
        if self.picked is not None and self.picked.sortie != self._session.sortie:
            self.close_card()

    def _on_result(self) -> None:
        self.close_card()
        self._show_offered()
        self._in_front = self._of_plan and self._session.plan_shown is not None
        self._place_colour()
        self._place_bar()

    def _on_flown(self) -> None:
        self._show_offered()
        self._on_colour()
        self._show()

    def _show_offered(self) -> None:
        session = self._session
        self.colour.show_offered(measured=session.flying.flown is not None, stale=session.stale)

    def _on_colour(self) -> None:
        self._routes.colour_by_clearance(self.colour.by_clearance.currentIndex() == 1)
        self._place_colour()


class ColourBy(QFrame):
    """Colour routes by sortie or by clearance; the colours of clearance are told beside."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("float")
        self.by_clearance = QComboBox()
        self.by_clearance.addItems([self.tr("Colour by sortie"), self.tr("Colour by clearance")])
        self.by_clearance.setAccessibleName(self.tr("Colour of the routes"))
        line = row(self, (10, 0, 0, 0), 8)
        self.by_clearance.setProperty("quiet", True)
        self._legend = QWidget()
        self._colours = row(self._legend, gap=5)
        line.addWidget(self._legend)
        line.addWidget(self.by_clearance)
        self.by_clearance.currentIndexChanged.connect(self._legend_shown)
        self._legend_shown(0)

    def show_offered(self, *, measured: bool, stale: bool) -> None:
        """Offer clearance once it is known; a plan out of date has no colours at all."""
        self.by_clearance.setEnabled(measured and not stale)
        tip = "" if measured else self.tr("Distances to the ground are being measured")
        if stale:
            tip = self.tr("The plan is out of date: its routes are grey until it is planned again")
        self.by_clearance.setToolTip(tip)

    def control(self) -> QWidget:
        """Return the part that is clicked: all of it, but for a legend that is shown."""
        return self if self._legend.isHidden() else self.by_clearance

    def _fill_legend(self) -> None:
        words = (
            self.tr("too near"),
            self.tr("tight"),
            self.tr("enough"),
            self.tr("ample"),
        )
        for hue, told in zip(tokens().clearances, words, strict=True):
            self._colours.addWidget(ramp((hue,), 10, 10))
            self._colours.addWidget(label(told, "small"))

    def _legend_shown(self, index: int) -> None:
        if index == 1 and not self._colours.count():
            self._fill_legend()
        self._legend.setVisible(index == 1)
