"""Units as yearbooks write them."""

import pytest

from missionplanner.ecology.district_figures.units import Conversion, conversion, unit_of


@pytest.mark.parametrize(
    "given, asked, factor",
    [
        ("亿元", "10^4 CNY", 1e4),
        ("万元人民币", "10^4 CNY", 1),
        ("10⁴ yuan", "10^4 CNY", 1),
        ("million CNY", "10^4 CNY", 100),
        ("元/人", "10^4 CNY", 1e-4),
        ("persons per square kilometre", "km-2", 1),
        ("人/公顷", "km⁻²", 100),
        ("per 100 ha", "km-2", 1),
        ("亩", "m2", 2000 / 3),
        ("sq. m per capita", "m2", 1),
        ("km²", "ha", 100),
        ("fraction", "%", 100),
        ("‰", "百分比", 0.1),
        ("公斤", "t", 1e-3),
        ("万吨", "t", 1e4),
        ("kg ha-1 yr-1", "t/(km2·a)", 0.1),
    ],
)
def test_one_unit_is_turned_into_another(given: str, asked: str, factor: float) -> None:
    found = conversion(given, asked)
    assert found is not None and not found.total
    assert found.factor == pytest.approx(factor)
    back = conversion(asked, given)
    assert back is not None and back.factor == pytest.approx(1 / factor)


@pytest.mark.parametrize(
    "given, asked", [("ha", "km-2"), ("%", "km-2"), ("人", "%"), ("kg", "m2"), ("kg/ha", "t")]
)
def test_other_dimensions_are_refused(given: str, asked: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        conversion(given, asked)


def test_totals_are_told_from_amounts_per_area() -> None:
    assert conversion("万人", "km-2") == Conversion(1e4, total=True)
    assert conversion("t", "t ha-1") == Conversion(0.01, total=True)


@pytest.mark.parametrize("text", ["in hundreds", "current prices", "m2!", "/", "户/km2"])
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert unit_of(text) is None and conversion(text, "m2") is None
