"""A sheet of paper to write and draw on: millimetres from the upper left corner."""

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from missionplanner.report.brief.typeface import chinese, runs, shortened, width_pt, wrapped

MM = 72 / 25.4
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 12.0
LEFT, RIGHT, FOOT = MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN
INK, SOFT, PALE, RULE = "#000000", "#333333", "#D4D4D4", "#BBBBBB"
LIGHT, OTHERS, ACCENT = "#E2E2E2", "#8A8A8A", "#1D5FD1"
BODY, NOTE, HEAD = 8.6, 7.6, 8.6
LINE = 4.0  # from one line of text to the next
ROW = 4.9  # of a table
BOX = 3.4  # to tick

Point = tuple[float, float]


class Sheet:
    """Draws on a canvas in millimetres, y downward."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = BODY,
        weight: int = 400,
        colour: str = INK,
        align: str = "left",
        room: float | None = None,
        halo: bool = False,
    ) -> float:
        """Write one line with its foot at y and return its length, mm; `room` shortens it."""
        if room is not None:
            words = shortened(words, size, room * MM, weight)
        long = width_pt(words, size, weight) / MM
        x -= {"left": 0.0, "right": long, "centre": long / 2}[align]
        if halo:
            self._write(x, y, words, size, weight, "#FFFFFF", stroke=0.9)
        self._write(x, y, words, size, weight, colour)
        return long

    def _write(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        weight: int,
        colour: str,
        stroke: float = 0.0,
    ) -> None:
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillColor(HexColor(colour))
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineJoin(1)
        for font, letters in runs(words, weight):
            # A Chinese font has one weight as a rule: bold is drawn round its outline.
            bold = 0.016 * size if font == chinese() and weight >= 600 else 0.0
            wide = max(bold, stroke * MM)
            canvas.setLineWidth(wide)
            made = canvas.beginText(x * MM, (HEIGHT - y) * MM)
            made.setTextRenderMode(2 if wide else 0)
            made.setFont(font, size)
            made.textOut(letters)
            canvas.drawText(made)
            x += stringWidth(letters, font, size) / MM
        canvas.restoreState()

    def rich(self, x: float, y: float, words: str, *, size: float = BODY) -> None:
        """Write one line in which bold stands between two stars."""
        for i, part in enumerate(words.split("**")):
            if part:
                x += self.text(x, y, part, size=size, weight=700 if i % 2 else 400)

    def paragraph(
        self, x: float, y: float, room: float, words: str, *, size: float = BODY, most: int = 99
    ) -> float:
        """Write lines from y on, at most so many; return the foot of the next one."""
        lines = wrapped(words, size, room * MM)
        if len(lines) > most:
            last = shortened(lines[most - 1].replace("**", "") + "…", size, room * MM)
            lines = [*lines[: most - 1], last]
        for line in lines:
            self.rich(x, y, line, size=size)
            y += LINE * size / BODY
        return y

    def head(self, x: float, y: float, words: str, note: str = "") -> float:
        """Write a heading, a note beside it, and return the foot of the next line."""
        long = self.text(x, y, words, size=HEAD, weight=700)
        if note:
            self.text(x + long + 2.2, y, note, size=NOTE, colour=SOFT)
        return y + 4.9

    def line(
        self,
        points: Sequence[Point],
        *,
        width: float = 0.35,
        colour: str = INK,
        dash: Sequence[float] = (),
        fill: str = "",
        close: bool = False,
    ) -> None:
        """Draw a line through points, width in mm."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0] * MM, (HEIGHT - points[0][1]) * MM)
        for x, y in points[1:]:
            path.lineTo(x * MM, (HEIGHT - y) * MM)
        if close:
            path.close()
        self._pen(width, colour, dash)
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        self.canvas.drawPath(path, stroke=int(width > 0), fill=int(bool(fill)))

    def rule(self, y: float, x0: float = LEFT, x1: float = RIGHT, width: float = 0.23) -> None:
        """Draw a rule across; thin ones are grey."""
        self.line([(x0, y), (x1, y)], width=width, colour=RULE if width < 0.3 else INK)

    def frame(
        self, x: float, y: float, wide: float, high: float, *, width: float = 0.35, fill: str = ""
    ) -> None:
        """Draw a box whose upper left corner is (x, y)."""
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
        self.line(corners, width=width, fill=fill, close=True)

    def disc(
        self, x: float, y: float, radius: float, *, fill: str = "", width: float = 0.35
    ) -> None:
        """Draw a disc round (x, y)."""
        self._pen(width, INK, ())
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        self.canvas.circle(
            x * MM, (HEIGHT - y) * MM, radius * MM, stroke=int(width > 0), fill=int(bool(fill))
        )

    def _pen(self, width: float, colour: str, dash: Sequence[float]) -> None:
        self.canvas.setLineWidth(width * MM)
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineJoin(1)
        self.canvas.setLineCap(1 if not dash else 0)
        self.canvas.setDash([d * MM for d in dash])

    def ticks(
        self, x: float, y: float, room: float, items: Sequence[str], floor: float = FOOT
    ) -> float:
        """Write a list to tick, nothing past `floor`; return the foot of the next line."""
        lined = [wrapped(item, BODY, (room - BOX - 2.2) * MM) for item in items]
        free = floor - y - LINE * (sum(map(len, lined)) - 1)
        gap = min(0.75, max(0.0, free / max(1, len(items) - 1)))
        for lines in lined:
            if y + LINE * (len(lines) - 1) > floor + 0.01:
                break
            self.frame(x, y - BOX + 0.6, BOX, BOX, width=0.3)
            for line in lines:
                self.rich(x + BOX + 2.2, y, line)
                y += LINE
            y += gap
        return y

    def rows(
        self, x: float, y: float, room: float, pairs: Sequence[tuple[str, str]], step: float = ROW
    ) -> float:
        """Write pairs of words left and right with rules below; return the foot of the next."""
        for left, right in pairs:
            taken = width_pt(right, BODY, 400) / MM
            words = left.replace("**", "")
            weight = 700 if left.startswith("**") else 400
            self.text(x, y, words, weight=weight, room=room - min(taken, room / 2) - 2)
            self.text(
                x + room, y, right, align="right", room=room / 2 if taken > room / 2 else None
            )
            self.rule(y + 1.5, x, x + room)
            y += step
        return y

    def blanks(
        self, x: float, y: float, room: float, columns: int, names: Sequence[tuple[str, str]]
    ) -> float:
        """Write names with what is known of them, or a line to write on; row by row."""
        wide = room / columns
        label = max(width_pt(name, BODY, 400) for name, _ in names) / MM + 2.5
        for i, (name, known) in enumerate(names):
            left, foot = x + (i % columns) * wide, y + (i // columns) * 6.6
            self.text(left, foot, name)
            end = left + wide - (3.0 if (i + 1) % columns else 0.0)
            if known:
                self.text(left + label, foot, known, weight=700, room=end - left - label)
            self.line([(left + label, foot + 0.9), (end, foot + 0.9)], width=0.23)
        return y + (-(-len(names) // columns)) * 6.6
