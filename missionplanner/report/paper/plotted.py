"""Charts and maps on a sheet of PDF: lines as lines, letters in the sheet's own type."""

from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from missionplanner.report.brief.typeface import WEIGHTS
from missionplanner.report.inline import DPI
from missionplanner.report.map_parts import HALO, HALOED
from missionplanner.report.paper.letters import write_line

_HALO_POINTS = 2.4
_QUALITY = 74
_FEW_COLOURS = 32  # as classes have
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_NAMED_WEIGHTS = {"normal": 400, "regular": 400, "medium": 500, "semibold": 600, "bold": 700}
_POINTS_PER_INCH = 72


def draw_figure(canvas: Canvas, drawn: Figure, x: float, y: float, scale: float = 1.0) -> None:
    """Draw a figure with its lower left corner at (x, y), points.

    Parameters
    ----------
    canvas : Canvas
    drawn : Figure
        Its own dots an inch are left at 72.
    scale : float
        Of the size the figure was made with.
    """
    for halo in drawn.findobj(lambda part: part.get_gid() == HALO):
        halo.set_visible(False)
    drawn.set_dpi(_POINTS_PER_INCH)
    width, height = (float(side) for side in drawn.get_size_inches() * _POINTS_PER_INCH)
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    drawn.draw(_CanvasRenderer(canvas, width, height))
    canvas.restoreState()


class _CanvasRenderer(RendererBase):
    """What matplotlib draws by, onto a canvas whose unit is the point."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        super().__init__()
        self._canvas, self._size = canvas, (width, height)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return width and height, points."""
        return self._size

    def points_to_pixels(self, points: Any) -> Any:
        """Return points as they are: the canvas counts in them."""
        return points

    def flipy(self) -> bool:
        """Return False: y is counted upward."""
        return False

    def option_image_nocomposite(self) -> bool:
        """Return True: pictures are kept apart."""
        return True

    def option_scale_image(self) -> bool:
        """Return True: pictures may be stretched."""
        return True

    def get_image_magnification(self) -> float:
        """Return dots in a point."""
        return DPI / _POINTS_PER_INCH

    def draw_path(
        self,
        gc: Any,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,
    ) -> None:
        """Draw a line, a field, or both."""
        canvas, stroke = self._canvas, gc.get_linewidth() > 0 and gc.get_rgb()[3] > 0
        if not stroke and rgbFace is None:
            return
        canvas.saveState()
        self._clip(gc)
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        if stroke:
            red, green, blue, opacity = gc.get_rgb()
            canvas.setStrokeColorRGB(red, green, blue, alpha if alpha is not None else opacity)
            canvas.setLineWidth(gc.get_linewidth())
            canvas.setLineCap(_CAPS[gc.get_capstyle()])
            canvas.setLineJoin(_JOINS[gc.get_joinstyle()])
            offset, dashes = gc.get_dashes()
            canvas.setDash(list(dashes) if dashes is not None else [], offset or 0)
        if rgbFace is not None:
            opacity = rgbFace[3] if len(rgbFace) > 3 else 1.0
            canvas.setFillColorRGB(*rgbFace[:3], alpha if alpha is not None else opacity)
        made = self._path(path, transform, simplify=rgbFace is None)
        fill = int(rgbFace is not None)
        canvas.drawPath(made, stroke=int(stroke), fill=fill, fillMode=FILL_NON_ZERO)
        canvas.restoreState()

    def draw_image(
        self,
        gc: Any,
        x: float,
        y: float,
        im: Any,
        transform: Any = None,
    ) -> None:
        """Draw a picture, (rows, cols, 4) uint8; its row 0 is the lowest."""
        high, wide = im.shape[:2]
        if not high or not wide:
            return
        canvas = self._canvas
        canvas.saveState()
        self._clip(gc)
        canvas.translate(x, y)
        if transform is None:
            width, height = (side * _POINTS_PER_INCH / DPI for side in (wide, high))
        else:
            canvas.transform(*transform.frozen().to_values())
            width = height = 1.0
        canvas.drawImage(_packed(im[::-1]), 0, 0, width, height, mask="auto")
        canvas.restoreState()

    def draw_text(
        self,
        gc: Any,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write one line with its foot at (x, y)."""
        if ismath:
            self._draw_text_as_path(gc, x, y, s, prop, angle, ismath)  # type: ignore[attr-defined]
            return
        canvas, size = self._canvas, float(prop.get_size_in_points())
        canvas.saveState()
        self._clip(gc)
        canvas.translate(x, y)
        canvas.rotate(angle)
        if mtext is not None and mtext.get_gid() == HALOED:
            write_line(canvas, 0.0, 0.0, s, size, _weight(prop), (1, 1, 1), _HALO_POINTS)
        write_line(canvas, 0.0, 0.0, s, size, _weight(prop), gc.get_rgb()[:3])
        canvas.restoreState()

    def _clip(self, gc: Any) -> None:
        canvas, box = self._canvas, gc.get_clip_rectangle()
        if box is not None:
            made = canvas.beginPath()
            made.rect(*box.bounds)
            canvas.clipPath(made, stroke=0, fill=0)
        path, transform = gc.get_clip_path()
        if path is not None:
            canvas.clipPath(self._path(path, transform), stroke=0, fill=0, fillMode=FILL_NON_ZERO)

    def _path(self, path: Path, transform: Transform, simplify: bool = False) -> Any:
        made = self._canvas.beginPath()
        x = y = 0.0
        for points, code in path.iter_segments(transform, simplify=simplify or None):
            if code == Path.CLOSEPOLY:
                made.close()
                continue
            if code == Path.MOVETO:
                made.moveTo(*points)
            elif code == Path.LINETO:
                made.lineTo(*points)
            elif code == Path.CURVE3:
                # A quadratic curve as the cubic one of the same course.
                cx, cy, ex, ey = points
                made.curveTo(
                    x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3,
                    ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3, ex, ey,
                )  # fmt: skip
            else:
                made.curveTo(*points)
            x, y = float(points[-2]), float(points[-1])
        return made


def _weight(prop: FontProperties) -> int:
    given = prop.get_weight()
    wanted = _NAMED_WEIGHTS.get(given, 400) if isinstance(given, str) else int(given)
    return min(WEIGHTS, key=lambda weight: abs(weight - wanted))


def _packed(image: NDArray[np.uint8]) -> ImageReader:
    """Return a picture as the PDF holds it: of few colours without loss, else as JPEG."""
    picture = Image.fromarray(np.ascontiguousarray(image))
    if picture.mode == "RGBA":
        if not (image[..., 3] == 255).all():
            return ImageReader(picture)
        picture = picture.convert("RGB")
    if picture.getcolors(_FEW_COLOURS) is not None:
        return ImageReader(picture)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY)
    buffer.seek(0)
    return ImageReader(buffer)
