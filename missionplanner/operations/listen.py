"""Listen on a radio as a window asks for it; needs the libraries of the extra `radio`."""

from pathlib import Path

from missionplanner.operations.link_ends import LinkEnd, make_key
from missionplanner.operations.radio import duty_of, modulation_of
from missionplanner.operations.receive import ReceiveRequest, ReceiveResult, Tell, receive
from missionplanner.tasks.progress import Progress


def listen(
    project: Path,
    bearer: str,
    key: Path,
    progress: Progress,
    tell: Tell,
    *,
    spreading: int | None = None,
    region: str = "",
) -> ReceiveResult:
    """Receive into a project until it is stopped.

    Parameters
    ----------
    bearer : str
        `udp:HOST:PORT`, `serial:DEVICE:BAUD` or `sim:FILE`.
    key : Path
    spreading : int, optional
        Spreading factor of the LoRa modem behind a serial port.
    region : str
        Rule of the band; empty: no limit is kept.

    Raises
    ------
    InputError, OutputError, Cancelled
        See `receive`.
    """
    modulation = modulation_of(spreading, None, None)
    end = LinkEnd(bearer, key, modulation, duty_of(region or None))
    return receive(ReceiveRequest(project, end), progress, tell)


def new_key(path: Path) -> Path:
    """Write a new key; see `make_key`."""
    return make_key(path)
