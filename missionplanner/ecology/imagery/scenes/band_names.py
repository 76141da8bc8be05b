"""What the names of bands, in files and of files, say that they hold."""

import re
from enum import StrEnum

from missionplanner.ecology.imagery.sensors import SpectralSensor
from missionplanner.model.study import Band


class Other(StrEnum):
    """What a mosaic may hold beside the bands of a study."""

    THERMAL = "thermal"
    PANCHROMATIC = "panchromatic"
    QA_PIXEL = "qa_pixel"
    SCL = "scl"
    FMASK = "fmask"
    MODIS_STATE = "modis_state"


# Longer words before those they end with.
_WORDS: tuple[tuple[str, Band | Other], ...] = (
    (r"coastal(?:[ _-]?(?:blue|aerosol))?", Band.COASTAL),
    (r"red[ _-]?edge", Band.RED_EDGE),
    (r"near[ _-]?(?:infra[ _-]?red|ir)|nir", Band.NIR),
    (r"(?:thermal|long[ _-]?wave)[ _-]?(?:infra[ _-]?red|ir)?", Other.THERMAL),
    (r"lwir|tir|lst_day_1km|lst|temp(?:erature)?", Other.THERMAL),
    (r"qa[ _-]?pixel", Other.QA_PIXEL),
    (r"scl", Other.SCL),
    (r"fmask", Other.FMASK),
    (r"state[ _]?(?:qa|500m|1km)(?:_1)?", Other.MODIS_STATE),
    (r"pan(?:chro(?:matic)?)?", Other.PANCHROMATIC),
    (r"swir[ _-]?1", Band.SWIR1),
    (r"swir[ _-]?2", Band.SWIR2),
    (r"blue", Band.BLUE),
    (r"green", Band.GREEN),
    (r"red", Band.RED),
)
# A wavelength or a unit behind the word, as in "Blue (475 nm)", "NIR-842", "LWIR [K]".
_TRAILER = r"(?:[\s_(\[-]*\d{3,4}\s*(?:nm)?[)\]]?|[\s_]*[(\[][^)\]]*[)\]])?$"
_PATTERNS = tuple(
    (re.compile(rf"(?:^|[^a-z])(?:{words}){_TRAILER}", re.IGNORECASE), what)
    for words, what in _WORDS
)
_NUMBER = re.compile(
    r"(?:^|[^a-z0-9])(?:sr_)?b(?:and)?[ _]?0?(\d{1,2}a?)(?:_vcid_\d|_1)?$", re.IGNORECASE
)
_APPEEARS = re.compile(r"_doy\d{7}(?:\d{6})?(?:_aid\d+)?$", re.IGNORECASE)
"""What AppEEARS puts behind a layer's name."""


def layer_name(stem: str) -> str:
    """Return what of a file's name is its layer's: without what AppEEARS puts behind it."""
    return _APPEEARS.sub("", stem)


def meaning(text: str, known: SpectralSensor | None) -> Band | Other | None:
    """Return what a band's description, or the end of a file's name, says that it holds.

    Parameters
    ----------
    text : str
        As "Red edge", "site_transparent_reflectance_nir", "LC08_..._B5".
    known : SpectralSensor or None
        Its own names of bands are understood too; numbers mean nothing without it.

    Returns
    -------
    Band, Other or None
    """
    for pattern, what in _PATTERNS:
        if pattern.search(text):
            return what
    match = _NUMBER.search(text)
    if match is None or known is None:
        return None
    number = match[1].upper()
    for band, note in known.bands.items():
        if note.name.removeprefix("B").lstrip("0") == number:
            return band
    own = known.thermal
    return Other.THERMAL if own and own.name == f"B{number}" else None
