"""The same place as an image and as levels, year by year (the idea of paper 2, Figs 6 and 7)."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from missionplanner.ecology.imagery.scenes.recognise import resolve
from missionplanner.ecology.legends import Legend
from missionplanner.errors import InputError
from missionplanner.model.security import SecurityResult, SiteSecurity, YearSecurity
from missionplanner.model.study import Epoch
from missionplanner.raster.files import info
from missionplanner.report.lookup import words
from missionplanner.report.matrix import MatrixRow, matrix
from missionplanner.report.outlines import DrawnZone
from missionplanner.report.page import Block, Paragraph, Plate, Section
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.maps import DATES
from missionplanner.report.sections.security.naming import levels_legend, spread_out, year_names
from missionplanner.report.views import View, around, levels, true_colour

_PLACES = 3


def closeups(told: Material) -> Section | None:
    """Return the places that changed most, image above levels; the whole area without sites."""
    result, w = told.security, told.words
    if not result or not result.years or not result.trust.comparable:
        return None
    blocks: list[Block] = []
    for name, view in _views(told, result):
        blocks.append(Plate(_drawn(told, result, view), w("f_closeup", name=name)))
    return Section("closeups", w("h_closeups"), [Paragraph(w("closeups_about")), *blocks])


def most_changed(result: SecurityResult) -> list[SiteSecurity]:
    """Return the sites by how far apart their best and worst year are, the farthest first."""
    return sorted(result.sites, key=lambda site: -_reach(site))


def _reach(site: SiteSecurity) -> float:
    seen = [value for value in site.mean_vw if value is not None]
    return max(seen) - min(seen) if seen else 0.0


def _views(told: Material, result: SecurityResult) -> list[tuple[str, View]]:
    raster = told.path(result.files, f"grade_vw_{result.years[-1].date}")
    outlines = {zone.name: zone for zone in told.sites}
    chosen = [site.name for site in most_changed(result) if site.name in outlines][:_PLACES]
    if not chosen:
        grid = info(raster).grid
        name = told.study.title or told.words("untitled")
        return [(name, View(grid.bounds, grid.crs_wkt))]
    return [(name, around(_bounds(outlines[name]), raster)) for name in chosen]


def _bounds(zone: DrawnZone) -> tuple[float, float, float, float]:
    points = np.concatenate(zone.rings)
    west, south = points.min(axis=0)
    east, north = points.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _drawn(told: Material, result: SecurityResult, view: View) -> Figure:
    letters, shown = words(told.lettering), levels_legend(result)
    chosen = spread_out(len(result.years), DATES)
    years = [result.years[i] for i in chosen]
    images = _images(told, years, view)
    lines = [MatrixRow(letters("image"), images)] if any(i is not None for i in images) else []
    for name, key in (("grade_vw", "vw"), ("grade_cw", "cw")):
        painted = [_levels(told, result, name, year, view, shown) for year in years]
        lines.append(MatrixRow(letters(key), painted))
    names = [year_names(result.years)[i] for i in chosen]
    keys = [(shown, (0.0, 1.0))]
    return matrix(names, lines, view.bounds, keys, told.lettering, told.sites)


def _levels(
    told: Material, result: SecurityResult, name: str, year: YearSecurity, view: View, shown: Legend
) -> NDArray[np.uint8]:
    return shown.paint(levels(told.path(result.files, f"{name}_{year.date}"), view))


def _images(
    told: Material, years: Sequence[YearSecurity], view: View
) -> list[NDArray[np.uint8] | None]:
    """Return the years' images in true colour; None where the study has none at hand."""
    seen = [_epoch(told, year) for year in years]
    there = [epoch for epoch in seen if epoch is not None]
    try:
        painted = iter(true_colour(there, told.study_folder, view))
    except InputError:  # a damaged file: the levels still tell
        return [None for _ in years]
    return [next(painted) if epoch is not None else None for epoch in seen]


def _epoch(told: Material, year: YearSecurity) -> Epoch | None:
    for epoch in told.study.epochs:
        if epoch.date.isoformat() == year.date:
            try:
                return resolve(epoch, told.study_folder)
            except InputError:  # scenes may have been moved since
                return None
    return None


def finite(values: tuple[float | None, ...]) -> list[float]:
    """Return values with NaN where there is none."""
    return [math.nan if value is None else value for value in values]
