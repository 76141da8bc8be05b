"""Units of length as people write them, for heights and radii alike."""

import re
from collections.abc import Iterable

from missionplanner.units import FOOT_M, NAUTICAL_MILE_M, US_SURVEY_FOOT_M

FLIGHT_LEVEL_M = 100.0 * FOOT_M
_MILE_M = 1609.344

_WORDS: tuple[tuple[float, str], ...] = (
    (1.0, "m mt mtr mtrs mts meter metre meters metres metros mètres 米 公尺 esrimeters"),
    (FOOT_M, "ft f fts feet foot ' ′ 英尺 呎 esrifeet intlfeet"),
    (US_SURVEY_FOOT_M, "usft ftus usfeet ussurveyfoot ussurveyfeet feetus footus"),
    (FLIGHT_LEVEL_M, "fl flightlevel"),
    (NAUTICAL_MILE_M, "nm nmi nauticalmile nauticalmiles 海里"),
    (1000.0, "km kms kilometer kilometre kilometers kilometres 公里 千米"),
    (_MILE_M, "mi sm mile miles statutemile statutemiles"),
)
UNITS_M = {word: metres for metres, words in _WORDS for word in words.split()}

# Any of these in a file says that its people think in feet; a flight level is 100 of them.
_FEET = re.compile(
    r"(?<![a-z])(?:ft|feet|foot|fl)(?![a-z])|(?<=\d)\s*(?:ft|feet|foot|f)\b|\bfl\s*\d|英尺|呎", re.I
)


def unit_m(word: str) -> float | None:
    """Return the metres in one unit of that name, or None where it names none."""
    return UNITS_M.get(re.sub(r"[\s._\-]+", "", word).lower())


def is_vertical(metres: float) -> bool:
    """Tell whether heights are given in a unit of so many metres; nobody does so in miles."""
    return metres < 1000.0


def speaks_feet(texts: Iterable[str]) -> bool:
    """Tell whether one of the texts names feet or a flight level."""
    return any(_FEET.search(text) for text in texts)
