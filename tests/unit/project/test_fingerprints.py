import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from shapely.affinity import translate
from shapely.geometry import Polygon, box

from missionplanner.messages.catalogue import entry_of, sentence
from missionplanner.messages.message import message, text
from missionplanner.model.airspace import Threats, Zone
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Altitude, Datum, Position
from missionplanner.model.plan import PlanIntent
from missionplanner.model.weather import WindLevel
from missionplanner.project import edits, fingerprints
from missionplanner.project.document import Project
from missionplanner.project.fingerprints import Foundations, foundations, what_changed
from missionplanner.project.store import load, save
from tests.english import english


@pytest.fixture(autouse=True)
def risk(project: Project) -> Path:
    path = project.folder.parent / "risk.tif"
    path.write_bytes(b"gusts")
    return path


def changed(saved: Foundations, now: Foundations) -> tuple[str, ...]:
    return english(what_changed(saved, now))


def told(before: Project, after: Project) -> tuple[str, ...]:
    return changed(foundations(before), foundations(after))


def other_zones(project: Project, *zones: Zone) -> Project:
    return edits.set_threats(project, replace(project.threats, zones=zones))


def test_nothing_has_changed_where_nothing_was(project: Project) -> None:
    assert told(project, project) == ()
    assert told(project, load(project.folder)) == ()
    assert told(project, edits.set_title(project, "Another title")) == ()
    assert told(project, save(project)) == ()


def test_a_zone_added_removed_or_changed_is_named(project: Project) -> None:
    first, second = project.threats.zones
    cabin = Zone("Cabin", first.polygon)
    assert told(project, other_zones(project, first, second, cabin)) == (
        "the zone 'Cabin' was added",
    )
    assert told(project, other_zones(project, second)) == (f"the zone '{first.name}' was removed",)
    higher = replace(second, ceiling=Altitude(value_m=1500.5, datum=Datum.ELLIPSOID))
    assert told(project, other_zones(project, first, higher)) == (
        f"the zone '{second.name}' was changed",
    )
    assert told(project, other_zones(project, second, first)) == ()


def test_two_zones_of_one_name_are_counted(project: Project) -> None:
    first, second = project.threats.zones
    moved = replace(first, polygon=translate(first.polygon, 0.001, 0))
    twice = other_zones(project, first, moved, second)
    assert told(project, twice) == (f"the zone '{first.name}' was added",)


def test_the_same_outline_drawn_from_another_corner_is_the_same(project: Project) -> None:
    holes = project.area.holes
    ring = list(holes[0].polygon.exterior.coords)[:-1]
    turned = replace(holes[0], polygon=Polygon((ring[2:] + ring[:2])[::-1]))
    area = SurveyArea(project.area.name, project.area.outer, (turned, *holes[1:]))
    assert told(project, edits.set_area(project, area)) == ()


def changed_weather(project: Project, **values: object) -> Project:
    (hour,) = project.weather.hours
    hours = (hour.model_copy(update=values),)
    return edits.set_weather(project, project.weather.model_copy(update={"hours": hours}))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda p: edits.set_area(p, replace(p.area, outer=translate(p.area.outer, xoff=1e-5))),
            "the survey area was changed",
        ),
        (
            lambda p: edits.set_area(
                p,
                replace(
                    p.area,
                    holes=(
                        replace(p.area.holes[0], polygon=box(1, 1, 2, 2)),
                        p.area.holes[1],
                    ),
                ),
            ),
            "the hole 'pond' was changed",
        ),
        (
            lambda p: edits.set_threats(p, Threats(p.threats.zones, (), p.threats.risks)),
            "the power line '35 kV' was removed",
        ),
        (
            lambda p: edits.set_threats(p, replace(p.threats, risks=())),
            "the risk raster gusts was removed",
        ),
        (
            lambda p: edits.set_home(p, Position(lon_deg=112.0, lat_deg=37.801)),
            "the home was moved",
        ),
        (
            lambda p: changed_weather(
                p, wind=(WindLevel(height_agl_m=10, speed_mps=6.5, from_deg=250),)
            ),
            "the wind was changed",
        ),
        (lambda p: changed_weather(p, temperature_c=3.0), "the weather was changed"),
        (
            lambda p: edits.set_aircraft(p, "m350-rtk"),
            "the aircraft is 'm350-rtk' instead of 'm300-rtk'",
        ),
        (lambda p: edits.set_sensors(p, ("p1-35",)), "the sensor 'xt2' was removed"),
        (lambda p: edits.set_sensors(p, ("p1-35", "xt2", "z30")), "the sensor 'z30' was added"),
        (
            lambda p: edits.set_intent(
                p, p.document.intent.model_copy(update={"min_clearance_m": 50.0})
            ),
            "what is asked of the planner was changed (least clearance)",
        ),
        (
            lambda p: edits.set_terrain(p, p.dem_paths, "ellipsoid"),
            "the vertical datum was changed",
        ),
    ],
)
def test_every_foundation_is_told_in_plain_words(project: Project, change, says: str) -> None:
    assert told(project, change(project)) == (says,)


def test_a_source_of_weather_renamed_changes_no_plan(project: Project) -> None:
    renamed = project.weather.model_copy(update={"source": "another file"})
    assert told(project, edits.set_weather(project, renamed)) == ()


def test_a_dem_moved_with_its_project_is_the_same(project: Project, tmp_path: Path) -> None:
    before = foundations(project)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("a.mplan", "dem.tif", "risk.tif"):
        shutil.move(tmp_path / name, elsewhere / name)
    os.utime(elsewhere / "dem.tif", ns=(1, 1))
    assert changed(before, foundations(load(elsewhere / "a.mplan"))) == ()


def test_a_dem_changed_gone_or_another_is_named(project: Project, tmp_path: Path) -> None:
    before = foundations(project)
    (tmp_path / "dem.tif").write_bytes(b"HEIGHTS")
    assert changed(before, foundations(project)) == ("the DEM dem.tif was changed",)
    (tmp_path / "dem.tif").unlink()
    assert changed(before, foundations(project)) == ("the DEM dem.tif is gone",)
    (tmp_path / "new.tif").write_bytes(b"other heights")
    onto = edits.set_terrain(project, (tmp_path / "new.tif",), "egm96")
    assert set(changed(before, foundations(onto))) == {
        "the DEM new.tif was added",
        "the DEM dem.tif was removed",
    }


@pytest.mark.parametrize("name", ["dem.prj", "dem.tfw"])
def test_what_says_where_a_dem_lies_counts_too(project: Project, tmp_path: Path, name: str) -> None:
    before = foundations(project)
    (tmp_path / name).write_text("elsewhere")
    assert changed(before, foundations(project)) == ("the DEM dem.tif was changed",)


def test_the_sources_of_a_mosaic_count_too(project: Project, tmp_path: Path) -> None:
    mosaic = tmp_path / "all.vrt"
    mosaic.write_text('<V><SourceFilename relativeToVRT="1">dem.tif</SourceFilename></V>')
    onto = edits.set_terrain(project, (mosaic,), "egm96")
    before = foundations(onto)
    (tmp_path / "dem.tif").write_bytes(b"HEIGHTS")
    assert changed(before, foundations(onto)) == ("the DEM all.vrt was changed",)


def test_the_content_decides_unless_a_cheap_look_is_asked(project: Project, tmp_path: Path) -> None:
    before = foundations(project)
    info = (tmp_path / "dem.tif").stat()
    (tmp_path / "dem.tif").write_bytes(b"HEIGHTS")  # of the same size
    os.utime(tmp_path / "dem.tif", ns=(info.st_atime_ns, info.st_mtime_ns))
    assert changed(before, foundations(project)) == ("the DEM dem.tif was changed",)
    assert changed(before, foundations(project, known=before)) == ()
    os.utime(tmp_path / "dem.tif")
    assert changed(before, foundations(project, known=before)) == ("the DEM dem.tif was changed",)


def test_a_cheap_look_reads_no_file(project: Project, monkeypatch) -> None:
    before = foundations(project)

    def read(*_: object) -> bytes:
        raise AssertionError("read")

    monkeypatch.setattr(fingerprints, "digest", read)
    assert changed(before, foundations(project, known=before)) == ()


def test_a_sensor_that_left_the_catalogue_is_told(project: Project) -> None:
    ghost = edits.set_sensors(project, ("p1-35", "ghost"))
    assert told(project, ghost) == (
        "the sensor 'ghost' is not in the catalogue",
        "the sensor 'xt2' was removed",
    )


def test_a_sensor_planned_beside_those_of_the_project_counts(project: Project) -> None:
    before = foundations(project, ("z30",))
    assert [mark.name for mark in before.sensors] == ["p1-35", "xt2", "z30"]
    assert changed(before, foundations(project, ("z30",))) == ()


def test_a_grid_named_by_the_datum_counts_by_its_content(project: Project, tmp_path: Path) -> None:
    grid = tmp_path / "geoid.tif"
    grid.write_bytes(b"1")
    onto = edits.set_terrain(project, project.dem_paths, f"grid={grid}")
    before = foundations(onto)
    grid.write_bytes(b"2")
    assert changed(before, foundations(onto)) == ("the vertical datum was changed",)


def test_foundations_survive_being_saved(project: Project) -> None:
    saved = foundations(project)
    assert Foundations.model_validate_json(saved.model_dump_json()) == saved


def test_a_file_of_another_size_is_another_one_unread(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = foundations(project)
    (tmp_path / "dem.tif").write_bytes(b"heights and more")
    read: list[Path] = []
    digest = fingerprints.digest
    monkeypatch.setattr(fingerprints, "digest", lambda p, q: (read.append(p), digest(p, q))[1])
    now = foundations(project, against=before)
    assert changed(before, now) == ("the DEM dem.tif was changed",)
    assert tmp_path / "dem.tif" not in read


def test_a_remark_counts_as_the_sentence_it_was_before_it_had_a_code(project: Project) -> None:
    remark = message("weather.decimal_commas")
    sentences = edits.set_weather(
        project, project.weather.model_copy(update={"told": (text(english(remark)),)})
    )
    codes = edits.set_weather(project, project.weather.model_copy(update={"told": (remark,)}))
    assert told(sentences, codes) == ()
    assert told(project, codes) == ("the weather was changed",)


def test_what_has_changed_is_told_in_chinese(project: Project) -> None:
    home = Position(lon_deg=7.0, lat_deg=43.0)
    moved = what_changed(foundations(project), foundations(edits.set_home(project, home)))
    assert [sentence(change, "zh") for change in moved] == ["起飞点已移动"]
    zones = what_changed(foundations(project), foundations(edits.set_threats(project, Threats())))
    assert all("已移除" in sentence(change, "zh") for change in zones) and zones


def test_whatever_is_asked_has_words_in_both_languages():
    for name in PlanIntent.model_fields:
        assert entry_of(f"project.asked.{name}", "en") and entry_of(f"project.asked.{name}", "zh")
