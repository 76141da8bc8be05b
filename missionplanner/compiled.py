"""One way to compile inner loops."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit
from numba.core.caching import FunctionCache

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile a function with numba: no GIL, kept on disk, division without Python's checks."""
    compiled: Any = njit(nogil=True, error_model="numpy")(function)
    # As `cache=True` does, with a cache that outlives a class of another version.
    tolerant: Any = _Cache
    compiled._cache = tolerant(function)
    return cast(F, compiled)


class _Cache(FunctionCache):
    """Machine code on disk; what another version of the program left there is thrown away.

    The index of a file holds the classes of the arguments, and is read before numba looks whether
    the file has changed: a class that has moved since would end the program.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the kept code for a signature, or None."""
        numbas: Any = super()
        try:
            return numbas.load_overload(sig, target_context)
        except (ImportError, AttributeError):
            numbas.flush()
            return None
