import click
import pytest
from click.testing import CliRunner

from missionplanner.cli.intent_options import intent_fields, intent_options
from missionplanner.cli.plan_verb import changed
from missionplanner.errors import InputError
from missionplanner.model.plan import Ceiling, PlanIntent


def fields(*words):
    found = {}

    @click.command()
    @intent_options
    def command(**asked):
        found.update(intent_fields(asked))

    result = CliRunner().invoke(command, words)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return found


def test_nothing_asked_changes_nothing():
    assert fields() == {}


def test_every_wish_has_its_option():
    words = "--agl 80..110 --gsd 2.5 --overlap 85,70 --speed 12 --direction 45 --swap-minutes 4"
    words += " --max-agl 100 --ceiling nearest --max-distance 800 --zone-margin 15 --clearance 40"
    words += " --reserve 30 --max-climb 60 --own-height"
    asked = fields(*words.split())
    intent = PlanIntent.model_validate(PlanIntent().model_dump() | asked)
    assert (intent.agl_from_m, intent.agl_to_m, intent.gsd_m) == (80, 110, pytest.approx(0.025))
    assert (intent.frontlap, intent.sidelap) == pytest.approx((0.85, 0.70))
    assert (intent.speed_mps, intent.direction_deg, intent.swap_minutes) == (12, 45, 4)
    assert (intent.max_agl_m, intent.ceiling, intent.max_distance_m) == (100, Ceiling.NEAREST, 800)
    assert (intent.zone_margin_m, intent.min_clearance_m) == (15, 40)
    assert (intent.reserve_share, intent.max_climb_gradient) == pytest.approx((0.30, 0.60))
    assert intent.searched is False


def test_one_height_is_a_fixed_one_and_free_takes_a_wish_back():
    assert fields("--agl", "100") == {"agl_from_m": 100.0, "agl_to_m": 100.0}
    asked = PlanIntent(agl_from_m=90, agl_to_m=90, speed_mps=8)
    freed = fields("--agl", "free", "--speed", "free")
    intent = changed(asked, freed, None, freed)
    assert intent.agl_from_m is intent.agl_to_m is intent.speed_mps is None


def test_single_sensors_are_asked_for_what_the_others_are_not():
    words = ("--gsd", "p1-35=2,rededge-m=8", "--overlap", "p1-35=85,70,xt2=60,50", "--agl", "90")
    intent = changed(PlanIntent(), asked := fields(*words), None, asked)
    p1, rededge, xt2, z30 = (intent.of(k) for k in ("p1-35", "rededge-m", "xt2", "z30"))
    assert (p1.gsd_m, rededge.gsd_m, xt2.gsd_m) == (0.02, pytest.approx(0.08), None)
    assert (p1.frontlap, p1.sidelap, xt2.sidelap) == pytest.approx((0.85, 0.70, 0.50))
    assert z30.frontlap is None and z30.agl_to_m == p1.agl_to_m == 90


def test_a_wish_for_one_sensor_is_kept_until_it_is_taken_back():
    first = changed(PlanIntent(), asked := fields("--gsd", "p1-35=2"), None, asked)
    both = changed(first, asked := fields("--agl", "p1-35=70..90"), None, asked)
    assert (both.of("p1-35").gsd_m, both.of("p1-35").agl_from_m) == (0.02, 70)
    assert both.of("p1-35").each == ()
    free = changed(both, asked := fields("--gsd", "p1-35=free", "--agl", "p1-35=free"), None, asked)
    assert free.each == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--agl", "high"), "intent.not_a_height"),
        (("--overlap", "80"), "intent.not_a_pair"),
        (("--speed", "fast"), "intent.not_a_number"),
        (("--gsd", "p1-35="), "intent.not_by_sensor"),
        (("--gsd", "p1-35=2,3"), "intent.not_a_number"),
        (("--agl", "p1-35=80..x"), "intent.not_a_height"),
    ],
)
def test_a_word_that_is_none_is_told(words, code):
    with pytest.raises(InputError) as caught:
        fields(*words)
    assert caught.value.code == code
