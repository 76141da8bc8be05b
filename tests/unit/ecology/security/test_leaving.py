"""Weights of what is kept where indicators are left out, by numbers worked out by hand."""

import pytest

from missionplanner.ecology.security.leaving import kept_system, left_out_told
from missionplanner.ecology.security.systems import system
from missionplanner.ecology.security.weights import constant_weights
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security import CriteriaLayer, WeightOptions
from tests.unit.ecology.security.small import small_system
from tests.unit.ecology.security.written_out import judgements_of

GIVEN = WeightOptions(given={"D1": 0.3, "D2": 0.1, "P1": 0.4, "S1": 0.2})
OVER = judgements_of("DPS", {("D", "P"): 2, ("D", "S"): 2})  # 0.5, 0.25, 0.25
INSIDE = judgements_of(("D1", "D2"), {("D1", "D2"): 3})  # 0.75, 0.25


def test_the_rest_of_a_layer_keeps_the_layers_weight():
    found = constant_weights(small_system(), GIVEN, ("D1",))
    assert found.weights == pytest.approx({"D2": 0.4, "P1": 0.4, "S1": 0.2})
    assert found.left_out == pytest.approx(0.3)


def test_a_layer_with_nothing_left_falls_out_and_the_others_are_scaled_to_one():
    found = constant_weights(small_system(), GIVEN, ("P1", "D2"))
    # D keeps 0.4 and S 0.2 of what is 0.6 without P.
    assert found.weights == pytest.approx({"D1": 2 / 3, "S1": 1 / 3})
    assert list(found.weights) == ["D1", "S1"]
    assert found.left_out == pytest.approx(0.5)


def test_judgements_of_the_whole_system_serve_as_they_are():
    options = WeightOptions(layers=OVER, within={CriteriaLayer.DRIVER: INSIDE})
    found = constant_weights(small_system(), options, ("D2", "S1"))
    assert found.weights == pytest.approx({"D1": 2 / 3, "P1": 1 / 3})
    assert sorted(found.consistency) == ["D", "layers"]


def test_weights_of_the_paper_by_hand():
    paper = system("lingbei-2024")
    whole = constant_weights(paper, WeightOptions()).weights
    found = constant_weights(paper, WeightOptions(), ("P2",)).weights
    of_layer = paper.of(CriteriaLayer.PRESSURE)
    share = sum(whole[key] for key in of_layer)
    assert sum(found[key] for key in of_layer if key != "P2") == pytest.approx(share)
    assert found["P1"] / found["P3"] == pytest.approx(whole["P1"] / whole["P3"])
    others = [key for key in paper.keys if key not in of_layer]
    assert {key: found[key] for key in others} == pytest.approx({k: whole[k] for k in others})


def test_nothing_left_out_changes_nothing():
    whole = small_system()
    assert constant_weights(whole, GIVEN, ()) == constant_weights(whole, GIVEN)
    assert left_out_told(whole, ()) == ()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("X1",), "no indicator 'X1' to leave out"),
        (("D1", "D2", "P1", "S1"), "no indicator is left"),
    ],
)
def test_what_cannot_be_left_out_is_told(keys, words):
    with pytest.raises(InputError, match=words):
        kept_system(small_system(), keys)


def test_what_was_left_out_is_told_with_the_layers_that_fell_out():
    first, second = (sentence(line) for line in left_out_told(small_system(), ("S1", "D1")))
    assert first.startswith("made without D1, S1: 2 of the 4 indicators of ")
    assert "not that system's index" in first
    assert second.endswith("left out: S")
