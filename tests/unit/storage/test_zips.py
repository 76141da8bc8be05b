"""Archives do not hang on the clock, which may show 1970: a ZIP begins at 1980."""

import io
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from missionplanner.missions.tables import xlsx_bytes
from missionplanner.storage.zips import Timeless, unzipped, zipped


@pytest.fixture(autouse=True)
def empty_battery(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(time=lambda: 86_400.0, localtime=lambda *_: (1970, 1, 2, 0, 0, 0))
    monkeypatch.setattr(zipfile, "time", clock)


def test_the_clock_of_1970_stops_a_plain_archive() -> None:
    with pytest.raises(ValueError, match="1980"), zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr("a", b"1")


def test_a_timeless_archive_takes_texts_bytes_and_files(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"3")
    stream = io.BytesIO()
    with Timeless(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"1")
        archive.writestr("b", "二")
        archive.write(tmp_path / "c")
        archive.write(str(tmp_path / "c"), "d/c")
    made = unzipped(stream.getvalue())
    assert made == {"a": b"1", "b": "二".encode(), "c": b"3", "d/c": b"3"}
    with zipfile.ZipFile(stream) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}


def test_tables_are_written_and_the_same_each_time() -> None:
    first = xlsx_bytes({"Sheet": [{"a": 1, "b": "x"}.keys(), [1, "x"]]})
    assert first == xlsx_bytes({"Sheet": [{"a": 1, "b": "x"}.keys(), [1, "x"]]})
    assert "xl/worksheets/sheet1.xml" in unzipped(first)
    assert zipped({"a": b"1"}) == zipped({"a": b"1"})
