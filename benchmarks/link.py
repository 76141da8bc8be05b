"""How much of what a link can carry gets through: LoRa by a virtual clock, UDP on loopback.

    .venv/bin/python benchmarks/link.py [--previews 200] [--megabytes 80]

LoRa: 200 previews of 4 KB at SF7, 125 kHz, half duplex; each side is killed once and started again.
The bound is symbols a second of full packets, with header, seal and preamble, times the share that
arrives; goodput is useful bytes over virtual time, with turns, acknowledgements and restarts.
UDP: seconds of the wall, and of the processor of each side, on which a machine of its own goes.
"""

import argparse
import multiprocessing
import random
import tempfile
import time
from pathlib import Path

from missionplanner.link.bearers.opened import open_bearer
from missionplanner.link.drive import Drive
from missionplanner.link.happenings import Delivered, ObjectWhole
from missionplanner.link.objects import LinkObject, ObjectKind
from missionplanner.link.simulator import burst_loss, random_loss
from tests.unit.link.side import Side
from tests.unit.link.test_sessions import goodput_share, transfer

PORT = 47_899
FILE_BYTES = 2_000_000
ON_THE_WAY = 6


def lora(previews: int) -> None:
    """Print the share of the bound that is reached."""
    print(f"{'loss':>6}  {'kind':8}{'virtual s':>10}{'of the bound':>14}")
    for share in (0.0, 0.2, 0.5):
        for kind, loss in (("random", random_loss(share, 7)), ("bursts", burst_loss(share, 4, 7))):
            with tempfile.TemporaryDirectory() as folder:
                seconds = transfer(Path(folder), loss, previews)
            reached = goodput_share(previews * 4096, seconds, share)
            print(f"{share:6.0%}  {kind:8}{seconds:10.0f}{reached:14.1%}")


def station(folder: str, files: int, told: "multiprocessing.Queue[float]") -> None:
    """Receive so many files, and tell the processor's seconds."""
    bearer = open_bearer(f"udp:127.0.0.1:{PORT}", listens=True)
    side, got = Side(Path(folder), bearer.medium, leads=True), 0
    told.put(0.0)

    def keep(happenings):
        nonlocal got
        side.inbox.keep(happenings)
        got += sum(isinstance(one, ObjectWhole) for one in happenings)

    drive, before = Drive(bearer, side.session, keep), time.process_time()
    while got < files:
        drive.turn()
    told.put(time.process_time() - before)
    end = time.monotonic() + 1.0
    while time.monotonic() < end:
        drive.turn()


def udp(megabytes: int) -> None:
    """Print megabytes a second between two processes."""
    files = max(megabytes * 1_000_000 // FILE_BYTES, 1)
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    with tempfile.TemporaryDirectory() as folder:
        other = context.Process(target=station, args=(f"{folder}/b", files, told))
        other.start()
        told.get()
        bearer = open_bearer(f"udp:127.0.0.1:{PORT}", listens=False)
        side, there = Side(Path(folder) / "a", bearer.medium, leads=False), 0

        def keep(happenings):
            nonlocal there
            there += sum(isinstance(one, Delivered) for one in happenings)

        drive, queued = Drive(bearer, side.session, keep), 0
        wall, used = time.perf_counter(), time.process_time()
        while there < files:
            while queued < files and queued - there < ON_THE_WAY:
                queued += 1
                data = random.Random(queued).randbytes(FILE_BYTES)
                item = LinkObject(ObjectKind.FILE, f"{queued}.bin", {}, data)
                side.session.offer(queued, item.to_bytes(), time.monotonic())
            drive.turn()
        wall, used = time.perf_counter() - wall, time.process_time() - used
        size = files * FILE_BYTES / 1e6
        print(
            f"UDP: {size / wall:.1f} MB/s; sender {size / used:.1f} MB a processor's second, ",
            end="",
        )
        print(f"station {size / told.get():.1f}")
        other.join()


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--previews", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=80)
    asked = parser.parse_args()
    lora(asked.previews)
    udp(asked.megabytes)


if __name__ == "__main__":
    main()
