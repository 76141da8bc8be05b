"""Plan: what is asked, the button, where the search stands, and the result."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from missionplanner.messages.casing import sentence_case
from missionplanner.model.reading import SHAPE_ENDINGS, TRACK_ENDINGS
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.file_field import patterns
from missionplanner.ui.plan.check import worst
from missionplanner.ui.plan.draw_tools import Tool
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.drawing_card import CardPlace
from missionplanner.ui.plan.finding_entry import STATE
from missionplanner.ui.plan.intent_change import ChangeLine
from missionplanner.ui.plan.plan_ask import AskForm
from missionplanner.ui.plan.plan_result import ResultTiles
from missionplanner.ui.plan.session import Session
from missionplanner.ui.widgets.kit import Elided, button, column, row
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.widgets.panel import Panel, clear
from missionplanner.ui.widgets.tiles import state_mark
from missionplanner.ui.widgets.work_bar import WorkBar

_LOW_PX = 600
_GAP_PX, _HEAD_PX = 16, 72  # around the button; title and foot


class PlanPanel(Panel[Session]):
    """Asks for the stage Check when the user wants to see the findings."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, self.tr("Plan"))
        self.ask, self.work = AskForm(session), WorkBar(session)
        self.go = button(self.tr("Plan"), "primary", "path")
        self.result = ResultTiles(session)
        self._finding = column()
        self._worst_sensor = ""
        self.change = ChangeLine(session)
        self.card_place = column()
        self.put(self.card_place)
        self.put(self.ask)
        self.put(self.go, 8)
        self.put(self.work, 8)
        self.put(self.result, 8)
        self.body.addStretch()
        self.foot.addWidget(self.change)
        self.foot.addLayout(self._finding)
        self.ask.judged.connect(self._show_go)
        self.ask.line_asked.connect(lambda: self.asked.emit(Tool.FLIGHT_LINE.value))
        self.ask.file_asked.connect(self.choose_line)
        # Idle, its room is needed for the figures; at work, what is stale gives way to it.
        policy = self.work.sizePolicy()
        policy.setRetainSizeWhenHidden(False)
        self.work.setSizePolicy(policy)
        self.foot.setSpacing(4)
        self.go.clicked.connect(self._on_go)
        self.ask.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the button in sight when more, or less, is asked: a part was unfolded."""
        if event.type() is QEvent.Type.Resize:
            self._place_go()
        return super().eventFilter(watched, event)

    def draws_with(self, drawing: Drawing) -> None:
        """Show the corridor's line while it is drawn or chosen on the map."""
        self.card_place.addWidget(CardPlace(drawing))

    def choose_line(self) -> QFileDialog:
        """Ask for a file with the corridor's line; does not block."""
        words = self.tr("The corridor's line")
        shown = patterns((*SHAPE_ENDINGS, *TRACK_ENDINGS))
        dialog = QFileDialog(self, words, "", f"{words} ({shown})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        remembered(dialog, "shapes")
        dialog.fileSelected.connect(
            lambda name: self.session.edit_by(words, "take_flight_line", Path(name))
        )
        dialog.open()
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button in sight."""
        super().resizeEvent(event)
        self._place_go()

    def _place_go(self) -> None:
        """Put the button below what is scrolled, where what is asked leaves no room for it."""
        below = self.foot.indexOf(self.go) >= 0
        wanted = self.ask.y() + self.ask.sizeHint().height() + self.go.sizeHint().height() + _GAP_PX
        low = self.height() < _LOW_PX or wanted > self.height() - _HEAD_PX
        if low == below:
            return
        if low:
            # Last: what stands above it comes and goes, and would slide it under the pointer.
            self.foot.addWidget(self.go)
            self.foot.addWidget(self.work)
        else:  # before the gaps above where the work stands, and above the result
            self.body.insertWidget(self.body.indexOf(self.result) - 2, self.go)
            self.body.insertWidget(self.body.indexOf(self.result) - 1, self.work)

    def refresh(self) -> None:
        """Show what is asked and what came of it."""
        session = self.session
        if session.project is None or session.site is None:
            return
        plan = session.plan_shown
        area = measures_of(session.memory).area_words(session.site.wanted_m2)
        self.note.setText(f"{area} · {plan.sensor.name}" if plan else area)
        self.ask.show_intent(session.project.document.intent)
        self.show_lock(self.ask)
        self._place_go()
        again = self.tr("Plan again") if session.result else self.tr("Plan")
        self.go.setText(f"  {again}")
        self._show_go()
        self.result.refresh()
        self.change.refresh()
        self._show_finding()

    def _show_go(self) -> None:
        why = self.tr("Wait until the work is done") if self.session.busy else self.ask.why_not
        self.go.setEnabled(not why)
        self.go.setToolTip(why)

    def _show_finding(self) -> None:
        clear(self._finding)
        result = None if self.change.isVisibleTo(self) else self.session.result
        found = worst(result.verifications) if result else None
        if found is None:
            return
        self._worst_sensor, finding = found
        foot = QWidget()
        line = row(foot, gap=8)
        line.addWidget(state_mark(STATE[finding.severity]))
        words = Elided()
        words.setText(sentence_case(finding.said()))
        words.setToolTip(f"{finding.place()}: {finding.said()}")
        line.addWidget(words, 1)
        link = button(self.tr("Open Check"), "text")
        link.clicked.connect(self._on_check)
        line.addWidget(link)
        self._finding.addWidget(foot)

    def _on_go(self) -> None:
        self.session.plan()

    def _on_check(self) -> None:
        self.session.pick_sensor(self._worst_sensor)
        self.stage_asked.emit("check")
