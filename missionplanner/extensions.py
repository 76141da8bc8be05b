"""Plugins: where they are, which are switched on, and the formats they bring.

First-party plugins are packages in `assets.plugins()`, imported under the name
`missionplanner_plugins`; others are found by the entry point group `missionplanner.plugins`, whose
value is the package. A plugin that is switched off is never imported: what it would bring is read
from its `plugin.toml`.
"""

import contextlib
import importlib
import importlib.machinery
import importlib.util
import io
import itertools
import sys
import threading
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from missionplanner import assets
from missionplanner.errors import InputError, PlannerError
from missionplanner.messages.catalogue import add_words, known
from missionplanner.messages.message import Message, message, text
from missionplanner.missions.formats import Formats, MissionFormat
from missionplanner.settings import Settings, load_settings, save_settings

NAMESPACE = "missionplanner_plugins"
GROUP = "missionplanner.plugins"

# A plugin that takes longer to load is left out: the program does not wait for it.
PATIENCE_S = 10.0
MOST_FORMATS = 100
_MOST_LETTERS = 300  # of what a plugin says went wrong

# Who brings what, for the case that even the folder of the plugin is gone.
_HOMES = {
    "dji_wpml": ("wpml", ".kmz", ".wpml"),
    "geojson_route": ("geojson", ".geojson"),
    "kml_route": ("kml", ".kml"),
    "csv_route": ("csv", ".csv"),
    "gpkg_route": ("gpkg",),
}


@dataclass(frozen=True)
class Plugin:
    """A plugin as found.

    Attributes
    ----------
    name : str
        Of its folder or entry point.
    title, version : str
    offers : tuple of str
        Names and suffixes (with dot) of the formats it brings.
    module : str
        What is imported.
    enabled : bool
    formats : tuple of MissionFormat
        Empty while switched off or broken.
    problem : Message or None
        Why it could not be loaded; None where all is well.
    """

    name: str
    title: str
    version: str
    offers: tuple[str, ...]
    module: str
    enabled: bool = True
    formats: tuple[MissionFormat, ...] = ()
    problem: Message | None = None


@cache
def plugins() -> tuple[Plugin, ...]:
    """Return every plugin found, loaded where it is switched on; `forget` looks again."""
    return found_plugins(assets.plugins(), load_settings())


@cache
def formats() -> Formats:
    """Return the formats at hand, as the saved settings have it; `forget` looks again."""
    return formats_of(plugins())


def titles() -> dict[str, Message]:
    """Return the titles of the formats at hand, by name; without words a plugin's own text."""
    return {f.name: _title(plugin.name, f) for plugin in plugins() for f in plugin.formats}


def _title(plugin: str, one: MissionFormat) -> Message:
    code = f"{plugin}.title.{one.name}"
    return Message(code) if known(code) else text(one.title)


def forget() -> None:
    """Look for plugins again when next asked."""
    plugins.cache_clear()
    formats.cache_clear()


def switch(name: str, on: bool) -> None:
    """Switch a plugin on or off, and save that.

    Raises
    ------
    InputError
        There is no such plugin.
    OutputError
        The settings cannot be written.
    """
    names = {plugin.name for plugin in plugins()}
    if name not in names:
        raise InputError("extensions.no_such_plugin", name, known=sorted(names))
    save_settings(load_settings().switched(name, on))
    forget()


def found_plugins(folder: Path, settings: Settings) -> tuple[Plugin, ...]:
    """Return the plugins of a folder and of the installed distributions, by name."""
    _open_namespace(folder)
    here = [_described(path) for path in sorted(folder.glob("*/plugin.toml"))]
    names = {plugin.name for plugin in here}
    installed = [_announced(e) for e in entry_points(group=GROUP) if e.name not in names]
    return tuple(
        replace(plugin, enabled=False)
        if plugin.name in settings.disabled_plugins
        else _loaded(plugin)
        for plugin in sorted([*here, *installed], key=lambda p: p.name)
    )


def formats_of(plugins: tuple[Plugin, ...]) -> Formats:
    """Return the formats of loaded plugins, and words for what is missing."""
    absent = {
        word: message("extensions.plugin", name=name)
        for name, words in _HOMES.items()
        for word in words
    }
    for plugin in plugins:
        state = plugin.problem or message("extensions.switched_off")
        told = message("extensions.plugin_in_state", name=plugin.name, state=state)
        absent.update(dict.fromkeys(plugin.offers, told))
    return Formats([f for plugin in plugins for f in plugin.formats], absent)


def _open_namespace(folder: Path) -> None:
    # One namespace package whose path is the plugins folder: relative imports inside a plugin
    # work, and two plugins may have modules of the same name.
    package = sys.modules.get(NAMESPACE)
    if package is None:
        spec = importlib.machinery.ModuleSpec(NAMESPACE, None, is_package=True)
        package = importlib.util.module_from_spec(spec)
        sys.modules[NAMESPACE] = package
    package.__path__ = [str(folder)]
    importlib.invalidate_caches()


def _described(path: Path) -> Plugin:
    name = path.parent.name
    try:
        facts = tomllib.loads(path.read_text("utf-8"))
        offered = [(f["name"], *f["suffixes"]) for f in facts["formats"]]
        return Plugin(
            name=name,
            title=str(facts["title"]),
            version=str(facts["version"]),
            offers=tuple(word for words in offered for word in words),
            module=f"{NAMESPACE}.{name}",
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = message("extensions.unsound", reason=str(error))
        return Plugin(name, name, "", (), "", problem=problem)


def _announced(entry: EntryPoint) -> Plugin:
    version = entry.dist.version if entry.dist else ""
    return Plugin(entry.name, entry.name, version, (), entry.module)


def _loaded(plugin: Plugin) -> Plugin:
    if plugin.problem:
        return plugin
    outcome: list[Plugin | BaseException] = []

    def load() -> None:
        # A plugin is someone else's code: whatever it does wrong, the program must go on, also
        # where it would end Python.
        try:
            outcome.append(_imported(plugin))
        except BaseException as error:
            outcome.append(error)

    # Beside this thread, for one that never ends: nobody can stop it, but nobody waits for it.
    thread = threading.Thread(target=load, name=f"plugin {plugin.name}", daemon=True)
    with contextlib.redirect_stdout(_Mute()):  # what a verb prints is read by programs
        thread.start()
        thread.join(PATIENCE_S)
    if not outcome:
        return replace(plugin, problem=message("extensions.too_slow", seconds=PATIENCE_S))
    (found,) = outcome
    if isinstance(found, Plugin):
        return found
    reason = found.message if isinstance(found, PlannerError) else repr(found)[:_MOST_LETTERS]
    return replace(plugin, problem=message("extensions.not_loaded", reason=reason))


def _imported(plugin: Plugin) -> Plugin:
    module = importlib.import_module(plugin.module)
    for folder in getattr(module, "__path__", ()):
        add_words(plugin.name, Path(folder) / "words")
    offered = _formats_in(module)
    words = tuple(word for f in offered for word in (f.name, f.suffix))
    return replace(plugin, formats=offered, offers=plugin.offers or words)


class _Mute(io.TextIOBase):
    """Takes whatever is printed, and keeps none of it."""

    def write(self, text: str, /) -> int:
        return len(text)


def _formats_in(module: ModuleType) -> tuple[MissionFormat, ...]:
    # A list that never ends is looked at no further than it may be long.
    offered = tuple(itertools.islice(getattr(module, "FORMATS", ()), MOST_FORMATS + 1))
    if len(offered) > MOST_FORMATS:
        raise InputError("extensions.too_many_formats", most=MOST_FORMATS)
    wrong = [type(f).__name__ for f in offered if not isinstance(f, MissionFormat)]
    if wrong:
        raise InputError("extensions.other_formats", kinds=str(wrong))
    if not offered:
        raise InputError("extensions.no_formats")
    return offered
