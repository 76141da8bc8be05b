"""Widgets of the stages: made when they are first looked at; what some of them can do."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key")
Part = TypeVar("Part")


class Parts(Mapping[Key, Part]):
    """A mapping that makes a value when it is first looked up, and once.

    Parameters
    ----------
    make : callable
        Makes the part of a key.
    keys : tuple
        All keys there are; empty: whatever is asked for.

    Attributes
    ----------
    made : dict
        What is made so far.
    """

    def __init__(self, make: Callable[[Key], Part], keys: tuple[Key, ...] = ()) -> None:
        self._make, self._keys = make, keys
        self.made: dict[Key, Part] = {}

    def __getitem__(self, key: Key) -> Part:
        if self._keys and key not in self._keys:
            raise KeyError(key)
        if key not in self.made:
            self.made[key] = self._make(key)
        return self.made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys or tuple(self.made))

    def __len__(self) -> int:
        return len(self._keys or self.made)
