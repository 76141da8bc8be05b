"""UDP: Wi-Fi, a cable, a mobile network with a public address at the station."""

import errno
import select
import socket
from collections.abc import Callable

from missionplanner.errors import InputError, OutputError
from missionplanner.link.bearers.bearer import BearerName, Origin
from missionplanner.link.medium import Medium, datagram_medium
from missionplanner.storage.reasons import reason

_BUFFER_BYTES = 4_000_000
_MOST_AT_ONCE = 64
_MOST_PEERS = 16
_LONGEST = 65_536
# One datagram that the network refused says nothing about the next.
_PASSING = frozenset(
    {errno.ECONNREFUSED, errno.EAGAIN, errno.ENOBUFS, errno.EMSGSIZE, errno.EHOSTUNREACH}
)


class UdpBearer:
    """One socket. A listener answers whoever has sent it authentic packets, all of them.

    Parameters
    ----------
    name : BearerName
    listens : bool
        True: the name is our own address.
    medium : Medium, optional
    keeps : callable, optional
        Says of each datagram that came whether it is kept; for channels that lose.

    Raises
    ------
    InputError
        No such host, or the port is in use.
    """

    def __init__(
        self,
        name: BearerName,
        *,
        listens: bool,
        medium: Medium | None = None,
        keeps: Callable[[], bool] = lambda: True,
    ) -> None:
        self._name, self._keeps = name, keeps
        self._medium = medium or datagram_medium()
        family, address = _address(name)
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
            self._socket.setsockopt(socket.SOL_SOCKET, option, _BUFFER_BYTES)
        self._peers: dict[tuple[str, int], None] = {} if listens else {address: None}
        self._listens = listens
        if listens:
            self._bind(address)

    def _bind(self, address: tuple[str, int]) -> None:
        try:
            self._socket.bind(address)
        except OSError as error:
            self._socket.close()
            code = "link.port_in_use" if error.errno == errno.EADDRINUSE else "link.no_port"
            raise InputError(code, str(self._name), reason=reason(error)) from error

    @property
    def medium(self) -> Medium:
        """See `Bearer`."""
        return self._medium

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens: host and port."""
        host, port = self._socket.getsockname()[:2]
        return str(host), int(port)

    def listen(self, wait_s: float) -> list[tuple[bytes, Origin]]:
        """See `Bearer`."""
        heard: list[tuple[bytes, Origin]] = []
        if wait_s > 0 and not select.select([self._socket], [], [], wait_s)[0]:
            return heard
        while len(heard) < _MOST_AT_ONCE:
            try:
                frame, origin = self._socket.recvfrom(_LONGEST)
            except BlockingIOError:
                break
            except OSError as error:
                self._passing(error)
                continue
            if self._keeps():
                heard.append((frame, (origin[0], origin[1])))
        return heard

    def trust(self, origin: Origin) -> None:
        """See `Bearer`."""
        if not self._listens or origin is None or next(reversed(self._peers), None) == origin:
            return
        self._peers.pop(origin, None)
        self._peers[origin] = None
        if len(self._peers) > _MOST_PEERS:
            del self._peers[next(iter(self._peers))]

    def send(self, frame: bytes) -> None:
        """See `Bearer`."""
        for peer in self._peers:
            try:
                self._socket.sendto(frame, peer)
            except OSError as error:
                self._passing(error)

    def close(self) -> None:
        """See `Bearer`."""
        self._socket.close()

    def _passing(self, error: OSError) -> None:
        if error.errno not in _PASSING and not isinstance(error, ConnectionResetError):
            raise OutputError("link.gone", str(self._name), reason=reason(error)) from error


def _address(name: BearerName) -> tuple[socket.AddressFamily, tuple[str, int]]:
    try:
        found = socket.getaddrinfo(name.place, name.number, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError) as error:
        raise InputError("link.no_host", str(name), reason=str(error)) from error
    family, *_, address = found[0]
    return family, (str(address[0]), int(address[1]))
