"""Who has a folder open is told while it is open, and no longer."""

import json
from pathlib import Path

import pytest

from missionplanner.storage import presence
from missionplanner.storage.presence import SIGN, Holder, Presence, holder, take


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch):
    """What follows is done by a program of somebody else."""

    def turn() -> None:
        monkeypatch.setattr(presence.os, "getpid", lambda: 1)
        monkeypatch.setattr(presence.os, "getppid", lambda: 1)

    return turn


def test_a_second_window_is_told_who_holds_it(tmp_path: Path, elsewhere) -> None:
    first = take(tmp_path)
    assert isinstance(first, Presence)
    assert holder(tmp_path) is None, "our own window holds nobody up"
    elsewhere()
    found = take(tmp_path)
    assert isinstance(found, Holder) and found.since.startswith("20") and found.host
    assert holder(tmp_path) == found
    first.leave()
    first.leave()
    assert holder(tmp_path) is None
    again = take(tmp_path)
    assert isinstance(again, Presence)
    again.leave()
    assert not (tmp_path / SIGN).exists(), "nothing is left lying about"


def test_a_sign_left_by_a_crash_or_a_link_tells_nothing(tmp_path: Path, elsewhere) -> None:
    (tmp_path / SIGN).write_text(json.dumps({"user": "x", "host": "y", "pid": 9, "since": "z"}))
    elsewhere()
    assert holder(tmp_path) is None
    made = take(tmp_path)
    assert isinstance(made, Presence)
    (tmp_path / SIGN).write_text("{")
    assert holder(tmp_path) == Holder("", "", 0, ""), "held by somebody unknown"
    other = tmp_path / "other"
    other.mkdir()
    (other / SIGN).symlink_to(tmp_path / SIGN)
    assert take(other) is None and holder(other) is None
    assert take(tmp_path / "none") is None
    made.leave()
