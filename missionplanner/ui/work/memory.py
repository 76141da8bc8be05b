"""What the window remembers between two starts: recent projects, theme, language."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from platformdirs import user_documents_path

from missionplanner.errors import InputError, OutputError
from missionplanner.settings import settings_path
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made
from missionplanner.storage.saved import read_object

_MOST = 8


def standard_file() -> Path:
    """Return where it is kept."""
    return settings_path().with_name("window.json")


def demo_folder() -> Path:
    """Return where the built-in sites are made."""
    return user_documents_path() / "Osprey Mission Planner"


class Memory:
    """A small JSON file; one that cannot be read or written is no reason to stop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        with suppress(InputError):
            self._values = read_object(path)

    @property
    def theme(self) -> str:
        """`light` or `dark`."""
        return str(self._values.get("theme", "light"))

    @property
    def language(self) -> str:
        """`en`, `zh_CN`, or empty: as the system."""
        return str(self._values.get("language", ""))

    @property
    def recent(self) -> list[tuple[Path, str]]:
        """Project folders and studies that still exist, with titles, latest first."""
        entries = self._values.get("recent", [])
        pairs = [(Path(e[0]), str(e[1])) for e in entries if isinstance(e, list) and len(e) == 2]
        return [(folder, title) for folder, title in pairs if folder.exists()]

    def keep(self, **values: Any) -> None:
        """Remember values and write the file."""
        self._values.update(values)
        with suppress(OutputError):
            made(self._path.parent)
            write_whole(self._path, json.dumps(self._values, indent=1).encode())

    def add_recent(self, folder: Path, title: str) -> None:
        """Put a project or a study at the head of the recent ones."""
        others = [(f, t) for f, t in self.recent if f != folder.resolve()]
        kept = [(folder.resolve(), title), *others][:_MOST]
        self.keep(recent=[[str(f), t] for f, t in kept])
