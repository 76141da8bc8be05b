"""Looks for plugins and switches them, in a thread; the window itself never imports this.

A plugin brings what it likes, and may take seconds to load.
"""

from pathlib import Path

from missionplanner.extensions import forget, make_own_folder, plugins
from missionplanner.extensions import switch as switch_plugin
from missionplanner.model.plugin import PluginLook
from missionplanner.tasks.progress import Progress


def look(progress: Progress) -> tuple[PluginLook, ...]:
    """Return the plugins that there are now."""
    forget()
    return plugins()


def switch(name: str, on: bool, progress: Progress) -> tuple[PluginLook, ...]:
    """Switch a plugin on or off, and return how all of them stand then."""
    switch_plugin(name, on)
    return plugins()


def make_folder(progress: Progress) -> Path:
    """Return the user's own folder of plugins, made where it was absent."""
    return make_own_folder()
