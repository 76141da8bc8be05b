"""PySide6 6.12 gave away references it did not own, and the window died of it on Python 3.11."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class Speaker(QObject):
    said = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal there")
def test_emitting_takes_no_reference_to_true(qapp) -> None:
    speaker = Speaker()
    before = sys.getrefcount(True)
    for _ in range(500):
        speaker.said.emit(True)
    assert sys.getrefcount(True) > before - 100
