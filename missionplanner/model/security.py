"""Words of ecological security (paper 2): index systems, weights, grades and what was found.

Areas are m2, shares are 0 to 1. `files` maps a name to a path relative to the folder of results.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from missionplanner.messages.message import Message, message, text
from missionplanner.model.message import Told
from missionplanner.model.places import Frozen
from missionplanner.model.trust import NOT_JUDGED, Trust

LOWERING = "security.lowering"
"""Code of a warning that improving an indicator lowers the index in an epoch."""


class CriteriaLayer(StrEnum):
    """The six criteria layers of the DPSIRM frame (paper 2, Fig. 3)."""

    DRIVER = "D"
    PRESSURE = "P"
    STATE = "S"
    IMPACT = "I"
    RESPONSE = "R"
    MANAGEMENT = "M"


class Sign(StrEnum):
    """Whether more of an indicator is good or bad for security (paper 2, Table V)."""

    POSITIVE = "+"
    NEGATIVE = "-"


class Compute(StrEnum):
    """How an indicator is reached from data; a raster of the user's can stand for any of them."""

    RASTER = "raster"  # given as it is
    ELEVATION = "elevation"
    SLOPE = "slope"
    HEAT = "heat"  # land surface temperature, mono-window
    VEGETATION_HEALTH = "vegetation-health"  # VHI = 0.5 VCI + 0.5 TCI over the epochs
    EROSION = "erosion"
    STATISTIC = "statistic"  # of districts, brought onto the lattice
    DESERTIFICATION = "desertification"  # -(K NDVI - albedo): MORE is worse
    DRYNESS = "dryness"
    GREENNESS = "greenness"
    VEGETATION_COVER = "vegetation-cover"  # FVC
    WETNESS = "wetness"
    SOIL_CARBON = "soil-carbon"  # HWSD's T_OC, or organic matter from it
    BRIGHTNESS = "brightness"  # first component of the tasseled cap
    SITE_DENSITY = "site-density"  # quartic kernel over mine sites
    HAZARD_DENSITY = "hazard-density"  # quartic kernel over geohazard sites
    PATCH_DENSITY = "patch-density"
    SHANNON_DIVERSITY = "shannon-diversity"
    FRACTAL_DIMENSION = "fractal-dimension"  # area-weighted mean
    NPP = "npp"
    SITE_DISTANCE = "site-distance"
    ROAD_DISTANCE = "road-distance"
    GREEN_SPACE = "green-space"  # share of green land cover


class IndicatorSpec(Frozen):
    """One indicator of an index system."""

    key: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", description="Short name: D1, P3, ...")
    layer: CriteriaLayer
    sign: Sign
    compute: Compute = Compute.RASTER
    title: str = Field(min_length=1)
    title_zh: str = ""
    unit: str = Field(default="", description="Of the raw values; empty: without unit")
    weight: float | None = Field(
        default=None, gt=0, lt=1, description="Constant weight over the whole system"
    )
    source: str = ""
    note: str = ""

    @property
    def name(self) -> Message:
        """Its title, in Chinese where the system has it."""
        return text(self.title, self.title_zh)


class IndexSystem(Frozen):
    """Which indicators make the index; a TOML file that users copy and change."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str = Field(min_length=1)
    title_zh: str = ""
    source: str = ""
    indicators: tuple[IndicatorSpec, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = self.keys
        if len(set(keys)) < len(keys):
            twice = next(key for key in keys if keys.count(key) > 1)
            raise ValueError(message("security.key_twice", key=twice))
        return self

    @model_validator(mode="after")
    def _weights_for_all_or_none(self) -> Self:
        bare = [spec.key for spec in self.indicators if spec.weight is None]
        if bare and len(bare) < len(self.indicators):
            raise ValueError(message("security.some_without_weight", key=bare[0]))
        return self

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the indicators, in the order of the file."""
        return tuple(spec.key for spec in self.indicators)

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Signs of the indicators, in the order of `keys`."""
        return tuple(spec.sign for spec in self.indicators)

    @property
    def layers(self) -> tuple[CriteriaLayer, ...]:
        """Criteria layers that hold an indicator, in the order D P S I R M."""
        return tuple(layer for layer in CriteriaLayer if self.of(layer))

    def of(self, layer: CriteriaLayer) -> tuple[str, ...]:
        """Return the keys of one criteria layer."""
        return tuple(spec.key for spec in self.indicators if spec.layer == layer)


RandomIndex = Literal["saaty-1980", "saaty-2005", "saaty-tran-2007", "donegan-dodd-1991"]
"""Tables of the random index, in resources/ecology/ri."""

Thresholds = tuple[float, float, float]
"""d1 < d2 < d3 of the state function, on the standardised scale from 0 to 1."""


class Judgements(Frozen):
    """A judgement matrix: a_ij says how many times as important as j the row i is."""

    names: tuple[str, ...] = Field(min_length=1)
    values: tuple[tuple[float, ...], ...]


class WeightOptions(Frozen):
    """Where the constant weights come from, and how they vary."""

    given: dict[str, float] = Field(
        default_factory=dict, description="Weights by indicator, sum 1; before matrices and system"
    )
    layers: Judgements | None = Field(default=None, description="Criteria layers against another")
    within: dict[CriteriaLayer, Judgements] = Field(
        default_factory=dict, description="Indicators of a layer; not needed where it has one"
    )
    random_index: RandomIndex = "saaty-1980"
    accept_inconsistent: bool = Field(default=False, description="Go on with CR of 0.1 and more")
    adjustment: float = Field(
        default=0.6, gt=0, le=2, description="C of eq. (2): the smaller, the harder the penalty"
    )
    alpha: float = Field(default=1.5, gt=0, le=10, description="Strength of the variation")
    thresholds: dict[str, Thresholds] = Field(
        default_factory=dict, description="By indicator; those absent come from exact k-means"
    )


class SecurityGrade(StrEnum):
    """The five levels of security (paper 2, Table II), worst first."""

    VERY_INSECURE = "very insecure"
    INSECURE = "relatively insecure"
    MIDDLE = "middle"
    SECURE = "relatively secure"
    VERY_SECURE = "very secure"


SECURITY_BREAKS = (0.26, 0.40, 0.47, 0.57)
"""Upper ends of the first four levels (Table II); a value on a break belongs to the LOWER level."""

SECURITY_CODES = {grade: code for code, grade in enumerate(SecurityGrade, 1)}
"""Values of the grade rasters, 1 very insecure to 5 very secure; 0 is nodata."""


class GradeOptions(Frozen):
    """How the index becomes levels: the same breaks for all years and for both kinds of weights."""

    method: Literal["fixed", "natural"] = Field(
        default="fixed", description="Table II, or exact natural breaks of all years together"
    )
    breaks: tuple[float, float, float, float] = Field(
        default=SECURITY_BREAKS, description="Upper ends of the first four levels"
    )

    @model_validator(mode="after")
    def _breaks_ascend(self) -> Self:
        if any(b <= a for a, b in zip(self.breaks, self.breaks[1:], strict=False)):
            raise ValueError(message("security.breaks_do_not_ascend", breaks=str(self.breaks)))
        return self


class SecurityOptions(Frozen):
    """Everything of an analysis of security that is not data."""

    system: str = Field(default="lingbei-2024", description="Key of a system, or a TOML file")
    leave_out: tuple[str, ...] = Field(
        default=(), description="Indicators to do without; the rest of a layer keeps its weight"
    )
    weights: WeightOptions = WeightOptions()
    grades: GradeOptions = GradeOptions()
    sensitivity: bool = Field(default=True, description="20 x 10 trials of C and alpha")
    mask_water: bool = Field(
        default=False, description="Leave open water out; cloud is masked as `index` says"
    )


class Suspect(Frozen):
    """One judgement that does not go with the others."""

    row: str
    column: str
    value: float = Field(description="As judged")
    fitting: float = Field(description="Ratio of the weights: the value that would fit")
    deviation: float = Field(ge=1, description="Factor between the two")


class Consistency(Frozen):
    """How consistent one judgement matrix is."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    lambda_max: float
    ci: float
    cr: float
    ri: float
    random_index: str
    suspects: tuple[Suspect, ...] = Field(description="Worst first")


class YearSecurity(Frozen):
    """One year (paper 2, Table III)."""

    year: int
    date: str = Field(description="ISO date of the epoch")
    mean_cw: float
    mean_vw: float
    valid_m2: float
    grades_m2_cw: dict[SecurityGrade, float]
    grades_m2_vw: dict[SecurityGrade, float]
    change_m2: dict[SecurityGrade, float] = Field(description="Variable minus constant weights")
    mean_weights_vw: dict[str, float] = Field(description="Mean variable weight by indicator")
    layer_scores: dict[CriteriaLayer, float] = Field(description="Weighted mean of a layer, 0 to 1")
    lowering_share: dict[str, float] = Field(
        description="By indicator: share of area where its improvement LOWERS the index"
    )


class SiteSecurity(Frozen):
    """One site over the years."""

    name: str
    valid_m2: tuple[float, ...]
    mean_cw: tuple[float | None, ...]
    mean_vw: tuple[float | None, ...]
    grades_m2_cw: tuple[dict[SecurityGrade, float], ...]
    grades_m2_vw: tuple[dict[SecurityGrade, float], ...]


class UsedFigures(Frozen):
    """Figures of districts that an indicator was made of in one epoch."""

    indicator: str
    date: str = Field(description="ISO date of the epoch")
    column: str
    table: str = Field(default="", description="As the study names it; empty: typed into the study")
    figures: dict[str, float] = Field(description="District -> figure")
    taken: Told | None = Field(default=None, description="Where the year has no row: from which")


class LayersNote(Frozen):
    """The raw indicators of all epochs, before weights: `security-indicators.json`."""

    limits: dict[str, tuple[float, float]] = Field(
        description="Minimum, maximum over all years, of pixels that every indicator has"
    )
    units: dict[str, str]
    methods: tuple[Told, ...]
    warnings: tuple[Told, ...]
    between_years: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Year -> indicators whose figures have no row of it"
    )
    files: dict[str, str] = Field(description="KEY_DATE -> path")
    made_from: dict[str, Any] | None = Field(
        default=None, description="The study's `security` without options; None: older than this"
    )
    figures: tuple[UsedFigures, ...] | None = Field(
        default=None, description="Figures of districts as they were read; None: older than this"
    )


class SensitivityResult(Frozen):
    """Levels under other C and alpha (the paper's 200 trials), all years together."""

    adjustments: tuple[float, ...]
    alphas: tuple[float, ...]
    shares: dict[SecurityGrade, tuple[tuple[float, ...], ...]] = Field(
        description="Share of area, rows by C, columns by alpha"
    )
    changed: tuple[tuple[float, ...], ...] = Field(
        description="Share of area on another level than with the C and alpha used"
    )


class LevelMoves(Frozen):
    """From which level to which land went between two epochs."""

    first: str = Field(description="ISO date of the earlier epoch")
    last: str = Field(description="ISO date of the later one")
    cw_m2: tuple[tuple[float, ...], ...] = Field(
        description="Constant weights: rows level before, columns level after, worst first"
    )
    vw_m2: tuple[tuple[float, ...], ...] = Field(description="The same by variable weights")


class UnitWeights(Frozen):
    """Variable weights of one unit in one year (paper 2, Table VI)."""

    unit: str
    date: str = Field(description="ISO date of the epoch")
    cells: int = Field(description="Cells with an index: the weights are means over them")
    weights_vw: dict[str, float]


class SecurityResult(Frozen):
    """`missionplanner security`."""

    trust: Trust = Field(default=NOT_JUDGED, description="Whether it can be believed")
    system: IndexSystem = Field(description="Its indicators that the index is made of")
    left_out: tuple[IndicatorSpec, ...] = Field(
        default=(), description="Indicators of the system that the index is made without"
    )
    weights_cw: dict[str, float]
    cr: float | None = Field(description="Greatest CR of all matrices; None: weights were given")
    random_index: str | None
    consistency: dict[str, Consistency] = Field(description="'layers', D, P, ... -> its matrix")
    adjustment: float
    alpha: float
    thresholds: dict[str, Thresholds]
    limits: dict[str, tuple[float, float]] = Field(description="Raw minimum, maximum, all years")
    breaks: tuple[float, ...] = Field(description="Upper ends of the first four levels")
    grading: str
    years: tuple[YearSecurity, ...]
    sites: tuple[SiteSecurity, ...] = ()
    unassigned_m2: float | None = Field(default=None, description="Area in no site")
    moves: tuple[LevelMoves, ...] = Field(
        default=(), description="Each epoch to the next, then the first to the last"
    )
    sensitivity: SensitivityResult | None
    methods: tuple[Told, ...]
    warnings: tuple[Told, ...]
    figures: tuple[UsedFigures, ...] | None = Field(
        default=None, description="Figures of districts it was made of; None: older than this"
    )
    files: dict[str, str] = Field(
        description="esi_cw_DATE, esi_vw_DATE, difference_DATE, grade_cw_DATE, ... -> path"
    )

    @property
    def labels(self) -> tuple[str, ...]:
        """What the epochs are called in tables: their years, or dates where a year has two."""
        return epoch_labels(self.years)


def epoch_labels(years: Sequence[YearSecurity]) -> tuple[str, ...]:
    """Return the epochs' years, or their dates where two are of one year."""
    short = tuple(str(year.year) for year in years)
    return short if len(set(short)) == len(short) else tuple(year.date for year in years)
