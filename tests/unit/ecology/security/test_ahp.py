"""Judgement matrices: weights, consistency, reciprocity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from missionplanner.ecology.security.ahp import (
    checked,
    judged,
    priorities,
    random_index_of,
    random_index_tables,
)
from missionplanner.errors import InputError
from missionplanner.model.security import Judgements
from tests.unit.ecology.security.written_out import judgements_of

ABC = ("a", "b", "c")


def matrix(*rows):
    return Judgements(names=ABC[: len(rows)], values=rows)


def test_consistent_matrix_by_hand():
    # a : b : c = 6 : 3 : 1
    found = priorities(matrix((1, 2, 6), (1 / 2, 1, 3), (1 / 6, 1 / 3, 1)))
    assert found.weights == pytest.approx([0.6, 0.3, 0.1])
    assert found.lambda_max == pytest.approx(3)
    assert found.cr == pytest.approx(0, abs=1e-12)
    assert found.suspects == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(1, 9), min_size=1, max_size=12))
def test_ratios_of_weights_give_the_weights_back(importance):
    w = np.array(importance) / np.sum(importance)
    names = tuple(f"n{i}" for i in range(w.size))
    rows = tuple(tuple(row) for row in (w[:, None] / w[None, :]).tolist())
    found = priorities(Judgements(names=names, values=rows))
    assert found.weights == pytest.approx(w)
    assert found.cr == pytest.approx(0, abs=1e-9)


def test_known_lambda_of_an_inconsistent_triple():
    # For three: lambda = 1 + t + 1/t, t = cube root of a_ac / (a_ab a_bc) = (1/9)^(1/3)
    found = priorities(matrix((1, 3, 1), (1 / 3, 1, 3), (1, 1 / 3, 1)))
    t = (1 / 9) ** (1 / 3)
    assert found.lambda_max == pytest.approx(1 + t + 1 / t)
    assert found.ci == pytest.approx((t + 1 / t - 2) / 2)
    assert found.cr == pytest.approx(found.ci / 0.58)
    assert found.cr > 0.1


def test_worst_judgement_is_pointed_at_with_the_value_that_fits():
    good = judgements_of("abcd", {("a", "b"): 2, ("a", "c"): 4, ("a", "d"): 8})
    good = judged(judged(judged(good, "b", "c", 2), "b", "d", 4), "c", "d", 2)
    assert priorities(good).suspects == ()
    # Someone typed 1/4 where 4 was meant.
    found = priorities(judged(good, "b", "d", 1 / 4))
    worst = found.suspects[0]
    assert (worst.row, worst.column, worst.value) == ("b", "d", 0.25)
    weights = dict(zip("abcd", found.weights, strict=True))
    assert worst.fitting == pytest.approx(weights["b"] / weights["d"])
    assert worst.deviation == pytest.approx(worst.fitting / worst.value)


def test_mirror_image_is_kept():
    found = judged(judgements_of(ABC, {("a", "b"): 3}), "c", "a", 5)
    assert found.values == ((1, 3, 1 / 5), (1 / 3, 1, 1), (5, 1, 1))


def test_third_typed_as_a_decimal_is_taken():
    assert checked(matrix((1, 3), (0.33, 1)))[1, 0] == 1 / 3


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (((1, 3), (0.5, 1)), "a against b: 3 one way and 0.5 the other are not reciprocal"),
        (((1, 3), (3, 1)), "put 0.3333 the other way"),
        (((1, -3), (-1 / 3, 1)), "must be above 0"),
        (((2, 3), (1 / 3, 1)), "on the diagonal"),
        (((1, 3, 4), (1 / 3, 1)), "not 2 x 2"),
        (((1, float("nan")), (1, 1)), "above 0"),
    ],
)
def test_broken_matrices_are_told(rows, words):
    with pytest.raises(InputError) as caught:
        priorities(Judgements(names=("a", "b"), values=rows))
    assert words in str(caught.value)


def test_unknown_names_and_values_are_told():
    with pytest.raises(InputError, match="nothing called 'z'"):
        judged(judgements_of(ABC, {}), "z", "a", 3)
    with pytest.raises(InputError, match="cannot be the judgement"):
        judged(judgements_of(ABC, {}), "a", "b", 0)
    with pytest.raises(InputError, match="twice"):
        priorities(Judgements(names=("a", "a"), values=((1, 1), (1, 1))))


@pytest.mark.parametrize(
    ("table", "size", "value"),
    [
        ("saaty-1980", 3, 0.58),
        ("saaty-1980", 9, 1.45),
        ("saaty-2005", 9, 1.45),
        ("saaty-2005", 4, 0.89),
        ("saaty-tran-2007", 8, 1.4048466),
        ("donegan-dodd-1991", 3, 0.4914),
        ("donegan-dodd-1991", 22, 1.5371 + 0.4 * (1.5619 - 1.5371)),
        ("saaty-1980", 2, 0.0),
    ],
)
def test_random_index(table, size, value):
    assert random_index_of(size, table) == pytest.approx(value)


def test_tables_have_titles_and_ends():
    assert len(random_index_tables()) == 4
    assert random_index_tables()["saaty-1980"].startswith("Saaty 1980")
    with pytest.raises(InputError, match="21 things cannot be judged at once"):
        random_index_of(21, "saaty-1980")
    with pytest.raises(InputError, match="no table"):
        random_index_of(3, "nobody")


def test_one_thing_has_all_the_weight():
    found = priorities(Judgements(names=("a",), values=((1,),)))
    assert (found.weights, found.cr) == ((1.0,), 0.0)
