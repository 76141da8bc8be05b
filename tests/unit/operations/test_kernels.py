"""Whether kernels were compiled on this computer: noted a program, and never in its way."""

from pathlib import Path

import pytest

from missionplanner.operations import kernels


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kernels, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    return tmp_path / "cache"


def test_ready_once_noted_and_not_for_another_version(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not kernels.kernels_ready()
    kernels.note_ready()
    assert kernels.kernels_ready()
    monkeypatch.setattr(kernels, "__version__", "99.0")
    assert not kernels.kernels_ready()
    kernels.note_ready()
    monkeypatch.undo()
    monkeypatch.setattr(kernels, "user_cache_path", lambda *_, **__: cache)
    assert kernels.kernels_ready(), "two versions side by side both stay ready"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ready": 5}', '{"ready": [5, null]}'])
def test_a_damaged_note_means_not_ready(cache: Path, text: str) -> None:
    cache.mkdir()
    (cache / "kernels.json").write_text(text)
    assert not kernels.kernels_ready()
    kernels.note_ready()
    assert kernels.kernels_ready()


def test_a_cache_that_cannot_be_written_is_passed_over(cache: Path) -> None:
    cache.write_text("a file where the folder should be")
    kernels.note_ready()
    assert not kernels.kernels_ready()
