import pytest

from missionplanner.ecology.legends import legend, names
from missionplanner.report.charts.bars import shares_by_name
from missionplanner.report.charts.series import LineSeries, SenLine, series_grid
from missionplanner.report.charts.shares import shares_over_time
from missionplanner.report.charts.style import ink
from missionplanner.report.fonts import families, look
from missionplanner.report.inline import inline_svg


@pytest.fixture(autouse=True)
def styled():
    with look():
        yield


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_figures_on_class_colours_can_be_read():
    for name in names():
        for item in legend(name).classes:
            light, dark = sorted((luminance(item.colour), luminance(ink(item.colour))))[::-1]
            assert (light + 0.05) / (dark + 0.05) >= 4.2, (name, item.key)


def test_charts_are_set_in_the_shipped_font():
    assert families()[0] == "Inter"


def test_stacked_bars_reach_100_and_have_no_box():
    drawn = shares_over_time(["2014", "2024"], [[10, 20, 30, 25, 15]] * 2, legend("grade"))
    axes = drawn.axes[0]
    tops = [bar.get_y() + bar.get_height() for bar in axes.patches]
    assert max(tops) == pytest.approx(100)
    assert [name for name, spine in axes.spines.items() if spine.get_visible()] == ["bottom"]
    assert axes.get_yticklabels()[-1].get_text() == "100 %"


def test_ticks_of_a_narrow_range_are_told_apart():
    drawn = series_grid(
        [2014.5, 2019.5, 2024.5], [LineSeries("Wetness", [-0.0501, -0.0507, -0.0512])]
    )
    labels = [label.get_text() for label in drawn.axes[0].get_yticklabels()]
    assert len(labels) >= 3 and len(set(labels)) == len(labels)
    assert all(label.startswith("−") for label in labels)


def test_a_sen_line_and_its_band_are_drawn_below_the_series():
    line = SenLine(0.01, 0.5, 2019.5, (0.005, 0.02))
    row = LineSeries("Pit", [0.4, 0.5, 0.6], "p 0.02", line)
    axes = series_grid([2014.5, 2019.5, 2024.5], [row], (0, 1)).axes[0]
    assert axes.lines[0].get_ydata().tolist() == pytest.approx([0.45, 0.55])
    assert len(axes.collections) == 1


def test_a_chart_is_the_same_each_time_and_holds_no_date():
    uris = [inline_svg(shares_by_name([("X1", 0.42), ("X2", 0.1)]), "q") for _ in range(2)]
    assert uris[0] == uris[1]
    assert uris[0].startswith("<svg") and "dc:date" not in uris[0] and "0.42" in uris[0]
