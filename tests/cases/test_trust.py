"""Verdicts on the imagery of the cases."""

from pathlib import Path
from typing import Any

import pytest

from tests.cases.command import said


def verdict(cases: Path, tmp_path: Path, name: str, verb: str = "irsei") -> dict[str, Any]:
    folder = cases / "imagery"
    study = tmp_path / "study.json"
    made = said("new-study", study, "--epoch", folder / name, "--dem", folder / "dem.tif")
    assert made.code == 0, made.error
    found = said(verb, study)
    assert found.code == 0, found.error
    return found.json


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("04_l2_json", "trust"),
        ("33_outlier", "trust"),
        ("03_l2_noqa_notag", "look"),
        ("06_l2_st_gap_notag", "look"),
        ("31_seasons", "do not trust"),
    ],
)
def test_verdict_on_an_index(cases: Path, tmp_path: Path, name: str, expected: str) -> None:
    trust = verdict(cases, tmp_path, name)["trust"]
    assert trust["verdict"] == expected
    assert bool(trust["reasons"]) == (expected != "trust")


def test_two_seasons_are_named_and_the_heat_that_they_turn(cases: Path, tmp_path: Path) -> None:
    trust = verdict(cases, tmp_path, "31_seasons")["trust"]
    told = {one["code"]: one["values"] for one in trust["reasons"]}
    assert told["seasons"]["days"] == 128
    assert told["loading_wrong"]["indicator"] == "heat" and told["loading_wrong"]["loading"] > 0


def test_a_pit_that_opens_in_the_right_season_is_trusted(cases: Path, tmp_path: Path) -> None:
    found = verdict(cases, tmp_path, "37_abrupt", "trend")
    assert found["trust"]["verdict"] == "trust"
    assert found["beyond_chance"]["least_p"] == pytest.approx(1 / 60)


def test_a_pit_that_opens_is_told_with_its_dates_and_the_forest_is_not(
    cases: Path, tmp_path: Path
) -> None:
    folder, study = cases / "imagery", tmp_path / "study.json"
    made = said("new-study", study, "--epoch", folder / "37_abrupt", "--dem", folder / "dem.tif",
                "--zones", folder / "37_zones.geojson")  # fmt: skip
    assert made.code == 0, made.error
    pit, forest = said("zones", study).json["zones"]
    assert pit["step_between"] == ["2014-07-15", "2016-07-15"]
    assert pit["abrupt_loss_share"] == 1.0 and pit["break_p"] is None
    assert any("fell by 0.68 in one step" in one for one in pit["warnings"])
    assert forest["abrupt_loss_share"] == 0.0 and not forest["warnings"]
    found = said("trend", study).json["abrupt"]
    losses = {one["first"]: one["loss_m2"] / 1e4 for one in found}
    assert losses["2014-07-15"] == pytest.approx(36.0) and sum(losses.values()) == pytest.approx(36)
