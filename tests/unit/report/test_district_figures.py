"""The figures of districts in the report: as they were read, and from where."""

import dataclasses
from pathlib import Path

import pytest

from missionplanner.messages.message import message
from missionplanner.model.security import UsedFigures
from missionplanner.model.security_inputs import DistrictFigures, SecurityInputs, Statistics
from missionplanner.report.lookup import words
from missionplanner.report.page import Section, Table
from missionplanner.report.sections.content import Material
from missionplanner.report.sections.security.figures import district_figures
from tests.unit.report.sample import Found, make
from tests.unit.report.security_sample import security


def told(tmp_path: Path, **how: object) -> Material:
    made = make(tmp_path)
    found = security(tmp_path)
    key = found.system.keys[0]
    own = Statistics.model_validate({"indicators": {key: {"column": "GDP"}}} | how)
    study = made.study.model_copy(update={"security": SecurityInputs(statistics=(own,))})
    return Material(
        study, Found(security=found), tmp_path, words("en"), "en", study_folder=tmp_path
    )


def table_of(section: Section | None) -> Table:
    assert section is not None
    table = section.blocks[-1]
    assert isinstance(table, Table)
    return table


def test_typed_figures_stand_by_district_and_date(tmp_path: Path) -> None:
    first, last = (security(tmp_path).years[k].year for k in (0, -1))
    typed = [
        DistrictFigures(district="Hushi", year=year, figures={"GDP": value})
        for year, value in ((first, 10.0), (last, 30.0))
    ]
    made = table_of(district_figures(told(tmp_path, figures=typed)))
    (row,) = made.rows
    assert row[1] == "Hushi" and (row[2], row[-1]) == ("10", "30")
    assert len(row) == len(made.columns) == 2 + len(security(tmp_path).years)
    assert "Typed or pasted" in made.note
    before = district_figures(told(tmp_path, figures=typed))
    assert before is not None and "today's" in str(before.blocks[0]), "it does not hold its own"
    assert len(row) == 4 or str(first) in made.note, "years between are told"


def test_a_table_is_named_and_one_that_is_gone_is_told(tmp_path: Path) -> None:
    years = [year.year for year in security(tmp_path).years]
    rows = [f"{name},{year},7.5" for name in ("A", "B") for year in years]
    (tmp_path / "book.csv").write_text("\n".join(["district,year,GDP", *rows]))
    made = table_of(district_figures(told(tmp_path, table="book.csv")))
    assert [row[1] for row in made.rows] == ["A", "B"] and "book.csv" in made.note
    gone = district_figures(told(tmp_path, table="gone.csv"))
    assert gone is not None and any("gone.csv" in str(one) for one in gone.blocks)


def test_figures_that_the_analysis_read_are_printed_and_held_against_their_source(
    tmp_path: Path,
) -> None:
    found = security(tmp_path)
    (tmp_path / "book.csv").write_text(
        "\n".join(["district,year,GDP", *(f"A,{one.year},7.5" for one in found.years)])
    )
    key, taken = found.system.keys[0], message("engine.security.nearest_year", taken=2000)
    used = tuple(
        UsedFigures(
            indicator=key, date=one.date, column="GDP", table="book.csv", figures={"A": 7.5},
            taken=taken if one is found.years[0] else None,
        )
        for one in found.years
    )  # fmt: skip

    def printed(used: tuple[UsedFigures, ...], **how: object) -> Section:
        own = found.model_copy(update={"figures": used})
        material = dataclasses.replace(told(tmp_path, **how), found=Found(security=own))
        section = district_figures(material)
        assert section is not None
        return section

    same = printed(used, table="book.csv")
    assert len(same.blocks) == 1 and "2000" in table_of(same).note
    last = used[-1].model_copy(update={"figures": {"A": 9.25}})
    other = printed((*used[:-1], last), table="book.csv")
    assert "read 9.25, there stands 7.5" in str(other.blocks[0])
    assert table_of(other).rows[0][-1] == "9.25"
    assert "cannot be held" in str(printed(used, table="gone.csv").blocks[0])
    none = printed(used, indicators={})
    assert "no longer" in str(none.blocks[0]) and table_of(none).rows[0][-1] == "7.5"


@pytest.mark.parametrize("without", ["security", "statistics"])
def test_nothing_is_printed_of_none(tmp_path: Path, without: str) -> None:
    material = told(tmp_path, table="book.csv")
    if without == "security":
        material = dataclasses.replace(material, found=Found())
    else:
        bare = material.study.model_copy(update={"security": SecurityInputs()})
        material = dataclasses.replace(material, study=bare)
    assert district_figures(material) is None
