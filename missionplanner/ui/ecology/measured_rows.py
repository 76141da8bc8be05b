"""The table of what was measured at each place."""

from PySide6.QtCore import QCoreApplication

from missionplanner.model.measurements import MeasuredPlace, MeasurementsResult
from missionplanner.ui.widgets.numbers import p_value

translate = QCoreApplication.translate  # a name that lupdate finds


def measured_heads() -> list[str]:
    """Return the heads of the table."""
    return [
        translate("MeasuredRows", "Quantity and place"),
        translate("MeasuredRows", "Dates"),
        translate("MeasuredRows", "Latest"),
        translate("MeasuredRows", "A year"),
        translate("MeasuredRows", "p"),
        translate("MeasuredRows", "Limit"),
    ]


def measured_rows(result: MeasurementsResult) -> list[list[str]]:
    """Return a row a quantity and place; those beyond a limit first."""
    pairs = [(one.name, one.unit, at) for one in result.quantities for at in one.places]
    pairs.sort(key=lambda pair: pair[2].beyond is None)
    return [_row(name, unit, at) for name, unit, at in pairs]


def _row(name: str, unit: str, at: MeasuredPlace) -> list[str]:
    latest = f"{_plain(at.latest)} {unit}".strip()
    slope = "–" if at.slope_per_year is None else _signed(at.slope_per_year)
    p = "–" if at.p is None else p_value(at.p)
    return [f"{name} · {at.place}", str(at.n), latest, slope, p, _limit(at)]


def _limit(at: MeasuredPlace) -> str:
    if at.beyond is None:
        return "–"
    if at.beyond == "above":
        return translate("MeasuredRows", "above")
    return translate("MeasuredRows", "below")


def _plain(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def _signed(value: float) -> str:
    return f"{value:+.3g}".replace("-", "−")
