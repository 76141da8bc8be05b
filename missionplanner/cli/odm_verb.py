"""The verb `odm`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from missionplanner.cli.paper_options import key_values
from missionplanner.cli.telling import echo, json_option, progress_bar, quoted, tell
from missionplanner.messages.message import message

if TYPE_CHECKING:
    from missionplanner.operations.odm import HandedOver


@click.command("odm")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--sensor", "key", required=True, help="Key of the sensor that took the photos.")
@click.option("--server", help="http://HOST:PORT of NodeODM or ClusterODM; without: a folder.")
@click.option("--photos", type=click.Path(path_type=Path), help="Default: photos in PROJECT.")
@click.option("--marks", type=click.Path(path_type=Path), help="CSV of marks, as of control.")
@click.option("--option", "options", multiple=True, help="KEY=VALUE of ODM; may be repeated.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder, or with a server the file.")
@json_option
def command(
    project: Path,
    key: str,
    server: str | None,
    photos: Path | None,
    marks: Path | None,
    options: tuple[str, ...],
    out: Path | None,
    as_json: bool,
) -> None:
    """Hand PROJECT's photos to OpenDroneMap: full photogrammetry, which this program is not.

    With --server they are sent and the orthophoto is fetched; without, the folder that ODM takes is
    written: images, control points (gcp_list.txt) and options.
    """
    from missionplanner.operations.odm import OdmAsked, odm_folder, odm_server

    values = {name: _value(words) for name, words in key_values(options).items()}
    asked = OdmAsked(key, photos, marks, values)
    with progress_bar() as progress:
        if server is None:
            done = odm_folder(project, asked, progress, out)
        else:
            done = odm_server(project, asked, server, progress, out)
    summary = _summary(done)
    tell(as_json, summary, lambda: _show(done))


def _value(words: str) -> object:
    """Return a value of ODM's: true, a number, or a word."""
    try:
        return json.loads(words)
    except ValueError:
        return words


def _summary(done: "HandedOver") -> dict[str, Any]:
    files = [path for path in (done.folder, done.orthophoto) if path]
    return {
        "photos": done.photos,
        "control_lines": done.control_lines,
        "options": dict(done.options),
        "server": done.folder is None,
        "files": [str(path) for path in files],
    }


def _show(done: "HandedOver") -> None:
    if done.folder is not None:
        folder = quoted(done.folder.resolve())
        echo(message("cli.odm_folder", n=done.photos, lines=done.control_lines, folder=folder))
    elif done.orthophoto is not None:
        echo(message("cli.odm_made", n=done.photos, file=quoted(done.orthophoto)))
