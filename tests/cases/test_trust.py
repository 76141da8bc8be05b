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
