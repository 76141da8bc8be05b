"""Garbage is collected between two events, by the thread of the window."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from missionplanner.ui.work.collecting import Collector


class Ring:
    """Waste as soon as nobody holds it: it holds itself."""

    def __init__(self) -> None:
        self.self = self


def rings(count: int, ended: list[int]) -> None:
    for _ in range(count):
        weakref.finalize(Ring(), lambda: ended.append(threading.get_ident()))


def test_nothing_is_collected_where_memory_is_asked_for(qtbot: QtBot) -> None:
    ended: list[int] = []
    working = threading.Thread(target=rings, args=(2 * gc.get_threshold()[0], ended))
    working.start()
    working.join()
    rings(2 * gc.get_threshold()[0], ended)
    assert not gc.isenabled() and not ended
    qtbot.waitUntil(lambda: len(ended) == 4 * gc.get_threshold()[0], timeout=20_000)
    assert set(ended) == {threading.get_ident()}


def test_older_objects_are_collected_in_their_turn(qtbot: QtBot) -> None:
    before = gc.get_stats()[1]["collections"]
    collector = Collector()
    most = gc.get_threshold()

    def worked() -> bool:
        rings(most[0], [])
        return gc.get_stats()[1]["collections"] > before

    qtbot.waitUntil(worked, timeout=60_000)
    collector.timer.stop()
