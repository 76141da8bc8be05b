"""Which plugins there are, read without running a line of theirs.

Three places, in this order: what ships, what is installed (entry point group
`missionplanner.plugins`), and the user's own folder. A project is never looked into. A name or a
package that is there already is not taken over by who comes later.
"""

import importlib
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from missionplanner.errors import InputError, one_line, shortened
from missionplanner.messages.message import message
from missionplanner.missions.formats import MissionFormat
from missionplanner.model.plugin import API_VERSION, OLDEST_API, PluginLook, PluginSource
from missionplanner.storage.saved import read_toml

NAMESPACE = "missionplanner_plugins"
FACTS = "plugin.toml"
MOST_LETTERS = 300  # of what a plugin says of itself or of what went wrong

_FIRST_API = 1  # of a plugin that says nothing of versions
_MOST_FACTS_BYTES = 100_000
# To compile more takes minutes and memory, which nobody can stop.
_MOST_SOURCE_BYTES = 5_000_000
_MOST_ENTRIES = 200
_PACKED = (".zip", ".whl", ".egg", ".tar", ".gz", ".tgz", ".py")


@dataclass(frozen=True)
class Plugin(PluginLook):
    """A plugin as found, and once loaded with its formats.

    Attributes
    ----------
    module : str
        What is imported.
    formats : tuple of MissionFormat
        Empty while switched off or left out.
    """

    module: str = ""
    formats: tuple[MissionFormat, ...] = ()


def open_namespace(folders: Iterable[Path]) -> None:
    """Let `missionplanner_plugins.NAME` be the package NAME in the first folder that has it.

    One namespace package: relative imports inside a plugin work, and two plugins may have modules
    of the same name.
    """
    package = sys.modules.get(NAMESPACE)
    if package is None:
        spec = importlib.machinery.ModuleSpec(NAMESPACE, None, is_package=True)
        package = importlib.util.module_from_spec(spec)
        sys.modules[NAMESPACE] = package
    package.__path__ = [str(folder) for folder in folders]
    importlib.invalidate_caches()


def all_found(shipped: Path, entries: Iterable[EntryPoint], own: Path | None) -> tuple[Plugin, ...]:
    """Return every plugin of the three places, none of them loaded.

    Parameters
    ----------
    shipped : Path
    entries : iterable of EntryPoint
        Of installed distributions.
    own : Path, optional
        The user's own folder; it need not exist.
    """
    found = [
        *(_in_folder(path, PluginSource.SHIPPED) for path in _entries(shipped) if _is_one(path)),
        *(_announced(entry) for entry in sorted(entries, key=lambda one: one.name)),
        *_own(own),
    ]
    first: dict[str, Plugin] = {}
    return tuple(_unless_taken(plugin, first.setdefault(plugin.name, plugin)) for plugin in found)


def _unless_taken(plugin: Plugin, first: Plugin) -> Plugin:
    if plugin is first:
        return plugin
    problem = message("extensions.name_taken", place=first.place)
    return replace(plugin, problem=problem, clash=True)


def _own(folder: Path | None) -> Iterator[Plugin]:
    if folder is None:
        return
    for path in _entries(folder):
        if path.is_dir() and not path.name.startswith((".", "__")):
            yield _in_folder(path, PluginSource.OWN)
        elif path.suffix.lower() in _PACKED or path.is_symlink():
            yield Plugin(
                path.name, path.name, "", (), source=PluginSource.OWN, place=str(path),
                problem=message("extensions.no_folder"),
            )  # fmt: skip


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())[:_MOST_ENTRIES]
    except OSError:  # absent, a file, or forbidden: then there are none
        return []


def _is_one(path: Path) -> bool:
    return (path / FACTS).is_file()


def _in_folder(path: Path, source: PluginSource) -> Plugin:
    plugin = Plugin(
        path.name, path.name, "", (),
        source=source, place=str(path), module=f"{NAMESPACE}.{path.name}",
    )  # fmt: skip
    if not path.name.isidentifier():
        return replace(plugin, problem=message("extensions.no_name"))
    if not (path / FACTS).exists():
        return replace(plugin, problem=message("extensions.no_facts", file=FACTS))
    return _checked(_with_facts(plugin, path), path)


def _announced(entry: EntryPoint) -> Plugin:
    plugin = Plugin(
        entry.name, _short(entry.name), "", (),
        source=PluginSource.INSTALLED, place=_short(entry.module), module=entry.module,
    )  # fmt: skip
    try:
        plugin = _with_distribution(plugin, entry)
    except Exception:  # a distribution's files are a stranger's: broken in any way
        return replace(plugin, problem=message("extensions.no_distribution"))
    folder = _folder_of(entry.module)
    if folder is None or not _is_one(folder):
        return replace(plugin, api=_FIRST_API)
    told = _with_facts(plugin, folder)
    return _checked(replace(told, version=told.version or plugin.version), folder)


def _with_distribution(plugin: Plugin, entry: EntryPoint) -> Plugin:
    if entry.dist is None:
        return plugin
    told = entry.dist.metadata
    author = next((told[key] for key in ("Author", "Author-email") if key in told), "")
    version, name = _short(entry.dist.version), _short(told["Name"])
    return replace(plugin, version=version, author=_short(author), place=name)


def _folder_of(module: str) -> Path | None:
    """Return the folder of an installed package, without importing it."""
    top, *parts = module.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except Exception:  # finders of other packages raise whatever they like
        return None
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places)), *parts) if places else None


def _with_facts(plugin: Plugin, folder: Path) -> Plugin:
    """Return a plugin with what its `plugin.toml` tells."""
    try:
        facts = read_toml(folder / FACTS, at_most=_MOST_FACTS_BYTES)
        offered = [_offered(one) for one in facts["formats"]]
        return replace(
            plugin,
            title=_short(facts["title"]),
            version=_short(facts["version"]),
            author=_short(facts.get("author", plugin.author)),
            api=_whole(facts.get("api", _FIRST_API)),
            offers=tuple(word for words in offered for word in words),
        )
    except InputError as error:
        return replace(plugin, problem=message("extensions.unsound", reason=error.message))
    except KeyError as error:
        absent = message("extensions.key_absent", key=str(error.args[0]))
        return replace(plugin, problem=message("extensions.unsound", reason=absent))
    except (ValueError, TypeError, AttributeError) as error:
        reason = str(error)[:MOST_LETTERS]
        return replace(plugin, problem=message("extensions.unsound", reason=reason))


def _checked(plugin: Plugin, folder: Path) -> Plugin:
    """Return a plugin, left out where it is made for another program or is too large to read."""
    if plugin.problem or plugin.api is None:
        return plugin
    if plugin.api > API_VERSION:
        problem = message("extensions.api_newer", asked=plugin.api, here=API_VERSION)
        return replace(plugin, problem=problem)
    if plugin.api < OLDEST_API:
        problem = message("extensions.api_older", asked=plugin.api, here=OLDEST_API)
        return replace(plugin, problem=problem)
    try:
        size = (folder / "__init__.py").stat().st_size
    except OSError:
        return plugin  # the import says what is wrong
    if size > _MOST_SOURCE_BYTES:
        most = _MOST_SOURCE_BYTES / 1e6
        return replace(plugin, problem=message("extensions.too_large", most=most))
    return plugin


def _offered(one: dict[str, Any]) -> tuple[str, ...]:
    suffixes = one["suffixes"]
    if not isinstance(suffixes, list):
        raise TypeError("suffixes")
    return tuple(_short(word) for word in (one["name"], *suffixes))


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"api = {value!r}")
    return value


def _short(words: object) -> str:
    return shortened(one_line(str(words)), MOST_LETTERS)
