"""Charts and maps inside a page of HTML: lines as SVG, letters as text, maps as WebP."""

import base64
import re
from io import BytesIO

import numpy as np
from matplotlib.figure import Figure
from PIL import Image

from missionplanner.report.map_parts import HALO, HALOED

DPI = 200
"""Dots an inch of the rasters in a drawing, at the size it has on A4."""

_QUALITY = 76
_FEW_COLOURS = 32  # as classes have: kept without loss, they are smaller that way
_PNG = re.compile(r'xlink:href="data:image/png;base64,\s*([A-Za-z0-9+/=\s]+)"')
_NEEDLESS = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_NAMED_GROUP = re.compile(r'<g id="[^"]*"')
_PATH = re.compile(r' d="[^"]*"')
_DIGITS = re.compile(r"(\.\d\d)\d+")
_SIZE = re.compile(r'(<svg[^>]*?) width="[^"]*"')
_HEIGHT = re.compile(r'(<svg[^>]*?) height="[^"]*"')
_SHARP = ' style="image-rendering:crisp-edges;image-rendering:pixelated"'


def inline_svg(drawn: Figure, label: str) -> str:
    """Return a figure as an element `svg` that fills the width it is given.

    Its letters are text, to be found and copied, in the page's own type; its rasters are WebP.

    Parameters
    ----------
    drawn : Figure
    label : str
        What it shows, for those who cannot see it; plain text.

    Returns
    -------
    str
        Markup; the same figure gives the same.
    """
    buffer = BytesIO()
    nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
    for halo in drawn.findobj(lambda part: part.get_gid() == HALO):
        halo.set_visible(False)
    drawn.savefig(buffer, format="svg", dpi=DPI, metadata=nothing)
    text = buffer.getvalue().decode("utf-8")
    text = _NEEDLESS.sub("", text[text.index("<svg") :])
    text = text.replace(_SHARP, "")
    # A hundredth of a point is less than any printer shows.
    text = _PATH.sub(lambda path: _DIGITS.sub(r"\1", path[0]).replace(" \n", " "), text)
    # matplotlib names its groups alike in every figure: a page may hold a name but once.
    text = text.replace(f'<g id="{HALOED}"', f'<g class="{HALOED}"')
    text = _HEIGHT.sub(r"\1", _SIZE.sub(r"\1", _NAMED_GROUP.sub("<g", text), count=1), count=1)
    text = _PNG.sub(_webp, text)
    return text.replace("<svg", f'<svg role="img" aria-label="{_quoted(label)}"', 1)


def webp(image: Image.Image) -> bytes:
    """Return a picture as WebP: of few colours without loss, else at a quality fit for print."""
    buffer = BytesIO()
    few = image.getcolors(_FEW_COLOURS) is not None
    image.save(buffer, "WEBP", lossless=few, quality=60 if few else _QUALITY, method=4)
    return buffer.getvalue()


def _webp(found: re.Match[str]) -> str:
    with Image.open(BytesIO(base64.b64decode(found[1]))) as image:
        opaque = image.mode != "RGBA" or bool((np.asarray(image)[..., 3] == 255).all())
        kept = webp(image.convert("RGB") if opaque else image.convert("RGBA"))
    return f'xlink:href="data:image/webp;base64,{base64.b64encode(kept).decode("ascii")}"'


def _quoted(text: str) -> str:
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, name)
    return text
