"""Importing a plugin: beside the program, with patience that ends, and heard by nobody."""

import contextlib
import ctypes
import importlib
import itertools
import threading
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from missionplanner.errors import InputError
from missionplanner.extensions.finding import Plugin
from missionplanner.extensions.guarded import GuardedFormat, Mute, told_of
from missionplanner.messages.catalogue import add_words, read_words
from missionplanner.messages.language import LANGUAGES
from missionplanner.messages.message import message
from missionplanner.missions.formats import MissionFormat
from missionplanner.model.plugin import PluginSource

MOST_FORMATS = 100
_LAST_WORDS_S = 0.3


def loaded(plugin: Plugin, patience_s: float) -> Plugin:
    """Return a plugin with its formats, or with the problem for which it is left out.

    Parameters
    ----------
    patience_s : float
        A stranger's takes longer: it is left out, and told to end. What ships is waited for, and so
        is what all plugins import: a slow disk, or one who looks for viruses, is no plugin's fault.
    """
    if plugin.problem:
        return plugin
    ships = plugin.source is PluginSource.SHIPPED
    if not ships:
        importlib.import_module("missionplanner.api")
    outcome: list[Plugin | BaseException] = []

    def load() -> None:
        # A plugin is someone else's code: whatever it does wrong, the program must go on, also
        # where it would end Python.
        try:
            outcome.append(_imported(plugin))
        except BaseException as error:
            outcome.append(error)

    thread = threading.Thread(target=load, name=f"plugin {plugin.name}", daemon=True)
    with contextlib.redirect_stdout(Mute()):  # what a verb prints is read by programs
        thread.start()
        thread.join(None if ships else patience_s)
        if not outcome:
            _end(thread)
            return replace(plugin, problem=message("extensions.too_slow", seconds=patience_s))
    (found,) = outcome
    if isinstance(found, Plugin):
        return found
    return replace(plugin, problem=message("extensions.not_loaded", reason=told_of(found)))


def _end(thread: threading.Thread) -> None:
    # A loop that prints or computes ends by this before the streams are given back; one that
    # sleeps or waits hears it when it wakes, and until then does no harm.
    if thread.ident is not None:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
        )
    thread.join(_LAST_WORDS_S)


def without_doubles(plugin: Plugin, taken: Collection[str]) -> Plugin:
    """Return a plugin, left out where a format of its name is there already.

    Nobody replaces a format by another of its name: what is written by it is flown.
    """
    double = next((one.name for one in plugin.formats if one.name in taken), "")
    if not double:
        return plugin
    return replace(plugin, formats=(), problem=message("extensions.format_taken", name=double))


def _imported(plugin: Plugin) -> Plugin:
    module = importlib.import_module(plugin.module)
    for folder in getattr(module, "__path__", ()):
        words = Path(folder) / "words"
        for language in LANGUAGES:
            read_words(words / f"{language}.toml")  # a broken file is told now, not when needed
        add_words(plugin.name, words)
    offered = _formats_in(module)
    if plugin.source is not PluginSource.SHIPPED:
        offered = tuple(GuardedFormat(plugin.name, one) for one in offered)
    words_of_formats = tuple(word for f in offered for word in (f.name, f.suffix))
    return replace(plugin, formats=offered, offers=plugin.offers or words_of_formats)


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
