import subprocess
import sys
import threading
from pathlib import Path

import pytest

from missionplanner.errors import OutputError
from missionplanner.storage.lock import held

HOLD = """
import sys
from pathlib import Path
from missionplanner.storage.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_refused_and_let_in_once_the_first_has_ended(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        with (
            pytest.raises(OutputError, match="another program is at work") as caught,
            held(tmp_path, wait_s=0.0),
        ):
            raise AssertionError("let in")
        assert "room" not in str(caught.value)
        other.kill()
    with held(tmp_path, wait_s=0.0):
        assert list(tmp_path.iterdir()) == []  # nothing is left where a folder can be locked


def test_the_same_thread_may_take_it_again_and_another_may_not(tmp_path: Path) -> None:
    told: list[str] = []

    def other() -> None:
        try:
            with held(tmp_path, wait_s=0.0):
                told.append("let in")
        except OutputError:
            told.append("refused")

    with held(tmp_path), held(tmp_path / "." / "x" / ".."):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    other()
    assert told == ["refused", "let in"]


def test_a_folder_that_is_not_there_holds_nobody_back(tmp_path: Path) -> None:
    with held(tmp_path / "gone"):
        pass
