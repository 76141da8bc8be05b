"""Numbers as yearbooks and spreadsheets write them: decimal commas, thousands, not known."""

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

from missionplanner.ecology.statistics.csv_numbers import NOTHING

Decimal = Literal["point", "comma", "untold"]
"""What parts whole numbers from decimals, as far as a text shows it."""

Unread = Literal["no number", "doubtful"]
"""Why a cell is no figure; doubtful: `1,234` may be 1234 or 1.234."""

_UNKNOWN = {
    *NOTHING, "–", "—", "——", "―", "-", "…", "……", "...", "..", ".", "*", "x", "n.a.", "n.d.",
    "no data", "not known", "unknown", "不详", "未知", "缺", "缺失", "无数据", "暂无", "暂无数据",
}  # fmt: skip
"""Never 0: a yearbook's dash says that nobody knows, or that it is not told."""

# Blanks and apostrophes between groups of three digits; NFKC has made one blank of all kinds.
_GROUPED = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_MINUS = re.compile(r"^[−–-]\s*(?=[\d.,])")
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_BY_COMMAS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_BY_POINTS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
_COMMA = re.compile(r"[+-]?\d*,\d+")
_ONE_GROUP = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""`1,234`, `1.234`: a group of thousands, or three decimals. `0,125` is never a group."""


def cleaned(text: str) -> str:
    """Return a cell's text in its plainest letters: full-width ones narrow, blanks at ends gone."""
    return unicodedata.normalize("NFKC", text).strip().strip("\u200b\ufeff").strip()


def is_unknown(text: str) -> bool:
    """Tell whether a cell says that its figure is not known; empty cells do."""
    # NFKC makes three points of an ellipsis.
    return cleaned(text).lower() in _UNKNOWN or text.strip() in _UNKNOWN


def decimal_of(texts: Iterable[str]) -> Decimal:
    """Return what is written before decimals, by those of many cells that leave no doubt.

    Where some say one and some the other, nothing is told.
    """
    found = {told for text in texts if (told := _shown_by(_bare(text)))}
    return found.pop() if len(found) == 1 else "untold"


def read_number(text: str, decimal: Decimal = "untold") -> float | Unread:
    """Return the number in a cell that is not unknown.

    Parameters
    ----------
    text : str
    decimal : str
        As `decimal_of` tells it of all that was pasted. Without it `1,234` is doubtful, and `1.234`
        is what every program reads in it.
    """
    bare = _bare(text)
    if _ONE_GROUP.fullmatch(bare) and decimal == "comma":
        plain = bare.replace(".", "").replace(",", ".")
    elif _ONE_GROUP.fullmatch(bare) and "," in bare:
        if decimal == "untold":
            return "doubtful"
        plain = bare.replace(",", "")
    elif _PLAIN.fullmatch(bare):
        plain = bare
    elif _BY_COMMAS.fullmatch(bare) and not bare.lstrip("+-").startswith("0"):
        plain = bare.replace(",", "")
    elif _BY_POINTS.fullmatch(bare):
        plain = bare.replace(".", "").replace(",", ".")
    elif _COMMA.fullmatch(bare):
        plain = bare.replace(",", ".")
    else:
        return "no number"
    value = float(plain)
    return value if math.isfinite(value) else "no number"


def shown(value: float) -> str:
    """Return a number as it stands in a cell: all its digits, whole ones without a point."""
    return repr(value).removesuffix(".0")


def settled(text: str, decimal: Decimal = "untold") -> str:
    """Return a cell as it is kept: empty where not known, plain where a number, else as typed."""
    if is_unknown(text):
        return ""
    value = read_number(text, decimal)
    return cleaned(text) if isinstance(value, str) else shown(value)


def _bare(text: str) -> str:
    """Return a number's text without the blanks between thousands, its minus a plain one."""
    return _GROUPED.sub("", _MINUS.sub("-", cleaned(text)))


def _shown_by(bare: str) -> Decimal | None:
    if _ONE_GROUP.fullmatch(bare):
        return None
    if _BY_COMMAS.fullmatch(bare) and not bare.lstrip("+-").startswith("0"):
        return "point"
    if _BY_POINTS.fullmatch(bare) and (bare.count(".") > 1 or "," in bare):
        return "comma"
    if _COMMA.fullmatch(bare):
        return "comma"
    return "point" if "." in bare and _PLAIN.fullmatch(bare) else None
