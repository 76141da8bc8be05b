"""Constant weights: given, the system's own, or from matrices in two levels."""

import pytest

from missionplanner.ecology.security.systems import system
from missionplanner.ecology.security.weights import constant_weights
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security import CriteriaLayer, WeightOptions
from tests.unit.ecology.security.small import small_system
from tests.unit.ecology.security.written_out import judgements_of

OVER = judgements_of("DPS", {("D", "P"): 2, ("D", "S"): 2})  # 0.5, 0.25, 0.25
INSIDE = judgements_of(("D1", "D2"), {("D1", "D2"): 3})  # 0.75, 0.25
TWISTED = judgements_of("DPS", {("D", "P"): 9, ("P", "S"): 9, ("S", "D"): 9})


def test_two_levels_by_hand():
    options = WeightOptions(layers=OVER, within={CriteriaLayer.DRIVER: INSIDE})
    found = constant_weights(small_system(), options)
    assert found.weights == pytest.approx({"D1": 0.375, "D2": 0.125, "P1": 0.25, "S1": 0.25})
    assert list(found.weights) == ["D1", "D2", "P1", "S1"]
    assert sorted(found.consistency) == ["D", "layers"]
    assert found.cr == pytest.approx(0, abs=1e-9)
    assert "saaty-1980" in sentence(found.origin)


def test_given_weights_go_first():
    given = {"S1": 0.4, "P1": 0.3, "D1": 0.2, "D2": 0.1}
    options = WeightOptions(given=given, layers=OVER)
    found = constant_weights(small_system(0.25, 0.25, 0.25, 0.25), options)
    assert found.weights == pytest.approx({"D1": 0.2, "D2": 0.1, "P1": 0.3, "S1": 0.4})
    assert (found.cr, found.consistency) == (None, {})


def test_paper_has_its_own_weights():
    found = constant_weights(system("lingbei-2024"), WeightOptions())
    assert len(found.weights) == 21
    assert sum(found.weights.values()) == pytest.approx(1, abs=1e-12)
    assert found.weights["P3"] == pytest.approx(0.1573)
    assert sentence(found.origin) == "of the index system lingbei-2024"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"D1": 0.2, "D2": 0.1, "P1": 0.3, "S1": 0.3}, "the weights sum to 0.9000"),
        ({"D1": 0.2, "D2": 0.1, "P1": 0.7}, "no weight is given for S1"),
        ({"D1": 0.2, "D2": 0.1, "P1": 0.3, "S1": 0.4, "X": 0}, "given for 'X'"),
        ({"D1": 0.6, "D2": -0.1, "P1": 0.3, "S1": 0.2}, "D2: the weight -0.1 is not above 0"),
        ({"D1": float("nan"), "D2": 0.1, "P1": 0.3, "S1": 0.2}, "is not above 0"),
    ],
)
def test_wrong_weights_are_told(given, words):
    with pytest.raises(InputError) as caught:
        constant_weights(small_system(), WeightOptions(given=given))
    assert words in str(caught.value)


def test_inconsistent_matrix_stops_until_it_is_accepted():
    options = WeightOptions(layers=TWISTED, within={CriteriaLayer.DRIVER: INSIDE})
    with pytest.raises(InputError, match=r"matrix layers: CR .* not below 0\.1 .*saaty-1980"):
        constant_weights(small_system(), options)
    accepted = options.model_copy(update={"accept_inconsistent": True})
    found = constant_weights(small_system(), accepted)
    assert found.cr is not None
    assert found.cr > 0.1
    assert len(found.warnings) == 1
    assert "would fit" in sentence(found.warnings[0])
    assert sum(found.weights.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (WeightOptions(), "the index system has no weights"),
        (WeightOptions(layers=OVER), "no judgement matrix for layer D (driver)"),
        (
            WeightOptions(within={CriteriaLayer.DRIVER: INSIDE}),
            "no judgement matrix for the criteria",
        ),
        (WeightOptions(layers=INSIDE), "names others; its rows must be D, P, S"),
    ],
)
def test_absent_matrices_are_told(options, words):
    with pytest.raises(InputError) as caught:
        constant_weights(small_system(), options)
    assert words in str(caught.value)
