"""How what is flown is chosen by quick plans, told here instead of made."""

from math import sqrt
from types import SimpleNamespace

import pytest

from missionplanner.messages.message import message
from missionplanner.model.finding import Finding, Severity
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import Ceiling, PlanIntent
from missionplanner.planning import choosing
from missionplanner.planning.choosing import LOOSER, LOOSEST, _gentler, _loosened
from missionplanner.planning.tighten import Setting, Trial
from missionplanner.tasks.progress import silent

SITE = SimpleNamespace(intent=PlanIntent(max_climb_gradient=0.8))
BEGUN = Trial(Setting(1.0, 0.35, 110.0, 14.0), 100.0, True, 7)
WRONG = Finding("VERIFY-AGL-MAX", Severity.ERROR, "", message("planning.nowhere"))


def told(price, overlap=0.96, findings=(), resolution=0.0):
    cost = SimpleNamespace(j=price + resolution, resolution=resolution)
    seen = SimpleNamespace(findings=findings, overlap_ok_share=overlap, seen_share=1.0)
    return SimpleNamespace(cost=cost, sorties=(None,) * 6), seen


@pytest.fixture
def looks(monkeypatch):
    """Answers of quick plans by a rule, and the settings they were asked of."""
    asked = []

    def by(rule):
        def look(_scenario, _sensor, setting, _progress):
            asked.append(setting)
            return rule(setting)

        monkeypatch.setattr(choosing, "quick", look)
        monkeypatch.setattr(choosing, "quick_judged", look)
        return asked

    return by


def test_climbs_are_gentler_as_long_as_that_saves(looks):
    asked = looks(lambda setting: told(100.0 + 100.0 * abs(setting.gradient - 0.5) - 12.0))
    found = _gentler(SITE, None, BEGUN, silent())
    assert [round(setting.gradient, 4) for setting in asked] == [0.6, 0.45, 0.3375]
    assert found.setting.gradient == pytest.approx(0.45) and found.flights == 6


def test_climbs_too_gentle_to_keep_a_rule_are_not_flown(looks):
    looks(lambda setting: told(80.0, findings=() if setting.gradient > 0.5 else (WRONG,)))
    kept = _gentler(SITE, None, BEGUN, silent())
    assert kept.setting.gradient == pytest.approx(0.6)
    lacking = Trial(BEGUN.setting, 100.0, False)
    assert _gentler(SITE, None, lacking, silent()) is lacking, "first what was asked"
    faces = SimpleNamespace(intent=SITE.intent.model_copy(update={"pattern": Pattern.FACE}))
    assert _gentler(faces, None, BEGUN, silent()) is BEGUN, "these are as steep as they are"


def test_without_a_ceiling_the_price_of_resolution_keeps_gentle_routes_down(looks):
    looks(lambda setting: told(100.0 * setting.gradient, resolution=70.0 - 70.0 * setting.gradient))
    capped = _gentler(SITE, None, BEGUN, silent())
    assert capped.setting.gradient == pytest.approx(0.8 * 0.75**3)
    permit = SITE.intent.model_copy(update={"ceiling": Ceiling.NONE})
    looks(lambda setting: told(95.0, resolution=0.0 if setting.gradient > 0.5 else 50.0))
    free = _gentler(SimpleNamespace(intent=permit), None, BEGUN, silent())
    assert free.setting.gradient == pytest.approx(0.6)


def test_lanes_move_apart_by_half_a_step_where_a_whole_one_is_too_much(looks):
    asked = looks(
        lambda s: told(100.0 / s.spacing_factor, 0.96 if s.spacing_factor < 1.08 else 0.9)
    )
    found = _loosened(SITE, None, BEGUN, silent())
    assert found.setting.spacing_factor == pytest.approx(LOOSER * sqrt(LOOSER))
    assert len(asked) == 4 and asked[-1].margin_share == 0.0
    assert found.setting.margin_share == BEGUN.setting.margin_share, "that was no cheaper"


def test_lanes_move_apart_no_further_than_flat_ground_bears(looks):
    asked = looks(lambda s: told(100.0 / s.spacing_factor, 0.99))
    _loosened(SITE, None, BEGUN, silent())
    assert max(setting.spacing_factor for setting in asked) <= LOOSEST < LOOSER**3
