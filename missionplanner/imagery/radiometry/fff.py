"""The thermal frame that a FLIR camera hides in its JPEG: an FFF file in pieces in APP1 segments.

The layout is told by ExifTool's documentation (Tag Names, FLIR Tags): segments begin with FLIR, a
nil, 1, their number and how many follow; joined they hold an index of records. Record 1 is the raw
frame (16 bits, plain or as PNG, whose bytes are then in the wrong order), record 0x20 what the
camera was set to, with the constants of its calibration. A stranger's file: every offset and size
is held against what is there.
"""

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from missionplanner.errors import InputError
from missionplanner.storage.reasons import reason

_MOST_BYTES, _MOST_RECORDS, _MOST_PIXELS = 256 * 2**20, 500, 16_000_000
_RAW, _CAMERA = 1, 0x20
_APP1, _SCAN = 0xE1, 0xDA
_ABSOLUTE_K = 273.15


@dataclass(frozen=True)
class FlirFrame:
    """A thermal frame as it was counted, and the constants that make it a temperature.

    Attributes
    ----------
    raw : uint16 (rows, cols)
    r1, r2, b, f, o : float
        Planck constants of the camera's calibration; b in kelvin.
    alpha, beta : (float, float)
        Of the air's transmission, m^-1/2; see `flir.transmission`.
    x : float
        Share of the first of both.
    emissivity : float
        As the camera was set, as are those that follow.
    distance_m, reflected_c, air_c, humidity : float
        Humidity is 0 to 1.
    window_c, window_transmission : float
        Of a window before the lens.
    """

    raw: NDArray[np.uint16]
    r1: float
    r2: float
    b: float
    f: float
    o: float
    alpha: tuple[float, float]
    beta: tuple[float, float]
    x: float
    emissivity: float
    distance_m: float
    reflected_c: float
    air_c: float
    humidity: float
    window_c: float
    window_transmission: float


def segments(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield marker and content of a JPEG's segments before its first scan; nothing of others.

    Raises
    ------
    InputError
        The file cannot be read.
    """
    try:
        with path.open("rb") as file:
            if file.read(2) != b"\xff\xd8":
                return
            while True:
                head = file.read(4)
                if len(head) < 4 or head[0] != 0xFF or head[1] == _SCAN:
                    return
                size = int.from_bytes(head[2:4], "big") - 2
                content = file.read(max(size, 0))
                if size < 0 or len(content) < size or file.tell() > _MOST_BYTES:
                    return
                yield head[1], content
    except OSError as error:
        raise InputError("imagery.no_picture", str(path), reason=reason(error)) from error


def flir_frame(path: Path) -> FlirFrame | None:
    """Return the thermal frame in a JPEG; None: it holds none.

    Raises
    ------
    InputError
        The file cannot be read, or its thermal part is damaged.
    """
    pieces = {
        content[6]: content[8:]
        for marker, content in segments(path)
        if marker == _APP1 and content[:6] == b"FLIR\x00\x01" and len(content) > 8
    }
    if not pieces:
        return None
    try:
        return _frame(b"".join(pieces[number] for number in range(len(pieces))))
    except (KeyError, ValueError, struct.error, OSError, SyntaxError) as error:
        raise InputError("radiometry.flir_damaged", str(path)) from error


def _frame(data: bytes) -> FlirFrame:
    records = dict(_records(data))
    return _camera(_pixels(records[_RAW]), records[_CAMERA])


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and content of records; raises ValueError or struct.error where damaged."""
    if data[:4] not in (b"FFF\x00", b"AFF\x00"):
        raise ValueError(data[:4])
    # The version tells the order of bytes: 100 to 199.
    order = ">" if 100 <= struct.unpack_from(">I", data, 0x14)[0] < 200 else "<"
    at, count = struct.unpack_from(f"{order}II", data, 0x18)
    if count > _MOST_RECORDS:
        raise ValueError(count)
    for number in range(count):
        kind, _, _, _, start, size = struct.unpack_from(f"{order}HHIIII", data, at + 32 * number)
        if kind and start + size <= len(data):
            yield kind, data[start : start + size]


def _order(record: bytes) -> str:
    """Return the order of a record's bytes: it begins with a 2."""
    return "<" if struct.unpack_from("<H", record)[0] < 0x100 else ">"


def _pixels(record: bytes) -> NDArray[np.uint16]:
    order = _order(record)
    cols, rows = struct.unpack_from(f"{order}HH", record, 2)
    if not 0 < rows * cols <= _MOST_PIXELS:
        raise ValueError((rows, cols))
    body = record[32:]
    if body.startswith(b"\x89PNG"):
        with warnings.catch_warnings(), Image.open(io.BytesIO(body), formats=("PNG",)) as image:
            warnings.simplefilter("ignore")
            if image.size != (cols, rows):
                raise ValueError(image.size)
            # FLIR's cameras write a PNG's two bytes in the order that PNG does not.
            return np.asarray(image).astype(np.uint16).byteswap()
    if len(body) < 2 * rows * cols:
        raise ValueError(len(body))
    raw = np.frombuffer(body, f"{order}u2", rows * cols).reshape(rows, cols)
    return raw.astype(np.uint16)


def _camera(raw: NDArray[np.uint16], record: bytes) -> FlirFrame:
    order = _order(record)

    def told(offset: int, kind: str = "f") -> float:
        return float(struct.unpack_from(f"{order}{kind}", record, offset)[0])

    humidity = told(0x3C)
    frame = FlirFrame(
        raw=raw,
        r1=told(0x58), r2=told(0x30C), b=told(0x5C), f=told(0x60), o=told(0x308, "i"),
        alpha=(told(0x70), told(0x74)), beta=(told(0x78), told(0x7C)), x=told(0x80),
        emissivity=told(0x20), distance_m=told(0x24), reflected_c=told(0x28) - _ABSOLUTE_K,
        air_c=told(0x2C) - _ABSOLUTE_K, window_c=told(0x30) - _ABSOLUTE_K,
        window_transmission=told(0x34),
        humidity=humidity / 100.0 if humidity > 2.0 else humidity,  # some write per cent
    )  # fmt: skip
    # Without them no temperature follows; NaN is within no limits.
    limits = {
        "r1": (1.0, 1e6), "r2": (1e-6, 10.0), "b": (100.0, 1e4), "f": (0.1, 10.0),
        "emissivity": (0.01, 1.0), "distance_m": (0.0, 1e5), "humidity": (0.0, 1.0),
        "reflected_c": (-270.0, 1e3), "air_c": (-100.0, 200.0), "window_c": (-270.0, 1e3),
        "x": (-10.0, 10.0), "window_transmission": (0.0, 2.0), "o": (-1e5, 1e5),
    }  # fmt: skip
    odd = [k for k, (least, most) in limits.items() if not least <= getattr(frame, k) <= most]
    if odd or not all(abs(c) < 1.0 for c in (*frame.alpha, *frame.beta)):
        raise ValueError(odd)
    return frame
