"""Letters on paper: Inter, Chinese from the system, and signs of formulas that neither has."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from matplotlib import font_manager
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from missionplanner.report.brief.typeface import chinese, runs

_SIGNS = "Signs"


def pieces(words: str, weight: int) -> Iterator[tuple[str, str]]:
    """Yield the font and the letters of each piece of a line that one font can set."""
    for font, letters in runs(words, weight):
        if font != chinese():
            yield font, letters
            continue
        for has, part in groupby(letters, key=lambda sign: ord(sign) in _glyphs(chinese())):
            signs = "".join(part)
            yield (font if has else _signs()), signs


def write_line(
    canvas: Canvas,
    x: float,
    y: float,
    words: str,
    size: float,
    weight: int = 400,
    colour: Sequence[float] = (0, 0, 0),
    halo: float = 0.0,
) -> float:
    """Write one line with its foot at y and return where it ends, points.

    `halo`: width of a line round the letters, points.
    """
    canvas.saveState()
    canvas.setLineJoin(1)
    canvas.setFillColorRGB(*colour)
    canvas.setStrokeColorRGB(*colour)
    for font, letters in pieces(words, weight):
        # A Chinese font has one weight as a rule: bold is drawn round its outline.
        bold = 0.016 * size if font == chinese() and weight >= 600 else 0.0
        wide = max(bold, halo)
        canvas.setLineWidth(wide)
        made = canvas.beginText(x, y)
        made.setTextRenderMode(2 if wide else 0)
        made.setFont(font, size)
        made.textOut(letters)
        canvas.drawText(made)
        x += stringWidth(letters, font, size)
    canvas.restoreState()
    return x


@cache
def _signs() -> str:
    """Return the name of the font that matplotlib ships: it has the signs of formulas."""
    path = Path(font_manager.findfont("DejaVu Sans"))
    pdfmetrics.registerFont(TTFont(_SIGNS, str(path)))
    return _SIGNS


@cache
def _glyphs(name: str) -> frozenset[int]:
    face = pdfmetrics.getFont(name).face
    known = getattr(face, "charToGlyph", None)
    # A font that readers know by name tells nothing of itself: it has what is East Asian.
    return frozenset(known) if known else frozenset(range(0x2E80, 0x10000))
