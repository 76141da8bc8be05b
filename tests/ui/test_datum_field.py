"""The vertical datum in the window: what the command line understands, its sign reckoned."""

import pytest
from pytestqt.qtbot import QtBot

from missionplanner.terrain.datum import NAMED, canonical, parse_datum
from missionplanner.ui.plan.datum_field import DatumField


@pytest.fixture
def field(qtbot: QtBot) -> DatumField:
    made = DatumField()
    qtbot.addWidget(made)
    made.show()
    return made


def choose(field: DatumField, key: str, way: str = "offset") -> None:
    field.box.setCurrentIndex(field.box.findData(key))
    field.way.setCurrentIndex(field.way.findData(way))


def test_the_sign_of_an_offset_is_reckoned(field: DatumField) -> None:
    choose(field, "NAVD88")
    field.offset.setText("-0.9")
    assert field.sentence.text() == "Terrain 3120.0 → 3119.1 m EGM96"
    assert field.value() == "NAVD88-0.9"
    field.offset.setText("0.325")
    assert field.sentence.text() == "Terrain 3120.0 → 3120.325 m EGM96"
    assert parse_datum(field.value() or "").offset_m == 0.325


def test_every_named_datum_is_there_and_nothing_is_assumed_for_it(field: DatumField) -> None:
    keys = [str(field.box.itemData(i)) for i in range(field.box.count())]
    assert set(NAMED) <= {canonical(key) for key in keys}
    for key in ("EGM2008", "NAVD88", "China1985"):
        field.offset.clear()
        choose(field, key)
        assert field.value() == key, "left open: the reading asks for an offset or a grid"
        assert "nothing is assumed" in field.sentence.text()
        field.offset.setText("-")
        assert field.value() == key


def test_a_grid_instead_of_an_offset(field: DatumField) -> None:
    choose(field, "EGM2008", "grid")
    assert field.grid.isVisible() and not field.offset.isVisible()
    assert field.value() == "EGM2008"
    field.grid.line.setText("/data/egm08.gtx")
    assert field.value() == "EGM2008=/data/egm08.gtx"
    assert "grid's value is added" in field.sentence.text()


def test_what_needs_nothing_more_shows_nothing_more(field: DatumField) -> None:
    assert field.value() is None and not field.sentence.isVisible()
    choose(field, "egm96")
    assert field.value() == "egm96" and not field.offset.isVisible()
    choose(field, "ellipsoid")
    assert field.value() == "ellipsoid" and "geoid's height" in field.sentence.text()


def test_the_unit_of_heights(field: DatumField) -> None:
    assert field.unit() is None
    field.unit_box.setCurrentIndex(field.unit_box.findData("us-ft"))
    assert field.unit() == "us-ft"
    field.mark_unit(True)
    assert field.unit_box.property("wrong") is True
