"""Every reason on a case that has it, and none on the case beside it that has not."""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from missionplanner.ecology.index.components import components
from missionplanner.ecology.index.irsei import Limits, moments
from missionplanner.ecology.trust import thresholds
from missionplanner.ecology.trust.evidence import IndexEvidence, SeenGround, Weighed
from missionplanner.ecology.trust.grounds import days_apart, season_of
from missionplanner.ecology.trust.sentences import follows, sentence, short, spoken, title
from missionplanner.ecology.trust.verdict import judged
from missionplanner.model.ecology import EpochFacts
from missionplanner.model.study import Indicator, Level
from missionplanner.model.trust import Verdict

ALL = tuple(Indicator)
SIGNS = np.array([1.0, 1.0, -1.0, -1.0, -1.0])
UNIT = Limits(np.zeros(5), np.ones(5))
CELLS = 4000
HA = 1e4


def scene(seed, signs=SIGNS, own=0.05):
    """Return indicators that share one gradient of the ground, each with noise of its own."""
    random = np.random.default_rng(seed)
    ground = random.uniform(-0.35, 0.35, CELLS)
    strength = np.array([1.0, 0.8, 0.9, 0.9, 0.7])
    return 0.5 + (signs * strength)[:, None] * ground + random.normal(0, own, (5, CELLS))


def weighed(scenes, count=2, rule="expected"):
    whole = np.concatenate(list(scenes.values()), axis=1)
    tenths = [moments(whole[:, k::10], UNIT) for k in range(10)]
    found = components(moments(whole, UNIT), UNIT, ALL, rule)
    return Weighed(
        "all epochs", ALL, found, count, {d: moments(s, UNIT) for d, s in scenes.items()}, tenths,
        rule,
    )  # fmt: skip


def fact(date, **other):
    known = {str(name): 100 * HA for name in ALL}
    told = {
        "date": date, "sensor": "landsat8-oli", "level": Level.SURFACE,
        "day_of_year": date.timetuple().tm_yday, "cloud_share": 0.0, "seen_m2": 100 * HA,
        "masked_m2": 0.0, "known_m2": known,
    }  # fmt: skip
    return EpochFacts.model_validate(told | other)


def days(*ends):
    return [datetime.date(2014 + i, *end) for i, end in enumerate(ends)]


JULY = days((7, 1), (7, 20), (6, 20), (7, 5))


def evidence(dates=JULY, scenes=None, facts=None, **other):
    scenes = scenes or {str(d): scene(i) for i, d in enumerate(dates)}
    facts = facts or [fact(d) for d in dates]
    ground = SeenGround(facts, 100 * HA, {str(d): ALL for d in dates}, {})
    found = IndexEvidence([weighed(scenes)], ground, ALL, True)
    return replace(found, **other)


def codes(found):
    return {one.code: one.verdict for one in judged(found).reasons}


def test_a_right_index_is_trusted_and_nothing_is_said_against_it():
    found = judged(evidence())
    assert found.verdict is Verdict.TRUST and found.reasons == ()
    assert {check.verdict for check in found.checks} == {Verdict.TRUST}
    assert next(c for c in found.checks if c.code == "left_out").found == "4 / 4"


@pytest.mark.parametrize("place", range(5))
def test_an_indicator_the_wrong_way_round_is_found_in_weight_and_loading(place):
    signs = SIGNS.copy()
    signs[place] *= -1
    found = judged(evidence(scenes={str(d): scene(i, signs) for i, d in enumerate(JULY)}))
    assert found.verdict is Verdict.DO_NOT
    wrong = [one for one in found.reasons if one.code == "loading_wrong"]
    assert [one.values["indicator"] for one in wrong] == [str(ALL[place])]
    assert np.sign(wrong[0].values["loading"]) == -SIGNS[place]


def test_one_date_the_wrong_way_round_shows_within_it_alone():
    scenes = {str(d): scene(i) for i, d in enumerate(JULY)}
    turned = scenes[str(JULY[1])]
    turned[0] = 1 - turned[0]
    found = judged(evidence(scenes=scenes))
    against = [one for one in found.reasons if one.code == "against"]
    assert found.verdict is Verdict.DO_NOT
    assert [(r.values["date"], r.values["indicator"]) for r in against] == [
        (str(JULY[1]), "greenness")
    ]
    assert against[0].values["r"] < -thresholds.GREAT_R


def test_erosion_against_the_index_within_a_date_is_only_to_be_looked_at():
    scenes = {str(d): scene(i) for i, d in enumerate(JULY)}
    scenes[str(JULY[1])][4] = 1 - scenes[str(JULY[1])][4]
    assert codes(evidence(scenes=scenes))["against"] is Verdict.LOOK


@pytest.mark.parametrize(
    ("dates", "verdict"),
    [
        (days((7, 15), (8, 28)), None),
        (days((7, 15), (8, 30)), Verdict.LOOK),
        (days((7, 15), (11, 20)), Verdict.DO_NOT),
        (days((12, 20), (1, 25)), None),  # 36 days over the turn of the year
        (days((7, 1), (11, 1), (7, 5), (7, 9)), Verdict.LOOK),  # one in the midst
        (days((11, 1), (7, 1), (7, 5), (7, 9)), Verdict.DO_NOT),  # the first
        (days((7, 1), (11, 1), (11, 2), (7, 5), (7, 9)), Verdict.DO_NOT),  # too many
    ],
)
def test_seasons(dates, verdict):
    assert codes(evidence(dates)).get("seasons") is verdict


def test_days_of_the_year_are_a_circle_and_the_season_is_that_of_most_dates():
    assert days_apart(datetime.date(2019, 12, 31), datetime.date(2021, 1, 1)) == 1
    assert days_apart(datetime.date(2020, 12, 31), datetime.date(2021, 12, 31)) == 1
    assert season_of(days((11, 20), (7, 1), (7, 20))) in days((11, 20), (7, 1), (7, 20))[1:]


@pytest.mark.parametrize(
    ("told", "code", "verdict"),
    [
        ({"sensor": "landsat9-oli2"}, "sensors", None),
        ({"sensor": "landsat5-tm"}, "sensors", Verdict.LOOK),
        ({"level": Level.TOA}, "levels", Verdict.DO_NOT),
        ({"lent": ()}, "lent", None),
        ({"lent": ("swir1",)}, "lent", Verdict.LOOK),
        ({"cloud_share": 0.2}, "cloud", None),
        ({"cloud_share": 0.21}, "cloud", Verdict.LOOK),
        ({"cloud_share": float("nan")}, "cloud", None),
        ({"beyond_m2": {"red": 0.9 * HA}}, "beyond", None),
        ({"beyond_m2": {"red": 1.1 * HA}}, "beyond", Verdict.LOOK),
    ],
)
def test_facts_of_one_date(told, code, verdict):
    facts = [fact(d) for d in JULY[:3]] + [fact(JULY[3], **told)]
    assert codes(evidence(facts=facts)).get(code) is verdict


def known(**hectares):
    return {str(name): hectares.get(str(name), 100.0) * HA for name in ALL}


@pytest.mark.parametrize("heat, verdict", [(99.1, None), (98.9, Verdict.LOOK)])
def test_holes_of_one_layer(heat, verdict):
    facts = [fact(d) for d in JULY[:3]] + [fact(JULY[3], known_m2=known(heat=heat))]
    assert codes(evidence(facts=facts)).get("gap") is verdict


def test_ground_that_one_date_lacks_is_told_but_not_what_lies_outside_all_of_them():
    part = dict.fromkeys(map(str, ALL), 60.0)
    clipped = [fact(d, known_m2=known(**part)) for d in JULY]
    assert codes(evidence(facts=clipped)) == {}
    assert codes(evidence(facts=[*clipped[:3], fact(JULY[3])]))["ground"] is Verdict.LOOK
    cloudy = [fact(d, known_m2=known(**part), masked_m2=40 * HA) for d in JULY[:1]]
    assert "ground" not in codes(evidence(facts=cloudy + [fact(d) for d in JULY[1:]]))


def test_fill_that_no_file_names_counts_and_fill_that_one_names_does_not():
    part = dict.fromkeys(map(str, ALL), 97.0)
    found = evidence(facts=[fact(d, known_m2=known(**part)) for d in JULY])
    assert codes(found) == {}
    marked = replace(found.ground, untagged=frozenset([str(JULY[0])]))
    assert codes(replace(found, ground=marked)) == {"untagged": Verdict.LOOK}


@pytest.mark.parametrize("hectares, verdict", [(0.9, None), (1.1, Verdict.LOOK)])
def test_one_number_in_many_cells(hectares, verdict):
    found = evidence()
    alike = replace(found.ground, alike_m2={str(JULY[0]): {"heat": hectares * HA}})
    assert codes(replace(found, ground=alike)).get("alike") is verdict


def test_little_in_the_first_component():
    noise = {str(d): scene(i, own=0.3) for i, d in enumerate(JULY)}
    found = judged(evidence(scenes=noise))
    assert next(one for one in found.reasons if one.code == "share").values["share"] < 0.5


def test_a_sign_that_hangs_on_one_date_is_unstable():
    wild = SIGNS * np.array([1, 1, 1, -1, 1])
    scenes = {str(d): scene(i, wild if i else 4 * SIGNS) for i, d in enumerate(JULY)}
    found = [one for one in judged(evidence(scenes=scenes)).reasons if one.code == "unstable"]
    assert {(one.values["indicator"], one.values["left"]) for one in found} == {
        ("heat", str(JULY[0]))
    }


def test_what_an_index_is_made_of():
    four = tuple(name for name in ALL if name is not Indicator.EROSION)
    no_heat = tuple(name for name in ALL if name is not Indicator.HEAT)
    for wanted in (four, no_heat):
        assert codes(evidence(wanted=wanted))["lacking"] is Verdict.LOOK
    (told,) = judged(evidence(wanted=four)).reasons
    assert "without Erosion" in told.text and "published" in told.text
    assert "lacking" not in codes(evidence())
    found = evidence()
    mixed = replace(found.ground, used={**found.ground.used, str(JULY[0]): no_heat})
    assert codes(replace(found, ground=mixed))["indicators_differ"] is Verdict.DO_NOT
    assert codes(evidence(pooled=False))["each_scale"] is Verdict.LOOK


def test_a_printed_index_names_the_dates_it_points_away_on():
    scenes = {str(d): scene(i) for i, d in enumerate(JULY)}
    one = weighed(scenes, rule="printed")
    ways = {}
    for sign in (1.0, -1.0):
        along = float(SIGNS @ one.components.loadings[:, 0])
        turned = one.components.loadings * (sign * np.sign(along))
        parts = replace(one.components, loadings=turned)
        found = judged(evidence(weighed=[replace(one, components=parts)]))
        ways[sign] = next(r for r in found.reasons if r.code == "printed").values
        assert found.comparable == (sign > 0)
    assert ways[1.0] == {"along": ("all epochs",), "against": ("-",)}
    assert ways[-1.0] == {"along": ("-",), "against": ("all epochs",)}


def test_what_speaks_against_one_indicator_on_several_dates_is_one_reason():
    scenes = {str(d): scene(i) for i, d in enumerate(JULY)}
    for day in JULY[:2]:
        scenes[str(day)][0] = 1 - scenes[str(day)][0]
    found = [one for one in judged(evidence(scenes=scenes)).reasons if one.code == "against"]
    greenness = [one for one in found if one.values["indicator"] == "greenness"]
    assert len(greenness) == 1
    named = {greenness[0].values["date"], *greenness[0].values["also"]}
    assert len(named) >= 2 and all(day in greenness[0].text for day in named)


def test_reasons_come_heaviest_first_and_the_worst_is_the_verdict():
    facts = [fact(d, cloud_share=0.5) for d in days((7, 1), (11, 20))]
    found = judged(evidence(days((7, 1), (11, 20)), facts=facts))
    ranks = [one.verdict.rank for one in found.reasons]
    assert ranks == sorted(ranks, reverse=True)
    assert found.reasons[0].code == "seasons" and found.verdict is Verdict.DO_NOT


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_words(verdict, language):
    told = (title(verdict, language), short(verdict, language), follows(verdict, language))
    assert all(told) and not any("trust." in words for words in told)


def test_a_sentence_is_made_in_either_language_from_the_same_values():
    found = judged(evidence(days((7, 1), (11, 20))))
    assert found.reasons[0].text == sentence(found.reasons[0], "en") == spoken(found, "en")[0]
    assert "2015-11-20" in sentence(found.reasons[0], "zh")
