"""A pilot's way through the program, by the command line."""

import json
from pathlib import Path

import pytest

from missionplanner.cli.main import run
from tests.stories.small_site import write_site

SENSORS = ("p1-35", "rededge-m", "xt2")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pilot")
    site = write_site(folder / "files")
    path = folder / "hill.mplan"
    files = [
        f"--dem={site.dem}",
        f"--area={site.area}",
        f"--threats={site.threats}",
        f"--weather={site.weather}",
        "--vertical-datum=egm96",
    ]
    assert run(["new", str(path), *files, *(f"--sensor={key}" for key in SENSORS)]) == 0
    assert run(["plan", str(path), "--evaluations", "12"]) == 0
    return path


def spoken(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 0) -> dict:
    assert run([*arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_verify_measures_what_was_promised(project: Path, capsys) -> None:
    told = spoken(capsys, ["verify", str(project)])
    assert [s["sensor"] for s in told["sensors"]] == list(SENSORS)
    for sensor in told["sensors"]:
        assert sensor["zone_m"] == 0
        assert sensor["seen_share"] >= 0.995
        assert sensor["overlap_ok_share"] >= 0.95
        assert sensor["clearance_min_m"] >= 30
        assert 100 * sensor["gsd_cm"]["p95"] / 100 <= sensor["gsd_limit_cm"]
        for sortie in sensor["sorties"]:
            assert 0 < sortie["energy_wh"] <= sortie["energy_limit_wh"]


def test_the_same_seed_plans_the_same_routes(project: Path, capsys) -> None:
    arguments = ["plan", str(project), "--evaluations", "12", "--sensor", "xt2"]
    first, second = spoken(capsys, arguments), spoken(capsys, arguments)
    run(["plan", str(project), "--evaluations", "12"])
    capsys.readouterr()
    assert first["sensors"] == second["sensors"]


def test_rasters_of_the_verification(project: Path, tmp_path: Path, capsys) -> None:
    told = spoken(capsys, ["verify", str(project), "--out", str(tmp_path / "rasters")])
    assert len(told["files"]) >= len(SENSORS)
    assert all(Path(name).stat().st_size > 0 for name in told["files"])


def test_exported_missions_pass_the_check(project: Path, tmp_path: Path, capsys) -> None:
    told = spoken(capsys, ["export", str(project), "--format", "wpml", "--out", str(tmp_path)])
    assert told["files"]
    checked = spoken(capsys, ["check", *told["files"]])
    assert all(report["ok"] for report in checked["files"])


def test_tables_hold_every_sensor(project: Path, tmp_path: Path, capsys) -> None:
    told = spoken(capsys, ["tables", str(project), "--out", str(tmp_path)])
    assert {Path(name).suffix for name in told["files"]} == {".csv", ".xlsx"}
    text = next(Path(n) for n in told["files"] if n.endswith(".csv")).read_text("utf-8-sig")
    assert "P1" in text


def test_plugins_are_listed(capsys) -> None:
    names = {f["format"] for f in spoken(capsys, ["plugins"])["formats"]}
    assert {"wpml", "kml", "geojson"} <= names


def test_a_refused_file_gives_exit_code_1(data_dir: Path, capsys) -> None:
    told = spoken(capsys, ["check", str(data_dir / "wpml" / "main_route.kmz")], code=1)
    assert told["files"][0]["ok"] is False


def test_an_export_folder_that_cannot_be_made(project: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("x")
    assert run(["export", str(project), "--out", str(tmp_path / "file" / "out")]) == 2
    assert "file" in capsys.readouterr().err


def test_the_link_is_told_before_the_flight(project: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "link"
    told = spoken(capsys, ["link", str(project), "--suggest", "--trial", "--out", str(out)])
    assert sum(told["shares"].values()) == pytest.approx(1.0)
    # Hills of 100 m on a site of 1.4 km: near the station always Wi-Fi, and LoRa where it ends.
    assert told["shares"]["wifi"] > 0.2
    assert told["shares"]["cellular"] == 0.0, "no mast was named"
    assert 0 <= told["lora_loss"] < 0.2
    assert told["bytes_per_hour"] == pytest.approx(19_500 * (1 - told["lora_loss"]), rel=0.02)
    # Under 1 % of air, 36 s an hour, few of the previews arrive in a flight, and not none.
    assert 0 < told["trial"]["arrived"] < told["trial"]["photos"]
    assert {one["for"] for one in told["suggested"]} == {"station", "relay"}
    best = max(one["share"] for one in told["suggested"])
    assert best >= told["shares"]["lora"]
    names = {Path(name).name for name in told["files"]}
    assert names == {"link_route.geojson", "link_wifi_margin.tif", "link_lora_margin.tif"}
    lines = json.loads((out / "link_route.geojson").read_text())["features"]
    assert {line["properties"]["radio"] for line in lines} <= {"wifi", "lora", "none"}
    area = project.parent / "files" / "area.geojson"
    promised = spoken(capsys, ["link", str(project), "--covered", str(area)])["shares"]
    assert promised["cellular"] + promised["wifi"] > 0.8
    assert promised["none"] <= told["shares"]["none"]
    assert run(["link", str(project), "--station", "0,0"]) == 2
    assert "outside" in capsys.readouterr().err
