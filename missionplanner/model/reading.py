"""What reading a file took, and what it passed over: nothing is lost without a word."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, field_validator

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.language import Language
from missionplanner.messages.message import Message, Value, message
from missionplanner.model.message import Told
from missionplanner.model.places import Frozen

InnerPolygons = Literal["holes", "areas"]
HeightUnit = Literal["m", "ft", "us-ft"]
LengthUnit = Literal["m", "ft"]

PACKED_ENDING = ".mpack"
"""Ending of a project in one file."""

SHAPE_ENDINGS = (".geojson", ".json", ".kml", ".kmz", ".shp", ".gpkg")
"""Endings of files that areas, zones and threats come in, as the window offers them."""

AIRSPACE_ENDINGS = (".txt", ".air", ".openair")
TRACK_ENDINGS = (".gpx", ".csv")
"""Endings of files of threats alone."""

# What is not called by a name of its own, so that its number stands before it; as older projects
# have it.
_ZONES = {"zone": message("vector.zone"), "zones": message("vector.zones")}


class PassedOver(Frozen):
    """Something that stands in a file and was not taken."""

    what: Told = Field(description="What it is, in the file's own words where it has a name")
    why: Told = Field(description="Why it was not taken")
    count: int = Field(default=1, ge=1, description="How many alike")

    @field_validator("what", mode="before")
    @classmethod
    def _upgraded(cls, what: object) -> object:
        return _ZONES.get(what, what) if isinstance(what, str) else what

    @property
    def message(self) -> Message:
        """What there is to say: '12 zones farther than 10 km from the terrain'."""
        if self.what in _ZONES.values():
            return message("reading.zones", n=self.count, zones=self.what, why=self.why)
        if self.count > 1:
            return message("reading.left_times", n=self.count, item=self.what, why=self.why)
        return message("reading.left", item=self.what, why=self.why)

    def sentence(self, language: Language | None = None) -> str:
        """Return what a person reads, in a language or in that of this process."""
        return sentence(self.message, language)


class ReadReport(Frozen):
    """What one or several files gave; a project keeps that of its making."""

    areas: int = Field(default=0, ge=0, description="Polygons of the survey area")
    holes: int = Field(default=0, ge=0, description="Holes in the survey area")
    zones: int = Field(default=0, ge=0, description="Zones to stay out of")
    power_lines: int = Field(default=0, ge=0, description="Power lines")
    risks: int = Field(default=0, ge=0, description="Soft risk rasters")
    passed_over: tuple[PassedOver, ...] = Field(default=(), description="What was not taken")
    told: tuple[Told, ...] = Field(
        default=(), description="How something taken was understood or mended"
    )


class ReadChoices(Frozen):
    """What a user decides where a file leaves a question open; None: ask."""

    layer: tuple[str, ...] = Field(default=(), description="Layers to read; empty: all that fit")
    inner: InnerPolygons | None = Field(
        default=None, description="Polygons inside another one: holes, or parts of the area"
    )
    crs: str | None = Field(
        default=None, description="Coordinate system of an area whose file names none"
    )
    threat_unit: LengthUnit | None = Field(
        default=None, description="Unit of heights that name none, in a file that names others"
    )
    granted: tuple[str, ...] = Field(
        default=(), description="Zones whose authorisation is granted, by name or identifier"
    )


def all_read(parts: Iterable[ReadReport]) -> ReadReport:
    """Return several reports as one; what was passed over alike is counted together."""
    every = list(parts)
    counts: dict[tuple[Message, Message], int] = {}
    for item in (item for part in every for item in part.passed_over):
        counts[item.what, item.why] = counts.get((item.what, item.why), 0) + item.count
    return ReadReport(
        areas=sum(part.areas for part in every),
        holes=sum(part.holes for part in every),
        zones=sum(part.zones for part in every),
        power_lines=sum(part.power_lines for part in every),
        risks=sum(part.risks for part in every),
        passed_over=tuple(
            PassedOver(what=what, why=why, count=count) for (what, why), count in counts.items()
        ),
        told=tuple(dict.fromkeys(line for part in every for line in part.told)),
    )


def one_by_one(parts: Iterable[Value]) -> Value:
    """Return several sayings as one, with a semicolon between each two; of none an empty text."""
    every = list(parts)
    if len(every) < 2:
        return every[0] if every else ""
    return message("reading.one_by_one", first=every[0], rest=one_by_one(every[1:]))
