"""The sessions behind the stages of a window, each made once."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast, runtime_checkable

from PySide6.QtCore import QObject, SignalInstance

from missionplanner.ui.plan.session import Session

Made = TypeVar("Made")


class StageSession(Protocol):
    """What a stage works on: the window shows its work, and ends it."""

    work_changed: Any
    stepped: Any
    failed: Any
    said: Any

    @property
    def busy(self) -> bool:
        """True while work runs."""
        ...

    def cancel(self) -> None:
        """Ask the work to stop."""
        ...

    def give_up(self) -> None:
        """End the work at once."""
        ...

    def close(self) -> None:
        """End all work; for the window's last moment."""
        ...


@runtime_checkable
class Fronted(Protocol):
    """A session that is told whether its stage is the one looked at."""

    def show_front(self, in_front: bool) -> None:
        """Say whether the stage is in front."""
        ...


@runtime_checkable
class Analysing(Protocol):
    """A session of a stage that computes something from a study."""

    def analyse(self) -> None:
        """Compute it."""
        ...


MakeSession = Callable[["Sessions"], StageSession]


class Sessions:
    """Makes a session when it is first asked for.

    Parameters
    ----------
    site : Session
        The project that is open, or none.
    parent : QObject
        Owns the sessions made here.
    """

    def __init__(self, site: Session, parent: QObject) -> None:
        self.site, self.parent = site, parent
        self._made: dict[object, object] = {}

    def of(self, make: Callable[["Sessions"], Made]) -> Made:
        """Return the session a factory makes, the same one each time."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    def tell_front(self, front: MakeSession, but: object) -> None:
        """Tell each session made, but for one, whether it is the one of the stage looked at."""
        shown: object = self.of(front)
        for made in self._made.values():
            if isinstance(made, Fronted) and made is not but:
                made.show_front(made is shown)

    def all_of(self, makes: "tuple[MakeSession, ...]") -> list[StageSession]:
        """Return the sessions of some factories, none twice."""
        return list(dict.fromkeys(self.of(make) for make in makes))


Signals = Callable[[Sessions], tuple[SignalInstance, ...]]
"""Signals after which a stage is shown anew."""
