"""What flows down the sheets: words, lists, tables, charts, each with its own rules of breaking."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from missionplanner.report.brief.typeface import width_pt, wrapped
from missionplanner.report.page import Plate
from missionplanner.report.paper.letters import write_line
from missionplanner.report.paper.plotted import draw_figure

MM = 72 / 25.4
INK, SOFT, LINE, CHROME, LINK = "#1A1E25", "#565E6B", "#DDE0E5", "#F3F4F6", "#1D5FD1"
OK, WARN, ERROR = "#1B7A43", "#9A5B00", "#B3261E"
BODY, NOTE = 8.8, 7.6
_LEADING = 1.4

MARKS = {"trust": (OK, "✓"), "look": (WARN, "!"), "do not trust": (ERROR, "×")}


def rgb(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue, 0 to 1."""
    made = HexColor(colour)
    return made.red, made.green, made.blue


class FlowingText(Flowable):  # type: ignore[misc]
    """A paragraph; bold stands between two stars.

    Parameters
    ----------
    words : str
    size : float
        Points.
    colour : str
    align : 'left' or 'right'
    bullet : str
        Before the first line, the lines set in by `indent`.
    """

    def __init__(
        self,
        words: str,
        size: float = BODY,
        colour: str = INK,
        align: str = "left",
        bullet: str = "",
        indent: float = 0.0,
        after: float = 0.0,
        before: float = 0.0,
        bullet_colour: str = "",
    ) -> None:
        super().__init__()
        self.words, self.size, self.colour, self.align = words, size, colour, align
        self.bullet, self.indent, self.bullet_colour = bullet, indent, bullet_colour or colour
        self.spaceAfter, self.spaceBefore = after, before
        self.lines: list[str] = []

    @property
    def step(self) -> float:
        """From one line to the next, points."""
        return self.size * _LEADING

    def wrap(self, room: float, _: float) -> tuple[float, float]:
        """Return width and height in a room."""
        self.width = room
        self.lines = wrapped(self.words, self.size, max(room - self.indent, self.size)) or [""]
        self.height = self.step * len(self.lines)
        return room, self.height

    def split(self, room: float, high: float) -> list[Flowable]:
        """Break between lines, two of them at least on either side."""
        self.wrap(room, high)
        fits = int(high // self.step)
        fits = min(fits, len(self.lines) - 2)
        if fits < 2:
            return []
        parts = [self._part(self.lines[:fits]), self._part(self.lines[fits:])]
        parts[1].bullet, parts[0].spaceAfter = "", 0.0
        return list(parts)

    def _part(self, lines: Sequence[str]) -> "FlowingText":
        return FlowingText(
            "".join(_joined(lines)), self.size, self.colour, self.align, self.bullet, self.indent,
            self.spaceAfter, self.spaceBefore, self.bullet_colour,
        )  # fmt: skip

    def draw(self) -> None:
        """Write the lines."""
        y = self.height - self.step + self.size * 0.32
        if self.bullet:
            write_line(self.canv, 0, y, self.bullet, self.size, 700, rgb(self.bullet_colour))
        for line in self.lines:
            x = self.indent
            if self.align == "right":
                x = self.width - line_pt(line, self.size)
            rich(self.canv, x, y, line, self.size, self.colour)
            y -= self.step


def _joined(lines: Sequence[str]) -> list[str]:
    """Return lines with the spaces that stood between Latin words."""
    parts: list[str] = []
    for n, line in enumerate(lines):
        ascii_end = n + 1 < len(lines) and line[-1:] < "\u2e80" and lines[n + 1][:1] < "\u2e80"
        parts.append(line + (" " if ascii_end else ""))
    return parts


def line_pt(line: str, size: float) -> float:
    """Return how long a line is, with what is bold in it."""
    parts = line.split("**")
    return sum(width_pt(part, size, 700 if i % 2 else 400) for i, part in enumerate(parts))


def rich(canvas: Canvas, x: float, y: float, line: str, size: float, colour: str = INK) -> None:
    """Write one line in which bold stands between two stars."""
    for i, part in enumerate(line.split("**")):
        if part:
            x = write_line(canvas, x, y, part, size, 700 if i % 2 else 400, rgb(colour))


class VerdictSign(Flowable):  # type: ignore[misc]
    """The sign of a verdict."""

    def __init__(self, mark: str, size: float) -> None:
        super().__init__()
        self.mark, self.width, self.height = mark, size, size

    def wrap(self, *_: float) -> tuple[float, float]:
        """Return its size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw a disc, a triangle or a square with a sign in it."""
        canvas, size, (colour, sign) = self.canv, self.height, MARKS[self.mark]
        canvas.saveState()
        canvas.setFillColor(HexColor(colour))
        if self.mark == "trust":
            canvas.circle(size / 2, size / 2, size / 2, stroke=0, fill=1)
        elif self.mark == "look":
            path = canvas.beginPath()
            path.moveTo(0, 0)
            path.lineTo(size, 0)
            path.lineTo(size / 2, size)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
        else:
            canvas.roundRect(0, 0, size, size, size / 8, stroke=0, fill=1)
        canvas.restoreState()
        letter = size * 0.66
        low = size * (0.12 if self.mark == "look" else 0.26)
        wide = width_pt(sign, letter, 700)
        write_line(canvas, (size - wide) / 2, low, sign, letter, 700, (1, 1, 1))


class Swatch(Flowable):  # type: ignore[misc]
    """A field of a colour with its words, as legends have it."""

    def __init__(self, colour: str, words: str, size: float) -> None:
        super().__init__()
        self.colour, self.words = colour, FlowingText(words, size, indent=size * 1.5)

    def wrap(self, room: float, high: float) -> tuple[float, float]:
        """Return width and height in a room."""
        self.width, self.height = self.words.wrap(room, high)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the field before the first line."""
        side = self.words.size
        self.canv.saveState()
        self.canv.setFillColor(HexColor(self.colour))
        self.canv.setStrokeColor(HexColor("#C8CCD2"))
        self.canv.setLineWidth(0.3)
        low = self.height - self.words.step + side * 0.22
        self.canv.rect(0, low, side, side, stroke=1, fill=1)
        self.canv.restoreState()
        self.words.drawOn(self.canv, 0, 0)


class DrawnPlate(Flowable):  # type: ignore[misc]
    """A chart or map as wide as its room, with its caption; never broken."""

    def __init__(self, plate: Plate, share: float = 1.0, caption_size: float = NOTE) -> None:
        super().__init__()
        self.plate, self.share = plate, share
        self.caption = FlowingText(plate.caption, caption_size, SOFT)

    def wrap(self, room: float, high: float) -> tuple[float, float]:
        """Return width and height in a room."""
        wide, tall = (float(side) * 72 for side in self.plate.drawn.get_size_inches())
        self.scale = room * self.share / wide
        self.tall, self.width = tall * self.scale, room
        self.height = self.tall + 3 + self.caption.wrap(room, high)[1]
        return room, self.height

    def draw(self) -> None:
        """Draw it."""
        draw_figure(self.canv, self.plate.drawn, 0, self.height - self.tall, self.scale)
        self.caption.drawOn(self.canv, 0, 0)


class RuleLine(Flowable):  # type: ignore[misc]
    """A line across."""

    def __init__(self, weight: float = 1.2, colour: str = INK) -> None:
        super().__init__()
        self.weight, self.colour = weight, colour

    def wrap(self, room: float, _: float) -> tuple[float, float]:
        """Return its size."""
        self.width, self.height = room, self.weight
        return room, self.weight

    def draw(self) -> None:
        """Draw it."""
        self.canv.setStrokeColor(HexColor(self.colour))
        self.canv.setLineWidth(self.weight)
        self.canv.line(0, 0, self.width, 0)


class Listing(Flowable):  # type: ignore[misc]
    """Lines of a file, small, in as many columns as their length allows; read column by column."""

    size, step, gap = 5.8, 7.2, 10.0

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.texts = list(lines)

    def wrap(self, room: float, _: float) -> tuple[float, float]:
        """Return width and height in a room."""
        self.longest = max((self._wide(line) for line in self.texts), default=0.0)
        self.columns = max(1, min(4, int((room + self.gap) // (self.longest + self.gap))))
        self.rows = -(-len(self.texts) // self.columns)
        self.width, self.height = room, self.rows * self.step
        return room, self.height

    def split(self, room: float, high: float) -> list[Flowable]:
        """Break where the sheet ends, after whole columns of it."""
        self.wrap(room, high)
        fits = int(high // self.step)
        if fits < 4:
            return []
        taken = fits * self.columns
        return [Listing(self.texts[:taken]), Listing(self.texts[taken:])]

    def draw(self) -> None:
        """Write the lines."""
        each = (self.width + self.gap) / self.columns
        for n, line in enumerate(self.texts):
            bare = line.lstrip()
            x = n // self.rows * each + 2.0 * (len(line) - len(bare))
            y = self.height - (n % self.rows + 1) * self.step + 1.6
            write_line(self.canv, x, y, bare, self.size, 400, rgb(SOFT))

    def _wide(self, line: str) -> float:
        bare = line.lstrip()
        return 2.0 * (len(line) - len(bare)) + line_pt(bare, self.size)
