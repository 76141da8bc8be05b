"""How a finding is told in both languages."""

import pytest

from missionplanner.messages.message import message, text
from missionplanner.model.finding import Finding, Severity


def finding(where: object, told: object) -> Finding:
    return Finding("VERIFY-X", Severity.NOTE, where, told)  # type: ignore[arg-type]


def test_a_sortie_is_told_in_the_language() -> None:
    at = message("planning.at", name="p1-35 1 of 14", lon=128.5, lat=48.25)
    found = finding(("p1-35 1 of 14", at), "late")
    assert found.place("en") == "p1-35 1 of 14, p1-35 1 of 14 at 128.500000, 48.250000"
    assert found.place("zh").startswith("p1-35 第 1 架次（共 14），p1-35 第 1 架次（共 14），位置")
    assert "of" not in found.place("zh")


@pytest.mark.parametrize("name", ["p1-35", "1 of 14", "pit 2 of north", "a b 1 of 2"])
def test_other_names_stay_as_they_are(name: str) -> None:
    assert finding(name, "late").place("zh") == name


@pytest.mark.parametrize(
    "told",
    [message("planning.return_high", height_m=150.0), message("planning.wire", far=2.0)],
    ids=["a code that is gone", "values that are others"],
)
def test_what_another_version_found_is_told_as_that(told: object) -> None:
    found = finding("p1-35", told)
    assert found.said("en").startswith("a finding of another version of the program: planning.")
    assert found.said("zh").startswith("另一版本程序的检查结果：planning.")


def test_what_has_words_is_told_by_them() -> None:
    assert finding("a", message("planning.wire", wire_m=3.0)).said("en").startswith("3 m of route")
    assert finding("a", text("as {it} stands")).said("zh") == "as {it} stands"
    assert finding("a", text("slow", zh="慢")).said("zh") == "慢"
