"""What an analysis of ecological security needs besides imagery: cover, districts, sites, soil."""

import datetime
import math
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from missionplanner.messages.message import Message, message
from missionplanner.model.places import Frozen
from missionplanner.model.raster_source import BandFile
from missionplanner.model.security import SecurityOptions

SpreadWay = Literal["constant", "area", "inverse-distance", "pycnophylactic"]
"""How a district's figure reaches its cells."""


class Statistic(Frozen):
    """A column of a yearbook table, and how a district's figure reaches its cells."""

    column: str = Field(description="Head of the column")
    spread: SpreadWay = Field(
        default="constant",
        description="constant and inverse-distance for rates; area and pycnophylactic for totals",
    )


class DistrictFigures(Frozen):
    """Figures of one district in one year, kept in the study itself."""

    district: str = Field(min_length=1)
    year: int
    figures: dict[str, float] = Field(
        default_factory=dict, description="Column -> figure; what is not here is not known"
    )

    @model_validator(mode="after")
    def _figures_are_numbers(self) -> Self:
        for column, value in self.figures.items():
            if not math.isfinite(value):
                raise ValueError(message("security.figure_not_finite", column=column))
        return self


class Statistics(Frozen):
    """Figures of districts by year: in a table, or here."""

    districts: str = Field(
        default="", description="Vector file of the districts' polygons; empty: not given yet"
    )
    district_name: str | None = Field(default=None, description="Attribute; None: found")
    table: str = Field(default="", description="CSV: a row a district and year; empty: `figures`")
    figures: tuple[DistrictFigures, ...] = Field(
        default=(), description="In place of a table: typed or pasted"
    )
    name_column: str = "district"
    year_column: str = "year"
    between_years: Literal["interpolate", "nearest", "refuse"] = Field(
        default="interpolate",
        description="Of an epoch whose year has no row: in a straight line between the years"
        " before and after, or the nearer of them (the earlier of two), or an error",
    )
    indicators: dict[str, Statistic] = Field(description="By indicator")

    @model_validator(mode="after")
    def _table_or_figures(self) -> Self:
        if self.table and self.figures:
            raise ValueError(message("security.table_and_figures", table=self.table))
        return self


class SoilMap(Frozen):
    """A raster of soil unit codes with an attribute table, as HWSD."""

    codes: BandFile
    table: str = Field(description="CSV of the attribute table")
    code_column: str = "MU_GLOBAL"
    value_column: str = Field(default="T_OC", description="HWSD: topsoil organic CARBON, %")
    share_column: str | None = Field(default="SHARE", description="Share of the unit, %")
    to_matter: bool = Field(default=True, description="Organic matter = 1.724 * carbon")


class LandCover(Frozen):
    """Land cover of the epochs, for landscape metrics and green space."""

    by_date: dict[datetime.date, BandFile] = Field(min_length=1)
    classes: dict[int, str] = Field(
        default_factory=dict, description="Codes known; empty: all. Others are an error"
    )
    green: tuple[int, ...] = Field(default=(), description="Codes that are green space")
    window_cells: int = Field(default=9, ge=3, description="Side of the moving window, odd")


class Sites(Frozen):
    """Mine sites, roads, hazards: points, lines or polygons."""

    path: str
    by_date: dict[datetime.date, str] = Field(
        default_factory=dict, description="Other files for some epochs"
    )
    radius_m: float | None = Field(
        default=None, gt=0, description="Of the kernel density; None: by the rule"
    )


class SecurityInputs(Frozen):
    """Everything the index system's indicators are computed from; rasters may stand for any."""

    options: SecurityOptions = SecurityOptions()
    layers: dict[str, BandFile] = Field(
        default_factory=dict, description="Indicator -> raster, the same for all epochs"
    )
    layers_by_date: dict[datetime.date, dict[str, BandFile]] = Field(default_factory=dict)
    land_cover: LandCover | None = None
    statistics: tuple[Statistics, ...] = ()
    sites: Sites | None = None
    roads: Sites | None = None
    hazards: Sites | None = None
    soil: SoilMap | None = None
    npp: dict[datetime.date, BandFile] = Field(
        default_factory=dict, description="MOD17A3HGF as GeoTIFF (scale 0.0001), kg C m-2 yr-1"
    )
    report_sites: str | None = Field(
        default=None, description="Polygons to tell the index of; None: the study's zones"
    )

    @property
    def made_from(self) -> dict[str, Any]:
        """What indicators are made from, as JSON holds it: whoever keeps it knows what has changed.

        Options and the sites that are reported are no part of it.
        """
        kept = self.model_dump(mode="json", exclude_defaults=True)
        return {key: part for key, part in kept.items() if key not in ("options", "report_sites")}


@dataclass(frozen=True)
class SourceNote:
    """Where an indicator comes from, or what it lacks.

    Attributes
    ----------
    kind : str
        raster, dem, imagery, table, cover, soil, shapes or npp.
    files : tuple of str
        Names of the files; empty where bands of the epochs serve.
    lacks : str
        Empty where it can be made; else raster, dem, imagery, epochs, table, districts, cover,
        green, sites, hazards, roads, soil or npp.
    detail : str or Message
        Why imagery, or a table of figures, does not serve; a text is in English.
    """

    kind: str
    files: tuple[str, ...] = ()
    lacks: str = ""
    detail: str | Message = ""
