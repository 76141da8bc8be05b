"""The plan shown in flight, and where one looks along it: one cursor for map, profile and 3D."""

from datetime import datetime

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.model.flown import FlownCourse, FlownPlan, Shots
from missionplanner.model.plan import SensorPlan, Sortie
from missionplanner.project.document import Project
from missionplanner.tasks.runner import Job, Where
from missionplanner.ui.map.ground import Ground
from missionplanner.ui.work.errands import Errands

# Named, not imported: it brings a compiler into the process that runs it.
_REMOTE = "missionplanner.ui.plan.edit"
_DELAY_MS = 300  # what is passed over quickly is not worked out
_STEP_M = 10.0
_MOST_KNOWN = 6  # of some megabytes each: three sensors, and what they were before an edit


class Flying(QObject):
    """Courses of the sorties shown: rough at once, measured on the terrain soon after.

    Signals
    -------
    changed
        The courses are others, or known better.
    moved
        `along_m` is another.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.along_m = 0.0
        self.courses: tuple[FlownCourse, ...] = ()
        self.flown: FlownPlan | None = None
        self._plan: SensorPlan | None = None
        self._known: dict[int, tuple[SensorPlan, FlownPlan]] = {}
        self._errands = Errands(self)
        self._wait = QTimer(self, singleShot=True, interval=_DELAY_MS)
        self._wait.timeout.connect(self._ask)
        self._asked: tuple[Project, SensorPlan, datetime] | None = None

    def show_plan(
        self,
        plan: SensorPlan | None,
        project: Project | None,
        ground: Ground | None,
        begins: datetime,
    ) -> None:
        """Show another plan: roughly now, measured when it has been worked out."""
        if plan is self._plan:
            return
        self._plan, self.flown, self.courses = plan, None, ()
        self._wait.stop()
        if plan is not None and ground is not None:
            known = self._known.get(id(plan))
            self.flown = known[1] if known else None
            self.courses = self.flown.courses if self.flown else _rough(plan, ground)
            if self.flown is None and project is not None:
                self._asked = (project, plan, begins)
                self._wait.start()
        self.changed.emit()

    def forget(self) -> None:
        """Forget what was worked out: another project is open."""
        self._known.clear()
        self._plan, self.flown, self.courses, self.along_m = None, None, (), 0.0

    def move(self, along_m: float) -> None:
        """Look at another place along the sortie shown."""
        if along_m != self.along_m:
            self.along_m = along_m
            self.moved.emit()

    def close(self) -> None:
        """End all work; for the window's last moment."""
        self._wait.stop()
        self._errands.clear()

    def take(self, plan: SensorPlan, flown: FlownPlan) -> None:
        """Take over how a plan flies; shown where it is the plan shown."""
        self._known.pop(id(plan), None)
        self._known[id(plan)] = (plan, flown)  # the plan is held, so that its id stays its own
        while len(self._known) > _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        if plan is self._plan:
            self._wait.stop()
            self.flown, self.courses = flown, flown.courses
            self.changed.emit()

    def _ask(self) -> None:
        if self._asked is None:
            return
        project, plan, begins = self._asked
        self._errands.ask(
            "flown",
            lambda: Job(f"{_REMOTE}:flown", project, plan, begins, where=Where.KEPT),
            lambda value: self._take(plan, value),
        )

    def _take(self, plan: SensorPlan, value: object) -> None:
        if isinstance(value, FlownPlan):
            self.take(plan, value)


def _rough(plan: SensorPlan, ground: Ground) -> tuple[FlownCourse, ...]:
    battery_wh = plan.aircraft.battery.energy_wh
    return tuple(rough_course(sortie, ground, battery_wh) for sortie in plan.sorties)


def rough_course(sortie: Sortie, ground: Ground, battery_wh: float) -> FlownCourse:
    """Return a sortie along straight legs at their speeds; clearance and energy are not known."""
    points = sortie.waypoints
    legs = np.sqrt(np.diff(points.x_m) ** 2 + np.diff(points.y_m) ** 2
                   + np.diff(points.egm96_m) ** 2)  # fmt: skip
    way = np.concatenate([[0.0], np.cumsum(legs)])
    passed_s = np.concatenate([[0.0], np.cumsum(legs / np.maximum(points.speed_mps[:-1], 0.1))])
    count = max(2, int(way[-1] / _STEP_M))
    # As np.unique, which imports 50 ms of masked arrays when it is first called.
    along = np.sort(np.concatenate([way, np.linspace(0.0, way[-1], count)]))
    along = along[np.concatenate([[True], np.diff(along) > 0])]
    x, y, z, seconds = (
        np.interp(along, way, column)
        for column in (points.x_m, points.y_m, points.egm96_m, passed_s)
    )
    leg = np.clip(np.searchsorted(way, along, side="right") - 1, 0, len(legs))
    unknown = np.full(len(along), np.nan)
    none = np.empty(0)
    return FlownCourse(
        time_s=seconds,
        along_m=along,
        x_m=x,
        y_m=y,
        egm96_m=z,
        ground_m=ground.height_at(x, y),
        clearance_m=unknown,
        speed_mps=points.speed_mps[leg],
        used_wh=unknown,
        strip=points.strip[leg],
        passed=np.searchsorted(along, way).clip(0, len(along) - 1),
        shots=Shots(none, none, none, none, none, none),
        battery_wh=battery_wh,
    )
