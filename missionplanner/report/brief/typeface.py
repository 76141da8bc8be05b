"""Type of printed sheets: Inter, shipped; Chinese from the system, each glyph where it is found."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from matplotlib import font_manager
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from missionplanner.assets import resources
from missionplanner.report.fonts import CHINESE

WEIGHTS = (400, 500, 600, 700)
# Known to every reader of PDF by name; the last resort, for it is not in the file.
_LAST_RESORT = "STSong-Light"
# No line begins with these, and none ends with those (GB/T 15834, 5.1).
_NOT_FIRST = "，。、；：！？）】》”’…—·%℃,.;:!?)]}"
_NOT_LAST = "（【《“‘([{"


def face(weight: int) -> str:
    """Return the name of Inter in a weight, known to the PDF library."""
    name = f"Inter-{weight}"
    _inter(name)
    return name


@cache
def chinese() -> str:
    """Return the name of a Chinese font, known to the PDF library."""
    for path in _chinese_files():
        try:
            pdfmetrics.registerFont(TTFont("Chinese", str(path), subfontIndex=0))
        except (TTFError, OSError, ValueError):
            continue  # one with outlines that the library does not read (CFF)
        return "Chinese"
    pdfmetrics.registerFont(UnicodeCIDFont(_LAST_RESORT))
    return _LAST_RESORT


def runs(words: str, weight: int) -> Iterator[tuple[str, str]]:
    """Yield the font and the letters of each piece of a line that one font can set."""
    clean = unicodedata.normalize("NFC", words)
    clean = "".join(c if c.isprintable() else " " for c in clean)
    for latin, letters in groupby(clean, key=lambda c: ord(c) in _glyphs(face(weight))):
        yield face(weight) if latin else chinese(), "".join(letters)


def width_pt(words: str, size_pt: float, weight: int) -> float:
    """Return how long a line is, points."""
    return float(
        sum(pdfmetrics.stringWidth(text, font, size_pt) for font, text in runs(words, weight))
    )


def wrapped(words: str, size_pt: float, room_pt: float) -> list[str]:
    """Return the lines that words take in a room; bold is between two stars, and stays so.

    Latin words are kept whole, Chinese breaks between any two signs but before a stop. A word
    longer than the room is cut.
    """
    lines: list[str] = []
    line, bold = "", False
    for piece in _pieces(words):
        stars = piece.count("**") % 2 == 1
        if line and _long(line + piece, size_pt, bold) > room_pt:
            lines.append(line.rstrip() + ("**" if bold else ""))
            line = ("**" if bold else "") + piece.lstrip()
        else:
            line += piece
        bold ^= stars
        while _long(line, size_pt, bold) > room_pt and len(line) > 1:
            cut = next(
                n for n in range(len(line) - 1, 0, -1) if _long(line[:n], size_pt, bold) <= room_pt
                or n == 1
            )  # fmt: skip
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines


def shortened(words: str, size_pt: float, room_pt: float, weight: int = 400) -> str:
    """Return words as they fit on one line, an ellipsis where the end had to go."""
    if width_pt(words, size_pt, weight) <= room_pt:
        return words
    while words and width_pt(words.rstrip() + "…", size_pt, weight) > room_pt:
        words = words[:-1]
    return words.rstrip() + "…"


def _long(line: str, size_pt: float, bold: bool) -> float:
    return width_pt(line.replace("**", ""), size_pt, 700 if bold or "**" in line else 400)


def _pieces(words: str) -> Iterator[str]:
    piece = ""
    for i, sign in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else ""
        piece += sign
        wide = _wide(sign) or _wide(after)
        held = after in _NOT_FIRST or sign in _NOT_LAST or sign == "*" or after == "*"
        if (sign == " " and after != " ") or (wide and after and not held):
            yield piece
            piece = ""
    if piece:
        yield piece


def _wide(sign: str) -> bool:
    return bool(sign) and unicodedata.east_asian_width(sign) in "WF"


@cache
def _inter(name: str) -> None:
    pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{name}.ttf")))


@cache
def _glyphs(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)


def _chinese_files() -> Iterator[Path]:
    known: dict[str, str] = {}
    for entry in font_manager.fontManager.ttflist:
        known.setdefault(entry.name, entry.fname)
    for name in CHINESE:
        if name in known:
            yield Path(known[name])
