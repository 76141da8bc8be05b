"""Memory that is free but that the C library keeps: given back to the system where it can be."""

import ctypes
import sys
from collections.abc import Callable
from functools import lru_cache


def give_back() -> None:
    """Let glibc return what threads have freed; elsewhere nothing is done.

    Arrays below its moving threshold (up to 32 MB) come from heaps of each thread, which grow to
    what the hungriest pass needs and stay so. A pass over many blocks calls this as it goes.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):  # another C library, as musl
        return None
    return found
