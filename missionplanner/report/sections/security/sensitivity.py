"""What other C and alpha would have given (the paper's 200 trials)."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.model.security import SecurityGrade, SecurityResult, SensitivityResult
from missionplanner.report.charts.heat import Field, heat_maps
from missionplanner.report.lookup import words
from missionplanner.report.numbers import number
from missionplanner.report.page import Block, Paragraph, Plate, Section
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.naming import levels_legend


def sensitivity(told: Material) -> Section | None:
    """Return heat maps of changed area and of the area of each level, over C and alpha."""
    result, w = told.security, told.words
    found = result.sensitivity if result else None
    if not result or not found:
        return None
    blocks: list[Block] = [
        Paragraph(_about(told, result, found)),
        Plate(_maps(told, result, found), w("f_sensitivity")),
    ]
    return Section("sensitivity", w("h_sensitivity"), blocks)


def _about(told: Material, result: SecurityResult, found: SensitivityResult) -> str:
    changed = np.array(found.changed)
    near = _near(found.adjustments, result.adjustment), _near(found.alphas, result.alpha)
    beside = changed[near[0] - 1 : near[0] + 2, near[1] - 1 : near[1] + 2]
    return told.words(
        "sensitivity_about", trials=changed.size, c=f"{result.adjustment:g}",
        alpha=f"{result.alpha:g}", most=number(100 * float(changed.max()), 0),
        near=number(100 * float(beside.max()), 1) if beside.size else "–",
    )  # fmt: skip


def _near(values: tuple[float, ...], wanted: float) -> int:
    """Return the place nearest to a value that has neighbours on both sides."""
    place = int(np.abs(np.array(values) - wanted).argmin())
    return min(max(place, 1), max(len(values) - 2, 1))


def _maps(told: Material, result: SecurityResult, found: SensitivityResult) -> Figure:
    letters = words(told.lettering)
    fields = [_field(letters("changed"), np.array(found.changed))]
    labels = {item.key: item.label(told.lettering) for item in levels_legend(result).classes}
    fields += [
        _field(labels[grade.value], np.array(found.shares[grade]))
        for grade in SecurityGrade
        if grade in found.shares
    ]
    used = (result.alpha, result.adjustment)
    return heat_maps(fields, ("α", found.alphas), ("C", found.adjustments), used)


def _field(title: str, values: NDArray[np.float64]) -> Field:
    low, high = 100 * float(values.min()), 100 * float(values.max())
    return Field(title, values, f"{number(low, 1)} – {number(high, 1)} %")
