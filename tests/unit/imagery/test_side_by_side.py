"""Pictures are made by several threads: in order, few ahead, each once."""

from pathlib import Path
from threading import Event, Lock

import numpy as np
import pytest
from PIL import Image

from missionplanner.imagery.mosaic import side_by_side
from missionplanner.imagery.mosaic.pictures import Pictures
from missionplanner.imagery.mosaic.side_by_side import in_order


@pytest.fixture(autouse=True)
def three_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "THREADS", 3)


def test_answers_come_in_order_though_the_first_is_the_last_to_be_made() -> None:
    others = Event()

    def slow_first(k: int) -> int:
        if k == 0:
            assert others.wait(10.0)
        if k == 2:
            others.set()
        return k * k

    assert list(in_order(slow_first, range(8))) == [k * k for k in range(8)]


def test_no_more_are_begun_than_there_are_threads() -> None:
    begun: list[int] = []
    answers = in_order(lambda k: begun.append(k) or k, range(100))
    assert [next(answers) for _ in range(5)] == list(range(5))
    answers.close()
    assert max(begun) <= 4 + 3


def test_what_fails_is_told_in_its_place_and_ends_it() -> None:
    begun: list[int] = []

    def fails(k: int) -> int:
        begun.append(k)
        if k == 2:
            raise ValueError("two")
        return k

    answers = in_order(fails, range(100))
    assert [next(answers), next(answers)] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        next(answers)
    assert max(begun) <= 2 + 3


def test_one_picture_that_several_want_is_decoded_once(tmp_path: Path) -> None:
    path = tmp_path / "p.jpg"
    Image.fromarray(np.full((40, 60, 3), 99, np.uint8)).save(path)
    counted, lock = [0], Lock()

    def read(k: int) -> np.ndarray:
        with lock:
            counted[0] += 1
        return np.full((40, 60, 1), k, np.float32)

    pictures = Pictures([[path]] * 4, (60, 40), read=read)
    got = list(in_order(lambda k: pictures[k % 4], range(24)))
    assert counted[0] == 4
    assert [float(one[0, 0, 0]) for one in got] == [k % 4 for k in range(24)]
