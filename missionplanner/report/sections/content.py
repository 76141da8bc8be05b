"""What every section of the report is made from."""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from missionplanner.ecology.imagery.sensors import sensor
from missionplanner.ecology.trust.sentences import short
from missionplanner.errors import InputError
from missionplanner.messages.language import Language
from missionplanner.model.ecology import (
    EpochIndex,
    IndexResult,
    IndicatorsResult,
    TrendResult,
    ZonesResult,
)
from missionplanner.model.geodetector import GeodetectorResult
from missionplanner.model.security import SecurityResult
from missionplanner.model.study import Indicator, Study
from missionplanner.model.trust import Trust, Verdict
from missionplanner.raster.overviews import Overview, picture
from missionplanner.report.lookup import Words, words
from missionplanner.report.outlines import DrawnZone

LONGEST = 900
"""Cells along the longer side of the report's maps."""


class ReportedResults(Protocol):
    """Results of an analysis; each part may be absent."""

    @property
    def indicators(self) -> IndicatorsResult | None:
        """The layers."""

    @property
    def index(self) -> IndexResult | None:
        """IRSEI."""

    @property
    def trend(self) -> TrendResult | None:
        """Change over time."""

    @property
    def zones(self) -> ZonesResult | None:
        """Change by zone."""

    @property
    def security(self) -> SecurityResult | None:
        """Ecological security."""

    @property
    def detected(self) -> GeodetectorResult | None:
        """What drives it."""


@dataclass(frozen=True, eq=False)
class Material:
    """Study, results and words.

    Attributes
    ----------
    study : Study
    found : ReportedResults
    folder : Path
        What the results' paths are relative to.
    words : Words
        Of the text.
    lettering : Language
        Of charts and maps, where a font must have the glyphs.
    outlines : tuple of DrawnZone
        Zones.
    hashes : mapping of path to SHA-256
        Of the inputs; may be empty.
    tones : (rows, cols) float64 or None
        Relief of the maps' extent.
    study_folder : Path
        What the study's paths are relative to.
    sites : tuple of DrawnZone
        Sites that security is told of.
    study_file : Path or None
        The study itself, for commands that name it.
    """

    study: Study
    found: ReportedResults
    folder: Path
    words: Words
    lettering: Language
    outlines: tuple[DrawnZone, ...] = ()
    hashes: Mapping[str, str] | None = None
    tones: NDArray[np.float64] | None = None
    study_folder: Path = Path()
    sites: tuple[DrawnZone, ...] = ()
    study_file: Path | None = None

    @property
    def security(self) -> SecurityResult | None:
        """Ecological security, where it was analysed."""
        return self.found.security

    @property
    def detected(self) -> GeodetectorResult | None:
        """What drives it, where that was asked."""
        return self.found.detected

    @property
    def trust(self) -> Trust:
        """Whether the index can be believed; of no index nothing speaks against it."""
        index = self.found.index
        return index.trust if index else Trust(verdict=Verdict.TRUST)

    @property
    def hatched(self) -> str:
        """What the legend says of hatched maps of the index; empty where they are plain."""
        if self.trust.trusted:
            return ""
        return words(self.lettering)("map_hatched", why=short(self.trust.verdict, self.lettering))

    @property
    def security_hatched(self) -> str:
        """What the legend says of hatched maps of security; empty where they are plain."""
        if self.security is None or self.security.trust.trusted:
            return ""
        why = short(self.security.trust.verdict, self.lettering)
        return words(self.lettering)("map_hatched", why=why)

    def path(self, files: Mapping[str, str], name: str) -> Path:
        """Return the raster called `name`.

        Raises
        ------
        InputError
            The results do not name it, or it is not there any more.
        """
        return raster_of(self.folder, files, name)

    def picture(self, files: Mapping[str, str], name: str) -> Overview:
        """Return a raster of the results, shrunk where it is large."""
        return picture(self.path(files, name), LONGEST)

    def sensor(self, key: str) -> str:
        """Return a sensor's title; a table of the user's own that is gone keeps its name."""
        try:
            return sensor(str(self.study_folder / key) if key.endswith(".toml") else key).title
        except InputError:
            return Path(key).stem

    def indicator(self, indicator: Indicator | str) -> str:
        """Return an indicator's name."""
        return self.words(f"indicator_{indicator}")


def raster_of(folder: Path, files: Mapping[str, str], name: str) -> Path:
    """Return the raster called `name` among the results in `folder`.

    Raises
    ------
    InputError
        The results do not name it, or it is not there any more.
    """
    path = folder / files.get(name, f"{name}.tif")
    if not path.is_file():
        raise InputError("report.raster_missing", str(path))
    return path


def ends(index: IndexResult) -> tuple[EpochIndex, EpochIndex]:
    """Return the first and the last epoch."""
    return index.epochs[0], index.epochs[-1]


def pages(count: int, most: int) -> list[slice]:
    """Return slices of about equal length, at most `most`, that cover `count` columns."""
    parts = max(1, math.ceil(count / most))
    ends = [round(i * count / parts) for i in range(parts + 1)]
    return [slice(a, b) for a, b in itertools.pairwise(ends)]
