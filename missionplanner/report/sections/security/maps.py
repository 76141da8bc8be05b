"""Maps of security: levels by both kinds of weights, and what the kind of weights changes."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.ecology.legends import Legend, legend
from missionplanner.model.security import SecurityResult, YearSecurity
from missionplanner.report.lookup import words
from missionplanner.report.maps import HALF_MM, MapPanel, panels
from missionplanner.report.matrix import MatrixRow, matrix
from missionplanner.report.page import Block, Plate, PlateRow, Section
from missionplanner.report.sections.captions import of_security
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.naming import levels_legend, spread_out, year_names

DATES = 5
"""Dates side by side; of more, the first, the last and some between."""


def maps(told: Material) -> Section | None:
    """Return the levels of the last year large, and of all years side by side."""
    result, w = told.security, told.words
    if not result or not result.years:
        return None
    last = result.years[-1]
    shown = levels_legend(result)
    blocks: list[Block] = [
        PlateRow([_half(told, last, "grade_vw", shown), _half(told, last, "grade_cw", shown)]),
        Plate(_matrix(told, result, shown), _caption(told, result)),
        PlateRow(
            [
                _half(told, last, "esi_vw", legend("esi")),
                _half(told, last, "difference", legend("esi_difference")),
            ]
        ),
    ]
    return Section("security-maps", w("h_sec_maps"), blocks)


def _caption(told: Material, result: SecurityResult) -> str:
    years = [result.years[i] for i in spread_out(len(result.years), DATES)]
    return f"{told.words('f_sec_matrix')} {of_security(told, years)}"


def _half(told: Material, year: YearSecurity, name: str, shown: Legend) -> Plate:
    result = told.security
    assert result is not None
    seen = told.picture(result.files, f"{name}_{year.date}")
    title = f"{words(told.lettering)(f'map_{name}')}, {year.date}"
    drawn = panels(
        [MapPanel(title, seen)], shown, told.lettering, told.sites, 1, tones=told.tones,
        width_mm=HALF_MM, hatched=told.security_hatched,
    )  # fmt: skip
    key = "f_esi_difference" if name == "difference" else f"f_{name}"
    return Plate(drawn, f"{told.words(key)} {of_security(told, [year])}")


def _matrix(told: Material, result: SecurityResult, shown: Legend) -> Figure:
    letters = words(told.lettering)
    chosen = spread_out(len(result.years), DATES)
    years = [result.years[i] for i in chosen]
    names = [year_names(result.years)[i] for i in chosen]
    change = [told.picture(result.files, f"difference_{year.date}") for year in years]
    apart = legend("esi_difference")
    together = np.concatenate([seen.values.ravel()[::5] for seen in change])
    limits = apart.limits(together)
    lines = [
        MatrixRow(
            letters("vw"), [_levels(told, result, year, "grade_vw", shown) for year in years]
        ),
        MatrixRow(
            letters("cw"), [_levels(told, result, year, "grade_cw", shown) for year in years]
        ),
        MatrixRow("VW − CW", [apart.paint(seen.values, limits) for seen in change]),
    ]
    keys = [(shown, (0.0, 1.0)), (apart, limits)]
    return matrix(
        names,
        lines,
        change[0].bounds,
        keys,
        told.lettering,
        told.sites,
        told.security_hatched,
    )


def _levels(
    told: Material, result: SecurityResult, year: YearSecurity, name: str, shown: Legend
) -> NDArray[np.uint8]:
    seen = told.picture(result.files, f"{name}_{year.date}")
    return shown.paint(seen.values)
