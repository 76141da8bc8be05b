import math
from datetime import date

import numpy as np
import pytest
from scipy import stats

from missionplanner.ecology.change.beyond_chance import (
    counts_of,
    edges,
    independent,
    lag_1,
    limit,
    neighbour_r,
    neighbour_sums,
)
from missionplanner.ecology.change.headline import headline, least_p
from missionplanner.ecology.change.mann_kendall import exact_p
from missionplanner.model.ecology import AbruptBetween, BeyondChance, GridNote, TrendResult
from missionplanner.model.study import Serial
from missionplanner.model.trust import Trust, Verdict


def test_who_passes_is_who_passes_by_benjamini_and_hochberg():
    random = np.random.default_rng(3)
    p = np.concatenate([random.uniform(0, 1, 9000), random.uniform(0, 2e-3, 1000)])
    up = random.random(p.size) < 0.3
    p_limit, ups, downs = limit(counts_of(p, up), 0.05)
    exact = stats.false_discovery_control(p) <= 0.05
    # The limit is an edge, 2.3 % apart: no more pass than do exactly, and hardly fewer.
    assert 0.97 * exact.sum() <= ups + downs <= exact.sum()
    assert ups == (p[up] <= p_limit).sum() and downs == (p[~up] <= p_limit).sum()


def test_exact_p_values_are_edges_so_that_nothing_is_lost_on_few_dates():
    p = np.full(1000, exact_p(5, 10))  # 1 / 60
    p_limit, ups, downs = limit(counts_of(p, np.ones(1000, np.bool_)), 0.05)
    assert (p_limit, ups, downs) == (exact_p(5, 10), 1000, 0)
    assert exact_p(7, 21) in edges()


def test_chance_alone_gives_nothing():
    p = np.random.default_rng(5).uniform(0, 1, 100_000)
    assert (p <= 0.05).mean() == pytest.approx(0.05, abs=0.003)
    assert limit(counts_of(p, p < 2), 0.05) == (0.0, 0, 0)


def test_cells_without_a_test_are_no_tests():
    p = np.array([1e-4, np.nan, np.nan, 0.9])
    counts = counts_of(p, np.array([True, True, False, False]))
    assert counts.sum() == 2
    assert limit(counts, 0.05)[1:] == (1, 0)


def test_likeness_of_neighbours():
    random = np.random.default_rng(7)
    noise = random.normal(0, 1, (300, 300))
    assert neighbour_r(neighbour_sums(noise)) == pytest.approx(0, abs=0.01)
    smooth = np.cumsum(noise, axis=1)
    smooth[10, 10] = np.nan
    pairs = neighbour_sums(smooth)
    halves = neighbour_sums(smooth[:, :150]) + neighbour_sums(smooth[:, 150:])
    assert pairs[0] == halves[0] + 300 - 0  # the pairs across the cut
    assert math.isnan(neighbour_r(neighbour_sums(np.zeros((4, 4)))))


def test_cells_that_are_alike_say_as_much_as_fewer():
    assert independent(10_000, 0.0) == independent(10_000, -0.2) == 10_000
    assert independent(10_000, 0.5) == pytest.approx(10_000 / 9)
    assert independent(100, 1.0) == 1
    assert math.isnan(independent(100, math.nan))


def test_likeness_of_years():
    years = np.arange(60.0)
    random = np.random.default_rng(11)
    noise = random.normal(0, 1, 60)
    alike = np.zeros(60)
    for i in range(1, 60):
        alike[i] = 0.8 * alike[i - 1] + noise[i]
    assert lag_1(0.3 * years + alike, years) > 0.5
    assert abs(lag_1(0.3 * years + noise, years)) < 0.3
    assert math.isnan(lag_1(noise[:7], years[:7])) and not math.isnan(lag_1(noise[:8], years[:8]))


def test_the_smallest_p():
    assert least_p(5) == exact_p(5, 10)
    assert least_p(11) == pytest.approx(math.erfc(54 / math.sqrt(165 * 2)))


def result(verdict, up=2.0, down=1.0, year_r=math.nan, neighbour=0.5):
    grid = GridNote(
        epsg=32650, cell_m=100, width=10, height=10, west_m=0, north_m=0, resampling="bilinear"
    )
    found = BeyondChance(
        rate=0.05, p_limit=0.01, up_m2=up * 1e4, down_m2=down * 1e4, least_p=0.0167,
        neighbour_r=neighbour, independent_cells=11.1, year_r=year_r,
    )  # fmt: skip
    return TrendResult(
        trust=Trust(verdict=verdict), grid=grid, n_epochs=5, years=(1, 2, 3, 4, 5),
        significance=0.05, stable_per_year=0.001, exact_null=True, classes_m2={},
        significant_m2={}, cross_m2={}, cv_m2={}, mean_slope_per_year=0.01, valid_m2=100 * 1e4,
        beyond_chance=found, methods=(), warnings=(), files={},
    )  # fmt: skip


def test_the_headline_says_rose_and_fell_of_a_trusted_index_alone():
    trusted, looked, denied = (" ".join(headline(result(v))) for v in Verdict)
    assert "rose on 2.0 %" in trusted and "fell on 1.0 %" in trusted
    for text in (looked, denied):
        assert not {"rose", "fell"} & set(text.split())
    assert "above zero on 2.0 %" in looked
    assert "beyond chance" not in denied and "%" in denied


def test_the_headline_says_that_nothing_is_beyond_chance_where_nothing_is():
    none = headline(result(Verdict.TRUST, up=0.0, down=0.0))[0]
    assert none.startswith("Nowhere") and "rose" not in none
    assert not headline(result(Verdict.TRUST))[0].startswith("Nowhere")


def test_a_sentence_on_neighbours_and_one_on_years():
    lines = headline(result(Verdict.TRUST))
    assert sum("Neighbours are alike" in line for line in lines) == 1
    assert not any("Neighbours" in x for x in headline(result(Verdict.TRUST, neighbour=0.05)))
    assert "cannot be told from 5 dates" in lines[-1]
    assert "not alike" in headline(result(Verdict.TRUST, year_r=0.0))[-1]
    assert "greater than the one told" in headline(result(Verdict.TRUST, year_r=0.4))[-1]


def abruptly(verdict, loss, gain):
    parts = (
        AbruptBetween(first=date(2012, 7, 15), last=date(2014, 7, 15), loss_m2=0, gain_m2=gain),
        AbruptBetween(first=date(2014, 7, 15), last=date(2016, 7, 15), loss_m2=loss, gain_m2=0),
    )
    changed = result(verdict).model_copy(update={"abrupt": parts, "abrupt_step": 0.2})
    return " ".join(headline(changed))


def test_an_abrupt_loss_is_told_of_a_trusted_index_where_there_is_one():
    told = abruptly(Verdict.TRUST, 36e4, 2e4)
    assert "fell on 36.0 ha (36.0 %) and rose on 2.0 ha" in told
    assert "between 2014-07-15 and 2016-07-15 (36.0 ha)" in told
    assert "fell nowhere" in abruptly(Verdict.TRUST, 0.0, 2e4)
    assert "In one step" not in abruptly(Verdict.TRUST, 0.0, 0.0)
    assert "In one step" not in abruptly(Verdict.LOOK, 36e4, 2e4)
    assert "In one step" not in abruptly(Verdict.DO_NOT, 36e4, 2e4)


@pytest.mark.parametrize("way", list(Serial))
def test_what_was_done_about_dates_that_are_alike_is_told(way):
    lines = headline(result(Verdict.TRUST, year_r=0.4).model_copy(update={"serial": way}))
    said = " ".join(lines)
    assert ("keeps its level, and" in said) == (way is Serial.PRE_WHITENING)
    assert ("does not keep its level" in said) == (way not in (Serial.NONE, Serial.PRE_WHITENING))
    assert ("the true p is greater" in said) == (way is Serial.NONE)
    assert ("smallest p a cell can reach" in said) == (way is Serial.NONE)
