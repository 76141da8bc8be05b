"""What is done with the view: measured, saved, printed, folded, searched, set up."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from shiboken6 import isValid

from missionplanner.errors import PlannerError
from missionplanner.messages.language import spoken
from missionplanner.model.mission_look import MissionLook
from missionplanner.tasks.runner import Failed, Job, Where, failed_by
from missionplanner.ui.dialogs.choosing import remembered
from missionplanner.ui.dialogs.files import is_tiles
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.dialogs.plugins import PluginsDialog
from missionplanner.ui.dialogs.settings import SettingsDialog
from missionplanner.ui.dialogs.strange import StrangeBox, all_strange, is_mission
from missionplanner.ui.ecology.verbs import follow_kind
from missionplanner.ui.help.dialog import HelpDialog
from missionplanner.ui.help.pages import FIRST_PAGE
from missionplanner.ui.plan.mission_dialog import MissionDialog
from missionplanner.ui.plan.rest_dialog import RestDialog, Then
from missionplanner.ui.plan.session import Session
from missionplanner.ui.plan.timetable_dialog import TimetableDialog
from missionplanner.ui.shell.actions import Actions
from missionplanner.ui.shell.finder import Finder
from missionplanner.ui.shell.folding import DOCK, LAYERS, PANEL
from missionplanner.ui.shell.found import Entry, found_in
from missionplanner.ui.shell.found_fields import fields_of
from missionplanner.ui.shell.map_frame import MapFrame
from missionplanner.ui.shell.map_sheet import PICTURE_ENDINGS, picture_of, print_dialog, save_sheet
from missionplanner.ui.shell.parts_in_turn import next_part
from missionplanner.ui.shell.space import Dimension
from missionplanner.ui.shell.stages import FIRST_SHOWN
from missionplanner.ui.shell.workspace import Workspace
from missionplanner.ui.widgets.measures import measures_of
from missionplanner.ui.work.errands import Errands

translate = QCoreApplication.translate  # a name that lupdate finds
# Named, not imported: it brings the readers of all formats.
_MISSIONS = "missionplanner.ui.plan.mission_reads"
_EDGE_PX = 16
_BACKDROPS = (
    "*.tif *.tiff *.mbtiles *.vrt *.img *.jp2 *.geojson *.json *.kml *.kmz *.gpkg *.shp *.dxf"
)


class ViewVerbs(QObject):
    """Verbs on what is seen; `set_up` after the settings have changed.

    `show` opens a dialog without blocking; `space` and `actions` return what is there now.
    """

    set_up = Signal()

    def __init__(
        self,
        window: QWidget,
        session: Session,
        show: Callable[[QDialog], None],
        space: Callable[[], Workspace | None],
        actions: Callable[[], Actions],
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._show = window, session, show
        self._space_now, self._actions = space, actions
        self.manual: HelpDialog | None = None
        self.rest: RestDialog | None = None
        self._finder: Finder | None = None
        self._reads = Errands(self)
        self._reads.failed.connect(self._tell_failure)

    def table(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do, by their keys."""
        return {
            "fit": self._on_map(MapFrame.zoom_to_fit),
            "zoom_in": self._on_map(MapFrame.zoom_in),
            "zoom_out": self._on_map(MapFrame.zoom_out),
            "find": self.find,
            "next_part": self._next_part,
            "measure": self._on_map(MapFrame.measure),
            "backdrop": self.add_backdrop,
            "save_view": self.save_view,
            "copy_view": self.copy_view,
            "print_view": self.print_view,
            "fold_layers": partial(self._fold, LAYERS),
            "fold_dock": partial(self._fold, DOCK),
            "fold_panel": partial(self._fold, PANEL),
            "settings": self.settings,
            "plugins": self.plugins,
            "timetable": self.timetable,
            "resume": self.resume,
            "help": self.help,
        }

    def find(self) -> None:
        """Open the field that finds every action, stage, layer, setting, field and button."""
        self._finder = Finder(*self._found(), self._window)
        self._show(self._finder)

    def find_anew(self) -> None:
        """Let the field find what the window has become; where it is not open: nothing."""
        if self._finder is not None and isValid(self._finder) and self._finder.isVisible():
            self._finder.offer(*self._found())

    def _found(self) -> tuple[tuple[Entry, ...], Iterable[tuple[Entry, ...]]]:
        found = found_in(self._actions(), self._space)
        return found, fields_of(self._space) if self._space else ()

    def settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self._session.memory, self._window)
        dialog.changed.connect(self.set_up)
        self._show(dialog)

    def plugins(self) -> None:
        """List the plugins, to be switched."""
        self._show(PluginsDialog(self._window))

    def help(self) -> None:
        """Show the manual's page of the stage in front, beside the window."""
        buttons = self._space.rail.buttons if self._space else {}
        key = next((key for key, made in buttons.items() if made.isChecked()), FIRST_PAGE)
        there = self.manual if self.manual is not None and isValid(self.manual) else None
        if there is not None and there.language == spoken():
            there.show_page(key)
        else:
            if there is not None:
                there.close()
            self.manual = HelpDialog(key, self._window)
        if self.manual is not None:
            self.manual.show()
            self.manual.raise_()
            self.manual.activateWindow()

    def timetable(self) -> None:
        """Show when each flight of the plan is flown."""
        self._show(TimetableDialog(self._session, self._window))

    def resume(self) -> None:
        """Ask what was flown of an interrupted plan, beside the map."""
        if self.rest is None or not isValid(self.rest):
            if self._space is None:
                return
            # Goes with what is seen: of another theme or language all is made anew.
            space = self._space
            self.rest = RestDialog(self._session, self._await_place, space)
            beside = QPoint(space.width() - self.rest.sizeHint().width() - _EDGE_PX, _EDGE_PX)
            self.rest.move(space.mapToGlobal(beside))  # over the panel: the map is clicked
        self.rest.show()
        self.rest.raise_()
        self.rest.activateWindow()

    def _await_place(self, words: str, then: Then | None) -> None:
        """Let the next click on the map of the plan tell a place; without `then`: no more."""
        if space := self._space:
            if then is not None:
                space.show_stage(FIRST_SHOWN)
                space.map.space.choose(Dimension.MAP)
            space.map.plan.await_place(words, then)

    def save_view(self) -> None:
        """Ask where a picture of the map goes."""
        title = self._window.windowTitle().split("[*]")[0]
        place = Path(f"{title}{PICTURE_ENDINGS[0]}")
        words = translate("MainWindow", "Save the map view")
        kinds = "PNG (*.png);;JPEG (*.jpg);;PDF (*.pdf)"
        dialog = QFileDialog(self._window, words, str(place), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.filterSelected.connect(partial(follow_kind, dialog))
        remembered(dialog, "picture")
        dialog.fileSelected.connect(lambda name: self.write_view(Path(name)))
        self._show(dialog)

    def write_view(self, path: Path) -> None:
        """Write the map as it is seen."""
        space = self._space
        if space is None:
            return
        try:
            save_sheet(space.map, path, self._window.windowTitle().split("[*]")[0])
        except PlannerError as error:
            self._show(FailureBox(failed_by(error), self._window))
            return
        words = translate("MainWindow", "{0} written")
        space.status.show_remark(words.format(path.name))

    def copy_view(self) -> None:
        """Put a picture of the map on the clipboard."""
        if space := self._space:
            QGuiApplication.clipboard().setPixmap(picture_of(space.map))
            space.status.show_remark(translate("MainWindow", "Map view copied"))

    def print_view(self) -> None:
        """Ask for a printer, and print the map as it is seen."""
        if space := self._space:
            title = self._window.windowTitle().split("[*]")[0]
            self._show(print_dialog(space.map, title, self._window))

    def add_backdrop(self) -> None:
        """Ask for a picture, tiles or shapes to lie under the map."""
        words = translate("MainWindow", "Add a background")
        kinds = translate("MainWindow", "Pictures, tiles and shapes ({0})").format(_BACKDROPS)
        everything = translate("MainWindow", "All files")
        dialog = QFileDialog(self._window, words, "", f"{kinds};;{everything} (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        remembered(dialog, "backdrop")
        dialog.fileSelected.connect(lambda name: self.take_backdrop(Path(name)))
        self._show(dialog)

    def take_backdrop(self, path: Path) -> None:
        """Lay a file under the map."""
        if space := self._space:
            space.map.backdrops.add(path)

    def take_backdrops(self, paths: list[Path]) -> None:
        """Lay files under the map."""
        for path in paths:
            self.take_backdrop(path)

    def _on_map(self, act: Callable[[MapFrame], None]) -> Callable[[], None]:
        def do() -> None:
            if space := self._space:
                act(space.map)

        return do

    def _tell_failure(self, failure: object) -> None:
        if isinstance(failure, Failed):
            self._show(FailureBox(failure, self._window))

    def _fold(self, key: str) -> None:
        if space := self._space:
            space.folding.toggle(key)

    def tell_what(self, paths: list[Path]) -> bool:
        """Show missions, and say what is of no use here; False: the files are to be taken."""
        missions = [path for path in paths if is_mission(path)]
        if missions:
            site, known = self._session.site, not self._session.unsaved
            folder = site.folder if site is not None and known else None
            job = partial(Job, f"{_MISSIONS}:look", missions[0], folder, where=Where.THREAD)
            self._reads.ask("mission", job, self._show_mission)
            return True
        if self._space is not None and paths and all(is_tiles(path) for path in paths):
            self.take_backdrops(paths)
            return True
        if all_strange(paths):
            self._show(StrangeBox(paths, self._window))
            return True
        return False

    def close(self) -> None:
        """Stop reading; before the window goes."""
        self._reads.clear()
        if self.rest is not None and isValid(self.rest):
            self.rest.close()

    def _show_mission(self, look: object) -> None:
        if isinstance(look, MissionLook):
            told = measures_of(self._session.memory)
            dialog = MissionDialog(look, self._space is not None, told, self._window)
            dialog.show_asked.connect(partial(self.draw_mission, look))
            self._show(dialog)

    def draw_mission(self, look: MissionLook) -> None:
        """Draw a mission's route on the map, and show it."""
        space = self._space
        frame = space.map.frame if space else None
        if space is None or frame is None:
            return
        x, y = frame.forward(look.lonlat_deg[:, 0], look.lonlat_deg[:, 1])
        space.map.backdrops.show_lines(look.path, [np.column_stack([x, y])])
        space.map.show_rect(float(x.min()), float(y.min()), float(np.ptp(x)), float(np.ptp(y)))

    def _next_part(self) -> None:
        if space := self._space:
            next_part(space)

    @property
    def _space(self) -> Workspace | None:
        return self._space_now()
