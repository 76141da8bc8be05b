"""One way to compile inner loops."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile a function with numba: no GIL, kept on disk, division without Python's checks."""
    return cast(F, njit(nogil=True, cache=True, error_model="numpy")(function))
