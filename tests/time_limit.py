"""An end for a test that hangs: it fails by itself, and the others go on."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

# By the clock, and far above what any test needs: a busy machine is no fault of the test.
DEFAULT_S, LONG_S = 300.0, 900.0


def seconds_for(item: pytest.Item) -> float:
    """Return how long each part of a test (set-up, the test, its end) may take."""
    marked = any(item.get_closest_marker(name) for name in ("slow", "cluster"))
    return LONG_S if marked else DEFAULT_S


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Fail the test when what stands inside takes longer.

    Where there are no such signals (Windows), and for a native call that never returns, the far
    larger `faulthandler_timeout` of pytest is what is left.
    """
    if not (hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()):
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        pytest.fail(f"took longer than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
