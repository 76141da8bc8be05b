"""What sending and receiving share: the key, the bearer, the folder that one program may use."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from missionplanner.errors import OutputError
from missionplanner.link.bearers.bearer import Bearer
from missionplanner.link.bearers.opened import open_bearer
from missionplanner.link.flow_session import FlowSession
from missionplanner.link.lora import Modulation
from missionplanner.link.medium import Medium
from missionplanner.link.sealing import Keyring, new_key, read_key
from missionplanner.link.session import Identity, LinkSession
from missionplanner.link.turn_session import TurnSession
from missionplanner.messages.message import message
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import made_in
from missionplanner.storage.lock import held
from missionplanner.storage.saved import read_bytes

_MOST_KEY_BYTES = 1_000_000


@dataclass(frozen=True)
class LinkEnd:
    """One end of a link, as it is asked for.

    Attributes
    ----------
    bearer : str
        `udp:HOST:PORT`, `serial:DEVICE:BAUD` or `sim:FILE`.
    key : Path
        File of 64 hexadecimal digits.
    modulation : Modulation or None
        Of the LoRa modem behind a serial port.
    duty_cycle : float
        Share of the time in the air; 1: no limit.
    """

    bearer: str
    key: Path
    modulation: Modulation | None = None
    duty_cycle: float = 1.0

    def keyring(self) -> Keyring:
        """Return what seals packets; raises InputError."""
        return Keyring(read_key(read_bytes(self.key, at_most=_MOST_KEY_BYTES), str(self.key)))

    @contextmanager
    def opened(self, *, listens: bool) -> Iterator[Bearer]:
        """Give the open bearer; raises InputError."""
        bearer = open_bearer(self.bearer, listens=listens, modulation=self.modulation)
        try:
            yield bearer
        finally:
            bearer.close()


def make_key(path: Path) -> Path:
    """Write a new key to a file that is not there yet.

    Raises
    ------
    OutputError
        There is a file of that name, or it cannot be written.
    """
    if path.exists():
        raise OutputError("link.key_there", str(path))
    return write_whole(path, f"{new_key()}\n".encode())


def session_on(medium: Medium, me: Identity, keyring: Keyring, *, leads: bool) -> LinkSession:
    """Return a session that suits a medium."""
    kind = TurnSession if medium.half_duplex else FlowSession
    return kind(me, keyring, medium, leads=leads)


@contextmanager
def own_folder(home: Path, folder: Path) -> Iterator[Path]:
    """Give a folder in which this program alone sends or receives.

    Raises
    ------
    OutputError
        It cannot be made, or another program has it: two senders with one identity.
    """
    made_in(home, folder)
    with held(folder, busy=message("link.folder_busy"), remedy=message("link.one_program")):
        yield folder
