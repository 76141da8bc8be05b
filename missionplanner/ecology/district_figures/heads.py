"""What the heads of a pasted table mean: district, year, indicator, or one year, one district."""

import re
import unicodedata
from collections.abc import Sequence

from missionplanner.ecology.district_figures.draft import FigureColumn, year_of
from missionplanner.ecology.district_figures.names import Names

_DISTRICTS = {
    "district", "districts", "county", "counties", "region", "area", "city", "name", "place",
    "administrativedivision", "administrativeregion", "administrativeunit", "municipality",
    "地区", "区县", "县区", "区、县", "县、区", "县市区", "市县", "县市", "县", "区", "行政区",
    "行政区划", "行政区域", "行政单位", "名称", "区域", "地名", "县名", "地区名称", "行政区名称",
}  # fmt: skip
_YEARS = {"year", "years", "date", "年份", "年度", "年", "时间", "统计年份", "统计年度"}
_UNIT_WORDS = {"unit", "units", "单位", "计量单位"}

# A unit behind a head: in brackets of any kind, or after a comma or slash with a blank.
_BRACKETS = re.compile(r"\s*[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")
_AFTER_COMMA = re.compile(r"\s*[,，]\s*([^,，]*)$")


def plain(text: str) -> str:
    """Return a head without case, width of letters and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def parted(head: str) -> tuple[str, str]:
    """Return a head without its unit, and the unit."""
    for pattern in (_BRACKETS, _AFTER_COMMA):
        found = pattern.search(head)
        if found and found.start():
            return head[: found.start()].strip(), found[1].strip()
    return head.strip(), ""


def is_district_head(head: str) -> bool:
    """Tell whether a head stands over districts."""
    return plain(parted(head)[0]) in _DISTRICTS


def is_year_head(head: str) -> bool:
    """Tell whether a head stands over years."""
    return plain(parted(head)[0]) in _YEARS


def unit_told(text: str) -> str:
    """Return the unit of a whole page that a cell tells, as `Unit: 10^4 CNY`; else ''."""
    word, colon, unit = text.replace("：", ":").partition(":")
    return unit.strip() if colon and is_unit_word(word) else ""


def is_unit_word(text: str) -> bool:
    """Tell whether a cell says that its row is one of units."""
    return plain(text).rstrip(":") in _UNIT_WORDS


def indicators_of(head: str, columns: Sequence[FigureColumn]) -> list[FigureColumn]:
    """Return the indicators that a head names, by key or title; a table's column may serve two."""
    names = {plain(head), plain(parted(head)[0])} - {""}
    return [
        column
        for column in columns
        if names & {plain(word) for word in (column.key, *column.titles)}
        or any(names & {plain(f"{column.key}{title}")} for title in column.titles)
    ]


def kind_of(head: str, columns: Sequence[FigureColumn], names: Names | None) -> str:
    """Return what a cell is as a head: district, year, indicator, a year, a district, or ''."""
    if indicators_of(head, columns):
        return "indicator"
    if is_district_head(head):
        return "district"
    if is_year_head(head):
        return "year"
    if year_of(head) is not None:
        return "a year"
    if names is not None and names.known_as(head):
        return "a district"
    return ""
