"""Where the things that ship beside the code are found, in a checkout and in an installed wheel.

And where a user's own plugins are: what a plugin says is looked up below the room that loads it.
"""

import os
from pathlib import Path

from platformdirs import user_data_path

_OWN_PLUGINS = "MISSIONPLANNER_PLUGINS"
_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """Return the folder of catalogues, geoid, examples, translations and styles."""
    return _beside("resources")


def plugins() -> Path:
    """Return the folder of the first-party plugins."""
    return _beside("plugins")


def own_plugins() -> Path:
    """Return the folder of a user's own plugins; MISSIONPLANNER_PLUGINS names another."""
    named = os.environ.get(_OWN_PLUGINS)
    return Path(named) if named else user_data_path("osprey", appauthor=False) / "plugins"


def docs() -> Path:
    """Return the folder of the manual's pages, as Markdown."""
    return _beside("docs")


def kernels() -> Path | None:
    """Return the folder of kernels that were compiled when the program was frozen, or None."""
    folder = _PACKAGE / "_kernels"
    return folder if folder.is_dir() else None


def _beside(name: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it next to the package.
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name
