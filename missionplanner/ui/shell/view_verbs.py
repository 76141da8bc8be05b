"""What is done with the view: measured, saved, printed, folded, searched, set up."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from missionplanner.errors import PlannerError
from missionplanner.tasks.runner import failed_by
from missionplanner.ui.dialogs.choosing import file_dialog, save_dialog
from missionplanner.ui.dialogs.message import FailureBox
from missionplanner.ui.dialogs.settings import SettingsDialog
from missionplanner.ui.plan.session import Session
from missionplanner.ui.shell.actions import Actions
from missionplanner.ui.shell.finder import Finder, found_in
from missionplanner.ui.shell.folding import DOCK, LAYERS, PANEL
from missionplanner.ui.shell.map_frame import MapFrame
from missionplanner.ui.shell.map_sheet import PICTURE_ENDINGS, print_dialog, save_sheet
from missionplanner.ui.shell.parts_in_turn import next_part
from missionplanner.ui.shell.workspace import Workspace

translate = QCoreApplication.translate  # a name that lupdate finds
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
            "print_view": self.print_view,
            "fold_layers": partial(self._fold, LAYERS),
            "fold_dock": partial(self._fold, DOCK),
            "fold_panel": partial(self._fold, PANEL),
            "settings": self.settings,
        }

    def find(self) -> None:
        """Open the field that finds every action, stage, layer and setting."""
        self._show(Finder(found_in(self._actions(), self._space), self._window))

    def settings(self) -> None:
        """Open the settings."""
        dialog = SettingsDialog(self._session.memory, self._window)
        dialog.changed.connect(self.set_up)
        self._show(dialog)

    def save_view(self) -> None:
        """Ask where a picture of the map goes."""
        title = self._window.windowTitle().split("[*]")[0]
        place = Path(f"{title}{PICTURE_ENDINGS[0]}")
        words = translate("MainWindow", "Save the map view")
        dialog = save_dialog(
            self._window, self._session.memory, "picture", words,
            "PNG (*.png);;JPEG (*.jpg);;PDF (*.pdf)", place,
        )  # fmt: skip
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
        dialog = file_dialog(
            self._window, self._session.memory, "backdrop", words, f"{kinds};;{everything} (*)"
        )
        dialog.fileSelected.connect(lambda name: self.take_backdrop(Path(name)))
        self._show(dialog)

    def take_backdrop(self, path: Path) -> None:
        """Lay a file under the map."""
        if space := self._space:
            space.map.backdrops.add(path)

    def _on_map(self, act: Callable[[MapFrame], None]) -> Callable[[], None]:
        def do() -> None:
            if space := self._space:
                act(space.map)

        return do

    def _fold(self, key: str) -> None:
        if space := self._space:
            space.folding.toggle(key)

    def _next_part(self) -> None:
        if space := self._space:
            next_part(space)

    @property
    def _space(self) -> Workspace | None:
        return self._space_now()
