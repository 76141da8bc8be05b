import os
import sys
from pathlib import Path

import pytest

from missionplanner.project import digests
from missionplanner.project.digests import digest
from missionplanner.tasks.progress import Cancelled, Progress, Step, silent


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files read, in order; no file is too young to be remembered."""
    done: list[Path] = []
    read = digests._read

    def noted(path: Path, progress: Progress) -> bytes:
        done.append(path)
        return read(path, progress)

    monkeypatch.setattr(digests, "_read", noted)
    monkeypatch.setattr(digests, "_SETTLED_NS", -1)
    monkeypatch.setattr(digests, "_known", {})
    return done


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell when a file was touched")
def test_a_file_is_read_once_and_again_when_it_was_touched(
    tmp_path: Path, reads: list[Path]
) -> None:
    path = tmp_path / "dem.tif"
    path.write_bytes(b"heights")
    first = digest(path, silent())
    assert digest(path, silent()) == first and reads == [path]
    info = path.stat()
    while path.stat().st_ctime_ns == info.st_ctime_ns:  # the system's clock has steps
        path.write_bytes(b"HEIGHTS")  # of the same size
        os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert path.stat().st_mtime_ns == info.st_mtime_ns
    assert digest(path, silent()) != first and reads == [path, path]


def test_a_file_just_written_is_not_remembered(tmp_path: Path, reads: list[Path], monkeypatch):
    monkeypatch.setattr(digests, "_SETTLED_NS", 3_600_000_000_000)
    path = tmp_path / "dem.tif"
    path.write_bytes(b"heights")
    assert digest(path, silent()) == digest(path, silent())
    assert reads == [path, path]


def test_a_large_file_is_told_and_can_be_stopped(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(digests, "_BLOCK_BYTES", 10)
    monkeypatch.setattr(digests, "_TOLD_FROM_BYTES", 50)
    path = tmp_path / "dem.tif"
    path.write_bytes(bytes(100))
    steps: list[Step] = []
    digest(path, Progress(steps.append))
    assert [step.share for step in steps] == pytest.approx([n / 10 for n in range(1, 11)])
    assert steps[0].words == "Comparing dem.tif"
    with pytest.raises(Cancelled):
        digest(path, Progress(steps.append, lambda: len(steps) > 12))
    assert len(steps) == 13
