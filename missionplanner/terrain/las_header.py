"""The header of a LAS or LAZ file, held against the size of the file before anything is unpacked.

A damaged header may ask for gigabytes or for half a milliard of records; the libraries believe it.
Formats: ASPRS LAS 1.4-R15, sections 2.4-2.7; LASzip's record (user 'laszip encoded', 22204) and
chunk table, M. Isenburg (2013), LASzip: lossless compression of LiDAR data, PE&RS 79(2).
"""

import math
import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message
from missionplanner.storage.reasons import reason

PROJECTION = "LASF_Projection"
# Bytes of the header and of a point, by minor version and by point format (tables 3 and 7-17).
_HEADER_BYTES = (227, 227, 227, 235, 375)
_POINT_BYTES = (20, 28, 26, 34, 57, 63, 30, 36, 38, 59, 67)
_VLR_BYTES, _EVLR_BYTES = 54, 60
# Extra bytes of a point are described by 192 bytes each; nobody carries a thousand of them.
_MOST_EXTRA_BYTES = 8192
_MOST_SCALE, _MOST_PLACE = 1e3, 1e9
_LARGEST_PREFACE = 64 * 2**20
_LARGEST_RECORD = 2**20
_VARIABLE_CHUNKS = 0xFFFFFFFF


Place = tuple[float, float, float]


@dataclass(frozen=True)
class LasHeader:
    """What a point cloud's header says, found possible for a file of this size.

    Attributes
    ----------
    points : int
    point_bytes : int
        Of one point, unpacked.
    compressed : bool
    low, high : x, y, z
        The header's bounds, in the cloud's units.
    projection : mapping of int to bytes
        Records of the coordinate system by their number.
    """

    points: int
    point_bytes: int
    compressed: bool
    low: Place
    high: Place
    projection: Mapping[int, bytes] = field(default_factory=dict)


def read_header(path: Path) -> LasHeader:
    """Read and check the header of a point cloud.

    Raises
    ------
    InputError
        No such file, not a point cloud, or a header that does not fit the file.
    """
    if not path.is_file():
        raise InputError("terrain.absent", str(path))
    try:
        with path.open("rb") as file:
            return _Reading(path, file, os.fstat(file.fileno()).st_size).header()
    except OSError as error:
        raise InputError("terrain.refused", str(path), reason=reason(error)) from error


@dataclass(frozen=True)
class _Reading:
    path: Path
    file: BinaryIO
    size: int

    def header(self) -> LasHeader:
        head = self._bytes(0, min(self.size, 375))
        if head[:4] != b"LASF" or len(head) < _HEADER_BYTES[0]:
            raise InputError("terrain.no_cloud", str(self.path))
        minor = head[25]
        if head[24] != 1 or minor >= len(_HEADER_BYTES):
            raise InputError("terrain.las_version", str(self.path), major=head[24], minor=minor)
        own_bytes, first, vlrs, kind, point_bytes, points = struct.unpack_from("<HIIBHI", head, 94)
        if minor >= 4 and len(head) == 375:
            points = max(struct.unpack_from("<Q", head, 247)[0], points)
        self._need(
            _HEADER_BYTES[minor] <= own_bytes <= first <= self.size,
            message("terrain.cloud.overlap"),
        )
        self._need(first <= _LARGEST_PREFACE, message("terrain.cloud.preface"))
        compressed, kind = bool(kind & 0x80), kind & 0x3F
        if not compressed:
            self._need(
                first + points * point_bytes <= self.size,
                message("terrain.cloud.long", points=points, point_bytes=point_bytes),
            )
        records = list(self._records(own_bytes, vlrs, _VLR_BYTES, first))
        if minor >= 4:
            start, extended = struct.unpack_from("<QI", head, 235)
            if extended:
                self._need(first <= start <= self.size, message("terrain.cloud.outside"))
                records += self._records(start, extended, _EVLR_BYTES, self.size)
        if compressed:
            laszip = [self._bytes(a, n) for user, key, a, n in records if _is_laszip(user, key)]
            self._need(len(laszip) == 1, message("terrain.cloud.no_compression"))
            self._check_laszip(laszip[0], first, points, point_bytes)
        self._check_points(kind, point_bytes)
        low, high = self._bounds(head)
        return LasHeader(points, point_bytes, compressed, low, high, self._projection(records))

    def _check_points(self, kind: int, point_bytes: int) -> None:
        self._need(kind < len(_POINT_BYTES), message("terrain.cloud.no_format", kind=kind))
        extra = point_bytes - _POINT_BYTES[kind]
        self._need(
            0 <= extra <= _MOST_EXTRA_BYTES,
            message("terrain.cloud.point_bytes", kind=kind, point_bytes=point_bytes),
        )

    def _bounds(self, head: bytes) -> tuple[Place, Place]:
        numbers = struct.unpack_from("<12d", head, 131)
        self._need(all(map(math.isfinite, numbers)), message("terrain.cloud.bounds"))
        self._need(all(scale > 0 for scale in numbers[:3]), message("terrain.cloud.scale"))
        # Whole numbers of 32 bits times a scale: no cloud has steps of a kilometre.
        self._need(
            max(numbers[:3]) <= _MOST_SCALE,
            message("terrain.cloud.large_scale", scale=max(numbers[:3])),
        )
        far = max(numbers[3:], key=abs)
        self._need(abs(far) <= _MOST_PLACE, message("terrain.cloud.far", far=far))
        east, west, north, south, top, bottom = numbers[6:]
        low, high = (west, south, bottom), (east, north, top)
        self._need(
            all(a <= b for a, b in zip(low, high, strict=True)), message("terrain.cloud.reversed")
        )
        return low, high

    def _records(
        self, at: int, count: int, head_bytes: int, end: int
    ) -> Iterator[tuple[str, int, int, int]]:
        """Yield user, number, place and length of the variable records."""
        self._need(
            at + count * head_bytes <= end, message("terrain.cloud.many_records", count=count)
        )
        for _ in range(count):
            self._need(at + head_bytes <= end, message("terrain.cloud.cut_record"))
            head = self._bytes(at, head_bytes)
            user = head[2:18].split(b"\0")[0].decode("latin-1")
            key = struct.unpack_from("<H", head, 18)[0]
            length = struct.unpack_from("<H" if head_bytes == _VLR_BYTES else "<Q", head, 20)[0]
            at += head_bytes
            self._need(at + length <= end, message("terrain.cloud.long_record"))
            yield user, key, at, length
            at += length

    def _check_laszip(self, record: bytes, first: int, points: int, point_bytes: int) -> None:
        self._need(len(record) >= 34, message("terrain.cloud.cut_compression"))
        compressor, chunk = (
            struct.unpack_from("<H", record)[0],
            struct.unpack_from("<I", record, 12)[0],
        )
        items = struct.unpack_from("<H", record, 32)[0]
        self._need(len(record) >= 34 + 6 * items, message("terrain.cloud.cut_compression"))
        sizes = [struct.unpack_from("<H", record, 36 + 6 * i)[0] for i in range(items)]
        self._need(sum(sizes) == point_bytes, message("terrain.cloud.other_points"))
        if not points or compressor not in (2, 3):
            return
        self._need(first + 8 <= self.size, message("terrain.cloud.ends_early"))
        table = struct.unpack("<q", self._bytes(first, 8))[0]
        if table == -1:  # written without going back: the place stands at the very end
            table = struct.unpack("<q", self._bytes(self.size - 8, 8))[0]
        self._need(first + 8 <= table <= self.size - 8, message("terrain.cloud.no_table"))
        _, chunks = struct.unpack("<II", self._bytes(table, 8))
        # Each chunk begins with a whole point.
        self._need(chunks * point_bytes <= table - first, message("terrain.cloud.many_chunks"))
        if chunk != _VARIABLE_CHUNKS:
            self._need(points <= chunks * chunk, message("terrain.cloud.many_points"))

    def _projection(self, records: list[tuple[str, int, int, int]]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for user, key, at, length in records:
            if user == PROJECTION and length <= _LARGEST_RECORD:
                found.setdefault(key, self._bytes(at, length))
        return found

    def _bytes(self, at: int, count: int) -> bytes:
        self.file.seek(at)
        got = self.file.read(count)
        self._need(len(got) == count, message("terrain.cloud.breaks_off"))
        return got

    def _need(self, true: bool, why: Message) -> None:
        if not true:
            raise InputError("terrain.broken_header", str(self.path), why=why)


def _is_laszip(user: str, key: int) -> bool:
    return user == "laszip encoded" and key == 22204
