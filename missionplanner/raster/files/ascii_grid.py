"""Whether an ASCII grid holds as many numbers as its header says.

GDAL walks from row to row to find one; in a file that is cut short each row is looked for again
and again, for minutes and gigabytes.
"""

from functools import lru_cache
from pathlib import Path

import numpy as np

_HEADER_WORDS = 10  # five keys with their values; some have more
_BLOCK_BYTES = 1 << 24


def is_whole(path: Path, cells: int) -> bool:
    """Return whether the file has at least as many words as its cells and header need.

    Raises
    ------
    OSError
        It cannot be read.
    """
    info = path.stat()
    if info.st_size < 2 * cells:
        return False
    return _words(str(path.resolve()), info.st_size, info.st_mtime_ns) >= cells + _HEADER_WORDS


@lru_cache(maxsize=64)
def _words(path: str, size: int, modified_ns: int) -> int:
    del size, modified_ns  # tell one state of the file from the next
    words, inside = 0, False
    with Path(path).open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            ink = np.frombuffer(block, np.uint8) > ord(" ")
            words += int(ink[0] and not inside) + int((ink[1:] & ~ink[:-1]).sum())
            inside = bool(ink[-1])
    return words
