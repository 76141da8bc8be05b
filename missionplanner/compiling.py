"""Who hears that a kernel is made ready; without numba, so that a face can listen before it is.

A kernel is an inner loop in machine code. It is compiled when it is first called, and kept on disk.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True)
class KernelEvent:
    """What happens to a kernel.

    Attributes
    ----------
    name : str
        Module and function.
    compiled : bool
        True: it was not on disk, and compiling it begins now, which takes a second or so; False: it
        is at hand, read or compiled.
    unkept_in : str
        The folder that did not take its code, so that the next start compiles it again; empty where
        it is kept.
    """

    name: str
    compiled: bool
    unkept_in: str = ""


Listener = Callable[[KernelEvent], None]
_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call `listener` for every event inside the block, on the thread that compiles."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell(event: KernelEvent) -> None:
    """Tell all who listen."""
    for listener in tuple(_listeners):
        listener(event)
