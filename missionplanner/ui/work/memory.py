"""What the window remembers between two starts: recent projects, theme, language."""

import json
import threading
import time
from collections.abc import Callable
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
_PATIENCE_S = 0.5
_MOST_MAPS = 100


def standard_file() -> Path:
    """Return where it is kept."""
    return settings_path().with_name("window.json")


def demo_folder() -> Path:
    """Return where the built-in sites are made."""
    return user_documents_path() / "Osprey Mission Planner"


class Memory:
    """A small JSON file; one that cannot be read or written is no reason to stop.

    `unkept` is called once with the reason where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.unkept: Callable[[OutputError], object] | None = None
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
    def fingers(self) -> str:
        """Whether targets are made for fingers: `on`, `off`, or `auto`; see `style.reach`."""
        return str(self._values.get("fingers", "auto"))

    @property
    def begun(self) -> Path:
        """The folder for projects that were begun, and are not saved yet."""
        return self._path.with_name("begun")

    @property
    def recent(self) -> list[tuple[Path, str]]:
        """Project folders and studies that still exist, with titles, latest first."""
        entries = self._recent()
        there = _there([folder for folder, _ in entries])
        return [(folder, title) for folder, title in entries if folder in there]

    def _recent(self) -> list[tuple[Path, str]]:
        entries = self._values.get("recent")
        pairs = [e for e in entries if isinstance(e, list)] if isinstance(entries, list) else []
        return [(Path(e[0]), str(e[1])) for e in pairs if len(e) == 2 and isinstance(e[0], str)]

    def room(self, name: str) -> dict[str, Any]:
        """How a kind of room was set up: what is folded, and how large parts are."""
        rooms = self._values.get("rooms")
        kept = rooms.get(name) if isinstance(rooms, dict) else None
        return kept if isinstance(kept, dict) else {}

    def keep_room(self, name: str, what: str, values: dict[str, Any]) -> None:
        """Remember a part of how a kind of room is set up."""
        rooms = self._values.get("rooms")
        others = rooms if isinstance(rooms, dict) else {}
        self.keep(rooms={**others, name: {**self.room(name), what: values}})

    @property
    def measures(self) -> dict[str, Any]:
        """In what places, lengths and speeds are shown; see `widgets.measures`."""
        kept = self._values.get("measures")
        return kept if isinstance(kept, dict) else {}

    @property
    def grid(self) -> str:
        """What lies over the map: `lines` of the site's metres, `degrees`, or empty."""
        return str(self._values.get("grid", ""))

    def backdrops(self, place: str) -> list[Path]:
        """Return the pictures and shapes that lie under a project's map, lowest first."""
        kept = self._values.get("backdrops")
        paths = kept.get(place) if isinstance(kept, dict) else None
        return [Path(str(path)) for path in paths] if isinstance(paths, list) else []

    def keep_backdrops(self, place: str, paths: list[Path]) -> None:
        """Remember what lies under a project's map."""
        kept = self._values.get("backdrops")
        others = kept if isinstance(kept, dict) else {}
        self.keep(backdrops={**others, place: [str(path) for path in paths]})

    def layers(self, place: str) -> dict[str, Any]:
        """Return how the layers of a project's map were set up: order, eyes, opacity, folds."""
        kept = self._values.get("layers")
        own = kept.get(place) if isinstance(kept, dict) else None
        return own if isinstance(own, dict) else {}

    def keep_layers(self, place: str, **values: Any) -> None:
        """Remember how some of a project's layers are set up; the oldest projects are forgotten."""
        kept = self._values.get("layers")
        others = {k: v for k, v in kept.items() if k != place} if isinstance(kept, dict) else {}
        newest = dict([*others.items()][-_MOST_MAPS:])
        self.keep(layers={**newest, place: {**self.layers(place), **values}})

    def folder(self, what: str) -> str:
        """Where files of a kind were last chosen; empty: not yet, or it has gone."""
        kept = self._values.get("folders")
        path = str(kept.get(what, "")) if isinstance(kept, dict) else ""
        return path if path and _there([Path(path)]) and Path(path).is_dir() else ""

    def keep_folder(self, what: str, folder: Path) -> None:
        """Remember where files of a kind were chosen."""
        kept = self._values.get("folders")
        others = kept if isinstance(kept, dict) else {}
        self.keep(folders={**others, what: str(folder)})

    def keep(self, **values: Any) -> None:
        """Remember values and write the file."""
        self._values.update(values)
        try:
            made(self._path.parent)
            write_whole(self._path, json.dumps(self._values, indent=1).encode())
        except OutputError as error:
            tell, self.unkept = self.unkept, None  # once: whoever knows works on
            if tell is not None:
                tell(OutputError("window.not_remembered", str(self._path), reason=error.message))

    def add_recent(self, folder: Path, title: str) -> None:
        """Put a project or a study at the head of the recent ones."""
        # Also those on a stick or a drive that is away just now.
        others = [(f, t) for f, t in self._recent() if f != folder.resolve()]
        kept = [(folder.resolve(), title), *others][:_MOST]
        self.keep(recent=[[str(f), t] for f, t in kept])


def _there(paths: list[Path]) -> set[Path]:
    """Return which paths exist; a drive that does not answer at once has none of them.

    A network that is gone keeps whoever asks for half a minute, and the window with it.
    """
    found: set[Path] = set()

    def look(path: Path) -> None:
        with suppress(OSError, ValueError):  # a name too long, or none
            if path.exists():
                found.add(path)

    asked = [threading.Thread(target=look, args=(path,), daemon=True) for path in paths]
    end = time.monotonic() + _PATIENCE_S
    for thread in asked:
        thread.start()
    for thread in asked:
        thread.join(max(0.0, end - time.monotonic()))
    return set(found)
