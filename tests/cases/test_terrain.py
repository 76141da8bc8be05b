"""DEMs and point clouds as people have them, over the built-in site."""

import re
import socket
import time
import tracemalloc
from pathlib import Path

import pytest

from missionplanner.errors import DatumUnknown, InputError
from missionplanner.messages.catalogue import sentence
from missionplanner.operations.examples import write_example
from missionplanner.terrain.dem import Terrain, load_terrain
from missionplanner.vector.read import read_area


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, object]:
    files = write_example("mine", tmp_path_factory.mktemp("mine"))
    return files.dem, read_area(files.area).area.outer


def over_mine(mine: tuple[Path, object], *paths: Path, datum: str | None = "egm96") -> Terrain:
    return load_terrain(paths, mine[1], vertical_datum=datum)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [1, -1])
def test_the_finest_dem_wins_in_either_order(
    cases: Path, mine: tuple[Path, object], order: int
) -> None:
    alone = over_mine(mine, mine[0], datum=None)
    both = over_mine(mine, *(mine[0], cases / "dem" / "mine90.tif")[::order])
    shared = alone.height_m == alone.height_m
    assert abs(both.height_m[shared] - alone.height_m[shared]).max() < 0.01


def test_a_coarse_dem_alone_says_so(cases: Path, mine: tuple[Path, object]) -> None:
    terrain = over_mine(mine, cases / "dem" / "mine90.tif")
    assert "93" in sentence(terrain.datum_note, "en") or "92.9" in sentence(
        terrain.datum_note, "en"
    )


@pytest.mark.parametrize("name", ["evil.tif", "evil.vrt", "raw.vrt"])
def test_a_hostile_raster_opens_nothing(
    cases: Path, mine: tuple[Path, object], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", forbidden)
    begun = time.monotonic()
    with pytest.raises(InputError) as told:
        over_mine(mine, cases / "dem" / name)
    assert re.search("(?i)virtual|beside|source|VRT", str(told.value)), str(told.value)
    assert time.monotonic() - begun < 5.0, "a network that does not answer was waited for"


@pytest.mark.parametrize("name", ["ESRI_style.laz", "WKT_EPSG_unknown.laz",
                                  "PROJCS_VERTCS_side_b.laz"])  # fmt: skip
def test_a_cloud_on_level_ground(cases: Path, mine: tuple[Path, object], name: str) -> None:
    terrain = over_mine(mine, cases / "las" / name)
    assert terrain.height_m[terrain.height_m == terrain.height_m].mean() == pytest.approx(
        600, abs=0.1
    )
    assert terrain.frame.epsg == 32649


def test_navd88_needs_its_offset(cases: Path, mine: tuple[Path, object]) -> None:
    with pytest.raises(DatumUnknown, match="NAVD88"):
        over_mine(mine, cases / "las" / "PROJCS_VERTCS_side_b.laz", datum=None)


REFUSED = [
    ("las/LOCAL_CS.laz", "(?i)Earth|local"), ("las/NULs.laz", "coordinate system"),
    ("las/empty_WKT.laz", "coordinate system"),
    ("fuzz/las12_memory.las", "(?i)longer|damaged|header|record"),
    ("fuzz/las14_1.las", "(?i)coordinate system"), ("fuzz/las14_hang.las", "(?i)header|damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words"), REFUSED, ids=[file for file, _ in REFUSED])
def test_a_cloud_is_refused_soon_and_small(
    cases: Path, mine: tuple[Path, object], file: str, words: str
) -> None:
    begun = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as told:
            over_mine(mine, cases / file)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert re.search(words, str(told.value)), str(told.value)
    assert "\n" not in str(told.value) and "Traceback" not in str(told.value)
    assert time.monotonic() - begun < 10 and most < 1_000_000_000
