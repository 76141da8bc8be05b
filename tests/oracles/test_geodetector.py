"""R geodetector 1.0-5, R GD 10.8 and gdverse 1.7 on the disease data that R geodetector ships.

Their answers are those of `reference/ecology.md` 1.7: the packages disagree by design.
"""

import numpy as np
import pytest

from missionplanner.ecology.geodetector.detect import Asked, detect
from missionplanner.ecology.geodetector.table import read_samples
from missionplanner.model.geodetector import Convention
from missionplanner.tasks.progress import silent

Q = {"soiltype": 0.385716842809, "watershed": 0.637773670070, "elevation": 0.606708709728}
P = {
    Convention.WANG: {
        "soiltype": 0.363236288,
        "watershed": 0.000116991385,
        "elevation": 0.040804068734,
    },
    Convention.GD: {
        "soiltype": 0.372145486,
        "watershed": 0.000128802980,
        "elevation": 0.043382243727,
    },
}
PAIRS = {
    Convention.WANG: (0.735680548140, 0.663523698336, 0.713596778535),
    Convention.GD: (0.723183561451, 0.662979804935, 0.710278088274),
}
ANOVA = {"soiltype": 3.2e-18, "watershed": 5.0e-35, "elevation": 1.3e-33}


@pytest.fixture(scope="module", params=list(Convention))
def result(request, data_dir):
    path = data_dir / "ecology" / "geodetector_disease.csv"
    response, factors, told = read_samples(path, "incidence", list(Q))
    assert (response.size, told) == (185, ())
    return detect(response, factors, Asked(method=None, convention=request.param), silent())


def test_q_is_that_of_every_package(result):
    assert result.q == pytest.approx(Q, abs=1e-10)


def test_published_p_is_that_of_the_package_followed(result):
    # The packages' own non-central F is no better than 1e-8 here.
    assert result.p_published == pytest.approx(P[result.convention], abs=1e-8)


def test_interactions_are_those_of_the_package_followed(result):
    soil_water, soil_high, water_high = PAIRS[result.convention]
    found = {frozenset((i.a, i.b)): i.q for i in result.interactions}
    assert found[frozenset(("soiltype", "watershed"))] == pytest.approx(soil_water, abs=1e-10)
    assert found[frozenset(("soiltype", "elevation"))] == pytest.approx(soil_high, abs=1e-10)
    assert found[frozenset(("watershed", "elevation"))] == pytest.approx(water_high, abs=1e-10)
    assert {i.type.value for i in result.interactions} == {"bi-enhance"}


def test_p_of_the_central_f_is_the_analysis_of_variance(result):
    for name, p in ANOVA.items():
        assert np.isclose(result.p[name], p, rtol=0.02)
