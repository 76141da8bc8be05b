"""The verb `plugins`."""

from typing import Any

import click

from missionplanner.assets import own_plugins
from missionplanner.cli.telling import json_option, tell, words_of
from missionplanner.errors import one_line
from missionplanner.extensions import (
    formats,
    plugins,
    switch,
    titles,
)
from missionplanner.messages.catalogue import sentence, told
from missionplanner.messages.message import message
from missionplanner.model.plugin import PluginLook, source_told, state_told
from missionplanner.settings import understood_settings


@click.command("plugins")
@click.option("--disable", multiple=True, metavar="NAME", help="Switch a plugin off, for good.")
@click.option("--enable", multiple=True, metavar="NAME", help="Switch a plugin on again.")
@json_option
def command(disable: tuple[str, ...], enable: tuple[str, ...], as_json: bool) -> None:
    """List the plugins, what stands against those left out, and the formats at hand."""
    for names, on in ((disable, False), (enable, True)):
        for name in names:
            switch(name, on)
    _, trouble = understood_settings()
    if trouble is not None:
        click.echo(sentence(message("cli.warning", told=trouble.line())), err=True)
    words = titles()
    found = [
        {
            "format": f.name,
            "title": sentence(words[f.name]),
            "suffix": f.suffix,
            "options": {o.name: list(o.choices) for o in f.options},
        }
        for f in formats().all()
    ]
    listed = [_facts(plugin) for plugin in plugins()]
    answer: dict[str, Any] = {"formats": found, "plugins": listed, "own_folder": str(own_plugins())}
    answer["settings"] = trouble.line() if trouble else None
    tell(as_json, answer, lambda: _print(found, listed))


def _facts(plugin: PluginLook) -> dict[str, Any]:
    state = state_told(plugin)
    return {
        "name": plugin.name,
        "title": plugin.title,
        "version": plugin.version,
        "author": plugin.author,
        "api": plugin.api,
        "source": plugin.source,
        "place": plugin.place,
        "offers": list(plugin.offers),
        "enabled": plugin.enabled,
        "loaded": plugin.enabled and plugin.problem is None,
        "told": {"source": source_told(plugin), "state": state, "remedy": told(state).remedy},
    }


def _print(found: list[dict[str, Any]], listed: list[dict[str, Any]]) -> None:
    lines = [*map(_lines, found), "", *map(_plugin_lines, listed), ""]
    lines.append(sentence(message("cli.plugins.own_folder", folder=own_plugins())))
    click.echo("\n".join(lines))


def _lines(found: dict[str, Any]) -> str:
    options = [f"{'':20}--option {k}={'|'.join(v)}" for k, v in found["options"].items()]
    head = f"{found['format']:10}{found['suffix']:10}{found['title']}"
    return "\n".join([head, *options])


def _plugin_lines(plugin: dict[str, Any]) -> str:
    said = plugin["told"]
    state = "; ".join(words for words in (words_of(said["state"]), said["remedy"]) if words)
    whose = [words_of(said["source"])]
    if plugin["author"]:
        whose.append(sentence(message("cli.plugins.by", author=plugin["author"])))
    if plugin["offers"]:
        whose.append(sentence(message("cli.plugins.added", offers=plugin["offers"])))
    head = f"{plugin['name']:20}{plugin['version']:10}{one_line(state)}"
    return f"{head}\n{'':20}{one_line('; '.join(whose))}"
