"""Presets: kept by sensor in files that can be handed on, and none believed about its name."""

import json
from pathlib import Path

import pytest

from missionplanner.errors import InputError, OutputError
from missionplanner.model.patterns import Pattern
from missionplanner.model.plan import CostWeights, PlanIntent
from missionplanner.operations.presets import (
    LEFT_OUT,
    asked_by,
    delete_preset,
    hand_on,
    presets_folder,
    presets_of,
    read_preset,
    save_preset,
    take_preset,
)

ASKED = PlanIntent(
    seed=7,
    evaluations=9,
    direction_deg=30,
    agl_from_m=80,
    agl_to_m=100,
    sidelap=0.75,
    pattern=Pattern.CONTOUR,
    weights=CostWeights(threat=0.9),
)


def test_a_preset_comes_back_without_what_belongs_to_a_site_or_a_run(tmp_path: Path) -> None:
    save_preset("Steep pit", "p1-35", ASKED, tmp_path)
    found = presets_of("p1-35", tmp_path)
    assert [p.name for p in found.found] == ["Steep pit"] and found.unread == ()
    asked = asked_by(found.found[0])
    assert not LEFT_OUT & asked.keys()
    other = PlanIntent(seed=1, direction_deg=90)
    now = PlanIntent.model_validate({**other.model_dump(), **asked})
    assert (now.seed, now.evaluations, now.direction_deg) == (1, 400, 90)
    kept = set(PlanIntent.model_fields) - LEFT_OUT
    assert all(getattr(now, name) == getattr(ASKED, name) for name in kept)


def test_presets_are_of_one_sensor_in_order_of_names(tmp_path: Path) -> None:
    for name, sensor in (("b", "p1-35"), ("A", "p1-35"), ("A", "xt2"), ("c", "xt2")):
        save_preset(name, sensor, ASKED, tmp_path)
    assert [p.name for p in presets_of("p1-35", tmp_path).found] == ["A", "b"]
    assert [p.name for p in presets_of("xt2", tmp_path).found] == ["A", "c"]
    assert presets_of("z30", tmp_path).found == ()


def test_one_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    save_preset("A", "xt2", ASKED, tmp_path)
    save_preset(" A ", "xt2", PlanIntent(sidelap=0.5), tmp_path)
    assert [p.intent.sidelap for p in presets_of("xt2", tmp_path).found] == [0.5]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["../../x", "a/b", "矿山", "CON", ".", "a" * 60, "a\tb"])
def test_any_name_becomes_a_plain_file_in_the_folder(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "presets"
    path = save_preset(name, "xt2", ASKED, folder)
    assert path.parent == folder and list(tmp_path.iterdir()) == [folder]
    assert path.name.isascii()
    assert [p.name for p in presets_of("xt2", folder).found] == [" ".join(name.split())]


def test_names_that_differ_in_signs_only_are_two(tmp_path: Path) -> None:
    save_preset("矿山", "xt2", ASKED, tmp_path)
    save_preset("河岸", "xt2", ASKED, tmp_path)
    assert len(presets_of("xt2", tmp_path).found) == 2


@pytest.mark.parametrize("name", ["", "  ", "a" * 61])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        save_preset(name, "xt2", ASKED, tmp_path)
    assert caught.value.code == "presets.no_name"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"name": "x"}',
        '{"name": "", "sensor": "xt2"}',
        '{"name": "x", "sensor": "xt2", "intent": {"sidelap": 2}}',
        '{"name": "x", "sensor": "xt2", "intent": {"agl_from_m": 90, "agl_to_m": 80}}',
        '{"name": "x", "sensor": "xt2", "intent": {"unheard": 1}}',
    ],
)
def test_a_file_that_is_none_is_told_and_the_others_are_found(text: str, tmp_path: Path) -> None:
    save_preset("A", "xt2", ASKED, tmp_path)
    (tmp_path / "broken.json").write_text(text)
    found = presets_of("xt2", tmp_path)
    assert [p.name for p in found.found] == ["A"]
    assert ["broken.json" in error.where for error in found.unread] == [True]


def test_a_file_that_was_handed_on_asks_only_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "from a friend.json"
    path.write_text(json.dumps({"name": "x", "sensor": "xt2", "intent": {"sidelap": 0.6}}))
    assert asked_by(read_preset(path)) == {"sidelap": 0.6}
    assert presets_of("xt2", tmp_path).found == (read_preset(path),)


def test_a_least_height_alone_takes_back_the_greatest(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"name": "x", "sensor": "xt2", "intent": {"agl_from_m": 90}}))
    assert asked_by(read_preset(path)) == {"agl_from_m": 90, "agl_to_m": None}


def test_links_are_passed_by(tmp_path: Path) -> None:
    path = save_preset("A", "xt2", ASKED, tmp_path / "elsewhere")
    folder = tmp_path / "presets"
    folder.mkdir()
    (folder / "link.json").symlink_to(path)
    assert presets_of("xt2", folder).found == ()
    delete_preset(read_preset(path), folder)
    assert path.exists() and (folder / "link.json").is_symlink()


def test_a_deleted_preset_is_gone_and_the_others_stay(tmp_path: Path) -> None:
    for name, sensor in (("A", "xt2"), ("B", "xt2"), ("A", "p1-35")):
        save_preset(name, sensor, ASKED, tmp_path)
    delete_preset(presets_of("xt2", tmp_path).found[0], tmp_path)
    assert [p.name for p in presets_of("xt2", tmp_path).found] == ["B"]
    assert [p.name for p in presets_of("p1-35", tmp_path).found] == ["A"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        save_preset("A", "xt2", ASKED, tmp_path / "file" / "presets")


def test_the_folder_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MISSIONPLANNER_SETTINGS", str(tmp_path / "settings.json"))
    assert presets_folder() == tmp_path / "presets"
    assert presets_of("xt2").found == ()
    save_preset("A", "xt2", ASKED)
    assert [p.name for p in presets_of("xt2").found] == ["A"]


def test_a_preset_is_handed_on_and_taken_beside_one_of_its_name(tmp_path: Path) -> None:
    mine, theirs, sent = tmp_path / "mine", tmp_path / "theirs", tmp_path / "pit.json"
    save_preset("Pit", "p1-35", ASKED, mine)
    hand_on(presets_of("p1-35", mine).found[0], sent)
    assert take_preset(sent, theirs).name == "Pit"
    assert asked_by(presets_of("p1-35", theirs).found[0]) == asked_by(read_preset(sent))
    assert take_preset(sent, theirs).name == "Pit", "the same again is no other"
    save_preset("Pit", "p1-35", PlanIntent(sidelap=0.5), theirs)
    assert take_preset(sent, theirs).name == "Pit 2"
    assert [p.intent.sidelap for p in presets_of("p1-35", theirs).found] == [0.5, 0.75]


def test_a_preset_for_a_sensor_that_is_not_here_is_refused(tmp_path: Path) -> None:
    sent = tmp_path / "pit.json"
    sent.write_text(json.dumps({"name": "Pit", "sensor": "own-theirs", "intent": {}}))
    with pytest.raises(InputError) as caught:
        take_preset(sent, tmp_path / "mine")
    assert caught.value.code == "aircraft.not_there"
    assert not (tmp_path / "mine").exists()
