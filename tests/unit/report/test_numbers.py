import math

from hypothesis import given
from hypothesis import strategies as st

from missionplanner.report.numbers import number, p_value, percents, round_length, significant
from missionplanner.report.senline import sen_line


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=30))
def test_percents_sum_to_100_and_stay_within_a_step(parts):
    shares, total = percents(parts), math.fsum(parts)
    if not total > 0:
        assert set(shares) == {0.0}
        return
    assert round(sum(shares), 6) == 100.0
    assert all(
        abs(share - 100 * part / total) < 0.1 + 1e-9
        for share, part in zip(shares, parts, strict=True)
    )


def test_percents_of_the_papers_table_5_reach_100_by_largest_remainder():
    assert percents([0.85, 1.02, 1.20, 0.48]) == (24.0, 28.7, 33.8, 13.5)


def test_numbers_are_set_with_true_minus_and_a_dash_for_none():
    assert number(-0.0321, 3) == "−0.032"
    assert number(0.5, 2, signed=True) == "+0.50"
    assert number(-0.0001, 2, signed=True) == "0.00"
    assert number(math.nan) == number(None) == "–"
    assert number(12345.6, 1) == "12\u202f345.6"
    assert significant(0.00081234) == "0.000812"
    assert significant(305.27, 4) == "305.3"
    assert p_value(0.0002) == "< 0.001"


def test_a_bar_has_a_round_length_within_its_room():
    assert [round_length(room) for room in (0.9, 2.0, 49.0, 730.0)] == [0.5, 2.0, 20.0, 500.0]


def test_a_sen_line_goes_through_the_medians_and_skips_gaps():
    line = sen_line([2010, 2011, 2012, 2013], [0.1, 0.2, math.nan, 0.4])
    assert line is not None
    assert line.slope == 0.1 or math.isclose(line.slope, 0.1)
    assert (line.level, line.at) == (0.2, 2011)
    assert sen_line([2010, 2011], [0.1, math.nan]) is None


def test_a_sen_band_holds_the_slope_and_needs_dates_enough():
    years = [float(year) for year in range(2000, 2012)]
    values = [0.3 + 0.01 * i + (0.02 if i % 2 else -0.02) for i in range(12)]
    line = sen_line(years, values)
    assert line is not None and line.slopes is not None
    assert line.slopes[0] < line.slope < line.slopes[1]
    short = sen_line(years[:3], values[:3])
    assert short is not None and short.slopes is None


def test_percents_add_up_to_a_hundred():
    assert percents([0.85, 1.02, 1.20, 0.48]) == (24.0, 28.7, 33.8, 13.5)
    assert percents([1, 1, 1]) == (33.4, 33.3, 33.3)
    assert percents([1, 1, 1], places=0) == (34.0, 33.0, 33.0)
    assert percents([0.0, 0.0]) == (0.0, 0.0)
    assert percents([0.25, 0.75]) == (25.0, 75.0)
