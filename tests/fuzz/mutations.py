"""Damaged copies of a good file, the same ones in every run, and what a reader may do with them.

A reader's fuzz test is three lines::

    @pytest.mark.parametrize("count", COUNTS)
    def test_damaged_files_are_told(tmp_path, count):
        fuzz(
            GOOD, seed=1, count=count, read=lambda data: read_it(written(tmp_path / "a.kml", data))
        )

By default 50 damages are tried; `pytest -m "slow or not slow"` tries 1000, fifty a test, because
a test that takes long is ended (tests/time_limit.py).
"""

import random
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from missionplanner.errors import PlannerError

if sys.platform != "win32":
    import resource

_FIFTY, _ALL = 50, 1000
COUNTS = (
    pytest.param(range(_FIFTY), id="first"),
    *(
        pytest.param(range(start, start + _FIFTY), id=f"from-{start}", marks=pytest.mark.slow)
        for start in range(_FIFTY, _ALL, _FIFTY)
    ),
)
SECONDS, MORE_BYTES = 10.0, 1 << 30

Damage = Callable[[bytearray, random.Random], bytes]


def mutations(data: bytes, seed: int, count: int | range) -> Iterator[bytes]:
    """Yield damaged copies of `data`; the first of a longer row are those of a shorter.

    Parameters
    ----------
    data : bytes
        A good file.
    seed : int
        Decides every damage, together with its number.
    count : int or range
        How many, or the numbers of some.
    """
    for number in _numbers(count):
        chance = random.Random(f"{seed}:{number}")
        broken = bytes(data)
        for _ in range(chance.choice((1, 1, 1, 2, 4))):
            broken = chance.choice(_DAMAGES)(bytearray(broken), chance)
        yield broken


def fuzz(data: bytes, seed: int, count: int | range, read: Callable[[bytes], object]) -> None:
    """Let `read` read damaged copies: it may succeed, or raise one of our errors in one line.

    Raises
    ------
    AssertionError
        Another exception, more than 10 s, or more than 1 GB; names the damage.
    """
    for number, broken in zip(_numbers(count), mutations(data, seed, count), strict=True):
        try:
            with bounded():
                read(broken)
        except PlannerError as error:
            line = str(error)
            assert line and "\n" not in line, f"damage {number} of seed {seed}: {line!r}"
        except Exception as error:
            raise AssertionError(f"damage {number} of seed {seed}: {error!r}") from error


def _numbers(count: int | range) -> range:
    return range(count) if isinstance(count, int) else count


@contextmanager
def bounded(seconds: float = SECONDS, more_bytes: int = MORE_BYTES) -> Iterator[None]:
    """Raise TimeoutError and MemoryError where the block takes more; Linux and macOS only.

    A loop in C is not interrupted: pytest's own `faulthandler_timeout` ends that.
    """
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def late(_: int, __: FrameType | None) -> None:
        raise TimeoutError(f"more than {seconds:g} s")

    before = signal.signal(signal.SIGALRM, late)
    left = signal.setitimer(signal.ITIMER_REAL, 0)  # of the test's own limit
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = _address_space() + more_bytes
    try:
        if ceiling > more_bytes and (hard == resource.RLIM_INFINITY or ceiling < hard):
            resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
        signal.setitimer(signal.ITIMER_REAL, seconds)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *left)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def written(path: Path, data: bytes) -> Path:
    """Write `data` anew and return the path."""
    path.write_bytes(data)
    return path


def _address_space() -> int:
    """Bytes of address space in use, or 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _place(data: bytearray, chance: random.Random) -> int:
    # Headers hold counts and offsets: every second damage goes to the first kilobyte.
    end = len(data) if chance.random() < 0.5 else min(len(data), 1024)
    return chance.randrange(max(end, 1))


def _cut(data: bytearray, chance: random.Random) -> bytes:
    return bytes(data[: chance.randrange(len(data) + 1)])


def _flip(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        if data:
            data[_place(data, chance)] ^= 1 << chance.randrange(8)
    return bytes(data)


def _fill(data: bytearray, chance: random.Random) -> bytes:
    start, length = _place(data, chance), chance.choice((1, 4, 64, 4096))
    length = min(length, len(data) - start)
    data[start : start + length] = bytes([chance.choice((0, 0x20, 0x7F, 0xFF))]) * length
    return bytes(data)


def _number(data: bytearray, chance: random.Random) -> bytes:
    width = chance.choice((2, 4, 8))
    value = chance.choice(
        (0, 1, (1 << 8 * width - 1) - 1, 1 << 8 * width - 1, (1 << 8 * width) - 1)
    )
    start = _place(data, chance)
    data[start : start + width] = value.to_bytes(width, chance.choice(("little", "big")))
    return bytes(data)


def _word(data: bytearray, chance: random.Random) -> bytes:
    found = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    if not found:
        return _flip(data, chance)
    hit = chance.choice(found)
    data[hit.start() : hit.end()] = chance.choice(_WORDS)
    return bytes(data)


def _drop(data: bytearray, chance: random.Random) -> bytes:
    start = _place(data, chance)
    del data[start : start + chance.choice((1, 8, 200))]
    return bytes(data)


def _repeat(data: bytearray, chance: random.Random) -> bytes:
    start, length = _place(data, chance), chance.choice((1, 16, 500))
    data[start:start] = data[start : start + length] * chance.choice((1, 2, 50))
    return bytes(data)


def _swap(data: bytearray, chance: random.Random) -> bytes:
    length = min(chance.choice((1, 8, 300)), len(data) // 2)
    one, other = (chance.randrange(len(data) - length + 1) for _ in range(2))
    data[one : one + length], data[other : other + length] = (
        data[other : other + length],
        data[one : one + length],
    )
    return bytes(data)


def _noise(data: bytearray, chance: random.Random) -> bytes:
    start = _place(data, chance)
    data[start:start] = chance.randbytes(chance.choice((1, 7, 300)))
    return bytes(data)


def _nest(data: bytearray, chance: random.Random) -> bytes:
    start = _place(data, chance)
    data[start:start] = chance.choice((b"[", b'{"a":', b"(", b"<a>")) * chance.choice((50, 200_000))
    return bytes(data)


_WORDS = (
    *(b"", b"0", b"-1", b"1e999", b"-1e308", b"NaN", b"nan", b"Infinity", b"null", b'"a"', b"{}"),
    *(b"[]", b"true", b"4294967296", b"99999999999999999999", b"0.1.2", b"1e-320", b"\xff", b"\0"),
)
_DAMAGES: tuple[Damage, ...] = (
    *(_cut, _flip, _fill, _number, _word, _word, _drop, _repeat, _swap, _noise, _nest),
)
