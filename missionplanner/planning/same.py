"""A thing as a key: the very object, whatever it holds."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Equal where it is the same object, so that what follows from it can be kept.

    Attributes
    ----------
    thing : T
        Kept alive, so that no other object takes its place.
    """

    def __init__(self, thing: T) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)
