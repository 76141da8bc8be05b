"""Charts and maps inside a page of HTML: lines as SVG, letters as text, maps as WebP."""

import base64
import re
from io import BytesIO, StringIO
from typing import Any, cast

import numpy as np
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from missionplanner.report.map_parts import HALO, HALOED

DPI = 200
"""Dots an inch of the rasters in a drawing, at the size it has on A4."""

_POINTS_PER_INCH = 72
_QUALITY = 76
_FEW_COLOURS = 32  # as classes have: kept without loss, they are smaller that way
_NEEDLESS = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
_NAMED_GROUP = re.compile(r'<g id="[^"]*"')
_PATH = re.compile(r' d="[^"]*"')
_DIGITS = re.compile(r"(\.\d\d)\d+")
_SIZE = re.compile(r'(<svg[^>]*?) width="[^"]*"')
_HEIGHT = re.compile(r'(<svg[^>]*?) height="[^"]*"')


class _LightRenderer(cast(Any, RendererSVG)):  # type: ignore[misc]
    """Keeps pictures apart until the text about them is mended, and packs them as WebP."""

    def __init__(self, drawn: Figure, out: StringIO) -> None:
        width, height = (float(side) * _POINTS_PER_INCH for side in drawn.get_size_inches())
        nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
        super().__init__(width, height, out, image_dpi=DPI, metadata=nothing)
        self.pictures: list[str] = []

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Draw a picture, (rows, cols, 4) uint8; its row 0 is the lowest."""
        high, wide = im.shape[:2]
        if not high or not wide:
            return
        clip = self._get_clip_attrs(gc)
        if transform is None:
            a, b, c, d, e, f = wide * 72 / DPI, 0.0, 0.0, high * 72 / DPI, 0.0, 0.0
        else:
            a, b, c, d, e, f = transform.frozen().to_values()
        left, foot = e + x, self.height - (f + y)
        self.pictures.append(base64.b64encode(_picture(im[::-1])).decode("ascii"))
        # The unit square, its upper edge first: the picture lies upright in it.
        matrix = (a / wide, -b / wide, -c / high, d / high, left + c, foot - d)
        if clip:
            self.writer.start("g", **clip)
        self.writer.element(
            "image",
            transform="matrix(" + " ".join(f"{value:.6g}" for value in matrix) + ")",
            width=str(wide),
            height=str(high),
            preserveAspectRatio="none",
            attrib={"xlink:href": f"picture-{len(self.pictures) - 1}-"},
        )
        if clip:
            self.writer.end("g")


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
    for halo in drawn.findobj(lambda part: part.get_gid() == HALO):
        halo.set_visible(False)
    out = StringIO()
    drawn.set_dpi(_POINTS_PER_INCH)
    renderer = _LightRenderer(drawn, out)
    drawn.draw(renderer)
    renderer.finalize()
    text = out.getvalue()
    text = _NEEDLESS.sub("", text[text.index("<svg") :])
    # A hundredth of a point is less than any printer shows.
    text = _PATH.sub(lambda path: _DIGITS.sub(r"\1", path[0]).replace(" \n", " "), text)
    # matplotlib names its groups alike in every figure: a page may hold a name but once.
    text = text.replace(f'<g id="{HALOED}"', f'<g class="{HALOED}"')
    text = _HEIGHT.sub(r"\1", _SIZE.sub(r"\1", _NAMED_GROUP.sub("<g", text), count=1), count=1)
    for number, picture in enumerate(renderer.pictures):
        text = text.replace(f'"picture-{number}-"', f'"data:image/webp;base64,{picture}"', 1)
    return text.replace("<svg", f'<svg role="img" aria-label="{_quoted(label)}"', 1)


def _picture(pixels: NDArray[np.uint8]) -> bytes:
    """Return a picture as WebP: of few colours without loss, else at a quality fit for print."""
    opaque = bool((pixels[..., 3] == 255).all())
    image = Image.fromarray(np.ascontiguousarray(pixels[..., :3] if opaque else pixels))
    few = image.getcolors(_FEW_COLOURS) is not None
    buffer = BytesIO()
    image.save(buffer, "WEBP", lossless=few, quality=60 if few else _QUALITY, method=3)
    return buffer.getvalue()


def _quoted(text: str) -> str:
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, name)
    return text
