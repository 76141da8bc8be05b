"""What an ecological study is made of: epochs of imagery, terrain, soil and rain, zones, options.

A study is a JSON file, or the part of a project that carries the same words. Paths in it are
relative to the folder of that file, or absolute; all of them are given with forward slashes.
"""

import datetime
from collections.abc import Sequence
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from missionplanner.messages.message import Message, message
from missionplanner.model.message import Told
from missionplanner.model.places import Frozen
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security_inputs import SecurityInputs


class Band(StrEnum):
    """Spectral bands by what they see, not by a sensor's own number."""

    COASTAL = "coastal"
    BLUE = "blue"
    GREEN = "green"
    RED = "red"
    RED_EDGE = "red-edge"
    RED_EDGE_2 = "red-edge-2"
    RED_EDGE_3 = "red-edge-3"
    NIR = "nir"
    NIR_NARROW = "nir-narrow"  # Sentinel-2 band 8A
    NIR_1240 = "nir-1240"  # MODIS band 5
    WATER_VAPOUR = "water-vapour"
    CIRRUS = "cirrus"
    SWIR1 = "swir1"
    SWIR2 = "swir2"

    @property
    def told(self) -> Message:
        """Its name as a message."""
        return Message(f"scenes.band.{self.value}")


class Indicator(StrEnum):
    """The five indicators of IRSEI (paper 1, section 3.3)."""

    GREENNESS = "greenness"  # NDVI
    WETNESS = "wetness"  # third component of the tasseled cap
    DRYNESS = "dryness"  # NDBSI
    HEAT = "heat"  # land surface temperature, K
    EROSION = "erosion"  # annual soil loss

    @property
    def told(self) -> Message:
        """Its name as a message."""
        return Message(f"indicators.name.{self.value}")


class Level(StrEnum):
    """What a reflectance is: tasseled caps belong to one or the other."""

    TOA = "toa"  # at the top of the atmosphere
    SURFACE = "surface"  # corrected for the atmosphere

    @property
    def told(self) -> Message:
        """Its name as a message."""
        return Message(f"scenes.level.{self.value}")


class ThermalQuantity(StrEnum):
    """What the thermal band holds after scale and offset."""

    RADIANCE = "radiance"  # W m-2 sr-1 um-1 (paper 1: D = gain * DN + bias)
    BRIGHTNESS = "brightness"  # at-sensor brightness temperature
    SURFACE = "surface"  # surface temperature: a thermal camera, or Landsat Level 2


class Thermal(Frozen):
    """The thermal band and what turns it into a temperature."""

    file: BandFile
    quantity: ThermalQuantity = ThermalQuantity.RADIANCE
    unit: Literal["K", "C"] = Field(default="K", description="Of temperatures in the file")
    k1: float | None = Field(default=None, gt=0, description="W m-2 sr-1 um-1, with radiance")
    k2: float | None = Field(default=None, gt=0, description="K, with radiance")
    wavelength_um: float | None = Field(
        default=None, gt=0, description="Effective wavelength, um; None: the sensor's"
    )


class MaskKind(StrEnum):
    """How a mask band is to be read."""

    QA_PIXEL = "qa-pixel"  # Landsat Collection 2 QA_PIXEL
    QA_C1 = "qa-c1"  # Landsat Collection 1 Level 1 BQA
    QA_C1_SURFACE = "qa-c1-surface"  # Landsat Collection 1 surface reflectance: pixel_qa
    FMASK = "fmask"  # 0 land, 1 water, 2 shadow, 3 snow, 4 cloud, 255 nothing
    HLS_FMASK = "hls-fmask"  # Harmonized Landsat and Sentinel-2: bits
    MODIS_STATE = "modis-state"  # MOD09 and MYD09: state_500m, state_1km, StateQA
    SCL = "scl"  # Sentinel-2 Level 2A scene classification
    VALID = "valid"  # 0 is not valid, everything else is


class Mask(Frozen):
    """The band that tells cloud, shadow, snow and water."""

    file: BandFile
    kind: MaskKind


class Bandpass(StrEnum):
    """What brings the reflectances of one sensor to the bands of another."""

    ROY_2016 = "roy-2016"
    ROY_2016_RMA = "roy-2016-rma"


class Sun(Frozen):
    """Where the sun stood over a scene."""

    elevation_deg: float = Field(gt=0, le=90, description="Above the horizon, degrees")
    azimuth_deg: float = Field(ge=-180, le=360, description="Clockwise from north, degrees")


class Piece(Frozen):
    """One of several scenes of a date: it counts where those before it show nothing clear."""

    bands: dict[Band, BandFile] = Field(default_factory=dict)
    thermal: Thermal | None = None
    mask: Mask | None = None
    sun: Sun | None = None


class Epoch(Frozen):
    """One date of imagery."""

    date: datetime.date
    sensor: str = Field(description="Key of a sensor table in resources/ecology/sensors")
    level: Level = Level.TOA
    scene: str | None = Field(
        default=None,
        description="Folder or metadata file the bands are read from where none are named",
    )
    bands: dict[Band, BandFile] = Field(default_factory=dict)
    thermal: Thermal | None = None
    mask: Mask | None = None
    sun: Sun | None = Field(default=None, description="For the correction of light on slopes")
    layers: dict[Indicator, BandFile] = Field(
        default_factory=dict, description="Rasters that stand for an indicator"
    )
    pieces: tuple[Piece, ...] = Field(
        default=(), description="Further scenes, as two rows of one path, or those of a season"
    )
    combine: Literal["first", "median"] = Field(
        default="first",
        description="Each cell of the first scene that is clear there, or the median of all clear",
    )
    bandpass: Bandpass | None = Field(
        default=None, description="What brings reflectances to OLI's; None: corrections.harmonise"
    )
    notes: tuple[Told, ...] = ()


Factor = float | BandFile
"""A constant, or a raster of it."""


class Soil(Frozen):
    """Texture and carbon of the topsoil, per cent, for EPIC's erodibility."""

    sand: Factor
    silt: Factor
    clay: Factor
    organic_carbon: Factor = Field(description="Organic CARBON, %, not organic matter")


class Erosion(Frozen):
    """The six factors of A = R K L S C P. What is absent is 1, and the result is told as relative.

    Constant factors cancel in IRSEI, since it normalises each indicator.
    """

    rain_mm: tuple[float, ...] | None = Field(
        default=None, min_length=12, max_length=12, description="Monthly rain, mm: R by Wischmeier"
    )
    rainfall: Factor | None = Field(default=None, description="R itself, MJ mm ha-1 h-1 yr-1")
    rain_constant: Literal["0.8188", "0.08188"] = Field(
        default="0.8188", description="Exponent's summand in R; the second is a widely copied slip"
    )
    soil: Soil | None = Field(default=None, description="K by EPIC from texture and carbon")
    erodibility: Factor | None = Field(default=None, description="K itself, t ha h ha-1 MJ-1 mm-1")
    slope_length: BandFile | None = Field(default=None, description="L*S itself, as a raster")
    length_method: Literal["desmet-govers", "one-cell"] = "desmet-govers"
    flow: Literal["multiple", "d8"] = Field(
        default="multiple", description="desmet-govers: water to all lower cells, or the steepest"
    )
    longest_slope_m: float | None = Field(
        default=305.0,
        gt=0,
        description="desmet-govers: longer slopes count as this long, m; None: no limit",
    )
    steepness: Literal["mccool", "mccool-liu"] = Field(
        default="mccool-liu", description="mccool-liu adds Liu (1994) from 10 degrees upward"
    )
    cover: Literal["cai-2000", "liu-1999"] = "cai-2000"
    cover_ndvi: tuple[float, float] | None = Field(
        default=None, description="NDVI of bare soil and of full cover; None: 5 % and 95 % quantile"
    )
    practice: Factor | Literal["slope"] = Field(
        default=1.0,
        description="P: a constant, a raster, or by slope (Wener): 0.2 + 0.03 * slope %",
    )
    land_cover: BandFile | None = Field(default=None, description="Codes for `practice_by_cover`")
    practice_by_cover: dict[int, float] = Field(default_factory=dict)


class Corrections(Frozen):
    """What is done to reflectances before indicators are made of them."""

    harmonise: Literal["auto", "roy-2016", "roy-2016-rma", "none"] = Field(
        default="auto",
        description="TM and ETM+ surface reflectance brought to OLI's bands (Roy et al. 2016); "
        "auto: roy-2016 where the study holds OLI's too",
    )
    light: Literal["none", "scs+c"] = Field(
        default="none",
        description="Light on slopes, before wetness and dryness: none, or SCS+C (Soenen 2005)",
    )


class Heat(Frozen):
    """How the land surface temperature is reached."""

    method: Literal["emissivity", "mono-window", "brightness"] = Field(
        default="emissivity", description="Paper 1's form, Qin's mono-window, or neither"
    )
    transmittance: float | None = Field(default=None, gt=0, le=1, description="mono-window")
    air_temperature_k: float | None = Field(
        default=None, gt=200, description="Near-surface air temperature, K; mono-window"
    )
    atmosphere: Literal["tropical", "mid-latitude-summer", "mid-latitude-winter"] = (
        "mid-latitude-summer"
    )


class IndexOptions(Frozen):
    """How IRSEI is made of the indicators."""

    indicators: tuple[Indicator, ...] = tuple(Indicator)
    accept_missing: bool = Field(
        default=False, description="Go on with the indicators a sensor gives; marked in the result"
    )
    normalise: Literal["pooled", "epoch"] = Field(
        default="pooled", description="One scale and one PCA for all epochs, or each its own"
    )
    limits: Literal["min-max", "percentile"] = Field(
        default="percentile",
        description="What becomes 0 and 1: robust limits, or least and greatest value",
    )
    percentiles: tuple[float, float] = (0.1, 99.9)
    orientation: Literal["expected", "ndvi", "agree"] = Field(
        default="expected",
        description="Flip a component against +green +wet -dry -heat -erosion, or where NDVI < 0; "
        "agree: refuse where the two differ",
    )
    components: int = Field(default=2, ge=1, le=5, description="Components weighted by their share")
    mask_water: bool = True
    mask_cloud: bool = True
    water_threshold: float = Field(
        default=0.0,
        ge=-1,
        le=1,
        description="MNDWI (NDWI without SWIR) above this, and above NDVI, is water",
    )
    paper_literal: bool = Field(
        default=False, description="The formulas as printed in paper 1, its errors with them"
    )

    @property
    def clips(self) -> bool:
        """Whether limits are percentiles; the paper has least and greatest value alone."""
        return self.limits == "percentile" and not self.paper_literal

    @property
    def pooled(self) -> bool:
        """Whether all epochs have one scale and one PCA; the paper's own way is each its own."""
        return self.normalise == "pooled" and not self.paper_literal


class Serial(StrEnum):
    """How the Mann-Kendall test allows for dates that follow each other being alike."""

    NONE = "none"
    HAMED_RAO = "hamed-rao"
    YUE_WANG = "yue-wang"
    PRE_WHITENING = "pre-whitening"
    TREND_FREE = "trend-free"


class TrendOptions(Frozen):
    """How change over the epochs is judged."""

    significance: float = Field(default=0.05, gt=0, lt=0.5)
    stable_per_year: float = Field(
        default=0.001, ge=0, description="Sen slopes up to this size are called stable, 1/yr"
    )
    seasonal: bool = Field(default=False, description="Compare only epochs of the same month")
    serial: Serial = Field(
        default=Serial.NONE,
        description="Allow for dates that are like the one before: correct the variance "
        "(hamed-rao, yue-wang) or take the likeness out first (pre-whitening, trend-free)",
    )
    min_epochs: int = Field(default=3, ge=2, description="Valid epochs a pixel needs")
    abrupt_step: float = Field(
        default=0.2,
        gt=0,
        description="Least size of an abrupt change of the index; 0.2 is the width of a grade",
    )
    cv_ddof: Literal[0, 1] = 0
    warn_degraded_share: float = Field(
        default=0.3, ge=0, le=1, description="A zone with more significant degradation is a warning"
    )
    warn_poor_share: float = Field(
        default=0.5, ge=0, le=1, description="A zone with more Poor and Bad at the end is a warning"
    )


class GridOptions(Frozen):
    """The lattice all epochs are brought onto, once."""

    epsg: int | None = Field(
        default=None, description="Metric CRS; None: the first epoch's, its UTM zone where degrees"
    )
    cell_m: float | None = Field(default=None, gt=0, description="None: the first epoch's red band")
    resampling: Literal["nearest", "bilinear", "cubic", "average"] = Field(
        default="bilinear", description="Of bands off the lattice; masks and codes use nearest"
    )
    extent: Literal["common", "first", "zones"] = Field(
        default="common", description="What all epochs share, the first epoch's, or the zones' box"
    )


class Study(Frozen):
    """Everything an analysis needs; its own results are kept beside it, not in it."""

    version: Literal[1] = 1
    title: str = ""
    epochs: tuple[Epoch, ...] = Field(min_length=1)
    dem: BandFile | None = None
    zones: str | None = Field(default=None, description="Vector file of named polygons")
    zone_name: str | None = Field(default=None, description="Attribute with the names; None: found")
    grid: GridOptions = GridOptions()
    erosion: Erosion = Erosion()
    heat: Heat = Heat()
    corrections: Corrections = Corrections()
    index: IndexOptions = IndexOptions()
    trend: TrendOptions = TrendOptions()
    security: SecurityInputs | None = Field(
        default=None, description="What paper 2's index needs besides"
    )

    @model_validator(mode="after")
    def _one_epoch_a_date(self) -> Self:
        dates = [epoch.date for epoch in self.epochs]
        if len(set(dates)) < len(dates):
            twice = next(day for day in dates if dates.count(day) > 1)
            raise ValueError(message("studies.two_epochs", day=twice))
        if dates != sorted(dates):
            object.__setattr__(
                self, "epochs", tuple(sorted(self.epochs, key=lambda epoch: epoch.date))
            )
        return self


def epoch_names(dates: Sequence[datetime.date]) -> tuple[str, ...]:
    """Return dates as short as they stay apart: 2016, 2016-07, or 2016-07-05."""
    for pattern in ("%Y", "%Y-%m"):
        names = tuple(f"{day:{pattern}}" for day in dates)
        if len(set(names)) == len(names):
            return names
    return tuple(f"{day:%Y-%m-%d}" for day in dates)


def decimal_year(day: datetime.date) -> float:
    """Return a date as a decimal year: 2020-07-02 is 2020.5."""
    begin, end = datetime.date(day.year, 1, 1), datetime.date(day.year + 1, 1, 1)
    return day.year + (day - begin).days / (end - begin).days


def changed_fields(before: Study, after: Study) -> frozenset[str]:
    """Return the names of the fields in which two states of a study differ."""
    return frozenset(
        name for name in Study.model_fields if getattr(before, name) != getattr(after, name)
    )
