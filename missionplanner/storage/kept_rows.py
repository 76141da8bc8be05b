"""Rows of numbers held in memory or in a file of their own, read and written piece by piece.

For work that passes over something larger than memory again and again. The file is no result: it
is removed when the work is done, and whatever a killed run left is written over.
"""

import os
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from missionplanner.storage.atomic import remove
from missionplanner.storage.reasons import not_written


class KeptRows(Protocol):
    """Rows that can be read and written by number; what was never written is not defined."""

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """Return rows start up to but without stop, an array of one's own."""

    def write(self, start: int, values: NDArray[Any]) -> None:
        """Write rows from `start` on."""


class RowsInMemory:
    """Rows held in memory.

    Parameters
    ----------
    rows, width : int
    dtype : numpy dtype
    """

    def __init__(self, rows: int, width: int, dtype: DTypeLike) -> None:
        self._values = np.empty((rows, width), dtype)

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """Return rows start up to but without stop, (stop - start, width)."""
        return self._values[start:stop].copy()

    def write(self, start: int, values: NDArray[Any]) -> None:
        """Write rows from `start` on."""
        self._values[start : start + len(values)] = values


class RowsInFile:
    """Rows held in a file; nothing of them stays in memory. To be closed, best by `with`.

    The file is read and written, not mapped: what is mapped counts as the program's own memory
    until the system takes it back.

    Parameters
    ----------
    path : Path
        Its folder must exist; a file of that name is replaced.
    width : int
        Numbers in a row.
    dtype : numpy dtype

    Raises
    ------
    OutputError
        The file cannot be made.
    """

    def __init__(self, path: Path, width: int, dtype: DTypeLike) -> None:
        self._path, self._width, self._dtype = path, width, np.dtype(dtype)
        remove(path)
        try:
            self._stream: BinaryIO = path.open("x+b", buffering=0)
        except OSError as error:
            raise not_written(error, path) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, start: int, stop: int) -> NDArray[Any]:
        """Return rows start up to but without stop, (stop - start, width).

        Raises
        ------
        OutputError
            They cannot be read back.
        """
        values = np.empty((stop - start, self._width), self._dtype)
        view = values.data.cast("B") if values.size else memoryview(b"")
        try:
            self._stream.seek(start * self._width * self._dtype.itemsize)
            at = 0
            while at < len(view):
                count = self._stream.readinto(view[at:])  # type: ignore[attr-defined]
                if not count:
                    raise OSError(f"rows {start} to {stop} are not there")
                at += count
        except OSError as error:
            raise not_written(error, self._path) from error
        return values

    def write(self, start: int, values: NDArray[Any]) -> None:
        """Write rows from `start` on.

        Raises
        ------
        OutputError
            The disk is full.
        """
        if not values.size:
            return
        view = np.ascontiguousarray(values, self._dtype).data.cast("B")
        try:
            self._stream.seek(start * self._width * self._dtype.itemsize)
            at = 0
            while at < len(view):
                at += self._stream.write(view[at:])
        except OSError as error:
            raise not_written(error, self._path) from error

    def close(self) -> None:
        """Close the file and remove it.

        Raises
        ------
        OutputError
            It cannot be removed.
        """
        self._stream.close()
        remove(self._path)


def write_at_end(path: Path, rest: int, values: memoryview) -> None:
    """Write into a file that is there, from `rest` bytes before its end.

    Raises
    ------
    OutputError
        It cannot be written to, or is shorter.
    """
    try:
        with path.open("r+b") as stream:
            stream.seek(-rest, os.SEEK_END)
            stream.write(values)
    except OSError as error:
        raise not_written(error, path) from error


def write_array_head(stream: BinaryIO, shape: tuple[int, ...], dtype: DTypeLike) -> None:
    """Write the head of a .npy file of an array in C order; its bytes follow row by row."""
    head = {
        "descr": np.lib.format.dtype_to_descr(np.dtype(dtype)),
        "fortran_order": False,
        "shape": shape,
    }
    np.lib.format.write_array_header_1_0(stream, head)
