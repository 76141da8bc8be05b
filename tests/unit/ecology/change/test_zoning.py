import datetime
import math
from dataclasses import replace

import numpy as np
import pytest

from missionplanner.ecology.change import alerts, tallies, zonal
from missionplanner.ecology.change.abrupt import steps
from missionplanner.ecology.change.zonal import ZoneLayers, zone_sums
from missionplanner.ecology.change.zoning import (
    OUTSIDE,
    TOO_SMALL,
    ZonePolygon,
    ZoningTerms,
    zone_rows,
)
from missionplanner.messages.catalogue import sentence
from missionplanner.model.ecology import Direction, Grade, Significance, Variation
from missionplanner.model.study import TrendOptions
from missionplanner.model.trust import Trust, Verdict

NAN = np.nan
DATES = [datetime.date(year, 7, 1) for year in (2020, 2021, 2022)]
YEARS = np.array([2020.0, 2021.0, 2022.0])
ZONES = np.array([[1, 1, 0], [2, 2, 0]])
INDEX = np.array(
    [
        [[0.8, 0.6, 0.5], [0.4, NAN, NAN]],
        [[0.7, 0.5, 0.5], [0.4, 0.2, NAN]],
        [[0.6, 0.4, 0.5], [0.4, 0.4, NAN]],
    ]
)
LAYERS = ZoneLayers(
    index=INDEX,
    grades=np.nan_to_num(np.floor(INDEX * 5 + 1e-9) + 1).clip(0, 5).astype(int),
    slope=np.array([[-0.1, -0.1, 0.0], [0.0, 0.2, NAN]]),
    cv=np.array([[0.1, 0.3, 0.0], [0.0, NAN, NAN]]),
    direction=np.array([[1, 1, 2], [2, 3, 0]]),
    significance=np.array([[1, 2, 2], [2, 2, 0]]),
    abrupt=np.array([[2, 2, 2], [2, 2, 0]]),
)


def rows(zones=ZONES, layers=LAYERS, on_rasters=True, verdict=Verdict.TRUST, **options):
    terms = ZoningTerms(YEARS, 100.0, TrendOptions(**options), Trust(verdict=verdict), DATES)
    outlines = [ZonePolygon("pit", 5.0, True), ZonePolygon("dump", 7.0, on_rasters)]
    return zone_rows(outlines, zone_sums(zones, 2, layers, 0), terms)


def test_a_zone_by_hand():
    pit = rows()[0]
    assert (pit.name, pit.area_m2, pit.valid_m2) == ("pit", 200.0, 200.0)
    assert pit.means == pytest.approx((0.7, 0.6, 0.5))
    assert pit.mean_change == pytest.approx(-0.1)
    assert pit.total_change == pytest.approx(-0.2)
    assert (pit.significant_share, pit.improving_share) == (0.5, 0.0)
    assert pit.mean_cv == pytest.approx(0.2)
    assert pit.spatial_cv[0] == pytest.approx(0.1 / 0.7)
    assert pit.grades_m2[0] == {
        Grade.EXCELLENT: 100.0, Grade.GOOD: 100.0, Grade.MODERATE: 0.0, Grade.POOR: 0.0,
        Grade.BAD: 0.0,
    }  # fmt: skip
    assert pit.p == pytest.approx(1 / 3)  # 2 of the 6 orders of three are monotone


def test_missing_cells_count_only_where_they_are():
    dump = rows()[1]
    assert dump.means == pytest.approx((0.4, 0.3, 0.4))
    assert dump.improving_share == 0.5
    assert any("different parts" in sentence(warning) for warning in dump.warnings)


def test_a_zone_without_cells_has_its_outline_and_no_figures():
    row = rows(zones=np.where(ZONES == 2, 0, ZONES))[1]
    assert (row.area_m2, row.valid_m2, row.p) == (7.0, 0.0, None)
    assert all(math.isnan(value) for value in (*row.means, row.mean_change, row.mean_cv))


@pytest.mark.parametrize(("on_rasters", "why"), [(False, OUTSIDE), (True, TOO_SMALL)])
def test_a_zone_without_cells_lies_elsewhere_or_is_too_small(on_rasters, why):
    assert rows(np.where(ZONES == 2, 0, ZONES), on_rasters=on_rasters)[1].warnings == (why,)


def test_a_zone_without_a_figure_is_written_as_null_and_read_back():
    row = rows(zones=np.where(ZONES == 2, 0, ZONES))[1]
    text = row.model_dump_json()
    assert "NaN" not in text and '"mean_change":null' in text
    assert row.model_dump(mode="json")["means"] == [None, None, None]
    again = type(row).model_validate_json(text)
    assert math.isnan(again.mean_change) and math.isnan(again.means[0])


def test_blocks_put_together_equal_the_whole():
    def cut(part):
        return ZoneLayers(
            INDEX[..., part], LAYERS.grades[..., part], LAYERS.slope[..., part],
            LAYERS.cv[..., part], LAYERS.direction[..., part], LAYERS.significance[..., part],
            LAYERS.abrupt[..., part],
        )  # fmt: skip

    halves = [slice(0, 1), slice(1, 3)]
    parts = [zone_sums(ZONES[:, part], 2, cut(part), 1) for part in halves]
    together, whole = zonal.merged(parts), zone_sums(ZONES, 2, LAYERS, 2)
    for name in zonal.ZoneSums.__dataclass_fields__:
        np.testing.assert_allclose(getattr(together, name), getattr(whole, name), atol=1e-15)


def test_thresholds_make_warnings():
    pit = rows(warn_degraded_share=0.4)[0]
    assert sentence(pit.warnings[0]).startswith("50% of the valid area degrades significantly")
    assert rows(warn_degraded_share=0.5)[0].warnings == ()
    assert [sentence(one) for one in alerts.of_zones([pit])] == [
        f"pit: {sentence(pit.warnings[0])}"
    ]


OPENED = np.array([0.8, 0.3, 0.3])[:, None, None] * np.ones((3, 2, 3))
SUDDEN = replace(
    LAYERS,
    index=OPENED,
    abrupt=np.array([[1, 1, 2], [2, 2, 2]]),
    significance=np.full((2, 3), 2),
)


def codes(row):
    return [one.code for one in row.warnings if one.code != "ecology.zone.poor"]


def test_a_mean_that_falls_in_one_step_is_warned_of_with_its_dates():
    pit = rows(layers=SUDDEN)[0]
    assert codes(pit) == ["ecology.zone.abrupt"]
    assert "fell by 0.50 in one step, between 2020-07-01 and 2021-07-01" in sentence(
        pit.warnings[0]
    )
    assert pit.step == pytest.approx(-0.5) and pit.step_between == tuple(DATES[:2])
    assert pit.abrupt_loss_share == 1.0 and pit.break_p is None and pit.break_between is None


def test_cells_that_fall_abruptly_are_warned_of_where_the_mean_hides_them():
    assert codes(
        rows(layers=replace(LAYERS, abrupt=SUDDEN.abrupt, significance=SUDDEN.significance))[0]
    ) == ["ecology.zone.abrupt_share"]


def test_a_mean_that_falls_little_by_little_is_warned_of_altogether():
    slow = replace(
        SUDDEN,
        abrupt=LAYERS.abrupt,
        index=np.array([0.8, 0.65, 0.5])[:, None, None] * np.ones((3, 2, 3)),
    )
    assert codes(rows(layers=slow)[0]) == ["ecology.zone.fell"]
    assert codes(rows(layers=slow, abrupt_step=0.35)[0]) == []
    half = slow.index.copy()
    half[2, 0, 0] = NAN  # other ground at the end: no change of a mean is told
    assert codes(rows(layers=replace(slow, index=half))[0]) == ["ecology.zone.uneven"]


@pytest.mark.parametrize("verdict", [Verdict.LOOK, Verdict.DO_NOT])
@pytest.mark.parametrize("layers", [SUDDEN])
def test_no_abrupt_loss_of_an_index_that_is_not_trusted(layers, verdict):
    assert codes(rows(layers=layers, verdict=verdict)[0]) == []


@pytest.mark.parametrize("verdict", [Verdict.LOOK, Verdict.DO_NOT])
def test_an_index_that_is_not_trusted_warns_of_no_change(verdict):
    assert rows(warn_degraded_share=0.4, verdict=verdict)[0].warnings == ()


def test_an_index_that_must_not_be_trusted_calls_no_ground_poor():
    bad = replace(LAYERS, grades=np.minimum(LAYERS.grades, 1))
    told = {v: rows(layers=bad, verdict=v)[1] for v in Verdict}
    poor = {v: any("Poor or Bad" in sentence(x) for x in row.warnings) for v, row in told.items()}
    assert poor == {Verdict.TRUST: True, Verdict.LOOK: True, Verdict.DO_NOT: False}


def test_too_much_poor_and_bad_at_the_end_is_a_warning():
    grades = dict.fromkeys(Grade, 0.0) | {Grade.GOOD: 40.0, Grade.BAD: 35.0, Grade.POOR: 25.0}
    told = alerts.poor(grades, TrendOptions())
    assert told and "60% is Poor or Bad" in sentence(told)
    assert alerts.poor(grades, TrendOptions(warn_poor_share=0.6)) is None


def test_the_cross_table_counts_every_valid_cell_once():
    found = tallies.tally(
        LAYERS.direction.astype(np.uint8), LAYERS.significance.astype(np.uint8),
        np.array([[1, 2, 1], [1, 0, 0]], np.uint8), LAYERS.slope,
        np.array([[0.01, 0.4, 1.0], [1.0, 0.5, NAN]]), 4, 1,
        steps(INDEX, 0.2), 3,
    )  # fmt: skip
    assert found.valid == 5
    assert found.directions() == {
        Direction.DEGRADING: 2, Direction.STABLE: 2, Direction.IMPROVING: 1,
    }  # fmt: skip
    assert found.significances()[Significance.DEGRADING] == 1
    assert found.crossed()[Direction.DEGRADING] == {
        Significance.DEGRADING: 1, Significance.NONE: 1, Significance.IMPROVING: 0,
    }  # fmt: skip
    assert found.variations()[Variation.LOW] == 3
    both = tallies.merged([found, found])
    assert both.valid == 10 and both.exact == 8 and both.slope_sum == 2 * found.slope_sum
    assert both.tests.sum() == 10 and both.tests[0].sum() == 2  # one slope above 0 in each
    again = tallies.unpacked(tallies.packed(both))
    np.testing.assert_array_equal(again.tests, both.tests)
    np.testing.assert_array_equal(again.beside, both.beside)
