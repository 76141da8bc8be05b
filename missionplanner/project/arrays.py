"""NumPy arrays in an archive beside a JSON file that declares each: type, shape, and no more.

The archive may come from a stranger or be damaged: what it unpacks to is checked against the
declarations by its headers, before memory is taken and while it is unpacked.
"""

import io
import math
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from missionplanner.errors import InputError

Array = np.ndarray[Any, Any]

# Twice what ten sensors on 100 km2 take (`planning.verify`: cells of 5 m, 8 bytes each).
MOST_BYTES = 1 << 29
_HEADER_BYTES, _PART_BYTES = 10_000, 1 << 20
_DEFLATED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What zipfile, zlib and NumPy's header raise on damaged archives.
DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, TypeError),
    *(LookupError, ArithmeticError, RuntimeError, MemoryError, AttributeError, SyntaxError),
    tokenize.TokenError,
)


class Declared(BaseModel):
    """One array of the archive, as the JSON file declares it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    array: str = Field(description="Its name in the archive")
    dtype: str = Field(pattern=r"^[<|](b1|[iuf][1248])$", description="NumPy's type, little-endian")
    shape: list[int] = Field(max_length=3, description="Lengths of its axes")

    @property
    def nbytes(self) -> int:
        """Its size in memory; InputError where a length is negative."""
        if any(length < 0 for length in self.shape):
            raise InputError("project.array.negative_length")
        return math.prod(self.shape) * np.dtype(self.dtype).itemsize


def declared(name: str, array: Array) -> Declared:
    """Return the declaration of an array; raises pydantic's error for types that are not kept."""
    kind = array.dtype.newbyteorder("<").str
    return Declared(array=name, dtype=kind, shape=list(array.shape))


def packed(arrays: Mapping[str, Array]) -> bytes:
    """Return arrays as a compressed archive."""
    stream = io.BytesIO()
    little = {
        name: np.ascontiguousarray(a, a.dtype.newbyteorder("<")) for name, a in arrays.items()
    }
    np.savez_compressed(stream, **little)  # type: ignore[arg-type]
    return stream.getvalue()


def unpacked(path: Path, wanted: Mapping[str, Declared]) -> dict[str, Array]:
    """Return the arrays declared, from an archive that holds exactly these.

    Raises
    ------
    InputError
        It is no file, or holds something else than declared.
    One of `DAMAGES`
        It is damaged.
    """
    if sum(item.nbytes for item in wanted.values()) > MOST_BYTES:
        raise InputError("project.array.too_large")
    if not path.is_file():
        raise InputError("project.array.no_file")  # a pipe would be waited for
    with zipfile.ZipFile(path) as archive:
        names = [info.filename for info in archive.infolist()]
        if sorted(names) != sorted(f"{name}.npy" for name in wanted):
            raise InputError("project.array.other_arrays")
        return {name: _array(archive, name, item) for name, item in wanted.items()}


def _array(archive: zipfile.ZipFile, name: str, wanted: Declared) -> Array:
    info = archive.getinfo(f"{name}.npy")
    if info.compress_type not in _DEFLATED:
        raise InputError("project.array.other_packing")
    if not wanted.nbytes < info.file_size <= wanted.nbytes + _HEADER_BYTES:
        raise InputError("project.array.other_size")
    with archive.open(info) as stream:
        shape, fortran, dtype = _header(stream)
        if fortran or list(shape) != wanted.shape or dtype != np.dtype(wanted.dtype):
            raise InputError("project.array.other_shape")
        values = np.empty(wanted.nbytes, np.uint8)
        filled = 0
        while part := stream.read(_PART_BYTES):  # to its end, where zipfile compares the checksum
            values[filled : filled + len(part)] = np.frombuffer(part, np.uint8)
            filled += len(part)
    if filled != wanted.nbytes:
        raise InputError("project.array.ends_early")
    return values.view(wanted.dtype).reshape(wanted.shape)


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    version = np.lib.format.read_magic(stream)
    read = {
        (1, 0): np.lib.format.read_array_header_1_0,
        (2, 0): np.lib.format.read_array_header_2_0,
    }
    return read[version](stream, max_header_size=_HEADER_BYTES)
