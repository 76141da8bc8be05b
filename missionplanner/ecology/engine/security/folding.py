"""Passes over blocks whose results are put together at once, so that not all are held."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from missionplanner.ecology.engine.place import RunPlace
from missionplanner.messages.message import Message
from missionplanner.raster.graph import run_blocks
from missionplanner.raster.grid import Block
from missionplanner.tasks.memory import give_back
from missionplanner.tasks.progress import Progress

T = TypeVar("T")

IN_A_TURN = 8
AT_ONCE = 2
"""Blocks whose results are held before they are put together; bins of 21 indicators are 55 MB."""


def in_turns(
    task: Callable[[Block], T],
    blocks: Sequence[Block],
    place: RunPlace,
    progress: Progress,
    words: Message,
) -> list[T]:
    """Run a task on every block, some at a time; between them free memory is given back."""
    found: list[T] = []
    for start in range(0, len(blocks), IN_A_TURN):
        few = blocks[start : start + IN_A_TURN]
        found += run_blocks(
            task,
            few,
            scheduler=place.scheduler,
            workers=place.workers,
            progress=progress.part(start / len(blocks), (start + len(few)) / len(blocks)),
            words=words,
        )
        give_back()
    return found


def folded(
    task: Callable[[Block], T],
    blocks: Sequence[Block],
    join: Callable[[Sequence[T]], T],
    place: RunPlace,
    progress: Progress,
    words: Message,
) -> T:
    """Run a task on every block and join the results in the order of blocks, a few at a time."""
    whole: list[T] = []
    for start in range(0, len(blocks), AT_ONCE):
        few = blocks[start : start + AT_ONCE]
        part = progress.part(start / len(blocks), (start + len(few)) / len(blocks))
        made = run_blocks(
            task,
            few,
            scheduler=place.scheduler,
            workers=place.workers,
            progress=part,
            words=words,
        )
        whole = [join([*whole, *made])]
        del made
        give_back()
    return whole[0]
