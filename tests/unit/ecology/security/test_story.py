"""The whole chain on made-up rasters, block by block, with the truth known."""

import datetime

import numpy as np
import pytest

from missionplanner.ecology.security.index import security_index
from missionplanner.ecology.security.methods import lowering_warnings, methods
from missionplanner.ecology.security.sensitivity import sensitivity
from missionplanner.ecology.security.standardise import (
    checked_limits,
    limits,
    pooled,
    standardised,
)
from missionplanner.ecology.security.systems import system
from missionplanner.ecology.security.tally import recipe_of, tallied, year_security
from missionplanner.ecology.security.thresholds import all_thresholds, unit_bins
from missionplanner.ecology.security.weights import constant_weights
from missionplanner.ecology.statistics.breaks import merged
from missionplanner.messages.catalogue import sentence
from missionplanner.model.security import (
    SECURITY_BREAKS,
    SecurityGrade,
    SecurityOptions,
    SecurityResult,
    Sign,
    YearSecurity,
)

SYSTEM = system("lingbei-2024")
OPTIONS = SecurityOptions()
YEARS = (2000, 2010, 2020)
SIDE = 48
CELL_M2 = 900.0
HURT = (slice(10, 22), slice(14, 30))
BLOCKS = [slice(0, 20), slice(20, 33), slice(33, SIDE)]


def raw_years():
    """Raw indicators; a mine of 12 x 16 cells is bad in all of them in 2010, half so in 2020."""
    rng = np.random.default_rng(11)
    base = rng.normal(0.6, 0.1, (21, SIDE, SIDE))
    years = []
    for harm in (0.0, 0.5, 0.25):
        good = base + rng.normal(0, 0.02, base.shape)
        good[:, HURT[0], HURT[1]] -= harm
        signs = np.array([1.0 if s == Sign.POSITIVE else -1.0 for s in SYSTEM.signs])
        raw = 100 + 7 * signs[:, None, None] * good
        raw[3, 0, 0] = np.nan
        years.append(raw)
    return years


@pytest.fixture(scope="module")
def analysed():
    raw = raw_years()
    scale = pooled([limits(year[:, rows]) for year in raw for rows in BLOCKS])
    checked_limits(scale, SYSTEM.keys)
    stacks = [standardised(year, scale, SYSTEM.signs) for year in raw]
    parts = [unit_bins(stack[:, rows]) for stack in stacks for rows in BLOCKS]
    bins = [merged(column) for column in zip(*parts, strict=True)]
    constant = constant_weights(SYSTEM, OPTIONS.weights)
    how = recipe_of(SYSTEM, constant, all_thresholds(SYSTEM.keys, bins, {}), OPTIONS.weights)
    return stacks, how, constant


def row_of(stack, how, year) -> YearSecurity:
    blocks = [stack[:, rows] for rows in BLOCKS]
    graded = [tallied(b, security_index(b, how), how, SECURITY_BREAKS) for b in blocks]
    total = graded[0].tally + graded[1].tally + graded[2].tally
    return year_security(datetime.date(year, 7, 1), total, SYSTEM, how, CELL_M2)


def test_planted_damage_is_found(analysed):
    stacks, how, _ = analysed
    before, after = security_index(stacks[0], how), security_index(stacks[1], how)
    fall = before.variable - after.variable
    inside = np.zeros((SIDE, SIDE), bool)
    inside[HURT] = True
    assert np.nanmin(fall[inside]) > np.nanmax(fall[~inside])
    later = security_index(stacks[2], how)
    assert np.all(later.variable[HURT] > after.variable[HURT])


def test_table_of_blocks_is_that_of_the_whole(analysed):
    stacks, how, _ = analysed
    found = row_of(stacks[1], how, 2010)
    whole = security_index(stacks[1], how)
    assert found.mean_vw == pytest.approx(np.nanmean(whole.variable))
    assert found.mean_cw == pytest.approx(np.nanmean(whole.constant))
    assert found.valid_m2 == (SIDE * SIDE - 1) * CELL_M2
    for areas in (found.grades_m2_cw, found.grades_m2_vw):
        assert sum(areas.values()) == pytest.approx(found.valid_m2)
    worst = SecurityGrade.VERY_INSECURE
    assert found.grades_m2_vw[worst] == np.sum(whole.variable <= 0.26) * CELL_M2
    assert found.change_m2[worst] == found.grades_m2_vw[worst] - found.grades_m2_cw[worst]


def test_penalty_finds_more_insecure_area_than_constant_weights(analysed):
    """As in all five years of the paper's Table III."""
    stacks, how, _ = analysed
    low = (SecurityGrade.VERY_INSECURE, SecurityGrade.INSECURE)
    for stack, year in zip(stacks, YEARS, strict=True):
        row = row_of(stack, how, year)
        assert sum(row.grades_m2_vw[g] for g in low) >= sum(row.grades_m2_cw[g] for g in low)


def test_result_survives_json(analysed):
    stacks, how, constant = analysed
    keys = SYSTEM.keys
    result = SecurityResult(
        system=SYSTEM,
        weights_cw=constant.weights,
        cr=constant.cr,
        random_index=None,
        consistency=constant.consistency,
        adjustment=how.adjustment,
        alpha=how.alpha,
        thresholds={k: tuple(d) for k, d in zip(keys, how.thresholds.tolist(), strict=True)},
        limits=dict.fromkeys(keys, (0.0, 1.0)),
        breaks=SECURITY_BREAKS,
        grading="fixed",
        years=tuple(row_of(s, how, y) for s, y in zip(stacks, YEARS, strict=True)),
        sensitivity=sensitivity(stacks[1], how).result(),
        methods=tuple(sentence(line) for line in methods(SYSTEM, constant, OPTIONS)),
        warnings=(),
        files={},
    )
    assert SecurityResult.model_validate_json(result.model_dump_json()) == result
    told = result.model_dump(mode="json")
    assert {"weights_cw", "cr", "years", "files"} <= told.keys()
    row = {"year", "mean_cw", "mean_vw", "grades_m2_cw", "grades_m2_vw"}
    assert row <= told["years"][0].keys()


def test_methods_name_what_was_chosen(analysed):
    _, _, constant = analysed
    told = " | ".join(sentence(line) for line in methods(SYSTEM, constant, OPTIONS))
    assert "C = 0.6, alpha = 1.5" in told
    assert "0.26, 0.4, 0.47, 0.57" in told
    assert "by hand: none" in told
    chosen = OPTIONS.model_copy(
        update={
            "weights": OPTIONS.weights.model_copy(update={"thresholds": {"P1": (0.1, 0.2, 0.3)}})
        }
    )
    assert "by hand: P1" in " | ".join(sentence(line) for line in methods(SYSTEM, constant, chosen))


def test_lowering_is_warned_of_from_one_per_cent():
    warnings = lowering_warnings({"D1": 0.009, "D2": 0.013}, "2005")
    assert [sentence(warning) for warning in warnings] == [
        "2005: improving D2 lowers the index on 1.3% of the area"
    ]
