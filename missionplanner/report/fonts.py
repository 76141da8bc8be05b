"""Type of charts and sheets: Inter, shipped with the program; Chinese from the system."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager

from missionplanner.assets import resources
from missionplanner.messages.language import Language

CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Heiti SC",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
TEXT, MUTED, GRID, LINK, TINT = "#1A1E25", "#565E6B", "#DDE0E5", "#1D5FD1", "#E6EEFB"
WARN, ERROR = "#9A5B00", "#B3261E"


@cache
def families() -> tuple[str, ...]:
    """Return the families to set text in, best first; each glyph is taken where it is found."""
    # Chinese fonts have one weight as a rule; that bold words come out plain is no news.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    shipped = sorted((resources() / "fonts").glob("*.ttf"))
    for path in shipped:
        font_manager.fontManager.addfont(path)
    chinese = _chinese()
    return (*(("Inter",) if shipped else ()), *((chinese,) if chinese else ()), "DejaVu Sans")


def drawable(language: Language) -> Language:
    """Return the language charts can be lettered in: English where no Chinese font is found."""
    return "zh" if language == "zh" and _chinese() else "en"


@contextmanager
def look() -> Iterator[None]:
    """Draw, and save, within this: the program's type, colours and line widths."""
    with mpl.rc_context(_settings()):
        yield


@cache
def _chinese() -> str | None:
    known = set(font_manager.get_font_names())
    return next((name for name in CHINESE if name in known), None)


def _settings() -> dict[Any, Any]:
    return {
        "font.family": list(families()),
        "font.size": 8.0,
        "text.color": TEXT,
        "axes.labelcolor": MUTED,
        "axes.titlesize": 8.5,
        "axes.titleweight": 700,
        "axes.titlelocation": "left",
        "axes.edgecolor": GRID,
        "axes.linewidth": 0.6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.axisbelow": True,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "xtick.color": GRID,
        "ytick.color": GRID,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "xtick.labelsize": 7.5,
        "ytick.labelsize": 7.5,
        "xtick.major.size": 2.5,
        "ytick.major.size": 0.0,
        "xtick.major.width": 0.6,
        "legend.frameon": False,
        "legend.fontsize": 7.5,
        "savefig.facecolor": "white",
        "svg.fonttype": "none",  # letters as text: the page brings the type along
        "svg.hashsalt": "missionplanner",
        "pdf.fonttype": 42,
        "path.simplify": True,
        "path.simplify_threshold": 0.25,  # of a point: a tenth of a millimetre on paper
    }
