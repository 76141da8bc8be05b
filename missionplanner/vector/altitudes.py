"""Heights as people write them: 120, "1500 ft AMSL", "2,500ft MSL", FL65, GND, UNLIM."""

import math
import re
from dataclasses import dataclass

from missionplanner.errors import InputError, Where
from missionplanner.model.places import Altitude, Datum
from missionplanner.units import FOOT_M, US_SURVEY_FOOT_M
from missionplanner.vector.length_units import FLIGHT_LEVEL_M, UNITS_M, unit_m

_GROUND = ("GND", "SFC", "GROUND", "SURFACE", "GRND", "GL", "GND/SFC", "SFC/GND", "SFC AGL",
           "GND AGL", "地面", "地表")  # fmt: skip
_SEA = ("MSL", "AMSL", "SEA LEVEL")
_NO_END = ("UNL", "UNLTD", "UNLIM", "UNLIMITED", "UNLD", "NONE", "无限高", "无限")
DATUMS = {
    "AGL": Datum.AGL,
    "GND": Datum.AGL,
    "SFC": Datum.AGL,
    "ASFC": Datum.AGL,
    "AGND": Datum.AGL,
    "RELATIVETOGROUND": Datum.AGL,
    "EGM96": Datum.EGM96,
    "AMSL": Datum.EGM96,
    "MSL": Datum.EGM96,
    "ASL": Datum.EGM96,
    "ALT": Datum.EGM96,
    "ABSOLUTE": Datum.EGM96,
    "EPSG:5773": Datum.EGM96,
    "海拔": Datum.EGM96,
    "真高": Datum.AGL,
    "STD": Datum.EGM96,
    "FL": Datum.EGM96,
    "ELLIPSOID": Datum.ELLIPSOID,
    "ELLIPSOIDAL": Datum.ELLIPSOID,
    "WGS84": Datum.ELLIPSOID,
    "W84": Datum.ELLIPSOID,
    "HAE": Datum.ELLIPSOID,
}
# References in words, longest first.
_WORDS = (
    (re.compile(r"\bABOVE\s+(?:MEAN\s+)?SEA\s+LEVEL\b"), "AMSL"),
    (re.compile(r"\bABOVE\s+(?:THE\s+)?(?:GROUND|SURFACE)(?:\s+LEVEL)?\b"), "AGL"),
    (re.compile(r"\bMEAN\s+SEA\s+LEVEL\b"), "AMSL"),
)
# 1.500 feet are fifteen hundred: nobody measures airspace in thousandths of a foot.
_DOTTED = re.compile(r"[+-]?[1-9]\d?\.\d{3}")
# Digits in threes (2,500 / 2 500 / 2'500) are thousands; any other comma is a decimal one.
_FEET_M = (FOOT_M, US_SURVEY_FOOT_M)
NUMBER = r"\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"


def _either(words: dict[str, float] | dict[str, Datum]) -> str:
    return "|".join(re.escape(w.upper()) for w in sorted(words, key=len, reverse=True))


_DATUM = _either(DATUMS)
_FORM = re.compile(
    rf"(?:(?!FL)({_DATUM})\s*)??([+-]?(?:{NUMBER}))\s*({_either(UNITS_M)})?\.?\s*({_DATUM})?"
)
_LEVEL = re.compile(rf"(?:FL|FLIGHT LEVEL)\s*(\d+(?:\.\d+)?)\s*(?:{_DATUM})?")


@dataclass(frozen=True)
class WrittenHeight:
    """A height as it was written.

    Attributes
    ----------
    value : float or None
        In `unit_m`; None: without end.
    unit_m : float or None
        Metres in one unit; None where none is named.
    datum : Datum or None
        None where none is named.
    is_dotted : bool
        A point stands before its last three digits, as for thousands: in feet it is that.
    """

    value: float | None
    unit_m: float | None = None
    datum: Datum | None = None
    is_dotted: bool = False

    def at(self, bare_unit_m: float, datum: Datum) -> Altitude | None:
        """Return it in metres, with what to take for the unit and datum it does not name."""
        if self.value is None:
            return None
        unit = bare_unit_m if self.unit_m is None else self.unit_m
        value = self.value * 1000.0 if self.is_dotted and unit in _FEET_M else self.value
        return Altitude(value_m=value * unit, datum=self.datum or datum)


def datum_word(text: str, where: Where = "") -> Datum:
    """Return the datum of a word such as agl, msl, amsl, egm96, ellipsoid.

    Raises
    ------
    InputError
        Where the word is none of these.
    """
    datum = DATUMS.get(re.sub(r"[\s_\-]+", "", text).upper())
    if datum is None:
        raise InputError("vector.no_height_reference", where, text=text)
    return datum


def number(text: str) -> float:
    """Return a number with a decimal point or comma, thousands apart or not."""
    plain = re.sub(r"[’'\s]", "", text)
    if re.fullmatch(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        return float(plain.replace(",", ""))
    return float(plain.replace(",", "."))


def written(value: object, where: Where = "") -> WrittenHeight:
    """Read a height as text or number: with unit and reference, FL and a number, GND, UNLIM.

    Notes
    -----
    A flight level is taken as its height in the standard atmosphere, counted from EGM96.

    Raises
    ------
    InputError
        Where the value is none of these forms.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not math.isfinite(value):
            raise _unclear(str(value), where)
        return WrittenHeight(float(value))
    plain = " ".join(str(value).upper().split()).rstrip(".")
    for words, short in _WORDS:
        plain = words.sub(short, plain)
    if plain in _NO_END:
        return WrittenHeight(None)
    if plain in _GROUND:
        return WrittenHeight(0.0, 1.0, Datum.AGL)
    if plain in _SEA:
        return WrittenHeight(0.0, 1.0, Datum.EGM96)
    level = _LEVEL.fullmatch(plain)
    if level:
        return WrittenHeight(float(level[1]), FLIGHT_LEVEL_M, Datum.EGM96)
    form = _FORM.fullmatch(plain)
    if form is None or (form[1] and form[4]) or not math.isfinite(number(form[2])):
        raise _unclear(str(value), where)
    unit = unit_m(form[3]) if form[3] else None
    datum = DATUMS.get(form[1] or form[4] or "")
    return WrittenHeight(
        number(form[2]),
        unit,
        Datum.EGM96 if unit == FLIGHT_LEVEL_M else datum,
        is_dotted=_DOTTED.fullmatch(form[2]) is not None,
    )


def parse_altitude(
    text: str, unit_m: float = 1.0, datum: Datum = Datum.AGL, where: Where = ""
) -> Altitude | None:
    """Read a height; None means without end.

    Parameters
    ----------
    text : str
        See `written`.
    unit_m : float
        Metres in one unit where the text names none.
    datum : Datum
        Where the text names none.

    Raises
    ------
    InputError
        Where the text is none of these forms.
    """
    return written(text, where).at(unit_m, datum)


def _unclear(text: str, where: Where) -> InputError:
    return InputError("vector.no_height", where, text=text)
