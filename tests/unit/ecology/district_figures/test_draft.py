"""Every fault of a draft is told at its cell, and a draft without one is the study's."""

import pytest

from missionplanner.ecology.district_figures.draft import (
    FigureColumn,
    FigureDraft,
    FigureRow,
    differences,
)
from missionplanner.ecology.district_figures.exchange import draft_of, table_rows, with_figures
from missionplanner.ecology.district_figures.faults import Wanting, faults, wanting
from missionplanner.ecology.district_figures.names import Names
from missionplanner.ecology.security.systems import system
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security_inputs import SecurityInputs, Statistics
from missionplanner.project.history import History

COLUMNS = (FigureColumn("P2"), FigureColumn("R1"))
NAMES = Names(("Xunwu County", "Dingnan County", "龙南市"))


BAD = FigureDraft(
    COLUMNS,
    (
        FigureRow("Xunwu", "2018", ("12x", "1,234")),
        FigureRow("Nowhere", "18", ("", "5")),
        FigureRow("", "", ("3", "")),
        FigureRow("xunwu  COUNTY", "2019", ("1", "2")),
        FigureRow("Xunwu County", "2019", ("1", "2")),
        FigureRow("", "", ("", "")),
    ),
)


def test_all_faults_are_told_at_once_each_at_its_cell() -> None:
    assert [(one.row, one.place, one.kind) for one in faults(BAD, NAMES)] == [
        (0, 0, "name"), (0, 2, "number"), (0, 3, "comma"),
        (1, 0, "name"), (1, 1, "year"),
        (2, 0, "name"), (2, 1, "year"),
        (4, 1, "twice"),
    ]  # fmt: skip
    assert "the nearest is Xunwu County" in sentence(faults(BAD, NAMES)[0].told, "en")
    assert "最接近的是“Xunwu County”" in sentence(faults(BAD, NAMES)[0].told, "zh")
    kinds = {one.kind for one in faults(BAD, None)}
    assert kinds == {"name", "year", "twice", "number", "comma"}  # an empty name stays one


def test_remedies_mend_all_of_a_kind() -> None:
    mended = BAD.with_nearest(NAMES).with_commas("comma")
    assert mended.rows[0] == FigureRow("Xunwu County", "2018", ("12x", "1.234"))
    assert mended.rows[1].district == "Nowhere"
    assert BAD.with_commas("point").rows[0].figures == ("12x", "1234")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Xunwu", "Xunwu County"),
        ("Dingnam county", "Dingnan County"),
        ("龙南县", "龙南市"),
        ("龙南", "龙南市"),
        ("Beijing", None),
        ("", None),
    ],
)
def test_the_nearest_name(name: str, near: str | None) -> None:
    assert NAMES.nearest(name) == near


def test_names_that_are_near_to_two_are_near_to_none() -> None:
    assert Names(("Long County", "Long City")).nearest("Long") is None


def test_what_an_analysis_will_ask_for_and_is_not_known() -> None:
    rows = (
        FigureRow("Xunwu County", "2010", ("1", "")),
        FigureRow("Xunwu County", "2020", ("1", "")),
        FigureRow("Dingnan County", "2020", ("", "")),
    )
    names = ("Xunwu County", "Dingnan County")
    found = wanting(FigureDraft(COLUMNS, rows), lambda _: names, (2015, 2030))
    assert found == (Wanting("P2", "Dingnan County", 2010), Wanting("P2", "Dingnan County", 2020))


def test_pasted_rows_replace_their_figures_and_no_others() -> None:
    first = FigureDraft(COLUMNS, (FigureRow("Xunwu County", "2018", ("1", "2")),))
    pasted = (
        FigureRow("xunwu county", "2018", ("", "7")),
        FigureRow("Dingnan County", "2018", ("", "8")),
    )
    after = first.with_rows(pasted, ("R1",))
    assert [row.figures for row in after.rows] == [("1", "7"), ("", "8")]
    history = History(first, differences)
    history, changes = history.apply("Paste", after)
    assert changes == {"rows"}
    assert history.undo()[0].present == first
    assert len(after.with_districts_of(NAMES.known, (2018, 2019)).rows) == 6


def test_a_draft_goes_into_the_study_and_comes_back() -> None:
    paper = system("lingbei-2024")
    empty = draft_of(paper, SecurityInputs())
    assert [column.key for column in empty.columns] == ["P2", "R1", "M1", "M2"]
    made = FigureDraft(
        empty.columns,
        (
            FigureRow("xunwu county", "2018", ("0.1", "", "", "")),
            FigureRow("Dingnan County", "2018", ("", "", "", "")),
            empty.blank,
        ),
        {"P2": "area"},
        "districts.geojson",
    )
    parts = with_figures(SecurityInputs(), made, NAMES)
    inputs = SecurityInputs(statistics=parts)
    assert SecurityInputs.model_validate_json(inputs.model_dump_json()) == inputs
    (part,) = parts
    assert part.figures[0].district == "Xunwu County"  # as the map spells it
    assert part.figures[0].figures == {"P2": 0.1}
    assert {key: one.spread for key, one in part.indicators.items()} == {"P2": "area"}
    back = draft_of(paper, inputs)
    assert [row.text(0) for row in back.rows] == ["Xunwu County"]  # an unknown one is not kept
    assert back.rows[0].figures == ("0.1", "", "", "")
    assert back.spread_of("P2") == "area"
    assert table_rows(back)[1] == ["Xunwu County", "2018", "0.1", "", "", ""]
    assert with_figures(inputs, FigureDraft(empty.columns)) == ()


def test_tables_of_others_stay_and_their_indicators_are_no_columns() -> None:
    paper = system("lingbei-2024")
    tables = [
        {"districts": "d.shp", "table": name, "indicators": {key: {"column": "c"}}}
        for name, key in (("a.csv", "P2"), ("b.csv", "R1"))
    ]
    inputs = SecurityInputs.model_validate({"statistics": tables})
    made = draft_of(paper, inputs)
    assert [column.key for column in made.columns] == ["P2", "M1", "M2"]
    assert "c" in made.columns[0].titles
    kept = made.with_cell(0, 0, "x").with_cell(0, 1, "2018").with_cell(0, 2, "5")
    parts = with_figures(inputs, kept)
    assert [part.table for part in parts] == ["", "b.csv"]
    assert parts[0].districts == "d.shp"


def test_indicators_of_another_system_keep_their_figures() -> None:
    figures = [{"district": "a", "year": 2018, "figures": {"P2": 1.0, "X9": 2.0}}]
    part = {"figures": figures, "indicators": {"P2": {"column": "P2"}, "X9": {"column": "X9"}}}
    inputs = SecurityInputs.model_validate({"statistics": [part]})
    made = draft_of(system("lingbei-2024"), inputs).with_cell(0, 2, "5")
    first, second = with_figures(inputs, made)
    assert first.figures[0].figures == {"P2": 5.0} and set(first.indicators) == {"P2"}
    assert set(second.indicators) == {"X9"} and second.figures[0].figures["X9"] == 2.0
    again = SecurityInputs(statistics=(first, second))
    assert draft_of(system("lingbei-2024"), again).rows[0].figures[0] == "5"


def test_figures_stand_here_or_in_a_table() -> None:
    figures = [{"district": "a", "year": 2018, "figures": {"P2": 1.0}}]
    with pytest.raises(ValueError, match="table_and_figures"):
        Statistics.model_validate({"table": "a.csv", "figures": figures, "indicators": {}})
    figures[0]["figures"] = {"P2": float("inf")}
    with pytest.raises(ValueError, match="figure_not_finite"):
        Statistics.model_validate({"figures": figures, "indicators": {}})
