"""The dock below the map."""

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from missionplanner.aircraft.catalogue import sensor
from missionplanner.model.flown import FlownCourse, Moment
from missionplanner.model.plan import CEILING_AGL_M, JOIN
from missionplanner.model.sensor import SensorKind
from missionplanner.ui.plan.convergence_chart import ConvergenceChart
from missionplanner.ui.plan.profile import crossings, zone_spans
from missionplanner.ui.plan.profile_chart import ProfileChart, ProfileView
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.sortie_table import SortieTable
from missionplanner.ui.plan.strip_table import StripTable
from missionplanner.ui.plan.views import SiteView
from missionplanner.ui.style.reach import reach
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import Elided, button, column, filled, label, row, tool
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.segments import Segments
from missionplanner.ui.widgets.turned import TABS

_SEARCH_MS = 200


class Dock(QWidget):
    """Profile, sorties and convergence of the plan shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.chart, self.table = ProfileChart(), SortieTable()
        self._of: tuple[object, object, object] = (None, None, None)
        self._shape: tuple[object, ...] = ()
        self._note = Elided("small")
        self._tab_note = Elided("small")
        self._tab_note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._strips: StripTable | None = None
        self._search: ConvergenceChart | None = None
        self._pages = QStackedWidget()
        self.play = tool("play", self.tr("Play the flight"), size=16, side=28)
        self.tightest = button(self.tr("Tightest"), "text")
        self.tightest.setToolTip(self.tr("Go to where the route is nearest to the ground"))
        self._search_soon = QTimer(self, singleShot=True, interval=_SEARCH_MS)
        self._search_soon.timeout.connect(self._show_search)
        self._measures = measures_of(session.memory)
        self.table.measures = self._measures
        box = row(self, gap=1)
        head = label(self.tr("Height profile"), "head")
        box.addWidget(_column(head, self._note, self.chart, self.tightest, self.play), 49)
        self.tabs = self._tabs()
        box.addWidget(_column(self.tabs, self._tab_note, self._pages, inset=4), 51)
        self.chart.pointed.connect(session.flying.move)
        self.table.picked.connect(session.pick_sortie)
        self.tightest.clicked.connect(self.show_tightest)
        session.result_changed.connect(self.refresh)
        session.pick_changed.connect(self.refresh)
        session.flying.changed.connect(self._show_profile)
        session.project_changed.connect(self._show_profile)
        session.flying.moved.connect(self._show_cursor)
        session.converged.connect(self._on_converged)
        session.work_changed.connect(self._show_search)

    def show_tab(self, key: str) -> None:
        """Show sorties, strips or search."""
        self.tabs.choose(key)
        self._show_page(self._page_of[key]())

    @property
    def strips(self) -> StripTable:
        """The strips of the sortie shown; made by looking it up."""
        if self._strips is None:
            self._strips = StripTable()
            self._strips.measures = self._measures
            self._strips.picked.connect(self._session.flying.move)
            self._pages.addWidget(self._strips)
            self._shape = ()
            self._show_profile()
        return self._strips

    @property
    def search(self) -> ConvergenceChart:
        """How the search went; made by looking it up."""
        if self._search is None:
            self._search = ConvergenceChart()
            self._pages.addWidget(self._search)
        return self._search

    def _tabs(self) -> Segments:
        pages: dict[str, Callable[[], QWidget]] = {
            "sorties": lambda: self.table,
            "strips": lambda: self.strips,
            "search": lambda: self.search,
        }
        self._page_of = pages
        self._pages.addWidget(self.table)
        made = Segments(
            (
                ("sorties", self.tr("Sorties")),
                ("strips", self.tr("Strips")),
                ("search", self.tr("Search")),
            ),
            "sorties",
        )
        made.setObjectName(TABS)
        made.chosen.connect(lambda key: self._show_page(pages[key]()))
        made.setFixedWidth(216)
        return made

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._show_search()
        self._say_tab()

    def refresh(self) -> None:
        """Show what the session holds."""
        session = self._session
        self.table.show_plan(
            session.plan_shown, session.verification_shown, session.sortie, focused=session.focused
        )
        self._show_profile()
        self._show_search()

    def show_tightest(self) -> None:
        """Look where the sortie shown is nearest to the ground."""
        course = self._session.course
        at = course.tightest() if course else None
        if course is not None and at is not None:
            self._session.flying.move(float(course.along_m[at]))
            self._session.looked_at.emit(float(course.x_m[at]), float(course.y_m[at]))

    def _show_profile(self) -> None:
        session = self._session
        site, course = session.site, session.course
        known = course is not None and bool(np.isfinite(course.ground_m).any())
        self.tightest.setVisible(bool(course and course.measured))
        self.play.setVisible(course is not None)
        if site is None or course is None or not known:
            self._shape = ()
            self.chart.show_course(None, None)
            self._note.setText(self.tr("after planning") if course is None else "")
            return
        # By identity: courses hold arrays, and one change of a plan is told of three times.
        of = (course, session.flying.flown, site)
        shape = (session.sortie, self._band(), session.stale)
        if shape != self._shape or any(a is not b for a, b in zip(of, self._of, strict=True)):
            self.chart.show_course(course, self._view(site, course))
            if self._strips is not None:
                self._strips.show_course(course)
        self._of, self._shape = of, shape
        self._show_cursor()
        self._say_tab()

    def _view(self, site: SiteView, course: FlownCourse) -> ProfileView:
        band, flown = self._band(), self._session.flying.flown
        most_m = float(course.egm96_m.max()) + 30.0
        return ProfileView(
            line=tokens().muted if self._session.stale else tokens().sortie(self._session.sortie),
            band_agl_m=band,
            least_m=flown.least_m if flown else band[0],
            zones=zone_spans(course, site.zones, site.home_xyz_m[2], most_m),
            wires=crossings(course, site.lines),
        )

    def _show_cursor(self) -> None:
        course = self._session.course
        if course is None:
            return
        self.chart.show_cursor(self._session.flying.along_m)
        if self._strips is not None:
            self._strips.show_at(self._session.flying.along_m)
        self._say(course.at_way(self._session.flying.along_m))

    def _band(self) -> tuple[float, float]:
        plan = self._session.plan_shown
        assert plan is not None
        low = plan.intent.min_clearance_m
        if plan.sensor.kind is SensorKind.VISIBLE:
            low = max(low, plan.intent.clearance_share * plan.settings.agl_m)
        return low, max(CEILING_AGL_M, plan.settings.agl_m)

    def _say(self, here: Moment) -> None:
        sortie = self._session.sortie_shown
        if sortie is None:
            return
        told = self._measures.height_words
        words = self.tr("Sortie {0}  ·  {1} above ground").format(
            sortie.number, told(here.agl_m, 0)
        )
        if self._session.stale:
            words = self.tr("stale  ·  {0}").format(words)
        if math.isfinite(here.clearance_m):
            words += self.tr("  ·  clearance {0}").format(told(here.clearance_m, 0))
        self._note.setText(words)

    def _say_tab(self) -> None:
        """Say at the tabs' right what the page in front is about."""
        plan, page = self._session.plan_shown, self._pages.currentWidget()
        if page is self._search:
            self._tab_note.setText(self._searched)
        elif plan is None:
            self._tab_note.setText("")
        elif self._strips is not None and page is self._strips:
            sortie = self._session.sortie_shown
            number = sortie.number if sortie else 0
            words = self.tr("Sortie {0}: {1} strips")
            self._tab_note.setText(words.format(number, self._strips.rowCount()))
        else:
            count, battery = len(plan.sorties), plan.aircraft.battery.name
            named, bare = self.tr("{0} battery sets of {1}"), self.tr("{0} battery sets")
            if count == 1:
                named, bare = self.tr("1 battery set of {1}"), self.tr("1 battery set")
            self._tab_note.setText((named if battery else bare).format(count, battery))

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw no search that nobody sees."""
        super().hideEvent(event)
        self._search_soon.stop()

    def _on_converged(self, _event: object) -> None:
        # A search tells of itself hundreds of times a second; its picture follows a few times.
        if not self._search_soon.isActive():
            self._search_soon.start()

    def _show_search(self) -> None:
        """Draw the search that runs, or the one that led to the plan shown, where it is seen."""
        front = self._pages.currentWidget()
        if isinstance(front, ConvergenceChart):
            self._draw_search(front)

    def _draw_search(self, chart: ConvergenceChart) -> None:
        live, plan = self._session.live, self._session.plan_shown
        if self._session.work == "plan" and live:
            latest = live[-1].sensor
            # Sensors that fly together are searched for as one.
            self._searched = " + ".join(sensor(key).name for key in latest.split(JOIN))
            chart.show_events([e for e in live if e.sensor == latest])
        elif plan is not None:
            self._searched = self.tr("J by evaluations")
            chart.show_events(plan.convergence)
        else:
            self._searched = ""
            chart.show_events([])
        self._say_tab()

    _searched = ""


def _column(
    title: QWidget, note: QLabel, body: QWidget, *links: QWidget, inset: int = 0
) -> QWidget:
    made = filled("panel")
    box = column(made)
    bar = QWidget()
    bar.setFixedHeight(reach(36))
    head = row(bar, (12, 0, 8, 0), 8)
    head.addWidget(title)
    note.setMinimumWidth(10)
    head.addWidget(note, 1)
    for link in links:
        head.addWidget(link)
    box.addWidget(bar)
    inside = row(margins=(inset, 0, inset, 0))
    inside.addWidget(body)
    box.addLayout(inside, 1)
    return made
