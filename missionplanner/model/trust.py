"""Whether a result may be believed: one verdict, with what speaks against it.

A reason travels as a code with its values and what it weighs; its sentence is made from the
catalogue, where its code is `trust.reason.CODE`.
"""

from enum import StrEnum

from pydantic import Field

from missionplanner.model.places import Frozen

Value = float | int | str | tuple[str, ...]


class Verdict(StrEnum):
    """What may be done with a result."""

    TRUST = "trust"
    LOOK = "look"
    DO_NOT = "do not trust"

    @property
    def rank(self) -> int:
        """0 to 2, worse is greater."""
        return list(Verdict).index(self)


class Reason(Frozen):
    """One thing that speaks against believing a result."""

    code: str = Field(description="Key of the catalogue of sentences")
    verdict: Verdict = Field(description="What this alone makes of the result")
    values: dict[str, Value] = Field(default_factory=dict)
    text: str = Field(default="", description="The sentence, in English")


class Check(Frozen):
    """One thing that was looked at, whether it speaks against the result or not."""

    code: str
    found: str = Field(description="Figures, as '5 / 7', '58 %'; '-': not known")
    asked: str
    verdict: Verdict = Verdict.TRUST


class Trust(Frozen):
    """The verdict on a result: the worst of its reasons, or trust where there is none."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = Field(default=(), description="Heaviest first")
    checks: tuple[Check, ...] = ()

    @property
    def trusted(self) -> bool:
        """Whether it may be said that something rose or fell."""
        return self.verdict is Verdict.TRUST

    @property
    def comparable(self) -> bool:
        """Whether values of two dates may at least stand side by side."""
        return self.verdict is not Verdict.DO_NOT


NOT_JUDGED = Trust(
    verdict=Verdict.LOOK,
    reasons=(
        Reason(
            code="not_judged",
            verdict=Verdict.LOOK,
            text="It was not asked whether this result can be trusted. Analyse again.",
        ),
    ),
)
"""Of a result that was saved before verdicts were given."""
