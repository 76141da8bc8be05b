"""The operator's picture at the head of the cover."""

from PIL import Image, UnidentifiedImageError
from reportlab.lib.utils import ImageReader

from missionplanner.errors import InputError
from missionplanner.report.brief.content import logo_of
from missionplanner.report.brief.sheet import HEIGHT, MM, Sheet
from missionplanner.settings import PaperNames

_WIDE, _HIGH, _MOST_PIXELS = 34.0, 13.0, 40_000_000


def draw_logo(sheet: Sheet, names: PaperNames, right: float, top: float) -> float:
    """Draw the logo at the right, as large as its room; return where other words end, mm.

    Raises
    ------
    InputError
        The file is no picture, or one of too many pixels.
    """
    path = logo_of(names)
    if path is None:
        return right
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise InputError("report.brief.logo_large", str(path))
            picture = opened.convert("RGBA")
    except (OSError, UnidentifiedImageError, ValueError, Image.DecompressionBombError) as error:
        raise InputError("report.brief.no_logo", str(path)) from error
    ratio = picture.width / picture.height
    high = min(_HIGH, _WIDE / ratio)
    wide = high * ratio
    sheet.canvas.drawImage(
        ImageReader(picture), (right - wide) * MM, (HEIGHT - top - high) * MM, wide * MM, high * MM,
        mask="auto",
    )  # fmt: skip
    return right - wide - 4
