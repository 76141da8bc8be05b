"""Over steep ground: what forbids a flight under the ceiling, and that what is offered does."""

import numpy as np
import pytest
from shapely.geometry import box

from missionplanner.aircraft.catalogue import aircraft, sensor
from missionplanner.errors import one_line
from missionplanner.messages.catalogue import sentence
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.scenario import of_sensor
from missionplanner.planning.verify import verify
from missionplanner.planning.verify.too_high import slope_around, why_too_high
from missionplanner.tasks.progress import silent
from tests.unit.planning.steep_sites import scenario
from tests.unit.planning.verify.sites import X0, Y0

P1, CRAFT = sensor("p1-35"), aircraft("m300-rtk")


def cliff(x, _y):
    """A face of 65.6 degrees, 200 m high, that falls to the west."""
    return 500.0 + np.clip(2.2 * (x - 300.0), 0.0, 200.0)


def codes(rise, kept_m=60.0, **more):
    why, ask = why_too_high(PlanIntent(**more), P1, CRAFT, kept_m, rise)
    return [m.code for m in why], {m.code: m.values for m in ask}


def test_both_numbers_are_named_where_both_forbid_it():
    why, ask = codes(2.2)
    assert why == ["intent.kept_off_slope", "intent.ground_steeper"]
    ((lower,), (climb,)) = (ask["intent.ask_both"][name] for name in ("one", "other"))
    assert lower.values["agl_m"] == 65.0 and climb.values["climb"] == 260.0
    assert {"intent.ask_nearest", "intent.ask_ceiling"} <= set(ask)


def test_only_what_forbids_it_is_named():
    assert codes(0.3) == ([], {"intent.ask_ceiling": {}})
    assert codes(1.2)[0] == ["intent.ground_steeper"]
    assert codes(2.2, max_climb_gradient=3.0)[0] == ["intent.kept_off_slope"]
    why, ask = codes(2.2, ceiling=Ceiling.NEAREST)
    assert why == ["intent.ground_steeper"] and "intent.ask_lower" not in ask
    # Steeper than the aircraft sinks at its slowest: no climb limit helps, so none is offered.
    assert "intent.ask_climb" not in codes(6.0)[1]


def test_the_slope_is_that_of_the_ground_around():
    site = scenario(cliff, box(250, 200, 450, 500), (200, 200), PlanIntent())
    assert slope_around(site.terrain, X0 + 340, Y0 + 350) == pytest.approx(2.2, abs=0.05)
    assert slope_around(site.terrain, X0 + 100, Y0 + 350) == pytest.approx(0.0, abs=0.05)
    assert slope_around(site.terrain, X0 + 100, Y0 + 350, 200.0) == pytest.approx(2.2, abs=0.05)
    assert slope_around(site.terrain, X0 - 9e5, Y0) == 0.0


@pytest.mark.parametrize(
    ("asked", "over"),
    [({}, True), ({"max_climb_gradient": 2.6, "agl_to_m": 65.0, "agl_from_m": 40.0}, False)],
)
def test_what_is_offered_keeps_to_the_ceiling(asked, over):
    intent = PlanIntent(seed=1, evaluations=1, pattern=Pattern.STRAIGHT, direction_deg=0.0, **asked)
    site = of_sensor(scenario(cliff, box(250, 250, 450, 450), (200, 200), intent), P1.key)
    height = {"agl_m": 60.0} if asked else {}
    plan = plan_sensor(site, P1, silent(), speed_mps=8.0, **height)
    told = {f.code: f for f in verify(plan, site, silent()).findings}
    assert ("VERIFY-AGL-MAX" in told) is over
    if over:
        said = one_line(sentence(told["VERIFY-AGL-MAX"].told, "en"))
        assert "as steep as 66" in said and "--max-climb" in said
