"""The bar on top: menus, title, whether one can fly, and the nearest verbs."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QMenu, QMenuBar, QToolButton, QWidget

from missionplanner.aircraft.catalogue import aircraft
from missionplanner.ui.ecology.session import EcologySession
from missionplanner.ui.plan.flying_hours import next_flight, site_zone
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.states import weather_state
from missionplanner.ui.shell.actions import Actions
from missionplanner.ui.style.icons import mark
from missionplanner.ui.style.reach import reach
from missionplanner.ui.widgets.kit import Elided, column, filled, label, row, tool
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.minutes import Minutes
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.weather.flying import Outlook
from missionplanner.weather.limits import HEIGHT_M
from missionplanner.weather.local_time import span_words
from missionplanner.weather.wind import wind_speed_at

_MENUS = ("file", "edit", "view", "plan", "ecology", "help")
_NARROW_PX = 1100
_NEAR = ("undo", "redo", "language", "theme")


class TopBar(QWidget):
    """40 pixels high."""

    def __init__(self, session: Session, ecology: EcologySession, actions: Actions) -> None:
        super().__init__()
        self._session, self._ecology = session, ecology
        self._minutes = Minutes(self)
        self._minutes.passed.connect(self.refresh)
        self.setFixedHeight(reach(40))
        panel = filled("bar")
        column(self).addWidget(panel)
        self._title, self._saved = Elided("head"), label("", "small")
        self._title.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._chip = filled("chip")
        self._chip.setFixedHeight(24)
        self._chip_box = row(self._chip, (10, 0, 12, 0), 6)
        self._chip_words, self._chip_mark = label(""), QLabel()
        self._chip_box.addWidget(self._chip_words)
        line = row(panel, (12, 0, 8, 0))
        picture = QLabel()
        picture.setPixmap(mark())
        line.addWidget(picture)
        line.addSpacing(8)
        self._bar = self._menus(actions)
        self._more = self._menu_button(self._bar)
        line.addWidget(self._more)
        line.addWidget(self._bar)
        line.addWidget(self._title, 1)
        line.addSpacing(8)
        line.addWidget(self._saved)
        line.addStretch(1)
        line.addWidget(self._chip)
        line.addSpacing(12)
        for key in _NEAR:
            line.addWidget(_near(actions[key]))
        for signal in (
            session.site_changed,
            session.project_changed,
            session.result_changed,
            ecology.study_changed,
        ):
            signal.connect(self.refresh)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Look each minute whether one can still fly."""
        super().showEvent(event)
        self._minutes.run(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        self._minutes.run(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the menus behind one button where there is little room."""
        super().resizeEvent(event)
        compact = self.width() < _NARROW_PX
        self._bar.setVisible(not compact)
        self._more.setVisible(compact)

    def refresh(self) -> None:
        """Show the project's title and its weather."""
        site = self._session.site
        self._chip.setVisible(site is not None)
        if site is None:
            view = self._ecology.view
            self._title.setText(view.title if view else "")
            self._saved.setText("")
            return
        self._title.setText(site.title)
        self._saved.setText(self.tr("not saved") if self._session.unsaved else self.tr("saved"))
        self._show_chip()

    def _show_chip(self) -> None:
        found, project = next_flight(self._session), self._session.project
        state = weather_state(self._session)
        self._put_mark(state.state)
        self._chip.setToolTip(state.evidence)
        if project is None or not project.weather.is_given:
            self._chip_words.setText(self.tr("No weather given"))
        elif found is None:
            self._chip_words.setText(self.tr("No light in the days ahead"))
        else:
            hours = span_words(found.start, found.end, site_zone(self._session))
            wind = self._wind(found, aircraft(project.document.aircraft).max_wind_mps)
            self._chip_words.setText(f"{hours}  ·  {wind}")

    def _wind(self, found: Outlook, limit_mps: float) -> str:
        """Tell the wind of the hours that count, or that there are none."""
        speeds = [wind_speed_at(judged.hour, HEIGHT_M) for judged in found.judged]
        if not speeds:
            return self.tr("no weather for these hours")
        measures = measures_of(self._session.memory)
        wind = measures.speed_words(min(speeds), max(speeds))
        most = measures.speed_words(limit_mps, limit_mps).removesuffix(".0")
        return self.tr("wind {0} of {1} {2}").format(wind, most, measures.speed)

    def _put_mark(self, state: str) -> None:
        self._chip_box.removeWidget(self._chip_mark)
        self._chip_mark.deleteLater()
        self._chip_mark = state_mark(state, 14)
        self._chip_box.insertWidget(0, self._chip_mark)

    def _menu_button(self, bar: QMenuBar) -> QToolButton:
        made = tool("list", self.tr("Menu"))
        menu = QMenu(made)
        for action in bar.actions():
            menu.addAction(action)
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _menus(self, actions: Actions) -> QMenuBar:
        bar = QMenuBar()
        # On a desktop with a menu bar of its own the look would be torn apart.
        bar.setNativeMenuBar(False)
        words = {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "view": self.tr("&View"),
            "plan": self.tr("&Plan"),
            "ecology": self.tr("E&cology"),
            "help": self.tr("&Help"),
        }
        for key in _MENUS:
            menu = bar.addMenu(words[key])
            menu.setToolTipsVisible(True)
            for verb in actions.verbs.values():
                if verb.menu == key:
                    menu.addAction(actions[verb.key])
        bar.setFixedHeight(reach(28))
        bar.setMinimumWidth(bar.sizeHint().width())
        return bar


def _near(action: QAction) -> QToolButton:
    made = QToolButton()
    made.setDefaultAction(action)
    made.setIconSize(QSize(18, 18))
    made.setFixedSize(reach(32), reach(32))
    made.setAccessibleName(action.text())
    # The menus have the same verbs for the keyboard; Tab is for the work below.
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
