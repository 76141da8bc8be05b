"""What a file is that is none of ours to read, told by its first bytes and its ending."""

import zipfile
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from missionplanner.ui.dialogs.files import is_tiles, kind_of
from missionplanner.ui.dialogs.message import MarkedBox

translate = QCoreApplication.translate  # a name that lupdate finds
_HEAD = 16
_MOST_ENTRIES = 2000
_WAYLINES = "wpmz/"
_PHOTOS = (".jpg", ".jpeg")
_TABLES = (".xlsx", ".xls", ".ods")
_WORDS = (".docx", ".doc", ".odt")
_FILMS = (".mp4", ".mov", ".avi", ".mkv")


def is_mission(path: Path) -> bool:
    """Tell whether a file is a mission for DJI's controllers: a ZIP with `wpmz/` in it."""
    if path.suffix.lower() != ".kmz" or not path.is_file():
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:_MOST_ENTRIES]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return any(name.lower().startswith(_WAYLINES) for name in names)


def what_is(path: Path) -> str:
    """Return what a file is in a few words of the window's language."""
    if path.is_dir():
        if _holds_photos(path):
            return translate("Strange", "a folder of photos, which are read on Receive")
        return translate("Strange", "a folder without a project in it")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return translate("Strange", "a file that cannot be read")
    if not head:
        return translate("Strange", "an empty file")
    ending = path.suffix.lower()
    known = (
        (
            head.startswith(b"\xff\xd8\xff"),
            translate("Strange", "a photo; photos are read on Receive"),
        ),
        (head.startswith(b"\x89PNG"), translate("Strange", "a picture without a place")),
        (head.startswith(b"%PDF"), translate("Strange", "a PDF")),
        (head[4:8] == b"ftyp" or ending in _FILMS, translate("Strange", "a film")),
        (ending in _TABLES, translate("Strange", "a spreadsheet")),
        (ending in _WORDS, translate("Strange", "a text document")),
        (head.startswith(b"PK"), translate("Strange", "an archive (ZIP)")),
        (is_tiles(path), translate("Strange", "map tiles, which lie under the map of a project")),
        (head.startswith(b"SQLite format 3"), translate("Strange", "a database")),
        (head.startswith((b"\x7fELF", b"MZ")), translate("Strange", "a program")),
    )
    found = next((words for holds, words in known if holds), "")
    return found or translate("Strange", "a file of a kind that is not known here")


def _holds_photos(folder: Path) -> bool:
    """Tell whether a JPEG lies in a folder; among many entries the first are looked at."""
    try:
        return any(
            entry.suffix.lower() in _PHOTOS for entry in islice(folder.iterdir(), _MOST_ENTRIES)
        )
    except OSError:
        return False


def all_strange(paths: list[Path]) -> bool:
    """Tell whether none of some files is of a kind that is taken, or all are empty."""
    return bool(paths) and all(not kind_of(path) or _is_empty(path) for path in paths)


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


class StrangeBox(MarkedBox):
    """Says what files are, and what can be taken."""

    def __init__(self, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__("info", parent)
        self.setWindowTitle(self.tr("Nothing to take"))
        told = [self.tr("{0} is {1}").format(path.name, what_is(path)) for path in paths[:8]]
        self.setText("\n".join(told))
        self.setInformativeText(
            self.tr(
                "Taken are projects, studies, terrain (GeoTIFF, HGT, ASC, LAS), areas and zones "
                "(KML, GeoJSON, SHP, GPKG, OpenAir), weather (METAR, TAF, CSV, JSON) and "
                "missions (KMZ)."
            )
        )
        self.setStandardButtons(QMessageBox.StandardButton.Ok)
