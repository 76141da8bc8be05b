"""What is open: layers, map, dock, the stage's panel, the rail, and the status bar."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from missionplanner.ui.ecology.raster_scene import RasterScene
from missionplanner.ui.ecology.verbs import Shown
from missionplanner.ui.map.front_marks import FrontMarks
from missionplanner.ui.plan.dock import Dock
from missionplanner.ui.plan.draw_tools import STAGE_OF, Tool
from missionplanner.ui.plan.drawing import Drawing
from missionplanner.ui.plan.playback import Playback
from missionplanner.ui.shell.folding import DOCK, LAYERS, PANEL, Folding, share, splitter
from missionplanner.ui.shell.layer_panel import LayerPanel
from missionplanner.ui.shell.looks import Looks
from missionplanner.ui.shell.map_frame import MapFrame
from missionplanner.ui.shell.panel_kinds import DrawsOnMap, TakesFiles
from missionplanner.ui.shell.parts import Parts
from missionplanner.ui.shell.rail import Rail, RailEntry, state_words
from missionplanner.ui.shell.sessions import Sessions
from missionplanner.ui.shell.space import Dimension
from missionplanner.ui.shell.stages import (
    MakeDock,
    Stage,
    shortcuts_of,
    site_changes,
    site_session,
    study_session,
)
from missionplanner.ui.shell.status_bar import StatusBar
from missionplanner.ui.widgets.kit import column, filled, row
from missionplanner.ui.widgets.minutes import Minutes
from missionplanner.ui.widgets.panel import AnyPanel, Panel
from missionplanner.ui.widgets.turned import turn_again, turned

_TURN_MS, _MOST_WAITED = 15, 10  # what is there is painted before more is made; not waited for long
_LEAST_PX = {LAYERS: 224, PANEL: 300, DOCK: 150}


class Workspace(QWidget):
    """Walks the stages; a stage's panel, dock and rasters are made when it is first looked at.

    Signals
    -------
    stage_changed(str)
        Another stage is shown.
    asked(str)
        Key of an action that a panel asks for.

    Attributes
    ----------
    stages, panels : mapping
        By key, in the order of the work: the stages that can be shown now, and their panels,
        made by looking them up.
    """

    stage_changed = Signal(str)
    asked = Signal(str)

    def __init__(
        self,
        sessions: Sessions,
        stages: tuple[Stage, ...],
        looks: Looks,
        stage: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sessions, self._looks = sessions, looks
        self._session, self._ecology = sessions.site, sessions.of(study_session)
        # A study without a site has its own stages alone.
        shown = [s for s in stages if s.of_study or sessions.site.site is not None]
        self.stages = {stage.key: stage for stage in shown}
        self._keys = {k: f" ({keys})" if keys else "" for k, keys in shortcuts_of(stages).items()}
        self.map = MapFrame(self._session, self._ecology, looks)
        self.drawing = Drawing(self._session, self.map.canvas)
        self.layers = LayerPanel(self._session, self.map.scene, self.map.order, self.map.folds)
        self._playback: Playback | None = None
        self.docks, self.stack = QStackedWidget(), QStackedWidget()
        self._docks = Parts(self._made_dock)
        self.panels = Parts(self._made_panel, tuple(self.stages))
        self._scenes = Parts(self._made_scene, tuple(self.stages))
        self._marks = Parts(self._made_marks, tuple(self.stages))
        self.status, self.minutes = StatusBar(self._session, self._ecology), Minutes(self)
        self.rail = Rail(tuple(RailEntry(s.key, s.words(), s.glyph) for s in shown))
        self.folding = self._lay_out()
        self.folding.changed.connect(self._on_folded)
        self.folding.setParent(self)
        self._turns: list[Callable[[], None]] = []
        self._waited = 0
        self._next_turn = QTimer(self, singleShot=True, interval=_TURN_MS)
        self._next_turn.timeout.connect(self._take_turn)
        self._refresh_soon = QTimer(self, singleShot=True, interval=0)
        self._refresh_soon.timeout.connect(self.refresh)
        self._connect()
        self._show_marks()
        key = self._show_map(stage)
        if looks.chosen is not None:
            self.drawing.choose(looks.chosen)
        # The map first: the window answers between it and the rest, which nobody clicks at once.
        dock = partial(self.docks.setCurrentWidget, self.dock_of(key))
        self._turns = [partial(self._show_panel, key), dock]
        self._next_turn.start()

    @property
    def complete(self) -> bool:
        """True where all that belongs to the stage in front is there."""
        return not self._turns

    def show_stage(self, key: str) -> None:
        """Show a stage's panel, its dock, and its layers."""
        self._turns.clear()
        key = self._show_map(key)
        self.docks.setCurrentWidget(self.dock_of(key))
        self._show_panel(key)
        self.stage_changed.emit(key)

    def show_study(self) -> None:
        """Show the first stage of a study."""
        self.show_stage(next(key for key, stage in self.stages.items() if stage.of_study))

    def _take_turn(self) -> None:
        self._waited += 1
        seen = self.map.canvas.painted or self._waited > _MOST_WAITED
        turn = self._turns.pop(0) if self._turns and seen else None
        if self._turns:
            self._next_turn.start()
        if turn is not None:
            turn()

    def _show_panel(self, key: str) -> None:
        panel = self.panels[key]
        panel.refresh()
        self.stack.setCurrentWidget(panel)

    def _show_map(self, key: str) -> str:
        """Show a stage on the map and on the rail; return its key, or that of the first stage."""
        key = key if key in self.stages else next(iter(self.stages))
        stage = self.stages[key]
        self.rail.choose(key)
        self._ecology.show_front(stage.of_study)
        self._sessions.tell_front(stage.session, but=self._ecology)
        self.map.scene.show_study(self.scene_of(key))
        self.map.scene.show_over(self.marks_of(key))
        self.map.show_stage()
        self.drawing.show_stage(key)
        self.map.plan.show_in_front(not stage.of_study)
        if stage.of_study:
            self.map.space.choose(Dimension.MAP)
            if self._playback is not None:
                self._playback.hide()
                self._playback.player.play(False)
        self.map.ecology.refresh()
        self.layers.show_stage()
        return key

    def draw(self, tool: Tool) -> None:
        """Go to the stage of a tool, and begin to draw."""
        if self._session.site is not None:
            self.show_stage(STAGE_OF[tool])
            self.drawing.begin(tool)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the card that a click opened: it is closed before work is cancelled."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.map.plan.card.isVisible()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End by Esc what is being drawn, and close what a click opened."""
        if event.key() == Qt.Key.Key_Escape:
            self.drawing.cancel()
            self.map.plan.close_card()
        super().keyPressEvent(event)

    def take_files(self, paths: list[Path]) -> bool:
        """Give files to the stage in front; False: they are for the project."""
        panel = self.stack.currentWidget()
        return isinstance(panel, TakesFiles) and panel.take_files(paths)

    @property
    def playback(self) -> Playback:
        """The bar that plays the flight, made when it is first asked for."""
        if self._playback is None:
            self._playback = Playback(self._session)
            self._playback.hide()
            self._above.addWidget(self._playback)
        return self._playback

    def toggle_playback(self) -> None:
        """Show the bar that plays the flight, and play; or put it away."""
        shown = not self.playback.isVisible()
        self.playback.setVisible(shown)
        self.playback.player.play(shown)
        if shown:
            self.playback.setFocus()

    def dock_of(self, key: str) -> QWidget:
        """Return what stands below the map in a stage."""
        return self._docks[self.stages[key].dock]

    def scene_of(self, key: str) -> RasterScene | None:
        """Return the rasters a stage puts in front; None: the site's own layers."""
        return self._scenes[key]

    def marks_of(self, key: str) -> FrontMarks | None:
        """Return what a stage draws over the site's own layers."""
        return self._marks[key]

    def _on_changed(self) -> None:
        # One answer is told of by several signals: once for all of them.
        if self._session.taking or self._ecology.taking:
            self._refresh_soon.start()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Show what has changed: the panel in front, and the marks on the rail."""
        panel = self.stack.currentWidget()
        if isinstance(panel, Panel):
            panel.refresh()
        self._show_marks()

    def _made_panel(self, key: str) -> AnyPanel:
        made = self.stages[key].panel(self._sessions)
        made.stage_asked.connect(self.show_stage)
        made.asked.connect(self.asked)
        if isinstance(made, DrawsOnMap):
            made.draws_with(self.drawing)
        turn_again(made, self._looks.turned.get(key))
        self.stack.addWidget(made)
        return made

    def _made_dock(self, make: MakeDock) -> QWidget:
        made = make(self._sessions, self.map)
        self.docks.addWidget(made)
        if isinstance(made, DrawsOnMap):
            made.draws_with(self.drawing)
        if isinstance(made, Dock):
            made.play.clicked.connect(self.toggle_playback)
        turn_again(made, self._looks.turned.get(make))
        return made

    def _made_scene(self, key: str) -> RasterScene | None:
        stage = self.stages[key]
        if stage.scene is None:
            return None
        made = stage.scene(self._sessions, self.map)
        made.title = stage.words()
        self.map.scene.add(made)
        return made

    def _made_marks(self, key: str) -> FrontMarks | None:
        make = self.stages[key].marks
        made = make(self._sessions, self.map) if make else None
        if made is not None:
            self.map.scene.add_over(made)
        return made

    def _show_marks(self) -> None:
        for key, button in self.rail.buttons.items():
            found = self.stages[key].state(self._sessions)
            evidence = f"\n{found.evidence}" if found.evidence else ""
            tip = f"{button.stage.words}{self._keys[key]}: {state_words(found.state)}{evidence}"
            button.show_state(found.state, tip)

    def shown_raster(self) -> Shown:
        """Return the study's raster on the map: its name, and where rasters of its kind are."""
        return self.map.scene.front.exported()

    def close_map(self) -> None:
        """End drawing in the background; before the workspace is thrown away."""
        self._turns.clear()
        self._next_turn.stop()
        self._refresh_soon.stop()
        self.layers.stop()
        self.folding.keep()
        self._looks.turned.update({key: turned(part) for key, part in self.panels.made.items()})
        self._looks.turned.update({make: turned(part) for make, part in self._docks.made.items()})
        self._looks.chosen = self.drawing.chosen
        if self._playback is not None:
            self._playback.player.close()
        self.map.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold what has no room, and give the rest more on a wide screen."""
        super().resizeEvent(event)
        self.folding.fit(self.width(), self.height())
        room = self.folding.room
        self.rail.fit(self.height() - self.status.height(), compact=bool(room and room.compact))

    def showEvent(self, event: QShowEvent) -> None:
        """Look each minute at what ages."""
        super().showEvent(event)
        self.minutes.run(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at it no more."""
        super().hideEvent(event)
        self.minutes.run(False)
        if not event.spontaneous():  # closed, not minimised
            self._refresh_soon.stop()

    def _on_folded(self) -> None:
        for key, button in self.status.folds.items():
            button.setChecked(not self.folding.is_folded(key))

    def _lay_out(self) -> Folding:
        self.layers.setMinimumWidth(_LEAST_PX[LAYERS])
        self.stack.setMinimumWidth(_LEAST_PX[PANEL])
        self.docks.setMinimumHeight(_LEAST_PX[DOCK])
        # From outside in: a widget that moves tells all in it of style, font and palette.
        outer, middle = column(self, gap=1), row(gap=1)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        sides, left, upper = splitter(), splitter(down=True), splitter()
        middle.addWidget(sides, 1)
        middle.addWidget(self.rail)
        above = filled("inside")
        share(sides, left, self.stack)
        share(left, above, self.docks)
        self._above = column(above, gap=1)
        self._above.addWidget(upper, 1)
        share(upper, self.layers, self.map, grows=1)
        return Folding(
            {LAYERS: self.layers, DOCK: self.docks, PANEL: self.stack},
            {"across": upper, "sides": sides, "down": left},
            self._session.memory,
        )

    def _connect(self) -> None:
        session, canvas = self._session, self.map.canvas
        self.minutes.passed.connect(self._on_minute)
        self.rail.chosen.connect(self._on_rail)
        for key, fold in self.status.folds.items():
            fold.clicked.connect(lambda _checked=False, key=key: self.folding.toggle(key))
        canvas.pointed.connect(self.status.show_place)
        canvas.moved.connect(self._show_scale)
        canvas.clicked.connect(self._on_click)
        stages = tuple(self.stages.values())
        self._at_work = self._sessions.all_of((site_session, *(s.session for s in stages)))
        for source in self._at_work:
            source.stepped.connect(self._on_step)
            source.work_changed.connect(self._on_work)
        for writer in (session, self._ecology):
            writer.written.connect(self._on_written)
        session.project_changed.connect(self._refresh_soon.start)
        for changes in dict.fromkeys((site_changes, *(s.changes for s in stages))):
            for signal in changes(self._sessions):
                signal.connect(self._on_changed)

    def _on_rail(self, key: str) -> None:
        """Go to a stage; its panel is folded where it was in front, and else unfolded."""
        again = self.stack.currentWidget() is self.panels[key]
        if self.folding.is_folded(PANEL):
            self.folding.fold(PANEL, False)
        elif again and self.folding.room is not None and self.folding.room.compact:
            self.folding.fold(PANEL, True)
        self.show_stage(key)

    def _on_minute(self) -> None:
        # Only what ages: a panel being typed in is left alone.
        for key, panel in self.panels.made.items():
            if self.stages[key].ages:
                panel.refresh()
        self._show_marks()

    def _on_step(self, share: float, words: str) -> None:
        self.status.show_remark(f"{words}  {100 * share:.0f} %")

    def _on_work(self) -> None:
        self.status.show_remark(self.tr("Starting…") if any(s.busy for s in self._at_work) else "")
        self.status.show_written(())

    def _on_click(self, x_m: float, y_m: float) -> None:
        over = self.map.scene.over
        if self._ecology.in_front:
            self._ecology.pick_pixel(x_m, y_m)
        elif over is None or not over.click(x_m, y_m):
            self.map.plan.click(x_m, y_m)

    def _on_written(self, files: object) -> None:
        if isinstance(files, tuple):
            words = self.tr("{0} files written").format(len(files))
            self.status.show_remark(self.tr("1 file written") if len(files) == 1 else words)
            self.status.show_written(files)

    def _show_scale(self) -> None:
        self.status.show_scale(self.map.canvas.scale_number())
