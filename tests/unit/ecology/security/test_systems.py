"""Index systems as files."""

import os

import pytest
from pydantic import ValidationError

from missionplanner.ecology.security.systems import (
    copy_system,
    read_system,
    read_weights,
    system,
    system_keys,
    write_system,
)
from missionplanner.errors import InputError, OutputError
from missionplanner.model.security import CriteriaLayer, GradeOptions, SecurityOptions, Sign
from missionplanner.storage.complaints import first_complaint
from tests.english import english
from tests.unit.ecology.security.small import small_system

POSITIVE = {"D1", "D2", "D4", "S1", "S2", "S3", "I3", "I5", "R1", "R2", "M1", "M2"}


def test_system_of_the_paper():
    found = system("lingbei-2024")
    assert system_keys() == ("lingbei-2024",)
    assert len(found.indicators) == 21
    assert {spec.key for spec in found.indicators if spec.sign == Sign.POSITIVE} == POSITIVE
    assert [len(found.of(layer)) for layer in CriteriaLayer] == [4, 4, 4, 5, 2, 2]
    assert all(spec.title_zh and spec.source for spec in found.indicators)
    assert all(spec.key.startswith(spec.layer.value) for spec in found.indicators)
    assert sum(spec.weight or 0 for spec in found.indicators) == pytest.approx(1)


def test_weights_of_the_paper_are_those_of_table_6(data_dir):
    printed = read_weights(data_dir / "ecology" / "paper2_table6.csv")
    printed.pop("CW", None)
    found = {spec.key: spec.weight for spec in system("lingbei-2024").indicators}
    assert found == {key: printed[key] for key in found}


def test_system_is_written_and_read_back(tmp_path):
    for original in (system("lingbei-2024"), small_system()):
        write_system(tmp_path / "own.toml", original)
        assert read_system(tmp_path / "own.toml") == original


def test_quotes_and_chinese_survive(tmp_path):
    changed = small_system().model_copy(update={"title": 'a "b" \\ c', "title_zh": "矿区"})
    write_system(tmp_path / "own.toml", changed)
    assert read_system(tmp_path / "own.toml") == changed


def test_copy_is_the_users_own(tmp_path):
    copy = copy_system("lingbei-2024", tmp_path / "our-mine.toml")
    assert copy.key == "our-mine"
    assert system("our-mine.toml", tmp_path) == copy
    with pytest.raises(OutputError, match="there already"):
        copy_system("lingbei-2024", tmp_path / "our-mine.toml")
    with pytest.raises(InputError, match="a to z"):
        copy_system("lingbei-2024", tmp_path / "Our Mine.toml")
    with pytest.raises(OutputError, match="cannot be written"):
        write_system(tmp_path / "nowhere" / "x.toml", copy)


GOOD = (
    'key = "x"\ntitle = "X"\n[[indicators]]\nkey = "D1"\nlayer = "D"\nsign = "+"\ntitle = "One"\n'
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("key = ", "is not TOML"),
        ('key = "x"\ntitle = "X"\nindicators = []\n', "indicators"),
        (GOOD.replace('"+"', '"plus"'), "indicator D1: sign"),
        (GOOD.replace('layer = "D"', 'layer = "Z"'), "indicator D1: layer"),
        (GOOD + 'compute = "magic"\n', "indicator D1: compute"),
        (GOOD + GOOD.split("\n", 2)[2], "two indicators are called D1"),
        (GOOD + 'weight = "much"\n', "indicator D1: weight"),
        (
            GOOD + "weight = 0.5\n" + GOOD.split("\n", 2)[2].replace("D1", "D2"),
            "D2 has no weight though others have",
        ),
    ],
)
def test_wrong_files_are_told_in_one_line(tmp_path, text, words):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_system(path)
    assert words in str(caught.value)
    assert "own.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_absent_systems_are_told(tmp_path):
    with pytest.raises(InputError, match="known: lingbei-2024"):
        system("lingbei")
    with pytest.raises(InputError, match="no such file"):
        system("none.toml", tmp_path)


@pytest.mark.parametrize(
    "text",
    ["indicator,weight\nD1,0.6\nP1,0.4\n", "D1,0.6\nP1,0.4\n", "﻿unit,D1,P1\nCW,0.6,0.4\n1,2,3\n"],
)
def test_weights_from_csv(tmp_path, text):
    (tmp_path / "w.csv").write_text(text, encoding="utf-8")
    assert read_weights(tmp_path / "w.csv") == {"D1": 0.6, "P1": 0.4}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("indicator,weight\nD1,much\nP1,0.4\n", "D1: 'much' stands where a weight belongs"),
        ("D1\n", "no table of weights"),
        ("", "no table of weights"),
    ],
)
def test_wrong_weights_in_csv_are_told(tmp_path, text, words):
    (tmp_path / "w.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_weights(tmp_path / "w.csv")
    assert words in str(caught.value)


def test_absent_csv_is_told(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_weights(tmp_path / "none.csv")


def test_options_have_the_papers_values():
    options = SecurityOptions()
    assert (options.weights.adjustment, options.weights.alpha) == (0.6, 1.5)
    assert options.grades.breaks == (0.26, 0.40, 0.47, 0.57)
    with pytest.raises(ValidationError) as told:
        GradeOptions(breaks=(0.3, 0.2, 0.5, 0.6))
    assert "do not ascend" in english(first_complaint(told.value))


def test_a_full_disk_leaves_the_former_system_whole(tmp_path, monkeypatch):
    path = tmp_path / "own.toml"
    write_system(path, system("lingbei-2024"))
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_system(path, system("lingbei-2024"))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["own.toml"]


def test_a_link_is_replaced_not_followed(tmp_path):
    (tmp_path / "victim").write_text("mine")
    (tmp_path / "own.toml").symlink_to(tmp_path / "victim")
    write_system(tmp_path / "own.toml", system("lingbei-2024"))
    assert (tmp_path / "victim").read_text() == "mine"
    assert read_system(tmp_path / "own.toml") == system("lingbei-2024")
