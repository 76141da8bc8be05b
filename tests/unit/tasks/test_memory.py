"""Memory that is free goes back to the system."""

import sys
from pathlib import Path

import numpy as np
import pytest

from missionplanner.tasks import memory


def own_bytes() -> int:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("RssAnon"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only glibc keeps and returns")
def test_what_was_freed_goes_back() -> None:
    if memory._trim() is None:
        pytest.skip("a C library without malloc_trim")
    # A hundred thousand small pieces, all but every hundredth freed: the heap cannot shrink.
    pieces = [np.ones(500) for _ in range(100_000)]
    kept = pieces[::100]
    full = own_bytes()
    del pieces
    memory.give_back()
    assert own_bytes() < full - 200e6
    assert len(kept) == 1000


def test_elsewhere_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    memory._trim.cache_clear()
    monkeypatch.setattr(sys, "platform", "win32")
    assert memory._trim() is None
    memory.give_back()
    memory._trim.cache_clear()
