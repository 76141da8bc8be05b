"""Each figure once: command line, tables and window tell the same of one plan."""

import csv
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from missionplanner.cli.main import run
from missionplanner.messages.casing import sentence_case
from missionplanner.ui.shell.main_window import MainWindow
from missionplanner.ui.widgets.numbers import clock, kilometres, number, percent
from tests.stories.small_site import write_site

SENSORS = ("p1-35", "rededge-m")
WAIT = 50_000
Json = dict[str, Any]


def spoken(*arguments: str) -> Json:
    told = StringIO()
    with redirect_stdout(told):
        assert run([*arguments, "--json"]) == 0
    return json.loads(told.getvalue().splitlines()[-1])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("figures")


@pytest.fixture(scope="module")
def planned(base: Path) -> Json:
    """The answer of `plan`."""
    site, folder = write_site(base / "files"), base / "hill.mplan"
    files = [f"--dem={site.dem}", f"--area={site.area}", f"--threats={site.threats}"]
    sensors = [f"--sensor={key}" for key in SENSORS]
    assert run(["new", str(folder), *files, *sensors, "--vertical-datum=egm96"]) == 0
    return spoken("plan", str(folder), "--evaluations", "12")


@pytest.fixture(scope="module")
def tables(base: Path, planned: Json) -> dict[str, list[list[str]]]:
    spoken("tables", str(base / "hill.mplan"), "--out", str(base / "tables"))
    return {
        path.stem: list(csv.reader(StringIO(path.read_text("utf-8-sig"))))
        for path in sorted((base / "tables").glob("*.csv"))
    }


def test_verify_tells_what_plan_told(base: Path, planned: Json) -> None:
    assert spoken("verify", str(base / "hill.mplan"))["sensors"] == planned["sensors"]


def test_sorties_add_up_to_their_sensor(planned: Json) -> None:
    for sensor in planned["sensors"]:
        sorties = sensor["sorties"]
        for key in ("length_m", "climb_m", "turns", "photos", "energy_wh", "duration_s", "zone_m"):
            assert sum(s[key] for s in sorties) == sensor[key], key
        for key, extreme in (
            ("clearance_min_m", min),
            ("agl_min_m", min),
            ("agl_max_m", max),
            ("distance_max_m", max),
            ("max_climb_mps", max),
            ("max_descent_mps", max),
        ):
            assert extreme(s[key] for s in sorties) == sensor[key], key
        cost = sensor["cost"]
        parts = ("length", "altitude", "threat", "energy", "resolution", "sorties")
        assert cost["J"] == pytest.approx(sum(cost[part] for part in parts), rel=1e-12)


def test_tables_tell_what_plan_told(planned: Json, tables: dict[str, list[list[str]]]) -> None:
    head, *rows = tables["sorties"]
    for row, told in zip(rows, _rows_wanted(planned), strict=True):
        assert dict(zip(head, row, strict=True)).items() >= told.items()
    columns = {row[0]: row[1:] for row in tables["sensor-parameters"]}
    for place, sensor in enumerate(planned["sensors"]):
        for name, wanted in _parameters_wanted(sensor).items():
            assert float(columns[name][place]) == pytest.approx(wanted), name


def _rows_wanted(planned: Json) -> Iterator[dict[str, str]]:
    for sensor in planned["sensors"]:
        for told in (*sensor["sorties"], sensor):
            yield {
                "Length, m": str(round(told["length_m"])),
                "Climb, m": str(round(told["climb_m"])),
                "Turns": str(told["turns"]),
                "Photos": str(told["photos"]),
                "Duration, min": str(round(told["duration_s"] / 60, 1)),
                "Least height above ground, m": str(round(told["agl_min_m"], 1)),
                "Greatest height above ground, m": str(round(told["agl_max_m"], 1)),
                "Greatest distance from home, m": str(round(told["distance_max_m"])),
                "Energy, Wh": str(round(told["energy_wh"], 1)),
            }


def _parameters_wanted(sensor: Json) -> dict[str, float]:
    cost = sensor["cost"]
    return {
        "Area to be seen, km2": round(sensor["flyable_m2"] / 1e6, 4),
        "Seen, %": round(100 * sensor["seen_share"], 2),
        "Asked overlap reached, %": round(100 * sensor["overlap_ok_share"], 2),
        "GSD verified, median, cm": round(sensor["gsd_cm"]["p50"], 2),
        "GSD verified, 95 %, cm": round(sensor["gsd_cm"]["p95"], 2),
        "In zones, m": round(sensor["zone_m"], 1),
        "Least distance to ground, m": round(sensor["clearance_min_m"], 1),
        "Greatest height above ground, m": round(sensor["agl_max_m"], 1),
        "Greatest distance from home, m": round(sensor["distance_max_m"]),
        "Route, m": round(sensor["length_m"]),
        "Climb, m": round(sensor["climb_m"]),
        "Turns": sensor["turns"],
        "Photos": sensor["photos"],
        "Sorties": len(sensor["sorties"]),
        "Energy, Wh": round(sensor["energy_wh"], 1),
        "Duration, min": round(sensor["duration_s"] / 60, 1),
        "Cost J, minimised": round(cost["J"], 1),
        "  length": round(cost["length"], 1),
        "  altitude": round(cost["altitude"], 1),
        "  threat": round(cost["threat"], 1),
        "  energy": round(cost["energy"], 1),
        "  resolution": round(cost["resolution"], 1),
        "  sorties": round(cost["sorties"], 1),
        "Cost B, as in the paper": round(cost["B_literal"], 1),
    }


def test_missions_carry_the_verified_figures(base: Path, planned: Json) -> None:
    told = spoken(
        "export", str(base / "hill.mplan"), "--format", "geojson", "--out", str(base / "g")
    )
    flights: dict[str, Json] = {}  # one file a flight, whichever sensors share it
    for sensor in planned["sensors"]:
        for sortie in sensor["sorties"]:
            flights.setdefault(sortie["flight"], sortie)
    for name, sortie in zip(told["files"], flights.values(), strict=True):
        features = json.loads(Path(name).read_text("utf-8"))["features"]
        route = next(f for f in features if f["properties"]["role"] == "route")["properties"]
        assert route["photos"] == sortie["photos"]
        assert route["duration_s"] == round(sortie["duration_s"], 1)
        assert route["length_m"] == round(sortie["length_m"], 1)


def test_notes_reach_every_face(
    base: Path, planned: Json, tables: dict[str, list[list[str]]], real_window: MainWindow,
    qtbot: QtBot,
) -> None:  # fmt: skip
    (self_fired,) = [note for note in planned["notes"] if note["code"] == "MIS-SELF"]
    assert "set it to one image every" in self_fired["message"]
    folder = str(base / "hill.mplan")
    assert spoken("verify", folder)["notes"] == planned["notes"]
    assert spoken("export", folder, "--out", str(base / "w"))["notes"] == planned["notes"]
    told = {tuple(row[1:]) for row in tables["notes"]}
    keys = ("severity", "code", "where", "message")
    for finding in (*planned["notes"], *(f for s in planned["sensors"] for f in s["findings"])):
        assert tuple(finding[key] for key in keys) in told
    opened(real_window, qtbot, base)
    for stage in ("check", "export"):
        panel = shown(real_window, stage)
        assert sentence_case(self_fired["message"]) in texts(panel), stage


def test_the_window_shows_what_plan_told(
    base: Path, planned: Json, real_window: MainWindow, qtbot: QtBot
) -> None:
    opened(real_window, qtbot, base)
    session, workspace = real_window.session, real_window.workspace
    assert workspace is not None
    for sensor in planned["sensors"]:
        session.pick_sensor(sensor["sensor"])
        table = workspace.dock_of("plan").table
        for row, sortie in enumerate(sensor["sorties"]):
            cells = [table.item(row, column).text() for column in range(1, 5)]  # type: ignore[union-attr]
            assert cells == [
                kilometres(sortie["length_m"]),
                f"{number(sortie['climb_m'])} m",
                clock(sortie["duration_s"]),
                number(sortie["photos"]),
            ]
        shown_now = texts(shown(real_window, "plan"))
        wanted = [
            percent(sensor["seen_share"]),
            number(sensor["zone_m"]),
            number(sensor["length_m"] / 1000, 1),
            number(sensor["duration_s"] / 60),
            number(sensor["climb_m"]),
            number(sensor["energy_wh"] / 1000, 2),
            number(sensor["photos"]),
        ]
        assert [w for w in wanted if w not in shown_now] == []
        shown_now = texts(shown(real_window, "check"))
        wanted = [
            percent(sensor["overlap_ok_share"]),
            number(sensor["gsd_cm"]["p50"], 1),
            number(sensor["gsd_cm"]["p95"], 1),
            number(sensor["clearance_min_m"], 1),
            number(sensor["agl_max_m"]),
            number(sensor["distance_max_m"]),
            number(sensor["max_climb_mps"], 1),
            number(sensor["max_descent_mps"], 1),
        ]
        assert [w for w in wanted if w not in shown_now] == []
        last = session.plan_shown.convergence[-1].best  # type: ignore[union-attr]
        assert last == sensor["cost"]["J"]


def opened(window: MainWindow, qtbot: QtBot, base: Path) -> None:
    window.session.open(base / "hill.mplan")
    qtbot.waitUntil(lambda: window.session.result is not None, timeout=WAIT)


def shown(window: MainWindow, stage: str) -> QWidget:
    assert window.workspace is not None
    window.workspace.show_stage(stage)
    return window.workspace.panels[stage]


def texts(widget: QWidget) -> set[str]:
    return {child.text() for child in widget.findChildren(QLabel)}
