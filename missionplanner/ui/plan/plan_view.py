"""Which sensor and sortie of a plan is looked at, and how it flies."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from missionplanner.geo.frames import SiteFrame
from missionplanner.messages.message import Message
from missionplanner.model.flown import FlownCourse
from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.model.verification import Verification
from missionplanner.project.changes import Part
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import world_changes
from missionplanner.ui.plan.finding_place import FindingPlace
from missionplanner.ui.plan.flying import Flying
from missionplanner.ui.plan.views import ResultView, SiteView
from missionplanner.ui.work.session import EditSession

_MOST_EARLIER = 12
_NO_WORLD = ("project.intent_changed",)


class PlanView(EditSession[Project, Part]):
    """What of the open plan is shown.

    Signals
    -------
    pick_changed
        Another sensor or sortie is shown, or its plan is another.
    looked_at(float, float)
        A place that the map is to show, site metres.
    """

    pick_changed = Signal()
    looked_at = Signal(float, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # What is true only for a while (weather, light) is judged by this clock.
        self.clock: Callable[[], datetime] = _now
        self.site: SiteView | None = None
        self.result: ResultView | None = None
        # Plans made since the opening, the oldest first, to be compared with the one shown.
        self.earlier: tuple[ResultView, ...] = ()
        self.sensor = ""
        self.sortie = 0
        # A sortie chosen stands out; else all of them look alike and the profile shows one.
        self.focused = False
        self.flying = Flying(self)
        self._planned: Project | None = None
        # The project that each of these plans was judged in; by identity, as long as it is kept.
        self._worlds: dict[int, Project] = {}

    @property
    def project(self) -> Project | None:
        """The project with what was edited; None where nothing is open."""
        return self._history.present if self._history else None

    @property
    def plan_shown(self) -> SensorPlan | None:
        """The plan of the sensor shown."""
        return self.result.plans[self.result.index_of(self.sensor)] if self.result else None

    @property
    def verification_shown(self) -> Verification | None:
        """The judgement on the plan shown."""
        if not self.result:
            return None
        return self.result.verifications[self.result.index_of(self.sensor)]

    @property
    def sortie_shown(self) -> Sortie | None:
        """The sortie shown in the profile."""
        plan = self.plan_shown
        if plan is None or not plan.sorties:
            return None
        return plan.sorties[min(self.sortie, len(plan.sorties) - 1)]

    def keep_earlier(self, result: ResultView) -> None:
        """Keep a plan that another takes the place of; changes on their way are not kept."""
        now = self.result
        others = [old for old in self.earlier if old is not result and old is not now]
        if now is not None and now is not result and not (now.edits and result.edits):
            others.append(now)
        self.earlier = tuple(others[-_MOST_EARLIER:])
        kept = {id(one) for one in (*self.earlier, result)}
        self._worlds = {key: world for key, world in self._worlds.items() if key in kept}

    def judged_before(self, result: ResultView) -> tuple[Message, ...]:
        """Return what has changed in the world since a plan was judged: zones, terrain, wind.

        What was asked of it is no world. Empty: its figures are of the world as it is now.
        """
        world, now = self._worlds.get(id(result)), self.project
        since = () if world is None or now is None or world is now else world_changes(world, now)
        told = (one for one in result.changed if one.code not in _NO_WORLD)
        return tuple(dict.fromkeys((*told, *since)))

    def _judged_now(self, result: ResultView | None) -> None:
        if result is not None and self._planned is not None:
            self._worlds[id(result)] = self._planned

    def pick_sensor(self, key: str) -> None:
        """Show another sensor's plan."""
        self.sensor, self.sortie, self.focused = key, 0, False
        self._show_flying()
        self.pick_changed.emit()

    def pick_sortie(self, index: int) -> None:
        """Choose a sortie: it stands out, and the profile shows it."""
        if index != self.sortie or not self.focused:
            self.sortie, self.focused = index, True
            self.pick_changed.emit()

    def pick_all(self) -> None:
        """Let no sortie stand out."""
        if self.focused:
            self.focused = False
            self.pick_changed.emit()

    def show_place(self, place: FindingPlace) -> None:
        """Choose the sortie of a place, and look there on map, profile and in space."""
        if place.sortie is not None:
            self.pick_sortie(place.sortie)
        if place.lon_lat is None or self.site is None:
            return
        x, y = SiteFrame(self.site.ground.epsg).forward(*place.lon_lat)
        if place.sortie is not None and self.course is not None:
            self.flying.move(self.course.nearest(float(x), float(y))[0])
        self.looked_at.emit(float(x), float(y))

    @property
    def course(self) -> FlownCourse | None:
        """The sortie shown, as it is flown."""
        courses = self.flying.courses if self.plan_shown else ()
        return courses[min(self.sortie, len(courses) - 1)] if courses else None

    def _show_flying(self) -> None:
        site = self.site
        ground = site.ground if site else None
        planned = self._planned or self.project
        self.flying.show_plan(self.plan_shown, planned, ground, self.first_light())

    def first_light(self) -> datetime:
        """Return when the next window of light of the sensor shown begins."""
        plan, now = self.plan_shown, self.clock()
        kind = plan.sensor.acquisition.sun_window if plan else "day"
        windows = self.site.sun if self.site else ()
        return next((w.start for w in windows if w.kind == kind and w.end > now), now)

    def close(self) -> None:
        """End all work."""
        super().close()
        self.flying.close()


def _now() -> datetime:
    return datetime.now(UTC)
