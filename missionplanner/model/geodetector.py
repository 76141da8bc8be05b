"""What the geographical detector found (paper 2, equations 6 and 7, Table IV)."""

from enum import StrEnum

from pydantic import Field

from missionplanner.model.message import Told
from missionplanner.model.places import Frozen


class Convention(StrEnum):
    """Whose conventions are followed where the published programs disagree.

    `WANG`: the R package geodetector (and py-geodetector): strata of one sample are kept, the
    sample variance enters the non-centrality. `GD`: the R packages GD and gdverse: strata of one
    sample are dropped, the population variance enters.
    """

    WANG = "geodetector"
    GD = "gd"


class InteractionType(StrEnum):
    """The five kinds of Table IV; ties are decided by `ecology.geodetector.interaction`."""

    NONLINEAR_WEAKEN = "nonlinear-weaken"
    UNI_WEAKEN = "uni-weaken"
    BI_ENHANCE = "bi-enhance"
    INDEPENDENT = "independent"
    NONLINEAR_ENHANCE = "nonlinear-enhance"


class Interaction(Frozen):
    """Two factors laid over each other."""

    a: str
    b: str
    q: float
    type: InteractionType
    p: float | None = Field(
        default=None, description="Of q above the greater of both, by shuffling; None: not asked"
    )
    by_chance: bool = Field(
        default=False, description="Enhances beyond addition by no more than many strata do"
    )


class FactorStrata(Frozen):
    """How a factor was cut into strata."""

    method: str = Field(description="as given, natural, quantile, equal, geometric or sd")
    breaks: tuple[float, ...] = Field(description="Upper ends of all strata but the last")
    counts: tuple[int, ...]
    means: tuple[float, ...] = Field(description="Mean response of each stratum")


class RiskPair(Frozen):
    """Two strata of a factor whose means differ, or not (Welch's t test)."""

    factor: str
    a: int
    b: int
    t: float | None
    p: float | None
    significant: bool


class EcologicalPair(Frozen):
    """Two factors whose explanations differ, or not (F test of their SSW)."""

    a: str
    b: str
    f: float
    p: float
    significant: bool


class GeodetectorResult(Frozen):
    """`missionplanner geodetector`."""

    response: str
    n: int
    convention: Convention
    q: dict[str, float]
    q_limits: dict[str, tuple[float, float]] = Field(
        default_factory=dict, description="95 % limits of q; neighbours that are alike widen them"
    )
    p_published: dict[str, float | None] = Field(
        description="Wang et al. (2016): non-central F; changes when a constant is added to Y"
    )
    p: dict[str, float | None] = Field(description="Central F (analysis of variance)")
    p_permutation: dict[str, float] = Field(default_factory=dict)
    strata: dict[str, FactorStrata]
    interactions: tuple[Interaction, ...]
    risk: tuple[RiskPair, ...]
    ecological: tuple[EcologicalPair, ...]
    methods: tuple[Told, ...]
    warnings: tuple[Told, ...]
    sources: dict[str, str] = Field(
        default_factory=dict,
        description="Rasters of the study's results that were sampled -> their fingerprints",
    )

    @property
    def ranked(self) -> tuple[str, ...]:
        """Factors from the strongest down."""
        return tuple(sorted(self.q, key=lambda name: -self.q[name]))
