"""From which class to which land went, as a table."""

import math
from collections.abc import Sequence
from typing import Literal

from missionplanner.ecology.legends import LegendClass
from missionplanner.report.numbers import area_unit, number, percents
from missionplanner.report.page import Cell, Column, Table
from missionplanner.report.sections.content import Material

Areas = Sequence[Sequence[float]]
"""Rows class before, columns class after, the worst first, m2."""


def from_to(
    told: Material,
    title: Literal["t_transitions", "t_sec_moves"],
    matrix: Areas,
    classes: Sequence[LegendClass],
    days: tuple[str, str],
) -> Table:
    """Return the table of from-to areas with its sums, and what share got better or worse."""
    w, (first, last) = told.words, days
    unit, size = area_unit(math.fsum(map(math.fsum, matrix)))
    most = max(map(max, matrix)) or 1.0
    rows: list[list[Cell | str]] = [
        [
            Cell(one.label(w.language), one.colour),
            *(Cell(number(area / size), shade=area / most) for area in row),
            number(math.fsum(row) / size),
        ]
        for one, row in zip(classes, matrix, strict=True)
    ]
    sums = [math.fsum(column) for column in zip(*matrix, strict=True)]
    whole = number(math.fsum(sums) / size)
    rows.append([w("total"), *(number(value / size) for value in sums), whole])
    columns = [Column(w("from_to", first=first, last=last), words=True)]
    columns += [Column(one.label(w.language), unit) for one in classes]
    columns.append(Column(w("total"), unit))
    up, level, down = (number(value, 1) for value in percents(_moved(matrix)))
    note = w("t_transitions_note", first=first, last=last, up=up, level=level, down=down)
    return Table(w(title), columns, rows, totals=1, note=note)


def _moved(matrix: Areas) -> list[float]:
    """Return how much of the area got better, stayed, got worse."""
    cells = [(b - a, area) for a, row in enumerate(matrix) for b, area in enumerate(row)]
    better = math.fsum(area for step, area in cells if step > 0)
    worse = math.fsum(area for step, area in cells if step < 0)
    return [better, math.fsum(area for step, area in cells if not step), worse]
