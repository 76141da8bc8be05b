"""The bar that plays a day of sorties: time, battery, wind and sun of the moment shown."""

import math
from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from missionplanner.model.flown import Moment
from missionplanner.ui.plan.day_bar import DayBar
from missionplanner.ui.plan.flying_hours import site_zone
from missionplanner.ui.plan.player import SPEEDS, Player
from missionplanner.ui.plan.session import Session
from missionplanner.ui.style.icons import icon, pixmap
from missionplanner.ui.style.theme import tokens
from missionplanner.ui.widgets.kit import column, filled, label, row, tool
from missionplanner.ui.widgets.numbers import number

_HEIGHT = 56
_ROOM_FOR_SUN, _ROOM_FOR_WIND = 780, 660
_STEP_S, _LEAP_S = 1.0, 10.0


class Playback(QWidget):
    """Hidden until asked for; Space plays, arrows go a second, with Shift ten."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.player = Player(session, parent=self)
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        panel = filled("panel")
        column(self).addWidget(panel)
        line = row(panel, (12, 0, 12, 0), 8)
        self.play = tool("play", self.tr("Play"), size=20, side=40)
        self.play.clicked.connect(lambda: self.player.play(not self.player.playing))
        self.speed = QComboBox()
        self.speed.addItems([f"×{times}" for times in SPEEDS])
        self.speed.setCurrentIndex(SPEEDS.index(self.player.speed))
        self.speed.setAccessibleName(self.tr("Speed of the playback"))
        self.speed.currentIndexChanged.connect(lambda k: self.player.set_speed(SPEEDS[k]))
        self.clock = label("", "value")
        self.clock.setMinimumWidth(76)
        self.bar = DayBar()
        self.bar.sought.connect(self.player.seek)
        for part in (self._skip("skip-back", -1), self.play, self._skip("skip-forward", 1)):
            line.addWidget(part)
        line.addWidget(self.speed)
        line.addWidget(self.clock)
        line.addWidget(self.bar, 1)
        self.battery = _Told("battery-high", 44)
        self.wind, self.sun = _Told("wind", 84), _Told("sun", 64)
        for told in (self.battery, self.wind, self.sun):
            line.addWidget(told)
        self.player.changed.connect(self.refresh)
        session.flying.changed.connect(self._on_courses)
        self._on_courses()

    def refresh(self) -> None:
        """Show the moment."""
        player, course = self.player, self._session.course
        glyph = "pause" if player.playing else "play"
        self.play.setIcon(icon(glyph, tokens().link))
        words = self.tr("Pause") if player.playing else self.tr("Play")
        self.play.setToolTip(words)
        self.play.setAccessibleName(words)
        self.bar.show_moment(player.day_s)
        if course is None:
            return
        here = course.at_way(self._session.flying.along_m)
        now = self._begins() + timedelta(seconds=player.day_s)
        self.clock.setText(f"{now:%H:%M:%S}")
        self._show_battery(here, course.battery_wh)
        self._show_air(here, now)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let wind and sun give way where there is no room for the day."""
        super().resizeEvent(event)
        self.sun.setVisible(self.width() >= _ROOM_FOR_SUN)
        self.wind.setVisible(self.width() >= _ROOM_FOR_WIND)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play, or go to and fro."""
        leap = _LEAP_S if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP_S
        if event.key() == Qt.Key.Key_Space:
            self.player.play(not self.player.playing)
        elif event.key() == Qt.Key.Key_Left:
            self.player.seek(self.player.day_s - leap)
        elif event.key() == Qt.Key.Key_Right:
            self.player.seek(self.player.day_s + leap)
        else:
            super().keyPressEvent(event)

    def _skip(self, glyph: str, step: int) -> QWidget:
        words = self.tr("The sortie before") if step < 0 else self.tr("The next sortie")
        made = tool(glyph, words, size=18, side=32)
        made.clicked.connect(lambda: self.player.step_sortie(step))
        return made

    def _on_courses(self) -> None:
        self.bar.show_day(self.player.day, self._begins())
        self.refresh()

    def _begins(self) -> datetime:
        return self._session.first_light().astimezone(site_zone(self._session))

    def _show_battery(self, here: Moment, battery_wh: float) -> None:
        known = math.isfinite(here.used_wh)
        left = f"{100 * max(0.0, 1 - here.used_wh / battery_wh):.0f} %" if known else "–"
        self.battery.show_words(left, self.tr("Battery"))

    def _show_air(self, here: Moment, now: datetime) -> None:
        flown = self._session.flying.flown
        if flown is None:
            self.wind.show_words("–", self.tr("Wind"))
            self.sun.show_words("–", self.tr("Sun"))
            return
        head = flown.wind_mps * math.cos(math.radians(flown.wind_from_deg - here.heading_deg))
        words = self.tr("{0}°, head {1}") if head >= 0 else self.tr("{0}°, tail {1}")
        told = words.format(f"{flown.wind_from_deg:.0f}", number(abs(head), 1))
        self.wind.show_words(f"{number(flown.wind_mps, 1)} m/s", told)
        elevation, azimuth = flown.sun.at(now.timestamp())
        self.sun.show_words(f"{number(elevation)}°", self.tr("at {0}°").format(f"{azimuth:.0f}"))


class _Told(QWidget):
    """An icon, a value, and a small line below."""

    def __init__(self, glyph: str, note_px: int) -> None:
        super().__init__()
        line = row(self, (4, 0, 0, 0), 6)
        mark = QLabel()
        mark.setPixmap(pixmap(glyph, tokens().muted, 18))
        line.addWidget(mark)
        words = column(gap=0)
        self._value, self._note = label("", "head"), label("", "small")
        self._note.setMinimumWidth(note_px)
        words.addStretch()
        words.addWidget(self._value)
        words.addWidget(self._note)
        words.addStretch()
        line.addLayout(words)

    def show_words(self, value: str, note: str) -> None:
        """Show other words."""
        self._value.setText(value)
        self._note.setText(note)
