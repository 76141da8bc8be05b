"""A plugin as a face lists it: whose it is, where it lies, what it adds, and how it stands."""

from dataclasses import dataclass
from enum import StrEnum

from missionplanner.messages.message import Message, message

API_VERSION = 1
"""Of `missionplanner.api`; raised when something there changes that a plugin was promised."""

OLDEST_API = 1
"""The oldest version that plugins may still be made for."""


class PluginSource(StrEnum):
    """Where a plugin comes from; in the order in which they are asked."""

    SHIPPED = "shipped"
    INSTALLED = "installed"
    OWN = "own"


@dataclass(frozen=True)
class PluginLook:
    """A plugin as found.

    Attributes
    ----------
    name : str
        Of its folder or entry point.
    title, version, author : str
        As its `plugin.toml` or its distribution tells them; empty where neither does.
    api : int or None
        Version of `missionplanner.api` that it is made for; None: it could not be read.
    source : PluginSource
    place : str
        Its folder, or the distribution that it belongs to.
    offers : tuple of str
        Names and suffixes (with dot) of the formats it brings.
    enabled : bool
    problem : Message or None
        Why it was left out; None where all is well. Has a remedy.
    clash : bool
        True: another plugin has its name, so that this one cannot be switched.
    """

    name: str
    title: str
    version: str
    offers: tuple[str, ...]
    author: str = ""
    api: int | None = None
    source: PluginSource = PluginSource.SHIPPED
    place: str = ""
    enabled: bool = True
    problem: Message | None = None
    clash: bool = False


def source_told(plugin: PluginLook) -> Message:
    """Return where a plugin comes from."""
    if plugin.source is PluginSource.INSTALLED:
        return message("extensions.source.installed", place=plugin.place)
    if plugin.source is PluginSource.OWN:
        return message("extensions.source.own")
    return message("extensions.source.shipped")


def state_told(plugin: PluginLook) -> Message:
    """Return whether a plugin is on, off or left out, and then why and what to do."""
    if not plugin.enabled:
        return message("extensions.state.off")
    if plugin.problem:
        return message("extensions.state.left_out", problem=plugin.problem)
    return message("extensions.state.on")
