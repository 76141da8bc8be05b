"""Whatever a table of figures is written with, the figures in it are those that are read."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.district_figures.draft import FigureColumn, FigureDraft
from missionplanner.ecology.district_figures.faults import faults, wanting
from missionplanner.ecology.district_figures.layout import PastedFigures, understood
from missionplanner.ecology.district_figures.names import Names
from missionplanner.ecology.district_figures.numbers import read_number, settled, shown
from missionplanner.ecology.district_figures.pasted import cells_of
from missionplanner.errors import InputError

COLUMNS = (
    FigureColumn("P2", ("Population density", "人口密度"), "km-2"),
    FigureColumn("R1", ("GDP", "国内生产总值"), "10^4 CNY"),
)
NAMES = Names(("Xunwu County", "Dingnan County", "Longnan City"))
HEADS = (
    ("District", "Year", "Population density (persons/km2)", "GDP, 10^4 CNY"),
    ("地区", "年份", "人口密度（人/平方公里）", "国内生产总值（万元）"),
    ("县（市、区）", "年度", "P2", "R1"),
)
UNKNOWN = ("", "–", "—", "n/a", "NA", "…", "-", "不详")

figure = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9).map(float),
    st.decimals(-(10**6), 10**6, places=2, allow_nan=False).map(float),
)
rows = st.lists(
    st.tuples(st.sampled_from(NAMES.known), st.integers(1949, 2035), st.tuples(figure, figure)),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[:2],
)


def written(value: float | None, draw: Any, comma: bool, thousands: str) -> str:
    if value is None:
        return draw(st.sampled_from(UNKNOWN))
    # Two decimals, so that no comma or point is in doubt.
    text = f"{value:,.2f}".replace(",", " ").replace(".", "," if comma else ".")
    return text.replace(" ", thousands).replace("-", draw(st.sampled_from("-−–")))


@settings(max_examples=40)
@given(data=st.data(), book=rows)
def test_a_table_is_read_as_it_was_meant(data: Any, book: Any) -> None:
    draw = data.draw
    mark = draw(st.sampled_from("\t;,"))
    comma = draw(st.booleans()) and mark != ","
    apart = ["", " ", "\u202f", "\u00a0", *(["."] if comma else [",", "'"])]
    thousands = draw(st.sampled_from(apart))
    heads = draw(st.sampled_from(HEADS))
    lines = [list(heads)]
    if draw(st.booleans()):
        lines.append(["单位", "", "人/平方公里", "万元"])
    for name, year, figures in book:
        told = [written(value, draw, comma, thousands) for value in figures]
        lines.append([name, draw(st.sampled_from((f"{year}", f"{year}年", f"{year}.0"))), *told])
    order = draw(st.permutations(range(4)))
    quoted = [[f'"{line[i]}"' if mark in line[i] else line[i] for i in order] for line in lines]
    found = understood(cells_of("\r\n".join(mark.join(line) for line in quoted)), COLUMNS, NAMES)
    assert found is not None
    kept = [row for row in book if any(value is not None for value in row[2])]
    read = {
        (row.district, row.year): tuple(float(text) if text else None for text in row.figures)
        for row in found.rows
    }
    assert {key: read[key] for key in ((n, str(y)) for n, y, _ in kept)} == {
        (name, str(year)): figures for name, year, figures in kept
    }
    assert set(read) <= {(name, str(year)) for name, year, _ in book}


@given(
    st.text(
        st.sampled_from("\t\n\r;,，; \"'.-–年2018Xunwu县P2人口密度(万元)\0\u202f١"), max_size=80
    ),
    st.integers(0, 3),
)
def test_nonsense_on_the_clipboard_ends_in_faults_or_one_line(text: str, place: int) -> None:
    draft = FigureDraft(COLUMNS)
    try:
        grid = cells_of(text)
    except InputError:
        return
    found = understood(grid, COLUMNS, NAMES, "P2")
    draft = draft.with_rows(found.rows, found.keys) if found else draft.with_block(0, place, grid)
    marked = {(one.row, one.place) for one in faults(draft, NAMES)}
    for at, row in enumerate(draft.rows):
        for shift, cell in enumerate(row.figures, 2):
            # What is not marked is a number or nothing at all.
            assert (at, shift) in marked or not cell or isinstance(read_number(cell), float)
    draft.with_nearest(NAMES).with_commas("comma").with_commas("point")
    wanting(draft, lambda _: NAMES.known, (2018,))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_is_shown_is_read_again_to_the_last_digit(value: float) -> None:
    assert read_number(shown(value)) == value
    assert settled(settled(str(value))) == settled(str(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567.0),
        ("1’234.5", 1234.5),
        ("１２．５", 12.5),
        ("0,125", 0.125),
        ("12 34", "no number"),
        ("1,23,456", "no number"),
        ("12.3万", "no number"),
        ("1e400", "no number"),
        ("1,234", "doubtful"),
        ("1.234", 1.234),
    ],
)
def test_numbers(text: str, value: Any) -> None:
    assert read_number(text) == value


def test_a_comma_in_doubt_is_read_as_the_others_of_its_page() -> None:
    page = "District\tYear\tP2\tR1\nXunwu\t2018\t1,234\t12{}5\n"
    assert figures(page.format(".")) == ("1234", "12.5")
    assert figures(page.format(",")) == ("1.234", "12.5")
    assert figures(page.format("")) == ("1,234", "125")  # stays as it is, to be told as a fault


def figures(text: str) -> tuple[str, ...]:
    return read(text).rows[0].figures


def read(text: str, key: str = "") -> PastedFigures:
    found = understood(cells_of(text), COLUMNS, NAMES, key)
    assert found is not None
    return found


def told(found: PastedFigures) -> list[str]:
    return [one.code for one in found.told]


def test_years_or_districts_across_hold_one_indicator() -> None:
    by_year = read("人口密度\t2016\t2017\t2018\nXunwu County\t1\t2\t–\n")
    assert [(r.district, r.year, r.figures[0]) for r in by_year.rows] == [
        ("Xunwu County", "2016", "1"), ("Xunwu County", "2017", "2"), ("Xunwu County", "2018", ""),
    ]  # fmt: skip
    across = "Year\txunwu county\tLongnan City\tWhole\n2018\t1\t2\t3\n"
    by_district = read(across, "R1")
    assert by_district.keys == ("R1",)
    assert [(r.district, r.figures) for r in by_district.rows] == [
        ("xunwu county", ("", "1")), ("Longnan City", ("", "2")),
    ]  # fmt: skip
    assert told(by_district) == ["figures.all_of", "figures.passed_over"]
    assert told(read(across)) == ["figures.of_which"]


def test_merged_cells_titles_units_and_notes_are_told() -> None:
    found = read(
        "Table 2 (2018)\t\t\nDistrict\tGDP (亿元)\tRank\nXunwu\t12.5\t1\n\t13.5\t2\nNote: x\t\t\n"
    )
    assert [(r.district, r.year) for r in found.rows] == [("Xunwu", "2018")] * 2
    assert [r.figures[1] for r in found.rows] == ["125000", "135000"]
    assert sorted(told(found)) == [
        "figures.converted", "figures.filled_down", "figures.line_passed_over",
        "figures.passed_over", "figures.year_of_title",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text, key, figure",
    [
        ("District\tYear\tGDP\nunit\t\t亿元\nXunwu\t2018\t1.5\n", "", ("", "15000")),
        ("单位：亿元\nGDP\t2017\t2018\nXunwu County\t1.5\t–\n", "", ("", "15000")),
        ("GDP（元）\t2017\t2018\nXunwu County\t1,500.5\t–\n", "", ("", "0.15005")),
        ("District\tYear\tP2 (人/公顷)\nXunwu\t2018\t0.07\n", "", ("7", "")),
        ("District\tYear\tP2 (万人)\nXunwu\t2018\t28.3\n", "", ("283000", "")),
        ("District\tYear\tP2 (in hundreds)\nXunwu\t2018\t5\n", "", ("5", "")),
        ("District\tYear\tGDP (亿元)\nXunwu\t2018\t1,234\n", "", ("", "1,234")),
    ],
)
def test_figures_in_another_unit_are_converted_where_it_is_known(
    text: str, key: str, figure: tuple[str, ...]
) -> None:
    assert read(text, key).rows[0].figures == figure
    told_of = {"figures.converted", "figures.other_unit"} & {*told(read(text, key))}
    assert told_of == {"figures.other_unit" if figure[0] == "5" or "," in figure[1] else
                       "figures.converted"}  # fmt: skip
    assert ("figures.totals" in told(read(text, key))) == ("万人" in text)


def test_another_dimension_is_refused_in_one_line() -> None:
    with pytest.raises(InputError, match=r"R1: 公顷 cannot be converted to 10") as refused:
        read("District\tYear\tGDP（公顷）\nXunwu\t2018\t5\n")
    assert refused.value.code == "figures.other_dimension" and "\n" not in str(refused.value)


def test_bare_cells_have_no_heads_and_go_where_the_cursor_is() -> None:
    for text in ("1,234\n2,345", "Xunwu\t2018\t2050\t2060", "1950\t1960\t1970"):
        assert understood(cells_of(text), COLUMNS, None) is None
    draft = FigureDraft(COLUMNS).with_block(1, 2, cells_of("1 234,5\t–\tbeyond\n7\t8"))
    assert [row.figures for row in draft.rows] == [("", ""), ("1234.5", ""), ("7", "8")]


def test_a_page_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="too long"):
        cells_of("1\n" * 6000)
    with pytest.raises(InputError, match="quotes"):
        cells_of('a\t"b\0' + "x" * 200_000)
