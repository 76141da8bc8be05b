"""The remedy fits the reason, also where a library has dropped the system's number."""

import errno
import os
from pathlib import Path

import pytest

from missionplanner.messages.catalogue import sentence
from missionplanner.storage.reasons import not_written, remedy

ROOM, RIGHT, OTHER = "make room", "make the folder writable", "choose another name"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), ROOM),
        (OSError(errno.EROFS, "x"), RIGHT),
        (OSError(errno.ENAMETOOLONG, "x"), OTHER),
        (OSError("1000 requested and 512 written"), ROOM),
        (RuntimeError(f"Write failed: {os.strerror(errno.ENOSPC)}"), ROOM),
        (RuntimeError(f"'a.tif': {os.strerror(errno.EACCES)}"), RIGHT),
        (RuntimeError("no such driver"), OTHER),
    ],
)
def test_the_remedy_fits_the_reason(error: Exception, words: str) -> None:
    assert sentence(remedy(error), "en").startswith(words)


def test_the_first_cause_is_told() -> None:
    first, last = OSError(errno.ENOSPC, "no room"), RuntimeError("previous failure")
    last.__cause__ = first
    told = not_written(last, Path("a.tif"))
    assert (
        str(told)
        == "a.tif: cannot be written (no room); make room on the disk, or choose another place"
    )
