"""A file that only grows, record by record: what was appended outlives the process that did it.

Each record has its length and a check sum. A last record cut off by a crash, and whatever stands
behind a damaged one, is dropped when the file is opened, and overwritten.
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from missionplanner.errors import OutputError
from missionplanner.storage.atomic import write_whole
from missionplanner.storage.folders import is_link, is_plain_file
from missionplanner.storage.reasons import not_written

_HEAD = struct.Struct(">II")
MOST_RECORD_BYTES = 80_000_000
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class Journal:
    """An open journal; one writer at a time, see `storage.lock`.

    Raises
    ------
    OutputError
        It cannot be opened for writing, or is a link.
    """

    def __init__(self, path: Path) -> None:
        if is_link(path) or (os.path.lexists(path) and not is_plain_file(path)):
            raise OutputError("storage.link", str(path))
        self._path = path
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINK | _BINARY, 0o600)
            self._end = sum(len(record) + _HEAD.size for record in self.records())
            os.ftruncate(self._handle, self._end)
            os.lseek(self._handle, self._end, os.SEEK_SET)
        except OSError as error:
            raise not_written(error, path) from error

    def records(self) -> Iterator[bytes]:
        """Yield the records, the oldest first, up to the first that is damaged."""
        with self._path.open("rb") as stream:
            while len(head := stream.read(_HEAD.size)) == _HEAD.size:
                length, check = _HEAD.unpack(head)
                if length > MOST_RECORD_BYTES:
                    return
                record = stream.read(length)
                if len(record) < length or zlib.crc32(record) != check:
                    return
                yield record

    def append(self, records: Iterable[bytes]) -> None:
        """Append records; on return they are the system's, which keeps them if we are killed.

        Raises
        ------
        OutputError
            They cannot be written; the journal is as it was.
        """
        joined = b"".join(_framed(record) for record in records)
        if not joined:
            return
        try:
            left = memoryview(joined)
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as error:
            os.ftruncate(self._handle, self._end)
            os.lseek(self._handle, self._end, os.SEEK_SET)
            raise not_written(error, self._path) from error
        self._end += len(joined)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._end

    def begin_anew(self, records: Iterable[bytes]) -> None:
        """Replace all records, whole or not at all.

        Raises
        ------
        OutputError
        """
        self.close()
        write_whole(self._path, b"".join(_framed(record) for record in records))
        Journal.__init__(self, self._path)

    def close(self) -> None:
        """Close the file."""
        os.close(self._handle)


def _framed(record: bytes) -> bytes:
    return _HEAD.pack(len(record), zlib.crc32(record)) + record
