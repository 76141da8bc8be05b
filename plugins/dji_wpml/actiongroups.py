"""Action groups as they will be carried out."""

import math
from dataclasses import dataclass

from .tree import Node, as_float, as_int


@dataclass(frozen=True)
class Action:
    """One action; parameters by name, numbers brought to one spelling."""

    number: int | None
    function: str
    parameters: tuple[tuple[str, str], ...]

    def word(self, name: str) -> str:
        """Return a parameter, empty where it is absent."""
        return dict(self.parameters).get(name, "")


@dataclass(frozen=True)
class Group:
    """One actionGroup.

    Attributes
    ----------
    number, start, end : int or None
        None where the file holds no whole number.
    point : int
        The waypoint it stands at.
    trigger : str
    every : float
        Seconds or metres between two times, NaN where there is none.
    actions : tuple of Action
    """

    number: int | None
    start: int | None
    end: int | None
    point: int
    trigger: str
    every: float
    actions: tuple[Action, ...]


def group_of(node: Node, point: int) -> Group:
    """Return an actionGroup that stands at a waypoint."""
    return Group(
        number=as_int(node.word("actionGroupId")),
        start=as_int(node.word("actionGroupStartIndex")),
        end=as_int(node.word("actionGroupEndIndex")),
        point=point,
        trigger=node.word("actionTrigger", "actionTriggerType"),
        every=node.number("actionTrigger", "actionTriggerParam"),
        actions=actions_in(node),
    )


def actions_in(node: Node) -> tuple[Action, ...]:
    """Return the actions of an actionGroup or startActionGroup, in order."""
    return tuple(
        Action(
            as_int(action.word("actionId")),
            action.word("actionActuatorFunc"),
            _parameters(action.at("actionActuatorFuncParam")),
        )
        for action in node.all("action")
    )


def plain(word: str) -> str:
    """Return a number in one spelling, any other word as it is."""
    number = as_float(word)
    return word if math.isnan(number) else f"{number:.6g}"


def _parameters(node: Node | None) -> tuple[tuple[str, str], ...]:
    if node is None:
        return ()
    return tuple(sorted((kid.name, plain(kid.text.strip())) for kid in node.below()))
