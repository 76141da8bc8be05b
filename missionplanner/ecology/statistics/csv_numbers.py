"""Text tables as spreadsheets write them: whose letters, and which numbers mean no value."""

from collections.abc import Iterable
from pathlib import Path

from missionplanner.errors import InputError
from missionplanner.messages.message import Message, message

NOTHING = ("", "na", "n/a", "nan", "null", "none", "-", "--", "#n/a", "nodata")
"""What an empty cell may say."""

SENTINELS = (-9999.0, -99999.0, -999.0, -99.0, -32768.0, -3.4028234663852886e38, 1e20)
"""Numbers that programs write for no value."""

_SLACK = 1e-6
MOST_BYTES = 500_000_000


def read_text(path: Path) -> tuple[str, Message | None]:
    """Return a file's text, and what is to be told of its encoding (None for UTF-8).

    GB 18030, which holds GBK and GB 2312, is what a spreadsheet on a Chinese system writes.

    Raises
    ------
    InputError
        No such file, or no text.
    """
    try:
        with path.open("rb") as stream:  # a pipe may be given; one without end has an end here
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise InputError("ecology.no_such_table", str(path)) from error
    except OSError as error:
        raise _no_text(path) from error
    if len(data) > MOST_BYTES:
        raise InputError("ecology.table_too_large", str(path), most=MOST_BYTES / 1e6)
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _no_text(path)
    tries = ["utf-8-sig", "gb18030"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        plain = encoding == tries[0] == "utf-8-sig"
        return text, None if plain else message("ecology.read_as", encoding=encoding)
    raise _no_text(path)


def sentinels(values: Iterable[float]) -> frozenset[float]:
    """Return which numbers of a column are no values but stand for one.

    A number that programs write for no value counts as that where it lies farther from all other
    numbers than these lie from each other: in a column of depths -99 is a depth.

    Parameters
    ----------
    values : iterable of float
        Finite.
    """
    numbers = list(values)
    found = {value for value in numbers if any(_same(value, one) for one in SENTINELS)}
    while found:
        others = [value for value in numbers if value not in found]
        if not others:
            return frozenset()
        low, high = min(others), max(others)
        kept = {v for v in found if max(low - v, v - high) > high - low and (v < low or v > high)}
        if kept == found:
            break
        found = kept
    return frozenset(found)


def _same(value: float, sentinel: float) -> bool:
    return abs(value - sentinel) <= _SLACK * abs(sentinel)


def _no_text(path: Path) -> InputError:
    return InputError("ecology.no_text_table", str(path))
