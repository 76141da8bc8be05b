import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from missionplanner.errors import OutputError
from missionplanner.storage.journal import Journal


def read(path):
    journal = Journal(path)
    records = list(journal.records())
    journal.close()
    return records


@given(st.lists(st.binary(max_size=50), max_size=8), st.data())
def test_what_was_appended_is_read_and_what_is_cut_off_is_dropped(tmp_path_factory, records, data):
    path = tmp_path_factory.mktemp("j") / "a.journal"
    journal = Journal(path)
    journal.append(records)
    journal.close()
    assert read(path) == records
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    left = read(path)
    assert left == records[: len(left)]
    assert path.stat().st_size <= cut
    again = Journal(path)
    again.append([b"more"])
    again.close()
    assert read(path) == [*left, b"more"]


def test_a_damaged_record_ends_the_journal(tmp_path):
    path = tmp_path / "a.journal"
    journal = Journal(path)
    journal.append([b"one", b"two", b"three"])
    journal.close()
    content = bytearray(path.read_bytes())
    content[8 + 3 + 8] ^= 1
    path.write_bytes(content)
    assert read(path) == [b"one"]


def test_a_killed_process_loses_nothing_that_it_appended(tmp_path):
    path = tmp_path / "a.journal"
    code = (
        "import sys; from pathlib import Path; from missionplanner.storage.journal import Journal\n"
        "j = Journal(Path(sys.argv[1]))\n"
        "for n in range(10**9):\n    j.append([b'%d' % n]); print(n, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
    )
    told = -1
    while told < 50:
        told = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    told = max(int(line) for line in [str(told), *process.stdout.read().split()])
    process.wait()
    kept = [int(record) for record in read(path)]
    assert kept == list(range(len(kept)))
    assert len(kept) > told


def test_it_is_replaced_whole(tmp_path):
    path = tmp_path / "a.journal"
    journal = Journal(path)
    journal.append([b"one", b"two"])
    journal.begin_anew([b"two"])
    journal.append([b"three"])
    journal.close()
    assert read(path) == [b"two", b"three"]


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "there").write_bytes(b"")
    (tmp_path / "a.journal").symlink_to(tmp_path / "there")
    with pytest.raises(OutputError):
        Journal(tmp_path / "a.journal")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.journal"
    journal = Journal(path)
    journal.append([b"one"])
    full = os.open("/dev/full", os.O_WRONLY)
    own = os.write
    monkeypatch.setattr(os, "write", lambda _handle, data: own(full, data))
    with pytest.raises(OutputError) as error:
        journal.append([b"two"])
    monkeypatch.undo()
    assert "space" in error.value.line()
    journal.append([b"three"])
    journal.close()
    os.close(full)
    assert read(path) == [b"one", b"three"]
