"""The analytic hierarchy process against published examples.

`ecology/ahp_examples.json`: Saaty's (2008) relative consumption of drinks and the leader example,
as in the README of ahpy 2.1; lambda_max and CI to full precision by numpy's eigenvalues.
"""

import json

import numpy as np
import pytest

from missionplanner.ecology.security.ahp import priorities
from missionplanner.model.security import Judgements
from tests.unit.ecology.security.written_out import judgements_of


@pytest.fixture(scope="module")
def examples(data_dir):
    return json.loads((data_dir / "ecology" / "ahp_examples.json").read_text())


def test_drinks(examples):
    drinks = examples["drinks_saaty2008"]
    found = priorities(
        Judgements(names=tuple(drinks["names"]), values=tuple(map(tuple, drinks["matrix"]))),
        "saaty-2005",
    )
    assert found.weights == pytest.approx(drinks["weights_full"], abs=1e-9)
    assert np.round(found.weights, 3) == pytest.approx(drinks["weights_published"])
    assert found.lambda_max == pytest.approx(drinks["lambda_max"], abs=1e-9)
    assert found.ci == pytest.approx(drinks["CI"], abs=1e-9)
    assert round(found.cr, 3) == drinks["CR_published"]
    assert (found.random_index, found.ri) == ("saaty-2005", 1.35)


def test_leader(examples):
    leader = examples["leader_criteria"]
    pairs = {tuple(pair.split(">")): value for pair, value in leader["pairs"].items()}
    judgements = judgements_of(leader["names"], pairs)
    found = priorities(judgements, "saaty-2005")
    weights = dict(zip(found.names, found.weights, strict=True))
    for name, published in leader["weights"].items():
        assert weights[name] == pytest.approx(published, abs=6e-4)
    assert round(found.cr, 3) == leader["CR"]
    assert round(priorities(judgements, "saaty-1980").cr, 3) == leader["CR"]
    # ahpy's other table gives another verdict on the same judgements.
    assert round(priorities(judgements, "donegan-dodd-1991").cr, 3) == 0.048
