"""Open a bearer by its name."""

from pathlib import Path

from missionplanner.link.bearers.bearer import Bearer, BearerScheme, read_name
from missionplanner.link.bearers.serial_port import SerialBearer
from missionplanner.link.bearers.simulated import simulated_bearer
from missionplanner.link.bearers.udp import UdpBearer
from missionplanner.link.lora import Modulation


def open_bearer(name: str, *, listens: bool, modulation: Modulation | None = None) -> Bearer:
    """Open a bearer.

    Parameters
    ----------
    name : str
        `udp:HOST:PORT`, `serial:DEVICE:BAUD` or `sim:FILE`.
    listens : bool
        True: others come to us.
    modulation : Modulation, optional
        Of the modem behind a serial port.

    Raises
    ------
    InputError
        The name means nothing, or it cannot be opened.
    """
    read = read_name(name)
    if read.scheme is BearerScheme.UDP:
        return UdpBearer(read, listens=listens)
    if read.scheme is BearerScheme.SERIAL:
        return SerialBearer(read, modulation)
    return simulated_bearer(Path(read.place), listens=listens)
