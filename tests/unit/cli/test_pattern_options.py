"""What the options of patterns ask for."""

import pytest

from missionplanner.cli.pattern_options import pattern_fields
from missionplanner.errors import InputError
from missionplanner.model.patterns import PatternAsked
from missionplanner.model.plan import PlanIntent

NOW = PatternAsked(tilt_deg=30.0, width_m=80.0).model_dump()


def test_options_change_what_they_name_and_leave_the_rest():
    words = {"pattern": "corridor", "corridor": "10,50 10.01,50.02", "corridor_side": "left"}
    intent = PlanIntent.model_validate(pattern_fields(words, NOW))
    assert intent.pattern == "corridor" and intent.views.side == "left"
    assert [(p.lon_deg, p.lat_deg) for p in intent.views.line] == [(10, 50), (10.01, 50.02)]
    assert (intent.views.tilt_deg, intent.views.width_m) == (30.0, 80.0)


def test_nothing_said_changes_nothing():
    assert pattern_fields({"pattern": None, "tilt": None}, NOW) == {}


def test_free_takes_a_wish_back():
    views = pattern_fields({"corridor": "free", "corridor_width": "free"}, NOW)["views"]
    assert views["line"] == [] and views["width_m"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"corridor": "10,50"}, "intent.not_a_line"),
        ({"corridor": "10,50 x,51"}, "intent.not_a_line"),
        ({"corridor": "10,50,3 10,51"}, "intent.not_a_line"),
        ({"tilt": "steep"}, "intent.not_a_number"),
        ({"face_from": "free"}, "intent.not_a_number"),
    ],
)
def test_what_cannot_be_read_is_told(words, code):
    with pytest.raises(InputError) as told:
        pattern_fields(words, NOW)
    assert told.value.code == code


def test_a_line_may_stand_in_a_file(tmp_path):
    file = tmp_path / "road.csv"
    file.write_text("longitude,latitude\n10,50\n10.01,50.02\n")
    views = pattern_fields({"corridor": str(file)}, NOW)["views"]
    assert views["line"] == [
        {"lon_deg": 10.0, "lat_deg": 50.0},
        {"lon_deg": 10.01, "lat_deg": 50.02},
    ]
