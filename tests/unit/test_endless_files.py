"""A name that leads to a device without end: refused, or read to an end, in one line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from missionplanner.ecology.imagery.scenes.mtl import read_mtl
from missionplanner.ecology.imagery.scenes.sentinel import _read, _sun
from missionplanner.ecology.statistics import csv_numbers
from missionplanner.errors import InputError
from missionplanner.vector.area import read_area
from missionplanner.vector.zones import read_zones
from missionplanner.weather.read import read_weather

ENDLESS = Path("/dev/zero")
pytestmark = pytest.mark.skipif(not ENDLESS.exists(), reason="this system has no such device")

READERS: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("zones.txt", read_zones),
    ("zones.geojson", read_zones),
    ("zones.kml", read_zones),
    ("area.kmz", read_area),
    ("area.dxf", read_area),
    ("report.txt", read_weather),
    ("hours.csv", read_weather),
    ("LC08_MTL.txt", read_mtl),
    ("LC08_MTL.json", read_mtl),
    ("MTD_MSIL2A.xml", _read),
)


@pytest.mark.parametrize(("name", "read"), READERS, ids=[name for name, _ in READERS])
def test_a_device_is_no_file(tmp_path: Path, name: str, read: Callable[[Path], object]) -> None:
    (tmp_path / name).symlink_to(ENDLESS)
    with pytest.raises(InputError) as refused:
        read(tmp_path / name)
    line = refused.value.line()
    assert name in line and "\n" not in line and refused.value.remedy


def test_where_the_sun_stood_is_not_asked_of_one(tmp_path: Path) -> None:
    (tmp_path / "MTD_TL.xml").symlink_to(ENDLESS)
    assert _sun(tmp_path) is None


def test_a_table_is_read_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_numbers, "MOST_BYTES", 1000)
    (tmp_path / "table.csv").symlink_to(ENDLESS)
    with pytest.raises(InputError, match=r"table\.csv: is larger than 0 MB; keep the rows"):
        csv_numbers.read_text(tmp_path / "table.csv")
    (tmp_path / "fits.csv").write_text("a,b\n" * 250)
    assert csv_numbers.read_text(tmp_path / "fits.csv")[0].startswith("a,b")
