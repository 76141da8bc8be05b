import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from missionplanner.errors import OutputError
from missionplanner.missions.manifest import MANIFEST, Exported, Origin, Staged, put, read_manifest
from tests.fuzz.mutations import COUNTS, fuzz, written

OURS, THEIRS = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)
FIRST, SECOND = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)


def export(
    out: Path,
    files: dict[str, tuple[int, str]],
    plan: datetime = FIRST,
    project: datetime = OURS,
    format_: str = "wpml",
) -> Exported:
    """Put files of sorties into `out`, {name: (sortie, content)}."""
    out.mkdir(exist_ok=True)
    aside = out / ".writing"
    aside.mkdir()
    staged = []
    for name, (sortie, text) in files.items():
        (aside / name).write_text(text)
        staged.append(Staged(aside / name, format_, "p1-35", sortie))
    try:
        return put(out, staged, Origin(project=project, planned_at=plan))
    finally:
        for left in aside.iterdir():
            left.unlink()
        aside.rmdir()


def texts(out: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in out.iterdir() if path.name != MANIFEST}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "missions"
    export(folder, {"a-S01.kmz": (1, "one"), "a-S02.kmz": (2, "two"), "a-S03.kmz": (3, "three")})
    return folder


def test_files_of_an_older_plan_go(out: Path) -> None:
    done = export(out, {"a-S01.kmz": (1, "new"), "a-S02.kmz": (2, "new")}, plan=SECOND)
    assert texts(out) == {"a-S01.kmz": "new", "a-S02.kmz": "new"}
    assert done.removed == (out / "a-S03.kmz",)
    assert done.kept == ()
    assert [file.name for file in read_manifest(out)] == ["a-S01.kmz", "a-S02.kmz"]


def test_one_that_was_edited_is_kept_and_named(out: Path) -> None:
    (out / "a-S03.kmz").write_text("edited")
    (out / "a-S01.kmz").write_text("edited too")
    done = export(out, {"a-S01.kmz": (1, "new")}, plan=SECOND)
    assert texts(out) == {
        "a-S01.kmz": "new",
        "a-S01.kmz.bak": "edited too",
        "a-S03.kmz": "edited",
    }
    assert set(done.kept) == {out / "a-S03.kmz", out / "a-S01.kmz.bak"}
    assert done.removed == (out / "a-S02.kmz",)


def test_what_was_not_written_here_is_never_removed(out: Path) -> None:
    (out / "notes.txt").write_text("mine")
    (out / "b-S01.kmz").write_text("somebody's")
    export(out, {"a-S01.kmz": (1, "new")}, plan=SECOND)
    assert texts(out) == {"a-S01.kmz": "new", "notes.txt": "mine", "b-S01.kmz": "somebody's"}


def test_some_sorties_of_the_same_plan_leave_the_others(out: Path) -> None:
    done = export(out, {"a-S02.kmz": (2, "two again")})
    assert texts(out) == {"a-S01.kmz": "one", "a-S02.kmz": "two again", "a-S03.kmz": "three"}
    assert (done.removed, done.kept) == ((), ())


def test_another_format_of_the_same_plan_leaves_the_others(out: Path) -> None:
    export(out, {"a-S01.kml": (1, "kml")}, format_="kml")
    assert len(texts(out)) == 4
    export(out, {"a-S01.kml": (1, "kml")}, format_="kml", plan=SECOND)
    assert texts(out) == {"a-S01.kml": "kml"}


def test_a_sortie_under_a_new_name_supersedes_its_former_file(out: Path) -> None:
    done = export(out, {"b-S01.kmz": (1, "one")})
    assert sorted(texts(out)) == ["a-S02.kmz", "a-S03.kmz", "b-S01.kmz"]
    assert done.removed == (out / "a-S01.kmz",)


def test_another_project_in_the_same_folder_is_left_alone(out: Path) -> None:
    export(out, {"b-S01.kmz": (1, "theirs")}, project=THEIRS, plan=SECOND)
    assert len(texts(out)) == 4
    export(out, {"a-S01.kmz": (1, "new")}, plan=SECOND)
    assert texts(out) == {"a-S01.kmz": "new", "b-S01.kmz": "theirs"}


@pytest.mark.parametrize("name", ["../victim", "/etc/hosts", "..", "sub/victim", ".hidden"])
def test_a_list_that_names_other_places_removes_nothing(
    out: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "victim").write_text("one")
    (out / ".hidden").write_text("one")
    (out / "sub").mkdir()
    (out / "sub" / "victim").write_text("one")
    said = json.loads((out / MANIFEST).read_text())
    said["files"][0]["name"] = name
    (out / MANIFEST).write_text(json.dumps(said))
    export(out, {"a-S02.kmz": (2, "new")}, plan=SECOND)
    assert (tmp_path / "victim").read_text() == "one"
    assert (out / ".hidden").read_text() == "one"
    assert (out / "sub" / "victim").read_text() == "one"


def test_links_are_neither_written_through_nor_removed_through(out: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("one")  # the very content that is listed
    for name in ("a-S01.kmz", "a-S03.kmz"):
        (out / name).unlink()
        (out / name).symlink_to(victim)
    export(out, {"a-S01.kmz": (1, "new")}, plan=SECOND)
    assert victim.read_text() == "one"
    assert (out / "a-S03.kmz").is_symlink()
    assert (out / "a-S01.kmz").read_text() == "new"
    assert not (out / "a-S01.kmz").is_symlink()


def test_a_manifest_that_is_a_link_is_not_followed(out: Path, tmp_path: Path) -> None:
    (out / MANIFEST).rename(tmp_path / "list.json")
    before = (tmp_path / "list.json").read_text()
    (out / MANIFEST).symlink_to(tmp_path / "list.json")
    export(out, {"a-S01.kmz": (1, "new")}, plan=SECOND)
    assert (tmp_path / "list.json").read_text() == before
    assert texts(out)["a-S03.kmz"] == "three"  # nobody says whose it is


def test_a_format_that_writes_hidden_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.bashrc"):
        export(tmp_path, {".bashrc": (1, "x")})
    assert not (tmp_path / ".bashrc").exists()


@pytest.mark.parametrize("count", COUNTS)
def test_damaged_lists_name_nothing_or_less(out: Path, count: range) -> None:
    path = out / MANIFEST
    fuzz(path.read_bytes(), 11, count, lambda data: (written(path, data), read_manifest(out)))
