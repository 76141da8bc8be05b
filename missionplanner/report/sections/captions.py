"""What a caption tells of the map above it: its dates, its unit, its n, and what is masked."""

import datetime
from collections.abc import Sequence

from missionplanner.model.ecology import EpochIndex, GridNote, LayerSummary, TrendResult
from missionplanner.model.security import YearSecurity
from missionplanner.report.numbers import number
from missionplanner.report.sections.content import Material

_LEAST_TOLD = 0.0005


def of_index(told: Material, epochs: Sequence[EpochIndex]) -> str:
    """Return dates, cells and mask of maps of the index."""
    index = told.found.index
    assert index is not None
    hidden = max(e.masked_m2 / ((e.masked_m2 + e.valid_m2) or 1.0) for e in epochs)
    return told.words(
        "cap_index",
        dates=_days(told, [epoch.date for epoch in epochs]),
        n=_cells(told, [epoch.valid_m2 for epoch in epochs], index.grid),
        cell=f"{index.grid.cell_m:g}",
        mask=_mask(told, hidden),
    )


def of_trend(told: Material, found: TrendResult, unit: str) -> str:
    """Return dates, unit and cells of a map made of all dates."""
    days = [epoch.date for epoch in told.found.index.epochs] if told.found.index else []
    span = f"{days[0]} – {days[-1]}" if days else ""
    return told.words(
        "cap_trend",
        dates=span,
        k=found.n_epochs,
        unit=told.words(f"cap_unit_{unit}"),
        n=_cells(told, [found.valid_m2], found.grid),
        cell=f"{found.grid.cell_m:g}",
        mask=_masked_kinds(told),
    )


def of_layers(told: Material, layers: Sequence[LayerSummary], unit: str, grid: GridNote) -> str:
    """Return dates, unit and cells of maps of an indicator."""
    return told.words(
        "cap_layer",
        dates=_days(told, [layer.date for layer in layers if layer.date]),
        unit=unit or told.words("cap_unit_none"),
        n=_cells(told, [layer.valid_m2 for layer in layers], grid),
        cell=f"{grid.cell_m:g}",
        mask=_masked_kinds(told),
    )


def of_security(told: Material, years: Sequence[YearSecurity]) -> str:
    """Return dates and area of maps of security."""
    areas = [number(year.valid_m2 / 1e6) for year in years]
    return told.words(
        "cap_security",
        dates=_days(told, [year.date for year in years]),
        area=_and(told, list(dict.fromkeys(areas))),
        mask=_masked_kinds(told),
    )


def _days(told: Material, days: Sequence[datetime.date | str]) -> str:
    return _and(told, [str(day) for day in days])


def _and(told: Material, parts: Sequence[str]) -> str:
    return ("、" if told.words.language == "zh" else ", ").join(parts)


def _cells(told: Material, areas_m2: Sequence[float], grid: GridNote) -> str:
    counts = [number(area / grid.cell_m**2, 0) for area in areas_m2]
    return _and(told, list(dict.fromkeys(counts)))


def _mask(told: Material, hidden: float) -> str:
    kinds = _masked_kinds(told)
    if hidden < _LEAST_TOLD:
        return told.words("cap_mask_none", kinds=kinds)
    return told.words("cap_mask", kinds=kinds, share=number(100 * hidden, 1))


def _masked_kinds(told: Material) -> str:
    """Return what the study asks to leave out, beside what holds no value."""
    options, w = told.study.index, told.words
    kinds = [
        w(f"cap_{kind}") for kind in ("water", "cloud") if getattr(options, f"mask_{kind}", False)
    ]
    return _and(told, [*kinds, w("cap_no_value")])
