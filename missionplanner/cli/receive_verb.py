"""The verb `receive`."""

import math
from pathlib import Path
from typing import Any

import click

from missionplanner.cli.link_options import key_or_refused, radio_options, teller
from missionplanner.cli.telling import echo, json_option, progress_bar, tell
from missionplanner.messages.message import message
from missionplanner.operations.radio import duty_of, modulation_of, with_radio


@click.command("receive")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--listen", "bearer", metavar="BEARER", required=True, help="udp:HOST:PORT, …")
@click.option("--key", type=click.Path(path_type=Path), help="Key file, the same on both sides.")
@click.option("--relay", is_flag=True, help="Hand on what is heard, and keep nothing.")
@click.option("--onward", metavar="BEARER", help="With --relay: another bearer to hand on by.")
@click.option("--command", "commands", metavar="WORDS", multiple=True, help="Tell the senders.")
@click.option("--sender", "to", metavar="DEVICE", default="", help="Whom --command tells alone.")
@click.option("--once", is_flag=True, help="End when all senders have sent everything.")
@click.option("--seconds", type=float, help="End after so long.")
@radio_options
@json_option
def command(project: Path, as_json: bool, **asked: Any) -> None:
    """Receive previews into PROJECT's folder `received`, until stopped.

    Commands are: pause, resume, faster, slower, report, 'send NAME BYTES'. All senders heard are
    told, or the one whose folder in `received` has the name of --sender.
    """
    ends = with_radio("missionplanner.operations.link_ends")
    receiving = with_radio("missionplanner.operations.receive")
    modulation = modulation_of(asked["spreading"], asked["bandwidth"], asked["coding"])
    key, duty = key_or_refused(asked["key"]), duty_of(asked["region"])
    request = receiving.ReceiveRequest(
        project=project,
        end=ends.LinkEnd(asked["bearer"], key, modulation, duty),
        commands=asked["commands"],
        to=asked["to"],
        once=asked["once"],
        most_s=math.inf if asked["seconds"] is None else asked["seconds"],
    )
    onward = ends.LinkEnd(asked["onward"], key, modulation, duty) if asked["onward"] else None
    with progress_bar() as progress:
        if asked["relay"]:
            done = receiving.relay(request, onward, progress, teller(as_json))
        else:
            done = receiving.receive(request, progress, teller(as_json))
    summary = {
        "objects": done.objects,
        "bytes": done.received_bytes,
        "files": [str(path) for path in done.files],
        "refused": done.refused,
        "forwarded": done.forwarded,
        "seconds": round(done.seconds, 3),
    }
    tell(as_json, summary, lambda: echo(message("link.said_done", n=done.objects)))
