from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from missionplanner.errors import OutputError
from missionplanner.model.airspace import Threats
from missionplanner.project.autosaves import autosave, autosaved, forget_autosave, recover
from missionplanner.project.document import Project
from missionplanner.project.edits import set_threats, set_title
from missionplanner.project.store import load, save, write_state
from missionplanner.storage import presence
from missionplanner.storage.presence import Presence, take


def test_the_autosave_waits_beside_the_project_until_it_is_saved(project: Project) -> None:
    assert recover(project.folder) is None
    assert autosaved(project.folder) is None
    edited = set_threats(set_title(project, "Edited"), Threats())
    autosave(edited)
    assert load(project.folder) == project
    found = recover(project.folder)
    assert found is not None
    assert (found.document.title, found.threats) == ("Edited", Threats())
    assert found.dem_paths == project.dem_paths
    assert autosaved(project.folder) == found.changed
    save(found)
    assert load(project.folder).document.title == "Edited"
    assert recover(project.folder) is None


def test_only_a_later_and_different_state_is_worth_recovering(project: Project) -> None:
    autosave(project)
    assert autosaved(project.folder) is None  # the same
    autosave(set_title(project, "Edited"))
    assert autosaved(project.folder) is not None
    later = project.changed + timedelta(hours=1)
    document = project.document.model_copy(update={"changed": later})
    text = document.model_dump_json(indent=2)
    (project.folder / "project.json").write_text(text, "utf-8")
    assert autosaved(project.folder) is None  # saved since


def test_it_can_be_given_up(project: Project) -> None:
    autosave(set_title(project, "Edited"))
    forget_autosave(project.folder)
    assert autosaved(project.folder) is None
    assert not (project.folder / ".autosave").exists()


def test_a_damaged_one_is_not_offered(project: Project) -> None:
    (autosave(set_title(project, "Edited")) / "project.json").write_text("{")
    assert autosaved(project.folder) is None


def test_a_link_called_autosave_is_neither_written_read_nor_removed(
    project: Project, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write_state(set_title(project, "Bait"), elsewhere)
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    (project.folder / ".autosave").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="is a link"):
        autosave(set_title(project, "Edited"))
    assert autosaved(project.folder) is None
    assert recover(project.folder) is None
    save(replace(project))
    forget_autosave(project.folder)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_what_another_window_has_not_saved_is_left_to_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = take(project.folder)
    assert isinstance(held, Presence)
    autosave(set_title(project, "Edited there"))
    assert autosaved(project.folder) is not None
    monkeypatch.setattr(presence.os, "getpid", lambda: 1)
    monkeypatch.setattr(presence.os, "getppid", lambda: 1)
    assert autosaved(project.folder) is None, "not offered here"
    forget_autosave(project.folder)
    save(set_title(project, "Saved here"))
    assert (project.folder / ".autosave" / "project.json").is_file()
    held.leave()
    forget_autosave(project.folder)
    assert not (project.folder / ".autosave").exists()
