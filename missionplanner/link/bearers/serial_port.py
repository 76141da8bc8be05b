"""A serial port: a LoRa modem in transparent mode, or a cable.

A modem hands on bytes, not packets: each is framed by consistent overhead byte stuffing (Cheshire
and Baker 1999), between zeros. Half a packet is dropped by its seal.
"""

import serial

from missionplanner.errors import InputError, OutputError
from missionplanner.link.bearers.bearer import BearerName, Origin
from missionplanner.link.layout import SYMBOL_BYTES
from missionplanner.link.lora import Modulation
from missionplanner.link.medium import Medium, lora_medium
from missionplanner.link.wire import OVERHEAD_BYTES

_BITS_A_BYTE = 10  # with start and stop
_MOST_WAITING = 4096
_RUN = 254
_WRITE_TIMEOUT_S = 30.0


class SerialBearer:
    """One port.

    Parameters
    ----------
    name : BearerName
    modulation : Modulation, optional
        Of the modem behind it; None: a cable, as fast as the port.

    Raises
    ------
    InputError
        It cannot be opened.
    """

    def __init__(self, name: BearerName, modulation: Modulation | None = None) -> None:
        self._name = name
        try:
            self._port = serial.Serial(
                name.place, name.number, timeout=0, write_timeout=_WRITE_TIMEOUT_S, exclusive=True
            )
        except (serial.SerialException, ValueError, OSError) as error:
            raise InputError("link.no_device", str(name), reason=str(error)) from error
        self._medium = _medium(name.number, modulation)
        self._rest = b""

    @property
    def medium(self) -> Medium:
        """See `Bearer`."""
        return self._medium

    def listen(self, wait_s: float) -> list[tuple[bytes, Origin]]:
        """See `Bearer`."""
        try:
            self._port.timeout = wait_s
            came: bytes = self._port.read(1)
            if came:
                came += self._port.read(self._port.in_waiting)
        except (serial.SerialException, OSError) as error:
            raise self._gone(error) from error
        *packets, self._rest = (self._rest + came).split(b"\0")
        self._rest = self._rest[-_MOST_WAITING:]
        return [(frame, None) for packet in packets if (frame := unstuffed(packet))]

    def trust(self, origin: Origin) -> None:
        """See `Bearer`; whoever hears the modem hears it."""

    def send(self, frame: bytes) -> None:
        """See `Bearer`."""
        try:
            self._port.write(b"\0" + stuffed(frame) + b"\0")
        except (serial.SerialException, OSError) as error:
            raise self._gone(error) from error

    def close(self) -> None:
        """See `Bearer`."""
        self._port.close()

    def _gone(self, error: Exception) -> OutputError:
        return OutputError("link.gone", str(self._name), reason=str(error))


def _medium(baud: int, modulation: Modulation | None) -> Medium:
    if modulation is not None:
        # The port is slower to take a packet than the modem to begin with it.
        return lora_medium(modulation, turn_s=0.1 + 256 * _BITS_A_BYTE / baud)
    frame = SYMBOL_BYTES + OVERHEAD_BYTES
    return Medium(frame, True, lambda size: size * _BITS_A_BYTE / baud, turn_s=0.05, burst_s=2.0)


def stuffed(frame: bytes) -> bytes:
    """Return a frame without zeros: each run up to the next zero behind its length."""
    out = bytearray()
    for run in frame.split(b"\0"):
        rest = run
        while len(rest) >= _RUN:
            out += bytes((_RUN + 1,)) + rest[:_RUN]
            rest = rest[_RUN:]
        out += bytes((len(rest) + 1,)) + rest
    return bytes(out)


def unstuffed(packet: bytes) -> bytes:
    """Return the frame of what stood between zeros; empty where it is none."""
    runs, at = [], 0
    joined = bytearray()
    while at < len(packet):
        length = packet[at]
        run = packet[at + 1 : at + length]
        if length == 0 or len(run) != length - 1:
            return b""
        joined += run
        at += length
        if length <= _RUN and at < len(packet):
            joined.append(0)
    runs.append(bytes(joined))
    return runs[0]
