"""Names of indicators, layers and levels in the language of the report."""

import dataclasses
import datetime
from collections.abc import Sequence

from missionplanner.ecology.legends import Legend, legend
from missionplanner.messages.language import Language
from missionplanner.model.security import SecurityResult, YearSecurity

_SHORT = 38


def title_of(result: SecurityResult | None, key: str, language: Language) -> str:
    """Return an indicator's name; its key where it is none of the system."""
    for spec in result.system.indicators if result else ():
        if spec.key == key:
            return spec.title_zh if language == "zh" and spec.title_zh else spec.title
    return key.rsplit("/", 1)[-1]


def named(result: SecurityResult | None, key: str, language: Language) -> str:
    """Return key and name as 'P3 Soil erosion'."""
    title = title_of(result, key, language)
    return f"{key} {title}" if key != title and title not in key else title


def short(result: SecurityResult | None, key: str, language: Language) -> str:
    """Return key and name for a chart, cut where they are long."""
    text = named(result, key, language)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"


def levels_legend(result: SecurityResult) -> Legend:
    """Return the legend of the levels with the breaks that were used."""
    shown = legend("security")
    ends = [shown.low, *result.breaks, shown.high]
    classes = tuple(
        dataclasses.replace(item, low=ends[i], high=ends[i + 1])
        for i, item in enumerate(shown.classes)
    )
    return dataclasses.replace(shown, classes=classes)


def year_names(years: Sequence[YearSecurity]) -> list[str]:
    """Return years, or dates where two fall in one year."""
    short = [str(year.year) for year in years]
    return short if len(set(short)) == len(short) else [year.date for year in years]


def spread_out(count: int, most: int) -> list[int]:
    """Return at most `most` places of `count`, evenly spread, the first and the last among them."""
    if count <= most:
        return list(range(count))
    return sorted({round(i * (count - 1) / (most - 1)) for i in range(most)})


def day_of(year: YearSecurity) -> datetime.date:
    """Return the day of a year's imagery."""
    return datetime.date.fromisoformat(year.date)
