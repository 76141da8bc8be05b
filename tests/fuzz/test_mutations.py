import itertools
import time

import pytest

from missionplanner.errors import InputError
from tests.fuzz.mutations import COUNTS, bounded, fuzz, mutations
from tests.own_words import WRONG

GOOD = b'{"a": [1, 2.5, -3], "b": "words"}' * 10


def test_the_same_seed_gives_the_same_damages_and_another_seed_others():
    assert list(mutations(GOOD, 1, 60)) == list(mutations(GOOD, 1, 60))
    assert list(mutations(GOOD, 1, 60))[:20] == list(mutations(GOOD, 1, 20))
    assert list(mutations(GOOD, 1, 60)) != list(mutations(GOOD, 2, 60))
    assert list(mutations(GOOD, 1, range(20, 60))) == list(mutations(GOOD, 1, 60))[20:]


def test_nearly_every_damage_differs_from_the_good_file():
    broken = list(mutations(GOOD, 3, 200))
    assert sum(data != GOOD for data in broken) > 180
    assert len(set(broken)) > 150


@pytest.mark.parametrize("data", [b"", b"a"])
def test_a_tiny_file_can_be_damaged(data):
    assert len(list(mutations(data, 4, 300))) == 300


@pytest.mark.parametrize("count", COUNTS)
def test_a_reader_that_tells_its_errors_passes(count):
    def read(data: bytes) -> None:
        if data != GOOD:
            raise InputError(WRONG, "a.json", what="is damaged", remedy="correct it")

    fuzz(GOOD, 5, count, read)


def test_a_reader_that_lets_another_error_out_is_named_with_the_damage():
    with pytest.raises(AssertionError, match=r"damage 0 of seed 6: ValueError"):
        fuzz(GOOD, 6, 5, lambda data: int("a"))


def test_more_memory_or_time_than_allowed_is_an_error():
    with pytest.raises(MemoryError), bounded(more_bytes=50_000_000):
        bytearray(400_000_000)
    with pytest.raises(TimeoutError), bounded(seconds=0.05):
        for _ in itertools.count():
            time.monotonic()
    assert len(bytearray(400_000_000)) == 400_000_000  # the limit ends with the block
