"""Where a stage stands, for its mark on the rail."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StageState:
    """A stage's state and the evidence for it, in the window's language.

    `state` is ok, warn, error, or empty: not begun. There is no ok without evidence.
    """

    state: str
    evidence: str = ""
