"""Hard limits of a plan: height above ground, and distance from the launch place."""

from dataclasses import replace

import numpy as np
import pytest

from missionplanner.aircraft.catalogue import sensor
from missionplanner.errors import PlanRefused
from missionplanner.model.finding import Severity
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.planning.plan_sensor import plan_sensor
from missionplanner.planning.precompile_planning import hill_scenario
from missionplanner.planning.verify import verify
from missionplanner.tasks.progress import silent

P1 = sensor("p1-35")
FEW = PlanIntent(seed=1, evaluations=6)


def steep(intent):
    """The small hill three times as high: slopes of up to 40 degrees."""
    site = hill_scenario(intent)
    low = site.terrain.height_m.min()
    height = np.ascontiguousarray(low + 3.0 * (site.terrain.height_m - low))
    ground = float(3.0 * (site.home.ground_egm96_m - low) + low)
    return replace(
        site,
        terrain=replace(site.terrain, height_m=height),
        home=replace(site.home, ground_egm96_m=ground),
    )


def flown(intent, agl_m):
    site = steep(intent)
    return verify(plan_sensor(site, P1, silent(), agl_m=agl_m), site, silent())


def errors(found):
    return {f.code for f in found.findings if f.severity is Severity.ERROR}


def test_the_ceiling_is_kept_on_transits_too_and_the_ground_kept_clear_of():
    found = flown(FEW, 105.0)
    assert found.agl_max_m <= 120.0
    assert found.clearance_min_m >= 60.0
    assert not errors(found) & {"VERIFY-AGL-MAX", "VERIFY-CLEARANCE", "VERIFY-GRADIENT"}


def test_a_permit_lifts_it_and_the_judge_of_another_says_so():
    free = flown(FEW.model_copy(update={"ceiling": Ceiling.NONE}), 105.0)
    assert free.agl_max_m > 120.0 and "VERIFY-AGL-MAX" not in errors(free)
    site = steep(FEW.model_copy(update={"ceiling": Ceiling.NONE}))
    plan = plan_sensor(site, P1, silent(), agl_m=105.0)
    strict = replace(site, intent=FEW)
    assert "VERIFY-AGL-MAX" in errors(verify(plan, strict, silent()))


def test_the_nearest_ground_allows_more_than_the_ground_below():
    found = flown(FEW.model_copy(update={"ceiling": Ceiling.NEAREST}), 110.0)
    assert "VERIFY-AGL-MAX" not in errors(found)


def test_a_greatest_distance_is_kept_and_what_lies_beyond_is_told():
    near = FEW.model_copy(update={"max_distance_m": 420.0})
    site = hill_scenario(near)
    found = verify(plan_sensor(site, P1, silent()), site, silent())
    assert found.distance_max_m <= 420.0
    assert found.unreached_m2 > 10_000
    assert "VERIFY-UNREACHED" in {f.code for f in found.findings}
    far = replace(site, intent=FEW)
    whole = plan_sensor(far, P1, silent())
    assert "VERIFY-DISTANCE" in errors(verify(whole, site, silent()))


def test_a_distance_that_reaches_nothing_is_refused():
    site = hill_scenario(FEW.model_copy(update={"max_distance_m": 30.0}))
    with pytest.raises(PlanRefused) as caught:
        plan_sensor(site, P1, silent())
    assert caught.value.code == "intent.out_of_sight"


def test_a_direction_is_flown_as_asked():
    site = hill_scenario(FEW.model_copy(update={"direction_deg": 200.0}))
    plan = plan_sensor(site, P1, silent())
    assert plan.angles_deg == pytest.approx([20.0] * len(plan.angles_deg))
