"""A project in one file: carried elsewhere it is the same; a stranger's file harms nothing."""

import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from shapely.geometry import MultiPolygon, box

from missionplanner.cli.pack_verb import command as pack_verb
from missionplanner.cli.unpack_verb import command as unpack_verb
from missionplanner.errors import InputError
from missionplanner.model.airspace import RiskRaster, Threats
from missionplanner.model.area import SurveyArea
from missionplanner.model.places import Position
from missionplanner.model.reading import PACKED_ENDING
from missionplanner.model.weather import CALM
from missionplanner.operations.pack import pack_project, unpack_project
from missionplanner.project.document import Project
from missionplanner.project.store import Beginning, create, load
from missionplanner.tasks.progress import Progress, silent


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two elevation files of one name, a sidecar, a risk raster and results."""
    dems = [tmp_path / folder / "dem.tif" for folder in ("north", "south")]
    for number, dem in enumerate(dems):
        dem.parent.mkdir()
        dem.write_bytes(bytes([number]) * 1000)
    (tmp_path / "north" / "dem.tif.aux.xml").write_text("<PAMDataset/>")
    risk = tmp_path / "risk.tif"
    risk.write_bytes(b"risk")
    given = Beginning(
        title="Pit",
        dem=dems,
        vertical_datum=None,
        area=SurveyArea("Pit", MultiPolygon([box(112.0, 37.8, 112.02, 37.82)])),
        threats=Threats(risks=(RiskRaster("dust", risk),)),
        weather=CALM,
        home=Position(lon_deg=112.005, lat_deg=37.805),
        aircraft="m300-rtk",
        sensors=("p1-35",),
    )
    made = create(tmp_path / "pit.mplan", given)
    results = made.folder / "results"
    results.mkdir()
    (results / "plan.json").write_text("{}")
    (made.folder / "layers.gpkg.bak").write_bytes(b"old")
    return made


def test_a_project_carried_elsewhere_is_the_same(project: Project, tmp_path: Path) -> None:
    told: list[float] = []
    progress = Progress(lambda step: told.append(step.share))
    done = pack_project(project.folder, tmp_path / "pit", progress)
    assert done.out.name == f"pit{PACKED_ENDING}" and told[-1] == 1.0
    away = tmp_path / "laptop" / "surveys"  # not there yet
    folder = unpack_project(done.out, away, silent())
    assert folder == away / "pit.mplan"
    there = load(folder)
    assert [path.read_bytes() for path in there.dem_paths] == [b"\0" * 1000, b"\1" * 1000]
    assert [path.name for path in there.dem_paths] == ["dem.tif", "dem.tif"], "plans know the name"
    assert all(folder in path.parents for path in there.dem_paths)
    assert there.dem_paths[0].with_name("dem.tif.aux.xml").is_file()
    assert there.threats.risks[0].path.read_bytes() == b"risk"
    assert (folder / "results" / "plan.json").is_file()
    assert not (folder / "layers.gpkg.bak").exists()
    assert there.area.outer.equals(project.area.outer)
    assert load(project.folder).dem_paths == project.dem_paths, "the packed one stays as it was"


def test_it_is_not_unpacked_over_another(project: Project, tmp_path: Path) -> None:
    done = pack_project(project.folder, tmp_path / "pit", silent())
    with pytest.raises(InputError) as caught:
        unpack_project(done.out, tmp_path, silent())
    assert caught.value.code == "storage.archive_there"


def test_terrain_that_is_gone_or_a_mere_list_is_told(project: Project, tmp_path: Path) -> None:
    project.dem_paths[1].unlink()
    with pytest.raises(InputError) as caught:
        pack_project(project.folder, tmp_path / "pit", silent())
    assert caught.value.code == "operations.pack_gone"
    assert not list(tmp_path.glob("*.mpack")) and not list(tmp_path.glob(".*.part"))


def archive(path: Path, *names: str, link: bool = False, swollen: bool = False) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = ((stat.S_IFLNK if link else stat.S_IFREG) | 0o644) << 16
            out.writestr(entry, bytes(40_000_000) if swollen else b"{}")
    return path


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("../evil.txt",), "storage.archive_leads_out"),
        (("pit.mplan/../../evil.txt",), "storage.archive_leads_out"),
        (("/etc/evil",), "storage.archive_leads_out"),
        (("pit.mplan\\..\\evil",), "storage.archive_leads_out"),
        (("C:/evil/x",), "storage.archive_leads_out"),
        (("pit.mplan/a", "pit.mplan/A"), "storage.archive_twice"),
        (("pit.mplan/project.json", "other/x"), "storage.archive_folders"),
        (("pit.mplan/notes.txt",), "storage.archive_without"),
        ((), "storage.archive_files"),
    ],
)
def test_a_harmful_file_writes_nothing(names: tuple[str, ...], code: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "evil.mpack", *names)
    home = tmp_path / "home"
    home.mkdir()
    with pytest.raises(InputError) as caught:
        unpack_project(path, home, silent())
    assert caught.value.code == code
    assert list(home.iterdir()) == [] and {p.name for p in tmp_path.iterdir()} == {
        "evil.mpack", "home"
    }  # fmt: skip


def test_links_bombs_and_rubbish_are_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    link = archive(tmp_path / "link.mpack", "pit.mplan/project.json", link=True)
    bomb = archive(tmp_path / "bomb.mpack", "pit.mplan/project.json", "pit.mplan/z")
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_BZIP2) as out:
        out.writestr("pit.mplan/swells.bin", bytes(60_000_000))
    rubbish = tmp_path / "rubbish.mpack"
    rubbish.write_bytes(b"PK not a zip")
    cut = archive(tmp_path / "cut.mpack", "pit.mplan/project.json", swollen=True)
    cut.write_bytes(cut.read_bytes()[:-300])
    codes = []
    for path in (link, bomb, rubbish, cut):
        with pytest.raises(InputError) as caught:
            unpack_project(path, home, silent())
        codes.append(caught.value.code.removeprefix("storage.archive_"))
    assert codes == ["leads_out", "swells", "broken", "broken"]
    assert list(home.iterdir()) == []


def test_the_verbs_pack_and_unpack(project: Project, tmp_path: Path) -> None:
    out, away = tmp_path / "pit.mpack", tmp_path / "away"
    away.mkdir()
    packed = CliRunner().invoke(pack_verb, [str(project.folder), "--out", str(out), "--json"])
    assert packed.exit_code == 0 and '"files"' in packed.stdout.splitlines()[-1]
    done = CliRunner().invoke(unpack_verb, [str(out), "--out", str(away)])
    assert done.exit_code == 0 and (away / "pit.mplan" / "project.json").is_file()
