"""QR codes: the take-off place for a telephone, and the hash of a file to hold against it."""

import segno
from reportlab.lib.colors import HexColor

from missionplanner.report.brief.sheet import HEIGHT, INK, MM, Sheet


def geo_uri(lon_deg: float, lat_deg: float) -> str:
    """Return a place as a `geo:` address (RFC 5870): latitude first, WGS 84, 7 decimals (1 cm)."""
    return f"geo:{lat_deg:.7f},{lon_deg:.7f}"


def hash_uri(sha256: str) -> str:
    """Return a SHA-256 as a name (RFC 6920 gives hashes names; this is its readable hex form)."""
    return f"sha256:{sha256}"


def draw_code(sheet: Sheet, x: float, y: float, side: float, words: str) -> None:
    """Draw the code of words, error level M, `side` mm wide, its upper left corner at (x, y).

    Runs of dark cells are one rectangle, so that no reader sees seams between them.
    """
    rows = [
        bytes(row) for row in segno.make(words, error="m", micro=False, boost_error=False).matrix
    ]
    cell = side / len(rows)
    canvas = sheet.canvas
    canvas.setFillColor(HexColor(INK))
    path = canvas.beginPath()
    for i, row in enumerate(rows):
        start = None
        for j, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = j
            elif not dark and start is not None:
                low = HEIGHT - y - (i + 1) * cell
                path.rect((x + start * cell) * MM, low * MM, (j - start) * cell * MM, cell * MM)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
