import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.geodetector.detect import Asked, detect
from missionplanner.ecology.geodetector.discretise import Method, best_cut, cut
from missionplanner.ecology.geodetector.interaction import interaction_type, pair_q
from missionplanner.ecology.geodetector.strata import strata
from missionplanner.errors import InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.model.geodetector import Convention, InteractionType
from missionplanner.tasks.progress import silent

WANG, GD = Convention.WANG, Convention.GD


def brute_q(y: np.ndarray, codes: np.ndarray) -> float:
    inside = sum(((y[codes == h] - y[codes == h].mean()) ** 2).sum() for h in np.unique(codes))
    return 1 - inside / ((y - y.mean()) ** 2).sum()


@given(st.integers(0, 2**32 - 1), st.floats(-1e6, 1e6))
@settings(max_examples=40, deadline=None)
def test_q_is_the_explained_share_whatever_is_added_to_the_response(seed, shift):
    random = np.random.default_rng(seed)
    codes, y = random.integers(0, 4, 60), random.normal(size=60)
    found = strata(y + shift, codes, WANG).q
    assert found == pytest.approx(brute_q(y, codes), abs=1e-8)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("convention", [WANG, GD])
def test_pairs_are_the_strata_of_both_factors_together(convention, seed):
    random = np.random.default_rng(seed)
    codes = [random.integers(0, k, 50) for k in (2, 3, 5)]
    y = random.normal(size=50) + codes[0]
    found = pair_q(y, codes, convention)
    assert set(found) == {(0, 1), (0, 2), (1, 2)}
    for (i, j), q in found.items():
        both = codes[i] * 7 + codes[j]
        assert q == pytest.approx(strata(y, both, convention).q, abs=1e-12)


def test_stratum_of_one_sample_is_dropped_by_gd_and_kept_by_wang():
    y, x = np.arange(1.0, 8.0), np.array(list("xyyyzzz"))
    kept, dropped = (detect(y, {"x": x}, Asked(convention=c), silent()) for c in (WANG, GD))
    # Worked by hand: SSW = 2 + 2 = 4; SST of 1..7 is 28, of 2..7 is 17.5.
    assert kept.q["x"] == pytest.approx(1 - 4 / 28)
    assert dropped.q["x"] == pytest.approx(1 - 4 / 17.5)
    assert dropped.p_published["x"] == pytest.approx(0.07936477, abs=1e-8)
    assert "one sample" in sentence(kept.warnings[0])


def test_anova_p_stays_and_published_p_moves_when_a_constant_is_added():
    random = np.random.default_rng(3)
    codes = np.array(["a"] * 10 + ["b"] * 30 + ["c"] * 20)
    y = random.normal(size=60) + (codes == "a") * 1.5
    near, far = (detect(y + shift, {"x": codes}, Asked(), silent()) for shift in (0.0, 10.0))
    assert far.p["x"] == pytest.approx(near.p["x"], rel=1e-6)
    assert far.p_published["x"] > 10 * near.p_published["x"]


def test_permutation_p_tells_a_cause_from_chance_and_repeats_with_its_seed():
    random = np.random.default_rng(5)
    cause = np.repeat(["a", "b", "c"], 30)
    y = (cause == "a") * 2.0 + random.normal(size=90)
    factors = {"cause": cause, "chance": random.permutation(cause)}
    first, again = (detect(y, factors, Asked(permutations=199), silent()) for _ in range(2))
    assert first.p_permutation["cause"] == pytest.approx(1 / 200)
    assert first.p_permutation["chance"] > 0.05
    assert first.p_permutation == again.p_permutation


@pytest.mark.parametrize(
    ("q_ab", "ours", "wangs"),
    [
        (0.1, InteractionType.NONLINEAR_WEAKEN, InteractionType.NONLINEAR_WEAKEN),
        (0.2, InteractionType.UNI_WEAKEN, InteractionType.NONLINEAR_WEAKEN),
        (0.25, InteractionType.UNI_WEAKEN, InteractionType.UNI_WEAKEN),
        (0.3, InteractionType.UNI_WEAKEN, InteractionType.BI_ENHANCE),
        (0.4, InteractionType.BI_ENHANCE, InteractionType.BI_ENHANCE),
        (0.5, InteractionType.INDEPENDENT, InteractionType.BI_ENHANCE),
        (0.6, InteractionType.NONLINEAR_ENHANCE, InteractionType.NONLINEAR_ENHANCE),
    ],
)
def test_interaction_is_named_also_where_table_iv_leaves_ties_open(q_ab, ours, wangs):
    assert interaction_type(0.2, 0.3, q_ab, GD) is ours
    assert interaction_type(0.2, 0.3, q_ab, WANG) is wangs


def test_risk_tells_strata_apart_and_has_no_word_on_a_single_sample():
    y = np.array([1.0, 1.1, 0.9, 5.0, 5.1, 4.9, 9.0])
    result = detect(y, {"x": np.array(list("aaabbbc"))}, Asked(), silent())
    pairs = {(p.a, p.b): p for p in result.risk}
    assert pairs[0, 1].significant
    # By hand: means 1 and 5, variances 0.01 of 3 samples each.
    assert pairs[0, 1].t == pytest.approx(-4 / np.sqrt(0.02 / 3))
    assert pairs[0, 2].p is None
    assert not pairs[0, 2].significant


def test_ecological_detector_tells_a_strong_factor_from_a_weak_one():
    random = np.random.default_rng(8)
    strong, weak = np.repeat(list("abcd"), 40), random.choice(list("abcd"), 160)
    y = np.repeat([0.0, 3.0, 6.0, 9.0], 40) + random.normal(size=160)
    (pair,) = detect(y, {"strong": strong, "weak": weak}, Asked(), silent()).ecological
    assert pair.significant


def test_cuts_put_a_value_on_a_break_into_the_lower_stratum():
    made = cut(np.arange(1.0, 11.0), Method.EQUAL, 3)
    assert made.breaks == (4.0, 7.0)
    assert made.codes.tolist() == [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("method", [Method.NATURAL, Method.QUANTILE, Method.GEOMETRIC])
def test_every_way_of_cutting_gives_the_classes_asked_for(method):
    values = np.random.default_rng(2).lognormal(size=500)
    codes = cut(values, method, 5).codes
    assert np.unique(codes).tolist() == [0, 1, 2, 3, 4]
    ordered = codes[np.argsort(values)]
    assert (np.diff(ordered) >= 0).all()


def test_optimal_cut_is_at_least_as_good_as_any_it_was_chosen_from():
    random = np.random.default_rng(4)
    x = random.lognormal(size=400)
    y = np.log(x) + random.normal(size=400)
    best = strata(y, best_cut(x, y, range(3, 7), WANG).codes, WANG).q
    for method in (Method.NATURAL, Method.QUANTILE, Method.EQUAL, Method.GEOMETRIC):
        assert best >= strata(y, cut(x, method, 5).codes, WANG).q


def test_searched_cuts_are_told_and_their_p_called_too_good():
    random = np.random.default_rng(6)
    x, y = random.normal(size=200), random.normal(size=200)
    asked = Asked(method=Method.OPTIMAL, permutations=99)
    searched = detect(y, {"x": x}, asked, silent())
    plain = detect(y, {"x": x}, Asked(), silent())
    assert searched.q["x"] >= plain.q["x"]
    assert any("far too good" in sentence(line) for line in searched.warnings)
    assert any("3 to 8 classes" in sentence(line) for line in searched.methods)
    assert not any("5 classes" in sentence(line) for line in searched.methods)
    assert plain.warnings == ()
    given = detect(y, {"x": x > 0}, asked, silent())
    assert given.warnings == ()


def test_strata_that_are_no_factor_are_refused():
    values = np.arange(5.0)
    with pytest.raises(InputError, match="'z' is told to be strata; the factors are: x"):
        detect(values, {"x": values}, Asked(strata=("z",)), silent())


@pytest.mark.parametrize(
    ("y", "x", "words"),
    [
        ([1.0, 1.0, 1.0], [1.0, 2.5, 3.0], "constant"),
        ([1.0, 2.0, 3.0], [4.5, 4.5, 4.5], "constant"),
        ([1.0, 2.0], [1.0, 2.0], "2 samples"),
    ],
)
def test_nothing_to_explain_is_said_in_words(y, x, words):
    with pytest.raises(InputError, match=words):
        detect(np.array(y), {"x": np.array(x)}, Asked(), silent())
