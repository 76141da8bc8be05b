"""Lengths, heights, speeds and places as the user wants them written; SI is what is kept."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from missionplanner.geo.coordinates import CoordinateForm, place_words
from missionplanner.geo.frames import SiteFrame
from missionplanner.ui.widgets.numbers import degrees, kilometres, known, number
from missionplanner.ui.work.memory import Memory
from missionplanner.units import FOOT_M, KNOT_MPS, NAUTICAL_MILE_M

Choice = TypeVar("Choice", bound=StrEnum)
_HECTARE_M2, _ACRE_M2 = 10_000.0, 4046.8564224  # the international acre


class LengthUnit(StrEnum):
    """In what lengths and heights are shown."""

    METRES = "m"
    FEET = "ft"


class SpeedUnit(StrEnum):
    """In what speeds are shown."""

    METRES_A_SECOND = "m/s"
    KNOTS = "kn"


@dataclass(frozen=True)
class Measures:
    """How the window writes what it measures, and what a plan flies."""

    form: CoordinateForm = CoordinateForm.DEGREES
    length: LengthUnit = LengthUnit.METRES
    speed: SpeedUnit = SpeedUnit.METRES_A_SECOND

    def height_words(self, height_m: float, digits: int = 1) -> str:
        """Return a height, or a difference of heights; a dash where it is not known."""
        feet = self.length is LengthUnit.FEET
        value = height_m / FOOT_M if feet else height_m
        return f"{known(value, 0 if feet else digits)} {self.length}"

    def length_words(self, length_m: float) -> str:
        """Return a length along the ground; miles are nautical ones."""
        if self.length is LengthUnit.FEET:
            far = length_m >= NAUTICAL_MILE_M
            value = length_m / (NAUTICAL_MILE_M if far else FOOT_M)
            return f"{number(value, 2 if far else 0)} {'NM' if far else 'ft'}"
        if length_m >= 1000.0:
            return f"{number(length_m / 1000, 2)} km"
        return f"{number(length_m, 1)} m"

    def way_words(self, length_m: float) -> str:
        """Return a length flown, as short as a table has room for."""
        if self.length is LengthUnit.FEET:
            far = length_m >= NAUTICAL_MILE_M
            value = length_m / (NAUTICAL_MILE_M if far else FOOT_M)
            return f"{number(value, 1 if far else 0)} {'NM' if far else 'ft'}"
        return kilometres(length_m)

    def span_words(self, low_m: float, high_m: float) -> str:
        """Return a range of heights; one number where both look alike."""
        feet = FOOT_M if self.length is LengthUnit.FEET else 1.0
        low, high = number(low_m / feet), number(high_m / feet)
        return f"{low if low == high else f'{low}–{high}'} {self.length}"

    def area_words(self, area_m2: float) -> str:
        """Return an area on the map: hectares and square kilometres, or acres."""
        if self.length is LengthUnit.FEET:
            return f"{known(area_m2 / _ACRE_M2, 1)} ac"
        if area_m2 < 1e6:
            return f"{number(area_m2 / _HECTARE_M2, 2)} ha"
        return f"{known(area_m2 / 1e6, 2)} km²"

    def speed_words(self, low_mps: float, high_mps: float) -> str:
        """Return a range of speeds without its unit; one number where both look alike."""
        knots = self.speed is SpeedUnit.KNOTS
        low, high = (v / KNOT_MPS if knots else v for v in (low_mps, high_mps))
        alike = high - low <= 0.05
        return number(high, 1) if alike else f"{number(low, 1)}–{number(high, 1)}"

    def wind_words(self, speed_mps: float) -> str:
        """Return one speed with its unit."""
        return f"{self.speed_words(speed_mps, speed_mps)} {self.speed}"

    def place_text(self, lon: float, lat: float, frame: SiteFrame) -> str:
        """Return a place in the user's form."""
        if not (math.isfinite(lon) and math.isfinite(lat)):
            return ""
        if self.form is CoordinateForm.DEGREES:
            return degrees(lon, lat)
        return place_words((lon, lat), self.form, frame)


def measures_of(memory: Memory) -> Measures:
    """Return what the user has set; anything that is not understood is the default."""
    kept = memory.measures
    return Measures(
        _one_of(CoordinateForm, kept.get("form"), CoordinateForm.DEGREES),
        _one_of(LengthUnit, kept.get("length"), LengthUnit.METRES),
        _one_of(SpeedUnit, kept.get("speed"), SpeedUnit.METRES_A_SECOND),
    )


def _one_of(kind: type[Choice], value: object, usual: Choice) -> Choice:
    return kind(str(value)) if value in tuple(kind) else usual
