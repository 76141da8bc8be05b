import signal
import time

import pytest

from tests.time_limit import DEFAULT_S, LONG_S, limited, seconds_for


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no such signals on this system")
def test_what_hangs_fails_and_what_is_quick_does_not() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with limited(60):
        pass
    with pytest.raises(pytest.fail.Exception, match=r"took longer than 0\.05 s"), limited(0.05):
        while time.monotonic():
            pass
    assert signal.getsignal(signal.SIGALRM) is before


def test_only_long_tests_have_long(request: pytest.FixtureRequest) -> None:
    assert seconds_for(request.node) == DEFAULT_S


@pytest.mark.slow
def test_slow_ones_have_longer(request: pytest.FixtureRequest) -> None:
    assert seconds_for(request.node) == LONG_S
