"""The sign of a component."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.index.orientation import UNSURE_COSINE, oriented
from missionplanner.errors import InputError
from missionplanner.model.study import Indicator

ALL = tuple(Indicator)
EXPECTED = np.array([1.0, 1.0, -1.0, -1.0, -1.0])


def vectors(seed):
    return np.linalg.qr(np.random.default_rng(seed).normal(size=(5, 5)))[0]


@settings(deadline=None)
@given(seed=st.integers(0, 1000), signs=st.tuples(*[st.sampled_from([-1.0, 1.0])] * 5))
@pytest.mark.parametrize("rule", ["expected", "ndvi"])
def test_signs_given_do_not_matter(rule, seed, signs):
    once, again = (oriented(v, ALL, rule) for v in (vectors(seed), vectors(seed) * signs))
    np.testing.assert_array_equal(once[0], again[0])
    assert once[1:] == again[1:]


@settings(deadline=None)
@given(seed=st.integers(0, 1000))
def test_more_of_every_component_is_better_ecology(seed):
    assert (EXPECTED @ oriented(vectors(seed), ALL)[0] >= 0.0).all()
    assert (oriented(vectors(seed), ALL, "ndvi")[0][0] >= 0.0).all()


def test_the_two_rules_can_differ():
    """Second component of a land-only Landsat 5 subset: greenness rises, and so do the others."""
    second = np.array([0.49, -0.72, 0.46, 0.15, -0.10])[:, None]
    assert oriented(second, ALL, "ndvi")[0][0, 0] == 0.49
    assert oriented(second, ALL, "expected")[0][0, 0] == -0.49


def test_a_component_square_to_the_rule_is_unsure():
    square = np.array([1.0, -1.0, 0.0, 0.0, 0.0]) / np.sqrt(2.0)
    straight = EXPECTED / np.sqrt(5.0)
    turned, _, unsure = oriented(np.stack([square, -straight], axis=1), ALL)
    assert unsure == (True, False)
    np.testing.assert_array_equal(turned[:, 1], straight)


@pytest.mark.parametrize(("cosine", "unsure"), [(0.09, True), (0.11, False), (-0.11, False)])
def test_unsure_begins_at_the_stated_cosine(cosine, unsure):
    assert 0.09 < UNSURE_COSINE < 0.11
    square = np.array([1.0, -1.0, 0.0, 0.0, 0.0]) / np.sqrt(2.0)
    vector = cosine * EXPECTED / np.sqrt(5.0) + np.sqrt(1.0 - cosine**2) * square
    assert oriented(vector[:, None], ALL)[2] == (unsure,)


def test_fewer_indicators_are_held_against_their_own_directions():
    two = (Indicator.HEAT, Indicator.EROSION)
    turned, _, unsure = oriented(np.array([[0.6], [0.8]]), two)
    np.testing.assert_array_equal(turned, [[-0.6], [-0.8]])
    assert unsure == (False,)


def test_ndvi_needs_greenness():
    with pytest.raises(InputError, match="without greenness"):
        oriented(np.eye(2), (Indicator.WETNESS, Indicator.HEAT), "ndvi")
