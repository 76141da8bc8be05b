import numpy as np
import pytest

from missionplanner.ecology import legends
from missionplanner.errors import InputError
from missionplanner.model import ecology

BAD, POOR, EXCELLENT = (0x8C, 0x51, 0x0A), (0xD8, 0xB3, 0x65), (0x01, 0x66, 0x5E)


def lightness(name: str) -> np.ndarray:
    return legends._to_lab(legends.legend(name).colours(255) / 255.0)[:, 0]


def test_a_value_on_a_break_gets_the_better_grade():
    painted = legends.legend("irsei").paint(np.array([[0.0, 0.2, 1.0, np.nan]], np.float32))
    assert painted.dtype == np.uint8 and painted.shape == (1, 4, 4)
    assert [tuple(c) for c in painted[0]] == [
        (*BAD, 255),
        (*POOR, 255),
        (*EXCELLENT, 255),
        (0, 0, 0, 0),
    ]


def test_codes_are_painted_and_nodata_is_clear():
    painted = legends.legend("grade").paint(np.array([[0, 1, 5, 9]], np.uint8))
    assert painted[0, 1].tolist() == [*BAD, 255]
    assert painted[0, 2].tolist() == [*EXCELLENT, 255]
    assert painted[0, [0, 3], 3].tolist() == [0, 0]


def test_codes_of_the_model_are_codes_of_the_legends():
    for name, codes in (
        ("grade", ecology.GRADE_CODES),
        ("direction", ecology.DIRECTION_CODES),
        ("significance", ecology.SIGNIFICANCE_CODES),
        ("cv_class", ecology.CV_CODES),
    ):
        told = {item.key: item.code for item in legends.legend(name).classes}
        assert told == {str(key): code for key, code in codes.items()}
    assert [c.low for c in legends.legend("grade").classes[1:]] == list(ecology.GRADE_BREAKS)
    assert [c.low for c in legends.legend("cv_class").classes[1:]] == list(ecology.CV_BREAKS)


def test_a_trend_is_drawn_equally_far_to_both_sides():
    slope = legends.legend("slope")
    values = np.array([[-0.01, 0.0, 0.05, np.nan]])
    low, high = slope.limits(values)
    assert low == -high and high > 0.04
    still = slope.paint(values, (-0.1, 0.1))[0, 1]
    assert still[:3].min() > 240 and still[3] == 255


def test_a_ramp_holds_its_end_colours_beyond_its_limits():
    painted = legends.legend("greenness").paint(np.array([[-9.0, 0.0, 1.0, 9.0]]), (0.0, 1.0))
    assert painted[0, 0].tolist() == painted[0, 1].tolist()
    assert painted[0, 2].tolist() == painted[0, 3].tolist()
    assert painted[0, 2, :3].tolist() == [0x03, 0x3B, 0x2A]


@pytest.mark.parametrize(
    "name", ["greenness", "wetness", "dryness", "heat", "erosion", "emissivity", "ls", "cv", "n"]
)
def test_sequential_ramps_darken_steadily(name):
    assert (np.diff(lightness(name)) < 0.004).all()
    assert lightness(name)[0] - lightness(name)[-1] > 0.4


@pytest.mark.parametrize("name", legends.names())
def test_every_legend_has_words_in_both_languages_and_paints(name):
    told = legends.legend(name)
    assert told.title("en") and told.title("zh")
    assert bool(told.unit("en")) == bool(told.unit("zh"))
    assert all(item.en and item.zh for item in told.classes)
    assert bool(told.classes) != bool(told.stops)
    values = np.array([[1, 2, 0]], np.float32)
    assert told.paint(values).shape == (1, 3, 4)
    assert told.paint(np.full((2, 2), np.nan)).max() == 0


def test_numbers_and_spans_are_set_as_in_print():
    slope, cv = legends.legend("slope"), legends.legend("cv_class")
    assert slope.number(-0.0321) == "−0.032"
    assert slope.number(-0.00001) == "0.000"
    assert [cv.span(item) for item in cv.classes] == [
        "0.00–0.15",
        "0.15–0.30",
        "0.30–0.50",
        "> 0.50",
    ]


def test_an_unknown_name_is_told_with_the_known_ones():
    with pytest.raises(InputError, match="irsei"):
        legends.legend("nothing")
