"""Plugins: where they are, which are switched on, and the formats they bring.

What ships lies in `assets.plugins()`, what a user adds in `assets.own_plugins()`; both are imported
under the name `missionplanner_plugins`. Installed distributions are found by the entry point group
`missionplanner.plugins`, whose value is the package. A plugin that is switched off is never
imported: what it would bring is read from its `plugin.toml`.
"""

import threading
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path

from missionplanner import assets
from missionplanner.errors import InputError
from missionplanner.extensions.finding import NAMESPACE, Plugin, all_found, open_namespace
from missionplanner.extensions.loading import loaded, without_doubles
from missionplanner.messages.catalogue import known
from missionplanner.messages.message import Message, message, text
from missionplanner.missions.formats import Formats, MissionFormat
from missionplanner.model.plugin import PluginSource
from missionplanner.settings import (
    Settings,
    load_settings,
    save_settings,
    settings_path,
    understood_settings,
)
from missionplanner.storage.folders import made

__all__ = [
    "GROUP",
    "NAMESPACE",
    "Plugin",
    "forget",
    "formats",
    "formats_of",
    "found_plugins",
    "make_own_folder",
    "plugins",
    "switch",
    "titles",
]

GROUP = "missionplanner.plugins"

# A plugin that takes longer to load is left out: the program does not wait for it.
PATIENCE_S = 10.0
_LOOKING = threading.Lock()

# Who brings what, for the case that even the folder of the plugin is gone.
_HOMES = {
    "dji_wpml": ("wpml", ".kmz", ".wpml"),
    "geojson_route": ("geojson", ".geojson"),
    "kml_route": ("kml", ".kml"),
    "csv_route": ("csv", ".csv"),
    "gpkg_route": ("gpkg",),
}


def plugins() -> tuple[Plugin, ...]:
    """Return every plugin found, loaded where it is switched on.

    Looked for again after `forget`, and after the settings or the user's own folder have changed: a
    window's worker processes live on while its user switches. Where it cannot be read which are
    switched off, those that ship are loaded and no others.
    """
    return _at_hand()[0]


def _at_hand() -> tuple[tuple[Plugin, ...], Formats]:
    with _LOOKING:  # what is printed is muted meanwhile: of two threads one would not give it back
        return _looked_for(_stamps())


@lru_cache(maxsize=1)
def _looked_for(_: tuple[float, ...]) -> tuple[tuple[Plugin, ...], Formats]:
    settings, trouble = understood_settings()
    unknown = trouble is not None and "disabled_plugins" not in settings.model_fields_set
    found = found_plugins(assets.plugins(), settings, assets.own_plugins(), shipped_only=unknown)
    return found, formats_of(found)


def _stamps() -> tuple[float, ...]:
    return tuple(_changed(path) for path in (settings_path(), assets.own_plugins()))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0.0


def formats() -> Formats:
    """Return the formats at hand, as the saved settings have it."""
    return _at_hand()[1]


def titles() -> dict[str, Message]:
    """Return the titles of the formats at hand, by name; without words a plugin's own text."""
    return {f.name: _title(one.name, f) for one in plugins() for f in one.formats}


def _title(plugin: str, one: MissionFormat) -> Message:
    code = f"{plugin}.title.{one.name}"
    return Message(code) if known(code) else text(one.title)


def forget() -> None:
    """Look for plugins again when next asked."""
    _looked_for.cache_clear()


def switch(name: str, on: bool) -> None:
    """Switch a plugin on or off, and save that.

    Raises
    ------
    InputError
        There is no such plugin, or the settings cannot be read.
    OutputError
        The settings cannot be written.
    """
    names = {plugin.name for plugin in plugins()}
    if name not in names:
        raise InputError("extensions.no_such_plugin", name, known=sorted(names))
    save_settings(load_settings().switched(name, on))
    forget()


def make_own_folder() -> Path:
    """Return the folder of the user's own plugins, made where it was absent.

    Raises
    ------
    OutputError
        It cannot be made.
    """
    return made(assets.own_plugins())


def found_plugins(
    folder: Path, settings: Settings, own: Path | None = None, *, shipped_only: bool = False
) -> tuple[Plugin, ...]:
    """Return the plugins that ship, of installed distributions and of the user's own folder.

    Parameters
    ----------
    folder : Path
        Of those that ship.
    settings : Settings
        Says which are switched off.
    own : Path, optional
    shipped_only : bool
        True: it is not known which are switched off, so no stranger's is run.
    """
    open_namespace((folder,) if own is None else (folder, own))
    result: list[Plugin] = []
    taken: set[str] = set()
    for plugin in all_found(folder, entry_points(group=GROUP), own):
        one = _as_set(plugin, settings, shipped_only)
        if one.enabled:
            one = without_doubles(loaded(one, PATIENCE_S), taken)
        taken.update(made.name for made in one.formats)
        result.append(one)
    return tuple(result)


def _as_set(plugin: Plugin, settings: Settings, shipped_only: bool) -> Plugin:
    if shipped_only and not _ships(plugin):
        return replace(plugin, problem=plugin.problem or message("extensions.settings_unread"))
    off = plugin.name in settings.disabled_plugins and not plugin.clash
    return replace(plugin, enabled=False) if off else plugin


def formats_of(plugins: tuple[Plugin, ...]) -> Formats:
    """Return the formats of loaded plugins, and words for what is missing."""
    absent = {
        word: message("extensions.plugin", name=name)
        for name, words in _HOMES.items()
        for word in words
    }
    for plugin in plugins:
        if not plugin.clash:
            _tell_absent(plugin, absent)
    asked = sorted((f for one in plugins for f in one.formats), key=lambda f: f.name)
    shipped = {f.name for one in plugins for f in one.formats if _ships(one)}
    # A file is shown to those that ship first: a stranger's does not take theirs away.
    return Formats(sorted(asked, key=lambda f: f.name not in shipped), absent)


def _tell_absent(plugin: Plugin, absent: dict[str, Message]) -> None:
    """Put what is said of a plugin's formats while it has none into `absent`."""
    for word in plugin.offers:
        if plugin.enabled and not plugin.problem:
            absent.pop(word, None)
            continue
        state = plugin.problem or message("extensions.switched_off")
        told = message("extensions.plugin_in_state", name=plugin.name, state=state)
        if _ships(plugin) or word not in absent:
            absent[word] = told


def _ships(plugin: Plugin) -> bool:
    return plugin.source is PluginSource.SHIPPED
