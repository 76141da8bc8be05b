"""The verb `send`."""

from pathlib import Path
from typing import Any

import click

from missionplanner.cli.link_options import key_or_refused, radio_options, teller
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.errors import InputError
from missionplanner.messages.message import message
from missionplanner.operations.radio import duty_of, modulation_of, with_radio


@click.command("send")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1)
@click.option(
    "--to", "bearer", metavar="BEARER", help="udp:HOST:PORT, serial:DEVICE:BAUD, sim:FILE"
)
@click.option("--key", type=click.Path(path_type=Path), help="Key file, the same on both sides.")
@click.option("--new-key", type=click.Path(path_type=Path), help="Make a key file and end.")
@click.option("--watch", is_flag=True, help="Also send what comes later, until stopped.")
@click.option(
    "--what", type=click.Choice(["previews", "files"]), default="previews", help="What is sent."
)
@click.option("--stages", type=click.IntRange(1, 2), default=2, help="Previews of each photo.")
@click.option(
    "--state", type=click.Path(path_type=Path), help="Folder of what is still to be sent."
)
@click.option("--patience", type=float, default=600.0, help="Seconds that nobody may answer.")
@radio_options
@json_option
def command(files: tuple[Path, ...], new_key: Path | None, as_json: bool, **asked: Any) -> None:
    """Send previews of FILES, or of the photos in folders, to a ground station."""
    ends = with_radio("missionplanner.operations.link_ends")
    if new_key is not None:
        made = ends.make_key(new_key)
        tell(as_json, {"files": [str(made)]}, lambda: echo(message("link.said_key", path=made)))
        return
    if asked["bearer"] is None:
        raise InputError("link.which_bearer")
    sending = with_radio("missionplanner.operations.send")
    modulation = modulation_of(asked["spreading"], asked["bandwidth"], asked["coding"])
    key, duty = key_or_refused(asked["key"]), duty_of(asked["region"])
    request = sending.SendRequest(
        paths=files,
        end=ends.LinkEnd(asked["bearer"], key, modulation, duty),
        state=asked["state"],
        what=sending.Sent(asked["what"]),
        watch=asked["watch"],
        stages=asked["stages"],
        patience_s=asked["patience"],
    )
    with progress_bar() as progress:
        done = sending.send(request, progress, teller(as_json))
    summary = {
        "photos": done.photos,
        "delivered": done.delivered,
        "left": done.left,
        "sent_bytes": done.sent_bytes,
        "seconds": round(done.seconds, 3),
    }
    tell(as_json, summary, lambda: echo(message("link.said_sent", n=done.delivered)))
