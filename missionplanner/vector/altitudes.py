"""Heights as people write them: 120, "1500 ft AMSL", FL65, GND, UNLIM."""

import re

from missionplanner.errors import InputError
from missionplanner.model.places import Altitude, Datum
from missionplanner.units import FOOT_M

UNLIMITED = None

_GROUND = ("GND", "SFC", "GROUND", "SURFACE")
_NO_END = ("UNL", "UNLTD", "UNLIM", "UNLIMITED", "NONE")
_UNITS = {"M": 1.0, "MT": 1.0, "METER": 1.0, "METRE": 1.0, "METERS": 1.0, "METRES": 1.0}
_UNITS |= {"FT": FOOT_M, "F": FOOT_M, "FEET": FOOT_M, "FOOT": FOOT_M}
_DATUMS = {
    "AGL": Datum.AGL,
    "GND": Datum.AGL,
    "SFC": Datum.AGL,
    "ASFC": Datum.AGL,
    "RELATIVETOGROUND": Datum.AGL,
    "EGM96": Datum.EGM96,
    "AMSL": Datum.EGM96,
    "MSL": Datum.EGM96,
    "ALT": Datum.EGM96,
    "STD": Datum.EGM96,
    "ELLIPSOID": Datum.ELLIPSOID,
    "ELLIPSOIDAL": Datum.ELLIPSOID,
    "WGS84": Datum.ELLIPSOID,
    "HAE": Datum.ELLIPSOID,
}
_FORM = re.compile(rf"([+-]?\d+(?:\.\d+)?)\s*({'|'.join(_UNITS)})?\s*({'|'.join(_DATUMS)})?")


def datum_word(text: str, where: str = "") -> Datum:
    """Return the datum of a word such as agl, msl, amsl, egm96, ellipsoid.

    Raises
    ------
    InputError
        Where the word is none of these.
    """
    datum = _DATUMS.get(text.strip().upper().replace(" ", ""))
    if datum is None:
        raise InputError(
            f"'{text}' is not a height reference", where, "use agl, egm96 (msl) or ellipsoid"
        )
    return datum


def parse_altitude(
    text: str, unit_m: float = 1.0, datum: Datum = Datum.AGL, where: str = ""
) -> Altitude | None:
    """Read a height; None means without end.

    Parameters
    ----------
    text : str
        A number with optional unit and reference, FL and a number, GND or SFC, UNLIM.
    unit_m : float
        Metres in one unit where the text names none.
    datum : Datum
        Where the text names none.

    Notes
    -----
    A flight level is taken as its height in the standard atmosphere, counted from EGM96.

    Raises
    ------
    InputError
        Where the text is none of these forms.
    """
    plain = text.strip().upper()
    if plain in _NO_END:
        return UNLIMITED
    if plain in _GROUND:
        return Altitude(value_m=0.0, datum=Datum.AGL)
    level = re.fullmatch(r"FL\s*(\d+(?:\.\d+)?)", plain)
    if level:
        return Altitude(value_m=float(level[1]) * 100.0 * FOOT_M, datum=Datum.EGM96)
    form = _FORM.fullmatch(plain)
    if form is None:
        raise _unclear(text, where)
    metres = float(form[1]) * (_UNITS[form[2]] if form[2] else unit_m)
    return Altitude(value_m=metres, datum=_DATUMS[form[3]] if form[3] else datum)


def _unclear(text: str, where: str) -> InputError:
    return InputError(
        f"'{text}' is not a height", where, "write for example 120, 500 ft AMSL, FL65, GND, UNLIM"
    )
