"""Lets the time of a flying day run: from 1 to 100 times as fast."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from missionplanner.model.flying_day import FlyingDay, flying_day
from missionplanner.ui.plan.session import Session

SPEEDS = (1, 2, 8, 30, 100)
_FRAME_MS = 40
_LONGEST_S = 0.25  # a frame that came late does not leap
_MINUTE_S = 60.0


class Player(QObject):
    """One clock for map, profile and 3D: moves the session's cursor.

    Signals
    -------
    changed
        The day, the moment, or whether time runs, is another.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._clock = session, clock
        self.day = FlyingDay((), ())
        self.day_s = 0.0
        self.speed = 8
        self._own_move = False
        self._last = 0.0
        self._timer = QTimer(self, interval=_FRAME_MS)
        self._timer.timeout.connect(self.tick)
        session.flying.changed.connect(self._on_courses)
        session.flying.moved.connect(self._on_moved)
        session.pick_changed.connect(self._on_moved)
        self._on_courses()

    @property
    def playing(self) -> bool:
        """True while time runs."""
        return self._timer.isActive()

    def play(self, wanted: bool) -> None:
        """Let time run, or stop it; at the end it begins anew."""
        if not self.day.starts_s:
            wanted = False
        if wanted and not self.playing:
            if self.day_s >= self.day.length_s - 0.5:
                self.seek(0.0)
            self._last = self._clock()
            self._timer.start()
        elif not wanted:
            self._timer.stop()
        self.changed.emit()

    def set_speed(self, times: int) -> None:
        """Run so many times as fast as the real flight."""
        self.speed = times

    def seek(self, day_s: float) -> None:
        """Go to a moment of the day."""
        if not self.day.starts_s:
            return
        self.day_s = min(max(day_s, 0.0), self.day.length_s)
        index, seconds = self.day.at(self.day_s)
        session = self._session
        self._own_move = True
        if session.sortie != index or not session.focused:
            session.pick_sortie(index)
        course = session.course
        if course is not None:
            session.flying.move(course.way_at(seconds))
        self._own_move = False
        self.changed.emit()

    def step_sortie(self, step: int) -> None:
        """Go to the take-off of this sortie or the last one, or of the next."""
        if not self.day.starts_s:
            return
        index, seconds = self.day.at(self.day_s)
        if step < 0 and seconds > 3.0:
            step = 0
        wanted = min(max(index + step, 0), len(self.day.starts_s) - 1)
        self.seek(self.day.starts_s[wanted])

    def tick(self) -> None:
        """Let as much time pass as has passed since the last frame."""
        now = self._clock()
        passed, self._last = min(now - self._last, _LONGEST_S), now
        self.seek(self.day_s + passed * self.speed)
        if self.day_s >= self.day.length_s:
            self.play(False)

    def close(self) -> None:
        """Stop, before what listens is thrown away."""
        self._timer.stop()

    def _on_courses(self) -> None:
        project = self._session.planned
        swap_s = project.document.intent.swap_minutes * _MINUTE_S if project else 0.0
        self.day = flying_day(self._session.flying.courses, swap_s)
        if not self.day.starts_s:
            self._timer.stop()
        self._on_moved()

    def _on_moved(self) -> None:
        """Follow a cursor that others have moved."""
        session, course = self._session, self._session.course
        if self._own_move:
            return
        if course is not None and session.sortie < len(self.day.starts_s):
            seconds = course.at_way(session.flying.along_m).time_s
            self.day_s = self.day.moment(session.sortie, seconds)
        self.changed.emit()
