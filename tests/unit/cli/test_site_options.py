"""Launch places as they are typed."""

import pytest

from missionplanner.cli.places import place
from missionplanner.cli.site_options import site_fields
from missionplanner.errors import InputError
from missionplanner.model.plan import PlanIntent


def test_places_are_read_and_kept_in_order():
    fields = site_fields({"launch_site": ("111.9,37.8", "112.0, 37.9"), "propose_sites": True})
    intent = PlanIntent.model_validate(fields)
    assert [(p.lon_deg, p.lat_deg) for p in intent.launch_sites] == [(111.9, 37.8), (112.0, 37.9)]
    assert intent.propose_sites


def test_nothing_said_changes_nothing_and_none_takes_places_back():
    assert site_fields({"launch_site": (), "propose_sites": None}) == {}
    assert site_fields({"launch_site": ("none",)}) == {"launch_sites": []}
    assert site_fields({"propose_sites": False}) == {"propose_sites": False}


@pytest.mark.parametrize("text", ["111.9", "111.9;37.8", "200,37", "a,b", "nan,1", "1,2,3"])
def test_what_is_no_place_is_refused_by_name(text):
    with pytest.raises(InputError) as told:
        place(text, "--launch-site")
    assert told.value.code == "cli.no_position" and "--launch-site" in str(told.value)
