"""Area by level of every year and both kinds of weights (paper 2, Table III), and by site."""

import math
from collections.abc import Mapping, Sequence

from missionplanner.model.security import SecurityGrade, SecurityResult, SiteSecurity, YearSecurity
from missionplanner.report.charts.pairs import paired_series, paired_shares
from missionplanner.report.charts.radar import radar
from missionplanner.report.lookup import words
from missionplanner.report.numbers import apportioned, area_unit, number, percents
from missionplanner.report.page import Block, Cell, Column, Plate, Section, Table
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.from_to import from_to
from missionplanner.report.sections.security.closeups import finite
from missionplanner.report.sections.security.naming import levels_legend, year_names

GRADES = tuple(SecurityGrade)
THREATENED = (SecurityGrade.VERY_INSECURE, SecurityGrade.INSECURE)
_CHARTS = 12

Areas = Mapping[SecurityGrade, float]


def areas(told: Material) -> Section | None:
    """Return area by level as chart and as the paper's Table III, and the layers' radar."""
    result, w = told.security, told.words
    if not result or not result.years or not result.trust.comparable:
        return None
    letters = words(told.lettering)
    names = year_names(result.years)
    pairs = [(parts(year.grades_m2_cw), parts(year.grades_m2_vw)) for year in result.years]
    drawn = paired_shares(names, pairs, ("CW", "VW"), levels_legend(result), told.lettering)
    blocks: list[Block] = [Plate(drawn, w("f_sec_areas")), _table_3(told, result)]
    if result.moves:
        ends = result.moves[-1]  # from the first epoch to the last
        shown = levels_legend(result).classes
        days = ends.first, ends.last
        blocks.append(from_to(told, "t_sec_moves", ends.vw_m2, shown, days))
    spokes = [letters(f"layer_{layer.value}") for layer in result.system.layers]
    if len(spokes) > 2:
        rows = [
            (name, [year.layer_scores.get(layer, 0.0) for layer in result.system.layers])
            for name, year in zip(names, result.years, strict=True)
        ]
        blocks.append(Plate(radar(spokes, rows), w("f_radar")))
    return Section("security-areas", w("h_sec_areas"), blocks)


def sites(told: Material) -> Section | None:
    """Return the index of each site over the years, as charts and table."""
    result, w = told.security, told.words
    if not result or not result.sites or not result.trust.comparable:
        return None
    blocks: list[Block] = []
    if len(result.years) > 1:
        rows = [(s.name, finite(s.mean_cw), finite(s.mean_vw)) for s in result.sites[:_CHARTS]]
        letters = words(told.lettering)
        methods = (letters("cw"), letters("vw"))
        drawn = paired_series(year_names(result.years), rows, methods, result.breaks)
        blocks.append(Plate(drawn, w("f_sec_sites")))
    return Section("security-sites", w("h_sec_sites"), [*blocks, _site_table(told, result)])


def parts(row: Areas) -> tuple[float, ...]:
    """Return the per cent of the levels, the worst first."""
    return percents([row.get(grade, 0.0) for grade in GRADES])


def threatened(row: Areas) -> float:
    """Return the share of the two worst levels, per cent."""
    total = math.fsum(row.values())
    return 100 * math.fsum(row.get(grade, 0.0) for grade in THREATENED) / total if total else 0.0


def _table_3(told: Material, result: SecurityResult) -> Table:
    w = told.words
    unit, size = area_unit(max(year.valid_m2 for year in result.years))
    rows: list[list[Cell | str]] = []
    for name, year in zip(year_names(result.years), result.years, strict=True):
        rows += _year_rows(told, name, year, size)
    columns = [Column(w("year"), words=True)]
    shown = levels_legend(result)
    columns += [Column(item.label(w.language), f"{unit} (%)") for item in shown.classes]
    columns.append(Column(w("total"), unit))
    return Table(
        w("t_table3"), columns, rows, note=w("t_table3_note", breaks=_breaks(told, result))
    )


def _year_rows(
    told: Material, name: str, year: YearSecurity, size: float
) -> list[list[Cell | str]]:
    """Return three rows: constant, variable, and the change of what stands above."""
    places = 1 if year.valid_m2 >= 100 * size else 2
    shown = [_rounded(row, size, places) for row in (year.grades_m2_cw, year.grades_m2_vw)]
    shares = [parts(row) for row in (year.grades_m2_cw, year.grades_m2_vw)]
    rows: list[list[Cell | str]] = []
    for i, head in enumerate(("CW", "VW")):
        cells: list[Cell | str] = [f"{name}  {head}"]
        for area, share in zip(shown[i], shares[i], strict=True):
            cells.append(Cell(f"{number(area, places)} ({number(share, 1)})", shade=share / 100))
        rows.append([*cells, number(math.fsum(shown[i]), places)])
    moved = [b - a for a, b in zip(*shown, strict=True)]
    points = [b - a for a, b in zip(*shares, strict=True)]
    change: list[Cell | str] = [told.words("change")]
    change += [
        f"{number(area, places, signed=True)} ({number(share, 1, signed=True)})"
        for area, share in zip(moved, points, strict=True)
    ]
    return [*rows, [*change, number(math.fsum(moved), places, signed=True)]]


def _rounded(row: Areas, size: float, places: int) -> tuple[float, ...]:
    """Return areas that add up to their sum as printed."""
    return apportioned([row.get(grade, 0.0) / size for grade in GRADES], places)


def _breaks(told: Material, result: SecurityResult) -> str:
    ends = " · ".join(number(end, 2) for end in result.breaks)
    return told.words(f"grading_{result.grading}", breaks=ends)


def _site_table(told: Material, result: SecurityResult) -> Table:
    w, names = told.words, year_names(result.years)
    unit, size = area_unit(max(site.valid_m2[-1] for site in result.sites))
    rows: list[list[Cell | str]] = [_site_row(site, size) for site in result.sites]
    columns = [
        Column(w("site"), words=True), Column(w("valid"), unit), Column("CW", names[0]),
        Column("CW", names[-1]), Column("VW", names[0]), Column("VW", names[-1]),
        Column(w("vw_change"), _span(names)), Column(w("threatened"), f"{names[0]}, %"),
        Column(w("threatened"), f"{names[-1]}, %"),
    ]  # fmt: skip
    apart = ""
    if result.unassigned_m2 is not None:
        rest_unit, rest_size = area_unit(result.unassigned_m2)
        apart = w("t_sites_rest", area=number(result.unassigned_m2 / rest_size), unit=rest_unit)
    return Table(w("t_sec_sites"), columns, rows, note=f"{w('t_sites_note')} {apart}".strip())


def _site_row(site: SiteSecurity, size: float) -> list[Cell | str]:
    cw, vw = finite(site.mean_cw), finite(site.mean_vw)
    ill = [threatened(site.grades_m2_vw[k]) for k in (0, -1)]
    return [
        site.name,
        number(site.valid_m2[-1] / size),
        *(number(value, 3) for value in (cw[0], cw[-1], vw[0], vw[-1])),
        number(vw[-1] - vw[0], 3, signed=True),
        *(Cell(number(share, 1), shade=share / 100) for share in ill),
    ]


def _span(names: Sequence[str]) -> str:
    return f"{names[0]}–{names[-1]}"
