"""Arrays kept in .npy files, opened as maps by many threads at once."""

from pathlib import Path
from threading import Lock
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

_HEADERS = Lock()


def mapped(path: Path, mode: Literal["r", "c"] = "r") -> NDArray[Any]:
    """Return the array of a .npy file, read where it is looked at.

    Parameters
    ----------
    path : Path
    mode : {'r', 'c'}
        'r' may not be written; what is written to 'c' stays in memory.
    """
    # numpy reads the header with `ast`, which Python before 3.11.8 and 3.12.1 cannot do on two
    # threads at once ("AST constructor recursion depth mismatch", cpython issue 106905).
    with _HEADERS:
        array: NDArray[Any] = np.load(path, mmap_mode=mode)
    return array
