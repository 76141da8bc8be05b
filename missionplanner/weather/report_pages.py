"""Reports as pages carry them: in HTML or XML, in the JSON of aviationweather.gov, under labels.

Facts: https://aviationweather.gov/data/api (members `rawOb`, `rawTAF`, `reportTime`, `issueTime`);
https://www.ogimet.com writes YYYYMMDDhhmm before each report and comments behind '#'.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from missionplanner.weather.month_days import moment_of

_BREAK = re.compile(r"<br\b[^<>]*>", re.I)
# What stands within a line; the end of anything else ends a paragraph.
_INLINE = re.compile(r"</?(?:a|b|em|font|i|span|strong|tt|u)\b[^<>]*>", re.I)
_END = re.compile(r"</[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")
_RAW = ("rawOb", "rawTAF", "rawTaf")
_TIMES = ("reportTime", "issueTime")
_REPORT = re.compile(r"\b[A-Z][A-Z0-9]{3}\s+(?:\d{6}Z|\d{4}/\d{4})\b")
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)([-/]?)(\d\d)\2(\d\d)(?:[T ]*(\d\d):?(\d\d))?(?!\d)")


def without_tags(text: str) -> str:
    """Return the words of a page in HTML or XML; any other text as it is."""
    if not text.lstrip().startswith("<"):
        return text
    text = _INLINE.sub(" ", _BREAK.sub("\n", text))
    return html.unescape(_TAG.sub("\n", _END.sub("\n\n", text)))


def raw_reports(text: str) -> str | None:
    """Return the reports in the JSON of aviationweather.gov as a page; None: it is none."""
    if not any(f'"{key}"' in text for key in _RAW):
        return None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = data if isinstance(data, list) else [data]
    return "\n\n".join(line for item in items for line in _lines(item)) or None


def _lines(item: object) -> Iterator[str]:
    if not isinstance(item, Mapping):
        return
    for key in _RAW:
        if isinstance(item.get(key), str):
            told = next((str(item[name]) for name in _TIMES if name in item), "")
            date = dated(told)
            stamp = f"{date:%Y/%m/%d %H:%M}\n" if date else ""
            kind = "" if key == "rawOb" or "TAF" in item[key][:20].upper() else "TAF "
            yield f"{stamp}{kind}{item[key]}"


def without_label(line: str, *, inside: bool) -> tuple[str, datetime | None]:
    """Return a line (capitals) from its report on, and the date that stands before it.

    Parameters
    ----------
    line : str
    inside : bool
        True within another report, where only a date shows that a new one begins.
    """
    found = _REPORT.search(line)
    if found is None:
        return line, None
    head = line[: found.start()]
    date = dated(head)
    words = re.findall(r"[A-Z]+", head)
    known = [word for word in words if word in ("METAR", "SPECI", "TAF", "AMD", "COR", "CORR")]
    if head.split() == known or (inside and date is None):
        return line, None
    return " ".join([*known, line[found.start() :]]), date


def dated(text: str) -> datetime | None:
    """Return the date in a text, at noon where it tells no hour."""
    found = _DATE.search(text)
    if found is None:
        return None
    year, _, month, day, hour, minute = found.groups()
    return moment_of(int(year), int(month), int(day), int(hour or 12), int(minute or 0))
